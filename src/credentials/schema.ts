import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Counts of tries in a window of time. The key is a hash, so the table names nobody. */
export const throttles = sqliteTable(
  'throttles',
  {
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    endsAt: integer('ends_at').notNull(),
  },
  (table) => [index('throttles_end').on(table.endsAt)],
);
