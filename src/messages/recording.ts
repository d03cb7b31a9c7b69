// What came of sending a message, as its row says it from then on.
import { and, eq, isNull, sql } from 'drizzle-orm';
import { batch, type Database, type Statement } from '../web/database.ts';
import { log, logError } from '../web/log.ts';
import type { Row } from './claiming.ts';
import type { Failure } from './failures.ts';
import { outbox, type Problem } from './schema.ts';
import { suppressing } from './suppressions.ts';

const minute = 60_000;

/** The wait after each failed attempt; after the last the message is given up. About a day and a half in all. */
const backOffMs = [5, 15, 60, 4 * 60, 12 * 60, 18 * 60].map((minutes) => minutes * minute);

/** How often it is tried to write down that a message was taken. */
const notes = 3;

/** Writes down that it was taken, and what was wrong with it all the same. What cannot be written is sent again once the claim has run out. */
export async function recordSent(db: Database, row: Row, problem: Problem | null): Promise<void> {
  const sent = { sentAt: Date.now(), givenUpAt: null, problem, lastProblem: null, ...done(row) };
  for (let note = 1; ; note += 1) {
    try {
      await db
        .update(outbox)
        .set(sent)
        .where(and(eq(outbox.id, row.id), isNull(outbox.sentAt)));
      log('message_sent', { message: row.id, template: row.template });
      return;
    } catch (error) {
      if (note === notes) return logError('message_sent_not_noted', error, { message: row.id });
      await scheduler.wait(note * 100);
    }
  }
}

/** Plans the next attempt, or gives the message up; an address that refuses for good is suppressed from now on. */
export async function recordFailure(db: Database, row: Row, { problem, said, isForGood }: Failure): Promise<void> {
  log('message_not_sent', { message: row.id, attempt: row.attempts, problem });
  const now = Date.now();
  const wait = isForGood ? undefined : backOffMs[row.attempts - 1];
  const told = { problem, lastProblem: said };
  const ended = wait === undefined ? { ...told, ...givenUp(row, now) } : { ...told, nextAttemptAt: now + wait };
  const statements: Statement[] = [db.update(outbox).set(ended).where(isClaimed(row))];
  if (problem === 'no_such_address') statements.unshift(suppressing(db, row, said, now));
  await batch(db, statements);
}

/** Gives up what would go to a suppressed address; no attempt was made. */
export async function giveUpSuppressed(db: Database, rows: readonly Row[]): Promise<void> {
  const now = Date.now();
  const ended = (row: Row) => ({ problem: 'suppressed', attempts: row.attempts - 1, ...givenUp(row, now) }) as const;
  await batch(
    db,
    rows.map((row) => db.update(outbox).set(ended(row)).where(isClaimed(row))),
  );
  for (const row of rows)
    log('message_not_sent', { message: row.id, attempt: row.attempts - 1, problem: 'suppressed' });
}

/** Whether the row is still as this delivery claimed it: one that was held up past its claim says nothing about it any more. */
function isClaimed(row: Row) {
  return and(eq(outbox.id, row.id), sql`${outbox.nextAttemptAt} is ${row.nextAttemptAt}`);
}

function givenUp(row: Row, now: number) {
  return { givenUpAt: now, ...done(row) };
}

/** A message that is sent or given up: it waits no more, its secret is gone, and so is a person who is no longer on record. */
function done(row: Row) {
  const erased = row.isErasedWhenDone ? { toAddress: '', data: {}, lastProblem: null } : {};
  return { nextAttemptAt: null, sealedSecret: null, ...erased };
}
