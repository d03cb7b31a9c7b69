// The statuses of a store's own, in the order in which staff see them. What sets one is there once: two statuses of the same event would
// both want to be the order's, and two that follow the same one too. One that follows another must not come after itself; that is
// decided in the statement that saves it, so two members of staff at once make no loop either. Every statement names the store.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import * as audit from '../../staff/audit/audit.ts';
import { batch, insertIf, type Database } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { movedAt, type Direction } from '../../web/moving.ts';
import { orderEvents } from '../events/schema.ts';
import { orders } from '../schema.ts';
import type { Status } from './following.ts';
import type { StatusInput } from './input.ts';
import { followersOf, isLoop, isOne, mayBe, problemIn, stateOf, type SavingProblem } from './places.ts';
import { orderStatuses } from './schema.ts';

/** How many a store may have, retired ones too: lists and forms show them all. */
const mostStatuses = 50;

/** The statuses of a store in their order. */
export function statusesOf(db: Database, storeId: string) {
  return db
    .select()
    .from(orderStatuses)
    .where(eq(orderStatuses.storeId, storeId))
    .orderBy(asc(orderStatuses.position), asc(orderStatuses.id));
}

/** One of them. */
export function oneOf(db: Database, storeId: string, id: string) {
  return db.select().from(orderStatuses).where(isOne(storeId, id));
}

type Result<Problem extends string> = { ok: true } | { ok: false; problem: Problem };

/** Adds a status behind the others. Problems: of saving, and `too_many`. */
export async function add(
  scene: audit.Scene,
  by: string,
  input: StatusInput,
  now: number,
): Promise<Result<SavingProblem | 'too_many'>> {
  const { db, store } = scene;
  const id = newId('status', now);
  const ofStore = sql`from ${orderStatuses} where ${orderStatuses.storeId} = ${store.id}`;
  const position = sql`(select coalesce(max(${orderStatuses.position}), 0) + 1 ${ofStore})`;
  const isRoom = sql`(select count(*) ${ofStore}) < ${mostStatuses}`;
  const [added, , state] = await batch(db, [
    insertIf(
      db,
      orderStatuses,
      { ...input, id, storeId: store.id, position, retiredAt: null },
      sql`${mayBe(store.id, id, input)} and ${isRoom}`,
    ).returning({ id: orderStatuses.id }),
    audit.entry(scene, { by, act: 'status_added', after: told(input) }, now, audit.didSo),
    stateOf(db, store.id, id, input),
  ]);
  if (added.length === 1) return { ok: true };
  return { ok: false, problem: problemIn(state[0], input) ?? 'too_many' };
}

/** Makes a status, as it was `before`, another one. Problems: of saving, and `not_found` where it is gone. */
export async function change(
  scene: audit.Scene,
  by: string,
  { before, ...input }: StatusInput & { before: Status },
  now: number,
): Promise<Result<SavingProblem | 'not_found'>> {
  const { db, store } = scene;
  const { id } = before;
  // A retired one takes nobody's place.
  const may = before.retiredAt === null ? mayBe(store.id, id, input) : sql`not (${isLoop(id, input)})`;
  const entry = { by, act: 'status_changed', before: told(before), after: told(input) } as const;
  const [changed, , state] = await batch(db, [
    db
      .update(orderStatuses)
      .set(input)
      .where(and(isOne(store.id, id), isAsRetired(before), may))
      .returning({ id: orderStatuses.id }),
    audit.entry(scene, entry, now, audit.didSo),
    stateOf(db, store.id, id, input),
  ]);
  if (changed.length === 1) return { ok: true };
  return { ok: false, problem: problemIn(state[0], input) ?? 'not_found' };
}

/** Moves a status past its neighbour among `all`; where they stand otherwise by now, nothing happens. */
export async function move(
  scene: audit.Scene,
  by: string,
  { id, direction, all }: { id: string; direction: Direction; all: readonly Status[] },
  now: number,
): Promise<void> {
  const { db, store } = scene;
  const order = (rows: readonly Status[]) => JSON.stringify(rows.map((one) => one.id));
  const moved = movedAt(
    all,
    all.findIndex((one) => one.id === id),
    direction,
  );
  const stand = sql`(select json_group_array(id) from (
    select id from ${orderStatuses} where store_id = ${store.id} order by position, id))`;
  const position = moved.findIndex((one) => one.id === id) + 1;
  const entry = { by, act: 'status_changed', after: { status: id, position } } as const;
  await batch(db, [
    db
      .update(orderStatuses)
      .set({ position: sql`(select key + 1 from json_each(${order(moved)}) where value = ${orderStatuses.id})` })
      .where(and(eq(orderStatuses.storeId, store.id), sql`${stand} = ${order(all)}`)),
    audit.entry(scene, entry, now, sql`changes() > 0`),
  ]);
}

/** Retires a status: orders and their history go on naming it, and nothing sets it any more. Problem: `is_followed` by another. */
export async function retire(
  scene: audit.Scene,
  by: string,
  before: Status,
  now: number,
): Promise<Result<'is_followed' | 'not_found'>> {
  const { db, store } = scene;
  const isActive = sql`follower.retired_at is null`;
  const [retired, , followed] = await batch(db, [
    db
      .update(orderStatuses)
      .set({ retiredAt: now })
      .where(
        and(
          isOne(store.id, before.id),
          isNull(orderStatuses.retiredAt),
          sql`not exists ${followersOf(db, before.id, isActive)}`,
        ),
      )
      .returning({ id: orderStatuses.id }),
    audit.entry(scene, { by, act: 'status_retired', before: told(before) }, now, audit.didSo),
    followersOf(db, before.id, isActive),
  ]);
  if (retired.length === 1) return { ok: true };
  return { ok: false, problem: followed.length > 0 ? 'is_followed' : 'not_found' };
}

/** Brings a retired status back. Problems: of saving, where something took its place meanwhile, and `not_found`. */
export async function bringBack(
  scene: audit.Scene,
  by: string,
  before: Status,
  now: number,
): Promise<Result<SavingProblem | 'not_found'>> {
  const { db, store } = scene;
  const { id } = before;
  const [back, , state] = await batch(db, [
    db
      .update(orderStatuses)
      .set({ retiredAt: null })
      .where(and(isOne(store.id, id), isAsRetired(before), mayBe(store.id, id, before)))
      .returning({ id: orderStatuses.id }),
    audit.entry(scene, { by, act: 'status_returned', after: told(before) }, now, audit.didSo),
    stateOf(db, store.id, id, before),
  ]);
  if (back.length === 1) return { ok: true };
  return { ok: false, problem: problemIn(state[0], before) ?? 'not_found' };
}

/** Removes a status that no order has had and none follows. Problems: `is_used`, `is_followed`, `not_found`. */
export async function remove(
  scene: audit.Scene,
  by: string,
  before: Status,
  now: number,
): Promise<Result<'is_used' | 'is_followed' | 'not_found'>> {
  const { db, store } = scene;
  const { id } = before;
  const isUsed = sql`(exists (select 1 from ${orders} where ${orders.statusId} = ${id})
    or exists (select 1 from ${orderEvents} where ${orderEvents.statusId} = ${id}))`;
  const [removed, , followed, [there]] = await batch(db, [
    db
      .delete(orderStatuses)
      .where(and(isOne(store.id, id), sql`not exists ${followersOf(db, id)}`, sql`not ${isUsed}`))
      .returning({ id: orderStatuses.id }),
    audit.entry(scene, { by, act: 'status_removed', before: told(before) }, now, audit.didSo),
    followersOf(db, id),
    oneOf(db, store.id, id),
  ]);
  if (removed.length === 1) return { ok: true };
  if (!there) return { ok: false, problem: 'not_found' };
  return { ok: false, problem: followed.length > 0 ? 'is_followed' : 'is_used' };
}

/** Whether a status is still what it was: retired, or not. */
function isAsRetired({ retiredAt }: Status) {
  return sql`${orderStatuses.retiredAt} is ${retiredAt}`;
}

/** A status as the audit tells it. */
function told({ names, colour, trigger, days, afterId, isTold, document }: StatusInput): Record<string, unknown> {
  const named = Object.fromEntries(Object.entries(names).map(([language, name]) => [`name_${language}`, name]));
  return { ...named, colour, trigger, days, after: afterId, isTold, document };
}
