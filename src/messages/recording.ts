// What came of sending a message, as its row says it from then on.
import { and, eq, isNull, sql } from 'drizzle-orm';
import { batch, type Database, type Statement } from '../web/database.ts';
import { log, logError } from '../web/log.ts';
import type { Row } from './claiming.ts';
import type { Failure } from './failures.ts';
import { these } from './retrying.ts';
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

/**
 * Plans the next attempt of messages of one claim that failed alike, or gives them up; in one batch, however many they are. An address that
 * refuses for good is suppressed from now on.
 */
export async function recordFailure(db: Database, rows: readonly Row[], failure: Failure): Promise<void> {
  const { problem, said } = failure;
  for (const { id, attempts } of rows) log('message_not_sent', { message: id, attempt: attempts, problem });
  const now = Date.now();
  const alike = Map.groupBy(rows, ({ attempts, isErasedWhenDone }) => `${attempts} ${isErasedWhenDone}`);
  await batch(db, [
    ...(problem === 'no_such_address' ? rows.map((row) => suppressing(db, row, said, now)) : []),
    ...[...alike.values()].map((some) => failing(db, some, failure, now)),
  ]);
}

/** The statement for those that have been tried as often as each other. */
function failing(db: Database, rows: readonly Row[], { problem, said, isForGood }: Failure, now: number): Statement {
  const [row] = rows;
  if (!row) throw new Error('nothing failed');
  const wait = isForGood ? undefined : backOffMs[row.attempts - 1];
  const told = { problem, lastProblem: said };
  const ended = wait === undefined ? { ...told, ...givenUp(row, now) } : { ...told, nextAttemptAt: now + wait };
  return db.update(outbox).set(ended).where(areClaimed(rows, row.nextAttemptAt));
}

/** Gives up what would go to a suppressed address; no attempt was made. */
export async function giveUpSuppressed(db: Database, rows: readonly Row[]): Promise<void> {
  const now = Date.now();
  const ended = (row: Row) => ({ problem: 'suppressed', attempts: row.attempts - 1, ...givenUp(row, now) }) as const;
  await batch(
    db,
    rows.map((row) =>
      db
        .update(outbox)
        .set(ended(row))
        .where(areClaimed([row], row.nextAttemptAt)),
    ),
  );
  for (const row of rows)
    log('message_not_sent', { message: row.id, attempt: row.attempts - 1, problem: 'suppressed' });
}

/** Whether rows are still as this delivery claimed them: one that was held up past its claim says nothing about them any more. */
function areClaimed(rows: readonly Row[], nextAttemptAt: number | null) {
  return and(these(rows.map(({ id }) => id)), sql`${outbox.nextAttemptAt} is ${nextAttemptAt}`);
}

function givenUp(row: Row, now: number) {
  return { givenUpAt: now, ...done(row) };
}

/** A message that is sent or given up: it waits no more, its secret is gone, and so is a person who is no longer on record. */
function done(row: Row) {
  const erased = row.isErasedWhenDone ? { toAddress: '', data: {}, lastProblem: null } : {};
  return { nextAttemptAt: null, sealedSecret: null, ...erased };
}
