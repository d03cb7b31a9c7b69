// Orders as partners read them: the list, what changed since, and one with everything about it.
import { reading, type Endpoint } from '../../../partners/contract.ts';
import { subjectOf } from '../../../partners/external-ids.ts';
import { byExternalId, byId, listOf, none, pageOf } from '../../../partners/fields.ts';
import { orderBy, shownListed, shownOrder } from '../representing.ts';
import { listed, order } from '../schemas.ts';
import * as lists from './lists.ts';

const said = { tag: 'Orders', scope: 'orders:read' } as const;

export const orderReading: Endpoint[] = [
  reading({
    ...said,
    operation: 'listOrders',
    path: '/orders',
    summary: 'The orders of the store',
    description:
      'The newest first. With `updated_since` those that changed then or later, in the order of their changes: an order that changes while ' +
      'you read comes once more at the end. Ask again from a minute before you began.',
    example: { path: '/orders?limit=2&expand=lines' },
    params: none,
    query: lists.wanted,
    reply: listOf(listed),
    load: (db, { query }, place) => [lists.listOf(db, place, query)],
    show: ([rows], { query }, place) => pageOf(rows, query, lists.placeOf(query), (row) => shownListed(row, place)),
  }),
  reading({
    ...said,
    operation: 'getOrder',
    path: '/orders/{id}',
    summary: 'One order',
    description: 'With its lines, what happened to it, its documents and the tax by rate.',
    example: { path: '/orders/ord_ada6' },
    params: byId('ord'),
    query: lists.expanding,
    reply: order,
    isSingle: true,
    load: (db, { params, query }, place) => orderBy(db, place, params.id, query.expand),
    show: (rows, _, place) => shownOrder(rows, place),
  }),
  reading({
    ...said,
    operation: 'getOrderByExternalId',
    path: '/orders/external/{external_id}',
    summary: 'One order by your own id',
    example: { path: '/orders/external/T-1041' },
    params: byExternalId,
    query: lists.expanding,
    reply: order,
    isSingle: true,
    load: (db, { params, query }, place) =>
      orderBy(db, place, subjectOf(place.partner, 'order', params.external_id), query.expand),
    show: (rows, _, place) => shownOrder(rows, place),
  }),
];
