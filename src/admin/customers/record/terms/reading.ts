// A product as the question about somebody's price needs it.
import { sql } from 'drizzle-orm';
import { idNamed } from '../../../../catalog/products.ts';
import { products } from '../../../../catalog/schema.ts';
import { listPrices } from '../../../../catalog/terms/prices.ts';
import { mayBeSeen } from '../../../../catalog/terms/visibility.ts';
import type { Member } from '../../../../customers/customers.ts';
import type { Database } from '../../../../web/database.ts';

/** The product of the store that staff call so, and whether the customer sees it; at most one row. */
export function productFor(db: Database, { store, customerId }: Member, typed: string) {
  return db
    .select({
      sku: products.sku,
      slug: products.slug,
      names: products.names,
      priceMinor: products.priceMinor,
      listPrices,
      visibility: products.visibility,
      groupIds: products.groupIds,
      retiredAt: products.retiredAt,
      isSeen: sql<number>`${products.retiredAt} is null and (${mayBeSeen(store, { customerId })})`.as('is_seen'),
    })
    .from(products)
    .where(sql`${products.id} = ${idNamed(store.id, typed)}`);
}

export type Asked = Awaited<ReturnType<typeof productFor>>[number];
