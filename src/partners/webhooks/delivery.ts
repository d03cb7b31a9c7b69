// Sending events to where partners want them: right after the response that caused them, and by Cron. Each try is claimed before
// (claiming.ts) and written down behind it (recording.ts); a Worker that dies in between leaves a delivery that Cron finds when the
// claim runs out. So an event may come twice, and never not at all; its `webhook-id` stays the same (decision 039).
import type { OpeningKeys } from '../../credentials/sealing.ts';
import { batch, type Database } from '../../web/database.ts';
import { logError } from '../../web/log.ts';
import { addressOf } from './addresses.ts';
import { bodyOf } from './bodies.ts';
import { claim, portion, releasing, type Claimed } from './claiming.ts';
import { isOfReceiver, outcomeOf, type Outcome } from './failures.ts';
import { recordTry } from './recording.ts';
import { signedHeaders } from './signing.ts';

/** What delivers: through `send`, which need do no more than fetch. */
export type Courier = {
  db: Database;
  openingKeys: OpeningKeys;
  send: (url: string, request: RequestInit) => Promise<Response>;
  /** Whether this is a developer's machine. */
  isLocal: boolean;
  /** How long a receiver may take to answer. */
  patienceMs: number;
};

/** As many tries are made at the same time: a Worker has six connections, and what waits for one loses its time. */
const lanes = 4;

/** How much is done at most: after a response, of which 30 s are left, and by Cron, of whose requests to elsewhere 1,000 are let out. */
const afterResponse = { rounds: 1, forMs: 10_000 };
const byCron = { rounds: 15, forMs: 4 * 60_000 };

/** Delivers what has become due since then; returns the ids of messages that came of it. Never throws: Cron tries again. */
export async function deliverSince(courier: Courier, since: number): Promise<string[]> {
  try {
    return await run(courier, since, afterResponse);
  } catch (error) {
    logError('webhooks_failed', error);
    return [];
  }
}

/** Delivers what is due, oldest first; returns the ids of messages that came of it. Safe to run twice at once. */
export function deliverDue(courier: Courier): Promise<string[]> {
  return run(courier, 0, byCron);
}

/** `without` are webhooks that are left out: their receivers fail. Those of `served` have had their turn, and wait for the others. */
type Run = { until: number; without: Set<string>; served: Set<string>; messageIds: string[] };

async function run(courier: Courier, since: number, { rounds, forMs }: typeof byCron): Promise<string[]> {
  const one: Run = { until: Date.now() + forMs, without: new Set(), served: new Set(), messageIds: [] };
  for (let round = 0; round < rounds && Date.now() < one.until;) {
    const { without, served } = one;
    const claimed = await claim(courier.db, { since, without: new Set([...without, ...served]) }, Date.now());
    await tryAll(courier, claimed, one);
    if (claimed.length < portion && served.size === 0) break;
    // Much that waits for one receiver, or is taken slowly, holds up nobody else: first everybody has a turn.
    if (claimed.length < portion) served.clear();
    else for (const { webhook } of claimed) served.add(webhook.id);
    if (claimed.length > 0) round += 1;
  }
  return one.messageIds;
}

/** Some at the same time. Of a receiver that does not answer the rest is given back: it would only hold up the others. */
async function tryAll(courier: Courier, claimed: readonly Claimed[], { until, without, messageIds }: Run) {
  const waiting = [...claimed];
  const left: Claimed[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (without.has(next.webhook.id) || Date.now() > until) left.push(next);
      else messageIds.push(...(await tryOne(courier, next, without)));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (left.length === 0) return;
  const deliveries = left.map(({ delivery }) => delivery);
  await batch(courier.db, [releasing(courier.db, deliveries, Date.now())]);
}

async function tryOne(courier: Courier, claimed: Claimed, without: Set<string>): Promise<string[]> {
  const began = Date.now();
  const outcome = await sent(courier, claimed, began);
  if (outcome.problem !== null && isOfReceiver(outcome.problem)) without.add(claimed.webhook.id);
  try {
    return await recordTry(courier.db, claimed, { at: began, ...outcome, ms: Date.now() - began });
  } catch (error) {
    logError('webhook_try_not_noted', error, { webhook: claimed.webhook.id, event: claimed.delivery.eventId });
    return [];
  }
}

async function sent(courier: Courier, { delivery, webhook, origin }: Claimed, now: number): Promise<Outcome> {
  if (webhook.disabledAt !== null) return { status: null, problem: 'disabled' };
  const url = addressOf(webhook.url, courier.isLocal);
  if (url === null) return { status: null, problem: 'address_refused' };
  const body = bodyOf(delivery, origin);
  let headers: Record<string, string>;
  try {
    headers = await signedHeaders(courier.openingKeys, webhook, { id: delivery.eventId, body }, now);
  } catch (error) {
    logError('webhook_secret_not_opened', error, { webhook: webhook.id });
    return { status: null, problem: 'broken' };
  }
  return answered(courier, url, { headers, body });
}

async function answered(
  { send, patienceMs }: Courier,
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
): Promise<Outcome> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const reply = await send(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'Regulars-Webhooks/1', ...headers },
      body,
      // What answers with another address might lead anywhere.
      redirect: 'manual',
      signal,
    });
    // Only the status counts: what else is said is not read.
    await reply.body?.cancel().catch(() => undefined);
    return outcomeOf(reply.status);
  } catch {
    return { status: null, problem: signal.aborted ? 'too_slow' : 'unreachable' };
  }
}
