// A customer is a person known to a pool, once per e-mail address. What they are at one store is their membership.
import { sql, type SQL } from 'drizzle-orm';
import type { Confinement } from '../sessions/guard.ts';
import { poolOf, type Store } from '../stores/stores.ts';
import { insertIf, type Database, type Statement } from '../web/database.ts';
import { emailKey } from '../web/emails.ts';
import { readingsOf } from './finding/terms.ts';
import { customers, memberships } from './schema.ts';

/** A customer at a store: whose something is. */
export type Member = { store: Store; customerId: string };

/** A signed-in customer, as every page of the account knows them. */
export type SignedIn = {
  id: string;
  name: string;
  email: string;
  /** Their own choice of language; null follows the browser. */
  language: string | null;
  /** Whether they have points to spend at this store. */
  hasPoints: boolean;
  /** How many different products are in their basket at this store. */
  basketCount: number;
  /** The one page they may use until they have chosen a password of their own; null when they may use all. */
  confinedTo: Confinement | null;
};

/**
 * The statement that puts a new person of the pool on record to which the store belongs at its place in the batch: an address,
 * perhaps a language, and nothing else yet; with `when` only if that condition holds there.
 */
export function adding(
  db: Database,
  store: Store,
  { id, email, language = null }: { id: string; email: string; language?: string | null },
  now: number,
  when: SQL = sql`true`,
): Statement {
  const person = {
    id,
    poolId: poolOf(store.id),
    email,
    emailKey: emailKey(email),
    readings: readingsOf({ email }),
    language,
  };
  return insertIf(db, customers, { ...person, createdAt: now, updatedAt: now }, when);
}

/** Whether the customer of this id is on record at the store, as a condition. */
export function isMember(storeId: string, customerId: SQL): SQL {
  return sql`exists (select 1 from ${memberships} where ${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId})`;
}

/**
 * Whether a customer is the one whom the store knows by this address (as it is compared), as a condition on customers: a customer of
 * its own, else the person of its pool. A store that has changed pools may have customers of another (pools/), so wherever
 * somebody is found by their address, they are found by this.
 */
export function isKnownBy(storeId: string, key: string): SQL {
  return sql`${customers.id} = ${knownBy(storeId, key)}`;
}

/** Who that is, by id, as a value in SQL; null where the store knows nobody by this address. */
export function knownBy(storeId: string, key: string): SQL {
  return sql`(
    select known.id from ${customers} as known
      left join ${memberships} as own on own.store_id = ${storeId} and own.customer_id = known.id
    where known.email_key = ${key} and (own.customer_id is not null or known.pool_id = ${poolOf(storeId)})
    order by own.customer_id is null, known.id limit 1)`;
}

/**
 * Who keeps a customer from having this address (as it is compared), by id, as a value in SQL; null where nobody does. Nobody has
 * the address of another person of their pool, of a pool of their stores, or of a store of theirs: they could not be told apart there.
 */
export function clashOf(customerId: string | SQL, key: string): SQL {
  const theirs = sql`select mine.store_id from ${memberships} as mine where mine.customer_id = ${customerId}`;
  return sql`(
    select other.id from ${customers} as other
    where other.email_key = ${key} and other.id <> ${customerId} and (
      other.pool_id = (select own.pool_id from ${customers} as own where own.id = ${customerId})
      or other.pool_id in (select theirs.pool_id from stores as theirs where theirs.id in (${theirs}))
      or exists (select 1 from ${memberships} as there where there.customer_id = other.id and there.store_id in (${theirs})))
    limit 1)`;
}

/** Whether the customer is active at the store, as a condition on memberships. */
export function isActive(storeId: string, customerId: string | SQL): SQL {
  return sql`${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId} and ${memberships.status} = 'active'`;
}
