// Registrations that nobody ever activated. They go after the time that the store says, and the person with the last of them.
// Every deletion says its condition again, so it is safe to repeat, to run twice at once, and beside an activation.
import { and, eq, lt, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { linkTokens } from '../access/schema.ts';
import { memberships, searchTerms } from '../customers/schema.ts';
import { groupMoves } from '../groups/schema.ts';
import * as stores from '../stores/stores.ts';
import { batch, type Database } from '../web/database.ts';
import { erasing } from './erasure.ts';

const day = 86_400_000;

/** Registrations removed per store and run; the next hour takes the rest. */
const portion = 500;

/** Removes memberships that waited for activation longer than the store's policy, and people who have no other. */
export async function removeUnactivated(db: Database, now: number): Promise<void> {
  for (const store of await stores.all(db)) {
    const days = store.policies.removeUnactivatedAfterDays;
    if (days !== null) await removeOlder(db, store.id, now - days * day);
  }
}

async function removeOlder(db: Database, storeId: string, before: number): Promise<void> {
  const abandoned = and(
    eq(memberships.storeId, storeId),
    eq(memberships.status, 'pending'),
    lt(memberships.registeredAt, before),
  );
  const found = await db.select({ id: memberships.customerId }).from(memberships).where(abandoned).limit(portion);
  if (found.length === 0) return;
  const ids = JSON.stringify(found.map((row) => row.id));
  const isFound = (id: AnySQLiteColumn) => sql`${id} in (select value from json_each(${ids}))`;
  const isNobody = (id: AnySQLiteColumn) =>
    sql`not exists (select 1 from ${memberships} where ${memberships.customerId} = ${id})`;
  const isNobodyHere = (table: typeof linkTokens | typeof searchTerms | typeof groupMoves) =>
    sql`not exists (select 1 from ${memberships} where ${memberships.customerId} = ${table.customerId} and ${memberships.storeId} = ${table.storeId})`;
  await batch(db, [
    db.delete(memberships).where(and(abandoned, isFound(memberships.customerId))),
    db.delete(linkTokens).where(and(isFound(linkTokens.customerId), isNobodyHere(linkTokens))),
    db.delete(searchTerms).where(and(isFound(searchTerms.customerId), isNobodyHere(searchTerms))),
    db.delete(groupMoves).where(and(isFound(groupMoves.customerId), isNobodyHere(groupMoves))),
    ...erasing(db, (id) => sql`${isFound(id)} and ${isNobody(id)}`),
  ]);
}
