// The orders of a store as staff see them: newest first, by status and by the beginning of the number, page by page.
import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import * as z from 'zod';
import { customers } from '../../customers/schema.ts';
import { staff } from '../../staff/schema.ts';
import type { Database } from '../../web/database.ts';
import { orNot } from '../../web/lines.ts';
import { cursorOf, placeIn } from '../../web/paging.ts';
import { orderEvents } from '../events/schema.ts';
import { happened } from '../history/history.ts';
import { orderLines, orders } from '../schema.ts';
import { choicesAt, own } from '../statuses/showing.ts';

/** Orders on a page. */
export const pageSize = 50;

/** What is asked for, as it stands in the address. What cannot be used is as if it were not there. */
export const wantedSchema = z
  .object({
    q: orNot(z.string().trim().max(40)),
    status: orNot(z.enum(orders.status.enumValues)),
    after: orNot(z.string().min(1).max(200)),
  })
  .transform(({ q, status, after }) => ({
    number: q || null,
    status: status ?? null,
    place: after === undefined ? null : placeIn(z.tuple([z.int(), z.string()]), after),
  }));

export type Wanted = z.output<typeof wantedSchema>;

/** Whether a guest ordered who has not taken it over as a customer; and what they are called. */
const isGuest = sql`${orders.guestKey} is not null`;
const guest = sql`case when ${isGuest} then coalesce(nullif(${orders.billing} ->> 'name', ''), ${orders.email}) end`;

/** One more than a page of the store's orders that are wanted. */
export function listOf(db: Database, storeId: string, { number, status, place }: Wanted) {
  const index = number !== null ? 'orders_number' : status === null ? 'orders_placed' : 'orders_status';
  return db
    .select({
      id: sql<string>`${orders.id}`.as('order_id'),
      number: sql<string>`${orders.number}`.as('order_number'),
      status: sql<(typeof orders.status.enumValues)[number]>`${orders.status}`.as('order_status'),
      summary: sql<string>`${orders.summary}`.as('order_summary'),
      itemCount: sql<number>`${orders.itemCount}`.as('order_item_count'),
      totalMinor: sql<number>`${orders.totalMinor}`.as('order_total_minor'),
      currency: sql<string>`${orders.currency}`.as('order_currency'),
      placedAt: sql<number>`${orders.placedAt}`.as('order_placed_at'),
      customer: sql<string | null>`coalesce(nullif(${customers.name}, ''), ${customers.email}, ${guest})`.as(
        'customer_name',
      ),
      isGuest: sql<number>`${isGuest}`.as('is_guest'),
      own,
    })
    .from(sql`${orders} indexed by ${sql.raw(index)}`)
    .leftJoin(customers, eq(customers.id, orders.customerId))
    .where(
      and(
        eq(orders.storeId, storeId),
        status === null ? undefined : eq(orders.status, status),
        // A number that begins like this: the last character of all follows it.
        number === null
          ? undefined
          : sql`${orders.number} >= ${number} and ${orders.number} < ${`${number}\u{10ffff}`}`,
        place === null ? undefined : sql`(${orders.placedAt}, ${orders.id}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(sql`${orders.placedAt} desc`, sql`${orders.id} desc`)
    .limit(pageSize + 1);
}

export type Row = Awaited<ReturnType<typeof listOf>>[number];

/** A page of the rows that were read, and the cursor of the next; null on the last. */
export function pageOf(rows: readonly Row[]): { orders: readonly Row[]; next: string | null } {
  const page = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? page.at(-1) : undefined;
  return { orders: page, next: last ? cursorOf([last.placedAt, last.id]) : null };
}

/** The newest orders of a customer at the store, for their record. */
export function newestOf(db: Database, storeId: string, customerId: string) {
  return db
    .select({
      id: orders.id,
      number: orders.number,
      status: orders.status,
      summary: orders.summary,
      itemCount: orders.itemCount,
      totalMinor: orders.totalMinor,
      currency: orders.currency,
      placedAt: orders.placedAt,
      customer: sql<null>`null`.as('nobody'),
      isGuest: sql<number>`0`.as('is_guest'),
      own,
    })
    .from(orders)
    .where(and(eq(orders.customerId, customerId), eq(orders.storeId, storeId)))
    .orderBy(sql`${orders.placedAt} desc`, sql`${orders.id} desc`)
    .limit(pageSize);
}

/** One order of the store, and the statuses that staff can set. */
export function orderAt(db: Database, storeId: string, id: string) {
  return db
    .select({ ...getTableColumns(orders), own, choices: choicesAt(storeId) })
    .from(orders)
    .where(and(eq(orders.id, id), eq(orders.storeId, storeId)));
}

/** Its lines, in their order. */
export function linesAt(db: Database, storeId: string, id: string) {
  return db
    .select({ line: orderLines })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(and(eq(orders.id, id), eq(orders.storeId, storeId)))
    .orderBy(asc(orderLines.position));
}

/** What happened to it, in its order, and who of the staff did. */
export function eventsAt(db: Database, storeId: string, id: string) {
  return db
    .select({
      ...happened,
      rule: orderEvents.rule,
      by: sql<string | null>`${staff.name}`.as('staff_name'),
    })
    .from(orders)
    .innerJoin(orderEvents, eq(orderEvents.orderId, orders.id))
    .leftJoin(staff, eq(staff.id, orderEvents.staffId))
    .where(and(eq(orders.id, id), eq(orders.storeId, storeId)))
    .orderBy(asc(orderEvents.id));
}
