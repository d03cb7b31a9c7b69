// Many rows of a table in one statement.
import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database, Statement } from '../web/database.ts';

/**
 * Inserts the rows: what they do not name is null, and what is there already stays. `instead` says columns in SQL, for which a row may
 * carry fields of its own as `value ->> '$.field'`.
 */
export function adding(
  db: Database,
  table: SQLiteTable,
  rows: readonly Record<string, unknown>[],
  instead: Readonly<Record<string, SQL>> = {},
): Statement {
  const values = Object.entries(getTableColumns(table)).map(([name, column]) => {
    const value = sql`value ->> ${`$.${name}`}`;
    return (
      instead[name] ??
      (column.default === undefined ? value : sql`coalesce(${value}, ${sql.param(column.default, column)})`)
    );
  });
  return db
    .insert(table)
    .select(sql`select ${sql.join(values, sql`, `)} from json_each(${JSON.stringify(rows)}) where true`)
    .onConflictDoNothing();
}
