// A read: the key's right and what is asked for in one batch. What was read leaves only with the right.
import type { Context } from 'hono';
import type { AppEnv } from '../../web/context.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { logEvent } from '../../web/requests.ts';
import { isFile, type Asked, type Caller, type Endpoint, type Place } from '../contract.ts';
import { isRefusal, refused, type Refusal } from '../problems.ts';
import { allowanceOf, isTooMany } from './allowance.ts';
import type { Request } from './asking.ts';
import { admit, calling, type Called, type Claimed } from './calling.ts';
import { fileReply, jsonReply } from './replying.ts';

/** A call of an endpoint with a key that is not proved yet. */
export type Call = { c: Context<AppEnv>; endpoint: Endpoint; claimed: Claimed; place: Place };

/** A reply or refusal, and what its headers say of the key's allowance. */
export type Answer = { reply: Response | Refusal; headers: Record<string, string> };

/** Answers with what was read. */
export async function read({ c, endpoint, claimed, place }: Call, request: Request | Refusal): Promise<Answer> {
  const wanted = isRefusal(request) ? [] : statementsOf(endpoint, c.var.db, askedOf(request, ''), place);
  const [called, ...rows] = await batch(c.var.db, [calling(c.var.db, claimed), ...wanted] as const);
  const { refusal, headers } = entering(c, called[0], endpoint);
  if (refusal) return { reply: refusal, headers };
  if (isRefusal(request)) return { reply: request, headers };
  const shown = await endpoint.show?.(rows, askedOf(request, ''), place);
  if (isRefusal(shown)) return { reply: shown, headers };
  if (endpoint.media !== undefined && isFile(shown)) return { reply: fileReply(endpoint.media, shown), headers };
  return { reply: await jsonReply(c, endpoint, { status: 200, body: JSON.stringify(shown) }), headers };
}

/** Whether the key may, and is not used too much: who calls, or why not, which the log is told. */
export function entering(
  c: Context<AppEnv>,
  row: Called | undefined,
  { scope }: Endpoint,
): ({ caller: Caller; refusal: null } | { caller: null; refusal: Refusal }) & Pick<Answer, 'headers'> {
  const { now } = c.var;
  const headers = row ? allowanceOf(row, now) : {};
  const caller = row && isTooMany(row) ? refused('too_many_requests') : admit(row, scope, now);
  if (!isRefusal(caller)) return { caller, refusal: null, headers };
  logEvent(c, 'partner_refused', { problem: caller.problem, ...(row && { key: row.id }) });
  return { caller: null, refusal: caller, headers };
}

/** What was asked for, with the id of what is made. */
export function askedOf({ params, query, body }: Request, made: string): Asked<unknown, unknown, unknown> {
  return { params, query, body, made };
}

/** What an endpoint reads. Its types are those of its own contract, by which the request was checked. */
export function statementsOf(
  endpoint: Endpoint,
  db: Database,
  asked: Asked<unknown, unknown, unknown>,
  place: Place,
): readonly Statement[] {
  return endpoint.load?.(db, asked, place) ?? [];
}
