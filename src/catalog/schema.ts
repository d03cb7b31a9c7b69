import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { stores } from '../stores/schema.ts';

/** Something that a store sells. */
export const products = sqliteTable(
  'products',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** Its place in addresses: `rope-bag`. */
    slug: text('slug').notNull(),
    sku: text('sku').notNull(),
    /** What it is called, by language of the store. */
    names: text('names', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** With tax, in the store's currency. */
    priceMinor: integer('price_minor').notNull(),
    /** Of the tax that is in the price: 2100 is 21 %. */
    taxBasisPoints: integer('tax_basis_points').notNull(),
    /** How many there are; null where it is not counted. */
    stock: integer('stock'),
    /** Since when it is not sold any more. */
    retiredAt: integer('retired_at'),
    createdAt: integer('created_at').notNull(),
    /** Its published reviews, and all their stars; kept in the batch that publishes or hides one. */
    reviewCount: integer('review_count').notNull().default(0),
    starsTotal: integer('stars_total').notNull().default(0),
  },
  (table) => [
    uniqueIndex('products_slug').on(table.storeId, table.slug),
    uniqueIndex('products_sku').on(table.storeId, table.sku),
  ],
);
