// What Cron removes: links and counts that are over, devices unseen for long, and registrations that nobody ever activated. Every deletion says
// its condition again, so it is safe to repeat, to run twice at once, and beside somebody who activates just now.
import { and, eq, lt, sql } from 'drizzle-orm';
import { alias, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { addresses, customers, memberships } from '../customers/schema.ts';
import { outbox } from '../messages/schema.ts';
import * as stores from '../stores/stores.ts';
import { batch, type Database } from '../web/database.ts';
import { knownDevices, linkTokens, logins, throttles } from './schema.ts';
import { deviceLifetimeMs } from './signin/devices.ts';

const day = 86_400_000;

/** Registrations removed per store and run; the next hour takes the rest. */
const portion = 500;

/** Removes links a day after their end, so that a late click is still told what happened, and counts at theirs. */
export async function removeExpired(db: Database, now: number): Promise<void> {
  await batch(db, [
    db.delete(linkTokens).where(lt(linkTokens.expiresAt, now - day)),
    db.delete(throttles).where(lt(throttles.endsAt, now)),
  ]);
}

/**
 * Removes devices unseen for as long as their cookie lives. A customer's latest one stays: without any, the next sign-in
 * would be taken for the first of the account and told to nobody.
 */
export async function removeUnseenDevices(db: Database, now: number): Promise<void> {
  const later = alias(knownDevices, 'later');
  await db
    .delete(knownDevices)
    .where(
      and(
        lt(knownDevices.lastSeenAt, now - deviceLifetimeMs),
        sql`exists (select 1 from ${knownDevices} as ${later} where ${later.customerId} = ${knownDevices.customerId} and ${later.lastSeenAt} > ${knownDevices.lastSeenAt})`,
      ),
    );
}

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
  const ids = sql`(select value from json_each(${JSON.stringify(found.map((row) => row.id))}))`;
  const isNobody = (id: AnySQLiteColumn) =>
    sql`not exists (select 1 from ${memberships} where ${memberships.customerId} = ${id})`;
  await batch(db, [
    db.delete(memberships).where(and(abandoned, sql`${memberships.customerId} in ${ids}`)),
    db
      .delete(linkTokens)
      .where(
        and(
          sql`${linkTokens.customerId} in ${ids}`,
          sql`not exists (select 1 from ${memberships} where ${memberships.customerId} = ${linkTokens.customerId} and ${memberships.storeId} = ${linkTokens.storeId})`,
        ),
      ),
    db.delete(logins).where(and(sql`${logins.customerId} in ${ids}`, isNobody(logins.customerId))),
    db.delete(knownDevices).where(and(sql`${knownDevices.customerId} in ${ids}`, isNobody(knownDevices.customerId))),
    db.delete(addresses).where(and(sql`${addresses.customerId} in ${ids}`, isNobody(addresses.customerId))),
    db.delete(customers).where(and(sql`${customers.id} in ${ids}`, isNobody(customers.id))),
    db
      .delete(outbox)
      .where(
        and(
          sql`${outbox.customerId} in ${ids}`,
          sql`not exists (select 1 from ${customers} where ${customers.id} = ${outbox.customerId})`,
        ),
      ),
  ]);
}
