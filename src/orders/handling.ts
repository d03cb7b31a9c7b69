// What happens to an order after it was placed: money comes, it is shipped and delivered, or it is cancelled or refunded. Each is a
// step that happens once and whole: src/orders/taking.ts.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import { earning } from '../loyalty/earning.ts';
import { returning, reversing } from '../loyalty/spending.ts';
import { dayOf } from '../ui/dates.ts';
import type { Statement } from '../web/database.ts';
import { counting } from './days/days.ts';
import { carrierName, trackingLink } from './details/carriers.ts';
import * as papers from './papers/papers.ts';
import { orderLines, orders, purchases } from './schema.ts';
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
  return (order: Order) => paying(scene, order, order.totalMinor - order.paidMinor, now);
}

function paying(scene: Scene, order: Order, amountMinor: number, now: number): Change | null {
  const paidMinor = order.paidMinor + amountMinor;
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0 || paidMinor > order.totalMinor) return null;
  if (paidMinor < order.totalMinor) return { event: 'paid', amountMinor, set: { paidMinor } };
  return {
    event: 'paid',
    amountMinor,
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
      orderCount: sql`${memberships.orderCount} - 1`,
      lastOrderAt: sql`(select max(${orders.placedAt}) from ${orders}
        where ${orders.customerId} = ${order.customerId} and ${orders.storeId} = ${store.id} and ${orders.cancelledAt} is null)`,
    },
    more: (happened) => [
      notPlaced(scene, order, now, happened),
      ...givenBack(scene, order, now, happened),
      ...papers.creditNote(scene, order, now, happened),
    ],
  });
}

/** Everything that was paid for an order is given back. Problems: of the step. */
export async function refund(scene: Scene, acting: Acting, now: number, telling?: Telling): Promise<StepResult> {
  return take(scene, acting, 'refund', now, telling, (order) => ({
    event: 'refunded',
    amountMinor: order.paidMinor,
    set: { status: 'refunded', refundedAt: now, refundedMinor: order.paidMinor },
    news: { event: 'refunded', amountMinor: order.paidMinor },
    // What was paid in part only never counted.
    figures: order.paidAt === null ? {} : { turnoverMinor: sql`${memberships.turnoverMinor} - ${order.totalMinor}` },
    more: (happened) => [
      ...(order.paidAt === null ? [] : [turnedOver(scene, order, -order.totalMinor, now, happened)]),
      ...givenBack(scene, order, now, happened),
      ...takenBack(scene, order, now, happened),
      ...papers.creditNote(scene, order, now, happened),
    ],
  }));
}

/** Turnover of an order, on the day on which its money comes or goes. */
function turnedOver(
  { db, store }: Scene,
  { groupName }: Order,
  turnoverMinor: number,
  now: number,
  when: SQL,
): Statement {
  return counting(db, store, { groupName, turnoverMinor }, now, when);
}

/** An order counts no more on the day on which it was placed. */
function notPlaced({ db, store }: Scene, { groupName, placedAt }: Order, now: number, when: SQL): Statement {
  return counting(db, store, { groupName, orders: -1, day: dayOf(placedAt, store.timeZone) }, now, when);
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

/** The points of an order that is paid. */
function earned({ db, store }: Scene, order: Order, now: number, when: SQL): Statement[] {
  const { id: orderId, number: orderNumber, customerId, totalMinor } = order;
  return customerId === null ? [] : earning(db, store, { customerId, orderId, orderNumber, totalMinor }, now, when);
}

/** The points that were spent on an order come back. */
function givenBack({ db, store }: Scene, { id: orderId, customerId }: Order, now: number, when: SQL): Statement[] {
  return customerId === null ? [] : returning(db, store, { customerId, orderId }, now, when);
}

/** The points that an order earned go. */
function takenBack({ db, store }: Scene, { id: orderId, customerId }: Order, now: number, when: SQL): Statement[] {
  return customerId === null ? [] : reversing(db, store, { customerId, orderId }, now, when);
}
