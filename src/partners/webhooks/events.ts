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
type Subject = Partial<Record<'customer_id' | 'order_id' | 'document_id' | 'points_entry_id', string | SQL | null>>;

/** An event at a store. Of two of one id there is one. */
export type Event = { storeId: string | SQL; type: EventType; subject: Subject; id?: string };

/**
 * The statement that tells every place of the store which wants it of an event, if `when` holds at its place in the batch. Where no
 * place wants it, `when` is not looked at.
 */
export function event(
  db: Database,
  { storeId, type, subject, id: own }: Event,
  now: number,
  when: SQL = sql`true`,
): Statement {
  const id = own ?? newId('event', now);
  const isTold = sql`${webhooks.storeId} = ${storeId} and ${isWantedBy(type)} and (${when})`;
  return told(db, { id: sql`${id}`, type, subject }, now, sql`${webhooks} where ${isTold}`);
}

/** An event of each of many rows. */
export type EventOfEach = {
  type: EventType;
  /** The store of a row: one for all, or a column of it. */
  storeId: string | SQL;
  /** Ids by columns of a row; the id of the event too, as `idOfEach` makes it. */
  subject: Subject;
  id: SQL;
  /** The table or the subquery of the rows. */
  rows: SQL;
  /** What is looked at first, since there are few: the rows, or the places, of every store if none is named. */
  first: 'rows' | 'places';
};

/**
 * The same of each row of which `where` is true. Where the places come first and none wants it, no row is looked at.
 */
export function eventOfEach(
  db: Database,
  { rows, storeId, first, ...one }: EventOfEach,
  now: number,
  where: SQL,
): Statement {
  const from = first === 'places' ? sql`${webhooks} cross join ${rows}` : sql`${rows} cross join ${webhooks}`;
  const isTold = sql`${webhooks.storeId} = ${storeId} and ${isWantedBy(one.type)} and (${where})`;
  return told(db, one, now, sql`${from} where ${isTold}`);
}

/** The id of the event of a row, by the row's id; of two statements that begin with the same `first` each row has one event. */
export function idOfEach(first: string, rowId: SQL): SQL {
  return sql`${first} || '_' || substr(${rowId}, 5)`;
}

/** The id of the one event that something of this id has. */
export function idOfOnly(id: string): string;
export function idOfOnly(id: SQL): SQL;
export function idOfOnly(id: string | SQL): string | SQL {
  return typeof id === 'string' ? `evt_${id.slice(4)}` : sql`'evt_' || substr(${id}, 5)`;
}

type Told = { id: SQL; type: EventType; subject: Subject };

function told(db: Database, { id, type, subject }: Told, now: number, from: SQL): Statement {
  const ids = Object.entries(subject).filter(([, one]) => one !== null && one !== undefined);
  const about = sql`json_object(${sql.join(
    ids.flatMap(([name, one]) => [sql`${name}`, sql`${one}`]),
    sql`, `,
  )})`;
  return db
    .insert(webhookDeliveries)
    .select(
      sql`
      select ${webhooks.id}, ${id}, ${webhooks.storeId}, ${type}, ${about}, ${now}, ${now}, null, null, 0, '[]' from ${from}`,
    )
    .onConflictDoNothing();
}

function isWantedBy(type: EventType): SQL {
  return sql`${webhooks.disabledAt} is null
    and (${webhooks.events} is null or exists (select 1 from json_each(${webhooks.events}) as wanted where wanted.value = ${type}))`;
}
