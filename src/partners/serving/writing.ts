// A write: the key is proved and, of a POST, its Idempotency-Key claimed in one batch; the verb changes something once and whole; its
// reply is read in the batch of the change and kept after it. A refusal changes nothing and is not kept.
import { sql, type SQL } from 'drizzle-orm';
import { deliverAfter } from '../../messages/posting.ts';
import { clear } from '../../sessions/visits.ts';
import { batch, type Statement } from '../../web/database.ts';
import { newKey } from '../../web/ids.ts';
import { byKey, originOf } from '../../web/network.ts';
import { afterResponse } from '../../web/requests.ts';
import type { Acting, Asked, Caller } from '../contract.ts';
import { isRefusal, refused, type Refusal } from '../problems.ts';
import type { Request } from './asking.ts';
import { calling, isGood } from './calling.ts';
import { holding, isMoved, isNamed, tagOf, versionOf } from './matching.ts';
import { askedOf, entering, statementsOf, type Answer, type Call } from './reading.ts';
import * as repeating from './repeating.ts';
import { jsonReply } from './replying.ts';
import { withEachWrite } from './writes.ts';

/** A write whose key is proved. */
type Work = {
  call: Call;
  request: Request;
  caller: Caller;
  claim: Claim | null;
  /** With If-Match: the version of the thing, and what shows how it looks. */
  seen: { version: unknown; rows: readonly unknown[] };
};

/** An Idempotency-Key as we claim it, and as it stands. */
type Claim = { mine: repeating.Repeatable; kept: repeating.Kept };

/** Does what is asked for and answers with how it looks then. */
export async function write(call: Call, request: Request | Refusal): Promise<Answer> {
  const { c, endpoint, claimed } = call;
  const { db } = c.var;
  const mine = isRefusal(request) ? null : repeatableOf(call, request);
  const { version, look } = matchingOf(call, request);
  const [called, [kept], [seen], ...rows] = await batch(db, [
    calling(db, claimed),
    mine ? repeating.claiming(db, mine, isGood(claimed)) : repeating.claimingNothing(db),
    versionOf(db, version),
    ...look,
  ] as const);
  const { caller, refusal, headers } = entering(c, called[0], endpoint);
  const claim = mine && kept ? { mine, kept } : null;
  const wrong = refusal ?? (isRefusal(request) ? request : null);
  if (wrong || isRefusal(request) || caller === null) {
    release(call, claim, true);
    return { reply: wrong ?? refused('broken'), headers };
  }
  const work = { call, request, caller, claim, seen: { version: seen?.version ?? null, rows } };
  return { reply: await answerTo(work), headers };
}

/** A POST has a key of its own; other methods may be sent again as they are. */
function repeatableOf({ c, place }: Call, { repeated }: Request): repeating.Repeatable | null {
  const { store, now } = c.var;
  return (
    repeated && {
      ...repeated,
      storeId: store.id,
      partner: place.partner,
      claim: crypto.randomUUID(),
      made: newKey(now),
      now,
    }
  );
}

/** With If-Match: the version of the thing, and what shows how it looks. */
function matchingOf(
  { c, endpoint, place }: Call,
  request: Request | Refusal,
): { version: SQL; look: readonly Statement[] } {
  const isAsked = c.req.header('If-Match') !== undefined;
  if (isRefusal(request) || !isAsked || !endpoint.version) return { version: sql`null`, look: [] };
  const asked = askedOf(request, '');
  return { version: endpoint.version(asked, place), look: statementsOf(endpoint, c.var.db, asked, place) };
}

async function answerTo(work: Work): Promise<Response | Refusal> {
  const { call, request, claim } = work;
  switch (claim ? repeating.standing(claim.kept, claim.mine) : 'ours') {
    case 'reused':
      return refused('idempotency_key_reused');
    case 'in_flight':
      return refused('idempotency_in_flight');
    case 'replied':
      return replayed(call, claim?.kept);
    case 'done': {
      const asked = askedOf(request, claim?.kept.made ?? '');
      const rows = await batch(call.c.var.db, statementsOf(call.endpoint, call.c.var.db, asked, call.place));
      const reply = await shown(work, asked, rows);
      return isRefusal(reply) ? reply : asReplayed(reply);
    }
    case 'ours':
      return tried(work);
  }
}

async function replayed({ c, endpoint }: Call, kept: repeating.Kept | undefined): Promise<Response> {
  return asReplayed(await jsonReply(c, endpoint, { status: kept?.status ?? endpoint.status, body: kept?.reply ?? '' }));
}

function asReplayed(reply: Response): Response {
  reply.headers.set('Idempotency-Replayed', 'true');
  return reply;
}

/** Does it; where nothing was changed the Idempotency-Key is free again. */
async function tried(work: Work): Promise<Response | Refusal> {
  try {
    const reply = await done(work);
    if (isRefusal(reply)) release(work.call, work.claim, true);
    return reply;
  } catch (error) {
    release(work.call, work.claim, false);
    if (repeating.isOvertaken(error)) return refused('idempotency_in_flight');
    if (isMoved(error)) return refused('stale');
    throw error;
  }
}

/** Does it, unless the thing is not as If-Match says; what belongs behind it is done after the reply. */
async function done(work: Work): Promise<Response | Refusal> {
  const { call, request, caller, claim } = work;
  const { c, endpoint, place } = call;
  const { db, store, now } = c.var;
  const held = await heldBy(work);
  if (isRefusal(held)) return held;
  const asked = askedOf(request, claim?.kept.made ?? newKey(now));
  const look = statementsOf(endpoint, db, asked, place);
  const before = [...held, ...(claim ? [repeating.marking(db, claim.kept, claim.mine.claim)] : [])];
  const behind = [...look, ...(claim ? [repeating.settling(db, claim.kept, claim.mine.claim)] : [])];
  const writes = withEachWrite(db, { before, behind });
  const from = byKey(originOf(c), { name: caller.partnerName, prefix: caller.prefix });
  const acting: Acting = { db: writes.db, store, sealingKey: c.env.SEALING_KEY, from, caller };
  const outcome = (await endpoint.act?.(acting, asked, now)) ?? refused('broken');
  if (!outcome.ok) return outcome;
  deliverAfter(c, outcome.messageIds ?? []);
  clear(c, outcome.ended ?? []);
  return shown(work, asked, writes.shown()?.slice(0, look.length) ?? (await batch(db, look)));
}

/** The statements that hold the thing as If-Match says it is, until the write; none where nothing is said. */
async function heldBy({ call, request, seen }: Work): Promise<readonly Statement[] | Refusal> {
  const { c, endpoint, place } = call;
  const named = c.req.header('If-Match');
  if (named === undefined || !endpoint.version) return [];
  const asked = askedOf(request, '');
  const now = await endpoint.show?.(seen.rows, asked, place);
  if (now === undefined || isRefusal(now) || !isNamed(await tagOf(JSON.stringify(now)), named)) return refused('stale');
  return [holding(c.var.db, endpoint.version(asked, place), seen.version)];
}

async function shown(
  { call, claim }: Work,
  asked: Asked<unknown, unknown, unknown>,
  rows: readonly unknown[],
): Promise<Response | Refusal> {
  const { c, endpoint, place } = call;
  const { status } = endpoint;
  const value = endpoint.show ? await endpoint.show(rows, asked, place) : undefined;
  if (isRefusal(value)) return value;
  const body = value === undefined ? '' : JSON.stringify(value);
  const customerId = customerIn(value, asked);
  if (claim && !endpoint.isSecret && customerId !== null) {
    const reply = { status, body, customerId: customerId ?? null };
    afterResponse(c, 'keep_reply', () => batch(c.var.db, [repeating.keeping(c.var.db, claim.kept, reply)]));
  }
  return jsonReply(c, endpoint, { status, body });
}

/**
 * The customer whom a reply tells of, by itself or by where it was asked for: it is kept no longer than they are. Null of a guest, with
 * whom nothing would go, so nothing is kept; undefined where it tells of nobody.
 */
function customerIn(
  value: unknown,
  { params }: Pick<Asked<unknown, unknown, unknown>, 'params'>,
): string | null | undefined {
  const { id, customer_id: customerId } = (value ?? {}) as { id?: unknown; customer_id?: unknown };
  if (customerId === null) return null;
  const { id: asked } = (params ?? {}) as { id?: unknown };
  const isCustomer = (one: unknown) => typeof one === 'string' && one.startsWith('cus_');
  return [customerId, id, asked].filter(isCustomer).map(String)[0];
}

function release({ c }: Call, claim: Claim | null, isRefused: boolean): void {
  if (!claim) return;
  const { kept, mine } = claim;
  afterResponse(c, 'release_request', () =>
    batch(c.var.db, [repeating.releasing(c.var.db, kept, mine.claim, isRefused)]),
  );
}
