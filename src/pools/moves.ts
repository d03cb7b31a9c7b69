// A store's way from one pool to another. The store is there at once, and its customers follow portion by portion; wherever one of
// them is, the store knows them by their membership, so the work can stop after any portion and go on at any time. A portion is claimed
// by the first statement of its batch, on which all others depend: of two who go on at once one has an effect.
import { and, asc, desc, eq, gt, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { isMember } from '../customers/customers.ts';
import { customers, memberships } from '../customers/schema.ts';
import { batch, type Database, type Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { log, logError } from '../web/log.ts';
import { newToken } from '../web/secrets.ts';
import { copying, isElsewhere, type Copy } from './copying.ts';
import { poolMoves } from './schema.ts';

export type Move = typeof poolMoves.$inferSelect;

/** Customers in a portion. One who is copied has many rows, one who comes along has one. */
const portionSizes = { joining: 500, leaving: 100 } as const satisfies Record<Move['kind'], number>;

/** How long after its beginning a request that knew the store of before may still write. */
const settledMs = 15_000;

/** How long one run goes on, and how many moves it looks at. */
const runMs = 15_000;
const movesPerRun = 20;

/** The store's latest move; none if it has always been in its pool. */
export function latestOf(db: Database, storeId: string) {
  return db
    .select()
    .from(poolMoves)
    .where(eq(poolMoves.storeId, storeId))
    .orderBy(desc(poolMoves.createdAt), desc(poolMoves.id))
    .limit(1);
}

/** Whether customers of the store are still on their way, as a condition. */
export function isMoving(storeId: string): SQL {
  return sql`exists (select 1 from ${poolMoves} where ${poolMoves.storeId} = ${storeId} and ${poolMoves.doneAt} is null)`;
}

/** Whether the move was begun, for the other statements of its batch. */
export function isBegun(id: string): SQL {
  return sql`exists (select 1 from ${poolMoves} where ${poolMoves.id} = ${id})`;
}

/** Goes on with a move until it is done, or nothing can be done for now, or the time is over. */
export async function finish(db: Database, id: string, now: number, endsAt = Date.now() + runMs): Promise<void> {
  while (Date.now() < endsAt) {
    const [move] = await db.select().from(poolMoves).where(eq(poolMoves.id, id));
    if (!move || move.doneAt !== null) return;
    const { isLast } = await goOn(db, move, now);
    if (isLast) return;
  }
}

/**
 * Goes on with what is not done, the oldest first, as far as the time of a run goes. Safe to repeat and to run twice at once.
 */
export async function goOnWithMoves(db: Database, now: number): Promise<void> {
  const endsAt = Date.now() + runMs;
  const left = await db
    .select({ id: poolMoves.id })
    .from(poolMoves)
    .where(isNull(poolMoves.doneAt))
    .orderBy(asc(poolMoves.createdAt))
    .limit(movesPerRun);
  for (const { id } of left) {
    try {
      await finish(db, id, now, endsAt);
      log('pool_move_gone_on', { move: id });
    } catch (error) {
      logError('pool_move_failed', error, { move: id });
    }
  }
}

/** Does the next portion. The last one ends the move if nobody was overlooked, or goes back to the first. */
export async function goOn(
  db: Database,
  move: Move,
  now: number,
  size: number = portionSizes[move.kind],
): Promise<{ isLast: boolean }> {
  const next = await nextOf(db, move, size);
  const isLast = next.length < size;
  const copies = move.kind === 'leaving' ? copiesOf(next, now) : [];
  await batch(db, portion(db, move, { ids: next.map(({ id }) => id), copies, isLast }, now));
  return { isLast };
}

/** Customers of the store who are in another pool, in the order of their ids. */
function nextOf(db: Database, { storeId, toPoolId, doneUpTo }: Move, size: number) {
  return db
    .select({ id: customers.id, isElsewhere: sql<number>`${isElsewhere(storeId, sql`${customers.id}`)}` })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(and(eq(memberships.storeId, storeId), gt(memberships.customerId, doneUpTo), ne(customers.poolId, toPoolId)))
    .orderBy(asc(memberships.customerId))
    .limit(size);
}

function copiesOf(next: Awaited<ReturnType<typeof nextOf>>, now: number): Copy[] {
  return next.filter((one) => one.isElsewhere === 1).map(({ id }) => ({ from: id, to: newId('customer', now) }));
}

type Portion = { ids: readonly string[]; copies: readonly Copy[]; isLast: boolean };

function portion(db: Database, move: Move, { ids, copies, isLast }: Portion, now: number): Statement[] {
  const step = newToken();
  const ours = and(eq(poolMoves.id, move.id), eq(poolMoves.step, step));
  const isMine = sql`exists (select 1 from ${poolMoves} where ${ours})`;
  const isAmong = sql`${customers.id} in (select value from json_each(${JSON.stringify(ids)}))`;
  const comesAlong = move.kind === 'leaving' ? sql`not ${isElsewhere(move.storeId, sql`${customers.id}`)}` : sql`true`;
  return [
    db
      .update(poolMoves)
      .set({ step, doneUpTo: ids.at(-1) ?? move.doneUpTo, doneCount: sql`${poolMoves.doneCount} + ${ids.length}` })
      .where(and(eq(poolMoves.id, move.id), eq(poolMoves.step, move.step), isNull(poolMoves.doneAt))),
    ...copying(db, move, copies, now, isMine),
    // Whose address somebody of the pool has stays apart, until they prove that it is theirs (becoming/).
    db
      .update(customers)
      .set({ poolId: move.toPoolId })
      .where(
        and(
          isAmong,
          ne(customers.poolId, move.toPoolId),
          isMember(move.storeId, sql`${customers.id}`),
          sql`not ${hasNamesake(move)}`,
          comesAlong,
          isMine,
        ),
      ),
    db
      .update(poolMoves)
      .set({
        movedCount: sql`${poolMoves.movedCount} + changes()`,
        copiedCount: sql`${poolMoves.copiedCount} + (
          select count(*) from ${customers} where ${customers.id} in (select value from json_each(${JSON.stringify(copies.map(({ to }) => to))})))`,
        apartCount: sql`${poolMoves.apartCount} + (
          select count(*) from ${customers} where ${isAmong} and ${customers.poolId} <> ${move.toPoolId}
            and ${isMember(move.storeId, sql`${customers.id}`)})`,
      })
      .where(ours),
    ...(isLast ? ending(db, move, ours, now) : []),
  ];
}

/** Whether the pool has somebody of the customer's address, or would by another customer of the store, as a condition. */
function hasNamesake({ storeId, toPoolId }: Move): SQL {
  return sql`exists (
    select 1 from ${customers} as namesake where namesake.email_key = ${customers.emailKey} and namesake.id <> ${customers.id} and (
      namesake.pool_id = ${toPoolId}
      or (namesake.id < ${customers.id} and ${isMember(storeId, sql`namesake.id`)})))`;
}

/** Done, if nobody can be overlooked any more; else everybody is looked at once more. */
function ending(db: Database, move: Move, ours: SQL | undefined, now: number): Statement[] {
  const isLeft = sql`exists (
    select 1 from ${memberships} as left_one join ${customers} as person on person.id = left_one.customer_id
    where left_one.store_id = ${move.storeId} and person.pool_id <> ${move.toPoolId} and not exists (
      select 1 from ${customers} as other where other.pool_id = ${move.toPoolId} and other.email_key = person.email_key))`;
  const isSettled = sql`${now} >= ${poolMoves.createdAt} + ${settledMs}`;
  return [
    db
      .update(poolMoves)
      .set({ doneAt: now })
      .where(and(ours, isSettled, sql`not ${isLeft}`)),
    db
      .update(poolMoves)
      .set({
        doneUpTo: '',
        doneCount: sql`${poolMoves.movedCount} + ${poolMoves.copiedCount}`,
        apartCount: 0,
      })
      .where(and(ours, isNull(poolMoves.doneAt))),
  ];
}
