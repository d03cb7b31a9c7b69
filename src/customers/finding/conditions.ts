// The filters of the list of customers, as conditions on its tables.
import { eq, gte, isNotNull, isNull, lt, lte, sql, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { addresses, memberships } from '../schema.ts';
import type { Filters } from './input.ts';

/**
 * What memberships and default billing addresses must fulfil; undefined for what does not matter. Behind a place in the list, an
 * upper bound is only looked at, since the place is the nearer one to begin reading at, and SQLite takes but one of two.
 */
export function conditionsOf(storeId: string, filters: Filters, isBehindPlace: boolean): (SQL | undefined)[] {
  const bounded = (column: AnySQLiteColumn) => (isBehindPlace ? sql`+${column}` : sql`${column}`);
  return [
    eq(memberships.isAccount, filters.isAccount),
    where(filters.status, (status) => eq(memberships.status, status)),
    where(filters.groupId, (id) => sql`${memberships.groupId} is ${storedAs(storeId, id)}`),
    where(filters.country, (code) => eq(addresses.country, code)),
    where(filters.turnoverFromMinor, (amount) => gte(memberships.turnoverMinor, amount)),
    where(filters.turnoverToMinor, (amount) => lte(bounded(memberships.turnoverMinor), amount)),
    where(filters.since, (at) => gte(memberships.createdAt, at)),
    where(filters.before, (at) => lt(bounded(memberships.createdAt), at)),
    where(filters.hasNewsletter, (has) => (has ? isNotNull : isNull)(memberships.newsletterAt)),
  ];
}

/**
 * How memberships name a group: null where it is the store's default one, and no group of theirs where it is another store's. Groups are
 * above customers, hence the table by its name.
 */
export function storedAs(storeId: string, groupId: string): SQL {
  return sql`nullif(${groupId}, (select id from groups where store_id = ${storeId} and is_default = 1))`;
}

function where<Value>(wanted: Value | null, condition: (value: Value) => SQL): SQL | undefined {
  return wanted === null ? undefined : condition(wanted);
}
