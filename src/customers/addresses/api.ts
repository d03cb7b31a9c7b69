// A customer's address book for partners.
import { and, eq, getTableColumns, or, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import {
  reading,
  removing,
  writing,
  type Acting,
  type Asked,
  type Endpoint,
  type Place,
} from '../../partners/contract.ts';
import { listOf, none } from '../../partners/fields.ts';
import { refused, type Refusal } from '../../partners/problems.ts';
import { checked, invalid } from '../../partners/wrong.ts';
import * as audit from '../../staff/audit/audit.ts';
import type { Store } from '../../stores/stores.ts';
import { batch, type Database } from '../../web/database.ts';
import { idOf } from '../../web/ids.ts';
import { customerOf, ofCustomer } from '../representing.ts';
import { addresses } from '../schema.ts';
import * as book from './addresses.ts';
import { offeredBy } from './countries.ts';
import { addressSchema } from './input.ts';
import { isLike, isOf, mostAddresses } from './writing.ts';
import {
  address,
  addressId,
  asTyped,
  changedAddress,
  newAddress,
  shownAddress,
  type SentAddress,
} from './representing.ts';

const said = { tag: 'Addresses' } as const;
const ofAddress = ofCustomer.extend({ address_id: addressId });

/** An example in the demo. */
const at = '/customers/cus_mary0000000000000000000000/addresses';

/** What was sent, by the rules of the form of an address. */
function addressIn(store: Store, sent: SentAddress, before?: book.Address) {
  return checked(addressSchema(offeredBy(store)), asTyped(sent, before));
}

const ownerOf = ({ store }: Pick<Place, 'store'>, { id }: { id: string }) => ({ storeId: store.id, customerId: id });

/** The entry that a partner changed an address, if `when` holds. */
function telling({ caller, ...scene }: Acting, customerId: string, now: number, when: SQL | undefined) {
  const isThere = sql`exists (select 1 from ${addresses} where ${when})`;
  return audit.entry(scene, { by: caller.staff.id, act: 'customer_changed', customerId }, now, isThere);
}

/** The address that was made, or the one that the book had already which says the same. */
function added(db: Database, { params, body, made }: Asked<{ id: string }, unknown, SentAddress>, place: Place) {
  const input = addressIn(place.store, body);
  const isIt = or(eq(addresses.id, idOf('address', made)), input.ok ? isLike(input.value) : undefined);
  return db
    .select()
    .from(addresses)
    .where(and(isOf(ownerOf(place, params)), isIt))
    .orderBy(sql`${addresses.id} <> ${idOf('address', made)}`, addresses.id)
    .limit(1);
}

async function add(
  acting: Acting,
  { params, body, made }: Asked<{ id: string }, unknown, SentAddress>,
  now: number,
): Promise<{ ok: true } | Refusal> {
  const { db, store } = acting;
  const input = addressIn(store, body);
  if (!input.ok) return invalid(input.fields);
  const who = ownerOf(acting, params);
  const place = { store, now, partner: sql`null` };
  const [[customer], [summary]] = await batch(db, [customerOf(db, place, params.id), book.summaryOf(db, who)] as const);
  if (!customer) return refused('not_found');
  if ((summary?.count ?? 0) >= mostAddresses) return refused('address_book_full');
  const id = idOf('address', made);
  await batch(db, [
    ...book.adding(db, who, { ...input.value, id }, now),
    telling(acting, params.id, now, eq(addresses.id, id)),
  ]);
  return { ok: true };
}

async function change(
  acting: Acting,
  { params, body }: Asked<z.output<typeof ofAddress>, unknown, SentAddress>,
  now: number,
): Promise<{ ok: true } | Refusal> {
  const { db, store } = acting;
  const who = ownerOf(acting, params);
  const [before] = await book.find(db, who, params.address_id);
  if (!before) return refused('not_found');
  const input = addressIn(store, body, before);
  if (!input.ok) return invalid(input.fields);
  const told = [telling(acting, params.id, now, book.isAsRead(who, before.id, before))];
  const changed = await book.change(db, who, { ...input.value, id: before.id, before, told }, now);
  return changed.ok ? changed : refused('changed_meanwhile');
}

export const addressEndpoints: Endpoint[] = [
  reading({
    ...said,
    scope: 'customers:read',
    operation: 'listAddresses',
    path: '/customers/{id}/addresses',
    summary: 'The address book of a customer',
    description: `The oldest first. A book holds at most ${mostAddresses} addresses: they come on one page.`,
    example: { path: at },
    params: ofCustomer,
    query: none,
    reply: listOf(address),
    refusals: ['not_found'],
    load: (db, { params }, place) => [customerOf(db, place, params.id), book.book(db, ownerOf(place, params))],
    show: ([[customer], rows]) =>
      customer ? { data: rows.map(shownAddress), next_cursor: null } : refused('not_found'),
  }),
  writing({
    ...said,
    scope: 'customers:write',
    operation: 'createAddress',
    method: 'post',
    path: '/customers/{id}/addresses',
    summary: 'Put an address into the book',
    description:
      'Which fields an address has and must have depends on its country; what the country does not know is left out. One that the book has already stays one.',
    example: {
      path: at,
      body: {
        name: 'Mary Somerville',
        line1: '4 Custom House Quay',
        postal_code: 'D01 X285',
        city: 'Dublin',
        country: 'IE',
      },
    },
    params: ofCustomer,
    query: none,
    body: newAddress,
    reply: address,
    status: 201,
    refusals: ['not_found', 'address_book_full'],
    act: add,
    load: (db, asked, place) => [added(db, asked, place)],
    show: ([[row]]) => (row ? shownAddress(row) : refused('not_found')),
  }),
  reading({
    ...said,
    scope: 'customers:read',
    operation: 'getAddress',
    path: '/customers/{id}/addresses/{address_id}',
    summary: 'One address',
    example: { path: `${at}/adr_mary0000000000000000000000` },
    params: ofAddress,
    query: none,
    reply: address,
    isSingle: true,
    load: (db, { params }, place) => [book.find(db, ownerOf(place, params), params.address_id)],
    show: ([[row]]) => (row ? shownAddress(row) : refused('not_found')),
  }),
  writing({
    ...said,
    scope: 'customers:write',
    operation: 'changeAddress',
    method: 'patch',
    path: '/customers/{id}/addresses/{address_id}',
    summary: 'Change an address',
    description:
      'Only what is sent changes; it is checked together with what stays. Orders keep the addresses that they were placed with.',
    example: {
      path: `${at}/adr_mary0000000000000000000000`,
      body: { line1: '5 Custom House Quay', is_default_delivery: true },
    },
    params: ofAddress,
    query: none,
    body: changedAddress,
    reply: address,
    refusals: ['not_found', 'changed_meanwhile'],
    version: ({ params }, place) =>
      sql`(select json_array(${sql.join(Object.values(getTableColumns(addresses)), sql`, `)}) from ${addresses} where ${addresses.id} = ${params.address_id} and ${isOf(ownerOf(place, params))})`,
    act: change,
    load: (db, { params }, place) => [book.find(db, ownerOf(place, params), params.address_id)],
    show: ([[row]]) => (row ? shownAddress(row) : refused('not_found')),
  }),
  removing({
    ...said,
    scope: 'customers:write',
    operation: 'deleteAddress',
    path: '/customers/{id}/addresses/{address_id}',
    summary: 'Take an address out of the book',
    example: { path: `${at}/adr_mary0000000000000000000000` },
    params: ofAddress,
    query: none,
    act: async (acting, { params }, now) => {
      const id = params.address_id;
      const who = ownerOf(acting, params);
      const told = [telling(acting, params.id, now, book.isAsRead(who, id))];
      const removed = await book.remove(acting.db, who, { id, told }, now);
      return removed.ok ? removed : refused('not_found');
    },
  }),
];
