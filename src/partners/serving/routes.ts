// How every endpoint is served: the key and what is asked for are proved and read in one batch; a refusal comes before anything is
// done; what is sent again is done once. Endpoints say what they read and which verb they call, and have no part in this.
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { openingKeysOf } from '../../credentials/sealing.ts';
import type { AppEnv } from '../../web/context.ts';
import { isOutage } from '../../web/errors.tsx';
import { logError } from '../../web/log.ts';
import { originOf } from '../../web/network.ts';
import { sha256 } from '../../web/secrets.ts';
import type { Endpoint } from '../contract.ts';
import { refused, type Refusal } from '../problems.ts';
import { mostBytes, requestOf } from './asking.ts';
import { partnerOf } from './calling.ts';
import { read } from './reading.ts';
import { problemReply } from './replying.ts';
import { versionAsked, versionHeader } from './versions.ts';
import { write } from './writing.ts';

/** The addresses of these endpoints, with what is refused at all others. */
export function serving(endpoints: readonly Endpoint[]): Hono<AppEnv> {
  const api = new Hono<AppEnv>();
  api.onError(failed);
  api.use(fenced, speaking);
  api.use(bodyLimit({ maxSize: mostBytes, onError: (c) => problemReply(c, refused('too_large')) }));
  for (const endpoint of endpoints) {
    api.on(endpoint.method.toUpperCase(), routeOf(endpoint), (c) => serve(c, endpoint));
  }
  for (const path of new Set(endpoints.map(routeOf))) {
    const methods = endpoints.filter((one) => routeOf(one) === path).map(({ method }) => method.toUpperCase());
    api.all(path, (c) => {
      const reply = problemReply(c, refused('method_not_allowed'));
      reply.headers.set('Allow', methods.join(', '));
      return reply;
    });
  }
  api.all('*', (c) => problemReply(c, refused('not_found')));
  return api;
}

/** `/groups/{id}` as Hono reads it. */
function routeOf({ path }: Endpoint): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** The outer fence: whoever guesses keys from one network is stopped before the database is asked. */
const fenced = createMiddleware<AppEnv>(async (c, next) => {
  const { success } = await c.env.PARTNER_LIMIT.limit({ key: originOf(c).network });
  if (success) return next();
  const reply = problemReply(c, refused('too_many_requests'));
  reply.headers.set('Retry-After', '60');
  return reply;
});

/** Which version is spoken. */
const speaking = createMiddleware<AppEnv>(async (c, next) => {
  const version = versionAsked(c.req.header(versionHeader));
  if (version === null) return problemReply(c, refused('version_unknown'));
  await next();
  c.res.headers.set(versionHeader, version);
  return undefined;
});

async function serve(c: Context<AppEnv>, endpoint: Endpoint): Promise<Response> {
  const key = keyIn(c.req.header('Authorization'));
  if (key === null) return problemReply(c, refused('key_missing'));
  const request = await requestOf(c, endpoint);
  const { store, now } = c.var;
  const claimed = { hash: await sha256(key), store, now };
  const place = { store, now, keyHash: claimed.hash, partner: partnerOf(claimed), openingKeys: openingKeysOf(c.env) };
  const call = { c, endpoint, claimed, place };
  const answer = endpoint.act === undefined ? await read(call, request) : await write(call, request);
  if (answer.reply instanceof Response) return withHeaders(answer.reply, answer.headers);
  return withHeaders(problemReply(c, answer.reply), answer.headers);
}

function withHeaders(reply: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) reply.headers.set(name, value);
  return reply;
}

/** The key of the header (RFC 6750); null where there is none that could be one. */
function keyIn(header: string | undefined): string | null {
  return /^Bearer ([!-~]{1,200})$/i.exec(header ?? '')?.[1] ?? null;
}

/** What was thrown: storage that is down as such, all else as a bug of ours. */
function failed(error: Error, c: Context<AppEnv>): Response {
  const problem: Refusal = refused(isOutage(error) ? 'unavailable' : 'broken');
  logError('partner_request_failed', error, { request: c.var.requestId, problem: problem.problem });
  return problemReply(c, problem);
}
