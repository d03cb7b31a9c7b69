// Everything on record about a customer, for them to take away: per table a JSON and a CSV file, read in portions while the
// archive is sent, so that its size does not matter. Source: GDPR, articles 15 and 20.
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { byteOrderMark, csvLines } from '../web/csv.ts';
import type { Database } from '../web/database.ts';
import { exported, type Exported } from './holdings.ts';

/** Rows read at a time. */
const portion = 200;

export type ExportFile = { name: string; input: string | AsyncIterable<string>; lastModified: Date };

/** The files of the archive, one after the other; `about` is the text that explains them. */
export function* filesOf(db: Database, customerId: string, about: string, now: number): Generator<ExportFile> {
  const lastModified = new Date(now);
  yield { name: 'about.txt', input: about, lastModified };
  for (const holding of exported) {
    yield { name: `${holding.name}.json`, input: asJson(rowsOf(db, holding, customerId)), lastModified };
    yield { name: `${holding.name}.csv`, input: asCsv(holding, rowsOf(db, holding, customerId)), lastModified };
  }
}

type Row = Record<string, unknown>;

/** The customer's rows of a table in portions, oldest first. */
async function* rowsOf(db: Database, { table, customerId: whose, told }: Exported, customerId: string) {
  let last = 0;
  for (;;) {
    const rows = await db
      .select({ rowid: sql<number>`${table}.rowid`.as('row_number'), told })
      .from(table)
      .where(and(eq(whose, customerId), gt(sql`${table}.rowid`, last)))
      .orderBy(asc(sql`${table}.rowid`))
      .limit(portion);
    yield rows.map((row) => readable(row.told));
    last = rows.at(-1)?.rowid ?? last;
    if (rows.length < portion) return;
  }
}

/**
 * The statements that read the same at once, as far as a store may tell it: what it holds itself, and what belongs to the person in the
 * whole pool.
 */
export function everythingAt(db: Database, storeId: string, customerId: string) {
  return exported.map(({ table, customerId: whose, storeId: at, told }) =>
    db
      .select(told)
      .from(table)
      .where(and(eq(whose, customerId), at && eq(at, storeId)))
      .orderBy(asc(sql`${table}.rowid`)),
  );
}

/** What they returned, by the names of the holdings. */
export function byHolding(results: readonly (readonly Record<string, unknown>[])[]): Record<string, Row[]> {
  return Object.fromEntries(exported.map(({ name }, index) => [name, results[index]?.map(readable) ?? []]));
}

/** Moments as ISO 8601. */
function readable(row: Record<string, unknown>): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, written(name, value)]));
}

function written(name: string, value: unknown): unknown {
  return /(^at|At|From)$/.test(name) && typeof value === 'number' ? new Date(value).toISOString() : value;
}

async function* asJson(portions: AsyncIterable<Row[]>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const rows of portions) {
    for (const row of rows) {
      yield before + JSON.stringify(row);
      before = ',\n';
    }
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

async function* asCsv({ told }: Exported, portions: AsyncIterable<Row[]>): AsyncGenerator<string> {
  const columns = Object.keys(told);
  yield byteOrderMark + csvLines([columns]);
  for await (const rows of portions) yield csvLines(rows.map((row) => columns.map((name) => cell(row[name] ?? null))));
}

/** What is no text, number or truth becomes JSON. */
function cell(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null ? null : JSON.stringify(value);
}
