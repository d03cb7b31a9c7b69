// Sessions that begin without anybody typing a password: hashing one takes a quarter of a second, and most tests are about
// something else.
import { env } from 'cloudflare:workers';
import { prepare, type Lifetime } from '../../src/sessions/sessions.ts';
import { openDatabase } from '../../src/web/database.ts';
import type { Visitor } from './visitor.ts';

/** Gives the browser a session of this holder, as signing in does. */
export async function beginSession(
  browser: Visitor,
  cookie: string,
  holderId: string,
  lifetime: Lifetime,
): Promise<void> {
  const session = await prepare({ holderId, device: '', place: '' }, lifetime, Date.now());
  await session.statement(openDatabase(env));
  await session.store(env.SESSIONS);
  // Whoever signs in has seen a page before, so the isolate knows the store.
  await browser.get('/activated');
  browser.cookies.set(cookie, session.cookie);
}
