// D1 and KV as they are on a bad day, and as they are counted: the real bindings with one thing different.
import { env } from 'cloudflare:workers';
import { observed } from '../../scripts/observing.ts';
import { changed } from '../../src/web/database.ts';

/** KV as another place sees it for a minute: what was deleted is still there. */
export function staleKv(): KVNamespace {
  return changed(env.SESSIONS, { delete: () => Promise.resolve() });
}

/** KV that cannot be reached. */
export function brokenKv(): KVNamespace {
  const down = () => Promise.reject(new Error('KV GET failed: 503 Service Unavailable'));
  return changed(env.SESSIONS, { get: down, put: down, delete: down });
}

/** D1 that works for some calls and then cannot be reached: `brokenDatabase(0)` never works. */
export function brokenDatabase(working: number): D1Database {
  let calls = 0;
  return observed(env.DB, (run) => {
    calls += 1;
    if (calls > working) return Promise.reject(new Error('D1_ERROR: network connection lost: no such table secrets'));
    return run();
  });
}

/** D1 to which something else happens right before one of its round trips, by number from one on. */
export function meanwhile(trip: number, act: () => Promise<unknown>): D1Database {
  let trips = 0;
  return observed(env.DB, async (run) => {
    trips += 1;
    if (trips === trip) await act();
    return run();
  });
}

/** D1 that cannot be reached for statements of this kind while `isDown` says so. */
export function failingAt(kind: RegExp, isDown: () => boolean): D1Database {
  return changed(env.DB, {
    prepare: (sql: string) => {
      if (kind.test(sql) && isDown()) throw new Error('D1_ERROR: network connection lost');
      return env.DB.prepare(sql);
    },
  });
}

export type Counts = {
  /** Times that the request waited for storage; calls at the same time are one wait. */
  waits: number;
  statements: number;
  rowsRead: number;
};

/** D1 and KV that count what a request asks of them until it is answered. */
export function counting(): {
  counts: Counts;
  bindings: Pick<Env, 'DB' | 'SESSIONS' | 'PICTURES'>;
  answered: () => void;
} {
  const counts: Counts = { waits: 0, statements: 0, rowsRead: 0 };
  let open = 0;
  let isAnswered = false;
  const waitFor = async <T>(run: () => Promise<T>): Promise<T> => {
    if (open === 0 && !isAnswered) counts.waits += 1;
    open += 1;
    try {
      return await run();
    } finally {
      open -= 1;
    }
  };
  const DB = observed(env.DB, async (run, { statements }) => {
    if (isAnswered) return run();
    counts.statements += statements.length;
    const results = await waitFor(run);
    for (const { meta } of results) counts.rowsRead += meta.rows_read;
    return results;
  });
  const counted = (kv: KVNamespace) =>
    changed(kv, {
      get: (...args: unknown[]) => waitFor(() => Reflect.apply(kv.get, kv, args) as Promise<unknown>),
      put: (...args: unknown[]) => waitFor(() => Reflect.apply(kv.put, kv, args) as Promise<unknown>),
      delete: (key: string) => waitFor(() => kv.delete(key)),
    });
  const bindings = { DB, SESSIONS: counted(env.SESSIONS), PICTURES: counted(env.PICTURES) };
  return { counts, bindings, answered: () => void (isAnswered = true) };
}
