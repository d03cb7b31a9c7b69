// What happens to an order is written into its history, in the batch that does it, and partners are told of it.
import type { SQL } from 'drizzle-orm';
import { event as eventOf, type EventType } from '../../partners/webhooks/events.ts';
import { insertIf, type Database, type Statement } from '../../web/database.ts';
import { orderEvents } from './schema.ts';

export type Event = (typeof orderEvents.event.enumValues)[number];

/** What was changed by hand: a field by its name, or a line by what it is called; amounts in minor units, empty for nothing. */
export type Difference = { what: string; name?: string; before: string | number; after: string | number };

/** The statement that writes an event of an order, if `when` holds at its place in the batch. */
export function happening(db: Database, event: typeof orderEvents.$inferInsert, when: SQL): Statement {
  return insertIf(db, orderEvents, event, when);
}

/** What of an order partners are told of. */
export type OrderEventType = Extract<EventType, `order.${string}`>;

type Subject = { storeId: string; orderId: string; customerId: string | null };

/**
 * The statement that tells partners of an order. It belongs to the end of a batch, where `when` must still hold; `id` is that of the
 * event in the history, so that it is told of once.
 */
export function telling(
  db: Database,
  { storeId, orderId, customerId, type, id }: Subject & { type: OrderEventType; id: string },
  now: number,
  when: SQL,
): Statement {
  return eventOf(db, { storeId, type, subject: { order_id: orderId, customer_id: customerId }, id }, now, when);
}

/** The type by which partners are told of what happened; money is told of by whether all of it is there then. */
export function typeOf(event: Event, isAllPaid: boolean): OrderEventType {
  switch (event) {
    case 'placed':
    case 'shipped':
    case 'delivered':
    case 'cancelled':
    case 'refunded':
      return `order.${event}`;
    case 'paid':
      return isAllPaid ? 'order.paid' : 'order.updated';
    default:
      return 'order.updated';
  }
}
