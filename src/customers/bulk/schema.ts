import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { staff } from '../../staff/schema.ts';
import { stores } from '../../stores/schema.ts';

/** One thing that staff do to many customers, portion by portion. */
export const bulkActs = sqliteTable(
  'bulk_acts',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    act: text('act', { enum: ['invite', 'activate', 'deny', 'group', 'delete'] }).notNull(),
    /** Into which group; null for the default group, and for other acts. */
    groupId: text('group_id'),
    /** Names the portion that was done last, so that of two who go on at once one does. */
    step: text('step').notNull(),
    /** How many customers there are, and how many have their result: those at the positions up to this one. */
    total: integer('total').notNull().default(0),
    doneCount: integer('done_count').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    /** When every customer had their result. */
    doneAt: integer('done_at'),
  },
  (table) => [
    index('bulk_acts_undone')
      .on(table.createdAt)
      .where(sql`done_at is null`),
  ],
);

/** What came of it for each customer, in the order of the list. */
export const bulkResults = sqliteTable(
  'bulk_results',
  {
    bulkId: text('bulk_id')
      .notNull()
      .references(() => bulkActs.id),
    position: integer('position').notNull(),
    /** Null once the customer is erased. */
    customerId: text('customer_id'),
    /** `done`, or the problem that kept it from being done; null while it is not yet their turn. */
    result: text('result'),
  },
  (table) => [
    primaryKey({ columns: [table.bulkId, table.position] }),
    index('bulk_results_customer').on(table.customerId),
  ],
);
