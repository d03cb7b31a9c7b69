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
import { refilling, tables } from './worlds.ts';

declare module 'vitest' {
  interface ProvidedContext {
    migrations: D1Migration[];
  }
}

/** What brings storage back to where every test begins, in one batch. */
let beginning: D1PreparedStatement[] = [];

beforeAll(async () => {
  await applyD1Migrations(env.DB, inject('migrations'));
  const all = await tables();
  const emptying = all.map((name) => env.DB.prepare(`delete from "${name}"`));
  const deferring = env.DB.prepare('pragma defer_foreign_keys = on');
  await env.DB.batch([deferring, ...emptying]);
  await openStores(openDatabase(env), port, Date.now());
  const filling = await Promise.all(all.map(async (name) => refilling(name, await rows(`select * from "${name}"`))));
  beginning = [deferring, ...emptying, ...filling.flat()];
});

beforeEach(async () => {
  stores.forget();
  await Promise.all([env.DB.batch(beginning), emptyKv()]);
});

async function emptyKv(): Promise<void> {
  for (const kv of [env.SESSIONS, env.PICTURES]) {
    const { keys } = await kv.list();
    await Promise.all(keys.map((key) => kv.delete(key.name)));
  }
}
