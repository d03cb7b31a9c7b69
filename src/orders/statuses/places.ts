// Which status may be there beside the others of its store, as conditions for the statement that saves it.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { reading, type Database } from '../../web/database.ts';
import type { Status } from './following.ts';
import { orderStatuses } from './schema.ts';

/** When a status is set. */
export type Place = Pick<Status, 'trigger' | 'days' | 'afterId'>;

/** Why a status cannot be set when it is typed: another one is set then, or the one that it follows is not there or is itself. */
export type SavingProblem = 'trigger_taken' | 'after_taken' | 'after_gone' | 'after_itself';

/** Whether a status of this id may have this place. */
export function mayBe(storeId: string, id: string, place: Place): SQL {
  return sql`not (${isTaken(storeId, id, place)}) and not (${isGone(storeId, place)}) and not (${isLoop(id, place)})`;
}

/** Whether it would come after itself: of what it follows, what that follows, and so on, retired ones too, none may be it. */
export function isLoop(id: string, { afterId }: Pick<Place, 'afterId'>): SQL {
  if (afterId === null) return sql`false`;
  return sql`exists (
    with recursive earlier(id) as (
      select ${afterId}
      union select status.after_id from order_statuses as status join earlier on status.id = earlier.id
      where status.after_id is not null)
    select 1 from earlier where earlier.id = ${id})`;
}

function isTaken(storeId: string, id: string, { trigger, days, afterId }: Place): SQL {
  if (trigger === 'hand') return sql`false`;
  const same =
    trigger === 'follows'
      ? sql`other.after_id = ${afterId} and other.set_by = 'follows'`
      : sql`other.store_id = ${storeId} and other.set_by = ${trigger} and other.days = ${days}`;
  return sql`exists (
    select 1 from order_statuses as other where ${same} and other.retired_at is null and other.id <> ${id})`;
}

function isGone(storeId: string, { afterId }: Place): SQL {
  if (afterId === null) return sql`false`;
  return sql`not exists (
    select 1 from order_statuses as before where before.id = ${afterId} and before.store_id = ${storeId} and before.retired_at is null)`;
}

/** What keeps a status of this id from this place, for `problemIn`. */
export function stateOf(db: Database, storeId: string, id: string, place: Place) {
  return reading(db, {
    isLoop: isLoop(id, place).mapWith(Boolean).as('is_loop'),
    isGone: isGone(storeId, place).mapWith(Boolean).as('is_gone'),
    isTaken: isTaken(storeId, id, place).mapWith(Boolean).as('is_taken'),
  });
}

/** The same in a word; null where nothing does. */
export function problemIn(
  state: Awaited<ReturnType<typeof stateOf>>[number] | undefined,
  { trigger }: Place,
): SavingProblem | null {
  if (state?.isLoop) return 'after_itself';
  if (state?.isGone) return 'after_gone';
  if (!state?.isTaken) return null;
  return trigger === 'follows' ? 'after_taken' : 'trigger_taken';
}

/** Those that follow a status; with `only` such ones. */
export function followersOf(db: Database, id: string, only?: SQL) {
  return db
    .select({ id: sql<string>`follower.id`.as('follower_id') })
    .from(sql`order_statuses as follower`)
    .where(and(sql`follower.after_id = ${id}`, only));
}

/** A status of the store, in a statement about statuses. */
export function isOne(storeId: string, id: string) {
  return and(eq(orderStatuses.id, id), eq(orderStatuses.storeId, storeId));
}
