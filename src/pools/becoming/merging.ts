// What becomes of two accounts that become one: everything of the one belongs to the other. Both are never customers of one store, so
// what stores hold of them cannot clash; what is held of the person is put together here.
import { and, eq, inArray, ne, or, sql, type SQL } from 'drizzle-orm';
import { knownDevices, linkTokens, logins } from '../../access/schema.ts';
import { markAccount } from '../../access/accounts.ts';
import { indexing, rereading } from '../../customers/finding/indexing.ts';
import { revised, revising, telling } from '../../customers/revisions.ts';
import { addresses, customers, memberships } from '../../customers/schema.ts';
import { holdings } from '../../privacy/holdings.ts';
import * as sessions from '../../sessions/sessions.ts';
import { stores } from '../../stores/schema.ts';
import type { Database, Statement } from '../../web/database.ts';
import { giving } from '../copying.ts';

type Details = Record<'name' | 'phone' | 'company' | 'vatId' | 'birthDate', string>;

export type Merging = {
  /** Whose everything goes to whom, by id. */
  from: string;
  to: string;
  /** What the first has told of themselves; it fills in what the second has not. */
  own: Details;
  /** The link by which it is done, which stays. */
  tokenHash: string;
};

/** The statements that make one account of two, on a condition that stays true until the end of the batch. */
export function merging(db: Database, { from, to, own, tokenHash }: Merging, when: SQL, now: number): Statement[] {
  const isOf = (customerId: string) => sql`${memberships.customerId} = ${customerId} and ${when}`;
  return [
    // To the stores of the one the other is a new customer in its place; to those of the other it has changed.
    telling(db, { type: 'customer.updated' }, isOf(to), now),
    telling(db, { type: 'customer.deleted' }, isOf(from), now),
    telling(db, { type: 'customer.created', customerId: sql`${to}` }, isOf(from), now),
    sessions.endAll(db, from, now, when),
    sessions.endAll(db, to, now, when),
    ...endingLinks(db, { from, to, tokenHash }, when),
    ...makingRoom(db, { from, to }, when),
    ...holdings
      .filter(({ table }) => table !== customers)
      .map((held) => giving(db, held, sql`${to}`, now, sql`${held.customerId} = ${from} and ${when}`)),
    // Whoever has just proved the address signs in with the password that they used; every session of before is nothing.
    db
      .update(logins)
      .set({ emailProvedAt: now, sessionsValidFrom: now })
      .where(and(eq(logins.customerId, to), when)),
    ...fillingIn(db, to, own, when, now),
    ...admitting(db, to, when, now),
    db.delete(customers).where(and(eq(customers.id, from), when)),
    revising(db, to, now, when),
    ...markAccount(db, to, now),
    ...indexing(db, to),
  ];
}

/**
 * Links end, since they went out for another account than there is now. The way back from a change of address stays: whoever took an
 * account over must not be able to end it. Of two at one store the other account's stays.
 */
function endingLinks(
  db: Database,
  { from, to, tokenHash }: Pick<Merging, 'from' | 'to' | 'tokenHash'>,
  when: SQL,
): Statement[] {
  const isSecond = sql`exists (
    select 1 from ${linkTokens} as first where first.customer_id = ${to} and first.store_id = ${linkTokens.storeId}
      and first.purpose = ${linkTokens.purpose})`;
  return [
    db.delete(linkTokens).where(and(eq(linkTokens.customerId, to), ne(linkTokens.purpose, 'email_undo'), when)),
    db
      .delete(linkTokens)
      .where(
        and(
          eq(linkTokens.customerId, from),
          ne(linkTokens.tokenHash, tokenHash),
          or(ne(linkTokens.purpose, 'email_undo'), isSecond),
          when,
        ),
      ),
  ];
}

/** What can be there once: one login, a browser, and a default address of each kind, in which the one who acts has the say. */
function makingRoom(db: Database, { from, to }: { from: string; to: string }, when: SQL): Statement[] {
  const isKnown = sql`exists (
    select 1 from ${knownDevices} as known where known.customer_id = ${to} and known.device_hash = ${knownDevices.deviceHash})`;
  const hasDefault = (column: 'is_default_billing' | 'is_default_delivery') => sql`exists (
    select 1 from ${addresses} as own where own.customer_id = ${from} and own.${sql.raw(column)} = 1)`;
  return [
    db.delete(logins).where(and(eq(logins.customerId, to), when)),
    db.delete(knownDevices).where(and(eq(knownDevices.customerId, from), isKnown, when)),
    db
      .update(addresses)
      .set({ isDefaultBilling: false })
      .where(and(eq(addresses.customerId, to), hasDefault('is_default_billing'), when)),
    db
      .update(addresses)
      .set({ isDefaultDelivery: false })
      .where(and(eq(addresses.customerId, to), hasDefault('is_default_delivery'), when)),
  ];
}

function fillingIn(db: Database, to: string, own: Details, when: SQL, now: number): Statement[] {
  return (['name', 'phone', 'company', 'vatId', 'birthDate'] as const).flatMap((field) => {
    if (own[field] === '') return [];
    const filled = { [field]: own[field] };
    return db
      .update(customers)
      .set({ ...filled, ...rereading(field === 'birthDate' ? {} : filled), updatedAt: now })
      .where(and(eq(customers.id, to), eq(customers[field], ''), when));
  });
}

/** Where a registration waits for nothing but the proof of the address, it has waited long enough. */
function admitting(db: Database, customerId: string, when: SQL, now: number): Statement[] {
  const byEmail = db
    .select({ id: stores.id })
    .from(stores)
    .where(sql`coalesce(json_extract(${stores.policies}, '$.activation'), 'email') = 'email'`);
  const areWaiting = and(
    eq(memberships.customerId, customerId),
    eq(memberships.status, 'pending'),
    sql`${memberships.registeredAt} is not null`,
    inArray(memberships.storeId, byEmail),
    when,
  );
  return [
    telling(db, { type: 'customer.activated' }, areWaiting, now),
    db
      .update(memberships)
      .set({ status: 'active', activatedAt: now, ...revised(memberships.storeId, now) })
      .where(areWaiting),
  ];
}
