// What price lists say of products, for a till that keeps prices. What a list says already is not written again.
import { sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import {
  reading,
  removing,
  writing,
  type Acting,
  type Endpoint,
  type Outcome,
  type Place,
} from '../../../partners/contract.ts';
import { byId, currency, idField, listOf, listQuery, none, pageOf } from '../../../partners/fields.ts';
import { refused } from '../../../partners/problems.ts';
import { batch, type Database, type Results } from '../../../web/database.ts';
import { priceListItems } from '../../schema.ts';
import { uncounted } from '../price-lists.ts';
import { isOneOfTwo, saidFields } from './input.ts';
import * as items from './items.ts';

const reads = { tag: 'Price lists', scope: 'products:read' } as const;
const writes = { tag: 'Price lists', scope: 'products:write' } as const;

const listId = idField('prl');
const productId = idField('prd');
const ofList = byId('prl');
const ofProduct = ofList.extend({ product_id: productId });
type OfProduct = z.output<typeof ofProduct>;

const item = z
  .strictObject({
    price_list_id: listId,
    product_id: productId,
    sku: z.string(),
    price_minor: z.int().nullable().meta({ description: 'With tax; null where it is a percentage.' }),
    discount_basis_points: saidFields.percentBasisPoints.nullable().meta({
      description: 'Off the standard price, in hundredths of a percent; null where it is a price.',
    }),
    standard_price_minor: z.int().meta({ description: 'With tax; what the product costs without any terms.' }),
    currency,
  })
  .meta({ id: 'PriceListPrice' });

function shown({ store }: Place, { id }: { id: string }, row: items.Item): z.input<typeof item> {
  return {
    price_list_id: id,
    product_id: row.id,
    sku: row.sku,
    price_minor: row.priceMinor,
    discount_basis_points: row.percentBasisPoints,
    standard_price_minor: row.standardMinor,
    currency: store.currency,
  };
}

const body = z
  .strictObject({
    price_minor: saidFields.priceMinor.nullable().optional().meta({ description: 'With tax.' }),
    discount_basis_points: saidFields.percentBasisPoints.nullable().optional().meta({
      description: 'Off the standard price, in hundredths of a percent: 1000 is 10 %.',
    }),
  })
  .transform(({ price_minor: priceMinor = null, discount_basis_points: percentBasisPoints = null }) => ({
    priceMinor,
    percentBasisPoints,
  }))
  .refine(isOneOfTwo, { error: 'price_or_percent', path: ['price_minor'] })
  .meta({ id: 'PutPriceListPrice', description: 'A price or so much off the standard price, one of the two.' });

/** Lets a list say this of a product; nothing with null. Problems: `not_found`, `changed_meanwhile`. */
async function say(
  { caller, ...scene }: Acting,
  { id, product_id: product }: OfProduct,
  said: items.Said | null,
  now: number,
): Promise<Outcome> {
  const { db, store } = scene;
  const [[list], [found]] = await batch(db, [
    uncounted(db, store.id, id),
    items.itemAt(db, { storeId: store.id, listId: id }, product),
  ]);
  if (!list || !found) return { ok: false, problem: 'not_found' };
  const { priceMinor, percentBasisPoints } = said ?? { priceMinor: null, percentBasisPoints: null };
  if (found.priceMinor === priceMinor && found.percentBasisPoints === percentBasisPoints) return { ok: true };
  const at = { seen: { list, asOf: undefined }, item: found };
  if (said === null) return items.leaveOut(scene, caller.staff.id, at, now);
  return items.put(scene, caller.staff.id, { ...at, said }, now);
}

/** What changes with what a list says of a product, as a value in SQL. */
function versionOf({ store }: Place, { id, product_id: product }: OfProduct): SQL {
  return sql`(
    select json_array(i.price_minor, i.percent_basis_points, p.price_minor, p.sku)
    from ${priceListItems} as i join products as p on p.id = i.product_id
    where i.list_id = ${id} and i.product_id = ${product} and p.store_id = ${store.id})`;
}

function read(db: Database, { id, product_id: product }: OfProduct, { store }: Place) {
  return [uncounted(db, store.id, id), items.itemAt(db, { storeId: store.id, listId: id }, product)] as const;
}

/** What a list says of one product. */
const one = {
  path: '/price-lists/{id}/prices/{product_id}',
  params: ofProduct,
  query: none,
  reply: item,
  load: (db: Database, { params }: { params: OfProduct }, place: Place) => read(db, params, place),
  show: ([[list], [row]]: Results<ReturnType<typeof read>>, { params }: { params: OfProduct }, place: Place) =>
    list && row ? shown(place, params, row) : refused('not_found'),
} as const;

export const listPriceEndpoints: Endpoint[] = [
  reading({
    ...reads,
    operation: 'listPriceListPrices',
    path: '/price-lists/{id}/prices',
    summary: 'What a price list says of products',
    description: 'In the order in which the products came to the store.',
    example: { path: '/price-lists/prl_goods_trade/prices' },
    params: ofList,
    query: listQuery(z.tuple([z.string()])),
    reply: listOf(item),
    refusals: ['not_found'],
    load: (db, { params: { id }, query }, { store }) => [
      uncounted(db, store.id, id),
      items.itemsBehind(db, { storeId: store.id, listId: id }, query.cursor, query.limit),
    ],
    show: ([[list], rows], { params, query }, place) =>
      list
        ? pageOf(
            rows,
            query,
            ({ id }) => [id],
            (row) => shown(place, params, row),
          )
        : refused('not_found'),
  }),
  reading({
    ...reads,
    ...one,
    operation: 'getPriceListPrice',
    summary: 'What a price list says of one product',
    description: 'Where it says nothing of the product, both `price_minor` and `discount_basis_points` are null.',
    example: { path: '/price-lists/prl_goods_trade/prices/prd_goods_ws_04' },
    isSingle: true,
  }),
  writing({
    ...writes,
    ...one,
    operation: 'putPriceListPrice',
    method: 'put',
    summary: 'Let a price list say what a product costs',
    description: 'In place of what it said before: a price, or so much off the standard price.',
    example: { path: '/price-lists/prl_goods_trade/prices/prd_goods_sl_02', body: { price_minor: 7390 } },
    body,
    refusals: ['not_found', 'changed_meanwhile'],
    version: ({ params }, place) => versionOf(place, params),
    act: (acting, asked, now) => say(acting, asked.params, asked.body, now),
  }),
  removing({
    ...writes,
    operation: 'deletePriceListPrice',
    path: '/price-lists/{id}/prices/{product_id}',
    summary: 'Let a price list say nothing of a product',
    example: { path: '/price-lists/prl_goods_trade/prices/prd_goods_ws_04' },
    params: ofProduct,
    query: none,
    refusals: ['not_found', 'changed_meanwhile'],
    act: (acting, { params }, now) => say(acting, params, null, now),
  }),
];
