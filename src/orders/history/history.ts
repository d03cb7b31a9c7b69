// A customer's orders as they see them: newest first, by status, year and words, page by page. What is read is in proportion to what
// is shown: an index gives the order, a cursor the place in it. Every statement names the customer.
import { and, asc, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { startOfDay } from '../../ui/dates.ts';
import { poolOf, type Store } from '../../stores/stores.ts';
import { stores } from '../../stores/schema.ts';
import type { Database } from '../../web/database.ts';
import { orNot } from '../../web/lines.ts';
import { cursorOf, placeIn } from '../../web/paging.ts';
import { orderEvents } from '../events/schema.ts';
import { orderLines, orders, orderTerms } from '../schema.ts';
import { own, saidOf } from '../statuses/showing.ts';
import { soughtIn } from './terms.ts';

/** Orders on a page. */
const pageSize = 20;

export const statuses = orders.status.enumValues;

/** What is asked for, as it stands in the address. What cannot be used is as if it were not there. */
export const wantedSchema = z
  .object({
    q: orNot(z.string().max(100)),
    status: orNot(z.enum(statuses)),
    year: orNot(z.string().regex(/^20\d\d$/)),
    after: orNot(z.string().min(1).max(200)),
  })
  .transform(({ q, status, year, after }) => ({
    words: soughtIn(q ?? ''),
    status: status ?? null,
    year: year === undefined ? null : Number(year),
    place: after === undefined ? null : placeIn(z.tuple([z.int(), z.string()]), after),
  }));

export type Wanted = z.output<typeof wantedSchema>;

const listed = {
  id: sql<string>`${orders.id}`.as('order_id'),
  storeId: sql<string>`${orders.storeId}`.as('order_store_id'),
  number: sql<string>`${orders.number}`.as('order_number'),
  status: sql<(typeof statuses)[number]>`${orders.status}`.as('order_status'),
  summary: sql<string>`${orders.summary}`.as('order_summary'),
  itemCount: sql<number>`${orders.itemCount}`.as('order_item_count'),
  totalMinor: sql<number>`${orders.totalMinor}`.as('order_total_minor'),
  currency: sql<string>`${orders.currency}`.as('order_currency'),
  placedAt: sql<number>`${orders.placedAt}`.as('order_placed_at'),
  own,
};

/** One more than a page of the customer's orders that are wanted, at this store or at all of the pool, as the store's policy says. */
export function historyOf(db: Database, store: Store, customerId: string, wanted: Wanted) {
  const [first, ...others] = wanted.words;
  const isPool = store.policies.orderHistory === 'pool';
  const limit = pageSize + 1;
  if (first === undefined) {
    const index = isPool
      ? 'orders_customer_pool'
      : wanted.status === null
        ? 'orders_customer'
        : 'orders_customer_status';
    return db
      .select(listed)
      .from(sql`${orders} indexed by ${sql.raw(index)}`)
      .where(
        and(
          eq(orders.customerId, customerId),
          ...conditionsOf(store, wanted),
          ...within(wanted, store, sql`${orders.placedAt}`, sql`${orders.id}`),
        ),
      )
      .orderBy(sql`${orders.placedAt} desc`, sql`${orders.id} desc`)
      .limit(limit);
  }
  const here = isPool ? isInPool(sql`${orderTerms.storeId}`, store) : eq(orderTerms.storeId, store.id);
  return db
    .select(listed)
    .from(sql`${orderTerms}`)
    .crossJoin(orders)
    .where(
      and(
        eq(orderTerms.customerId, customerId),
        here,
        eq(orderTerms.term, first),
        eq(orders.id, orderTerms.orderId),
        ...others.map(
          (word) => sql`exists (select 1 from ${orderTerms} as other where other.customer_id = ${customerId}
            and other.store_id = ${orderTerms.storeId} and other.term = ${word} and other.placed_at = ${orderTerms.placedAt} and other.order_id = ${orderTerms.orderId})`,
        ),
        ...conditionsOf(store, wanted),
        ...within(wanted, store, sql`${orderTerms.placedAt}`, sql`${orderTerms.orderId}`),
      ),
    )
    .orderBy(sql`${orderTerms.placedAt} desc`, sql`${orderTerms.orderId} desc`)
    .limit(limit);
}

export type Listed = Awaited<ReturnType<typeof historyOf>>[number];

/** The customer's latest order at the store, if there is one. */
export function latestOf(db: Database, store: Store, customerId: string) {
  return db
    .select({
      ...listed,
      paymentMethod: orders.paymentMethod,
      paidMinor: orders.paidMinor,
      refundedMinor: orders.refundedMinor,
      carrier: orders.carrier,
      trackingCode: orders.trackingCode,
      dueAt: orders.dueAt,
      shippedAt: orders.shippedAt,
      deliveredAt: orders.deliveredAt,
      cancelledAt: orders.cancelledAt,
      refundedAt: orders.refundedAt,
    })
    .from(orders)
    .where(and(eq(orders.customerId, customerId), eq(orders.storeId, store.id)))
    .orderBy(sql`${orders.placedAt} desc`, sql`${orders.id} desc`)
    .limit(1);
}

export type Latest = Awaited<ReturnType<typeof latestOf>>[number];

/** A page of the rows that were read, and the cursor of the next; null on the last. */
export function pageOf(rows: readonly Listed[]): { orders: readonly Listed[]; next: string | null } {
  const page = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? page.at(-1) : undefined;
  return { orders: page, next: last ? cursorOf([last.placedAt, last.id]) : null };
}

function conditionsOf(store: Store, wanted: Wanted): (SQL | undefined)[] {
  return [
    store.policies.orderHistory === 'pool' ? isInPool(sql`${orders.storeId}`, store) : eq(orders.storeId, store.id),
    wanted.status === null ? undefined : eq(orders.status, wanted.status),
  ];
}

/** Whether a store shares its customers with this one now: of one that has left, nothing is shown. */
function isInPool(storeId: SQL, store: Store): SQL {
  return sql`${storeId} in (select ${stores.id} from ${stores} where ${stores.poolId} = ${poolOf(store.id)})`;
}

/** The bounds of the year and the place in the list. SQLite begins to read at one upper bound, so it gets the nearer one. */
function within(wanted: Wanted, store: Store, placedAt: SQL, id: SQL): (SQL | undefined)[] {
  const { year, place } = wanted;
  const start = (one: number) => startOfDay(`${one}-01-01`, store.timeZone);
  const isBefore = year === null ? undefined : sql`${placedAt} < ${start(year + 1)}`;
  return [
    year === null ? undefined : sql`${placedAt} >= ${start(year)}`,
    place === null ? isBefore : sql`(${placedAt}, ${id}) < (${place[0]}, ${place[1]})`,
  ];
}

/** When the customer's first order at the store was placed; null before it. One row. */
export function beganAt(db: Database, store: Store, customerId: string) {
  return db
    .select({ at: sql<number | null>`min(${orders.placedAt})` })
    .from(orders)
    .where(and(eq(orders.customerId, customerId), eq(orders.storeId, store.id)));
}

/** Whether an order is the customer's of this number at the store, or of this id where the history is the pool's; a condition on orders. */
export function isTheirs(store: Store, customerId: string, named: string): SQL {
  const here = sql`${orders.storeId} = ${store.id} and ${orders.number} = ${named}`;
  const isNamed =
    store.policies.orderHistory === 'pool'
      ? sql`((${here}) or (${orders.id} = ${named} and ${isInPool(sql`${orders.storeId}`, store)}))`
      : here;
  return sql`${orders.customerId} = ${customerId} and ${isNamed}`;
}

/** The one order of which `which` is true. */
export function orderOf(db: Database, which: SQL) {
  return db
    .select({ ...getTableColumns(orders), own })
    .from(orders)
    .where(which);
}

export type Order = Awaited<ReturnType<typeof orderOf>>[number];
export type Line = Awaited<ReturnType<typeof linesOf>>[number]['line'];
export type CopiedAddress = NonNullable<Order['billing']>;

/** The lines of the same, in their order. */
export function linesOf(db: Database, which: SQL) {
  return db
    .select({ line: orderLines })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(which)
    .orderBy(asc(orderLines.position));
}

/** What is told of an event; of a status of the store's own its name, and what it or whoever set it says. */
export const happened = {
  event: orderEvents.event,
  amountMinor: orderEvents.amountMinor,
  at: orderEvents.at,
  // Other words are for staff only.
  note: sql<string>`case when ${orderEvents.event} in ('status', 'told') then ${orderEvents.text} else '' end`.as(
    'event_note',
  ),
  ...saidOf(sql`${orderEvents.statusId}`),
};

/** What happened to the same, in its order, as whoever ordered sees it: nothing that staff wrote for themselves, nor why they did what. */
export function eventsOf(db: Database, which: SQL) {
  return db
    .select(happened)
    .from(orders)
    .innerJoin(orderEvents, eq(orderEvents.orderId, orders.id))
    .where(sql`${which} and ${orderEvents.event} <> 'noted'`)
    .orderBy(asc(orderEvents.id));
}

export type Happened = Awaited<ReturnType<typeof eventsOf>>[number];
