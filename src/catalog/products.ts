// A product is something that a store sells. Whatever names one in an address is looked for at the store only, and what is retired, or
// not for the one who asks, is as if it never was there, but for those who have bought it or wished for it.
import { sql, type SQL } from 'drizzle-orm';
import type { Store } from '../stores/stores.ts';
import type { Database } from '../web/database.ts';
import { nameIn } from './names.ts';
import { products } from './schema.ts';
import { listPrices } from './terms/prices.ts';
import type { Visitor } from './terms/terms.ts';
import { mayBeSeen } from './terms/visibility.ts';

/** What is shown of a product, and what its price is made of. */
const shown = {
  id: products.id,
  slug: products.slug,
  sku: products.sku,
  names: products.names,
  texts: products.texts,
  priceMinor: products.priceMinor,
  listPrices,
  taxClass: products.taxClass,
  stock: products.stock,
  picture: products.picture,
  pictureWidth: products.pictureWidth,
  pictureHeight: products.pictureHeight,
  retiredAt: products.retiredAt,
  updatedAt: products.updatedAt,
  reviewCount: products.reviewCount,
  starsTotal: products.starsTotal,
};

type InCategory = { slug: string; names: Readonly<Record<string, string>> };

/** The categories of a product, in their order. Whoever may see the product may know them. Its names stand for themselves. */
const itsCategories = sql<InCategory[]>`(
  select json_group_array(json_object('slug', c.slug, 'names', json(c.names)) order by c.position, c.id)
  from category_products as cp join categories as c on c.id = cp.category_id where cp.product_id = products.id)`
  .mapWith(categoriesIn)
  .as('its_categories');

function categoriesIn(json: string): InCategory[] {
  return JSON.parse(json);
}

/** The product of the store that has this place in addresses, while it is sold and the one who asks may see it; at most one row. */
export function bySlug(db: Database, store: Store, visitor: Visitor, slug: string) {
  return db
    .select({ ...shown, categories: itsCategories })
    .from(products)
    .where(sql`${isAt(store.id, slug)} and ${mayBeSeen(store, visitor)}`);
}

export type Product = Awaited<ReturnType<typeof bySlug>>[number];

/** The id of the same, as a value in SQL: for what is read of it in the same batch. */
export function idAt(storeId: string, slug: string): SQL {
  return sql`(select ${products.id} from ${products} where ${isAt(storeId, slug)})`;
}

function isAt(storeId: string, slug: string): SQL {
  return sql`${products.storeId} = ${storeId} and ${products.slug} = ${slug} and ${products.retiredAt} is null`;
}

/**
 * The id of the product that staff mean: of the store's the one with this article number, else with this place in addresses, else with
 * this id, as a value in SQL; null where there is none.
 */
export function idNamed(storeId: string, typed: string): SQL {
  const having = (column: string) => sql`(
    select sold.id from ${products} as sold where sold.store_id = ${storeId} and sold.${sql.identifier(column)} = ${typed})`;
  return sql`coalesce(${having('sku')}, ${having('slug')}, ${having('id')})`;
}

type Asking = Pick<Visitor, 'customerId'>;

/** What a product is called, as a column of what somebody has kept of it: empty once it is not for them any more. */
export function namesFor(store: Store, visitor: Asking) {
  return sql<Record<string, string>>`case when ${mayBeSeen(store, visitor)} then ${products.names} else '{}' end`
    .mapWith(products.names)
    .as('names');
}

/** Since when it is not sold, as such a column; 0 where it is not for them. */
export function goneFor(store: Store, visitor: Asking) {
  return sql<number | null>`case when ${mayBeSeen(store, visitor)} then ${products.retiredAt} else 0 end`.as('gone_at');
}

/** What a product is called in this language, else in the store's first. */
export function nameAt(store: Store, { names }: { names: Readonly<Record<string, string>> }, language: string): string {
  return nameIn(names, language, ...store.languages);
}
