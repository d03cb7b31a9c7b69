// What is read of products for partners, and which product is meant.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import type { Place } from '../../partners/contract.ts';
import { externalIdOf, subjectOf } from '../../partners/external-ids.ts';
import { byId, externalId, listQuery } from '../../partners/fields.ts';
import { refused } from '../../partners/problems.ts';
import type { Database } from '../../web/database.ts';
import { products } from '../schema.ts';
import { shown } from './pushing/as-json.ts';
import { own } from './reading.ts';

export const ofProduct = byId('prd');

/** The id of the product that the partner calls so, as a value in SQL. */
export function called({ partner }: Place, externalIdSent: string): SQL {
  return subjectOf(partner, 'product', externalIdSent);
}

/** What is read of a product for a partner, a value in SQL. */
function columnsFor(partner: SQL) {
  return {
    ...own,
    createdAt: products.createdAt,
    reviewCount: products.reviewCount,
    starsTotal: products.starsTotal,
    externalId: externalIdOf(partner, products.id).as('external_id'),
  };
}

/** Which product of the store, by an id or a value in SQL. */
function isIt({ store }: Place, id: string | SQL): SQL {
  return sql`${eq(products.id, id)} and ${eq(products.storeId, store.id)}`;
}

/** The product of the store of this id, which may be a value in SQL; no row where there is none. */
export function one(db: Database, place: Place, id: string | SQL) {
  return db.select(columnsFor(place.partner)).from(products).where(isIt(place, id));
}

type Row = Awaited<ReturnType<typeof one>>[number];

/** The product that was read, as it is replied. */
export function shownOr404([row]: readonly Row[], { store }: Place) {
  return row ? shown(store, row) : refused('not_found');
}

/** What changes with everything that is shown of a product, as a value in SQL: sales and reviews change it without `updatedAt`. */
export function versionOf(place: Place, id: string | SQL): SQL {
  const { updatedAt, stock, reviewCount, starsTotal } = products;
  return sql`(
    select json_array(${updatedAt}, ${stock}, ${reviewCount}, ${starsTotal}, ${externalIdOf(place.partner, products.id)}, (
      select json_group_array(category_id order by category_id) from category_products where product_id = ${products.id}))
    from ${products} where ${isIt(place, id)})`;
}

export const productsQuery = listQuery(z.tuple([z.int(), z.string()])).extend({
  sku: z.string().max(40).optional().meta({ description: 'The one of this article number.' }),
  external_id: externalId.optional().meta({ description: 'The one that you call so.' }),
  is_on_sale: z
    .literal('true')
    .optional()
    .meta({ description: 'Only `true` can be asked for: without those that are not sold any more.' }),
});

/** One more than a page of the store's products: those on sale by an index of their own, in the order in which they came. */
export function page(db: Database, { cursor, limit, ...wanted }: z.output<typeof productsQuery>, place: Place) {
  const { id, createdAt, retiredAt, sku, storeId } = products;
  const isOnSale = wanted.is_on_sale !== undefined;
  const behind = isOnSale
    ? sql`(${createdAt}, ${id}) > (${cursor?.[0] ?? -1}, ${cursor?.[1] ?? ''})`
    : sql`${id} > ${cursor?.[1] ?? ''}`;
  return db
    .select(columnsFor(place.partner))
    .from(products)
    .where(
      and(
        eq(storeId, place.store.id),
        behind,
        isOnSale ? sql`${retiredAt} is null` : undefined,
        wanted.sku === undefined ? undefined : eq(sku, wanted.sku),
        wanted.external_id === undefined ? undefined : eq(id, called(place, wanted.external_id)),
      ),
    )
    .orderBy(...(isOnSale ? [createdAt, id] : [id]))
    .limit(limit + 1);
}
