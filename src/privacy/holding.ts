// What a table holds of a customer, and the pieces that say it.
import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { stores } from '../stores/schema.ts';
import type { Database, Statement } from '../web/database.ts';

export type Holding = {
  /** What the table is called in the export. */
  name: string;
  table: SQLiteTable;
  /** Says whose a row is. */
  customerId: AnySQLiteColumn;
  /** Says at which store, where a row belongs to one. */
  storeId?: AnySQLiteColumn;
  /** What is told of a row; null of what is derived from other rows and says nothing that they do not. */
  told: Record<string, AnySQLiteColumn | SQL.Aliased> | null;
  /** What erasing takes away first, since it belongs to the rows and says nothing without them. */
  before?: (db: Database, whose: SQL) => Statement;
  /** What erasing does, where the row stays without the person; else the row goes. */
  forget?: (db: Database, whose: SQL) => Statement;
};

/** The statements that take a person from a table; `whose` says from which rows. */
export function forgetting(db: Database, { table, before, forget }: Holding, whose: SQL): Statement[] {
  const gone = forget?.(db, whose) ?? db.delete(table).where(whose);
  return before ? [before(db, whose), gone] : [gone];
}

/** The name of a row's store. */
export const storeOf = (id: AnySQLiteColumn) =>
  sql<string>`(select ${stores.name} from ${stores} where ${stores.id} = ${id})`.as('store');

/** The columns of a table without these: keys of ours, hashes of secrets. */
export function all<T extends SQLiteTable>(table: T, without: readonly (keyof T['_']['columns'])[]) {
  const columns = Object.entries(getTableColumns(table)).filter(([name]) => !without.some((one) => one === name));
  return Object.fromEntries(columns);
}
