// Every request has an id, one clock and one database, and leaves one line in the log.
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { AnyContext, AppEnv } from './context.ts';
import { openDatabase, type Database } from './database.ts';
import { log, logError } from './log.ts';
import { originOf } from './network.ts';

/** Gives the request its id, clock and database, and logs how it ended: by its route, never by its address. */
export const identified = createMiddleware<AppEnv>(async (c, next) => {
  const id = nameIn(c.req.header('CF-Ray')) ?? crypto.randomUUID();
  c.set('requestId', id);
  c.set('now', Date.now());
  c.set('db', openDatabase(c.env));
  await next();
  c.res.headers.set('X-Request-Id', id);
  log('request', { request: id, method: c.req.method, route: routePath(c, -1), status: c.res.status });
});

/** The name that the edge gave the request; where there is no edge, anybody may have written anything there. */
function nameIn(ray: string | undefined): string | undefined {
  return /^[\w-]{1,64}$/.exec(ray ?? '')?.[0];
}

/** What verbs are given of a request: the store, from where it comes, and the key of secrets. The database comes with the right to act. */
export function sceneOf(c: AnyContext, db: Database) {
  return { db, store: c.var.store, from: originOf(c), sealingKey: c.env.SEALING_KEY };
}

/** Does the work once the response is on its way, so that the visitor never waits for it. What fails is logged. */
export function afterResponse(c: AnyContext, name: string, work: () => Promise<unknown>): void {
  const done = scheduler.wait(0).then(work);
  c.executionCtx.waitUntil(done.catch((error: unknown) => logError('after_response_failed', error, { work: name })));
}

/** Writes what happened in a request: ids and names of problems only. Source: OWASP ASVS 5.0.0, 16.3.1. */
export function logEvent(c: AnyContext, event: string, fields: Record<string, string> = {}): void {
  log(event, { request: c.var.requestId, store: c.var.store.id, ...fields });
}
