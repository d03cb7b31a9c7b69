// The figures a customer sees first. They are kept in the membership, so this reads a few rows whatever the history.
import { and, eq, sql } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import { groupIdOf } from '../groups/groups.ts';
import { groups } from '../groups/schema.ts';
import type { Database } from '../web/database.ts';

/** The figures of a customer at a store; the discount is their group's, in hundredths of a percent. */
export function figuresOf(db: Database, storeId: string, customerId: string) {
  return db
    .select({
      turnoverMinor: memberships.turnoverMinor,
      orderCount: memberships.orderCount,
      points: memberships.points,
      unratedCount: memberships.unratedCount,
      discountBasisPoints: groups.discountBasisPoints,
    })
    .from(memberships)
    .leftJoin(groups, eq(groups.id, groupIdOf(storeId, sql`${memberships.groupId}`)))
    .where(and(eq(memberships.storeId, storeId), eq(memberships.customerId, customerId)));
}

export type Figures = Awaited<ReturnType<typeof figuresOf>>[number];
