// Statements whose SQL is written once. To write the SQL of a page's statements costs as much as to run them, and but for its values it
// is the same at every request: what the busiest pages read is therefore prepared, the first time that it is asked for, and is from then
// on only given its values. Nothing is ever stale in it: SQL holds no data. docs/decisions/050.
import { Column, fillPlaceholders, is, sql, type Placeholder, type Query } from 'drizzle-orm';
import type { Database, Statement } from './database.ts';

/** As much of a statement of Drizzle as runs it, by itself or in a batch. */
type Written = {
  getQuery: () => Query;
  mapResult: (result: unknown, isFromBatch?: boolean) => unknown;
  /** What it returns, column by column; nothing where it returns no rows. */
  fields?: readonly { path: readonly string[]; field: Field }[];
};

type Decoder = { mapFromDriverValue: (value: unknown) => unknown };

/** A column of a table, SQL, or SQL with a name. */
type Field = Column | { decoder: Decoder } | { sql: { decoder: Decoder } };

/** A statement as it was written, and how its rows are read. */
type Kept = { written: Written; rowsOf: (result: D1Result) => unknown };

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
  const known = new Map<string, Kept>();
  const keep = (key: string, written: Written): Kept => {
    const kept = { written, rowsOf: readerOf(written) };
    known.set(key, kept);
    return kept;
  };
  return (db, values, ...[shape]) => {
    const key = shape ? JSON.stringify(shape) : '';
    const kept = known.get(key) ?? keep(key, build(db, placesOf(values), shape as Shaped).prepare() as Written);
    return given(db, kept, values) as unknown as S;
  };
}

/** The statement with its values: it stands in a batch, or runs when it is awaited, as Drizzle's own. */
function given(db: Database, { written, rowsOf }: Kept, values: Record<string, unknown>) {
  const { sql: text, params } = written.getQuery();
  const query = { sql: text, params: fillPlaceholders(params, values) };
  const statement = {
    _prepare: () => ({
      getQuery: () => query,
      stmt: db.$client.prepare(text),
      mapResult: rowsOf,
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

/**
 * How the rows of a statement are read: its columns by their names, decided once. Drizzle decides for each value of each row of which kind
 * its column is. What has rows of another form (one thing within another) is left to it.
 */
function readerOf(written: Written): (result: D1Result) => unknown {
  const { fields = [] } = written;
  const columns = fields.flatMap(({ path: [name, ...deeper], field }) =>
    name === undefined || deeper.length > 0 ? [] : [{ name, decode: decoderOf(field) }],
  );
  const isFlat = columns.length > 0 && columns.length === fields.length;
  return (result) => {
    const rows = result.results as Record<string, unknown>[];
    const [first] = rows;
    const named = first ? Object.keys(first) : [];
    if (!isFlat || (first && named.length !== columns.length)) return written.mapResult(result, true);
    return rows.map((row) => {
      const read: Record<string, unknown> = {};
      columns.forEach(({ name, decode }, at) => {
        const value = row[named[at] ?? ''];
        read[name] = decode === null || value === null ? value : decode(value);
      });
      return read;
    });
  };
}

/** What makes a value of what the driver gives; null where it stays the same. */
function decoderOf(field: Field): ((value: unknown) => unknown) | null {
  if (is(field, Column) && field.mapFromDriverValue === Column.prototype.mapFromDriverValue) return null;
  const decoder: Decoder = is(field, Column) ? field : 'sql' in field ? field.sql.decoder : field.decoder;
  return (value) => decoder.mapFromDriverValue(value);
}
