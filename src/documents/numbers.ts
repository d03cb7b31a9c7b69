// Numbers without gaps: of orders, invoices and other papers, one after the other in a series of a store. A number is taken in the
// batch that uses it, so a batch that fails takes none, and D1 runs batches one after the other, so none is taken twice.
import { sql, type SQL } from 'drizzle-orm';
import type { Database, Statement } from '../web/database.ts';
import { numberSeries } from './schema.ts';

/**
 * The statement that takes the next number of a series, like `invoice:2026`, before the statement that uses it as `lastOf`; with
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
export function lastOf(storeId: string, series: string): SQL {
  return sql`(select ${numberSeries.last} from ${numberSeries} where ${numberSeries.storeId} = ${storeId} and ${numberSeries.series} = ${series})`;
}

/** A number as it is written, by a format like `{year}-{number}`, as a value in SQL: `2026-00412`. */
export function writtenIn(format: string, year: string, number: SQL): SQL {
  return sql`replace(${format.replaceAll('{year}', year)}, '{number}', printf('%05d', ${number}))`;
}
