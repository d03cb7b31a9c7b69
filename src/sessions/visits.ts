// The two ways a page reads. `read` is for the signed-in area: it answers with who is signed in, or sends the visitor to
// sign in. `look` is for pages that anybody may see and that show a name when there is one. Both wait for storage once.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { SignedIn } from '../customers/customers.ts';
import type { Store } from '../stores/stores.ts';
import type { AnyContext, AppEnv } from '../web/context.ts';
import { cookieOptions } from '../web/cookies.ts';
import { batch, openDatabase, type Database, type Results, type Statement } from '../web/database.ts';
import { isLanguage } from '../web/i18n.ts';
import { afterResponse } from '../web/requests.ts';
import { guardedRead, type Build, type Guard } from './guard.ts';
import type { sessions } from './schema.ts';
import { claimOf, customerLifetime, end as endSession, forget, touch, type Claim } from './sessions.ts';

const customerCookie = '__Host-customer';

/**
 * Reads as the signed-in customer; whoever is not signed in is sent to sign in. The database comes with the right, and the
 * claim, which is proved then.
 */
export type Read = <const S extends readonly Statement[]>(
  build: Build<S>,
) => Promise<{ who: SignedIn; claim: Claim; db: Database; rows: Results<S> }>;

/** Reads what anybody may see, and who is signed in, if anybody is. */
export type Look = <const S extends readonly Statement[] = []>(
  build?: (db: Database) => S,
) => Promise<{ who: SignedIn | null; rows: Results<S> }>;

type Row = { session: typeof sessions.$inferSelect };

/** Gives every request its `read` and `look`, guarded as the store's guard says. */
export function visits<R extends Row>(guardOf: (store: Store) => Guard<R, SignedIn>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const seen = async <const S extends readonly Statement[]>(build: Build<S>) => {
      const claim = await claimed(c);
      if (!claim) return null;
      const storage = { db: c.var.db, kv: c.env.SESSIONS };
      const found = await guardedRead(storage, guardOf(c.var.store), claim, build, c.var.now);
      if (found) welcome(c, found.who, found.row);
      const only = found?.who.confinedTo ?? null;
      if (only !== null && new URL(c.req.url).pathname !== only) {
        throw new HTTPException(303, { res: c.redirect(only, 303) });
      }
      return found && { ...found, claim };
    };
    const read: Read = async (build) => {
      const found = await seen(build);
      if (!found) throw new HTTPException(303, { res: toSignIn(c) });
      return { who: found.who, claim: found.claim, db: c.var.db, rows: found.rows };
    };
    const look: Look = async (build) => {
      const wanted = build ?? (() => [] as never);
      const found = await seen((db) => wanted(db));
      if (found) return found;
      return { who: null, rows: await batch(c.var.db, wanted(c.var.db)) };
    };
    c.set('read', read);
    c.set('look', look);
    await next();
  });
}

/** The customer's own language from here on, and a note that the session was used. */
function welcome(c: Context<AppEnv>, who: SignedIn, row: Row): void {
  const own = who.language ?? undefined;
  if (isLanguage(own) && c.var.store.languages.includes(own)) c.set('language', own);
  const noted = touch(openDatabase(c.env), row.session, c.var.now);
  if (noted) afterResponse(c, 'note_session', () => noted.run());
}

/** Back here afterwards, where "here" is a page. */
function toSignIn(c: Context): Response {
  const { pathname, search } = new URL(c.req.url);
  const next = c.req.method === 'GET' ? `?next=${encodeURIComponent(pathname + search)}` : '';
  return new Response(null, { status: 303, headers: { Location: `/login${next}` } });
}

/** What the visitor's cookie claims, unproved; null without one. */
export function claimed(c: AnyContext): Promise<Claim | null> {
  return claimOf(getCookie(c, customerCookie));
}

/** Gives the browser the cookie of a session that was just stored, in place of the one that just ended, if any. */
export function begin(c: AnyContext, cookie: string, replaced: Claim | null): void {
  setCookie(c, customerCookie, cookie, { ...cookieOptions, maxAge: customerLifetime.absoluteMs / 1000 });
  if (replaced) clear(c, [replaced]);
}

/** Ends the visitor's session, if there is one: first for good in D1, then in KV and in the browser. */
export async function end(c: Context<AppEnv>): Promise<void> {
  const claim = await claimed(c);
  leave(c);
  if (!claim) return;
  await endSession(c.var.db, claim, c.var.now);
  clear(c, [claim]);
}

/** Takes the cookie of an ended session out of the browser. */
export function leave(c: AnyContext): void {
  deleteCookie(c, customerCookie, cookieOptions);
}

/**
 * Takes ended sessions out of KV. They are nothing already, so of very many the rest may go by its time to live: a request
 * may not call KV without end.
 */
export function clear(c: AnyContext, claims: readonly Claim[]): void {
  if (claims.length === 0) return;
  const cleared = claims.slice(0, 100);
  afterResponse(c, 'clear_sessions', () => Promise.all(cleared.map((claim) => forget(c.env.SESSIONS, claim))));
}
