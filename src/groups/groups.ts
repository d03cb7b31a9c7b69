// Groups: customers of a store on the same terms.
import { asc, eq } from 'drizzle-orm';
import type { Database } from '../web/database.ts';
import { groups } from './schema.ts';

/** The groups of a store by name; the discount is in hundredths of a percent. */
export function groupsOf(db: Database, storeId: string) {
  return db
    .select({
      id: groups.id,
      name: groups.name,
      discountBasisPoints: groups.discountBasisPoints,
      isDefault: groups.isDefault,
    })
    .from(groups)
    .where(eq(groups.storeId, storeId))
    .orderBy(asc(groups.name), asc(groups.id));
}

export type Group = Awaited<ReturnType<typeof groupsOf>>[number];
