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

/** All tables of the product. */
let all: string[] = [];

/** What brings storage back to where every test begins, in one batch. */
let beginning: D1PreparedStatement[] = [];

beforeAll(async () => {
  await applyD1Migrations(env.DB, inject('migrations'));
  all = await tables();
  const emptying = all.map((name) => env.DB.prepare(`delete from "${name}"`));
  const deferring = env.DB.prepare('pragma defer_foreign_keys = on');
  await env.DB.batch([deferring, ...emptying]);
  await openStores(openDatabase(env), port, Date.now());
  const filling = await Promise.all(all.map(async (name) => refilling(name, await rows(`select * from "${name}"`))));
  beginning = [deferring, ...emptying, ...filling.flat()];
});

beforeEach(toBeginning);

/** Brings storage back to where every test begins; also for tests that begin many times. */
export async function toBeginning(): Promise<void> {
  stores.forget();
  await Promise.all([env.DB.batch(beginning), emptyKv()]);
}

/** D1 as it was at a moment. */
export type Remembered = {
  /** Brings the rows of these tables back. */
  bringBack: (names: ReadonlySet<string>) => Promise<void>;
  /** Which of these tables hold something else by now. */
  changedOf: (names: ReadonlySet<string>) => Promise<string[]>;
};

/** Remembers all rows of D1 as they are now. */
export async function remembered(): Promise<Remembered> {
  const read = (names: readonly string[]) =>
    env.DB.batch<Row>(names.map((name) => env.DB.prepare(`select * from "${name}"`)));
  const found = await read(all);
  const rowsOf = new Map(all.map((name, at) => [name, found[at]?.results ?? []]));
  const bringBack = async (written: ReadonlySet<string>) => {
    stores.forget();
    const names = [...written];
    const emptying = names.map((name) => env.DB.prepare(`delete from "${name}"`));
    const filling = names.flatMap((name) => refilling(name, rowsOf.get(name) ?? []));
    await env.DB.batch([env.DB.prepare('pragma defer_foreign_keys = on'), ...emptying, ...filling]);
  };
  const changedOf = async (written: ReadonlySet<string>) => {
    const names = [...written];
    const now = await read(names);
    return names.filter((name, at) => JSON.stringify(now[at]?.results) !== JSON.stringify(rowsOf.get(name)));
  };
  return { bringBack, changedOf };
}

/** The same for all tables at once: what it returns brings everything back. */
export async function remember(): Promise<() => Promise<void>> {
  const { bringBack } = await remembered();
  const everything = new Set(all);
  return () => bringBack(everything);
}

type Row = Record<string, unknown>;

async function emptyKv(): Promise<void> {
  for (const kv of [env.SESSIONS, env.PICTURES]) {
    const { keys } = await kv.list();
    await Promise.all(keys.map((key) => kv.delete(key.name)));
  }
}
