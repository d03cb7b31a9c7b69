// Every change of what a partner is shown of a customer gives their membership the next number of its store. So a list that is read in
// that order learns what changed since by one number. What belongs to the person, and to no store, changes them at each of their stores.
// In the batch of the change partners are told of it as well; what is only derived, or only figures of an order, changes the number alone.
import { and, sql, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { event, eventOfEach, idOfEach, type EventType } from '../partners/webhooks/events.ts';
import type { Database, Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { isMember } from './customers.ts';
import { memberships } from './schema.ts';

/** The next revision of a store, and when it comes to be, as values: what writes a membership sets them. */
export function revised(storeId: string | AnySQLiteColumn, now: number): { revision: SQL<number>; updatedAt: number } {
  return {
    revision: sql<number>`(select coalesce(max(latest.revision), 0) + 1 from memberships as latest where latest.store_id = ${storeId})`,
    updatedAt: now,
  };
}

/** What partners are told of customers. */
export type Told = {
  type: Extract<EventType, `customer.${string}`>;
  /** The one store of all of them; without it the memberships must be few. */
  storeId?: string;
  /** Who is told of, where it is not the customer of the membership. */
  customerId?: SQL;
  /** How the ids of the events begin: of statements that have it in common a customer has one event. */
  id?: string;
};

/**
 * The statement that tells of the customer of each membership of which `which` is true. It stands before the statement that changes
 * them, or makes none of them, and says the same as that one: so it tells of those who are changed, and of nobody else.
 */
export function telling(db: Database, told: Told, which: SQL | undefined, now: number): Statement {
  const { type, storeId = sql`${memberships.storeId}`, customerId, id = newId('event', now) } = told;
  const own = sql`${memberships.customerId}`;
  const each = { type, storeId, subject: { customer_id: customerId ?? own }, id: idOfEach(id, customerId ?? own) };
  const first = typeof storeId === 'string' ? 'places' : 'rows';
  const where = typeof storeId === 'string' ? and(sql`${memberships.storeId} = ${storeId}`, which) : which;
  return eventOfEach(db, { ...each, first, rows: sql`${memberships}` }, now, sql`${where}`);
}

/**
 * The statements that tell of somebody who becomes a customer of a store where `when` holds, and is let in at once or not. They stand
 * before the statement that makes the membership.
 */
export function coming(
  db: Database,
  { storeId, customerId, isIn = false }: { storeId: string; customerId: string; isIn?: boolean },
  now: number,
  when: SQL = sql`true`,
): Statement[] {
  const isNew = sql`not ${isMember(storeId, sql`${customerId}`)} and (${when})`;
  const types = ['customer.created', ...(isIn ? ['customer.activated' as const] : [])] as const;
  return types.map((type) => event(db, { storeId, type, subject: { customer_id: customerId } }, now, isNew));
}

/** The statement that gives a customer the next number at each of their stores, where `when` holds. */
export function revising(db: Database, customerId: string, now: number, when: SQL = sql`true`): Statement {
  return db
    .update(memberships)
    .set(revised(memberships.storeId, now))
    .where(and(sql`${memberships.customerId} = ${customerId}`, sql`(${when})`));
}

/**
 * The same, and partners are told of it, save where the customer came or was let in at this very moment: they are told of that. For
 * what changes the person; before it, and by the same condition.
 */
export function touching(db: Database, customerId: string, now: number, when: SQL = sql`true`): Statement[] {
  const isNews = sql`${now} not in (${memberships.createdAt}, coalesce(${memberships.activatedAt}, 0))`;
  const which = and(sql`${memberships.customerId} = ${customerId}`, isNews, sql`(${when})`);
  return [telling(db, { type: 'customer.updated' }, which, now), revising(db, customerId, now, when)];
}
