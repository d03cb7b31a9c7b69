// How often orders may be sent: nobody shall fill the shop's books with orders, or somebody's mail with confirmations.
import { sql, type SQL } from 'drizzle-orm';
import * as throttles from '../credentials/throttles.ts';
import { orders } from '../orders/schema.ts';
import type { Store } from '../stores/stores.ts';
import { reading, type Database } from '../web/database.ts';
import { emailKey } from '../web/emails.ts';

/** Guests' orders by one address at a store in an hour. */
const mostByAddress = 10;

const hour = 3_600_000;

/** The statement that counts a checkout that is filled in from a network, and the condition that it is within the limit behind it. */
export async function fromNetwork(db: Database, network: string, now: number) {
  const key = await throttles.keyOf('checkout_network', network);
  return {
    counting: throttles.count(db, 'checkout_network', key, now),
    isWithin: throttles.isWithin('checkout_network', key),
  };
}

/** Whether what was counted was one too many. */
export function isTooMany(rows: readonly { count: number }[]): boolean {
  return throttles.isTooMany('checkout_network', rows);
}

/** Whether another order by this address may be placed, as a condition. */
export function mayOrderBy(store: Store, email: string, now: number): SQL {
  return sql`(select count(*) from ${orders} where ${orders.storeId} = ${store.id} and ${orders.guestKey} = ${emailKey(email)}
    and ${orders.placedAt} > ${now - hour}) < ${mostByAddress}`;
}

/** The same as a statement: `mayOrder` is 0 where it may not. */
export function stateOf(db: Database, store: Store, email: string, now: number) {
  return reading(db, { mayOrder: sql<number>`${mayOrderBy(store, email, now)}`.as('may_order') });
}
