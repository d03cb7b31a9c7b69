// What a request writes, statement by statement: whatever is refused must have written nothing.
import { env } from 'cloudflare:workers';

/** What is written by the way: that somebody tried, that a session or key was used, that a request is being worked at. */
const byTheWay =
  /^(insert into|update|delete from) "(throttles|partner_keys|partner_requests)"|^update "sessions" set "last_seen_at"/i;

/** That a session went out of KV. */
const sessionEnded = 'session ended';

const isWrite = /^\s*(insert|update|delete|replace|with)\b/i;

/** Whether it changes more than what is noted by the way. */
export function isChange(sql: string): boolean {
  return !byTheWay.test(sql);
}

/** The table that a statement writes to; null for what is none. */
export function tableOf(sql: string): string | null {
  return /\b(?:insert(?: or \w+)? into|replace into|update|delete from)\s+"?(\w+)"?/i.exec(sql)?.[1] ?? null;
}

export type Watched = {
  bindings: Pick<Env, 'DB' | 'SESSIONS'>;
  /** The statements that changed something since it was asked last. */
  written: () => string[];
};

/** The bindings, which remember what changed something. */
export function watched(): Watched {
  let written: string[] = [];
  const noted = (sql: string, result: unknown) => {
    const meta = (result as { meta?: { changes?: number } } | null)?.meta;
    if (isWrite.test(sql) && (meta?.changes ?? 0) > 0) written.push(sql);
  };
  const sqlOf = new WeakMap<object, { sql: string; real: D1PreparedStatement }>();
  const statement = (real: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const proxy = new Proxy(real, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values), sql);
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          // Not every way of running a statement says what it changed.
          if (isWrite.test(sql) && (name === 'raw' || name === 'first')) {
            const all = await target.all();
            noted(sql, all);
            return name === 'raw' ? all.results.map((row) => Object.values(row)) : (all.results[0] ?? null);
          }
          const result: unknown = await Reflect.apply(member, target, args);
          noted(sql, result);
          return result;
        };
      },
    });
    sqlOf.set(proxy, { sql, real });
    return proxy;
  };
  const DB = changed(env.DB, {
    prepare: (sql: string) => statement(env.DB.prepare(sql), sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const known = statements.map((one) => sqlOf.get(one));
      const results = await env.DB.batch(known.map((one, at) => one?.real ?? (statements[at] as D1PreparedStatement)));
      results.forEach((result, at) => noted(known[at]?.sql ?? '', result));
      return results;
    },
  });
  // What KV keeps is found by the hash of a token, so what comes to it is in nobody's way; what goes is missed.
  const SESSIONS = changed(env.SESSIONS, {
    delete: (key: string) => {
      written.push(sessionEnded);
      return env.SESSIONS.delete(key);
    },
  });
  return {
    bindings: { DB, SESSIONS },
    written: () => {
      const since = written;
      written = [];
      return since;
    },
  };
}

function changed<T extends object>(binding: T, changes: Record<string, unknown>): T {
  return new Proxy(binding, {
    get(target, name) {
      if (typeof name === 'string' && name in changes) return changes[name];
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
