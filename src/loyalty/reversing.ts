// What an order earned follows it: taken back when it is refunded, more or less when it is changed. Points that do not count yet are
// changed where they wait; so an order has either one entry that waits, or such as count.
import { sql, type SQL } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import type { Database, Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { pointsFor } from './earning.ts';
import {
  carrying,
  countingTold,
  day,
  gaining,
  isOfOrder,
  isTheirs,
  isWritten,
  nextPosition,
  taking,
  writing,
  type Draft,
  type Shop,
  type Whose,
} from './entries.ts';
import { pointsEntries } from './schema.ts';

type OfOrder = { customerId: string; orderId: string };

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
  const waits = sql`earned.waits`;
  const amount = sql`case when ${waits} then earned.points else max(0, min(${memberships.points}, earned.points)) end`;
  const reversal: Draft = {
    id: newId('points', now),
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
  const [written, ...taken] = takingFrom(db, { whose, orderId }, reversal, when, now);
  return [...(written ? [written] : []), ...countingBefore(db, reversal.id, { whose, orderId }, now), ...taken];
}

type Changed = OfOrder & {
  orderNumber: string;
  /** What the order cost and costs, in minor units. */
  before: number;
  after: number;
  /** The change, by which the entry is told from those of others. */
  of: string;
};

/**
 * The statements by which the points of a paid order follow a change of what it costs. More count at once, unless the order's wait
 * still; less is taken as by a refund. With `when` only where that condition holds at the place of the first statement.
 */
export function adjusting(
  db: Database,
  store: Shop,
  { customerId, orderId, orderNumber, before, after, of }: Changed,
  now: number,
  when: SQL,
): Statement[] {
  const points = pointsFor(store, after) - pointsFor(store, before);
  if (points === 0) return [];
  const whose = { storeId: store.id, customerId };
  const waiting = sql`${pointsEntries.storeId} = ${store.id} and ${pointsEntries.customerId} = ${customerId}
    and ${isOfOrder('points_entries', 'earned', orderId)} and ${pointsEntries.position} is null`;
  const counted = sql`(${when}) and not exists (select 1 from ${pointsEntries} where ${waiting})`;
  const inWaiting = db
    .update(pointsEntries)
    .set({ points: sql`max(0, ${pointsEntries.points} + ${points})` })
    .where(sql`${waiting} and (${when})`);
  const entry = { id: newId('points', now), orderId } as const;
  if (points > 0) {
    const expiresAt = now + store.policies.loyalty.livesDays * day;
    const gain = { kind: 'earned', cause: `earned:${orderId}:${of}`, points, expiresAt, reason: orderNumber } as const;
    return [inWaiting, ...gaining(db, whose, { ...entry, ...gain }, now, counted)];
  }
  const amount = sql`min(${memberships.points}, earned.points, ${-points})`;
  const reversal: Draft = {
    ...entry,
    kind: 'reversed',
    cause: `reversed:${orderId}:${of}`,
    points: sql`-(${amount})`,
    balance: sql`${memberships.points} - ${amount}`,
    position: nextPosition(store.id, customerId),
    countsAt: now,
    reason: sql`earned.reason`,
  };
  return [inWaiting, ...takingFrom(db, { whose, orderId }, reversal, sql`${counted} and ${amount} > 0`, now)];
}

type Of = { whose: Whose; orderId: string };

/** The statements that write an entry which takes what an order earned, as `earned`, and take it from those that have some left. */
function takingFrom(db: Database, { whose, orderId }: Of, reversal: Draft, when: SQL, now: number): Statement[] {
  const from = sql`${memberships} join ${earnedBy(whose, orderId)} as earned where ${isTheirs(whose)} and (${when})`;
  return [
    writing(db, whose, reversal, from, now),
    taking(db, whose, reversal.id, isOfOrder('live', 'earned', orderId)),
    ...carrying(db, whose, reversal.id, now),
  ];
}

/** What an order earned, less what was taken back and what expired of it, and whether it waits; no row where it earned nothing. */
function earnedBy({ storeId, customerId }: Whose, orderId: string): SQL {
  return sql`(
    select sum(one.points + coalesce(gone.points, 0)) as points, max(one.position is null) as waits, min(one.reason) as reason
    from ${pointsEntries} as one left join ${pointsEntries} as gone
      on gone.store_id = one.store_id and gone.customer_id = one.customer_id and gone.cause = 'expired:' || one.id
    where one.store_id = ${storeId} and one.customer_id = ${customerId}
      and (${isOfOrder('one', 'earned', orderId)} or ${isOfOrder('one', 'reversed', orderId)})
    having count(*) > 0)`;
}

/** The statements that let points which wait count right before the entry of this id that takes them all. */
function countingBefore(db: Database, id: string, { whose, orderId }: Of, now: number): Statement[] {
  const isWaiting = sql`${pointsEntries.storeId} = ${whose.storeId} and ${pointsEntries.customerId} = ${whose.customerId}
    and ${isOfOrder('points_entries', 'earned', orderId)} and ${pointsEntries.position} is null`;
  const rows = { storeId: whose.storeId, table: 'points_entries', rows: sql`${pointsEntries}` };
  return [
    countingTold(db, rows, now, sql`${isWaiting} and ${isWritten(id)}`),
    db
      .update(pointsEntries)
      .set({
        left: sql`${pointsEntries.points}`,
        balance: sql`reversal.balance - reversal.points`,
        position: sql`reversal.position - 1`,
        countsAt: now,
      })
      .from(sql`(select balance, points, position from ${pointsEntries} where id = ${id}) as reversal`)
      .where(isWaiting),
  ];
}
