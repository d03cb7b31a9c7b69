// The figures of the dashboard, kept in the batches that change them: so a plot reads a row a day and group, however many orders there
// are. An order counts on the day of the store's zone on which it was placed, its money on the days on which it came and went.
import { sql, type SQL } from 'drizzle-orm';
import type { Store } from '../../stores/stores.ts';
import { dayOf } from '../../ui/dates.ts';
import { insertIf, type Database, type Statement } from '../../web/database.ts';
import { orderDays } from './schema.ts';

/** By how much the figures of a day change: orders, and turnover in minor units; less than nothing where something is taken back. */
export type Counted = {
  /** Of the order, as it names it. */
  groupName: string;
  orders?: number | SQL<number>;
  turnoverMinor?: number | SQL<number>;
  /** Like `2026-11-26`; today where it is not said. */
  day?: string;
};

/** The statement that counts something at the store, if `when` holds at its place in the batch. */
export function counting(
  db: Database,
  store: Store,
  { groupName, orders = 0, turnoverMinor = 0, day }: Counted,
  now: number,
  when: SQL,
): Statement {
  const row = {
    storeId: store.id,
    day: day ?? dayOf(now, store.timeZone),
    groupName,
    orderCount: orders,
    turnoverMinor,
  };
  return insertIf(db, orderDays, row, when).onConflictDoUpdate({
    target: [orderDays.storeId, orderDays.day, orderDays.groupName],
    set: {
      orderCount: sql`${orderDays.orderCount} + excluded.order_count`,
      turnoverMinor: sql`${orderDays.turnoverMinor} + excluded.turnover_minor`,
    },
  });
}
