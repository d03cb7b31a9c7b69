// The ways a page reads. `read` is for the signed-in area: it answers with who is signed in, or sends the visitor to sign in.
// `look` is for pages that anybody may see and that show a name when there is one. `as` is for staff, and names the role that
// it takes. All wait for storage once.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { SignedIn } from '../customers/customers.ts';
import type { Role, Staff } from '../staff/roles.ts';
import type { Store } from '../stores/stores.ts';
import type { AnyContext, AppEnv } from '../web/context.ts';
import { cookieOptions } from '../web/cookies.ts';
import { batch, openDatabase, type Database, type Results, type Statement } from '../web/database.ts';
import { isLanguage } from '../web/i18n.ts';
import { RoleRefusal } from '../web/refusals.ts';
import { afterResponse, logEvent } from '../web/requests.ts';
import { guardedRead, type Build, type Confinement, type Guard } from './guard.ts';
import type { sessions } from './schema.ts';
import {
  claimOf,
  customerLifetime,
  end as endSession,
  forget,
  staffLifetime,
  touch,
  type Claim,
  type Lifetime,
} from './sessions.ts';

/** How an audience comes in: its cookie, how long its sessions last, and where it signs in. */
export type Door = {
  cookie: string;
  lifetime: Lifetime;
  signIn: string;
  /** Whether the page to which somebody is confined leads on to the one that they wanted. */
  leadsOn: boolean;
};

export const customerDoor: Door = {
  cookie: '__Host-customer',
  lifetime: customerLifetime,
  signIn: '/login',
  leadsOn: false,
};
export const staffDoor: Door = {
  cookie: '__Host-staff',
  lifetime: staffLifetime,
  signIn: '/admin/login',
  leadsOn: true,
};

/** What a page of the signed-in area gets: who, the claim (proved by now), the database, and the rows that it asked for. */
type Seen<Who, S extends readonly Statement[]> = { who: Who; claim: Claim; db: Database; rows: Results<S> };

/**
 * Reads as the signed-in customer; whoever is not signed in is sent to sign in. The database comes with the right, and the
 * claim, which is proved then.
 */
export type Read = <const S extends readonly Statement[]>(build: Build<S>) => Promise<Seen<SignedIn, S>>;

/**
 * Reads what anybody may see, and who is signed in, if anybody is. What is read for a customer by the id that their cookie claims is
 * shown only if the claim is good; otherwise it is read again for nobody.
 */
export type Look = <const S extends readonly Statement[] = []>(
  build?: (db: Database, customerId: string | null) => S,
) => Promise<{ who: SignedIn | null; rows: Results<S> }>;

/**
 * Reads as a member of staff of at least this role; others are refused, and whoever is not signed in is sent to sign in. With
 * `provedFor`, a page to come back to, whoever has not said their password lately is asked for it first.
 */
export type As = <const S extends readonly Statement[]>(
  role: Role,
  build: Build<S>,
  provedFor?: string,
) => Promise<Seen<Staff, S>>;

/** What staff may do, as the staff's own rules say. */
type StaffRules = {
  isAtLeast: (role: Role, wanted: Role) => boolean;
  isProved: (who: Staff, now: number) => boolean;
};

type Row = { session: typeof sessions.$inferSelect };
type Known = { language: string | null; confinedTo: Confinement | null };

/** Gives every request its `read` and `look`, guarded as the store's guard says. */
export function visits<R extends Row>(guardOf: (store: Store) => Guard<R, SignedIn>) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const read: Read = async (build) => (await seen(c, customerDoor, guardOf, build)) ?? refuse(c, customerDoor);
    const look: Look = async (build) => {
      const wanted = build ?? (() => [] as never);
      const found = await seen(c, customerDoor, guardOf, (db, { holderId }) => wanted(db, holderId));
      return found ?? { who: null, rows: await batch(c.var.db, wanted(c.var.db, null)) };
    };
    c.set('read', read);
    c.set('look', look);
    await next();
  });
}

/** Gives every request of /admin its `as`. */
export function staffVisits<R extends Row>(guardOf: (store: Store) => Guard<R, Staff>, rules: StaffRules) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const as: As = async (role, build, provedFor) => {
      const found = (await seen(c, staffDoor, guardOf, build)) ?? refuse(c, staffDoor);
      if (!rules.isAtLeast(found.who.role, role)) {
        logEvent(c, 'not_allowed', { staff: found.who.id, role: found.who.role, needed: role });
        throw new RoleRefusal(found.who);
      }
      if (provedFor !== undefined && !rules.isProved(found.who, c.var.now)) {
        throw new HTTPException(303, { res: c.redirect(`/admin/proof?next=${encodeURIComponent(provedFor)}`, 303) });
      }
      return found;
    };
    c.set('as', as);
    await next();
  });
}

async function seen<R extends Row, Who extends Known, const S extends readonly Statement[]>(
  c: Context<AppEnv>,
  door: Door,
  guardOf: (store: Store) => Guard<R, Who>,
  build: Build<S>,
): Promise<Seen<Who, S> | null> {
  const claim = await claimed(c, door);
  if (!claim) return null;
  const storage = { db: c.var.db, kv: c.env.SESSIONS };
  const guard = guardOf(c.var.store);
  const found = await guardedRead(storage, guard, claim, build, c.var.now);
  if (found) welcome(c, door, guard, found);
  const only = found?.who.confinedTo ?? null;
  if (only !== null && !only.includes(new URL(c.req.url).pathname)) {
    throw new HTTPException(303, { res: c.redirect(`${only[0]}${door.leadsOn ? onwards(c) : ''}`, 303) });
  }
  return found && { who: found.who, claim, db: c.var.db, rows: found.rows };
}

/** The visitor's own language from here on, and a note that the session was used, where somebody used it. */
function welcome<R extends Row, Who extends Known>(
  c: Context<AppEnv>,
  { lifetime }: Door,
  guard: Guard<R, Who>,
  { who, row }: { who: Who; row: R },
): void {
  const own = who.language ?? undefined;
  if (isLanguage(own) && c.var.store.languages.includes(own)) c.set('language', own);
  if (c.var.isByItself) return;
  const db = openDatabase(c.env);
  const noted = touch(db, row.session, lifetime, c.var.now);
  if (noted) afterResponse(c, 'note_session', () => batch(db, [noted, ...(guard.noted?.(db, who, c.var.now) ?? [])]));
}

/** To the door, and back here afterwards, where "here" is a page. */
function refuse(c: Context, { signIn }: Door): never {
  // Robots sign in nowhere: what they are answered in place of somebody's page is not to be found.
  const headers = { Location: `${signIn}${onwards(c)}`, 'X-Robots-Tag': 'noindex' };
  const res = new Response(null, { status: 303, headers });
  throw new HTTPException(303, { res });
}

/** The page that was asked for, as the query of the one that comes before it. */
function onwards(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return c.req.method === 'GET' ? `?next=${encodeURIComponent(pathname + search)}` : '';
}

/** What the visitor's cookie claims, unproved; null without one. */
export function claimed(c: AnyContext, door = customerDoor): Promise<Claim | null> {
  return claimOf(getCookie(c, door.cookie));
}

/** Gives the browser the cookie of a session that was just stored, in place of the one that just ended, if any. */
export function begin(c: AnyContext, cookie: string, replaced: Claim | null, door = customerDoor): void {
  setCookie(c, door.cookie, cookie, { ...cookieOptions, maxAge: door.lifetime.absoluteMs / 1000 });
  if (replaced) clear(c, [replaced]);
}

/**
 * Ends the visitor's session, if there is one: first for good in D1, then in KV and in the browser. What is `told` of it stands
 * behind it in the same batch; the claim is proved if that changed a row.
 */
export async function end(c: Context<AppEnv>, door: Door, told: (claim: Claim) => Statement[]): Promise<void> {
  const claim = await claimed(c, door);
  leave(c, door);
  if (!claim) return;
  await batch(c.var.db, [endSession(c.var.db, claim, c.var.now), ...told(claim)]);
  clear(c, [claim]);
}

/** Takes the cookie of an ended session out of the browser, and the pages that the browser holds ready to go back to. */
export function leave(c: AnyContext, door = customerDoor): void {
  deleteCookie(c, door.cookie, cookieOptions);
  c.header('Clear-Site-Data', '"cache"');
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
