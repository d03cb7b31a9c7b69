// `npm run demo -- --customers 100000 --orders 100000`: gives Harbour Goods of the local demo that many more customers, and its
// customers that many orders; `--orders 10000 --of ada@example.com` gives them to one. With `--measure`, or as
// `npm run bench:customers`, it prints what lists and searches of the customers that are there read in D1, and what they cost the
// Worker in CPU. `--state` names another folder than that of `npm run dev`.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hashPassword } from '../src/credentials/hashing.ts';
import { asking } from '../src/customers/finding/finding.ts';
import { wantedSchema } from '../src/customers/finding/input.ts';
import { gather } from '../src/demo/crowd.ts';
import { demoStaff } from '../src/demo/people.ts';
import { demoStores } from '../src/demo/shops.ts';
import { trade } from '../src/demo/trade.ts';
import * as stores from '../src/stores/stores.ts';
import { openDatabase } from '../src/web/database.ts';
import { build } from './build.ts';
import { ask, cpuOf, startWorker, type Running } from './cpu.ts';
import { prepare } from './serve.ts';
import { storageIn, type Storage } from './storage.ts';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '0' },
    orders: { type: 'string', default: '0' },
    of: { type: 'string' },
    measure: { type: 'boolean', default: false },
    state: { type: 'string', default: '.wrangler/state' },
  },
});

/** What is asked for, by what a person would call it. */
const questions: Record<string, Record<string, string>> = {
  'the newest': {},
  'by name': { sort: 'name' },
  'by turnover': { sort: 'turnover' },
  contacts: { registered: 'no' },
  'part of a name: novak': { q: 'Novák' },
  'a letter: s': { q: 's' },
  'name and surname: grace o’br': { q: 'Grace O’Br' },
  'an e-mail: grace.h': { q: 'grace.h' },
  'a phone number: +420 60': { q: '+420 60' },
};

const lastMeasured = 50;

/** Prints what the first page and the fiftieth of each question read. */
async function measure(env: Storage['env']): Promise<void> {
  const store = await stores.atHost(openDatabase(env), demoStores.goods.hostname, Date.now());
  if (!store) throw new Error('no demo store');
  console.log(`${'rows read per row shown'.padEnd(32)} page 1   page ${lastMeasured}`);
  for (const [name, question] of Object.entries(questions)) {
    const figures = await figuresOf(env, store, question);
    const last = figures[lastMeasured - 1]?.toFixed(2) ?? `(${figures.length} pages)`;
    console.log(`${name.padEnd(32)} ${(figures[0] ?? 0).toFixed(2)}     ${last}`);
  }
}

/** Rows read per row shown, of each page from the first. */
async function figuresOf(
  env: Storage['env'],
  store: stores.Store,
  question: Record<string, string>,
): Promise<number[]> {
  const db = openDatabase(env);
  const figures: number[] = [];
  for (let after: string | null = null; figures.length < lastMeasured;) {
    const asked = asking(store, { ...wantedSchema(store).parse(question), after });
    if (!asked.ok) throw new Error(asked.problem);
    const { sql, params } = asked.statement(db).toSQL();
    const { meta } = await env.DB.prepare(sql)
      .bind(...params)
      .run();
    const { customers, next } = asked.pageOf(await asked.statement(db));
    figures.push(meta.rows_read / Math.max(customers.length, 1));
    if (next === null) break;
    after = next;
  }
  return figures;
}

/** What the list may cost the Worker. */
const mostCpuMs = 50;

/** Prints the Worker's CPU for pages of the list, and fails where one costs too much. */
async function measureCpu(): Promise<void> {
  await build();
  const worker = await startWorker(values.state);
  try {
    const origin = `http://${demoStores.goods.hostname}:8787`;
    const headers = { Cookie: await signIn(worker, origin) };
    const list = `${origin}/admin/customers`;
    const search = (q: string) => `${list}?${new URLSearchParams({ q }).toString()}`;
    const addresses: Record<string, string> = {
      'the newest': list,
      [`the newest, page ${lastMeasured}`]: await pageOf(worker, list, headers),
      'a letter: s': search('s'),
      'part of a name: novak': search('Novák'),
      'an e-mail: grace.h': search('grace.h'),
      'a phone number: +420 60': search('+420 60'),
    };
    console.log(`\n${'CPU of workerd, D1 and KV included'.padEnd(36)} ms per request`);
    for (const [name, ms] of await cpuOf(worker, addresses, headers)) {
      console.log(`${name.padEnd(36)} ${ms.toFixed(1)}`);
      if (ms >= mostCpuMs) process.exitCode = 1;
    }
    console.log(`${process.exitCode ? 'TOO SLOW' : 'Each is'} under ${mostCpuMs} ms`);
  } finally {
    await worker.stop();
  }
}

/** The cookie of a demo owner who has just signed in. */
async function signIn(worker: Running, origin: string): Promise<string> {
  const [{ email, password }] = demoStaff;
  const reply = await worker.fetch(`${origin}/admin/login`, {
    method: 'POST',
    body: new URLSearchParams({ email, password }).toString(),
    headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    redirect: 'manual',
  });
  const cookie = reply.headers.getSetCookie().find((line) => line.startsWith('__Host-staff='));
  if (!cookie) throw new Error(`signing in answers ${reply.status}`);
  return cookie.split(';')[0] ?? '';
}

/** The address of a page far down the list, by its own links. */
async function pageOf(worker: Running, list: string, headers: Record<string, string>): Promise<string> {
  let address = list;
  for (let number = 1; number < lastMeasured; number += 1) {
    const next = /href="([^"]*[?&;]after=[^"]*)"/.exec(await ask(worker, address, headers))?.[1];
    if (!next) throw new Error(`there are only ${number} pages`);
    address = new URL(next.replaceAll('&amp;', '&'), list).href;
  }
  return address;
}

function numberIn(option: 'customers' | 'orders'): number {
  const count = Number(values[option]);
  if (!Number.isSafeInteger(count) || count < 0) throw new Error(`--${option} takes a whole number`);
  return count;
}

function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(0)} s`;
}

await prepare({ port: 8787, state: values.state });
const stored = await storageIn(values.state);
try {
  const db = openDatabase(stored.env);
  const count = numberIn('customers');
  if (count > 0) {
    const began = performance.now();
    const passwordHash = await hashPassword(randomBytes(32).toString('base64'));
    await gather(db, { count, passwordHash }, (done) => {
      if (done % 10_000 === 0) console.log(`${done} customers`);
    });
    console.log(`${count} customers are at Harbour Goods (${secondsSince(began)})`);
  }
  const orders = numberIn('orders');
  if (orders > 0) {
    const began = performance.now();
    let told = 0;
    await trade(db, { count: orders, of: values.of ?? null }, (done) => {
      if (done - told < 10_000) return;
      told = done;
      console.log(`${done} orders`);
    });
    console.log(`${orders} orders ${values.of ? `of ${values.of} ` : ''}are at Harbour Goods (${secondsSince(began)})`);
  }
  if (values.measure) await measure(stored.env);
} finally {
  await stored.dispose();
}
if (values.measure) await measureCpu();
