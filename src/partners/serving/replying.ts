// Replies as partners get them: JSON or a file, a refusal as problem+json, never kept by anybody on the way.
import type { Context } from 'hono';
import type { AppEnv } from '../../web/context.ts';
import { download } from '../../web/downloads.ts';
import type { Endpoint, File } from '../contract.ts';
import { problemOf, type Problem, type Refusal } from '../problems.ts';
import { isNamed, tagOf } from './matching.ts';

/** A reply of JSON that was written already: of one thing with its ETag, and 304 for whoever has it. */
export async function jsonReply(
  c: Context<AppEnv>,
  { isSingle, method }: Pick<Endpoint, 'isSingle' | 'method'>,
  { status, body }: { status: number; body: string },
): Promise<Response> {
  const headers = new Headers({ 'Content-Type': 'application/json' });
  if (isSingle && body !== '') {
    const tag = await tagOf(body);
    headers.set('ETag', tag);
    const known = c.req.header('If-None-Match');
    if (method === 'get' && known !== undefined && isNamed(tag, known))
      return new Response(null, { status: 304, headers: { ETag: tag } });
  }
  return status === 204 ? new Response(null, { status }) : new Response(body, { status, headers });
}

/** A file to be saved. */
export function fileReply(type: string, { bytes, name }: File): Response {
  return new Response(bytes, { headers: download(type, name) });
}

/** A refusal. */
export function problemReply(c: Context<AppEnv>, refusal: Refusal): Response {
  const { status, body } = problemOf(refusal, c.var.requestId);
  const headers = new Headers({ 'Content-Type': 'application/problem+json', ...hints[refusal.problem] });
  return new Response(body, { status, headers });
}

/** What a refusal says beside itself: how to be let in (RFC 6750), when to ask again. */
const hints: Partial<Record<Problem, Record<string, string>>> = {
  key_missing: { 'WWW-Authenticate': 'Bearer realm="api"' },
  key_invalid: { 'WWW-Authenticate': 'Bearer realm="api", error="invalid_token"' },
  key_expired: { 'WWW-Authenticate': 'Bearer realm="api", error="invalid_token"' },
  key_revoked: { 'WWW-Authenticate': 'Bearer realm="api", error="invalid_token"' },
  key_without_maker: { 'WWW-Authenticate': 'Bearer realm="api", error="invalid_token"' },
  scope_missing: { 'WWW-Authenticate': 'Bearer realm="api", error="insufficient_scope"' },
  idempotency_in_flight: { 'Retry-After': '1' },
};
