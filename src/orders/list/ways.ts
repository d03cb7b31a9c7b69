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
import { owedIn } from '../steps.ts';
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
  /** By what it goes. */
  order: SQL;
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

const newestFirst = sql`${orders.placedAt} desc, ${orders.id} desc`;

/** The newest first; of a state, a status of the store's own, or all. */
function byTime({ state, statusId, since, before }: Wanted): Way {
  const index = statusId !== null ? 'orders_own_status' : state !== null ? 'orders_status' : 'orders_placed';
  return {
    name: 'placed',
    place: z.tuple([z.literal('placed'), z.int(), z.string()]),
    answers: ['period', statusId !== null ? 'statusId' : 'state'],
    order: newestFirst,
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
      order by ${newestFirst} limit ${most}`,
  };
}

/** Those whose numbers begin like this, the highest first. */
function byNumber(number: string): Way {
  return {
    name: 'number',
    place: z.tuple([z.literal('number'), z.string()]),
    answers: [],
    order: sql`${orders.number} desc`,
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
    order: sql`${orders.dueAt}, ${orders.id}`,
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
    gt(owedIn, 0),
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
    order: sql`word, whose, ${newestFirst}`,
    orders: (store, place, most) => {
      const found = [ofCustomers, ofGuests, ofNumbers].map((from) => from(store, text, place));
      const all = place === null ? found : [moreOf(store, place, most), ...found];
      return sql`
        select * from (${sql.join(all, sql` union all `)} order by word, whose, placed_at desc, id desc) limit ${most}`;
    },
  };
}

/** The rest of the person with whom the page before ended. Cut off here already: with the words beside them they are sorted anew. */
function moreOf(store: Store, [, word, whose, placedAt, id]: Place, most: number): SQL {
  const [index, person] =
    whose === ''
      ? ['orders_guest', eq(orders.guestKey, String(word))]
      : ['orders_customer', eq(orders.customerId, String(whose))];
  const isBehind = sql`(${orders.placedAt}, ${orders.id}) < (${placedAt}, ${id})`;
  return sql`
    select *, ${word} as word, ${whose} as whose from (
      select * from ${orders} indexed by ${sql.raw(index)}
      where ${and(eq(orders.storeId, store.id), person, isBehind)} order by ${newestFirst} limit ${most})`;
}

function ofCustomers(store: Store, text: string, place: Place | null): SQL {
  const { name, from, key, customerId, conditions } = wordsOf(store, { text, sort: 'newest' });
  if (name !== 'word') return sql`select ${orders}.*, '' as word, '' as whose from ${orders} where false`;
  return sql`
    select ${orders}.*, ${key} as word, ${customerId} as whose
    from ${from} cross join ${memberships} cross join ${orders} indexed by orders_customer
    where ${and(
      eq(memberships.storeId, store.id),
      // A number may come before all of the words, and such a place is no bound of theirs.
      ...conditions(store, place !== null && place[2] !== number),
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

/** Whose an order is that was found by its number. */
const number = '#';

function ofNumbers(store: Store, text: string, place: Place | null): SQL {
  const last = String(place?.[1] ?? '');
  return sql`
    select ${orders}.*, ${orders.number} as word, ${number} as whose from ${orders} indexed by orders_number
    where ${and(
      eq(orders.storeId, store.id),
      // SQLite begins to read at one lower bound, so it gets the nearer one.
      gte(orders.number, last > text ? last : text),
      lt(orders.number, endOf(text)),
      behind(place, sql`${orders.number}`, sql`${number}`),
    )}`;
}

/** What addresses of guests begin with, where one word was typed; with more of them none begins. */
export function addressIn(text: string): string {
  return emailKey(text);
}

function behind(place: Place | null, word: SQL, whose: SQL): SQL | undefined {
  return place === null ? undefined : sql`(${word}, ${whose}) > (${place[1]}, ${place[2]})`;
}

/** Behind every text that begins like this: the last character of all follows it. */
export function endOf(beginning: string): string {
  return `${beginning}\u{10ffff}`;
}
