// The orders of a store as staff see them: by number, person, status, payment and time, page by page. What is read is in proportion to
// what is shown: a way along an index gives the order, a cursor the place in it. Filters that the way does not answer are looked at
// order by order, `mostLookedAt` of them for a page: then the page says how far it has looked, and where to look on. Every statement
// names the store, whatever the cursor says.
import { and, eq, gt, sql, type SQL } from 'drizzle-orm';
import { customers } from '../../customers/schema.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { cursorOf, placeIn } from '../../web/paging.ts';
import { orders } from '../schema.ts';
import { own } from '../statuses/showing.ts';
import { isWanted, restOf } from './conditions.ts';
import type { Wanted } from './input.ts';
import { wayOf, type Place, type Way } from './ways.ts';

export { wayOf };

/** Orders on a page, and the most that are looked at for one. */
export const pageSize = 50;
export const mostLookedAt = 1000;

/** Orders read at a time where all are wanted. */
const portion = 500;

type State = (typeof orders.status.enumValues)[number];

const isGuest = sql`${orders.guestKey} is not null`;
const guest = sql`case when ${isGuest} then coalesce(nullif(${orders.billing} ->> 'name', ''), ${orders.email}) end`;

/** What a list says of an order. */
const listed = {
  id: sql<string>`${orders.id}`.as('order_id'),
  number: sql<string>`${orders.number}`.as('order_number'),
  status: sql<State>`${orders.status}`.as('order_status'),
  summary: sql<string>`${orders.summary}`.as('order_summary'),
  itemCount: sql<number>`${orders.itemCount}`.as('order_item_count'),
  totalMinor: sql<number>`${orders.totalMinor}`.as('order_total_minor'),
  paidMinor: sql<number>`${orders.paidMinor}`.as('order_paid_minor'),
  refundedMinor: sql<number>`${orders.refundedMinor}`.as('order_refunded_minor'),
  paidAt: sql<number | null>`${orders.paidAt}`.as('order_paid_at'),
  currency: sql<string>`${orders.currency}`.as('order_currency'),
  paymentMethod: sql<(typeof orders.paymentMethod.enumValues)[number]>`${orders.paymentMethod}`.as(
    'order_payment_method',
  ),
  placedAt: sql<number>`${orders.placedAt}`.as('order_placed_at'),
  dueAt: sql<number | null>`${orders.dueAt}`.as('order_due_at'),
  email: sql<string>`${orders.email}`.as('order_email'),
  customer: sql<string | null>`coalesce(nullif(${customers.name}, ''), ${customers.email}, ${guest})`.as(
    'customer_name',
  ),
  isGuest: sql<number>`${isGuest}`.as('is_guest'),
  own,
};

const word = { word: sql<string>`word`.as('found_word'), whose: sql<string>`whose`.as('found_whose') };
const noWord = { word: sql<string>`''`.as('found_word'), whose: sql<string>`''`.as('found_whose') };

export type Row = Omit<Found, 'word' | 'whose' | 'fits' | 'isLast'>;
type Found = Awaited<ReturnType<typeof rowsOf>>[number];

export type Page = {
  orders: readonly Row[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  /** When the last was placed that was looked at, where the page ends before it is full. */
  lookedBackTo: number | null;
};

export type Asked =
  | {
      ok: true;
      statement: (db: Database) => ReturnType<typeof rowsOf>;
      pageOf: (rows: readonly Found[]) => Page;
      way: Way;
    }
  | { ok: false; problem: 'cursor_invalid' };

/** What makes the statement that reads a page, for the caller's batch, and the page of its rows. Problem: `cursor_invalid`. */
export function asking(store: Store, wanted: Wanted, now: number): Asked {
  const way = wayOf(store, wanted, now);
  const place = wanted.after === null ? null : placeIn(way.place, wanted.after);
  if (wanted.after !== null && !place) return { ok: false, problem: 'cursor_invalid' };
  const going = { wanted, way, place, now };
  return {
    ok: true,
    way,
    statement: (db) => rowsOf(db, store, going, pageSize),
    pageOf: (rows) => {
      const { shown, behind, isLookedOut } = pageIn(way, rows, pageSize);
      return {
        orders: shown,
        next: behind && cursorOf(behind),
        lookedBackTo: isLookedOut ? (rows.at(-1)?.placedAt ?? null) : null,
      };
    },
  };
}

/** All of the store's orders that are wanted, in portions, in the order of the list. */
export async function* everyOne(
  db: Database,
  store: Store,
  wanted: Wanted,
  now: number,
): AsyncGenerator<readonly Row[]> {
  const way = wayOf(store, wanted, now);
  let place: Place | null = null;
  do {
    const rows: Found[] = await rowsOf(db, store, { wanted, way, place, now }, portion);
    const { shown, behind } = pageIn(way, rows, portion);
    if (shown.length > 0) yield shown;
    place = behind;
  } while (place !== null);
}

/** The store's latest revision: what a list knows of that is read in the same batch. One row. */
export function revisionOf(db: Database, storeId: string) {
  return db
    .select({ revision: sql<number>`coalesce(max(${orders.revision}), 0)`.as('latest_revision') })
    .from(sql`${orders} indexed by orders_revision`)
    .where(eq(orders.storeId, storeId));
}

/** The orders of the store that were written since a revision, at most a page and one, and whether each is among those that are wanted. */
export function changesOf(db: Database, store: Store, wanted: Wanted, { since, now }: { since: number; now: number }) {
  return db
    .select({
      ...listed,
      revision: sql<number>`${orders.revision}`.as('order_revision'),
      fits: sql<number>`${isWanted(store, wanted, now)}`.as('fits'),
    })
    .from(sql`${orders} indexed by orders_revision`)
    .leftJoin(customers, eq(customers.id, orders.customerId))
    .where(and(eq(orders.storeId, store.id), gt(orders.revision, since)))
    .orderBy(sql`${orders.revision}`)
    .limit(pageSize + 1);
}

export type Changed = Awaited<ReturnType<typeof changesOf>>[number];

/** The place of an order in the list, as far as one value tells it: not among words, of which each order may have several. */
export function keyOf({ name }: Way, { number, dueAt, placedAt }: Pick<Row, 'number' | 'dueAt' | 'placedAt'>) {
  if (name === 'word') return '';
  if (name === 'number') return number;
  return name === 'due' ? (dueAt ?? '') : placedAt;
}

type Going = { wanted: Wanted; way: Way; place: Place | null; now: number };

/** One order more than is shown tells whether there is a next page. */
function rowsOf(db: Database, store: Store, going: Going, size: number) {
  const { way } = going;
  return db
    .select({
      ...listed,
      ...(way.name === 'word' ? word : noWord),
      fits: sql<number>`fits`.as('found_fits'),
      isLast: sql<number>`is_last`.as('found_last'),
    })
    .from(sql`(${foundOf(store, going, size)}) as ${orders}`)
    .leftJoin(customers, eq(customers.id, orders.customerId))
    .orderBy(way.order);
}

/**
 * The orders of a page. Where the way leaves something to be looked at, so many orders are, and the last of them is there whether it
 * fits or not: a page that is not full goes on behind it.
 */
function foundOf(store: Store, { wanted, way, place, now }: Going, size: number): SQL {
  const rest = restOf(way, wanted, now);
  if (rest === undefined) return sql`select *, 1 as fits, 0 as is_last from (${way.orders(store, place, size + 1)})`;
  const most = Math.max(mostLookedAt, size + 1);
  const looked = sql`select *, row_number() over () as nth from (${way.orders(store, place, most)})`;
  return sql`
    select *, ${rest} as fits, nth = ${most} as is_last from (${looked}) as ${orders}
    where ${rest} or nth = ${most} order by nth limit ${size + 2}`;
}

/** What is shown of the rows, where the next page begins, and whether it does there because enough was looked at. */
function pageIn(way: Way, rows: readonly Found[], size: number) {
  const fitting = rows.filter(({ fits }) => fits === 1);
  const shown = fitting.slice(0, size);
  const last = rows.at(-1);
  const isFull = fitting.length > size;
  const isLookedOut = !isFull && last?.isLast === 1;
  const end = isFull ? shown.at(-1) : isLookedOut ? last : undefined;
  return { shown, behind: end === undefined ? null : placeOf(way, end), isLookedOut };
}

function placeOf(way: Way, row: Found): Place {
  const { id, number, dueAt, placedAt, word: found, whose } = row;
  if (way.name === 'number') return ['number', number];
  if (way.name === 'due') return ['due', dueAt ?? 0, id];
  return way.name === 'word' ? ['word', found, whose, placedAt, id] : ['placed', placedAt, id];
}
