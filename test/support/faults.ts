// What may go wrong with D1 while something is done: a statement that it refuses, by a real trigger, and a round trip that does not come
// to its end, before it or after all of it was done.
import { env } from 'cloudflare:workers';
import { observed } from '../../scripts/observing.ts';
import { changed } from '../../src/web/database.ts';

/** Something that goes wrong once: around what it goes wrong in, and whether it did. */
export type Fault = {
  name: string;
  /** Does the work with a database in which it goes wrong. */
  around: <T>(work: (db: D1Database) => Promise<T>) => Promise<T>;
  happened: () => boolean;
};

/** What a piece of work asked of D1: how many round trips, and what its statements write. */
export type Asked = { trips: number; writes: { table: string; operation: Operation }[] };

type Operation = 'insert' | 'update' | 'delete';

/** A database that notes what is asked of it. */
export function noting(): { db: D1Database; asked: () => Asked } {
  let trips = 0;
  const found = new Set<string>();
  const counted = observed(env.DB, (run) => {
    trips += 1;
    return run();
  });
  const db = changed(counted, {
    prepare: (sql: string) => {
      for (const one of writesIn(sql)) found.add(one);
      return counted.prepare(sql);
    },
  });
  const writes = () =>
    [...found].toSorted().map((one) => {
      const [table = '', operation] = one.split(' ');
      return { table, operation: operation as Operation };
    });
  return { db, asked: () => ({ trips, writes: writes() }) };
}

function writesIn(sql: string): string[] {
  const named = [
    ...sql.matchAll(/\b(insert into|insert or \w+ into|replace into|update|delete from)\s+"?([a-z_]+)"?/gi),
  ];
  return named
    .filter(([, , table]) => table !== 'set')
    .flatMap(([, verb = '', table = '']) => {
      const operation = /insert|replace/i.test(verb) ? 'insert' : verb.slice(0, 6).toLowerCase();
      const isUpsert = operation === 'insert' && /on conflict[\s\S]*do update/i.test(sql);
      return [`${table} ${operation}`, ...(isUpsert ? [`${table} update`] : [])];
    });
}

/** Everything that can go wrong with work of which this is known, one thing at a time; of its round trips every so many. */
export function faultsOf({ trips, writes }: Asked, every = 1): Fault[] {
  const each = Array.from({ length: trips }, (_, place) => place + 1).filter((trip) => trip < 4 || trip % every === 0);
  return [
    ...writes.map(({ table, operation }) => refused(table, operation)),
    ...each.map((trip) => lost(trip, 'before')),
    ...each.map((trip) => lost(trip, 'after')),
  ];
}

/** D1 refuses a statement of this kind: a trigger raises what a broken disk would. */
function refused(table: string, operation: Operation): Fault {
  let happened = false;
  return {
    name: `${operation} ${table}`,
    happened: () => happened,
    around: async (work) => {
      await env.DB.prepare(
        `create trigger fault before ${operation} on "${table}" begin select raise(abort, 'disk I/O error'); end`,
      ).run();
      const db = observed(env.DB, (run) =>
        run().catch((error: unknown) => {
          happened ||= String(error).includes('disk I/O error');
          throw error;
        }),
      );
      try {
        return await work(db);
      } finally {
        await env.DB.prepare('drop trigger fault').run();
      }
    },
  };
}

/** A round trip, by number from one on, that fails before it was made, or whose reply is lost when all of it was done. */
export function lost(trip: number, when: 'before' | 'after'): Fault {
  let trips = 0;
  return {
    name: `trip ${trip} lost ${when}`,
    happened: () => trips >= trip,
    around: (work) =>
      work(
        observed(env.DB, async (run) => {
          trips += 1;
          if (trips !== trip) return run();
          if (when === 'after') await run();
          throw new Error('D1_ERROR: Network connection lost.');
        }),
      ),
  };
}
