// Registrations that nobody ever activated. They go after the time that the store says, and the person with the last of them.
// Every deletion says its condition again, so it is safe to repeat, to run twice at once, and beside an activation.
import { and, eq, lt, sql } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import * as stores from '../stores/stores.ts';
import { batch, type Database } from '../web/database.ts';
import { removing } from './removal.ts';

const day = 86_400_000;

/** Registrations removed per store and run; the next hour takes the rest. */
const portion = 500;

/** Removes memberships that waited for activation longer than the store's policy, and people who have no other. */
export async function removeUnactivated(db: Database, now: number): Promise<void> {
  for (const store of await stores.all(db)) {
    const days = store.policies.removeUnactivatedAfterDays;
    if (days !== null) await removeOlder(db, store.id, now - days * day, now);
  }
}

async function removeOlder(db: Database, storeId: string, before: number, now: number): Promise<void> {
  const abandoned = and(
    eq(memberships.storeId, storeId),
    // Said literally, so that the index of those who wait is used: it holds few, the store's others everybody.
    sql`${memberships.status} = 'pending'`,
    lt(memberships.registeredAt, before),
  );
  const found = await db.select({ id: memberships.customerId }).from(memberships).where(abandoned).limit(portion);
  if (found.length === 0) return;
  await batch(db, removing(db, storeId, { customerIds: found.map((row) => row.id), when: abandoned }, now));
}
