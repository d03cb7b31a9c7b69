// What came of a try, as the delivery says it from then on; and when a webhook is switched off by itself.
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { log } from '../../web/log.ts';
import { isBeingTried, isClaimed, type Claimed, type Delivery } from './claiming.ts';
import { disabling } from './disabling.ts';
import { webhookDeliveries, webhooks, type Try } from './schema.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The wait after each failed try; after the last the event is given up, 27 hours after it happened. */
export const backOffMs = [5, 10, 15, 30, 60, 120, 240, 480, 660].map((minutes) => minutes * minute);

/** For how long nothing may have arrived until a webhook is switched off by what is a day old. */
const failingDays = 3;

/** After how long a receiver that takes something again was away, and is back. */
const awayMs = 30 * minute;

/** For how long what waits is told of whenever the receiver is back. */
const remindedDays = 2;

/** How long what became of an event is kept. */
const keptDays = 30;

/** How often it is tried to write down that an event arrived. */
const notes = 3;

/** Writes down what came of a try; returns the ids of messages that came of it. */
export async function recordTry(db: Database, claimed: Claimed, tried: Try): Promise<string[]> {
  const { delivery, webhook } = claimed;
  const about = { webhook: webhook.id, event: delivery.eventId, try: delivery.tries };
  if (tried.problem === null) {
    await recordArrival(db, claimed, tried);
    log('webhook_delivered', about);
    return [];
  }
  const isEnd = isLast(delivery, tried);
  const now = Date.now();
  await batch(db, [failing(db, delivery, tried, isEnd ? null : now), failingSince(db, webhook.id, now)]);
  log('webhook_not_delivered', { ...about, problem: tried.problem, status: tried.status });
  if (isEnd) log('webhook_given_up', about);
  const why = tried.problem === 'gone' ? 'gone' : isFailingLong(claimed, now) ? 'failures' : null;
  return why === null ? [] : disabling(db, webhook, why, now);
}

/** What is not written is sent again once the claim has run out: so it is tried more than once. */
async function recordArrival(db: Database, { delivery, webhook }: Claimed, tried: Try): Promise<void> {
  const now = Date.now();
  const statements = [
    db
      .update(webhookDeliveries)
      .set({ deliveredAt: now, nextAt: null, givenUpAt: null, log: finished(tried) })
      .where(isClaimed(delivery)),
    ...(webhook.failingSince === null ? [] : backAgain(db, webhook.id, webhook.failingSince, now)),
  ];
  for (let note = 1; ; note += 1) {
    try {
      await batch(db, statements);
      return;
    } catch (error) {
      if (note === notes) throw error;
      await scheduler.wait(note * 100);
    }
  }
}

/**
 * A receiver that is back after a while is told at once what waits for it. That try is not the turn of what is told, so it does not count:
 * what it takes never is given up no sooner for all that it takes. What happened long ago has its own turns only, so that it comes to an end.
 */
function backAgain(db: Database, webhookId: string, since: number, now: number): Statement[] {
  const { nextAt, tries, at } = webhookDeliveries;
  const isBack = db.update(webhooks).set({ failingSince: null }).where(eq(webhooks.id, webhookId));
  if (now - since < awayMs) return [isBack];
  return [
    isBack,
    db
      .update(webhookDeliveries)
      .set({ nextAt: now, tries: sql`${tries} - 1` })
      .where(
        and(
          eq(webhookDeliveries.webhookId, webhookId),
          gt(nextAt, now),
          gt(tries, 0),
          gt(at, now - remindedDays * day),
          sql`not ${isBeingTried(now)}`,
        ),
      ),
  ];
}

function isLast({ tries }: Delivery, { problem }: Try): boolean {
  return problem === 'gone' || problem === 'disabled' || backOffMs[tries - 1] === undefined;
}

/** Little may happen at a store: what has just happened is tried for a day first, however long ago the last one was that did not arrive. */
function isFailingLong({ webhook, delivery }: Claimed, now: number): boolean {
  return webhook.failingSince !== null && now - webhook.failingSince >= failingDays * day && now - delivery.at >= day;
}

/** The statement that plans the next try from now on; null gives it up. */
function failing(db: Database, delivery: Delivery, tried: Try, now: number | null): Statement {
  const ended =
    now === null ? { nextAt: null, givenUpAt: Date.now() } : { nextAt: now + (backOffMs[delivery.tries - 1] ?? 0) };
  return db
    .update(webhookDeliveries)
    .set({ ...ended, log: finished(tried) })
    .where(isClaimed(delivery));
}

function failingSince(db: Database, webhookId: string, now: number): Statement {
  return db
    .update(webhooks)
    .set({ failingSince: now })
    .where(and(eq(webhooks.id, webhookId), isNull(webhooks.failingSince)));
}

/** The log, in which the try that was begun has come to its end. */
function finished(tried: Try) {
  return sql`json_replace(${webhookDeliveries.log}, '$[#-1]', json(${JSON.stringify(tried)}))`;
}

/** Removes what happened too long ago. Safe to repeat. */
export async function removeOld(db: Database, now: number): Promise<void> {
  await db.delete(webhookDeliveries).where(lt(webhookDeliveries.at, now - keptDays * day));
}
