// The audit: who did what, when, from where, and what was there before and after. An entry is a statement in the batch of the
// act, so neither happens without the other. It holds no secret, and names people by their ids.
import { is, SQL, sql } from 'drizzle-orm';
import { stores } from '../../stores/schema.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database, Statement } from '../../web/database.ts';
import { firstId, newId } from '../../web/ids.ts';
import type { Origin } from '../../web/network.ts';
import { audit } from '../schema.ts';
import type { acts } from './acts.ts';

export type Act = (typeof acts)[number];

/** Where an act happens: the store, and from where. */
export type Scene = { db: Database; store: Store; from: Origin };

/** As much of it as an entry tells. */
type Place = { db: Database; store: Pick<Store, 'id'>; from: Pick<Origin, 'device' | 'place'> };

/**
 * `by` did `act`, to a member of staff (`subjectId`) or to a customer. By null where nobody is signed in; what customers did
 * themselves (`own_…`) is by null as well, and `customerId` says who.
 */
export type Entry = {
  by: string | null;
  act: Act;
  subjectId?: string | undefined;
  customerId?: string | undefined;
  before?: Record<string, unknown>;
  /** What is known in the batch only is JSON in SQL. */
  after?: Record<string, unknown> | SQL;
};

/** Whether the statement before in the batch changed its row: the condition of an entry right behind it. */
export const didSo = sql`changes() = 1`;

/** Whether an entry is about what a customer did themselves, as the indexes say it: device and place are the customer's then. */
export const isOwn = sql`${audit.act} glob 'own_*'`;

/** The statement that tells of an act, for its batch; with `when` only if that condition holds at its place in it. */
export function entry(scene: Place, told: Entry, now: number, when: SQL = sql`true`): Statement {
  const { db, store, from } = scene;
  const json = (value: Entry['after']) =>
    value === undefined || is(value, SQL) ? (value ?? null) : JSON.stringify(value);
  return db.insert(audit).select(sql`
    select ${newId('audit', now)}, ${store.id}, ${told.by}, ${told.act}, ${told.subjectId ?? null}, ${told.customerId ?? null},
      ${json(told.before)}, ${json(told.after)}, ${from.device}, ${from.place}, ${now}
    where ${when}`);
}

/**
 * The same for many customers, one entry each, in one statement. `isTold` says of the customer in a column whether it is told of
 * them at its place in the batch. Of customers who are erased in the same batch (`isOfErased`) the number of the record that is
 * gone is kept, which by then leads to no person.
 */
export function entryEach(
  { db, store, from }: Scene,
  told: Pick<Entry, 'by' | 'act' | 'after'> & { isOfErased?: boolean },
  customerIds: readonly string[],
  now: number,
  isTold: (customerId: SQL) => SQL,
): Statement {
  const each = JSON.stringify(customerIds.map((customerId) => ({ id: newId('audit', now), customerId })));
  const customerId = sql`each_one.value ->> 'customerId'`;
  const about = told.isOfErased
    ? { column: sql`null`, before: sql`json_object('customer', ${customerId})` }
    : { column: customerId, before: sql`null` };
  return db.insert(audit).select(sql`
    select each_one.value ->> 'id', ${store.id}, ${told.by}, ${told.act}, null, ${about.column}, ${about.before},
      ${told.after === undefined ? null : JSON.stringify(told.after)}, ${from.device}, ${from.place}, ${now}
    from json_each(${each}) as each_one
    where ${isTold(customerId)}`);
}

const day = 86_400_000;

/** How long it is kept what customers did themselves. What staff did is kept. */
const ownDays = 180;

/** Removes what customers did too long ago; by id, since that is what the index goes by. Safe to repeat. */
export async function removeOld(db: Database, now: number): Promise<void> {
  const since = firstId('audit', now - ownDays * day);
  await db
    .delete(audit)
    .where(sql`${audit.storeId} in (select id from ${stores}) and ${isOwn} and ${audit.id} < ${since}`);
}
