// A customer's orders as they see them: newest first, by status, year and words, page by page. What is read is in proportion to what
// is shown: an index gives the order, a cursor the place in it. Every statement names the customer.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { startOfDay } from '../../ui/dates.ts';
import { poolOf, type Store } from '../../stores/stores.ts';
import { stores } from '../../stores/schema.ts';
import type { Database } from '../../web/database.ts';
import { orNot } from '../../web/lines.ts';
import { cursorOf, placeIn } from '../../web/paging.ts';
import { prepared } from '../../web/prepared.ts';
import { orders, orderTerms } from '../schema.ts';
import { own } from '../statuses/showing.ts';
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

export type Whose = { storeId: string; customerId: string };

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
  const { words, status, year, place } = wanted;
  const start = (one: number) => startOfDay(`${one}-01-01`, store.timeZone);
  const values = {
    storeId: store.id,
    customerId,
    words: JSON.stringify(words.slice(1)),
    first: words[0] ?? '',
    status: status ?? 'placed',
    from: year === null ? 0 : start(year),
    // SQLite begins to read at one upper bound, so it gets the nearer one.
    until: year === null || place !== null ? 0 : start(year + 1),
    placedAt: place?.[0] ?? 0,
    id: place?.[1] ?? '',
  } as const;
  const shape = {
    isPool: store.policies.orderHistory === 'pool',
    isOfStatus: status !== null,
    isOfYear: year !== null,
    isFurther: place !== null,
  } as const;
  return words.length === 0 ? newestOf(db, values, shape) : foundBy(db, values, shape);
}

type Bounds = Whose & { status: (typeof statuses)[number]; from: number; until: number; placedAt: number; id: string };
type Narrowed = { isPool: boolean; isOfStatus: boolean; isOfYear: boolean; isFurther: boolean };

const newestOf = prepared((db, values: Bounds, shape: Narrowed) => {
  const { isPool, isOfStatus } = shape;
  const index = isPool ? 'orders_customer_pool' : isOfStatus ? 'orders_customer_status' : 'orders_customer';
  return db
    .select(listed)
    .from(sql`${orders} indexed by ${sql.raw(index)}`)
    .where(
      and(
        eq(orders.customerId, values.customerId),
        ...conditionsOf(values, shape),
        ...within(values, shape, sql`${orders.placedAt}`, sql`${orders.id}`),
      ),
    )
    .orderBy(sql`${orders.placedAt} desc`, sql`${orders.id} desc`)
    .limit(pageSize + 1);
});

/** Of several words each is there. */
const foundBy = prepared((db, values: Bounds & { first: string; words: string }, shape: Narrowed) => {
  const { storeId, customerId, first, words } = values;
  const here = shape.isPool ? isInPool(sql`${orderTerms.storeId}`, storeId) : eq(orderTerms.storeId, storeId);
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
        sql`not exists (
          select 1 from json_each(${words}) as word where not exists (
            select 1 from ${orderTerms} as other where other.customer_id = ${customerId} and other.store_id = ${orderTerms.storeId}
              and other.term = word.value and other.placed_at = ${orderTerms.placedAt} and other.order_id = ${orderTerms.orderId}))`,
        ...conditionsOf(values, shape),
        ...within(values, shape, sql`${orderTerms.placedAt}`, sql`${orderTerms.orderId}`),
      ),
    )
    .orderBy(sql`${orderTerms.placedAt} desc`, sql`${orderTerms.orderId} desc`)
    .limit(pageSize + 1);
});

export type Listed = Awaited<ReturnType<typeof historyOf>>[number];

/** The customer's latest order at the store, if there is one. */
export const latestOf = prepared((db, { storeId, customerId }: Whose) =>
  db
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
    .where(and(eq(orders.customerId, customerId), eq(orders.storeId, storeId)))
    .orderBy(sql`${orders.placedAt} desc`, sql`${orders.id} desc`)
    .limit(1),
);

export type Latest = Awaited<ReturnType<typeof latestOf>>[number];

/** A page of the rows that were read, and the cursor of the next; null on the last. */
export function pageOf(rows: readonly Listed[]): { orders: readonly Listed[]; next: string | null } {
  const page = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? page.at(-1) : undefined;
  return { orders: page, next: last ? cursorOf([last.placedAt, last.id]) : null };
}

function conditionsOf({ storeId, status }: Bounds, { isPool, isOfStatus }: Narrowed): (SQL | undefined)[] {
  return [
    isPool ? isInPool(sql`${orders.storeId}`, storeId) : eq(orders.storeId, storeId),
    isOfStatus ? eq(orders.status, status) : undefined,
  ];
}

/** Whether a store shares its customers with this one now: of one that has left, nothing is shown. */
export function isInPool(column: SQL, storeId: string): SQL {
  return sql`${column} in (select ${stores.id} from ${stores} where ${stores.poolId} = ${poolOf(storeId)})`;
}

/** The bounds of the year and the place in the list. */
function within(
  { from, until, ...values }: Bounds,
  { isOfYear, isFurther }: Narrowed,
  placedAt: SQL,
  id: SQL,
): (SQL | undefined)[] {
  return [
    isOfYear ? sql`${placedAt} >= ${from}` : undefined,
    isFurther ? sql`(${placedAt}, ${id}) < (${values.placedAt}, ${values.id})` : undefined,
    isOfYear && !isFurther ? sql`${placedAt} < ${until}` : undefined,
  ];
}

/** When the customer's first order at the store was placed; null before it. One row. */
export const beganAt = prepared((db, { storeId, customerId }: Whose) =>
  db
    .select({ at: sql<number | null>`min(${orders.placedAt})` })
    .from(orders)
    .where(and(eq(orders.customerId, customerId), eq(orders.storeId, storeId))),
);
