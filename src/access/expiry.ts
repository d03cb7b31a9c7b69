// What Cron removes: links and counts that are over, and devices unseen for long. Every deletion says its condition again, so
// it is safe to repeat and to run twice at once.
import { and, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { batch, type Database } from '../web/database.ts';
import { throttles } from '../credentials/schema.ts';
import { knownDevices, linkTokens } from './schema.ts';
import { deviceLifetimeMs } from './signin/devices.ts';

const day = 86_400_000;

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
