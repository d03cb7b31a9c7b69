// The ledger as pages read it: page by page with the balance behind each entry, what is still to count, and what expires next. What is
// read is in proportion to what is shown, however long the ledger is.
import { and, asc, desc, eq, lt, sql, type SQL } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import { staff } from '../staff/schema.ts';
import type { Database } from '../web/database.ts';
import { isTheirs, type Whose } from './entries.ts';
import { pointsEntries } from './schema.ts';

/** Entries on a page. */
const pageSize = 20;

/** Days named ahead, of points that begin to count and of points that expire. */
const mostDays = 5;

/** Entries read to name those days; of more on one day, what these come to is said. */
export const mostAhead = 20;

const shown = {
  id: pointsEntries.id,
  kind: pointsEntries.kind,
  points: pointsEntries.points,
  balance: pointsEntries.balance,
  position: pointsEntries.position,
  countsAt: pointsEntries.countsAt,
  orderId: pointsEntries.orderId,
  reason: pointsEntries.reason,
};

/** What the customer may spend. */
export function balanceOf(db: Database, whose: Whose) {
  return db.select({ points: memberships.points }).from(memberships).where(isTheirs(whose));
}

/** The customer's entries that count, the latest first, behind this position; one more than a page tells whether there is more. */
export function entriesOf(db: Database, whose: Whose, behind: number | null) {
  return db
    .select(shown)
    .from(pointsEntries)
    .where(and(isOf(whose), isCountedBehind(behind)))
    .orderBy(desc(pointsEntries.position))
    .limit(pageSize + 1);
}

export type Entry = Awaited<ReturnType<typeof entriesOf>>[number];

/** A page of the entries, and the position behind which the next one begins; null on the last. */
export function pageOf(rows: readonly Entry[]): { entries: readonly Entry[]; next: number | null } {
  const entries = rows.slice(0, pageSize);
  return { entries, next: rows.length > pageSize ? (entries.at(-1)?.position ?? null) : null };
}

/** A part of the ledger as partners read it: behind a place in the order of the part, or from its first entry on. */
type Part<Place> = { limit: number; behind: Place | null };

/** The customer's entries that do not count yet, in full, the last to count first; one more than the part has. */
export function allWaiting(
  db: Database,
  whose: Whose,
  { limit, behind }: Part<readonly [countsAt: number, id: string]>,
) {
  const { countsAt, id } = pointsEntries;
  const isBehind = behind === null ? undefined : sql`(${countsAt}, ${id}) < (${behind[0]}, ${behind[1]})`;
  return db
    .select()
    .from(pointsEntries)
    .where(and(isOf(whose), sql`${pointsEntries.position} is null`, isBehind))
    .orderBy(desc(countsAt), desc(id))
    .limit(limit + 1);
}

/** Those that count, in full, the last that began to first; one more than the part has. */
export function allCounted(db: Database, whose: Whose, { limit, behind }: Part<number>) {
  return db
    .select()
    .from(pointsEntries)
    .where(and(isOf(whose), isCountedBehind(behind)))
    .orderBy(desc(pointsEntries.position))
    .limit(limit + 1);
}

function isOf({ storeId, customerId }: Whose): SQL | undefined {
  return and(eq(pointsEntries.customerId, customerId), eq(pointsEntries.storeId, storeId));
}

/** Whether an entry counts, and stands behind this position in the list where one is given. */
function isCountedBehind(behind: number | null): SQL {
  return behind === null ? sql`${pointsEntries.position} is not null` : lt(pointsEntries.position, behind);
}

/** Points and the moment when something happens to them. */
export type Ahead = { points: number; at: number };

/** The customer's points that do not count yet, the next first. */
export function waitingOf(db: Database, whose: Whose) {
  return db
    .select({ points: pointsEntries.points, at: pointsEntries.countsAt })
    .from(pointsEntries)
    .where(and(isOf(whose), sql`${pointsEntries.position} is null`))
    .orderBy(asc(pointsEntries.countsAt))
    .limit(mostAhead + 1);
}

/** What the customer may spend, by when it expires, the next first. */
export function expiringOf(db: Database, whose: Whose) {
  return db
    .select({ points: pointsEntries.left, at: sql<number>`${pointsEntries.expiresAt}`.as('ends_at') })
    .from(pointsEntries)
    .where(and(isOf(whose), sql`${pointsEntries.left} > 0`))
    .orderBy(asc(pointsEntries.expiresAt))
    .limit(mostAhead + 1);
}

/** The same up to a moment, as a value in SQL for whoever reads the membership: what JSON calls a list of `Ahead`. */
export function expiringBefore({ storeId, customerId }: Whose, until: number): SQL<string> {
  return sql<string>`(
    select json_group_array(json_object('points', points_left, 'at', expires_at)) from (
      select live.points_left, live.expires_at from ${pointsEntries} as live
      where live.customer_id = ${customerId} and live.store_id = ${storeId} and live.points_left > 0 and live.expires_at < ${until}
      order by live.expires_at limit ${mostAhead + 1}))`;
}

/** The next days on which something happens to points, as `dayOf` names days, with how many points each; at most `mostDays`. */
export function byDay(rows: readonly Ahead[], dayOf: (at: number) => string): Ahead[] {
  const days = [...Map.groupBy(rows, ({ at }) => dayOf(at)).values()].map((those) => ({
    points: those.reduce((sum, { points }) => sum + points, 0),
    at: those[0]?.at ?? 0,
  }));
  // Where there are more rows than were read, the last day may not be whole.
  const whole = rows.length > mostAhead && days.length > 1 ? days.slice(0, -1) : days;
  return whole.slice(0, mostDays);
}

/** Entries that staff see of a customer. */
const mostLatest = 10;

/** The customer's latest entries, those that wait first, with who of the staff made them; at most ten of each. */
export function latestOf(db: Database, { storeId, customerId }: Whose) {
  const theirs = sql`select * from ${pointsEntries} as one where one.customer_id = ${customerId} and one.store_id = ${storeId}`;
  const waiting = sql`select * from (${theirs} and one.position is null order by one.counts_at limit ${mostLatest})`;
  const counted = sql`select * from (${theirs} and one.position is not null order by one.position desc limit ${mostLatest})`;
  return db
    .select({
      kind: sql<Entry['kind']>`${pointsEntries.kind}`.as('kind'),
      points: sql<number>`${pointsEntries.points}`.as('points'),
      balance: sql<number | null>`${pointsEntries.balance}`.as('balance'),
      countsAt: sql<number>`${pointsEntries.countsAt}`.as('counts_at'),
      reason: sql<string>`${pointsEntries.reason}`.as('reason'),
      by: sql<string | null>`${staff.name}`.as('staff_name'),
    })
    .from(sql`(${waiting} union all ${counted}) as ${pointsEntries}`)
    .leftJoin(staff, eq(staff.id, pointsEntries.staffId))
    .orderBy(sql`${pointsEntries.position} is null desc`, desc(pointsEntries.position), asc(pointsEntries.countsAt));
}

export type Latest = Awaited<ReturnType<typeof latestOf>>[number];
