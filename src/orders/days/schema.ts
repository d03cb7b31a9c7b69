import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { stores } from '../../stores/schema.ts';

/** What a store took in on a day of its zone, by the groups that its orders name: the dashboard's figures. */
export const orderDays = sqliteTable(
  'order_days',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** Like `2026-11-26`. */
    day: text('day').notNull(),
    /** Empty for orders without a group. */
    groupName: text('group_name').notNull(),
    /** Placed on the day and not cancelled. */
    orderCount: integer('order_count').notNull(),
    /** Paid on the day in full, less what was refunded on it. */
    turnoverMinor: integer('turnover_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.day, table.groupName] })],
);
