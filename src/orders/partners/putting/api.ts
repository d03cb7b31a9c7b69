// Orders of partners: a shop with a till of its own sends them here, each once, by the id that it has there or by the key of the request.
import { writing, type Acting, type Endpoint, type Outcome } from '../../../partners/contract.ts';
import { subjectOf } from '../../../partners/external-ids.ts';
import { byExternalId, none } from '../../../partners/fields.ts';
import { refused } from '../../../partners/problems.ts';
import { invalid } from '../../../partners/wrong.ts';
import { idOf } from '../../../web/ids.ts';
import { expanding } from '../reading/lists.ts';
import { orderBy, shownOrder, versionOf } from '../representing.ts';
import { order } from '../schemas.ts';
import { makeSo } from './changing.ts';
import { toldBy } from './checking.ts';
import { newOrder, putOrder, type Sent } from './input.ts';
import { place } from './placing.ts';
import { look } from './seen.ts';

const said = { tag: 'Orders', scope: 'orders:write' } as const;

const placingProblems = [
  ...(['not_a_customer', 'not_sold', 'not_enough', 'points_too_few', 'nothing_ordered'] as const),
  'changed_meanwhile',
] as const;

const example = {
  currency: 'EUR',
  payment_method: 'elsewhere',
  billing: {
    name: 'Grace Hopper',
    line1: '4 Custom House Quay',
    postal_code: 'D01 X285',
    city: 'Dublin',
    country: 'IE',
  },
  shipping: { name: 'Picked up', price_minor: 0 },
  lines: [
    { product_sku: 'MR-10', quantity: 2 },
    { name: 'Splicing by hand', quantity: 1, unit_price_minor: 1500, tax_basis_points: 2300 },
  ],
};

/** Places what was sent, or makes what is there already as it says: where nothing may be there, that is refused. */
async function put(
  acting: Acting,
  sent: Sent,
  { externalId, id, mayBeThere }: { externalId: string | null; id: string; mayBeThere: boolean },
  now: number,
): Promise<Outcome> {
  const told = toldBy(acting.store, sent);
  if ('fields' in told) return invalid(told.fields);
  const seen = await look(acting, sent, externalId);
  if (!seen.order) return place(acting, { sent, told, seen, id, externalId }, now);
  return mayBeThere ? makeSo(acting, { sent, told, seen, order: seen.order }, now) : refused('external_id_known');
}

export const orderPutting: Endpoint[] = [
  writing({
    ...said,
    operation: 'createOrder',
    method: 'post',
    path: '/orders',
    summary: 'Place an order',
    description:
      'For a customer, or for a guest, who becomes no customer by it. It is placed now, with the next number of the store: stock, points, ' +
      'papers, figures and the confirmation follow as for any other order.',
    example: { path: '/orders', body: { guest_email: 'grace@example.com', ...example } },
    params: none,
    query: expanding,
    body: newOrder,
    reply: order,
    status: 201,
    refusals: ['external_id_known', ...placingProblems],
    act: (acting, { body: { external_id: externalId = null, ...sent }, made }, now) =>
      put(acting, sent, { externalId, id: idOf('order', made), mayBeThere: false }, now),
    load: (db, { made, query }, at) => orderBy(db, at, idOf('order', made), query.expand),
    show: (rows, _, at) => shownOrder(rows, at),
  }),
  writing({
    ...said,
    operation: 'putOrder',
    method: 'put',
    path: '/orders/external/{external_id}',
    summary: 'Say how an order is, by what you call it',
    description:
      'Where you call no order so, it is placed. Where it is there and is like this, nothing happens. Where it is not, its lines, addresses, ' +
      'VAT ID and shipping are changed as staff change an order by hand, with papers that follow; for whom it is, how it is paid and its ' +
      'language stay. A line without a price keeps the one that it has. Send `If-Match` so as not to undo what staff have changed meanwhile.',
    example: { path: '/orders/external/T-1042', body: { guest_email: 'grace@example.com', ...example } },
    params: byExternalId,
    query: expanding,
    body: putOrder,
    reply: order,
    refusals: [
      ...placingProblems,
      ...(['not_changeable', 'is_cancelled', 'is_refunded', 'has_left', 'too_many_lines', 'rebate_too_high'] as const),
    ],
    version: ({ params }, at) => versionOf(at, subjectOf(at.partner, 'order', params.external_id)),
    act: (acting, { params, body, made }, now) =>
      put(acting, body, { externalId: params.external_id, id: idOf('order', made), mayBeThere: true }, now),
    load: (db, { params, query }, at) =>
      orderBy(db, at, subjectOf(at.partner, 'order', params.external_id), query.expand),
    show: (rows, _, at) => shownOrder(rows, at),
  }),
];
