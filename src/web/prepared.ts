// Statements whose SQL is written once. To write the SQL of a page's statements costs as much as to run them, and but for its values it
// is the same at every request: what the busiest pages read is therefore prepared, the first time that it is asked for, and is from then
// on only given its values. Nothing is ever stale in it: SQL holds no data. docs/decisions/050.
import { fillPlaceholders, sql, type Placeholder, type Query } from 'drizzle-orm';
import type { Database, Statement } from './database.ts';

/** As much of a statement of Drizzle as runs it, by itself or in a batch. */
type Written = {
  getQuery: () => Query;
  mapResult: (result: unknown, isFromBatch?: boolean) => unknown;
};

type Preparable = Statement & { prepare: () => unknown };

/** What decides how the SQL is written; there are as many statements as shapes. */
type Shape = Record<string, string | number | boolean | null>;

/**
 * A statement of these values, by a function that builds it for them. It is built once for each shape, with a place instead of each
 * value, so it must only put values into SQL: to make a sum or a text of one throws.
 */
export function prepared<Values extends Record<string, unknown>, S extends Preparable, const Shaped extends Shape>(
  build: (db: Database, values: Values, shape: Shaped) => S,
): (db: Database, values: Values, ...shape: Record<string, never> extends Shaped ? [] : [Shaped]) => S {
  const known = new Map<string, Written>();
  return (db, values, ...[shape]) => {
    const key = shape ? JSON.stringify(shape) : '';
    const written = known.get(key) ?? (build(db, placesOf(values), shape as Shaped).prepare() as Written);
    known.set(key, written);
    return given(db, written, values) as unknown as S;
  };
}

/** The statement with its values: it stands in a batch, or runs when it is awaited, as Drizzle's own. */
function given(db: Database, written: Written, values: Record<string, unknown>) {
  const { sql: text, params } = written.getQuery();
  const query = { sql: text, params: fillPlaceholders(params, values) };
  const statement = {
    _prepare: () => ({
      getQuery: () => query,
      stmt: db.$client.prepare(text),
      mapResult: (result: unknown, isFromBatch?: boolean) => written.mapResult(result, isFromBatch),
    }),
    toSQL: () => query,
    // oxlint-disable-next-line unicorn/no-thenable -- Drizzle's statements run when they are awaited, and so does this.
    then: async (done: (rows: unknown) => unknown, failed: (reason: unknown) => unknown) => {
      try {
        const [rows] = await db.batch([statement as unknown as Statement]);
        done(rows);
      } catch (error) {
        failed(error);
      }
    },
  };
  return statement;
}

/** A place for each value, which is good for SQL only. */
function placesOf<Values extends Record<string, unknown>>(values: Values): Values {
  const refuse = (name: string) => () => {
    throw new Error(`${name} has no value yet: the statement is being prepared`);
  };
  const place = (name: string): Placeholder =>
    Object.assign(sql.placeholder(name), { [Symbol.toPrimitive]: refuse(name), toJSON: refuse(name) });
  return Object.fromEntries(Object.keys(values).map((name) => [name, place(name)])) as unknown as Values;
}
