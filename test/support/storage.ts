// Before each test: D1 with the demo stores and nothing else, an empty KV, and an isolate that remembers no store.
// Rows are deleted rather than databases: the test runner's own reset() now and then left them as they were.
import { applyD1Migrations, type D1Migration } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach, inject } from 'vitest';
import { openStores } from '../../src/demo/shops.ts';
import * as stores from '../../src/stores/stores.ts';
import { openDatabase } from '../../src/web/database.ts';
import { rows } from './records.ts';
import { port } from './visitor.ts';

declare module 'vitest' {
  interface ProvidedContext {
    migrations: D1Migration[];
  }
}

/** What brings storage back to where every test begins, in one batch. */
let beginning: D1PreparedStatement[] = [];

const deferring = () => env.DB.prepare('pragma defer_foreign_keys = on');

/** Every table of ours. */
async function tableNames(): Promise<string[]> {
  const named = await rows(`select name from sqlite_master where type = 'table' and name <> 'd1_migrations'`);
  return named.map((table) => String(table.name)).filter((name) => !/^(_cf_|sqlite_)/.test(name));
}

beforeAll(async () => {
  await applyD1Migrations(env.DB, inject('migrations'));
  const tables = await tableNames();
  await env.DB.batch([deferring(), ...tables.map(emptying)]);
  await openStores(openDatabase(env), port, Date.now());
  beginning = await bringingBack(tables);
});

beforeEach(afresh);

/** Brings storage back to where every test begins. */
export async function afresh(): Promise<void> {
  stores.forget();
  await Promise.all([env.DB.batch(beginning), emptyKv()]);
}

/** Remembers what D1 holds now; what it returns brings that back. */
export async function remember(): Promise<() => Promise<void>> {
  const statements = await bringingBack(await tableNames());
  return async () => {
    stores.forget();
    await env.DB.batch(statements);
  };
}

const emptying = (table: string) => env.DB.prepare(`delete from "${table}"`);

async function bringingBack(tables: readonly string[]): Promise<D1PreparedStatement[]> {
  const filling = await Promise.all(tables.map(refilling));
  return [deferring(), ...tables.map(emptying), ...filling.flat()];
}

/** The statement that puts a table's rows of now back; none for an empty table. */
async function refilling(table: string): Promise<D1PreparedStatement[]> {
  const there = await rows(`select * from "${table}"`);
  const columns = Object.keys(there[0] ?? {});
  if (columns.length === 0) return [];
  const values = columns.map((name) => `value ->> '$.${name}'`).join(', ');
  const insert = `insert into "${table}" (${columns.join(', ')}) select ${values} from json_each(?)`;
  return [env.DB.prepare(insert).bind(JSON.stringify(there))];
}

async function emptyKv(): Promise<void> {
  for (const kv of [env.SESSIONS, env.PICTURES]) {
    const { keys } = await kv.list();
    await Promise.all(keys.map((key) => kv.delete(key.name)));
  }
}
