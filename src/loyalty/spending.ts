// How points go and come back: spent on an order, and given back when it is cancelled or costs less than they are worth. Whether there
// are enough is decided where they are taken, in the caller's batch, so of many at once no point is spent twice. What expires earliest
// goes first.
import { sql, type SQL } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import type { Database, Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import {
  carrying,
  inTurn,
  isOfOrder,
  isTheirs,
  membershipIf,
  nextPosition,
  taking,
  writing,
  type Draft,
  type Shop,
  type Whose,
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
    ...carrying(db, whose, id, now),
  ];
}

type Returning = OfOrder & {
  /** How many come back, and for which change of the order; without it all that have not come back yet, once. */
  part?: { points: number; of: string };
};

/**
 * The statements that give back what was spent on an order that is cancelled, once, or a part of it. It comes back as one entry that
 * lives as much longer as the longest-lived of the points had left when they were spent: while they were in the order, their time
 * stood still. With `when` only where that condition holds at the place of the first statement.
 */
export function returning(
  db: Database,
  store: Pick<Shop, 'id'>,
  { customerId, orderId, part }: Returning,
  now: number,
  when: SQL = sql`true`,
): Statement[] {
  const whose = { storeId: store.id, customerId };
  const id = newId('points', now);
  const rest = sql`(-spent.points - spent.returned)`;
  const points = part ? sql`min(${part.points}, ${rest})` : rest;
  const draft: Draft = {
    id,
    kind: 'returned',
    cause: part ? `returned:${orderId}:${part.of}` : `returned:${orderId}`,
    orderId,
    points,
    left: points,
    balance: sql`${memberships.points} + ${points}`,
    position: nextPosition(store.id, customerId),
    countsAt: now,
    expiresAt: sql`${now} + spent.expires_at - spent.at`,
    reason: sql`spent.reason`,
  };
  const from = sql`${memberships} join ${spentOn(whose, orderId)} as spent where ${isTheirs(whose)} and ${points} > 0 and (${when})`;
  return [writing(db, whose, draft, from, now), ...carrying(db, whose, id, now)];
}

/** The entry that spent points on an order, with how many of them have come back, as a subquery. */
function spentOn({ storeId, customerId }: Whose, orderId: string): SQL {
  return sql`(
    select entry.points, entry.expires_at, entry.at, entry.reason, coalesce((
      select sum(back.points) from ${pointsEntries} as back
      where back.store_id = ${storeId} and back.customer_id = ${customerId} and ${isOfOrder('back', 'returned', orderId)}), 0) as returned
    from ${pointsEntries} as entry
    where entry.store_id = ${storeId} and entry.customer_id = ${customerId} and entry.cause = ${`spent:${orderId}`})`;
}
