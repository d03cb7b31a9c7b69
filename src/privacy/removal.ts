// Customers go from one store. Whoever is at no other store of the pool goes altogether; of the others, what this store holds
// goes and the account stays: it belongs to the other stores too.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { isMember } from '../customers/customers.ts';
import { telling } from '../customers/revisions.ts';
import { customers, memberships } from '../customers/schema.ts';
import { forgettingAddresses } from '../messages/suppressions.ts';
import * as sessions from '../sessions/sessions.ts';
import type { Store } from '../stores/stores.ts';
import { batch, type Database, type Statement } from '../web/database.ts';
import { erasing } from './erasure.ts';
import { forgetting } from './holding.ts';
import { holdings } from './holdings.ts';

/** Who goes: of these customers the members of the store whose membership fulfils `when`, if it is given. */
export type Going = { customerIds: readonly string[]; when?: SQL | undefined };

/** The statements that remove customers from a store, in this order. They have no effect on anybody who is not on record there. */
export function removing(db: Database, storeId: string, { customerIds, when }: Going, now: number): Statement[] {
  const ids = JSON.stringify(customerIds);
  const isAmong = (id: AnySQLiteColumn) => sql`${id} in (select value from json_each(${ids}))`;
  const hasGone = (id: AnySQLiteColumn) => sql`not ${isMember(storeId, sql`${id}`)}`;
  const isNobody = (id: AnySQLiteColumn) =>
    sql`not exists (select 1 from ${memberships} where ${memberships.customerId} = ${id})`;
  const ofTheStore = holdings.flatMap((held) => (held.storeId ? [{ ...held, storeId: held.storeId }] : []));
  const those = and(eq(memberships.storeId, storeId), isAmong(memberships.customerId), when);
  return [
    telling(db, { type: 'customer.deleted', storeId }, those, now),
    db.delete(memberships).where(those),
    forgettingAddresses(
      db,
      sql`select ${storeId}, ${customers.emailKey} from ${customers}
        where ${isAmong(customers.id)} and ${hasGone(customers.id)}`,
    ),
    ...ofTheStore.toReversed().flatMap((held) => {
      const theirs = sql`${eq(held.storeId, storeId)} and ${isAmong(held.customerId)} and ${hasGone(held.customerId)}`;
      return forgetting(db, held, theirs);
    }),
    ...erasing(db, (id) => sql`${isAmong(id)} and ${isNobody(id)}`),
  ];
}

/** What removing a customer from the store would come to, as a value in SQL: `done` or `not_found`. */
export function removalOutcome(storeId: string, customerId: SQL): SQL {
  return sql`case when ${isMember(storeId, customerId)} then 'done' else 'not_found' end`;
}

/**
 * Removes a customer from the store, for good, and returns the sessions that ended with it. `told` goes into the same batch before it.
 * Problem: `not_found` at this store.
 */
export async function remove(
  { db, store }: { db: Database; store: Store },
  customerId: string,
  now: number,
  told: readonly Statement[] = [],
): Promise<{ ok: true; ended: sessions.Claim[] } | { ok: false; problem: 'not_found' }> {
  const at = db
    .select({ storeId: memberships.storeId })
    .from(memberships)
    .where(eq(memberships.customerId, customerId));
  const [stores, open] = await batch(db, [
    at,
    sessions.claimsOf(db, customerId),
    ...told,
    ...removing(db, store.id, { customerIds: [customerId] }, now),
  ]);
  if (!stores.some(({ storeId }) => storeId === store.id)) return { ok: false, problem: 'not_found' };
  // Whoever stays at another store stays signed in there.
  return { ok: true, ended: stores.length === 1 ? open : [] };
}
