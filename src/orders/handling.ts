// What happens to an order after it was placed: money comes, it is shipped and delivered, or it is cancelled or refunded. Each is a
// step that happens once and whole: src/orders/taking.ts.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import type { Statement } from '../web/database.ts';
import { earned, notPlaced, turnedOver, uncounted, undone } from './counting.ts';
import { carrierName, trackingLink } from './details/carriers.ts';
import { announcing, type News } from './messages.ts';
import * as papers from './papers/papers.ts';
import { orderLines, orders, purchases } from './schema.ts';
import { heldOf, owed } from './steps.ts';
import { take, type Acting, type Change, type Order, type Scene, type StepResult, type Telling } from './taking.ts';

/**
 * Money for an order came; once it is all there, the order is paid and counts as turnover. Problems: of the step, and
 * `amount_invalid` for nothing or for more than is owed.
 */
export async function receivePayment(
  scene: Scene,
  acting: Acting,
  amountMinor: number,
  now: number,
  telling?: Telling,
): Promise<StepResult> {
  return take(scene, acting, 'pay', now, telling, (order) => paying(scene, order, amountMinor, now));
}

/** All that is owed for an order came. Problems: of the step. */
export async function receiveAll(scene: Scene, acting: Acting, now: number, telling?: Telling): Promise<StepResult> {
  return take(scene, acting, 'pay', now, telling, payingAll(scene, now));
}

/** What it does to an order that all that is owed for it came. */
export function payingAll(scene: Scene, now: number) {
  return (order: Order) => paying(scene, order, owed(order), now);
}

function paying(scene: Scene, order: Order, amountMinor: number, now: number): Change | null {
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0 || amountMinor > owed(order)) return null;
  const paidMinor = order.paidMinor + amountMinor;
  const received = { event: 'paid', amountMinor, set: { paidMinor } } as const;
  if (amountMinor < owed(order)) return received;
  // What was paid once and cost more since counted already, and what the store does once it is paid is done.
  if (order.paidAt !== null) {
    return { ...received, messages: announced(scene, order, { event: 'paid', amountMinor }, now) };
  }
  return {
    ...received,
    set: { paidMinor, paidAt: now, ...(order.status === 'placed' ? { status: 'paid' } : {}) },
    figures: { turnoverMinor: sql`${memberships.turnoverMinor} + ${order.totalMinor}` },
    news: { event: 'paid', amountMinor: order.totalMinor },
    more: (happened) => [
      turnedOver(scene, order, order.totalMinor, now, happened),
      ...earned(scene, order, now, happened),
      ...papers.invoice(scene, { ...order, paidMinor }, now, happened).statements,
    ],
  };
}

type Parcel = { carrier: string; trackingCode: string };

/** An order is on its way, by this carrier and under this code, each of which may be empty. Problems: of the step. */
export async function ship(
  scene: Scene,
  acting: Acting,
  parcel: Parcel,
  now: number,
  telling?: Telling,
): Promise<StepResult> {
  return take(scene, acting, 'ship', now, telling, shipping(scene, parcel, now));
}

/** What it does to an order that it is on its way. */
export function shipping(scene: Scene, { carrier, trackingCode }: Parcel, now: number) {
  const set = { status: 'shipped', shippedAt: now, carrier, trackingCode } as const;
  const link = trackingLink(carrier, trackingCode) ?? '';
  const parcel = { carrier: carrierName(carrier), code: trackingCode, link };
  const news = { event: 'shipped', parcel } as const;
  return (order: Order): Change => ({
    event: 'shipped',
    set,
    news,
    more: (happened) => [
      ...papers.deliveryNote(scene, order, now, happened),
      ...papers.invoice(scene, order, now, happened).statements,
    ],
  });
}

/** An order has arrived: what was in it can be rated. Problems: of the step. */
export async function deliver(scene: Scene, acting: Acting, now: number, telling?: Telling): Promise<StepResult> {
  return take(scene, acting, 'deliver', now, telling, delivering(scene, now));
}

/** What it does to an order that it has arrived. */
export function delivering(scene: Scene, now: number) {
  return (order: Order): Change => ({
    event: 'delivered',
    set: { status: 'delivered', deliveredAt: now },
    news: { event: 'delivered' },
    more: (happened) => bought(scene, order, now, happened),
  });
}

/** An order that nobody has paid or shipped comes to nothing. Problems: of the step. */
export async function cancel(scene: Scene, acting: Acting, now: number, telling?: Telling): Promise<StepResult> {
  return take(scene, acting, 'cancel', now, telling, cancelling(scene, now));
}

/** What it does to an order that it comes to nothing. */
export function cancelling(scene: Scene, now: number) {
  const { store } = scene;
  return (order: Order): Change => ({
    event: 'cancelled',
    set: { status: 'cancelled', cancelledAt: now },
    news: { event: 'cancelled' },
    figures: {
      ...uncounted(order),
      orderCount: sql`${memberships.orderCount} - 1`,
      lastOrderAt: sql`(select max(${orders.placedAt}) from ${orders}
        where ${orders.customerId} = ${order.customerId} and ${orders.storeId} = ${store.id} and ${orders.cancelledAt} is null)`,
    },
    more: (happened) => [notPlaced(scene, order, now, happened), ...undone(scene, order, now, happened)],
  });
}

/** Everything that is still paid for an order is given back. Problems: of the step. */
export async function refund(scene: Scene, acting: Acting, now: number, telling?: Telling): Promise<StepResult> {
  return take(scene, acting, 'refund', now, telling, (order) => ({
    event: 'refunded',
    amountMinor: heldOf(order),
    set: { status: 'refunded', refundedAt: now, refundedMinor: order.paidMinor },
    news: { event: 'refunded', amountMinor: heldOf(order) },
    figures: uncounted(order),
    more: (happened) => undone(scene, order, now, happened),
  }));
}

/** What was paid too much for an order that costs less now went back. Problems: of the step. */
export async function repay(scene: Scene, acting: Acting, now: number, telling?: Telling): Promise<StepResult> {
  return take(scene, acting, 'repay', now, telling, (order) => {
    const amountMinor = -owed(order);
    return {
      event: 'repaid',
      amountMinor,
      set: { refundedMinor: order.refundedMinor + amountMinor },
      messages: announced(scene, order, { event: 'repaid', amountMinor }, now),
    };
  });
}

/** Word of what may happen to an order more than once, in which the store's own statuses have no part. */
function announced(
  scene: Scene,
  { number, currency }: Order,
  news: News,
  now: number,
): NonNullable<Change['messages']> {
  return (who, happened) => [announcing(scene, { who, number, currency }, news, now, happened)];
}

/** What the customer has now received for the first time, to be rated once each. */
function bought({ db, store }: Scene, { id, customerId }: Order, now: number, when: SQL): Statement[] {
  if (customerId === null) return [];
  return [
    db
      .insert(purchases)
      .select(
        sql`
        select ${store.id}, ${customerId}, ${orderLines.productId}, ${id}, ${now}, null from ${orderLines}
        where ${orderLines.orderId} = ${id} and ${orderLines.productId} is not null and ${when} group by ${orderLines.productId}`,
      )
      .onConflictDoNothing(),
    db
      .update(memberships)
      .set({ unratedCount: sql`${memberships.unratedCount} + changes()` })
      .where(and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId), when)),
  ];
}
