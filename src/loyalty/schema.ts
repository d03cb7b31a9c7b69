import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { customers } from '../customers/schema.ts';
import { staff } from '../staff/schema.ts';
import { stores } from '../stores/schema.ts';

/** A change of a customer's points at a store, one for each cause. Once it counts, nothing of it changes but `left`. */
export const pointsEntries = sqliteTable(
  'points_entries',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    kind: text('kind', { enum: ['earned', 'review', 'hand', 'spent', 'expired', 'reversed', 'returned'] }).notNull(),
    /** What it is for, so that it comes once: `earned:ord_…`. */
    cause: text('cause').notNull(),
    orderId: text('order_id'),
    points: integer('points').notNull(),
    /** Of points that came and count: how many of them are still there to be spent. */
    left: integer('points_left').notNull(),
    /** The customer's points behind this entry; null while it does not count yet. */
    balance: integer('balance'),
    /** The how-manieth of the customer's entries at the store to count, from 1 on; null while it does not yet. */
    position: integer('position'),
    /** From when on they count, and until when; of a spending, until when the longest-lived of those taken would have. */
    countsAt: integer('counts_at').notNull(),
    expiresAt: integer('expires_at'),
    /** By hand, why; of an order, its number. */
    reason: text('reason').notNull(),
    staffId: text('staff_id').references(() => staff.id),
    at: integer('at').notNull(),
  },
  (table) => [
    uniqueIndex('points_entries_cause').on(table.storeId, table.customerId, table.cause),
    uniqueIndex('points_entries_position').on(table.customerId, table.storeId, table.position),
    index('points_entries_waiting')
      .on(table.customerId, table.storeId, table.countsAt, table.points)
      .where(sql`position is null`),
    index('points_entries_live')
      .on(table.customerId, table.storeId, table.expiresAt, table.left)
      .where(sql`points_left > 0`),
    index('points_entries_to_count')
      .on(table.countsAt, table.id)
      .where(sql`position is null`),
    index('points_entries_to_expire')
      .on(table.expiresAt, table.id)
      .where(sql`points_left > 0`),
  ],
);
