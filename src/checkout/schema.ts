import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { products } from '../catalog/schema.ts';
import { customers } from '../customers/schema.ts';
import { orders } from '../orders/schema.ts';
import { stores } from '../stores/schema.ts';
import type { Details } from './details/input.ts';

/** A product in a customer's basket at a store. How many there are of them is kept in the membership. */
export const basketItems = sqliteTable(
  'basket_items',
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
    quantity: integer('quantity').notNull(),
    addedAt: integer('added_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.storeId, table.productId] })],
);

/**
 * What somebody has filled in on their way to an order, until it is placed or a day has passed. Found by the hash of a token that only
 * the browser has.
 */
export const checkouts = sqliteTable(
  'checkouts',
  {
    tokenHash: text('token_hash').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** Whoever was signed in when it was filled in; null for a visitor. */
    customerId: text('customer_id').references(() => customers.id),
    /** Null once the order is placed. */
    details: text('details', { mode: 'json' }).$type<Details>(),
    /** The order that came of it: at most one. */
    orderId: text('order_id').references(() => orders.id),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('checkouts_customer').on(table.customerId), index('checkouts_updated').on(table.updatedAt)],
);
