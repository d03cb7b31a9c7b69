// The demo in a product that can be killed, for one test file, and what is stored of it.
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { inject } from 'vitest';
import { fileOf, storageIn } from '../../scripts/storage.ts';
import { mortal, type Mortal } from '../../scripts/workerd.ts';
import { openDatabase, type Database } from '../../src/web/database.ts';
import { copyOf, remove } from './prepared.ts';

type Arranged = {
  /** Puts more beside the demo. */
  arrange?: (db: Database, kv: KVNamespace) => Promise<void>;
} & Pick<Parameters<typeof mortal>[0], 'outside' | 'before' | 'vars'>;

/** The demo on a port and a state of its own, not started; `close` leaves nothing behind. */
export async function openMortal({ arrange, vars, ...options }: Arranged = {}): Promise<Mortal> {
  const { bundle, state: demo } = inject('prepared');
  const state = copyOf(demo);
  const shops = await mortal({ folder: bundle, state, vars: { ENVIRONMENT: 'development', ...vars }, ...options });
  query(state, `update stores set origin = replace(origin, ':8787', ':${shops.port}')`);
  if (arrange) {
    const { env, dispose } = await storageIn(state);
    await arrange(openDatabase(env), env.SESSIONS);
    await dispose();
  }
  return {
    ...shops,
    close: async () => {
      await shops.close();
      remove(state);
    },
  };
}

/** Reads or changes what is stored in D1, past the Worker. */
export function query(state: string, sql: string, ...values: SQLInputValue[]): Record<string, unknown>[] {
  const database = openFile(state);
  try {
    // Rows without a prototype are not equal to those with one.
    return database
      .prepare(sql)
      .all(...values)
      .map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}

/** The file that is D1 on this machine. The caller closes it. */
export function openFile(state: string): DatabaseSync {
  return new DatabaseSync(fileOf(state), { timeout: 10_000 });
}
