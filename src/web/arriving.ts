// What a visitor wants to have once they have signed in: it waits in a cookie, and goes in with the batch of their sign-in. The
// browser may send anything in the cookie, so each entry must look like one, and the statements must take what is not true of it.
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { Member } from '../customers/customers.ts';
import type { AppEnv } from './context.ts';
import { cookieOptions } from './cookies.ts';
import type { Database, Statement } from './database.ts';

/** How long a visitor may take to sign in, in seconds. */
const waitsSeconds = 86_400;

type Arrivals = {
  cookie: string;
  /** What an entry looks like; without dots, which stand between them. */
  entry: RegExp;
  /** How many wait, the latest of them. */
  most: number;
  /** Gives what waited to whoever the visitor turned out to be. */
  given: (db: Database, owner: Member, entries: readonly string[], now: number) => readonly Statement[];
};

type Waiting = {
  /** What waits. */
  waitingIn: (c: Context<AppEnv>) => readonly string[];
  /** Lets something wait, given what waits already. */
  keep: (c: Context<AppEnv>, changed: (entries: readonly string[]) => readonly string[]) => void;
  /** For the sign-in: puts what waits into its batch. */
  bringing: MiddlewareHandler<AppEnv>;
};

/** Things of one kind that wait for a sign-in. */
export function arrivals({ cookie, entry, most, given }: Arrivals): Waiting {
  const waitingIn = (c: Context<AppEnv>): string[] => {
    const entries = (getCookie(c, cookie) ?? '').split('.');
    return entries.filter((one) => entry.test(one)).slice(-most);
  };
  const bringing = createMiddleware<AppEnv>(async (c, next) => {
    const waiting = c.req.method === 'POST' ? waitingIn(c) : [];
    if (waiting.length === 0) return next();
    const { store, now, arriving: others } = c.var;
    let isBrought = false;
    c.set('arriving', (db, customerId) => {
      isBrought = true;
      return [...(others?.(db, customerId) ?? []), ...given(db, { store, customerId }, waiting, now)];
    });
    await next();
    if (isBrought && c.res.status === 303) deleteCookie(c, cookie, cookieOptions);
  });
  return {
    waitingIn,
    keep: (c, changed) => {
      const entries = changed(waitingIn(c)).slice(-most);
      if (entries.length === 0) {
        deleteCookie(c, cookie, cookieOptions);
        return;
      }
      setCookie(c, cookie, entries.join('.'), { ...cookieOptions, maxAge: waitsSeconds });
    },
    bringing,
  };
}
