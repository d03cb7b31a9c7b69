// A person goes from their orders, and the books stay. An order that is still open keeps where it goes until it ends: the shop could
// not send it otherwise.
import { sql, type SQL } from 'drizzle-orm';
import type { Database, Statement } from '../web/database.ts';
import { orderEvents } from './events/schema.ts';
import { revised } from './revisions.ts';
import { orders } from './schema.ts';

/** The statuses in which nothing more is sent. */
const ended = ['delivered', 'cancelled', 'refunded'] as const;

/** Whether nothing of a person stays in an order that comes to this status, since they were erased while it was open. */
export function isForgotten({ erasedAt }: { erasedAt: number | null }, status: string | undefined): boolean {
  return erasedAt !== null && ended.some((one) => one === status);
}

/** What an order says of a person, blank. */
export const anonymous = { email: '', phone: '', vatId: '', billing: null, delivery: null };

/** The statement that takes what was written and changed by hand from the history of orders; `whose` says of which. */
export function forgettingWords(db: Database, whose: SQL): Statement {
  return db
    .update(orderEvents)
    .set({ text: '', changes: null })
    .where(sql`${orderEvents.orderId} in (select ${orders.id} from ${orders} where ${whose})`);
}

/** The statement that takes a person from their orders; `whose` says which those are. */
export function forgetting(db: Database, whose: SQL): Statement {
  const isOver = sql`${orders.status} in ${ended}`;
  const unless = (column: SQL, blank: SQL) => sql`case when ${isOver} then ${blank} else ${column} end`;
  return db
    .update(orders)
    .set({
      customerId: null,
      ...revised(orders.storeId, sql`unixepoch() * 1000`),
      erasedAt: sql`unixepoch() * 1000`,
      email: unless(sql`${orders.email}`, sql`''`),
      phone: unless(sql`${orders.phone}`, sql`''`),
      vatId: unless(sql`${orders.vatId}`, sql`''`),
      billing: unless(sql`${orders.billing}`, sql`null`),
      delivery: unless(sql`${orders.delivery}`, sql`null`),
    })
    .where(whose);
}
