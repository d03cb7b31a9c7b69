// Customers for partners: finding them, and looking at one. What changes them stands with the features that do so.
import { reading, type Endpoint } from '../partners/contract.ts';
import { subjectOf } from '../partners/external-ids.ts';
import { byExternalId, listOf, none, pageOf } from '../partners/fields.ts';
import { refused } from '../partners/problems.ts';
import { partnerOf } from '../partners/serving/calling.ts';
import { prepared } from '../web/prepared.ts';
import { customersQuery, page, placeOf } from './listing.ts';
import { customer, customerOf, expanding, ofCustomer, shown } from './representing.ts';

/** The customer of an id, as the partner of a key sees them; with what is wanted as well, by commas. */
const customerById = prepared(
  (db, { storeId, keyHash, id }: { storeId: string; keyHash: string; id: string }, { wanted }: { wanted: string }) => {
    const store = { id: storeId };
    return customerOf(db, { store, partner: partnerOf({ hash: keyHash, store }) }, id, wanted.split(','));
  },
);

const said = { tag: 'Customers', scope: 'customers:read' } as const;

export const customerEndpoints: Endpoint[] = [
  reading({
    ...said,
    operation: 'listCustomers',
    path: '/customers',
    summary: 'Customers of the store',
    description:
      'By id, so in the order in which people were first recorded; with `is_registered` in the order in which they became customers of the store; with `updated_since` in the order of their last changes, and who changes while you read comes again at the end. Filters may be combined. Somebody is looked for by `email` or `external_id` here: there is at most one.',
    example: { path: '/customers?is_registered=true&limit=2&expand=group' },
    params: none,
    query: customersQuery,
    reply: listOf(customer),
    load: (db, { query }, place) => [page(db, place, query)],
    show: ([rows], { query }, place) => pageOf(rows, query, placeOf(query), (row) => shown(row, place)),
  }),
  reading({
    ...said,
    operation: 'getCustomer',
    path: '/customers/{id}',
    summary: 'One customer',
    description:
      'A person, and what they are at this store: a key belongs to one store, so their membership there is part of them, and whoever is a customer of other stores only is not found. Somebody who waits or was denied is shown with that `status`.',
    example: { path: '/customers/cus_ada00000000000000000000000?expand=addresses,group' },
    params: ofCustomer,
    query: expanding,
    reply: customer,
    isSingle: true,
    load: (db, { params, query }, { store, keyHash }) => [
      customerById(db, { storeId: store.id, keyHash, id: params.id }, { wanted: query.expand.join(',') }),
    ],
    show: ([[row]], _, place) => (row ? shown(row, place) : refused('not_found')),
  }),
  reading({
    ...said,
    operation: 'getCustomerByExternalId',
    path: '/customers/external/{external_id}',
    summary: 'One customer by your own id',
    example: { path: '/customers/external/K-20417' },
    params: byExternalId,
    query: expanding,
    reply: customer,
    isSingle: true,
    load: (db, { params, query }, place) => [
      customerOf(db, place, subjectOf(place.partner, 'customer', params.external_id), query.expand),
    ],
    show: ([[row]], _, place) => (row ? shown(row, place) : refused('not_found')),
  }),
];
