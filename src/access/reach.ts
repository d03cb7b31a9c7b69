// Stores of a pool share their customers' logins, so some acts of a store's staff reach into the others: who may do them is decided
// for all of the stores where the customer is on record.
import { eq, sql, type SQL } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import { staffRoles } from '../staff/schema.ts';
import type { Database } from '../web/database.ts';

/** One row: at how many stores the customer is on record, and at how many of them this member of staff is no manager. */
export function reachOf(db: Database, staffId: string, customerId: string | SQL) {
  const isManager = sql`exists (select 1 from ${staffRoles} where ${staffRoles.storeId} = ${memberships.storeId} and ${staffRoles.staffId} = ${staffId}
    and ${staffRoles.role} in ('manager', 'owner') and ${staffRoles.disabledAt} is null)`;
  return db
    .select({
      stores: sql<number>`count(*)`,
      beyond: sql<number>`coalesce(sum(not ${isManager}), 0)`,
    })
    .from(memberships)
    .where(eq(memberships.customerId, customerId));
}
