// Denial. A store denies customers whom it wants nothing to do with: they have a visitor's terms from the next request on,
// since the guard reads the membership, and the links that the store sent them lead nowhere. Allowing undoes that.
import { and, eq, inArray, ne, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { revised, telling } from '../customers/revisions.ts';
import { memberships } from '../customers/schema.ts';
import type { Database, Statement } from '../web/database.ts';
import * as sessions from '../sessions/sessions.ts';
import * as links from './links.ts';
import { linkTokens, logins } from './schema.ts';

/**
 * The statements that deny these customers of the store; whoever is denied already stays as they are. With `when` they have an
 * effect only if that condition holds at their place in the batch. The last returns whom it denied.
 */
export function denying(
  db: Database,
  store: { id: string },
  customerIds: readonly string[],
  now: number,
  when: SQL = sql`true`,
) {
  const isAmong = (column: typeof memberships.customerId | typeof linkTokens.customerId) =>
    sql`${column} in (select value from json_each(${JSON.stringify(customerIds)}))`;
  const which = and(
    eq(memberships.storeId, store.id),
    isAmong(memberships.customerId),
    inArray(memberships.status, ['active', 'pending']),
    when,
  );
  return [
    // The way back from a change of address stays: whoever took an account over must not gain by it.
    db
      .delete(linkTokens)
      .where(
        and(
          isAmong(linkTokens.customerId),
          eq(linkTokens.storeId, store.id),
          ne(linkTokens.purpose, 'email_undo'),
          when,
        ),
      ),
    telling(db, { type: 'customer.denied', storeId: store.id }, which, now),
    db
      .update(memberships)
      .set({ status: 'denied', deniedAt: now, ...revised(store.id, now) })
      .where(which)
      .returning({ customerId: memberships.customerId }),
  ] as const satisfies Statement[];
}

/** What denying this customer of the store would come to, as a value in SQL: `done`, `already_denied` or `not_found`. */
export function denialOutcome(storeId: string, customerId: SQLWrapper | string): SQL {
  return sql`coalesce((
    select case ${memberships.status} when 'denied' then 'already_denied' else 'done' end from ${memberships}
    where ${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId}), 'not_found')`;
}

/**
 * The statements that let a denied customer of the store in again: as active if they were, else they wait as before. The last
 * returns one row, or none if they were not denied.
 */
export function allowing(db: Database, store: { id: string }, customerId: string, now: number) {
  return allowed(db, customerId, now, eq(memberships.storeId, store.id));
}

/** The same for every store of the pool where they are denied; the last returns a row for each. */
export function allowingEverywhere(db: Database, customerId: string, now: number) {
  return allowed(db, customerId, now);
}

function allowed(db: Database, customerId: string, now: number, where?: SQL) {
  const which = and(eq(memberships.customerId, customerId), eq(memberships.status, 'denied'), where);
  return [
    telling(db, { type: 'customer.allowed' }, which, now),
    db
      .update(memberships)
      .set({
        status: sql`case when ${memberships.activatedAt} is null then 'pending' else 'active' end`,
        deniedAt: null,
        ...revised(memberships.storeId, now),
      })
      .where(which)
      .returning({ customerId: memberships.customerId, status: memberships.status }),
  ] as const satisfies Statement[];
}

/**
 * The statements that deny a customer at every store of the pool where they are on record, and end every session and link.
 */
export function denyingEverywhere(db: Database, customerId: string, now: number) {
  const which = and(eq(memberships.customerId, customerId), inArray(memberships.status, ['active', 'pending']));
  return [
    db.update(logins).set({ sessionsValidFrom: now }).where(eq(logins.customerId, customerId)),
    telling(db, { type: 'customer.denied' }, which, now),
    db
      .update(memberships)
      .set({ status: 'denied', deniedAt: now, ...revised(memberships.storeId, now) })
      .where(which),
    sessions.endAll(db, customerId, now),
    links.endAll(db, customerId),
  ] as const satisfies Statement[];
}
