// What may happen to an order, and when. The rules are this table: a step is refused by the first reason that holds. An order that is
// paid by bank transfer is shipped once it is paid, others before or after.
import { sql } from 'drizzle-orm';
import { orders } from './schema.ts';

export const steps = ['pay', 'ship', 'deliver', 'cancel', 'refund', 'repay'] as const;
export type Step = (typeof steps)[number];

/** What staff may do besides: change what was ordered (src/orders/changing/rules.ts says what of it), and write a note. */
export type Act = Step | 'change' | 'note';

/** What of an order the rules look at. */
export type State = Pick<
  typeof orders.$inferSelect,
  | 'status'
  | 'paymentMethod'
  | 'totalMinor'
  | 'paidMinor'
  | 'refundedMinor'
  | 'shippedAt'
  | 'deliveredAt'
  | 'cancelledAt'
  | 'refundedAt'
>;

export type StepProblem =
  | 'is_cancelled'
  | 'is_refunded'
  | 'is_paid'
  | 'not_paid'
  | 'is_shipped'
  | 'not_shipped'
  | 'is_delivered'
  | 'not_too_much';

type Reason = readonly [problem: StepProblem, holds: (order: State) => boolean];

const isCancelled: Reason = ['is_cancelled', (order) => order.cancelledAt !== null];
const isRefunded: Reason = ['is_refunded', (order) => order.refundedAt !== null];

const reasons: Readonly<Record<Act, readonly Reason[]>> = {
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
    ['is_paid', (order) => heldOf(order) > 0],
  ],
  // An order that costs nothing was paid by points, which come back.
  refund: [isCancelled, isRefunded, ['not_paid', (order) => heldOf(order) === 0 && order.totalMinor > 0]],
  repay: [isCancelled, isRefunded, ['not_too_much', (order) => owed(order) >= 0]],
  change: [isCancelled, isRefunded],
  note: [],
};

/** Why this cannot happen to the order now; null where it can. */
export function problemOf(step: Act, order: State): StepProblem | null {
  return reasons[step].find(([, holds]) => holds(order))?.[0] ?? null;
}

/** Whether all of it is paid; an order that costs nothing is. */
export function isPaid(order: Money): boolean {
  return owed(order) <= 0;
}

/** What of an order says how it is paid. */
export type Money = Pick<State, 'totalMinor' | 'paidMinor' | 'refundedMinor'>;

/** What was paid and not given back. */
export function heldOf({ paidMinor, refundedMinor }: Pick<Money, 'paidMinor' | 'refundedMinor'>): number {
  return paidMinor - refundedMinor;
}

/** What is still to be paid; negative where too much was. Nobody asks it of an order that came to nothing. */
export function owed(order: Money): number {
  return order.totalMinor - heldOf(order);
}

/** The same as a value in SQL, of `orders`. */
export const owedIn = sql<number>`(${orders.totalMinor} - (${orders.paidMinor} - ${orders.refundedMinor}))`;
