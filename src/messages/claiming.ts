// Who sends a message: it is claimed by one UPDATE that moves its next attempt away, so two deliveries at once never send the same
// row. While it is claimed it has no `problem`: by that it is told from a row that failed and waits, which may be tried sooner.
import { asc, lte, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../web/database.ts';
import { outbox } from './schema.ts';
import { ofTheService } from './failures.ts';

/** How long a claimed row is left alone. */
export const claimMs = 5 * 60_000;

/** Rows claimed at a time. */
export const portion = 20;

export type Row = typeof outbox.$inferSelect;

/** Claims those of the messages that are due, and older ones to the same people: oldest first. */
export async function claimThose(db: Database, ids: readonly string[], now: number): Promise<Row[]> {
  return claim(db, sql`select value from json_each(${JSON.stringify(ids)})`, now);
}

/** Claims the next portion of what is due, and older messages to the same people: oldest first. */
export async function claimDue(db: Database, now: number): Promise<Row[]> {
  const due = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(lte(outbox.nextAttemptAt, now))
    .orderBy(asc(outbox.nextAttemptAt))
    .limit(portion);
  return claim(db, due.getSQL(), now);
}

async function claim(db: Database, ids: SQL, now: number): Promise<Row[]> {
  const services = sql.raw(ofTheService.map((one) => `'${one}'`).join(', '));
  // What the service did not take goes before anything newer to the same address, though it would wait longer by itself: a parcel is
  // not told of before its order. A message that failed by itself holds up nobody.
  const olderOnes = sql`
    select older.id from ${outbox} as due
    join ${outbox} as older indexed by outbox_waiting on older.store_id = due.store_id and older.to_address = due.to_address and older.id < due.id
    where due.id in (${ids}) and due.next_attempt_at <= ${now}
      and older.next_attempt_at is not null and older.problem in (${services})`;
  const rows = await db
    .update(outbox)
    .set({
      // A try that is not its own turn does not count: else a message with many behind it would be given up within the hour.
      attempts: sql`${outbox.attempts} + (${outbox.nextAttemptAt} <= ${now})`,
      nextAttemptAt: now + claimMs,
      problem: null,
    })
    .where(
      sql`(${outbox.id} in (${ids}) and ${outbox.nextAttemptAt} <= ${now})
        or (${outbox.id} in (${olderOnes}) and ${outbox.problem} in (${services}))`,
    )
    .returning();
  return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
