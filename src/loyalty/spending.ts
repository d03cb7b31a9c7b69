// How points go and come back: spent on an order, given back when it is cancelled, and what an order earned taken back when it is
// refunded. Whether there are enough is decided where they are taken, in the caller's batch, so of many at once no point is spent
// twice. What expires earliest goes first.
import { sql, type SQL } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import type { Database, Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import {
  carrying,
  inTurn,
  isTheirs,
  membershipIf,
  nextPosition,
  taking,
  writing,
  type Draft,
  type Shop,
} from './entries.ts';
import { pointsEntries } from './schema.ts';

type OfOrder = { customerId: string; orderId: string };

type Spending = OfOrder & {
  /** As the ledger names the order; of one that is placed in the same batch in SQL. */
  orderNumber?: string | SQL;
  points: number;
};

/** Whether a customer has this many points to spend, as a condition on `memberships`. What must not happen without them asks it. */
export function hasPoints(points: number): SQL {
  return sql`${memberships.points} >= ${points}`;
}

/**
 * The statements that spend points on an order, all of them or none, once for an order; with `when` only where that condition holds
 * at the place of the first statement.
 */
export function spending(
  db: Database,
  store: Pick<Shop, 'id'>,
  { customerId, orderId, orderNumber = '', points }: Spending,
  now: number,
  when: SQL = sql`true`,
): Statement[] {
  if (points <= 0) return [];
  const whose = { storeId: store.id, customerId };
  const id = newId('points', now);
  const draft: Draft = {
    id,
    kind: 'spent',
    cause: `spent:${orderId}`,
    orderId,
    points: -points,
    balance: sql`${memberships.points} - ${points}`,
    position: nextPosition(store.id, customerId),
    countsAt: now,
    expiresAt: sql`(select max(turn.expires_at) from ${inTurn(whose)} as turn where turn.before < ${points})`,
    reason: orderNumber,
  };
  return [
    writing(db, whose, draft, membershipIf(whose, sql`${hasPoints(points)} and (${when})`), now),
    taking(db, whose, id),
    carrying(db, whose, id),
  ];
}

/**
 * The statements that give back what was spent on an order that is cancelled, once. It comes back as one entry that lives as much
 * longer as the longest-lived of the points had left when they were spent: while they were in the order, their time stood still.
 * With `when` only where that condition holds at the place of the first statement.
 */
export function returning(
  db: Database,
  store: Pick<Shop, 'id'>,
  { customerId, orderId }: OfOrder,
  now: number,
  when: SQL = sql`true`,
): Statement[] {
  const whose = { storeId: store.id, customerId };
  const id = newId('points', now);
  const draft: Draft = {
    id,
    kind: 'returned',
    cause: `returned:${orderId}`,
    orderId,
    points: sql`-spent.points`,
    left: sql`-spent.points`,
    balance: sql`${memberships.points} - spent.points`,
    position: nextPosition(store.id, customerId),
    countsAt: now,
    expiresAt: sql`${now} + spent.expires_at - spent.at`,
    reason: sql`spent.reason`,
  };
  const spent = causedBy(whose, 'spent', `spent:${orderId}`, when);
  return [writing(db, whose, draft, spent, now), carrying(db, whose, id)];
}

/**
 * The statements that take back what an order earned when it is refunded, once: from the earned points themselves, and what was
 * spent of those, from others, what expires earliest first. What expired of them is gone already. Where there is less, all of it
 * is taken and nothing is owed. Points that did not count yet count and go at once. With `when` only where that condition holds
 * at the place of the first statement.
 */
export function reversing(
  db: Database,
  store: Pick<Shop, 'id'>,
  { customerId, orderId }: OfOrder,
  now: number,
  when: SQL = sql`true`,
): Statement[] {
  const whose = { storeId: store.id, customerId };
  const id = newId('points', now);
  const cause = `earned:${orderId}`;
  const gone = sql`coalesce((
    select gone.points from ${pointsEntries} as gone
    where gone.store_id = ${store.id} and gone.customer_id = ${customerId} and gone.cause = 'expired:' || earned.id), 0)`;
  const waits = sql`earned.position is null`;
  const amount = sql`case when ${waits} then earned.points else min(${memberships.points}, earned.points + ${gone}) end`;
  const draft: Draft = {
    id,
    kind: 'reversed',
    cause: `reversed:${orderId}`,
    orderId,
    points: sql`-(${amount})`,
    balance: sql`${memberships.points} - case when ${waits} then 0 else ${amount} end`,
    // Points that wait get the position before it.
    position: sql`${nextPosition(store.id, customerId)} + (${waits})`,
    countsAt: now,
    reason: sql`earned.reason`,
  };
  return [
    writing(db, whose, draft, causedBy(whose, 'earned', cause, when), now),
    countingBefore(db, id, { ...whose, cause }, now),
    taking(db, whose, id, cause),
    carrying(db, whose, id),
  ];
}

/** The customer's membership and their entry of this cause, called `name`, where `when` holds. */
function causedBy(whose: { storeId: string; customerId: string }, name: 'spent' | 'earned', cause: string, when: SQL) {
  const entry = sql.raw(name);
  return sql`${memberships} join ${pointsEntries} as ${entry} on ${entry}.store_id = ${whose.storeId}
    and ${entry}.customer_id = ${whose.customerId} and ${entry}.cause = ${cause}
    where ${isTheirs(whose)} and (${when})`;
}

/** The statement that lets points which wait count right before the entry of this id that takes them all. */
function countingBefore(
  db: Database,
  id: string,
  { storeId, customerId, cause }: { storeId: string; customerId: string; cause: string },
  now: number,
): Statement {
  return db
    .update(pointsEntries)
    .set({
      left: sql`${pointsEntries.points}`,
      balance: sql`reversal.balance - reversal.points`,
      position: sql`reversal.position - 1`,
      countsAt: now,
    })
    .from(sql`(select balance, points, position from ${pointsEntries} where id = ${id}) as reversal`)
    .where(
      sql`${pointsEntries.storeId} = ${storeId} and ${pointsEntries.customerId} = ${customerId}
        and ${pointsEntries.cause} = ${cause} and ${pointsEntries.position} is null`,
    );
}
