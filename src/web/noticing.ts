// What is done behind a request or a job since it wrote something: whatever writes goes through the database, so it is there that it is
// seen, and nobody who writes has to think of it.
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './context.ts';
import { openDatabase, telling } from './database.ts';
import { afterResponse } from './requests.ts';

/** Something that is done behind what writes by such statements. */
export type Follow = {
  name: string;
  /** The statements, by how they begin. */
  writes: RegExp;
  /** Does it, for what was written to these stores since then (ms since 1970). */
  follow: (env: Env, written: { storeIds: readonly string[]; since: number }) => Promise<void>;
};

/** What was written, with the stores that the statements named. */
type Noticed = { follow: Follow; storeIds: readonly string[] };

const isStoreId = (value: unknown): value is string => typeof value === 'string' && /^sto_\w+$/.test(value);

/** The environment whose database notices what must be followed; and what that is by now. */
export function noticing<E extends Pick<Env, 'DB'>>(
  env: E,
  follows: readonly Follow[],
): { env: E; noticed: () => Noticed[] } {
  const found = new Map<Follow, Set<string>>();
  const DB = telling(env.DB, (sql, values) => {
    for (const follow of follows.filter(({ writes }) => writes.test(sql))) {
      const stores = found.get(follow) ?? new Set();
      for (const id of values.filter(isStoreId)) stores.add(id);
      found.set(follow, stores);
    }
  });
  return {
    env: { ...env, DB },
    noticed: () => [...found].map(([follow, stores]) => ({ follow, storeIds: [...stores] })),
  };
}

/** Does what follows a request once the response is on its way. */
export function following(follows: readonly Follow[]) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const { env, noticed } = noticing(c.env, follows);
    c.set('db', openDatabase(env));
    await next();
    for (const { follow } of noticed()) {
      // Of other stores nobody is told by a request: what was typed might look like the name of one.
      const written = { storeIds: [c.var.store.id], since: c.var.now };
      afterResponse(c, follow.name, () => follow.follow(c.env, written));
    }
  });
}
