// Addresses that messages of a store are not sent to any more, since they refused one for good. Staff see them and may lift them;
// shoppers see nothing of it, since whether an address is known must not be seen. They hold no customer: they go with a person by the
// address, and with the message that was refused.
import { and, desc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { insertIf, type Database, type Statement } from '../web/database.ts';
import { emailKey } from '../web/emails.ts';
import { outbox, suppressions } from './schema.ts';

type Addressed = { storeId: string; toAddress: string };

/** Those of the addresses of these messages that are suppressed at the store of the message. */
export function amongThose(db: Database, messages: readonly Addressed[]) {
  const each = JSON.stringify(messages.map(({ storeId, toAddress }) => [storeId, emailKey(toAddress)]));
  return db
    .select({ storeId: suppressions.storeId, addressKey: suppressions.addressKey })
    .from(suppressions)
    .where(
      sql`(${suppressions.storeId}, ${suppressions.addressKey}) in (
        select value ->> 0, value ->> 1 from json_each(${each}))`,
    );
}

/**
 * The statement that suppresses the address of a message of its store; the first refusal stays. Of a message that is gone, or that
 * tells of a deletion, the address is of somebody who is no longer on record: it is not kept.
 */
export function suppressing(db: Database, message: Addressed & { id: string }, reason: string, now: number): Statement {
  const { id: messageId, storeId } = message;
  const isKept = sql`exists (
    select 1 from ${outbox} where ${outbox.id} = ${messageId} and ${outbox.isErasedWhenDone} = 0)`;
  const row = { storeId, addressKey: emailKey(message.toAddress), reason, messageId, at: now };
  return insertIf(db, suppressions, row, isKept).onConflictDoNothing();
}

/** The statement that lifts the suppression of an address at a store. */
export function lifting(db: Database, storeId: string, address: string): Statement {
  return db
    .delete(suppressions)
    .where(and(eq(suppressions.storeId, storeId), eq(suppressions.addressKey, emailKey(address))));
}

/** Where a list of them ended: a moment, and which row of those of that moment. */
type SuppressedPlace = readonly [at: number, row: number];

/** The newest addresses that are suppressed at a store, at most `limit`; from the place on that a page before ended with. */
export function newestOf(db: Database, storeId: string, place: SuppressedPlace | null, limit: number) {
  const row = sql<number>`${suppressions}.rowid`;
  return db
    .select({
      address: suppressions.addressKey,
      reason: suppressions.reason,
      messageId: suppressions.messageId,
      at: suppressions.at,
      row: row.as('suppressed_row'),
    })
    .from(suppressions)
    .where(
      and(
        eq(suppressions.storeId, storeId),
        place === null ? undefined : sql`(${suppressions.at}, ${row}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(desc(suppressions.at), desc(row))
    .limit(limit);
}

export type Suppressed = Awaited<ReturnType<typeof newestOf>>[number];

/** The statement that forgets the pairs of a store and an address, as compared, that `pairs` selects. */
export function forgettingAddresses(db: Database, pairs: SQL): Statement {
  return db.delete(suppressions).where(sql`(${suppressions.storeId}, ${suppressions.addressKey}) in (${pairs})`);
}

/** The statement that forgets the addresses that these messages were refused at. */
export function forgettingRefused(db: Database, messages: SQL): Statement {
  return db
    .delete(suppressions)
    .where(inArray(suppressions.messageId, db.select({ id: outbox.id }).from(outbox).where(messages)));
}
