// Partners put customers on record and change who they are.
import { sql } from 'drizzle-orm';
import { isMember, knownBy } from '../../customers/customers.ts';
import {
  customer,
  customerOf,
  expanding,
  ofCustomer,
  shown,
  versionOf,
  type Row,
} from '../../customers/representing.ts';
import { writing, type Endpoint, type Place } from '../../partners/contract.ts';
import { subjectOf } from '../../partners/external-ids.ts';
import { byExternalId, none } from '../../partners/fields.ts';
import { refused } from '../../partners/problems.ts';
import { emailKey } from '../../web/emails.ts';
import { idOf } from '../../web/ids.ts';
import { amend } from './amending.ts';
import { create } from './creating.ts';
import { changedCustomer, putCustomer, newCustomer } from './input.ts';
import { put } from './putting.ts';

const said = { tag: 'Customers', scope: 'customers:write', query: expanding, reply: customer } as const;

const seen = (row: Row | undefined, place: Place) => (row ? shown(row, place) : refused('not_found'));

/** Our id of whom the partner calls so, as a value in SQL. */
const callee = (ownId: string, { partner }: Place) => sql`${subjectOf(partner, 'customer', ownId)}`;

/** Who was put on record: somebody new, or whom the pool knew by the address. */
function opened(email: string, made: string, { store }: Place) {
  const id = sql`${idOf('customer', made)}`;
  return sql`case when ${isMember(store.id, id)} then ${id} else ${knownBy(store.id, emailKey(email))} end`;
}

export const recordEndpoints: Endpoint[] = [
  writing({
    ...said,
    operation: 'createCustomer',
    method: 'post',
    path: '/customers',
    summary: 'Put somebody on record',
    description:
      'They wait (`pending`) until they accept an invitation or are activated. Somebody whom another store of the same pool knows by this address becomes a customer of this one too and stays who they are: name, phone, company, VAT ID, birth date, language, answers and addresses that are sent are left aside, and whoever can sign in already is `active`. Where this store knows the address it is refused with `customer_known`; whoever may read customers is told their id.',
    example: {
      path: '/customers',
      body: {
        email: 'emmy@example.com',
        name: 'Emmy Noether',
        external_id: 'K-20500',
        group_id: null,
        invite: false,
      },
    },
    params: none,
    body: newCustomer,
    status: 201,
    refusals: ['customer_known', 'external_id_known', 'group_gone', 'changed_meanwhile'],
    act: (acting, { body, made }, now) => create(acting, body, { made }, now),
    load: (db, { body, query, made }, place) => [customerOf(db, place, opened(body.email, made, place), query.expand)],
    show: ([[row]], _, place) => seen(row, place),
  }),
  writing({
    ...said,
    operation: 'putCustomer',
    method: 'put',
    path: '/customers/external/{external_id}',
    summary: 'Create or change a customer by your own id',
    description:
      'Whom you call so is changed, else somebody is put on record under this id. What is not sent stays. The address of somebody who signs in with it stays too: they change it themselves, or you ask for it by changing the customer. Where the store knows the address of somebody whom you do not call so, it is refused with `customer_known`: give them the id by changing them.',
    example: {
      path: '/customers/external/K-20501',
      body: { email: 'caroline@example.com', name: 'Caroline Herschel' },
    },
    params: byExternalId,
    body: putCustomer,
    refusals: ['customer_known', 'external_id_known', 'email_known', 'beyond_reach', 'changed_meanwhile'],
    version: ({ params, query }, place) => versionOf(place, callee(params.external_id, place), query.expand),
    act: (acting, { params, body, made }, now) =>
      put(acting, { externalId: params.external_id, sent: body, made }, now),
    load: (db, { params, query }, place) => [customerOf(db, place, callee(params.external_id, place), query.expand)],
    show: ([[row]], _, place) => seen(row, place),
  }),
  writing({
    ...said,
    operation: 'changeCustomer',
    method: 'patch',
    path: '/customers/{id}',
    summary: 'Change who a customer is',
    description:
      'Only what is sent changes. The address of whoever signs in with it changes once they have followed the link that is sent to the new one. Person and address belong to all stores of the pool: whoever made the key must manage each store where they are a customer to change the address.',
    example: {
      path: '/customers/cus_ada00000000000000000000000',
      body: { company: 'Analytical Engines', phone: '+353 1 555 0199' },
    },
    params: ofCustomer,
    body: changedCustomer,
    refusals: ['not_found', 'email_known', 'external_id_known', 'beyond_reach', 'changed_meanwhile'],
    version: ({ params, query }, place) => versionOf(place, params.id, query.expand),
    act: (acting, { params, body }, now) => amend(acting, { customerId: params.id, sent: body }, now),
    load: (db, { params, query }, place) => [customerOf(db, place, params.id, query.expand)],
    show: ([[row]], _, place) => seen(row, place),
  }),
];
