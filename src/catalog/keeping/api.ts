// Products for partners: what the store sells, and what is not sold any more.
import { reading, removing, writing, type Acting, type Endpoint, type Outcome } from '../../partners/contract.ts';
import { byExternalId, listOf, none, nothing, pageOf } from '../../partners/fields.ts';
import { called, ofProduct, one, page, productsQuery, shownOr404, versionOf } from './asked.ts';
import * as keeping from './keeping.ts';
import { pushEndpoints } from './pushing/api.ts';
import { product, shown } from './pushing/as-json.ts';
import { productAt } from './reading.ts';

const reads = { tag: 'Products', scope: 'products:read' } as const;
const writes = { tag: 'Products', scope: 'products:write' } as const;

/** One verb of staff about a product of the store. */
async function turn(
  { caller, ...scene }: Acting,
  id: string,
  verb: typeof keeping.retire,
  now: number,
): Promise<Outcome> {
  const [found] = await productAt(scene.db, scene.store.id, id);
  if (!found) return { ok: false, problem: 'not_found' };
  await verb(scene, caller.staff.id, found, now);
  return { ok: true };
}

export const productEndpoints: Endpoint[] = [
  reading({
    ...reads,
    operation: 'listProducts',
    path: '/products',
    summary: 'Products of the store',
    description: 'All of them, whoever may see them, in the order in which they came.',
    example: { path: '/products?limit=5&is_on_sale=true' },
    params: none,
    query: productsQuery,
    reply: listOf(product),
    load: (db, asked, place) => [page(db, asked.query, place)],
    show: ([rows], asked, { store }) =>
      pageOf(
        rows,
        asked.query,
        ({ createdAt, id }) => [createdAt, id],
        (row) => shown(store, row),
      ),
  }),
  ...pushEndpoints,
  reading({
    ...reads,
    operation: 'getProductByExternalId',
    path: '/products/external/{external_id}',
    summary: 'One product by your own id',
    example: { path: '/products/external/A-0815' },
    params: byExternalId,
    query: none,
    reply: product,
    isSingle: true,
    load: (db, { params }, place) => [one(db, place, called(place, params.external_id))],
    show: ([rows], _, place) => shownOr404(rows, place),
  }),
  reading({
    ...reads,
    operation: 'getProduct',
    path: '/products/{id}',
    summary: 'One product',
    example: { path: '/products/prd_goods_cm_03' },
    params: ofProduct,
    query: none,
    reply: product,
    isSingle: true,
    load: (db, { params }, place) => [one(db, place, params.id)],
    show: ([rows], _, place) => shownOr404(rows, place),
  }),
  writing({
    ...writes,
    operation: 'retireProduct',
    method: 'post',
    path: '/products/{id}/retirement',
    summary: 'Take a product off sale',
    description: 'Whoever has bought it or wished for it still sees its name.',
    example: { path: '/products/prd_goods_cm_03/retirement', body: {} },
    params: ofProduct,
    query: none,
    body: nothing,
    reply: product,
    refusals: ['not_found'],
    version: ({ params }, place) => versionOf(place, params.id),
    act: (acting, { params }, now) => turn(acting, params.id, keeping.retire, now),
    load: (db, { params }, place) => [one(db, place, params.id)],
    show: ([rows], _, place) => shownOr404(rows, place),
  }),
  removing({
    ...writes,
    operation: 'sellProductAgain',
    path: '/products/{id}/retirement',
    summary: 'Sell a product again',
    example: { path: '/products/prd_goods_cm_03/retirement' },
    params: ofProduct,
    query: none,
    act: (acting, { params }, now) => turn(acting, params.id, keeping.sellAgain, now),
  }),
];
