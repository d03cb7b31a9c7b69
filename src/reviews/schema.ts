import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { products } from '../catalog/schema.ts';
import { customers } from '../customers/schema.ts';
import { stores } from '../stores/schema.ts';

/** What a customer thinks of a product that they have received. Staff decide whether others see it. */
export const reviews = sqliteTable(
  'reviews',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** Null once the customer is erased: of what was published the stars stay. */
    customerId: text('customer_id').references(() => customers.id),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    /** 1 to 5. */
    stars: integer('stars').notNull(),
    text: text('text').notNull(),
    status: text('status', { enum: ['waiting', 'published', 'hidden'] }).notNull(),
    createdAt: integer('created_at').notNull(),
    /** When staff published or hid it last. */
    decidedAt: integer('decided_at'),
  },
  (table) => [
    uniqueIndex('reviews_once').on(table.customerId, table.storeId, table.productId),
    index('reviews_customer').on(table.customerId, table.storeId, table.id),
    index('reviews_status').on(table.storeId, table.status, table.id),
    index('reviews_product').on(table.productId, table.status, table.id),
  ],
);
