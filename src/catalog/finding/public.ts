// What of a store anybody may see, for sitemaps: whoever asks is told what a visitor is.
import { and, asc, gt, sql } from 'drizzle-orm';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { pages, products } from '../schema.ts';
import type { Visitor } from '../terms/terms.ts';
import { mayBeRead, mayBeSeen } from '../terms/visibility.ts';
import { categoriesFor } from './listing.ts';

/** Products in one sitemap. */
const partSize = 5000;

const anybody: Visitor = { customerId: null, country: '' };

const isPublic = (store: Store) =>
  sql`${products.storeId} = ${store.id} and ${products.retiredAt} is null and ${mayBeSeen(store, anybody)}`;

/** The products of one part, by their places in addresses: those behind this one. */
export function productsBehind(db: Database, store: Store, slug: string) {
  return db
    .select({ slug: products.slug, changedAt: sql<number>`max(${products.createdAt}, ${products.updatedAt})`.as('at') })
    .from(products)
    .where(and(isPublic(store), gt(products.slug, slug)))
    .orderBy(asc(products.slug))
    .limit(partSize);
}

/** The last product of each part that is full and not the last. */
export function ends(db: Database, store: Store) {
  const counted = sql`(select ${products.slug} as slug, row_number() over (order by ${products.slug}) as place,
    count(*) over () as total from ${products} where ${isPublic(store)}) as counted`;
  return db
    .select({ slug: sql<string>`counted.slug`.as('part_end') })
    .from(counted)
    .where(sql`counted.place % ${partSize} = 0 and counted.place < counted.total`)
    .orderBy(sql`counted.place`);
}

/** The categories in which a visitor finds something. */
export function categoriesOf(db: Database, store: Store) {
  return categoriesFor(db, store, anybody);
}

/** The pages of the store's own words that a visitor may read; where the shop is closed, those that are always open. */
export function pagesOf(db: Database, store: Store) {
  return db
    .select({ pageSlug: sql<string>`${pages.slug}`.as('page_slug'), changedAt: pages.updatedAt })
    .from(pages)
    .where(sql`${pages.storeId} = ${store.id} and ${mayBeRead(store, anybody)}`)
    .orderBy(pages.position, pages.id)
    .limit(1000);
}
