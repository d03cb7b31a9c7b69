// Every page, with D1 failing at each of its round trips, and before the isolate knows the store: calm, and nothing of anybody on it.
import { expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import * as stores from '../../src/stores/stores.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { wrongWithPage, wrongWithProblem } from '../support/calm.ts';
import { lost, noting } from '../support/faults.ts';
import { tell } from '../support/figures.ts';
import { atStandstill } from '../support/form-trials.ts';
import { aKey } from '../support/partners.ts';
import { requestFor } from '../support/requests/requests.ts';
import { insider, pathFor, routes, type Route } from '../support/routes.ts';
import { warm } from '../support/trials.ts';
import { visitor, type Reply } from '../support/visitor.ts';
import { difference, likenessOf, theWorld } from '../support/worlds.ts';

atStandstill();

const pages = routes.filter(({ method, for: whose }) => method === 'GET' && whose !== 'development');
const reads = endpoints.filter((one) => one.act === undefined);
let tried = 0;

/** What is wrong with the replies where each round trip fails in turn. */
async function wrongAt(
  send: (DB: D1Database) => Promise<Reply>,
  wrongWith: (reply: Reply) => string[],
): Promise<string[]> {
  const { db, asked } = noting();
  await warm(demoStores.goods);
  await send(db);
  const before = likenessOf(await theWorld(), { ignored: { partner_keys: ['used_at', 'calls', 'calls_from'] } });
  const wrong: string[] = [];
  for (let trip = 1; trip <= asked().trips; trip += 1) {
    await warm(demoStores.goods);
    const fault = lost(trip, 'before');
    const reply = await fault.around(send);
    tried += 1;
    // What fails behind the response is nobody's page.
    if (reply.status >= 500) wrong.push(...wrongWith(reply).map((what) => `trip ${trip}: ${what}`));
  }
  const after = likenessOf(await theWorld(), { ignored: { partner_keys: ['used_at', 'calls', 'calls_from'] } });
  return [...wrong, ...difference(before, after)];
}

/** Pages that scripts read, and files: what is refused there is no page. */
function wrongOn(route: Route): (reply: Reply) => string[] {
  return /json/.test(route.path)
    ? ({ headers }) => (headers.get('Content-Type') === 'application/problem+json' ? [] : ['is no problem'])
    : wrongWithPage;
}

it.each(pages)('GET $path', async (route) => {
  const browser = await insider(route, { name: 'Grace Hopper' });
  await route.before?.();
  const path = await pathFor(browser, route);
  const { cookies } = browser;

  expect(
    await wrongAt((DB) => visitor({ cookies, bindings: { DB }, language: 'de' }).get(path), wrongOn(route)),
  ).toEqual([]);
});

it.each(reads)('$operation', async ({ operation, method }) => {
  const { key, partnerId } = await aKey();
  const { path } = await requestFor(operation, partnerId);
  const headers = { Authorization: `Bearer ${key}` };
  const send = (DB: D1Database) =>
    visitor({ bindings: { DB } }).send(`/api/v1${path}`, { method: method.toUpperCase(), headers });

  expect(await wrongAt(send, wrongWithProblem)).toEqual([]);
});

it('is calm before the store is known, too, and says so as a page and to partners', async () => {
  const { key } = await aKey();
  stores.forget();
  const browser = visitor({ bindings: { DB: lostForGood() }, language: 'de' });
  for (const path of ['/', '/account', '/admin']) {
    const reply = await browser.get(path);
    expect([reply.status, reply.headers.get('Content-Type')]).toEqual([503, 'text/html; charset=UTF-8']);
    expect(reply.text).toContain('Wir sind gleich zurück');
    expect(reply.text).toContain(reply.headers.get('X-Request-Id') ?? 'none');
  }
  const reply = await browser.send('/api/v1/groups', { headers: { Authorization: `Bearer ${key}` } });
  expect(wrongWithProblem(reply)).toEqual([]);
});

/** D1 that never answers well. */
function lostForGood(): D1Database {
  return { prepare: () => refuse(), batch: () => refuse() } as unknown as D1Database;
}

function refuse(): never {
  throw new Error('D1_ERROR: Network connection lost.');
}

it('was tried at every round trip', (context) => {
  tell(context, {
    'pages and reads of partners, with D1 failing at each round trip': `${pages.length + reads.length} × ${tried}`,
  });
  expect(tried).toBeGreaterThan(pages.length);
});
