// Sending again what was not sent. A message that is being sent at this moment is left alone, so of two who retry it at once one
// sends it; one whose secret is erased says nothing any more that could be sent.
import { and, desc, eq, gte, inArray, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../web/database.ts';
import { emailKey } from '../web/emails.ts';
import { outbox, type Problem } from './schema.ts';
import { carriesSecret, messageNames } from './templates/variables.ts';

/** Messages retried by one act at most. */
const mostRetried = 500;

const day = 86_400_000;

/** How old a message may be that is retried with all that were given up: what is older is no news to anybody. */
const recentMs = 7 * day;

/** How long after it was given up a message is sent all the same, when its address is no longer suppressed. */
const liftedMs = day;

/** The messages that say a secret. Once it is erased, what is left of one cannot be sent. */
const withSecret: readonly string[] = messageNames.filter(carriesSecret);

/** What is no use to retry before the address is no longer suppressed. */
const ofAddress = ['suppressed', 'no_such_address'] as const satisfies readonly Problem[];

type Ended = Pick<typeof outbox.$inferSelect, 'template' | 'sealedSecret' | 'isErasedWhenDone' | 'givenUpAt'>;

/** Whether what a message said is gone, as of one that was given up and told a secret, or of somebody who is erased. */
export function isSpent({ template, sealedSecret, isErasedWhenDone, givenUpAt }: Ended): boolean {
  return givenUpAt !== null && (isErasedWhenDone || (sealedSecret === null && withSecret.includes(template)));
}

const isWaiting = sql`(${outbox.nextAttemptAt} is not null and ${outbox.problem} is not null)`;

/** The same as `isSpent` says no, of what was given up. */
const canBeTakenBack = sql`(${outbox.givenUpAt} is not null and ${outbox.isErasedWhenDone} = 0
  and (${outbox.sealedSecret} is not null or ${outbox.template} not in (select value from json_each(${JSON.stringify(withSecret)}))))`;

/** The statement that makes those of these messages ready to be sent that failed; returns the ids of those that did. */
export function retrying(db: Database, which: SQL, now: number) {
  return db
    .update(outbox)
    .set({
      // Before its turn it does not count: else whoever presses often while the service is down would have it given up.
      attempts: sql`${outbox.attempts} - (coalesce(${outbox.nextAttemptAt}, 0) > ${now} and ${outbox.attempts} > 0)`,
      nextAttemptAt: now,
      givenUpAt: null,
    })
    .where(and(which, sql`(${isWaiting} or ${canBeTakenBack})`))
    .returning({ id: outbox.id });
}

/** The message of this id, of this store. */
export function one(storeId: string, id: string): SQL {
  return sql`(${outbox.storeId} = ${storeId} and ${outbox.id} = ${id})`;
}

/** These messages. */
export function these(ids: readonly string[]): SQL {
  return sql`${outbox.id} in (select value from json_each(${JSON.stringify(ids)}))`;
}

/** Everything of the store that failed and waits, and what was given up lately: at most `mostRetried`. Nothing to suppressed addresses. */
export function everythingFailed(db: Database, storeId: string, now: number): SQL {
  const waiting = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.storeId, storeId), isNotNull(outbox.nextAttemptAt), isNotNull(outbox.problem)))
    .limit(mostRetried);
  const lately = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(givenUpSince(storeId, now - recentMs), sql`coalesce(${outbox.problem}, '') not in ${ofAddress}`))
    .orderBy(desc(outbox.givenUpAt))
    .limit(mostRetried);
  const both = sql`select id from (select * from ${waiting} union all select * from ${lately}) limit ${mostRetried}`;
  return sql`${outbox.id} in (${both})`;
}

/** What a store gave up within the last day since the address refuses or is suppressed, at most `mostRetried`. */
export function refusedLately(db: Database, storeId: string, now: number) {
  return db
    .select({ id: outbox.id, toAddress: outbox.toAddress })
    .from(outbox)
    .where(and(givenUpSince(storeId, now - liftedMs), inArray(outbox.problem, ofAddress)))
    .orderBy(desc(outbox.givenUpAt))
    .limit(mostRetried);
}

/** Those of them that went to this address, however it was typed. */
export function idsTo(address: string, messages: readonly { id: string; toAddress: string }[]): string[] {
  return messages.filter(({ toAddress }) => emailKey(toAddress) === emailKey(address)).map(({ id }) => id);
}

/** As the index of what was given up says it. */
function givenUpSince(storeId: string, since: number): SQL | undefined {
  return and(eq(outbox.storeId, storeId), isNotNull(outbox.givenUpAt), gte(outbox.givenUpAt, since));
}
