// Numbers without gaps: of orders, invoices and other papers, one after the other in a series of a store. A number is taken in the
// batch that uses it, so a batch that fails takes none, and D1 runs batches one after the other, so none is taken twice.
import { sql, type SQL } from 'drizzle-orm';
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

/**
 * Where what is numbered now is counted, and its number behind `next` as a value in SQL: by the store's format, anew each year of its
 * zone if numbers say the year. `counted` names what it is: `invoice`.
 */
export function numbering(store: Store, counted: string, now: number): { series: string; number: SQL } {
  const format = store.policies.shop.orderNumberFormat;
  const year = dayOf(now, store.timeZone).slice(0, 4);
  const series = format.includes('{year}') ? `${counted}:${year}` : counted;
  return { series, number: writtenIn(format, year, lastOf(store.id, series)) };
}

/** A number as it is written, by a format like `{year}-{number}`, as a value in SQL: `2026-00412`. */
function writtenIn(format: string, year: string, number: SQL): SQL {
  return sql`replace(${format.replaceAll('{year}', year)}, '{number}', printf('%05d', ${number}))`;
}
