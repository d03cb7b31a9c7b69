// The products that staff put into orders, by what they type.
import { and, eq, or, sql } from 'drizzle-orm';
import { products } from '../../catalog/schema.ts';
import type { Database } from '../../web/database.ts';

/** Those of the store that are sold and have one of these article numbers or places in addresses. */
export function goodsOf(db: Database, storeId: string, typed: readonly string[]) {
  const { id, sku, slug, names, priceMinor, taxClass } = products;
  const isTyped = (column: typeof sku | typeof slug) =>
    sql`${column} in (select value from json_each(${JSON.stringify(typed)}))`;
  return db
    .select({ id, sku, slug, names, priceMinor, taxClass })
    .from(products)
    .where(and(eq(products.storeId, storeId), sql`${products.retiredAt} is null`, or(isTyped(sku), isTyped(slug))));
}
