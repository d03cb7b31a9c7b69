// What a request writes, statement by statement: whatever is refused must have written nothing.
import { env } from 'cloudflare:workers';
import { observed } from '../../../scripts/observing.ts';
import { changed } from '../../../src/web/database.ts';

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
  const DB = observed(env.DB, async (run, { statements }) => {
    const results = await run();
    for (const [place, { sql }] of statements.entries()) {
      if (isWrite.test(sql) && (results[place]?.meta.changes ?? 0) > 0) written.push(sql);
    }
    return results;
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
