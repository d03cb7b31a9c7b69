// Every change of an order gives it the next number of its store. So a list that is looked at learns what changed since by one number,
// in the order in which it came to be, and a form that was filled in from an order can say of which state it was.
import { sql, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { orders } from './schema.ts';

/**
 * The next revision of a store, and when it comes to be, as values: what writes an order sets them. What writes several names the store by
 * its column: SQLite works out a value that depends on no row once, and no two orders may have one number.
 */
export function revised(
  storeId: string | AnySQLiteColumn,
  now: number | SQL,
): { revision: SQL<number>; updatedAt: number | SQL } {
  return {
    revision: sql<number>`(select coalesce(max(latest.revision), 0) + 1 from orders as latest where latest.store_id = ${storeId})`,
    updatedAt: now,
  };
}

/** Whether nothing about an order has changed since it was read, as a condition on orders; nor whose it is. */
export function isAsRead({ revision, customerId }: Pick<typeof orders.$inferSelect, 'revision' | 'customerId'>): SQL {
  return sql`(${orders.revision} = ${revision} and ${orders.customerId} is ${customerId})`;
}

/** The revision that the address of a form says, of the order from which it was made; one that no order has where that is no number. */
export function revisionTyped(typed: string | undefined): number | undefined {
  return typed === undefined ? undefined : Number(/^\d{1,12}$/.exec(typed)?.[0] ?? -1);
}
