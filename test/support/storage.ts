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

beforeAll(async () => {
  await applyD1Migrations(env.DB, inject('migrations'));
  const named = await rows(`select name from sqlite_master where type = 'table' and name <> 'd1_migrations'`);
  const tables = named.map((table) => String(table.name)).filter((name) => !/^(_cf_|sqlite_)/.test(name));
  const emptying = tables.map((name) => env.DB.prepare(`delete from "${name}"`));
  const deferring = env.DB.prepare('pragma defer_foreign_keys = on');
  await env.DB.batch([deferring, ...emptying]);
  await openStores(openDatabase(env), port, Date.now());
  const filling = await Promise.all(tables.map(refilling));
  beginning = [deferring, ...emptying, ...filling.flat()];
});

beforeEach(async () => {
  stores.forget();
  await Promise.all([env.DB.batch(beginning), emptyKv()]);
});

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
