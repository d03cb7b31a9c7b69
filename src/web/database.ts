// The one door to D1. Which database a pool lives in is decided here and nowhere else: one today, many tomorrow.
import { getTableColumns, is, SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

export type Database = DrizzleD1Database & { $client: D1Database };

/**
 * A Drizzle statement that has not run yet: what domain functions hand up so that one batch can hold them all.
 * It runs when it is awaited, so it must never be what an async function returns: hand it up from a plain one.
 */
export type Statement = BatchItem<'sqlite'>;

/** What each statement of a batch returns, in order. */
export type Results<S extends readonly Statement[]> = { -readonly [K in keyof S]: S[K]['_']['result'] };

/** The database that holds everything known about the pools served here; reads and writes go to the primary. */
export function openDatabase(env: { DB: D1Database }): Database {
  return drizzle(env.DB);
}

/** Told of every statement as it is prepared: its SQL and the values that it is given. */
export type Told = (sql: string, values: readonly unknown[]) => void;

/** The same database, which tells what is asked of it. */
export function telling(db: D1Database, told: Told): D1Database {
  const prepare = (query: string): D1PreparedStatement => {
    const prepared = db.prepare(query);
    return changed(prepared, {
      bind: (...values: unknown[]) => {
        told(query, values);
        return prepared.bind(...values);
      },
    });
  };
  return changed(db, { prepare });
}

/** The same thing with some of its members different. */
export function changed<T extends object>(binding: T, changes: Record<string, unknown>): T {
  return new Proxy(binding, {
    get(target, name) {
      if (typeof name === 'string' && name in changes) return changes[name];
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/**
 * Runs the statements as one transaction in one round trip.
 * Drizzle types a batch as a tuple that is not empty; a list that was put together is one too, as checked here.
 */
export async function batch<const S extends readonly Statement[]>(db: Database, statements: S): Promise<Results<S>> {
  if (statements.length === 0) return [] as Results<S>;
  return (await db.batch(statements as unknown as [Statement])) as unknown as Results<S>;
}

/**
 * The same if a condition holds when the transaction begins; null, and nothing has happened, where it does not. For what was decided by
 * something that may be otherwise by then, as a password that takes long to verify.
 */
export async function batchIf<const S extends readonly Statement[]>(
  db: Database,
  condition: SQL,
  statements: S,
): Promise<Results<S> | null> {
  // No number is as large as the smallest without its sign, and an error undoes the whole transaction.
  const demanded = sql<number>`abs(case when ${condition} then 0 else -9223372036854775807 - 1 end)`.as('demanded');
  try {
    const [, ...rows] = await batch(db, [reading(db, { demanded }), ...statements] as const);
    return rows;
  } catch (error) {
    if (/integer overflow/.test(reasonOf(error))) return null;
    throw error;
  }
}

/** The statement that reads these values, in one row. Drizzle's own for SQL as it stands (`db.all`) takes no values in a batch. */
export function reading<Wanted extends Record<string, SQL.Aliased>>(db: Database, values: Wanted) {
  return db.select(values).from(sql`(select 1)`);
}

/** Whether the error says that a row which may exist once exists already. */
export function isDuplicate(error: unknown): boolean {
  return /UNIQUE constraint failed/.test(reasonOf(error));
}

/** What D1 says of an error, which Drizzle wraps as its `cause`; empty where nothing is said. */
export function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return reason instanceof Error ? reason.message : '';
}

/** The values of a row by the names of its columns; what only the database knows is SQL. */
type Values<Table extends SQLiteTable> = {
  [Key in keyof Table['$inferInsert']]: Table['$inferInsert'][Key] | SQL;
};

/** The statement that inserts a row if a condition holds at its place in the batch. */
export function insertIf<Table extends SQLiteTable>(db: Database, table: Table, values: Values<Table>, when: SQL) {
  const given: Readonly<Record<string, unknown>> = values;
  const list = Object.entries(getTableColumns(table)).map(([name, column]) => {
    const value = given[name] === undefined ? column.default : given[name];
    if (value === undefined || value === null) return sql`null`;
    return is(value, SQL) ? value : sql`${sql.param(value, column)}`;
  });
  return db.insert(table).select(sql`select ${sql.join(list, sql`, `)} where ${when}`);
}
