// One order as whoever ordered sees it, whoever may ask for it says `which`, a condition on orders.
import { asc, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../../web/database.ts';
import { orderEvents } from '../events/schema.ts';
import { orderLines, orders } from '../schema.ts';
import { own, saidOf } from '../statuses/showing.ts';

/** The one order of which `which` is true. */
export function orderOf(db: Database, which: SQL) {
  return db
    .select({ ...getTableColumns(orders), own })
    .from(orders)
    .where(which);
}

export type Order = Awaited<ReturnType<typeof orderOf>>[number];
export type Line = Awaited<ReturnType<typeof linesOf>>[number]['line'];

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
