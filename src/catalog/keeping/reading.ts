// A product as whoever keeps it reads it: all of it, sold or not, whoever may see it.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../../web/database.ts';
import { categoryProducts, products } from '../schema.ts';

/** What is kept of a product. */
export const own = {
  id: products.id,
  slug: products.slug,
  sku: products.sku,
  names: products.names,
  texts: products.texts,
  priceMinor: products.priceMinor,
  taxClass: products.taxClass,
  stock: products.stock,
  visibility: products.visibility,
  groupIds: products.groupIds,
  picture: products.picture,
  pictureWidth: products.pictureWidth,
  pictureHeight: products.pictureHeight,
  retiredAt: products.retiredAt,
  updatedAt: products.updatedAt,
  categoryIds: sql<string[]>`(
    select json_group_array(${categoryProducts.categoryId} order by ${categoryProducts.categoryId}) from ${categoryProducts}
    where ${categoryProducts.productId} = ${products.id})`
    .mapWith(idsIn)
    .as('category_ids'),
};

function idsIn(json: string): string[] {
  return JSON.parse(json);
}

/** One product of the store, by its id or a value in SQL; no row where the store has no such product. */
export function productAt(db: Database, storeId: string, id: string | SQL) {
  return db
    .select(own)
    .from(products)
    .where(and(eq(products.id, id), eq(products.storeId, storeId)));
}

export type Kept = Awaited<ReturnType<typeof productAt>>[number];
