// The audit: who did what, when, from where, and what was there before and after. An entry is a statement in the batch of the
// act, so neither happens without the other. It holds no secret, and names people by their ids.
import { and, desc, eq, lt, sql, type SQL } from 'drizzle-orm';
import type { Store } from '../../stores/stores.ts';
import type { Database, Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import type { Origin } from '../../web/network.ts';
import { audit, staff } from '../schema.ts';

/** Everything that is told, by name. */
export const acts = [
  'signed_in',
  'sign_in_failed',
  'password_set',
  'password_asked',
  'proved',
  'invited',
  'role_changed',
  'disabled',
  'enabled',
  'sessions_ended',
  'customer_activated',
  'customer_invited',
  'customer_denied',
  'bulk_started',
  'customers_exported',
] as const;
export type Act = (typeof acts)[number];

/** Where an act happens: the store, and from where. */
export type Scene = { db: Database; store: Store; from: Origin };

/** `by` did `act`, to a member of staff (`subjectId`) or to a customer; by null where nobody is signed in. */
export type Entry = {
  by: string | null;
  act: Act;
  subjectId?: string;
  customerId?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

/** The statement that tells of an act, for its batch; with `when` only if that condition holds at its place in it. */
export function entry({ db, store, from }: Scene, told: Entry, now: number, when: SQL = sql`true`): Statement {
  const json = (value: Record<string, unknown> | undefined) => (value === undefined ? null : JSON.stringify(value));
  return db.insert(audit).select(sql`
    select ${newId('audit', now)}, ${store.id}, ${told.by}, ${told.act}, ${told.subjectId ?? null}, ${told.customerId ?? null},
      ${json(told.before)}, ${json(told.after)}, ${from.device}, ${from.place}, ${now}
    where ${when}`);
}

/**
 * The same for many customers, one entry each, in one statement. `isTold` says of the customer in a column whether it is told of
 * them at its place in the batch.
 */
export function entryEach(
  { db, store, from }: Scene,
  told: Omit<Entry, 'customerId' | 'subjectId' | 'before'>,
  customerIds: readonly string[],
  now: number,
  isTold: (customerId: SQL) => SQL,
): Statement {
  const each = JSON.stringify(customerIds.map((customerId) => ({ id: newId('audit', now), customerId })));
  const customerId = sql`each_one.value ->> 'customerId'`;
  return db.insert(audit).select(sql`
    select each_one.value ->> 'id', ${store.id}, ${told.by}, ${told.act}, null, ${customerId}, null,
      ${told.after === undefined ? null : JSON.stringify(told.after)}, ${from.device}, ${from.place}, ${now}
    from json_each(${each}) as each_one
    where ${isTold(customerId)}`);
}

/** Entries shown at a time. */
export const portion = 50;

/** The newest entries of a store, or those older than the entry `before`, with the name of who acted. */
export function entries(db: Database, storeId: string, before: string | undefined) {
  return db
    .select({
      id: audit.id,
      act: audit.act,
      by: staff.name,
      byEmail: staff.email,
      subject: sql<string | null>`(select name from ${staff} as subject where subject.id = ${audit.subjectId})`.as(
        'subject',
      ),
      customerId: audit.customerId,
      before: audit.before,
      after: audit.after,
      device: audit.device,
      place: audit.place,
      at: audit.at,
    })
    .from(audit)
    .leftJoin(staff, eq(staff.id, audit.staffId))
    .where(and(eq(audit.storeId, storeId), before === undefined ? undefined : lt(audit.id, before)))
    .orderBy(desc(audit.id))
    .limit(portion + 1);
}

export type Told = Awaited<ReturnType<typeof entries>>[number];
