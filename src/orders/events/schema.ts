import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { staff } from '../../staff/schema.ts';
import { orders } from '../schema.ts';
import { orderStatuses } from '../statuses/schema.ts';
import type { Difference } from './events.ts';

/** What happened to an order, in the order in which it did. Never changed; only the words of people go when the person is erased. */
export const orderEvents = sqliteTable(
  'order_events',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    event: text('event', {
      enum: [
        ...(['placed', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'] as const),
        // A status of the store's own was set; the order was changed by hand; what was paid too much went back; a note of staff,
        // to themselves or to whoever ordered.
        ...(['status', 'changed', 'repaid', 'noted', 'told'] as const),
      ],
    }).notNull(),
    /** Who of the staff; null for the customer and for the system. */
    staffId: text('staff_id').references(() => staff.id),
    /** Of a payment or refund. */
    amountMinor: integer('amount_minor'),
    at: integer('at').notNull(),
    /** Which status was set. */
    statusId: text('status_id').references(() => orderStatuses.id),
    /** Which rule did it, like `paid` or `overdue:7`; null for people. */
    rule: text('rule'),
    /** Why it was changed, or the note. */
    text: text('text').notNull().default(''),
    /** What was changed, from what to what. */
    changes: text('changes', { mode: 'json' }).$type<Difference[]>(),
  },
  (table) => [
    index('order_events_order').on(table.orderId, table.id),
    index('order_events_status')
      .on(table.statusId)
      .where(sql`status_id is not null`),
    // Every rule does something to an order once; only what follows a status does so as often as that is set.
    uniqueIndex('order_events_rule')
      .on(table.orderId, table.statusId, table.rule)
      .where(sql`rule is not null and rule not like 'follows%'`),
  ],
);
