// Points are a ledger: every change is an entry, once for each cause, with the balance behind it. Always true of a customer at a
// store: `memberships.points` is the balance of the latest entry that counts, is the sum of those that count, is the sum of what
// is left of them, and is never negative. An entry gets its position and balance when it begins to count, so the ledger read by
// position is the order in which the balance changed (decision 016).
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { revised } from '../customers/revisions.ts';
import { memberships } from '../customers/schema.ts';
import { event, eventOfEach, idOfOnly } from '../partners/webhooks/events.ts';
import type { Store } from '../stores/stores.ts';
import type { Database, Statement } from '../web/database.ts';
import { pointsEntries } from './schema.ts';

/** The store, as far as its points matter. */
export type Shop = Pick<Store, 'id' | 'currency' | 'policies'>;

/** A customer at a store. */
export type Whose = { storeId: string; customerId: string };

export const day = 86_400_000;

export type Kind = (typeof pointsEntries.kind.enumValues)[number];

/** An entry as it is written; what is SQL is a value from the tables that it is written from. */
export type Draft = {
  id: string;
  kind: Kind;
  cause: string;
  points: number | SQL;
  left?: number | SQL;
  /** Null for an entry that is to count later. */
  balance: SQL | null;
  position: SQL | null;
  countsAt: number;
  expiresAt?: number | SQL | null;
  orderId?: string | null;
  reason: string | SQL;
  staffId?: string | null;
};

/** The statement that writes an entry of the customer, if its cause has none yet; `from` are the tables and conditions behind `from`. */
export function writing(db: Database, { storeId, customerId }: Whose, draft: Draft, from: SQL, now: number): Statement {
  const { id, kind, cause, points, left = 0, balance, position, countsAt, expiresAt = null, reason } = draft;
  return db
    .insert(pointsEntries)
    .select(
      sql`
      select ${id}, ${storeId}, ${customerId}, ${kind}, ${cause}, ${draft.orderId ?? null}, ${points}, ${left}, ${balance},
        ${position}, ${countsAt}, ${expiresAt}, ${reason}, ${draft.staffId ?? null}, ${now}
      from ${from}`,
    )
    .onConflictDoNothing();
}

/** The customer's membership, as a condition. */
export function isTheirs({ storeId, customerId }: Whose): SQL {
  return sql`${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId}`;
}

/** The customer's membership where `when` holds, to write an entry from. */
export function membershipIf(whose: Whose, when: SQL): SQL {
  return sql`${memberships} where ${isTheirs(whose)} and (${when})`;
}

/**
 * Whether an entry is of this kind and about an order, as a condition on `table`: one that is its first has the order as its cause,
 * others a change of it as well. By the index of causes.
 */
export function isOfOrder(table: string, kind: 'earned' | 'reversed' | 'returned', orderId: string): SQL {
  const cause = sql.raw(`${table}.cause`);
  const first = `${kind}:${orderId}`;
  return sql`(${cause} = ${first} or (${cause} >= ${`${first}:`} and ${cause} < ${`${first};`}))`;
}

/** The position of the next entry of a customer to count. */
export function nextPosition(storeId: SQL | string, customerId: SQL | string): SQL {
  return sql`coalesce((
    select max(latest.position) from ${pointsEntries} as latest
    where latest.customer_id = ${customerId} and latest.store_id = ${storeId}), 0) + 1`;
}

/** Whether there is the entry of this id, as a condition. */
export function isWritten(id: string): SQL {
  return sql`exists (select 1 from ${pointsEntries} where ${pointsEntries.id} = ${id})`;
}

/** The statements that carry the balance of an entry, if it was written, to the membership, and tell of it. */
export function carrying(db: Database, { storeId, customerId }: Whose, id: string, now: number): Statement[] {
  const balance = sql`(select ${pointsEntries.balance} from ${pointsEntries} where ${pointsEntries.id} = ${id})`;
  const subject = { customer_id: customerId, points_entry_id: id };
  return [
    db
      .update(memberships)
      .set({ points: balance, ...revised(storeId, now) })
      .where(and(eq(memberships.storeId, storeId), eq(memberships.customerId, customerId), isWritten(id))),
    event(db, { storeId, type: 'points.changed', subject, id: idOfOnly(id) }, now, isWritten(id)),
  ];
}

/** The statement that tells of entries that begin to count; `rows` are such, as `table`, and `where` says which of them. */
export function countingTold(
  db: Database,
  { storeId, table, rows }: { storeId?: string; table: string; rows: SQL },
  now: number,
  where: SQL,
): Statement {
  const column = (name: string) => sql.raw(`${table}.${name}`);
  const id = column('id');
  const subject = { customer_id: column('customer_id'), points_entry_id: id };
  const told = {
    type: 'points.changed',
    storeId: storeId ?? column('store_id'),
    subject,
    id: idOfOnly(id),
    rows,
    first: 'places',
  } as const;
  return eventOfEach(db, told, now, where);
}

/** Points that count from now on. */
type Gain = Pick<Draft, 'id' | 'kind' | 'cause' | 'orderId' | 'reason' | 'staffId'> & {
  points: number;
  expiresAt: number;
};

/** The statements that add points which count at once. */
export function gaining(db: Database, whose: Whose, gain: Gain, now: number, when: SQL): Statement[] {
  const draft: Draft = {
    ...gain,
    left: gain.points,
    balance: sql`${memberships.points} + ${gain.points}`,
    position: nextPosition(whose.storeId, whose.customerId),
    countsAt: now,
  };
  return [writing(db, whose, draft, membershipIf(whose, when), now), ...carrying(db, whose, gain.id, now)];
}

/**
 * What a customer may spend, as a subquery in the order in which it is taken: what expires earliest first, of the same end what
 * counted first; those of which `first` is true, a condition on `live`, come before all. `before` is how many points are taken before an entry's turn.
 */
export function inTurn({ storeId, customerId }: Whose, first: SQL | null = null): SQL {
  const isFirst = first === null ? sql`` : sql`(${first}) desc,`;
  return sql`(
    select live.id, live.points_left, live.expires_at, coalesce(sum(live.points_left) over (
      order by ${isFirst} live.expires_at, live.position rows between unbounded preceding and 1 preceding), 0) as before
    from ${pointsEntries} as live
    where live.customer_id = ${customerId} and live.store_id = ${storeId} and live.points_left > 0)`;
}

/** The statement that takes the points of an entry that takes some, if it was written, from the entries that have some left. */
export function taking(db: Database, whose: Whose, id: string, first: SQL | null = null): Statement {
  const wanted = sql`(select -${pointsEntries.points} from ${pointsEntries} where ${pointsEntries.id} = ${id})`;
  return db
    .update(pointsEntries)
    .set({ left: sql`${pointsEntries.left} - taken.amount` })
    .from(
      sql`(
      select turn.id, min(turn.points_left, ${wanted} - turn.before) as amount
      from ${inTurn(whose, first)} as turn) as taken`,
    )
    .where(sql`${pointsEntries.id} = taken.id and taken.amount > 0`);
}
