// Sending what lies in the outbox. A row is claimed by one UPDATE that moves its next attempt away, so two deliveries
// at once never send the same row; a Worker that dies in between leaves a row that Cron finds when the claim runs out.
// The binding has no idempotency key: a message that was taken but not marked as sent is sent again rather than lost.
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { unseal, type OpeningKeys } from '../credentials/sealing.ts';
import * as stores from '../stores/stores.ts';
import type { Database } from '../web/database.ts';
import { isLanguage } from '../web/i18n.ts';
import { log, logError } from '../web/log.ts';
import { letterFor, maskedSecret } from './letters.ts';
import type { Mail } from './render.ts';
import { outbox } from './schema.ts';
import { ownTexts } from './templates/own.ts';
import type { Parts } from './templates/parts.ts';

const minute = 60_000;

/** How long a claimed row is left alone, and how long one sending may take. */
const claimMs = 5 * minute;
const sendingMs = 20_000;

/** The wait after each failed attempt; after the last the message is given up. About a day and a half in all. */
const backOffMs = [5, 15, 60, 4 * 60, 12 * 60, 18 * 60].map((minutes) => minutes * minute);

/** Rows claimed and sent at a time, and rounds in one Cron run. */
const portion = 20;
const rounds = 25;

export type Post = {
  db: Database;
  openingKeys: OpeningKeys;
  send: (mail: Mail) => Promise<unknown>;
};

type Row = typeof outbox.$inferSelect;

/** Sends these messages if they are still due; called after the response. Never throws: Cron tries again. */
export async function deliver(post: Post, ids: readonly string[], now: number): Promise<void> {
  try {
    for (let from = 0; from < ids.length; from += portion) {
      await sendClaimed(post, await claim(post.db, inArray(outbox.id, ids.slice(from, from + portion)), now));
    }
  } catch (error) {
    logError('delivery_failed', error);
  }
}

/** Sends everything that is due, oldest first. Safe to run twice at once. */
export async function deliverDue(post: Post, now: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const due = post.db
      .select({ id: outbox.id })
      .from(outbox)
      .where(lte(outbox.nextAttemptAt, now))
      .orderBy(asc(outbox.nextAttemptAt))
      .limit(portion);
    const rows = await claim(post.db, inArray(outbox.id, due), now);
    await sendClaimed(post, rows);
    if (rows.length < portion) return;
  }
}

async function claim(db: Database, which: ReturnType<typeof inArray>, now: number): Promise<Row[]> {
  return db
    .update(outbox)
    .set({ attempts: sql`${outbox.attempts} + 1`, nextAttemptAt: now + claimMs })
    .where(and(which, lte(outbox.nextAttemptAt, now)))
    .returning();
}

async function sendClaimed(post: Post, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.storeId);
  const [known, ownText] = await Promise.all([stores.byIds(post.db, ids), ownTexts(post.db, rows)]);
  await Promise.all(rows.map((row) => sendOne(post, row, known.get(row.storeId), row.draft ?? ownText(row))));
}

async function sendOne(post: Post, row: Row, store: stores.Store | undefined, own: Parts | undefined): Promise<void> {
  let problem: Row['problem'];
  try {
    const { language } = row;
    if (!store || !isLanguage(language)) throw new Error('the store or the language is gone');
    const letter = letterFor(store, { ...row, language }, own, await valuesOf(post, row));
    problem = letter.problem;
    await within(post.send(letter.mail), sendingMs);
  } catch (error) {
    logError('message_not_sent', error, { message: row.id, attempt: row.attempts });
    await recordFailure(post.db, row, error);
    return;
  }
  const now = Date.now();
  await post.db
    .update(outbox)
    .set({ sentAt: now, lastProblem: null, problem, ...done(row) })
    .where(eq(outbox.id, row.id));
  log('message_sent', { message: row.id, template: row.template });
}

/** What the message is filled in with. A text that is tried out carries no secret. */
async function valuesOf(post: Post, row: Row): Promise<object> {
  const none = row.draft ? maskedSecret : {};
  const secret = row.sealedSecret ? await opened(post, row.id, row.sealedSecret) : none;
  // A guest has no account for a message to lead to.
  return { ...row.data, secret, isOnRecord: row.customerId !== null || row.draft !== null };
}

/** What only this message may say. */
async function opened({ openingKeys }: Post, id: string, sealed: string): Promise<unknown> {
  const { text } = await unseal(openingKeys, id, sealed);
  return JSON.parse(text);
}

/** Plans the next attempt, or gives the message up and erases its secret. */
async function recordFailure(db: Database, row: Row, error: unknown): Promise<void> {
  const wait = backOffMs[row.attempts - 1];
  const now = Date.now();
  const lastProblem = (error instanceof Error ? error.message : 'unknown').slice(0, 200);
  await db
    .update(outbox)
    .set(
      wait === undefined ? { givenUpAt: now, lastProblem, ...done(row) } : { nextAttemptAt: now + wait, lastProblem },
    )
    .where(eq(outbox.id, row.id));
}

/** A message that is sent or given up: it waits no more, its secret is gone, and so is a person who is no longer on record. */
function done(row: Row) {
  return { nextAttemptAt: null, sealedSecret: null, ...(row.isErasedWhenDone ? { toAddress: '', data: {} } : {}) };
}

/** The work, or an error when it takes longer: a binding that hangs must not hold up the other messages. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`sending took longer than ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
