import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { stores } from '../stores/schema.ts';

/** Who may see something: everybody, customers of the store, or those in one of `groupIds`. */
const audience = {
  visibility: text('visibility', { enum: ['everyone', 'customers', 'groups'] })
    .notNull()
    .default('everyone'),
  /** The default group by its id too. Groups that are gone do no harm. */
  groupIds: text('group_ids', { mode: 'json' }).$type<string[]>().notNull().default([]),
};

/** Words of the shop's own by language of the store. */
const words = (column: string) => text(column, { mode: 'json' }).$type<Record<string, string>>().notNull();

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
    names: words('names'),
    /** What is said about it, in Markdown. */
    texts: words('texts').default({}),
    /** With tax, in the store's currency. */
    priceMinor: integer('price_minor').notNull(),
    /** Which of a country's rates its price has in it. */
    taxClass: text('tax_class', { enum: ['standard', 'reduced', 'super_reduced', 'zero'] })
      .notNull()
      .default('standard'),
    /** How many there are; null where it is not counted. */
    stock: integer('stock'),
    ...audience,
    /** Where its picture is found under /pictures, and its size in pixels; null without one. */
    picture: text('picture'),
    pictureWidth: integer('picture_width'),
    pictureHeight: integer('picture_height'),
    /** Since when it is not sold any more. */
    retiredAt: integer('retired_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull().default(0),
    /** Its published reviews, and all their stars; kept in the batch that publishes or hides one. */
    reviewCount: integer('review_count').notNull().default(0),
    starsTotal: integer('stars_total').notNull().default(0),
  },
  (table) => [
    uniqueIndex('products_slug').on(table.storeId, table.slug),
    uniqueIndex('products_sku').on(table.storeId, table.sku),
    uniqueIndex('products_newest').on(table.storeId, table.id),
    index('products_sold')
      .on(table.storeId, table.createdAt, table.id)
      .where(sql`retired_at is null`),
  ],
);

/** A word by which a product is found: lower case, no accents; of its names in every language, and its article number. */
export const productTerms = sqliteTable(
  'product_terms',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    term: text('term').notNull(),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.term, table.productId] }),
    index('product_terms_product').on(table.productId),
  ],
);

/** A shelf of a store. */
export const categories = sqliteTable(
  'categories',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    slug: text('slug').notNull(),
    names: words('names'),
    position: integer('position').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [uniqueIndex('categories_slug').on(table.storeId, table.slug)],
);

/** A product on a shelf. */
export const categoryProducts = sqliteTable(
  'category_products',
  {
    categoryId: text('category_id')
      .notNull()
      .references(() => categories.id),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    /** When the product came to the store: the order in which a shelf is shown, the newest first. */
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.categoryId, table.productId] }),
    index('category_products_newest').on(table.categoryId, table.createdAt, table.productId),
    index('category_products_product').on(table.productId),
  ],
);

/** A page of the store's own words: imprint, delivery terms, a guide for customers. */
export const pages = sqliteTable(
  'pages',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    slug: text('slug').notNull(),
    titles: words('titles'),
    /** In Markdown. */
    texts: words('texts'),
    ...audience,
    /** Whether it is there also where the shop is closed to visitors, as an imprint must be. */
    isAlwaysOpen: integer('is_always_open', { mode: 'boolean' }).notNull().default(false),
    /** Whether every page of the shop links to it. */
    isLinked: integer('is_linked', { mode: 'boolean' }).notNull().default(false),
    position: integer('position').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [uniqueIndex('pages_slug').on(table.storeId, table.slug)],
);

/** Prices for some: of the lists that are for somebody now, the first by position that has a price for a product counts. */
export const priceLists = sqliteTable(
  'price_lists',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    /** For whom: customers in one of these groups; null for everybody, visitors too. */
    groupIds: text('group_ids', { mode: 'json' }).$type<string[]>(),
    /** Where: ISO 3166-1 codes; null everywhere. */
    countries: text('countries', { mode: 'json' }).$type<string[]>(),
    /** From when on, and until when (ms since 1970); null without an end on that side. */
    startsAt: integer('starts_at'),
    endsAt: integer('ends_at'),
    /** Off the price of every product that the list does not name; null where it has a price for those only that it names. */
    percentBasisPoints: integer('percent_basis_points'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('price_lists_store').on(table.storeId, table.position, table.id)],
);

/** What one product costs by a price list: a price with tax, or so much off; one of the two. */
export const priceListItems = sqliteTable(
  'price_list_items',
  {
    listId: text('list_id')
      .notNull()
      .references(() => priceLists.id),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    priceMinor: integer('price_minor'),
    percentBasisPoints: integer('percent_basis_points'),
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.productId] }),
    index('price_list_items_product').on(table.productId, table.listId),
  ],
);
