// Numbers without gaps: of orders, invoices and other papers, one after the other in a series of a store. A number is taken in the
// batch that uses it, so a batch that fails takes none, and D1 runs batches one after the other, so none is taken twice.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { documentTypes } from '../stores/policies.ts';
import type { Store } from '../stores/stores.ts';
import { dayOf } from '../ui/dates.ts';
import type { Database, Statement } from '../web/database.ts';
import { numberSeries } from './schema.ts';

/**
 * The statement that takes the next number of a series, like `invoice:2026`, before the statement that uses it; with
 * `when` only if that condition holds at its place in the batch.
 */
export function next(db: Database, storeId: string, series: string, when: SQL = sql`true`): Statement {
  return db
    .insert(numberSeries)
    .select(sql`select ${storeId}, ${series}, 1 where ${when}`)
    .onConflictDoUpdate({
      target: [numberSeries.storeId, numberSeries.series],
      set: { last: sql`${numberSeries.last} + 1` },
    });
}

/** The number that was taken last, as a value in SQL. */
function lastOf(storeId: string, series: string): SQL {
  return sql`(select ${numberSeries.last} from ${numberSeries} where ${numberSeries.storeId} = ${storeId} and ${numberSeries.series} = ${series})`;
}

/** What is numbered: orders, and papers by their types. */
export type Counted = (typeof documentTypes)[number];

/**
 * Where what is numbered now is counted, and its number behind `next` as a value in SQL: by the store's format for it, anew each year of
 * its zone if numbers say the year.
 */
export function numbering(store: Store, counted: Counted, now: number): { series: string; number: SQL } {
  const format = formatOf(store, counted);
  const year = yearOf(store, now);
  const series = seriesOf(format, counted, year);
  return { series, number: writtenIn(format, year, lastOf(store.id, series)) };
}

/** How numbers of orders, or of such a paper, are written: papers as orders are, where the store has no format of their own. */
export function formatOf({ policies: { shop } }: Store, counted: Counted): string {
  return (counted === 'order' ? undefined : shop.paperNumberFormats[counted]) ?? shop.orderNumberFormat;
}

/** The last numbers of everything that a store counts now, by series. */
export function lastNumbers(db: Database, store: Store, now: number) {
  const { storeId, series, last } = numberSeries;
  const current = sql`(${series} not like '%:%' or ${series} like ${`%:${yearOf(store, now)}`})`;
  return db
    .select({ name: series, figure: last })
    .from(numberSeries)
    .where(and(eq(storeId, store.id), current));
}

/** What would be numbered next by a format, after these last numbers: `2026-00413`. */
export function nextNumber(
  store: Store,
  { counted, format, lasts }: { counted: Counted; format: string; lasts: Readonly<Record<string, number>> },
  now: number,
): string {
  const year = yearOf(store, now);
  const number = (lasts[seriesOf(format, counted, year)] ?? 0) + 1;
  return format.replaceAll('{year}', year).replace('{number}', String(number).padStart(5, '0'));
}

function yearOf({ timeZone }: Store, now: number): string {
  return dayOf(now, timeZone).slice(0, 4);
}

function seriesOf(format: string, counted: Counted, year: string): string {
  return format.includes('{year}') ? `${counted}:${year}` : counted;
}

/** A number as it is written, by a format like `{year}-{number}`, as a value in SQL: `2026-00412`. */
function writtenIn(format: string, year: string, number: SQL): SQL {
  return sql`replace(${format.replaceAll('{year}', year)}, '{number}', printf('%05d', ${number}))`;
}
