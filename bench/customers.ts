// `npm run bench:customers`: what lists and searches of a shop's customers read in D1, and what they cost in CPU. It fails where the
// first page or the fiftieth reads more than six rows for each row shown, or where a page costs 50 ms. `-- --customers 100000 --orders 100000` says how large the shop is.
import { parseArgs } from 'node:util';
import { asking } from '../src/customers/finding/finding.ts';
import { wantedSchema } from '../src/customers/finding/input.ts';
import { demoStaff } from '../src/demo/people.ts';
import { demoStores } from '../src/demo/shops.ts';
import * as stores from '../src/stores/stores.ts';
import { openDatabase } from '../src/web/database.ts';
import { storageIn, type Storage } from '../scripts/storage.ts';
import { downFrom, signIn, usual, type Page } from './pages.ts';
import { measure } from './rounds.ts';
import { inShop, made, type Shop } from './shop.ts';
import { spreadOf } from './statistics.ts';

const { values } = parseArgs({
  options: { customers: { type: 'string', default: '100000' }, orders: { type: 'string', default: '100000' } },
});

/** Two words at once read everybody with the longer one, which docs/operations.md says; it is shown and not judged. */
const twoWords = 'name and surname: grace o’br';

/** What is asked for, by what a person would call it. */
const questions: Record<string, Record<string, string>> = {
  'the newest': {},
  'by name': { sort: 'name' },
  'by turnover': { sort: 'turnover' },
  contacts: { registered: 'no' },
  'part of a name: novak': { q: 'Novák' },
  'a letter: s': { q: 's' },
  [twoWords]: { q: 'Grace O’Br' },
  'an e-mail: grace.h': { q: 'grace.h' },
  'a phone number: +420 60': { q: '+420 60' },
};

/** Those whose CPU is measured too, beside a page far down the list. */
const timed = ['the newest', 'part of a name: novak', 'a letter: s', 'an e-mail: grace.h', 'a phone number: +420 60'];

const lastMeasured = 50;
const mostRows = 6;

/** What a page may cost, in ms of CPU: with D1 and KV, which run in the same process here, so more than the Worker. */
const mostCpuMs = 50;

const plan = { rounds: 5, turnMs: 600, warming: 100 };

const path = '/admin/customers';

/** Prints what the first page and the fiftieth of each question read. */
async function countRows(env: Storage['env']): Promise<void> {
  const store = await stores.atHost(openDatabase(env), demoStores.goods.hostname, Date.now());
  if (!store) throw new Error('no demo store');
  console.log(`${'rows read per row shown'.padEnd(36)} page 1   page ${lastMeasured}`);
  for (const [name, question] of Object.entries(questions)) {
    const figures = await figuresOf(env, store, question);
    const last = figures[lastMeasured - 1]?.toFixed(2) ?? `(${figures.length} pages)`;
    console.log(`${name.padEnd(36)} ${(figures[0] ?? 0).toFixed(2)}     ${last}`);
    const judged = [figures[0] ?? 0, figures[lastMeasured - 1] ?? 0];
    if (name !== twoWords && Math.max(...judged) > mostRows)
      fail(`${name} reads more than ${mostRows} rows for each row shown`);
  }
}

/** Rows read per row shown, of each page from the first. */
async function figuresOf(env: Storage['env'], store: stores.Store, question: object): Promise<number[]> {
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

/** Prints the CPU of pages of the list. */
async function measureCpu(shop: Shop): Promise<void> {
  const headers = { Cookie: (await signIn(shop.served, '/admin/login', demoStaff[0])).join('; ') };
  const page = (name: string, at: string): Page => ({
    ...{ name, method: 'GET', path: at, status: 200, goal: null, most: { waits: 1, rowsRead: mostRows * 50 + 10 } },
    headers: { ...usual, ...headers },
  });
  const last = await downFrom(shop.served, path, headers, lastMeasured);
  if (last.number < lastMeasured) throw new Error(`there are only ${last.number} pages`);
  const pages = [
    ...timed.map((name) => page(name, `${path}?${new URLSearchParams(questions[name]).toString()}`)),
    page(`the newest, page ${lastMeasured}`, last.path),
  ];
  const takers = pages.map((one) => ({ page: one, runner: 'page' as const }));
  console.log(`\n${'CPU of workerd, D1 and KV included'.padEnd(36)} ms per request`);
  for (const [name, figures] of await measure(shop, takers, plan)) {
    const { median } = spreadOf(figures.page);
    console.log(`${name.padEnd(36)} ${median.toFixed(1)}`);
    if (median >= mostCpuMs) fail(`${name} costs ${mostCpuMs} ms or more`);
  }
}

function fail(why: string): void {
  console.log(`TOO MUCH: ${why}`);
  process.exitCode = 1;
}

const size = { customers: Number(values.customers), orders: Number(values.orders) };
const { state } = await made(size);
const stored = await storageIn(state);
try {
  await countRows(stored.env);
} finally {
  await stored.dispose();
}
await inShop(size, measureCpu);
