// Partners take out everything that the store holds of a customer, and remove them from it.
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { isMember } from '../customers/customers.ts';
import { customerOf, ofCustomer } from '../customers/representing.ts';
import { reading, removing as ending, type Acting, type Endpoint } from '../partners/contract.ts';
import { none } from '../partners/fields.ts';
import { refused } from '../partners/problems.ts';
import * as audit from '../staff/audit/audit.ts';
import { byHolding, everythingAt } from './export.ts';
import { remove } from './removal.ts';

const said = { tag: 'Customers', scope: 'customers:write', params: ofCustomer, query: none } as const;

const everything = z
  .record(z.string(), z.array(z.record(z.string(), z.unknown())))
  .meta({ id: 'CustomerExport', description: 'What is held, by what it is: `customer`, `memberships`, `orders`, ….' });

export const privacyEndpoints: Endpoint[] = [
  reading({
    ...said,
    operation: 'exportCustomer',
    path: '/customers/{id}/export',
    summary: 'Everything on record about a customer',
    description:
      'For a customer who asks what the shop holds of them, with what this store holds and what belongs to the person in the whole pool; nothing of other stores. It tells of orders, messages and sessions too, whatever else the key may read: so it needs the scope by which a customer can be removed.',
    reply: everything,
    refusals: ['not_found'],
    example: { path: '/customers/cus_ada00000000000000000000000/export' },
    load: (db, { params }, place) => [customerOf(db, place, params.id), ...everythingAt(db, place.store.id, params.id)],
    show: ([[customer], ...rows]) => (customer ? byHolding(rows) : refused('not_found')),
  }),
  ending({
    ...said,
    operation: 'deleteCustomer',
    path: '/customers/{id}',
    summary: 'Remove a customer from the store',
    description:
      'For good. Who is at no other store of the pool goes altogether, with everything that says who they were; of the others what this store holds goes, and the account stays. What must be kept of orders and documents is kept without the person.',
    example: { path: '/customers/cus_mary0000000000000000000000' },
    act: (acting, { params }, now) => removed(acting, params.id, now),
  }),
];

/** The audit's entry is about nobody: it keeps the number of the record that is gone, which by then leads to no person. */
function removed(acting: Acting, customerId: string, now: number) {
  const entry = { by: acting.caller.staff.id, act: 'customer_deleted', before: { customer: customerId } } as const;
  const isThere = isMember(acting.store.id, sql`${customerId}`);
  return remove(acting, customerId, now, [audit.entry(acting, entry, now, isThere)]);
}
