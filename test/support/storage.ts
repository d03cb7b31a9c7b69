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

let ours: string[] = [];

beforeAll(async () => {
  await applyD1Migrations(env.DB, inject('migrations'));
  const tables = await rows(`select name from sqlite_master where type = 'table' and name <> 'd1_migrations'`);
  ours = tables.map((table) => String(table.name)).filter((name) => !/^(_cf_|sqlite_)/.test(name));
});

beforeEach(async () => {
  await empty();
  stores.forget();
  await openStores(openDatabase(env), port, Date.now());
});

async function empty(): Promise<void> {
  await env.DB.batch([
    env.DB.prepare('pragma defer_foreign_keys = on'),
    ...ours.map((name) => env.DB.prepare(`delete from "${name}"`)),
  ]);
  for (const kv of [env.SESSIONS, env.PICTURES]) {
    const { keys } = await kv.list();
    await Promise.all(keys.map((key) => kv.delete(key.name)));
  }
}
