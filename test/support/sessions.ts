// Sessions that begin without anybody typing a password: hashing one takes a quarter of a second, and most tests are about
// something else.
import { env } from 'cloudflare:workers';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { prepare, type Lifetime } from '../../src/sessions/sessions.ts';
import { openDatabase } from '../../src/web/database.ts';
import type { Visitor } from './visitor.ts';

/** Gives the browser a session of this holder, as signing in does. */
export async function beginSession(
  browser: Visitor,
  cookie: string,
  { holderId, store }: { holderId: string; store: DemoStore },
  lifetime: Lifetime,
): Promise<void> {
  const begin = { holderId, poolId: demoStores[store].poolId, device: '', place: '' };
  const session = await prepare(begin, lifetime, Date.now());
  await session.statement(openDatabase(env));
  await session.store(env.SESSIONS);
  // Whoever signs in has seen a page before, so the isolate knows the store.
  await browser.get('/activated');
  browser.cookies.set(cookie, session.cookie);
}
