// Sending what lies in the outbox. A row is claimed before it is sent, so two deliveries at once never send it twice; a Worker that
// dies in between leaves a row that Cron finds when the claim runs out.
//
// When a message may come twice: the binding has no idempotency key, and writes the Message-ID itself, so that receivers cannot tell
// the second one either (https://developers.cloudflare.com/email-service/reference/headers/, platform-controlled headers). Whoever
// takes a message and does not live to say so, or to write it down, is followed by a second sending: twice rather than never. It is
// made rare: what is taken after the time that is waited for still counts, and that it was taken is written at once, and again if D1
// fails.
import { unseal, type OpeningKeys } from '../credentials/sealing.ts';
import * as stores from '../stores/stores.ts';
import type { Database } from '../web/database.ts';
import { emailKey } from '../web/emails.ts';
import { isLanguage } from '../web/i18n.ts';
import { log, logError } from '../web/log.ts';
import { within } from '../web/patience.ts';
import { claimDue, claimMs, claimThose, portion, type Row } from './claiming.ts';
import { broken, failureOf, ofTheService, TooSlow, type Failure } from './failures.ts';
import { giveUpSuppressed, recordFailure, recordSent } from './recording.ts';
import type { Mail } from './render.ts';
import { letterFor, maskedSecret, type Letter } from './letters.ts';
import * as suppressions from './suppressions.ts';
import { ownTexts } from './templates/own.ts';
import type { Parts } from './templates/parts.ts';

/** How long one sending may take. */
const sendingMs = 20_000;

/** Rounds in one Cron run. */
const rounds = 25;

export type Post = {
  db: Database;
  openingKeys: OpeningKeys;
  send: (mail: Mail) => Promise<unknown>;
};

/** Sends these messages if they are still due; called after the response. Never throws: Cron tries again. */
export async function deliver(post: Post, ids: readonly string[], now: number): Promise<void> {
  try {
    for (let from = 0; from < ids.length; from += portion) {
      await sendClaimed(post, await claimThose(post.db, ids.slice(from, from + portion), now));
    }
  } catch (error) {
    logError('delivery_failed', error);
  }
}

/** Sends everything that is due, oldest first. Safe to run twice at once. */
export async function deliverDue(post: Post, now: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const rows = await claimDue(post.db, now);
    await sendClaimed(post, rows);
    if (rows.length < portion) return;
  }
}

/** To everybody at the same time, and to each in order. */
async function sendClaimed(post: Post, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const [known, refused, ownText] = await Promise.all([
    stores.byIds(
      post.db,
      rows.map((row) => row.storeId),
    ),
    suppressions.amongThose(post.db, rows),
    ownTexts(post.db, rows),
  ]);
  const until = Date.now() + claimMs - 2 * sendingMs;
  const suppressed = new Set(refused.map(({ storeId, addressKey }) => `${storeId} ${addressKey}`));
  const people = Map.groupBy(rows, (row) => `${row.storeId} ${emailKey(row.toAddress)}`);
  await Promise.all(
    [...people].map(([to, theirs]) =>
      sendInOrder(post, theirs, { known, ownText, until, isSuppressed: suppressed.has(to) }),
    ),
  );
}

type Round = {
  known: ReadonlyMap<string, stores.Store>;
  /** What the store of a message says in its own words; nothing for the default. */
  ownText: (row: Row) => Parts | undefined;
  /** When the claim comes to its end: what was not sent by then is claimed by somebody else. */
  until: number;
  isSuppressed: boolean;
};

/**
 * One after the other. When the service fails with one of them, those behind it wait with it. Never throws, since what is sent to
 * others at the same time has to be written down: what is left of these is sent when the claim has run out.
 */
async function sendInOrder(post: Post, rows: readonly Row[], round: Round): Promise<void> {
  const { known, ownText, until, isSuppressed } = round;
  try {
    if (isSuppressed) return await giveUpSuppressed(post.db, rows);
    for (const [place, row] of rows.entries()) {
      if (Date.now() > until) return;
      const own = row.draft ?? ownText(row);
      const failure = await send(post, row, known.get(row.storeId), own);
      if (failure === null) continue;
      if (isOfTheService(failure)) return await recordFailure(post.db, rows.slice(place), failure);
      await recordFailure(post.db, [row], failure);
    }
  } catch (error) {
    logError('delivery_failed', error);
  }
}

function isOfTheService({ problem }: Failure): boolean {
  return ofTheService.some((one) => one === problem);
}

/** Sends a message, and writes down that it was taken; null then. */
async function send(
  post: Post,
  row: Row,
  store: stores.Store | undefined,
  own: Parts | undefined,
): Promise<Failure | null> {
  let letter: Letter;
  try {
    letter = await composed(post, row, store, own);
  } catch (error) {
    return broken(error);
  }
  const { mail, problem, reason } = letter;
  if (problem) log(problem, { store: row.storeId, message: row.id, template: row.template, reason });
  const sending = (async () => post.send(mail))();
  try {
    // A binding that hangs must not hold up the other messages.
    await within(sending, sendingMs, () => new TooSlow(`sending took longer than ${sendingMs} ms`));
  } catch (error) {
    if (error instanceof TooSlow) void sending.then(() => recordSent(post.db, row, problem)).catch(() => undefined);
    return failureOf(error);
  }
  await recordSent(post.db, row, problem);
  return null;
}

async function composed(
  post: Post,
  row: Row,
  store: stores.Store | undefined,
  own: Parts | undefined,
): Promise<Letter> {
  const { language } = row;
  if (!store || !isLanguage(language)) throw new Error('the store or the language is gone');
  // A text that is tried out carries no secret.
  const none = row.draft ? maskedSecret : {};
  const secret = row.sealedSecret ? await opened(post, row.id, row.sealedSecret) : none;
  // A guest has no account for a message to lead to.
  const isOnRecord = row.customerId !== null || row.draft !== null;
  return letterFor(store, { ...row, language }, own, { ...row.data, secret, isOnRecord });
}

/** What only this message may say. */
async function opened({ openingKeys }: Post, id: string, sealed: string): Promise<unknown> {
  const { text } = await unseal(openingKeys, id, sealed);
  return JSON.parse(text);
}
