// The orders in which customers are listed, each by an index that has exactly that order. Names of indexes and columns come from
// here and from nowhere else.
import { and, eq, gte, lt, sql, type SQL } from 'drizzle-orm';
import { alias, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { memberships, searchTerms } from '../schema.ts';
import type { Sort, Wanted } from './input.ts';
import { numberLookedFor } from './numbers.ts';
import { wordsLookedFor } from './terms.ts';

/** A place in an order: behind this customer, who has this key. */
export type Place = [order: string, key: string | number, customerId: string];

export type Order = {
  name: string;
  /** What a cursor of this order holds. */
  place: z.ZodType<Place>;
  /** The table that drives, and its index. */
  from: SQL;
  key: AnySQLiteColumn;
  /** The second half of the order, so that no two customers have the same place. */
  customerId: AnySQLiteColumn;
  isDescending: boolean;
  /** What the driving table must fulfil, behind a place or from the beginning. */
  conditions: (store: Store, isBehindPlace: boolean) => (SQL | undefined)[];
};

/** The order in which customers come: of the words where some are looked for, else as sorted. */
export function orderOf({ policies }: Store, { text, sort }: Pick<Wanted, 'text' | 'sort'>): Order {
  const format = policies.shop.orderNumberFormat;
  const [first, ...others] = wordsLookedFor(text, (word) => numberLookedFor(word, format));
  return first === undefined ? listOrders[sort] : wordOrder(first, others);
}

function listOrder(name: Sort, index: string, key: AnySQLiteColumn, isDescending: boolean): Order {
  const value = name === 'name' ? z.string() : z.int();
  return {
    name,
    place: z.tuple([z.literal(name), value, z.string()]),
    from: sql`${memberships} indexed by ${sql.raw(index)}`,
    key,
    customerId: memberships.customerId,
    isDescending,
    conditions: () => [],
  };
}

const listOrders: Readonly<Record<Sort, Order>> = {
  newest: listOrder('newest', 'memberships_newest', memberships.createdAt, true),
  name: listOrder('name', 'memberships_name', memberships.sortName, false),
  turnover: listOrder('turnover', 'memberships_turnover', memberships.turnoverMinor, true),
};

const probed = alias(searchTerms, 'probed');

/** By the words that begin with `first`, of customers who also have one that begins with each of the others. */
function wordOrder(first: string, others: readonly string[]): Order {
  const isFirstOfTheirs = sql`not ${hasTerm(and(gte(probed.term, first), lt(probed.term, searchTerms.term)))}`;
  return {
    name: 'word',
    place: z.tuple([z.literal('word'), z.string().startsWith(first), z.string()]),
    from: sql`${searchTerms} indexed by sqlite_autoindex_search_terms_1`,
    key: searchTerms.term,
    customerId: searchTerms.customerId,
    isDescending: false,
    conditions: (store, isBehindPlace) => [
      eq(searchTerms.storeId, store.id),
      eq(memberships.customerId, searchTerms.customerId),
      // A place begins with the word itself, and SQLite takes one lower bound of two: the nearer must be the only one.
      isBehindPlace ? lt(searchTerms.term, endOf(first)) : beginsWith(searchTerms.term, first),
      isFirstOfTheirs,
      ...others.map((word) => hasTerm(beginsWith(probed.term, word))),
    ],
  };
}

/** Whether the customer of the driving row has such a word at the store. */
function hasTerm(condition: SQL | undefined): SQL {
  const theirs = and(eq(probed.customerId, searchTerms.customerId), eq(probed.storeId, searchTerms.storeId), condition);
  return sql`exists (select 1 from ${searchTerms} as probed where ${theirs})`;
}

function beginsWith(term: AnySQLiteColumn, word: string): SQL | undefined {
  return and(gte(term, word), lt(term, endOf(word)));
}

/** Behind every text that begins with the word: the last character of all follows it. */
function endOf(word: string): string {
  return `${word}\u{10ffff}`;
}
