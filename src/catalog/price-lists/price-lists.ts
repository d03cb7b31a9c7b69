// Price lists as staff keep them: their order decides which comes first, so they are moved, not numbered. Whoever changes a list that
// somebody else has changed since it was shown to them is told, and nothing happens. Every statement names the store.
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import * as audit from '../../staff/audit/audit.ts';
import type { Store } from '../../stores/stores.ts';
import { dayOf } from '../../ui/dates.ts';
import { batch, type Database } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { priceListItems, priceLists } from '../schema.ts';
import type { ListTerms } from './input.ts';

/** How many lists a store may have: every price is decided by all of them. */
export const mostLists = 100;

/** What of a list decides about prices. */
const deciding = {
  id: priceLists.id,
  name: priceLists.name,
  groupIds: priceLists.groupIds,
  countries: priceLists.countries,
  startsAt: priceLists.startsAt,
  endsAt: priceLists.endsAt,
  percentBasisPoints: priceLists.percentBasisPoints,
  updatedAt: priceLists.updatedAt,
};

const shown = {
  ...deciding,
  itemCount: sql<number>`(
    select count(*) from ${priceListItems} where ${priceListItems.listId} = ${priceLists.id})`.as('item_count'),
};

/** The price lists of a store in the order in which they count. */
export function listsOf(db: Database, storeId: string) {
  return db
    .select(shown)
    .from(priceLists)
    .where(eq(priceLists.storeId, storeId))
    .orderBy(asc(priceLists.position), asc(priceLists.id));
}

/** One of them; no row where the store has no such list. */
export function find(db: Database, storeId: string, id: string) {
  return db
    .select(shown)
    .from(priceLists)
    .where(and(eq(priceLists.id, id), eq(priceLists.storeId, storeId)));
}

export type FoundList = Awaited<ReturnType<typeof find>>[number];

/** The same without what they say of products being counted: all of them, or one. */
export function uncounted(db: Database, storeId: string, id?: string) {
  return db
    .select(deciding)
    .from(priceLists)
    .where(and(eq(priceLists.storeId, storeId), id === undefined ? undefined : eq(priceLists.id, id)))
    .orderBy(asc(priceLists.position), asc(priceLists.id));
}

export type Result<Problem extends string> = { ok: true } | { ok: false; problem: Problem };

/** A list as it was shown to whoever changes it. */
export type Seen<Shown = Pick<FoundList, 'id' | 'name'>> = { list: Shown; asOf: number | undefined };

/** Whether the list is still as it was shown, as a condition. */
export function isAsSeen(storeId: string, { list, asOf }: Seen): SQL {
  const isThis = and(eq(priceLists.id, list.id), eq(priceLists.storeId, storeId));
  const same = asOf === undefined ? sql`true` : eq(priceLists.updatedAt, asOf);
  return sql`exists (select 1 from ${priceLists} where ${isThis} and ${same})`;
}

/** The statement that says of the list that it was changed, where it is still as it was shown; returns it then. */
export function touching(db: Database, storeId: string, seen: Seen, now: number) {
  return db
    .update(priceLists)
    .set({ updatedAt: sql`max(${now}, ${priceLists.updatedAt} + 1)` })
    .where(and(eq(priceLists.id, seen.list.id), isAsSeen(storeId, seen)))
    .returning({ id: priceLists.id });
}

/** Adds a list behind the others, for nothing yet. Problem: `too_many`. */
export async function add(
  scene: audit.Scene,
  by: string,
  name: string,
  now: number,
): Promise<{ ok: true; id: string } | { ok: false; problem: 'too_many' }> {
  const { db, store } = scene;
  const id = newId('price_list', now);
  const last = sql`(select coalesce(max(${priceLists.position}), 0) + 1 from ${priceLists} where ${priceLists.storeId} = ${store.id})`;
  const isRoom = sql`(select count(*) from ${priceLists} where ${priceLists.storeId} = ${store.id}) < ${mostLists}`;
  const [added] = await batch(db, [
    db
      .insert(priceLists)
      .select(
        sql`select ${id}, ${store.id}, ${name}, ${last}, null, null, null, null, null, ${now}, ${now} where ${isRoom}`,
      )
      .returning({ id: priceLists.id }),
    audit.entry(scene, { by, act: 'price_list_added', after: { list: name } }, now, audit.didSo),
  ]);
  return added.length === 1 ? { ok: true, id } : { ok: false, problem: 'too_many' };
}

export type Names = ReadonlyMap<string, string>;

/** Gives a list other terms; `names` are those of the groups, for the audit. Problem: `changed_meanwhile`. */
export async function change(
  scene: audit.Scene,
  by: string,
  { seen, terms, names }: { seen: Seen<FoundList>; terms: ListTerms; names: Names },
  now: number,
): Promise<Result<'changed_meanwhile'>> {
  const { db, store } = scene;
  const before = told(store, seen.list, names);
  const after = told(store, terms, names);
  const [changed] = await batch(db, [
    db
      .update(priceLists)
      .set({ ...terms, updatedAt: sql`max(${now}, ${priceLists.updatedAt} + 1)` })
      .where(and(eq(priceLists.id, seen.list.id), isAsSeen(store.id, seen)))
      .returning({ id: priceLists.id }),
    audit.entry(scene, { by, act: 'price_list_changed', before, after }, now, audit.didSo),
  ]);
  return changed.length === 1 ? { ok: true } : { ok: false, problem: 'changed_meanwhile' };
}

export type Move = { id: string; direction: 'up' | 'down'; place: number };

/**
 * Moves a list one place, from the place where it was shown among `lists`, as they were read. Problem: `changed_meanwhile`, where it
 * is not there any more or somebody moved, added or deleted one.
 */
export async function move(
  scene: audit.Scene,
  by: string,
  { lists, id, direction, place }: Move & { lists: readonly FoundList[] },
  now: number,
): Promise<Result<'changed_meanwhile'>> {
  const { db, store } = scene;
  const other = direction === 'up' ? place - 1 : place + 1;
  const [list, neighbour] = [lists[place], lists[other]];
  if (list?.id !== id || !neighbour) return { ok: false, problem: 'changed_meanwhile' };
  const order = lists.map((one) => one.id);
  const next = JSON.stringify(order.with(place, neighbour.id).with(other, id));
  const isAsRead = sql`(
    select json_group_array(${priceLists.id} order by ${priceLists.position}, ${priceLists.id}) from ${priceLists}
    where ${priceLists.storeId} = ${store.id}) = ${JSON.stringify(order)}`;
  const entry = { by, act: 'price_list_moved', before: { list: list.name, place: place + 1 } } as const;
  const [, moved] = await batch(db, [
    audit.entry(scene, { ...entry, after: { place: other + 1 } }, now, isAsRead),
    db
      .update(priceLists)
      .set({ position: sql`(select key + 1 from json_each(${next}) where value = ${priceLists.id})` })
      .where(and(eq(priceLists.storeId, store.id), isAsRead))
      .returning({ id: priceLists.id }),
  ]);
  return moved.length > 0 ? { ok: true } : { ok: false, problem: 'changed_meanwhile' };
}

/** Deletes a list with what it says of products. Problem: `changed_meanwhile`. */
export async function remove(
  scene: audit.Scene,
  by: string,
  { seen, names }: { seen: Seen<FoundList>; names: Names },
  now: number,
): Promise<Result<'changed_meanwhile'>> {
  const { db, store } = scene;
  const { list } = seen;
  const isThere = isAsSeen(store.id, seen);
  const before = { ...told(store, list, names), items: list.itemCount };
  const results = await batch(db, [
    audit.entry(scene, { by, act: 'price_list_deleted', before }, now, isThere),
    db.delete(priceListItems).where(and(eq(priceListItems.listId, list.id), isThere)),
    db
      .delete(priceLists)
      .where(and(eq(priceLists.id, list.id), isThere))
      .returning({ id: priceLists.id }),
  ]);
  return results[2].length === 1 ? { ok: true } : { ok: false, problem: 'changed_meanwhile' };
}

/** A list as the audit tells it; what does not matter is left out. */
function told({ timeZone }: Store, list: ListTerms, names: Names): Record<string, unknown> {
  const { name, groupIds, countries, startsAt, endsAt, percentBasisPoints } = list;
  return {
    list: name,
    ...(groupIds && { groups: groupIds.map((id) => names.get(id) ?? id).join(', ') }),
    ...(countries && { countries: countries.join(', ') }),
    ...(startsAt !== null && { from: dayOf(startsAt, timeZone) }),
    ...(endsAt !== null && { until: dayOf(endsAt - 1, timeZone) }),
    ...(percentBasisPoints !== null && { percent: `${percentBasisPoints / 100} %` }),
  };
}
