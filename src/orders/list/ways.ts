// The ways to go through the orders of a store, each along an index that has exactly its order: so a page reads what it shows, the
// fiftieth as the first. What a way does not answer by itself is looked at order by order (src/orders/list/finding.ts). Names of
// indexes come from here and from nowhere else.
import { and, eq, gt, gte, isNotNull, isNull, lt, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { orderOf as wordsOf } from '../../customers/finding/sorting.ts';
import { memberships, searchTerms } from '../../customers/schema.ts';
import type { Store } from '../../stores/stores.ts';
import { emailKey } from '../../web/emails.ts';
import { orders } from '../schema.ts';
import type { Wanted } from './input.ts';

/** Where a page ended: the way's name, and what the order of the way is by. */
export type Place = readonly [way: string, ...(string | number)[]];

/** What a filter is about. */
export type Filter = 'state' | 'statusId' | 'payment' | 'who' | 'period';

export type Way = {
  name: 'placed' | 'number' | 'due' | 'word';
  place: z.ZodType<Place>;
  /** Which filters it answers by itself. */
  answers: readonly Filter[];
  /** The orders behind a place, or from the beginning on, in their order, as a query that has all columns of orders, at most so many. */
  orders: (store: Store, place: Place | null, most: number) => SQL;
};

/** The way on which the fewest orders are in vain. */
export function wayOf(store: Store, wanted: Wanted, now: number): Way {
  const { text, number, payment } = wanted;
  if (number !== null) return byNumber(number);
  // A guest's name is in no index, so the latest guests are looked at one by one.
  if (text !== '' && wanted.who !== 'guest') return byWords(text);
  if (payment !== null) return byDue(payment === 'overdue' ? now : null);
  return byTime(wanted);
}

/** The newest first; of a state, a status of the store's own, or all. */
function byTime({ state, statusId, since, before }: Wanted): Way {
  const index = statusId !== null ? 'orders_own_status' : state !== null ? 'orders_status' : 'orders_placed';
  return {
    name: 'placed',
    place: z.tuple([z.literal('placed'), z.int(), z.string()]),
    answers: ['period', statusId !== null ? 'statusId' : 'state'],
    orders: (store, place, most) => sql`
      select ${orders}.* from ${orders} indexed by ${sql.raw(index)}
      where ${and(
        eq(orders.storeId, store.id),
        statusId !== null ? eq(orders.statusId, statusId) : state === null ? undefined : eq(orders.status, state),
        since === null ? undefined : gte(orders.placedAt, since),
        // SQLite begins to read at one upper bound, so it gets the nearer one.
        place === null && before !== null ? lt(orders.placedAt, before) : undefined,
        place === null ? undefined : sql`(${orders.placedAt}, ${orders.id}) < (${place[1]}, ${place[2]})`,
      )}
      order by ${orders.placedAt} desc, ${orders.id} desc limit ${most}`,
  };
}

/** Those whose numbers begin like this, the highest first. */
function byNumber(number: string): Way {
  return {
    name: 'number',
    place: z.tuple([z.literal('number'), z.string()]),
    answers: [],
    orders: (store, place, most) => sql`
      select ${orders}.* from ${orders} indexed by orders_number
      where ${and(
        eq(orders.storeId, store.id),
        gte(orders.number, number),
        lt(orders.number, place === null ? endOf(number) : String(place[1])),
      )}
      order by ${orders.number} desc limit ${most}`,
  };
}

/** Those for which a transfer is waited for, what was due first first; where `dueBefore` is, only what was due then. */
function byDue(dueBefore: number | null): Way {
  return {
    name: 'due',
    place: z.tuple([z.literal('due'), z.int(), z.string()]),
    answers: ['payment'],
    orders: (store, place, most) => sql`
      select ${orders}.* from ${orders} indexed by orders_due
      where ${and(
        eq(orders.storeId, store.id),
        isDue(dueBefore),
        place === null ? undefined : sql`(${orders.dueAt}, ${orders.id}) > (${place[1]}, ${place[2]})`,
      )}
      order by ${orders.dueAt}, ${orders.id} limit ${most}`,
  };
}

/** Whether a transfer is waited for, and was due then. The first three as the index says them, which is used for nothing else. */
export function isDue(before: number | null): SQL | undefined {
  return and(
    isNotNull(orders.dueAt),
    isNull(orders.paidAt),
    isNull(orders.cancelledAt),
    isNull(orders.refundedAt),
    before === null ? undefined : lt(orders.dueAt, before),
  );
}

/**
 * Those of customers with such words, of guests whose address begins with what was typed, and those with such a number where the store
 * once numbered otherwise; in the order of the words, so that none is sorted, and of each person the newest first.
 */
function byWords(text: string): Way {
  return {
    name: 'word',
    place: z.tuple([z.literal('word'), z.string(), z.string(), z.int(), z.string()]),
    answers: [],
    orders: (store, place, most) => sql`
      select * from (${ofCustomers(store, text, place)} union all ${ofGuests(store, text, place)} union all ${ofNumbers(store, text, place)}
      order by word, whose, placed_at desc, id desc) limit ${most}`,
  };
}

function ofCustomers(store: Store, text: string, place: Place | null): SQL {
  const { name, from, key, customerId, conditions } = wordsOf(store, { text, sort: 'newest' });
  if (name !== 'word') return sql`select ${orders}.*, '' as word, '' as whose from ${orders} where false`;
  return sql`
    select ${orders}.*, ${key} as word, ${customerId} as whose
    from ${from} cross join ${memberships} cross join ${orders} indexed by orders_customer
    where ${and(
      eq(memberships.storeId, store.id),
      // Numbers come before all words, so that such a place bounds none of them.
      ...conditions(store, place !== null && !isNumber(place)),
      eq(orders.customerId, searchTerms.customerId),
      eq(orders.storeId, store.id),
      behind(place, sql`${key}`, sql`${customerId}`),
    )}`;
}

function ofGuests(store: Store, text: string, place: Place | null): SQL {
  const address = addressIn(text);
  const key = orders.guestKey;
  return sql`
    select ${orders}.*, ${key} as word, '' as whose from ${orders} indexed by orders_guest
    where ${and(
      eq(orders.storeId, store.id),
      gte(key, address),
      lt(key, endOf(address)),
      behind(place, sql`${key}`, sql`''`),
    )}`;
}

function ofNumbers(store: Store, text: string, place: Place | null): SQL {
  const word = sql`('#' || ${orders.number})`;
  return sql`
    select ${orders}.*, ${word} as word, '' as whose from ${orders} indexed by orders_number
    where ${and(
      eq(orders.storeId, store.id),
      place === null ? gte(orders.number, text) : undefined,
      place === null ? undefined : isNumber(place) ? gt(orders.number, String(place[1]).slice(1)) : sql`false`,
      lt(orders.number, endOf(text)),
    )}`;
}

/** Whether a place among words is that of a number. */
function isNumber(place: Place): boolean {
  return String(place[1]).startsWith('#');
}

/** What addresses of guests begin with, where one word was typed; with more of them none begins. */
export function addressIn(text: string): string {
  return emailKey(text);
}

function behind(place: Place | null, word: SQL, whose: SQL): SQL | undefined {
  if (place === null) return undefined;
  const [, lastWord, lastWhose, placedAt, id] = place;
  return sql`(${word}, ${whose}) >= (${lastWord}, ${lastWhose})
    and ((${word}, ${whose}) <> (${lastWord}, ${lastWhose}) or (${orders.placedAt}, ${orders.id}) < (${placedAt}, ${id}))`;
}

/** Behind every text that begins like this: the last character of all follows it. */
export function endOf(beginning: string): string {
  return `${beginning}\u{10ffff}`;
}
