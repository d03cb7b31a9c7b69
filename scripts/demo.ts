// `npm run demo -- --customers 100000`: gives Harbour Goods of the local demo that many more customers. With `--measure`, or as
// `npm run bench:customers`, it prints what lists and searches of the customers that are there read in D1. `--state` names
// another folder than that of `npm run dev`.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { getPlatformProxy } from 'wrangler';
import { hashPassword } from '../src/credentials/hashing.ts';
import { asking } from '../src/customers/finding/finding.ts';
import { wantedSchema } from '../src/customers/finding/input.ts';
import { gather } from '../src/demo/crowd.ts';
import { demoStores } from '../src/demo/shops.ts';
import * as stores from '../src/stores/stores.ts';
import { openDatabase } from '../src/web/database.ts';
import { prepare } from './serve.ts';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '0' },
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
async function measure(env: Env): Promise<void> {
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
async function figuresOf(env: Env, store: stores.Store, question: Record<string, string>): Promise<number[]> {
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

await prepare({ port: 8787, state: values.state });
const platform = await getPlatformProxy<Env>({ persist: { path: `${values.state}/v3` } });
try {
  const count = Number(values.customers);
  if (!Number.isSafeInteger(count) || count < 0) throw new Error('--customers takes a whole number');
  if (count > 0) {
    const began = performance.now();
    const passwordHash = await hashPassword(randomBytes(32).toString('base64'));
    await gather(openDatabase(platform.env), { count, passwordHash }, (done) => {
      if (done % 10_000 === 0) console.log(`${done} customers`);
    });
    console.log(`${count} customers are at Harbour Goods (${((performance.now() - began) / 1000).toFixed(0)} s)`);
  }
  if (values.measure) await measure(platform.env);
} finally {
  await platform.dispose();
}
