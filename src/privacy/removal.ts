// Customers go from one store. Whoever is at no other store of the pool goes altogether; of the others, what this store holds
// goes and the account stays: it belongs to the other stores too.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { memberships } from '../customers/schema.ts';
import type { Store } from '../stores/stores.ts';
import { batch, type Database, type Statement } from '../web/database.ts';
import { erasing } from './erasure.ts';
import { holdings } from './holdings.ts';

/** Who goes: of these customers the members of the store whose membership fulfils `when`, if it is given. */
export type Going = { customerIds: readonly string[]; when?: SQL | undefined };

/** The statements that remove customers from a store, in this order. They have no effect on anybody who is not on record there. */
export function removing(db: Database, storeId: string, { customerIds, when }: Going): Statement[] {
  const ids = JSON.stringify(customerIds);
  const isAmong = (id: AnySQLiteColumn) => sql`${id} in (select value from json_each(${ids}))`;
  const hasGone = (id: AnySQLiteColumn) =>
    sql`not exists (select 1 from ${memberships} where ${memberships.customerId} = ${id} and ${memberships.storeId} = ${storeId})`;
  const isNobody = (id: AnySQLiteColumn) =>
    sql`not exists (select 1 from ${memberships} where ${memberships.customerId} = ${id})`;
  const ofTheStore = holdings.flatMap((held) => (held.storeId ? [{ ...held, storeId: held.storeId }] : []));
  return [
    db.delete(memberships).where(and(eq(memberships.storeId, storeId), isAmong(memberships.customerId), when)),
    ...ofTheStore.toReversed().map((held) => {
      const theirs = sql`${eq(held.storeId, storeId)} and ${isAmong(held.customerId)} and ${hasGone(held.customerId)}`;
      return held.forget?.(db, theirs) ?? db.delete(held.table).where(theirs);
    }),
    ...erasing(db, (id) => sql`${isAmong(id)} and ${isNobody(id)}`),
  ];
}

/** Whether the customer is on record at the store, as a condition. */
export function isOnRecord(storeId: string, customerId: string): SQL {
  return sql`exists (select 1 from ${memberships} where ${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId})`;
}

/**
 * Removes a customer from the store, for good. `told` goes into the same batch before it, on the condition `isOnRecord`.
 * Problem: `not_found` at this store.
 */
export async function remove(
  { db, store }: { db: Database; store: Store },
  customerId: string,
  told: readonly Statement[] = [],
): Promise<{ ok: true } | { ok: false; problem: 'not_found' }> {
  const here = db
    .select({ id: memberships.customerId })
    .from(memberships)
    .where(and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId)));
  const [found] = await batch(db, [here, ...told, ...removing(db, store.id, { customerIds: [customerId] })]);
  return found.length === 1 ? { ok: true } : { ok: false, problem: 'not_found' };
}
