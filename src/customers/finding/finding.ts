// The customers of a store as staff see them: filtered, found by words, page by page. What is read is in proportion to what is
// shown: an index gives the order, a cursor the place in it, and a word drives a search by its index. Every statement names
// the store, whatever the cursor says.
import { and, eq, gt, lt, sql, type GetColumnData, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { cursorOf, placeIn } from '../../web/paging.ts';
import { addresses, customers, memberships } from '../schema.ts';
import { conditionsOf } from './conditions.ts';
import type { Wanted } from './input.ts';
import { orderOf, type Order, type Place } from './sorting.ts';

/** Customers on a page. */
export const pageSize = 50;

/** Customers read at a time where all are wanted. */
const portion = 500;

/** One customer of a list. `key` says their place in its order. */
export type Row = Awaited<ReturnType<typeof rowsOf>>[number];

/** Whether they have a login or have registered and wait for it: a contact is neither. */
export function isRegistered({ hasLogin, registeredAt }: Pick<Row, 'hasLogin' | 'registeredAt'>): boolean {
  return hasLogin || registeredAt !== null;
}

/** A page, and the cursor of the next; null on the last. */
export type Page = { customers: Row[]; next: string | null };

export type Asked =
  | { ok: true; statement: (db: Database) => ReturnType<typeof rowsOf>; pageOf: (rows: readonly Row[]) => Page }
  | { ok: false; problem: 'cursor_invalid' };

/**
 * What makes the statement that reads a page, for the caller's batch, and the page of its rows. Problem: `cursor_invalid`, for a cursor of
 * another order or of nobody's making.
 */
export function asking(store: Store, wanted: Wanted): Asked {
  const order = orderOf(store, wanted);
  const place = wanted.after === null ? null : placeIn(order.place, wanted.after);
  if (wanted.after !== null && !place) return { ok: false, problem: 'cursor_invalid' };
  return {
    ok: true,
    // One more than is shown tells whether there is a next page.
    statement: (db) => rowsOf(db, store, { wanted, order, place }, pageSize + 1),
    pageOf: (rows) => {
      const page = rows.slice(0, pageSize);
      const last = rows.length > pageSize ? page.at(-1) : undefined;
      return { customers: page, next: last ? cursorOf([order.name, last.key, last.id]) : null };
    },
  };
}

/** All of the store's customers that are wanted, in portions, in the order of the list. */
export async function* everyone(db: Database, store: Store, wanted: Omit<Wanted, 'after'>): AsyncGenerator<Row[]> {
  const order = orderOf(store, wanted);
  let place: Place | null = null;
  for (;;) {
    const rows: Row[] = await rowsOf(db, store, { wanted, order, place }, portion);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < portion) return;
    place = [order.name, last.key, last.id];
  }
}

/**
 * The ids of the store's customers that are wanted, at most so many, as a query: `position` from 1 on in the order of the list,
 * and `id`.
 */
export function idsOf(db: Database, store: Store, wanted: Wanted, most: number): SQL {
  const rows = rowsOf(db, store, { wanted, order: orderOf(store, wanted), place: null }, most);
  return sql`select row_number() over () as position, id from (${rows.getSQL()})`;
}

/** How many that are; counted no further than `most`. */
export function countOf(db: Database, store: Store, wanted: Wanted, most: number) {
  const ids = idsOf(db, store, wanted, most);
  return db.select({ count: sql<number>`count(*)` }).from(sql`(${ids})`);
}

type Asking = { wanted: Pick<Wanted, 'filters'>; order: Order; place: Place | null };

/** As the index of default addresses says it, literally: SQLite uses it for nothing else. */
const isDefaultBilling = sql`${addresses.isDefaultBilling} = 1`;

/** Cross joins: SQLite then goes through the tables as they are written, from the one that gives the order. */
function rowsOf(db: Database, store: Store, { wanted, order, place }: Asking, limit: number) {
  const { from, key, customerId, isDescending } = order;
  const here = sql`(${key}, ${customerId})`;
  const isFurther = place && (isDescending ? lt : gt)(here, sql`(${place[1]}, ${place[2]})`);
  const sorted = (column: AnySQLiteColumn) => (isDescending ? sql`${column} desc` : sql`${column}`);
  const driving = db.select(shown(key)).from(from).$dynamic();
  const joined = order.name === 'word' ? driving.crossJoin(memberships) : driving;
  return joined
    .leftJoin(addresses, and(eq(addresses.customerId, memberships.customerId), isDefaultBilling))
    .crossJoin(customers)
    .where(
      and(
        eq(memberships.storeId, store.id),
        eq(customers.id, memberships.customerId),
        ...order.conditions(store, place !== null),
        ...conditionsOf(store.id, wanted.filters, place !== null),
        isFurther ?? undefined,
      ),
    )
    .orderBy(sorted(key), sorted(customerId))
    .limit(limit);
}

function shown(key: AnySQLiteColumn) {
  return {
    id: customers.id,
    name: customers.name,
    email: customers.email,
    company: customers.company,
    hasLogin: customers.hasLogin,
    status: seen(memberships.status),
    groupId: seen(memberships.groupId),
    turnoverMinor: seen(memberships.turnoverMinor),
    orderCount: seen(memberships.orderCount),
    createdAt: seen(memberships.createdAt),
    registeredAt: seen(memberships.registeredAt),
    country: sql<string | null>`${addresses.country}`.as('country'),
    key: sql<string | number>`${key}`.as('sort_key'),
  };
}

/** A column of a table that is not named to Drizzle, since it stands with its index. */
function seen<Column extends AnySQLiteColumn>(column: Column) {
  return sql<GetColumnData<Column>>`${column}`.as(column.name);
}
