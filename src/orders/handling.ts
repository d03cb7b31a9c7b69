// What happens to an order after it was placed: money comes, it is shipped and delivered, or it is cancelled or refunded. Each is one
// batch: the event decides, by being written only while the order is as it was read, and everything else depends on the event. So
// of two members of staff at once one has an effect, and figures, history and rules of groups never disagree.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import { running } from '../groups/rules/rules.ts';
import { earning } from '../loyalty/earning.ts';
import { returning, reversing } from '../loyalty/spending.ts';
import type { Store } from '../stores/stores.ts';
import { batch, type Database, type Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { orderEvents, orderLines, orders, purchases } from './schema.ts';
import { anonymous, ended } from './erasure.ts';
import { problemOf, type Step, type StepProblem } from './steps.ts';

export type Scene = { db: Database; store: Store };

/** An order of the store, and who of the staff acts; null for the system. */
export type Acting = { orderId: string; staffId: string | null };

/** Statements that tell of the act, for its batch, on the condition that it happened. */
export type Telling = (happened: SQL) => readonly Statement[];

export type StepResult =
  | { ok: true; orderId: string }
  | { ok: false; problem: StepProblem | 'not_found' | 'changed_meanwhile' | 'amount_invalid' };

type Order = typeof orders.$inferSelect;
type Change = {
  event: (typeof orderEvents.event.enumValues)[number];
  amountMinor?: number;
  set: Partial<typeof orders.$inferInsert>;
  /** What it does to the customer's figures. */
  figures?: Record<string, SQL>;
  more?: (happened: SQL) => Statement[];
};

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
  return take(scene, acting, 'pay', now, telling, (order) =>
    paying(scene, order, order.totalMinor - order.paidMinor, now),
  );
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
    more: (happened) => earned(scene, order, now, happened),
  };
}

/** An order is on its way, by this carrier and under this code, each of which may be empty. Problems: of the step. */
export async function ship(
  scene: Scene,
  acting: Acting,
  { carrier, trackingCode }: { carrier: string; trackingCode: string },
  now: number,
  telling?: Telling,
): Promise<StepResult> {
  const set = { status: 'shipped', shippedAt: now, carrier, trackingCode } as const;
  return take(scene, acting, 'ship', now, telling, () => ({ event: 'shipped', set }));
}

/** An order has arrived: what was in it can be rated. Problems: of the step. */
export async function deliver(scene: Scene, acting: Acting, now: number, telling?: Telling): Promise<StepResult> {
  return take(scene, acting, 'deliver', now, telling, (order) => ({
    event: 'delivered',
    set: { status: 'delivered', deliveredAt: now },
    more: (happened) => bought(scene, order, now, happened),
  }));
}

/** An order that nobody has paid or shipped comes to nothing. Problems: of the step. */
export async function cancel(scene: Scene, acting: Acting, now: number, telling?: Telling): Promise<StepResult> {
  const { store } = scene;
  return take(scene, acting, 'cancel', now, telling, (order) => ({
    event: 'cancelled',
    set: { status: 'cancelled', cancelledAt: now },
    figures: {
      orderCount: sql`${memberships.orderCount} - 1`,
      lastOrderAt: sql`(select max(${orders.placedAt}) from ${orders}
        where ${orders.customerId} = ${order.customerId} and ${orders.storeId} = ${store.id} and ${orders.cancelledAt} is null)`,
    },
    more: (happened) => givenBack(scene, order, now, happened),
  }));
}

/** Everything that was paid for an order is given back. Problems: of the step. */
export async function refund(scene: Scene, acting: Acting, now: number, telling?: Telling): Promise<StepResult> {
  return take(scene, acting, 'refund', now, telling, (order) => ({
    event: 'refunded',
    amountMinor: order.paidMinor,
    set: { status: 'refunded', refundedAt: now, refundedMinor: order.paidMinor },
    // What was paid in part only never counted.
    figures: order.paidAt === null ? {} : { turnoverMinor: sql`${memberships.turnoverMinor} - ${order.totalMinor}` },
    more: (happened) => [...givenBack(scene, order, now, happened), ...takenBack(scene, order, now, happened)],
  }));
}

async function take(
  { db, store }: Scene,
  { orderId, staffId }: Acting,
  step: Step,
  now: number,
  telling: Telling | undefined,
  changeOf: (order: Order) => Change | null,
): Promise<StepResult> {
  const isTheirs = and(eq(orders.id, orderId), eq(orders.storeId, store.id));
  const [order] = await db.select().from(orders).where(isTheirs);
  if (!order) return { ok: false, problem: 'not_found' };
  const problem = problemOf(step, order);
  if (problem) return { ok: false, problem };
  const change = changeOf(order);
  if (!change) return { ok: false, problem: 'amount_invalid' };

  const eventId = newId('event', now);
  const happened = sql`exists (select 1 from ${orderEvents} where ${orderEvents.id} = ${eventId})`;
  const event = db.insert(orderEvents).select(sql`
    select ${eventId}, ${orders.id}, ${change.event}, ${staffId}, ${change.amountMinor ?? null}, ${now}
    from ${orders} where ${isTheirs} and ${isAsRead(order)}`);
  const changed = db
    .update(orders)
    .set({ ...change.set, ...withoutPerson(order, change) })
    .where(and(isTheirs, happened))
    .returning({ id: orders.id });
  const [, rows] = await batch(db, [
    event,
    changed,
    ...figuresOf({ db, store }, order, change.figures ?? {}, happened),
    ...(change.more?.(happened) ?? []),
    ...(telling?.(happened) ?? []),
    ...rulesFor({ db, store }, order, now),
  ] as const);
  return rows.length === 1 ? { ok: true, orderId } : { ok: false, problem: 'changed_meanwhile' };
}

/** An order of somebody who was erased while it was open: once it ends, nothing of them stays in it. */
function withoutPerson({ erasedAt }: Order, { set: { status } }: Change): Partial<Order> {
  return erasedAt !== null && ended.some((one) => one === status) ? anonymous : {};
}

/** Nothing that a rule looks at has changed since. */
function isAsRead(order: Order): SQL {
  return sql`${orders.status} = ${order.status} and ${orders.paidMinor} = ${order.paidMinor} and ${orders.shippedAt} is ${order.shippedAt} and ${orders.deliveredAt} is ${order.deliveredAt}`;
}

function figuresOf({ db, store }: Scene, { customerId }: Order, figures: Record<string, SQL>, when: SQL): Statement[] {
  if (customerId === null || Object.keys(figures).length === 0) return [];
  const theirs = and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId), when);
  return [db.update(memberships).set(figures).where(theirs)];
}

function rulesFor({ db, store }: Scene, { customerId }: Order, now: number): Statement[] {
  return customerId === null ? [] : running(db, store, { customerIds: [customerId] }, newId('move', now), now);
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
