// What orders that are written as rows add to the figures of the store's days, as placing and handling would have.
import { sql } from 'drizzle-orm';
import { orderDays } from '../orders/days/schema.ts';
import type { orders } from '../orders/schema.ts';
import { daysOf } from '../ui/dates.ts';
import type { Database, Statement } from '../web/database.ts';

type Order = Pick<
  typeof orders.$inferSelect,
  'groupName' | 'totalMinor' | 'placedAt' | 'paidAt' | 'cancelledAt' | 'refundedAt'
>;

/** The statement that counts the orders, whatever was counted before. */
export function counted(
  db: Database,
  { id: storeId, timeZone }: { id: string; timeZone: string },
  made: readonly Order[],
): Statement {
  const dayOf = daysOf(timeZone);
  const days = new Map<string, { day: string; group: string; orders: number; turnover: number }>();
  const add = (at: number | null, group: string, orders: number, turnover: number) => {
    if (at === null) return;
    const day = dayOf(at);
    const known = days.get(`${day} ${group}`) ?? { day, group, orders: 0, turnover: 0 };
    days.set(`${day} ${group}`, { ...known, orders: known.orders + orders, turnover: known.turnover + turnover });
  };
  for (const { groupName, totalMinor, placedAt, paidAt, cancelledAt, refundedAt } of made) {
    if (cancelledAt === null) add(placedAt, groupName, 1, 0);
    add(paidAt, groupName, 0, totalMinor);
    if (paidAt !== null) add(refundedAt, groupName, 0, -totalMinor);
  }
  const columns = ['day', 'group', 'orders', 'turnover'].map((name) => sql`value ->> ${`$.${name}`}`);
  return db
    .insert(orderDays)
    .select(
      sql`select ${storeId}, ${sql.join(columns, sql`, `)} from json_each(${JSON.stringify([...days.values()])}) where true`,
    )
    .onConflictDoUpdate({
      target: [orderDays.storeId, orderDays.day, orderDays.groupName],
      set: {
        orderCount: sql`${orderDays.orderCount} + excluded.order_count`,
        turnoverMinor: sql`${orderDays.turnoverMinor} + excluded.turnover_minor`,
      },
    });
}
