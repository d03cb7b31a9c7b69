// How many keys of partners somebody has made that are neither revoked nor at their end. A key acts in the name of its maker: it stops with
// them, and does no more than their role (src/partners/serving/calling.ts).
import { and, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import { partnerKeys } from '../../partners/schema.ts';
import type { Database } from '../../web/database.ts';
import { staffRoles } from '../schema.ts';

/** The number for each of the staff of a store who has made any. */
export function keysMadeAt(db: Database, storeId: string, now: number) {
  const ofStore = db.select({ id: staffRoles.staffId }).from(staffRoles).where(eq(staffRoles.storeId, storeId));
  return db
    .select({ staffId: partnerKeys.staffId, count: sql<number>`count(*)`.as('count') })
    .from(partnerKeys)
    .where(
      and(
        inArray(partnerKeys.staffId, ofStore),
        eq(partnerKeys.storeId, storeId),
        isNull(partnerKeys.revokedAt),
        or(isNull(partnerKeys.expiresAt), gt(partnerKeys.expiresAt, now)),
      ),
    )
    .groupBy(partnerKeys.staffId);
}

export type KeysMade = Awaited<ReturnType<typeof keysMadeAt>>[number];

/** How many of them are somebody's. */
export function keysOf(made: readonly KeysMade[], staffId: string): number {
  return made.find((one) => one.staffId === staffId)?.count ?? 0;
}
