// What partners are told of, by type. An event is a row for each place that wants it, in the batch of what it tells of: so neither is
// there without the other. It names things by their ids and holds nothing else; who wants to know more asks by them, with a key that may.
import { sql, type SQL } from 'drizzle-orm';
import type { Database, Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { webhookDeliveries, webhooks } from './schema.ts';

/** Every type of event, as partners know it; what it means stands in the description of the API. */
export const eventTypes = [
  'customer.created',
  'customer.updated',
  'customer.activated',
  'customer.denied',
  'customer.allowed',
  'customer.deleted',
  'order.placed',
  'order.updated',
  'order.paid',
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'order.refunded',
  'document.issued',
  'points.changed',
] as const;

export type EventType = (typeof eventTypes)[number];

/** The type of what is sent to try out whether it arrives. It is not asked for: each place takes it. */
export const testType = 'webhook.test';

/** What an event is about: ids, by what they are. An id that is known in the batch only is SQL. */
export type Subject = Partial<
  Record<'customer_id' | 'order_id' | 'document_id' | 'points_entry_id', string | SQL | null>
>;

/** An event at a store. */
export type Event = { storeId: string | SQL; type: EventType; subject: Subject };

/**
 * The statement that tells every place of the store which wants it of an event, if `when` holds at its place in the batch. `when` may
 * not be `changes()`: it is asked for each place.
 */
export function event(db: Database, { storeId, type, subject }: Event, now: number, when: SQL = sql`true`): Statement {
  const ids = Object.entries(subject).filter(([, id]) => id !== null && id !== undefined);
  const about = sql`json_object(${sql.join(
    ids.flatMap(([name, id]) => [sql`${name}`, sql`${id}`]),
    sql`, `,
  )})`;
  return db.insert(webhookDeliveries).select(sql`
    select ${webhooks.id}, ${newId('event', now)}, ${webhooks.storeId}, ${type}, ${about}, ${now}, ${now}, null, null, 0, '[]'
    from ${webhooks}
    where ${webhooks.storeId} = ${storeId} and ${webhooks.disabledAt} is null
      and (${webhooks.events} is null or exists (select 1 from json_each(${webhooks.events}) as wanted where wanted.value = ${type}))
      and (${when})`);
}
