// An order as staff see it, and the newest of a customer.
import { and, asc, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import { staff } from '../../staff/schema.ts';
import type { Database } from '../../web/database.ts';
import { orderEvents } from '../events/schema.ts';
import { happened } from '../details/details.ts';
import { orderLines, orders } from '../schema.ts';
import { choicesAt, own } from '../statuses/showing.ts';

/** Orders on the record of a customer. */
export const pageSize = 50;

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
      own,
    })
    .from(orders)
    .where(and(eq(orders.customerId, customerId), eq(orders.storeId, storeId)))
    .orderBy(sql`${orders.placedAt} desc`, sql`${orders.id} desc`)
    .limit(pageSize);
}

export type Row = Awaited<ReturnType<typeof newestOf>>[number];

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
export function eventsAt(db: Database, storeId: string, id: string | SQL) {
  return db
    .select({
      ...happened,
      id: orderEvents.id,
      rule: orderEvents.rule,
      // To staff everything is told.
      note: sql<string>`${orderEvents.text}`.as('event_note'),
      changes: orderEvents.changes,
      by: sql<string | null>`${staff.name}`.as('staff_name'),
    })
    .from(orders)
    .innerJoin(orderEvents, eq(orderEvents.orderId, orders.id))
    .leftJoin(staff, eq(staff.id, orderEvents.staffId))
    .where(and(eq(orders.id, id), eq(orders.storeId, storeId)))
    .orderBy(asc(orderEvents.id));
}
