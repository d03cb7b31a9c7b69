// D1's own file on this machine, written directly: what goes through the verbs a thousand times a second goes in here by the hundred
// thousand. Nothing is safe in it until it is closed.
import { globSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Column, getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/** Opens the file of a state in which no Worker runs. Whoever opens it closes it. */
export function openFile(state: string): DatabaseSync {
  const [path, ...others] = globSync(`${state}/v3/d1/*/*.sqlite`).filter((name) => !name.endsWith('/metadata.sqlite'));
  if (path === undefined || others.length > 0) throw new Error(`${state} holds no database, or several`);
  const file = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  file.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -500000; pragma threads = 2');
  return file;
}

/** Writes rows of a table; what a row does not name is the column's default, or null. */
export function writer<Table extends SQLiteTable>(
  file: DatabaseSync,
  table: Table,
): (row: Table['$inferInsert']) => void {
  const columns = Object.entries(getTableColumns(table)).map(([key, column]) => {
    const stored = (value: unknown) =>
      (value === null ? null : column.mapToDriverValue(value)) as string | number | null;
    // Most columns hold what they are given, and asking each of them takes longer than writing it.
    const isAsGiven = column.mapToDriverValue === Column.prototype.mapToDriverValue;
    return { key, name: column.name, stored: isAsGiven ? null : stored, instead: stored(column.default ?? null) };
  });
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const places = columns.map(() => '?').join(', ');
  const statement = file.prepare(`insert into "${getTableName(table)}" (${names}) values (${places})`);
  return (row: Readonly<Record<string, unknown>>) => {
    const values = columns.map(({ key, stored, instead }) => {
      const value = row[key];
      if (value === undefined) return instead;
      return stored ? stored(value) : (value as string | number | null);
    });
    statement.run(...values);
  };
}

/** Runs `fill` while these tables have no indexes but those of their keys, as one transaction; they are made anew afterwards. */
export async function withoutIndexes<Result>(
  file: DatabaseSync,
  tables: readonly SQLiteTable[],
  fill: () => Promise<Result>,
): Promise<Result> {
  const list = tables.map((table) => `'${getTableName(table)}'`).join(', ');
  const indexes = file
    .prepare(`select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in (${list})`)
    .all();
  for (const { name } of indexes) file.exec(`drop index "${String(name)}"`);
  file.exec('begin');
  const result = await fill();
  file.exec('commit');
  for (const { sql } of indexes) file.exec(String(sql));
  return result;
}

/** The one number of a query of one row. */
export function numberOf(file: DatabaseSync, sql: string, ...values: string[]): number {
  return Number(Object.values(file.prepare(sql).get(...values) ?? {})[0]);
}
