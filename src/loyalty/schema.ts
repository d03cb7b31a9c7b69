import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { customers } from '../customers/schema.ts';
import { staff } from '../staff/schema.ts';
import { stores } from '../stores/schema.ts';

/** A change of a customer's points at a store, one for each cause. Never changed but for `left`. */
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
    /** Of points that came: how many of them have neither been spent nor expired. */
    left: integer('points_left').notNull(),
    /** The balance once it counted; null while it does not yet. */
    balance: integer('balance'),
    /** From when on they count, and until when. */
    countsAt: integer('counts_at').notNull(),
    expiresAt: integer('expires_at'),
    reason: text('reason').notNull(),
    staffId: text('staff_id').references(() => staff.id),
    at: integer('at').notNull(),
  },
  (table) => [
    uniqueIndex('points_entries_cause').on(table.storeId, table.customerId, table.cause),
    index('points_entries_customer').on(table.customerId, table.storeId, table.countsAt, table.id),
    index('points_entries_expiry').on(table.customerId, table.storeId, table.expiresAt),
  ],
);
