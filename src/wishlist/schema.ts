import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { products } from '../catalog/schema.ts';
import { customers } from '../customers/schema.ts';
import { stores } from '../stores/schema.ts';

/** A product that a customer wants to remember. */
export const wishes = sqliteTable(
  'wishes',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.customerId, table.productId] }),
    index('wishes_newest').on(table.customerId, table.storeId, table.at, table.productId),
  ],
);
