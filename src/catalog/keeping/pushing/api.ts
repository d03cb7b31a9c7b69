// A catalogue that is kept elsewhere: products as partners send them.
import { writing, type Endpoint } from '../../../partners/contract.ts';
import { byExternalId, none } from '../../../partners/fields.ts';
import { idOf } from '../../../web/ids.ts';
import { called, ofProduct, one, shownOr404, versionOf } from '../asked.ts';
import { newProduct, product, productChange, sentIn, wholeIn, wholeProduct } from './as-json.ts';
import * as pushing from './pushing.ts';

const writes = { tag: 'Products', scope: 'products:write' } as const;

const known = ['slug_known', 'sku_known', 'external_id_known'] as const;

export const pushEndpoints: Endpoint[] = [
  writing({
    ...writes,
    operation: 'createProduct',
    method: 'post',
    path: '/products',
    summary: 'Put a product on sale',
    example: { path: '/products', body: { names: { en: 'Deck brush' }, sku: 'DB-11', price_minor: 1490, stock: 20 } },
    params: none,
    query: none,
    body: newProduct,
    reply: product,
    status: 201,
    refusals: [...known],
    act: ({ caller, ...scene }, { body, made }, now) => {
      const ownId = body.external_id && { partnerId: caller.partnerId, externalId: body.external_id };
      const push = { id: idOf('product', made), sent: wholeIn(body), ownId: ownId || undefined };
      return pushing.add(scene, caller.staff.id, push, now);
    },
    load: (db, { made }, place) => [one(db, place, idOf('product', made))],
    show: ([rows], _, place) => shownOr404(rows, place),
  }),
  writing({
    ...writes,
    operation: 'putProduct',
    method: 'put',
    path: '/products/external/{external_id}',
    summary: 'Put a product on sale by your own id, or change it',
    description:
      'For a catalogue that is kept elsewhere: send a product as often as you like. There is one that you call so. What you do not send stays as it is; what is so already is not changed, so `updated_at` stays.',
    example: {
      path: '/products/external/A-0901',
      body: { names: { en: 'Boat hook', de: 'Bootshaken' }, sku: 'BH-12', price_minor: 2990, stock: 8 },
    },
    params: byExternalId,
    query: none,
    body: wholeProduct,
    reply: product,
    refusals: [...known, 'changed_meanwhile'],
    version: ({ params }, place) => versionOf(place, called(place, params.external_id)),
    act: ({ caller, ...scene }, { params, body }, now) => {
      const ownId = { partnerId: caller.partnerId, externalId: params.external_id };
      return pushing.put(scene, caller.staff.id, { ownId, sent: wholeIn(body) }, now);
    },
    load: (db, { params }, place) => [one(db, place, called(place, params.external_id))],
    show: ([rows], _, place) => shownOr404(rows, place),
  }),
  writing({
    ...writes,
    operation: 'changeProduct',
    method: 'patch',
    path: '/products/{id}',
    summary: 'Change a product',
    description:
      'Only what is sent. `stock` says how many there are at this moment: what is sold until it is written comes off. With an `external_id` it is called so by you from now on, with null not any more.',
    example: { path: '/products/prd_goods_cm_03', body: { stock: 12 } },
    params: ofProduct,
    query: none,
    body: productChange,
    reply: product,
    refusals: ['not_found', ...known, 'changed_meanwhile'],
    version: ({ params }, place) => versionOf(place, params.id),
    act: ({ caller, ...scene }, { params, body }, now) => {
      const { external_id: own } = body;
      const ownId = own === undefined ? undefined : { partnerId: caller.partnerId, externalId: own };
      return pushing.amend(scene, caller.staff.id, { id: params.id, sent: sentIn(body), ownId }, now);
    },
    load: (db, { params }, place) => [one(db, place, params.id)],
    show: ([rows], _, place) => shownOr404(rows, place),
  }),
];
