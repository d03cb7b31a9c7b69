// Before each test: D1 with the demo stores and nothing else, an empty KV, and an isolate that remembers no store.
// Rows are deleted rather than databases: the test runner's own reset() now and then left them as they were.
import { applyD1Migrations, type D1Migration } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach, inject } from 'vitest';
import { openStores } from '../../src/demo/shops.ts';
import * as stores from '../../src/stores/stores.ts';
import { openDatabase } from '../../src/web/database.ts';
import { port } from './visitor.ts';
import { refilling, rowsOf, tables } from './worlds.ts';

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
  await env.DB.batch(refilling(new Map(all.map((name) => [name, []]))));
  await openStores(openDatabase(env), port, Date.now());
  beginning = refilling(await rowsOf(all));
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

/**
 * Remembers all rows of D1 as they are now. What one input has written is brought back table by table, thousands of times; going back to
 * a whole world (test/support/worlds.ts) would take longer than the input.
 */
export async function remembered(): Promise<Remembered> {
  const then = await rowsOf(all);
  return {
    bringBack: async (names) => {
      stores.forget();
      await env.DB.batch(refilling(new Map([...names].map((name) => [name, then.get(name) ?? []]))));
    },
    changedOf: async (names) => {
      const now = await rowsOf([...names]);
      return [...names].filter((name) => JSON.stringify(now.get(name)) !== JSON.stringify(then.get(name)));
    },
  };
}

/** The same for all tables at once: what it returns brings everything back. */
export async function remember(): Promise<() => Promise<void>> {
  const { bringBack } = await remembered();
  const everything = new Set(all);
  return () => bringBack(everything);
}

async function emptyKv(): Promise<void> {
  for (const kv of [env.SESSIONS, env.PICTURES]) {
    const { keys } = await kv.list();
    await Promise.all(keys.map((key) => kv.delete(key.name)));
  }
}
