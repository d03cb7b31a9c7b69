// What the first page of staff says of orders, read in one statement: the figures of the last days by group, how many orders are open,
// and which payments are overdue. It reads a row a day and group, and of what it counts at most `mostCounted` rows each.
import { and, eq, gt, gte, isNotNull, isNull, lt, notInArray, sql, type SQL } from 'drizzle-orm';
import { customers } from '../../customers/schema.ts';
import type { Store } from '../../stores/stores.ts';
import { dayAfter, dayOf } from '../../ui/dates.ts';
import { reading, type Database } from '../../web/database.ts';
import { orders } from '../schema.ts';
import { orderStatuses } from '../statuses/schema.ts';
import { owedIn } from '../steps.ts';
import { orderDays } from './schema.ts';

/** Where counting ends: what is more is said as so many and more. */
export const mostCounted = 1000;

/** How many overdue payments are shown. */
const mostOverdue = 10;

/** The states of an order about which somebody has still to do something. */
const open = ['placed', 'paid', 'shipped'] as const;

/** What a group brought in on a day (`2026-11-26`); `group` is empty for orders without one. */
export type GroupDay = { day: string; group: string; orders: number; turnoverMinor: number };

/** An order whose payment is overdue; what is owed, in its currency. */
type Overdue = {
  id: string;
  number: string;
  customer: string;
  dueAt: number;
  owedMinor: number;
  currency: string;
};

export type Figures = {
  days: GroupDay[];
  /** The same over as many days before. */
  before: { orders: number; turnoverMinor: number };
  /** Orders in each state that is open; no count is higher than one more than `mostCounted`. */
  open: { state: (typeof open)[number]; count: number }[];
  /** The same in each status of the store's own that does not stand for an end. */
  own: { id: string; names: Record<string, string>; count: number }[];
  overdue: { count: number; longest: Overdue[] };
};

/** The statement that reads the figures of the last `count` days. */
export function lastFigures(db: Database, store: Store, count: number, now: number) {
  const today = dayOf(now, store.timeZone);
  const [first, firstBefore] = [dayAfter(today, 1 - count), dayAfter(today, 1 - 2 * count)];
  const parts = {
    days: daysFrom(store, first),
    before: sumOf(store, firstBefore, first),
    open: openAt(store),
    own: ownAt(store),
    overdue: overdueAt(store, now),
  };
  const pairs = Object.entries(parts).map(([name, value]) => sql`${sql.raw(`'${name}'`)}, json(${value})`);
  // A JSON column of a table is read as what it says; this one has no table, and is told to be.
  const figures = sql`json_object(${sql.join(pairs, sql`, `)})`.mapWith((json: string): Figures => JSON.parse(json));
  return reading(db, { figures: figures.as('order_figures') });
}

function daysFrom(store: Store, first: string): SQL {
  const { day, groupName, orderCount, turnoverMinor } = orderDays;
  return sql`(
    select json_group_array(json_object('day', ${day}, 'group', ${groupName}, 'orders', ${orderCount}, 'turnoverMinor', ${turnoverMinor}))
    from ${orderDays} where ${and(eq(orderDays.storeId, store.id), gte(day, first))})`;
}

function sumOf(store: Store, first: string, end: string): SQL {
  const { day, orderCount, turnoverMinor } = orderDays;
  return sql`(
    select json_object('orders', coalesce(sum(${orderCount}), 0), 'turnoverMinor', coalesce(sum(${turnoverMinor}), 0))
    from ${orderDays} where ${and(eq(orderDays.storeId, store.id), gte(day, first), lt(day, end))})`;
}

function openAt(store: Store): SQL {
  const states = open.map((state) => {
    const those = and(eq(orders.storeId, store.id), eq(orders.status, state));
    return sql`json_object('state', ${state}, 'count', ${countOf('orders_status', those)})`;
  });
  return sql`json_array(${sql.join(states, sql`, `)})`;
}

function ownAt(store: Store): SQL {
  const { id, names, position, trigger, storeId } = orderStatuses;
  const ends = ['delivered', 'cancelled', 'refunded'] as const;
  const counted = sql`
    select ${id} as id, ${names} as names, ${countOf('orders_own_status', eq(orders.statusId, id))} as count
    from ${orderStatuses} where ${and(eq(storeId, store.id), notInArray(trigger, [...ends]))} order by ${position}, ${id}`;
  return sql`(
    select json_group_array(json_object('id', id, 'names', json(names), 'count', count)) from (${counted}) where count > 0)`;
}

/** How many orders there are along an index, up to one more than are counted. */
function countOf(index: string, which: SQL | undefined): SQL {
  return sql`(select count(*) from (select 1 from ${orders} indexed by ${sql.raw(index)} where ${which} limit ${mostCounted + 1}))`;
}

function overdueAt(store: Store, now: number): SQL {
  const isOverdue = and(
    eq(orders.storeId, store.id),
    isNotNull(orders.dueAt),
    isNull(orders.paidAt),
    isNull(orders.cancelledAt),
    isNull(orders.refundedAt),
    lt(orders.dueAt, now),
    gt(owedIn, 0),
  );
  const customer = sql`coalesce(
    (select coalesce(nullif(${customers.name}, ''), ${customers.email}) from ${customers} where ${customers.id} = ${orders.customerId}),
    nullif(${orders.billing} ->> 'name', ''), ${orders.email})`;
  const longest = sql`
    select ${orders.id} as id, ${orders.number} as number, ${customer} as customer, ${orders.dueAt} as due_at,
      ${owedIn} as owed, ${orders.currency} as currency
    from ${orders} indexed by orders_due where ${isOverdue} order by ${orders.dueAt} limit ${mostOverdue}`;
  return sql`json_object('count', ${countOf('orders_due', isOverdue)}, 'longest', json((
    select json_group_array(json_object(
      'id', id, 'number', number, 'customer', customer, 'dueAt', due_at, 'owedMinor', owed, 'currency', currency))
    from (${longest}))))`;
}
