// Who shares customers with whom: the stores of a pool, and what joining and leaving would come to before it is done.
import { and, asc, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { customers, memberships } from '../customers/schema.ts';
import { staffRoles } from '../staff/schema.ts';
import { stores } from '../stores/schema.ts';
import { isSharing, poolOf } from '../stores/stores.ts';
import type { Database } from '../web/database.ts';
import { isElsewhere } from './copying.ts';

/** Whether a store shares its customers with no other, as a condition. */
export function isAlone(storeId: string): SQL {
  return sql`not ${isSharing(storeId)}`;
}

/** The stores where somebody of the staff works, and those that share customers with this one. */
export function storesAround(db: Database, storeId: string, staffId: string) {
  const role = alias(staffRoles, 'role_here');
  return db
    .select({
      id: sql<string>`${stores.id}`.as('around_id'),
      name: stores.name,
      origin: stores.origin,
      currency: stores.currency,
      languages: stores.languages,
      isSharing: sql<number>`${stores.poolId} = ${poolOf(storeId)}`.as('is_sharing'),
      worksThere: sql<number>`${role.staffId} is not null`.as('works_there'),
    })
    .from(stores)
    .leftJoin(role, and(eq(role.storeId, stores.id), eq(role.staffId, staffId), isNull(role.disabledAt)))
    .where(or(sql`${role.staffId} is not null`, sql`${stores.poolId} = ${poolOf(storeId)}`))
    .orderBy(asc(stores.createdAt), asc(stores.id));
}

export type Around = Awaited<ReturnType<typeof storesAround>>[number];

/** How many customers are at this store only, in the other pool only, and in both by their address. One row. */
export function joiningCounts(db: Database, storeId: string, toPoolId: SQL) {
  const isThere = sql`exists (
    select 1 from ${customers} as other where other.pool_id = ${toPoolId} and other.email_key = ${customers.emailKey})`;
  return db
    .select({
      here: sql<number>`count(*)`.as('count_here'),
      both: sql<number>`coalesce(sum(${isThere}), 0)`.as('count_both'),
      there: sql<number>`(select count(*) from ${customers} as other where other.pool_id = ${toPoolId})`.as(
        'count_there',
      ),
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(eq(memberships.storeId, storeId));
}

export type JoiningCounts = Awaited<ReturnType<typeof joiningCounts>>[number];

/** How many customers of the store there are, how many of them are at another store too, and whether there is one to leave. One row. */
export function leavingCounts(db: Database, storeId: string) {
  return db
    .select({
      here: sql<number>`count(*)`.as('count_here'),
      both: sql<number>`coalesce(sum(${isElsewhere(storeId, sql`${memberships.customerId}`)}), 0)`.as('count_both'),
      isAlone: sql<number>`${isAlone(storeId)}`.as('is_alone'),
    })
    .from(memberships)
    .where(eq(memberships.storeId, storeId));
}

export type LeavingCounts = Awaited<ReturnType<typeof leavingCounts>>[number];
