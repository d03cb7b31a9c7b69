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

/** All tables of the product. */
let tables: string[] = [];

/** What brings storage back to where every test begins, in one batch. */
let beginning: D1PreparedStatement[] = [];

beforeAll(async () => {
  await applyD1Migrations(env.DB, inject('migrations'));
  const named = await rows(`select name from sqlite_master where type = 'table' and name <> 'd1_migrations'`);
  tables = named.map((table) => String(table.name)).filter((name) => !/^(_cf_|sqlite_)/.test(name));
  const emptying = tables.map((name) => env.DB.prepare(`delete from "${name}"`));
  const deferring = env.DB.prepare('pragma defer_foreign_keys = on');
  await env.DB.batch([deferring, ...emptying]);
  await openStores(openDatabase(env), port, Date.now());
  const filling = await Promise.all(tables.map(async (name) => refilling(name, await rows(`select * from "${name}"`))));
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
  const found = await read(tables);
  const rowsOf = new Map(tables.map((name, at) => [name, found[at]?.results ?? []]));
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

type Row = Record<string, unknown>;

/** The statement that puts rows of a table back; none for an empty table. */
function refilling(table: string, there: readonly Row[]): D1PreparedStatement[] {
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
