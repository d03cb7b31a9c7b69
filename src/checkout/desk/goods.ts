// The products of a store as staff put them into an order: those that are in it, and those that what was typed finds.
import { eq, sql, type SQL } from 'drizzle-orm';
import { listOf, wantedSchema } from '../../catalog/keeping/list/list.ts';
import { idNamed } from '../../catalog/products.ts';
import { products } from '../../catalog/schema.ts';
import { listPrices } from '../../catalog/terms/prices.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';

/** The most that are offered to choose from. */
export const mostFound = 10;

/** Those with these ids, on sale or not, and the one that staff call so: `isNamed` is 1 for it. */
export function goodsOf(db: Database, store: Store, ids: readonly string[], typed: string) {
  const isNamed = sql`${products.id} is ${idNamed(store.id, typed)}`;
  const isThere = sql`${products.id} in (select value from json_each(${JSON.stringify(ids)}))`;
  return selected(db, isNamed, sql`${eq(products.storeId, store.id)} and (${isThere} or ${isNamed})`);
}

/** Those on sale that have words which begin like those that were typed, by name. */
export function goodsFound(db: Database, store: Store, typed: string) {
  const wanted = wantedSchema.parse({ q: typed });
  const found = listOf(db, store.id, wanted).getSQL();
  const isFound = wanted.words.length === 0 ? sql`false` : sql`${products.id} in (select listed_id from (${found}))`;
  return selected(db, sql`0`, sql`${eq(products.storeId, store.id)} and ${isFound}`).limit(mostFound + 1);
}

function selected(db: Database, isNamed: SQL, where: SQL) {
  const { id, sku, names, priceMinor, taxClass, stock, visibility, groupIds, retiredAt } = products;
  const columns = { id, sku, names, priceMinor, taxClass, stock, visibility, groupIds, retiredAt, listPrices };
  return db
    .select({ ...columns, isNamed: sql<number>`${isNamed}`.as('is_named') })
    .from(products)
    .where(where)
    .orderBy(products.id);
}

export type Good = Awaited<ReturnType<typeof goodsOf>>[number];
