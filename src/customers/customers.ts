// A customer is a person known to a pool, once per e-mail address. What they are at one store is their membership.
import { sql, type SQL } from 'drizzle-orm';
import type { Confinement } from '../sessions/guard.ts';
import type { Store } from '../stores/stores.ts';
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
 * The statement that puts a new person of the store's pool on record: an address, perhaps a language, and nothing else yet; with
 * `when` only if that condition holds at its place in the batch.
 */
export function adding(
  db: Database,
  { poolId }: Store,
  { id, email, language = null }: { id: string; email: string; language?: string | null },
  now: number,
  when: SQL = sql`true`,
): Statement {
  const person = { id, poolId, email, emailKey: emailKey(email), readings: readingsOf({ email }), language };
  return insertIf(db, customers, { ...person, createdAt: now, updatedAt: now }, when);
}

/** Whether the customer of this id is on record at the store, as a condition. */
export function isMember(storeId: string, customerId: SQL): SQL {
  return sql`exists (select 1 from ${memberships} where ${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId})`;
}

/** Whether the customer is active at the store, as a condition on memberships. */
export function isActive(storeId: string, customerId: string): SQL {
  return sql`${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId} and ${memberships.status} = 'active'`;
}
