// Products of a store in lists: those that somebody may see, a page at a time. What is read is in proportion to what is shown: an index
// gives the order, a cursor the place in it.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { paged, placeIn } from '../../web/paging.ts';
import { categories, categoryProducts, products } from '../schema.ts';
import { listPrices } from '../terms/prices.ts';
import type { Visitor } from '../terms/terms.ts';
import { mayBeSeen } from '../terms/visibility.ts';

/** Products on a page. */
export const pageSize = 20;

/** What is shown of a product in a list, and what its price is made of. */
export const listed = {
  id: products.id,
  slug: products.slug,
  names: products.names,
  priceMinor: products.priceMinor,
  listPrices,
  stock: products.stock,
  picture: products.picture,
  pictureWidth: products.pictureWidth,
  pictureHeight: products.pictureHeight,
  retiredAt: products.retiredAt,
  reviewCount: products.reviewCount,
  starsTotal: products.starsTotal,
};

/** Whether the store sells a product, and to the one who asks; a condition on products. */
export function isOffered(store: Store, visitor: Visitor): SQL {
  return sql`${products.storeId} = ${store.id} and ${products.retiredAt} is null and ${mayBeSeen(store, visitor)}`;
}

const placeSchema = z.tuple([z.int(), z.string()]);

/** One more than a page of the store's products, the newest first, from the place of a cursor on. */
export function newest(db: Database, store: Store, visitor: Visitor, after: string | undefined) {
  const place = placeIn(placeSchema, after);
  const { createdAt, id } = products;
  return db
    .select({ ...listed, at: sql<number>`${createdAt}`.as('listed_at') })
    .from(products)
    .where(
      and(
        isOffered(store, visitor),
        place === null ? undefined : sql`(${createdAt}, ${id}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(sql`${createdAt} desc`, sql`${id} desc`)
    .limit(pageSize + 1);
}

/** The same of a category, by its place in addresses. */
export function ofCategory(db: Database, store: Store, visitor: Visitor, slug: string, after: string | undefined) {
  const place = placeIn(placeSchema, after);
  const { createdAt, productId, categoryId } = categoryProducts;
  return db
    .select({ ...listed, at: sql<number>`${createdAt}`.as('listed_at') })
    .from(categoryProducts)
    .crossJoin(products)
    .where(
      and(
        sql`${categoryId} = ${categoryAt(store.id, slug)}`,
        eq(products.id, productId),
        isOffered(store, visitor),
        place === null ? undefined : sql`(${createdAt}, ${productId}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(sql`${createdAt} desc`, sql`${productId} desc`)
    .limit(pageSize + 1);
}

type Row = Awaited<ReturnType<typeof newest>>[number];

/** A product as lists show it. */
export type Listed = Omit<Row, 'at'>;

/** A page of a list, and the cursor of the next; null on the last. */
export type Page = { shown: readonly Listed[]; next: string | null };

/** The page of the rows that were read. */
export function pageOf(rows: readonly Row[]): Page {
  return paged(rows, pageSize, ({ at, id }) => [at, id]);
}

/** The id of a category, as a value in SQL. */
export function categoryAt(storeId: string, slug: string): SQL {
  return sql`(select ${categories.id} from ${categories} where ${categories.storeId} = ${storeId} and ${categories.slug} = ${slug})`;
}

/** Categories that are shown at most. */
const mostCategories = 60;

/** The store's categories in their order, those that have something for the one who asks: the name of an empty one would tell. */
export function categoriesFor(db: Database, store: Store, visitor: Visitor) {
  const { categoryId, productId } = categoryProducts;
  const hasSomething = sql`exists (select 1 from ${categoryProducts} cross join ${products}
    where ${categoryId} = ${categories.id} and ${products.id} = ${productId} and ${isOffered(store, visitor)})`;
  return db
    .select({ slug: categories.slug, names: categories.names })
    .from(categories)
    .where(and(eq(categories.storeId, store.id), hasSomething))
    .orderBy(categories.position, categories.id)
    .limit(mostCategories);
}

export type Category = Awaited<ReturnType<typeof categoriesFor>>[number];
