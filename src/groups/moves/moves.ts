// How customers came from group to group, and why. A move is written in the batch that moves the customer, and never changed.
import { and, desc, eq, sql } from 'drizzle-orm';
import { customers } from '../../customers/schema.ts';
import { staff } from '../../staff/schema.ts';
import type { Database } from '../../web/database.ts';
import { storedAs } from '../groups.ts';
import { groupMoves } from '../schema.ts';

/** Moves shown at a time. */
const most = 50;

const told = {
  from: sql<string | null>`${groupMoves.fromName}`.as('from_group_name'),
  to: sql<string | null>`${groupMoves.toName}`.as('to_group_name'),
  reason: sql<(typeof groupMoves.reason.enumValues)[number]>`${groupMoves.reason}`.as('move_reason'),
  /** Who of the staff; null where it was nobody. */
  by: sql<string | null>`${staff.name}`.as('staff_name'),
  at: sql<number>`${groupMoves.at}`.as('moved_at'),
};

/** The moves of a customer at a store, the newest first, at most 50. */
export function movesOf(db: Database, storeId: string, customerId: string) {
  return db
    .select(told)
    .from(groupMoves)
    .leftJoin(staff, eq(staff.id, groupMoves.staffId))
    .where(and(eq(groupMoves.customerId, customerId), eq(groupMoves.storeId, storeId)))
    .orderBy(desc(groupMoves.at), desc(groupMoves.runId))
    .limit(most);
}

export type Move = Awaited<ReturnType<typeof movesOf>>[number];

/** The latest moves into a group and out of it, the newest first, at most 50. */
export function movesThrough(db: Database, storeId: string, groupId: string) {
  const meant = storedAs(storeId, groupId);
  const latest = (column: 'from_group_id' | 'to_group_id') => sql`
    select * from (
      select * from ${groupMoves} as way where way.store_id = ${storeId} and way.${sql.identifier(column)} is ${meant}
      order by way.at desc limit ${most})`;
  return db
    .select({
      ...told,
      customerId: sql<string>`${groupMoves.customerId}`.as('moved_id'),
      name: sql<string>`coalesce(nullif(${customers.name}, ''), nullif(${customers.company}, ''), ${customers.email})`.as(
        'customer_name',
      ),
      isIn: sql<number>`${groupMoves.toGroupId} is ${meant}`.as('is_in'),
    })
    .from(sql`(${latest('from_group_id')} union ${latest('to_group_id')}) as ${groupMoves}`)
    .innerJoin(customers, eq(customers.id, groupMoves.customerId))
    .leftJoin(staff, eq(staff.id, groupMoves.staffId))
    .orderBy(desc(groupMoves.at), desc(groupMoves.runId), desc(groupMoves.customerId))
    .limit(most);
}

export type MoveThrough = Awaited<ReturnType<typeof movesThrough>>[number];
