// What a page may cost: waits for storage, rows read, bytes. The numbers are promises; see docs/operations.md.
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { aCustomer, signedIn, signIn } from './support/people.ts';
import { insider, pathFor, routes } from './support/routes.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const pages = routes.filter(({ method, for: audience }) => method === 'GET' && audience !== 'development');
const writes = routes.filter(({ method }) => method === 'POST');
const kilobyte = 1024;

it.each(pages)('$path waits for storage once, signed in', async (route) => {
  const browser = await insider(route, { group: 'gold' });
  const path = await pathFor(browser, route);
  await visitor().get('/login');
  const { counts, ...counted } = counting();
  await visitor({ cookies: browser.cookies, ...counted }).get(path);

  expect(counts.waits).toBeLessThanOrEqual(1);
  // The right to see it, what the page is about, and at most three lists on it; on paper all four of a customer's.
  expect(counts.statements).toBeLessThanOrEqual(route.path.endsWith('/print') ? 6 : 5);
});

it.each(pages)('$path waits for storage at most once for a visitor', async ({ path }) => {
  await visitor().get('/');
  const { counts, ...counted } = counting();
  await visitor(counted).get(path);

  expect(counts.waits).toBeLessThanOrEqual(1);
});

it.each(writes)('sending a form to $path waits for storage at most three times', async (route) => {
  await route.before?.();
  const browser = await insider(route);
  const path = await pathFor(browser, route);
  const { counts, ...counted } = counting();
  const reply = await visitor({ cookies: browser.cookies, ...counted }).post(path, route.form ?? {});

  expect(reply.status).toBeLessThan(411);
  expect(counts.waits).toBeLessThanOrEqual(3);
});

it('reads at most 60 rows for the overview, the same beside one customer as beside two hundred, and for a sign-in there', async () => {
  const { cookies } = await signedIn({ group: 'gold' });
  // The store is known by then, as it is to a Worker at work.
  await visitor().get('/login');
  const alone = counting();
  await visitor({ cookies, ...alone }).get('/account');
  for (let count = 0; count < 200; count += 1) await aCustomer({ email: `customer${count}@example.com` });
  await visitor().get('/login');
  const among = counting();
  await visitor({ cookies, ...among }).get('/account');
  const entering = counting();
  await signIn(visitor(entering));

  expect(alone.counts.rowsRead).toBeGreaterThan(0);
  expect(alone.counts.rowsRead).toBeLessThanOrEqual(60);
  expect(among.counts.rowsRead).toBe(alone.counts.rowsRead);
  expect(entering.counts.rowsRead).toBeGreaterThan(0);
  expect(entering.counts.rowsRead).toBeLessThanOrEqual(60);
});

it.each(pages.filter(({ path }) => !path.endsWith('/pdf')))('$path is at most 10 KB of HTML, packed', async (route) => {
  const browser = await insider(route, { name: 'Wilhelmina Bartholomea '.repeat(4) });
  const path = await pathFor(browser, route);

  expect(gzipSync((await browser.get(path)).text).length).toBeLessThanOrEqual(10 * kilobyte);
  expect(gzipSync((await visitor().get(path)).text).length).toBeLessThanOrEqual(10 * kilobyte);
});
