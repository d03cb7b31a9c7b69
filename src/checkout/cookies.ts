// What a browser holds of a checkout: a token that finds what was filled in, and, once an order came of it, a mark that says so.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { AppEnv } from '../web/context.ts';
import { cookieOptions } from '../web/cookies.ts';
import { sha256 } from '../web/secrets.ts';
import { keptMs } from './checkouts.ts';

const cookie = '__Host-checkout';

export type Held = {
  token: string;
  tokenHash: string;
  /** Whether it is still on its way to an order, as far as the browser knows. */
  isOpen: boolean;
};

/** What the browser holds; null without anything that looks like it. */
export async function heldIn(c: Context<AppEnv>): Promise<Held | null> {
  const [, token, mark] = /^([A-Za-z0-9_-]{43})(~placed)?$/.exec(getCookie(c, cookie) ?? '') ?? [];
  return token ? { token, tokenHash: await sha256(token), isOpen: mark === undefined } : null;
}

/** Lets the browser hold the token. */
export function hold(c: Context<AppEnv>, token: string): void {
  setCookie(c, cookie, token, { ...cookieOptions, maxAge: keptMs / 1000 });
}

/** Marks that an order came of it. It still finds that order, so that sending it again leads there. */
export function markPlaced(c: Context<AppEnv>, token: string): void {
  hold(c, `${token}~placed`);
}

/** The secret that opens the page of a guest's order: it follows from the token, so that whoever sends the order again has it too. */
export function orderSecretOf(token: string): Promise<string> {
  return sha256(`order of ${token}`);
}
