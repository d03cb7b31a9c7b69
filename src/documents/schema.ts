import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { stores } from '../stores/schema.ts';

/** The last number that was given in a series of a store: `invoice:2026`. It rises in the batch that uses the number. */
export const numberSeries = sqliteTable(
  'number_series',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    series: text('series').notNull(),
    last: integer('last').notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.series] })],
);
