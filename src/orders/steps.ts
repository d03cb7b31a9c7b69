// What may happen to an order, and when. The rules are this table: a step is refused by the first reason that holds. An order that is
// paid by bank transfer is shipped once it is paid, others before or after.
import type { orders } from './schema.ts';

export const steps = ['pay', 'ship', 'deliver', 'cancel', 'refund'] as const;
export type Step = (typeof steps)[number];

/** What of an order the rules look at. */
export type State = Pick<
  typeof orders.$inferSelect,
  'status' | 'paymentMethod' | 'totalMinor' | 'paidMinor' | 'shippedAt' | 'deliveredAt' | 'cancelledAt' | 'refundedAt'
>;

export type StepProblem =
  'is_cancelled' | 'is_refunded' | 'is_paid' | 'not_paid' | 'is_shipped' | 'not_shipped' | 'is_delivered';

type Reason = readonly [problem: StepProblem, holds: (order: State) => boolean];

const isCancelled: Reason = ['is_cancelled', (order) => order.cancelledAt !== null];
const isRefunded: Reason = ['is_refunded', (order) => order.refundedAt !== null];

const reasons: Readonly<Record<Step, readonly Reason[]>> = {
  pay: [isCancelled, isRefunded, ['is_paid', isPaid]],
  ship: [
    isCancelled,
    isRefunded,
    ['is_shipped', (order) => order.shippedAt !== null],
    ['not_paid', (order) => order.paymentMethod === 'bank_transfer' && !isPaid(order)],
  ],
  deliver: [
    isCancelled,
    isRefunded,
    ['not_shipped', (order) => order.shippedAt === null],
    ['is_delivered', (order) => order.deliveredAt !== null],
  ],
  cancel: [
    isCancelled,
    isRefunded,
    ['is_shipped', (order) => order.shippedAt !== null],
    // What was paid is given back by a refund, which says so in the books.
    ['is_paid', (order) => order.paidMinor > 0],
  ],
  // An order that costs nothing was paid by points, which come back.
  refund: [isCancelled, isRefunded, ['not_paid', (order) => order.paidMinor === 0 && order.totalMinor > 0]],
};

/** Why this cannot happen to the order now; null where it can. */
export function problemOf(step: Step, order: State): StepProblem | null {
  return reasons[step].find(([, holds]) => holds(order))?.[0] ?? null;
}

/** Whether all of it is paid; an order that costs nothing is. */
export function isPaid({ paidMinor, totalMinor }: Pick<State, 'paidMinor' | 'totalMinor'>): boolean {
  return paidMinor >= totalMinor;
}
