import type { Context } from 'hono';
import { mostTyped } from '../catalog/finding/searching.ts';
import type { AppEnv } from '../web/context.ts';

/** What an address looks for, as far as it is looked at: on one line, without what turns the direction of text around. */
export function soughtIn(c: Context<AppEnv>): { q: string; after: string | undefined } {
  const { q = '', after } = c.req.query();
  const typed = q.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return { q: typed.slice(0, mostTyped).toWellFormed(), after };
}

/** Where the page is that shows what these words find. */
export function addressOf(q: string): string {
  return `/search?${new URLSearchParams({ q }).toString()}`;
}
