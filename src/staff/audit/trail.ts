// Reading the audit, newest first, page by page. What is read is in proportion to what is shown: without a filter and for each
// single one an index gives the order. Times become ids, since ids are what all these indexes end with.
import { and, desc, eq, gte, lt, sql, type SQL } from 'drizzle-orm';
import { customers, memberships } from '../../customers/schema.ts';
import type { Database } from '../../web/database.ts';
import { firstId } from '../../web/ids.ts';
import { audit, staff } from '../schema.ts';
import { isOwn } from './audit.ts';
import type { Wanted } from './input.ts';

/** Entries shown at a time. */
export const pageSize = 50;

/** Entries read at a time where all are wanted. */
const portion = 500;

/** The newest entries of a store that are wanted, with the names of who acted and to whom. One more than a page tells whether there is more. */
export function entries(db: Database, storeId: string, wanted: Wanted, limit = pageSize + 1) {
  return (
    db
      .select({
        id: audit.id,
        act: audit.act,
        by: staff.name,
        subject: sql<string | null>`(select name from ${staff} as subject where subject.id = ${audit.subjectId})`.as(
          'subject',
        ),
        customerId: audit.customerId,
        customer: sql<string | null>`coalesce(nullif(${customers.name}, ''), ${customers.email})`.as('customer'),
        before: audit.before,
        after: audit.after,
        device: audit.device,
        place: audit.place,
        at: audit.at,
      })
      .from(audit)
      .leftJoin(staff, eq(staff.id, audit.staffId))
      // Of somebody whom only another store of the pool knows, the name is not this store's to see.
      .leftJoin(
        customers,
        and(
          eq(customers.id, audit.customerId),
          sql`exists (select 1 from ${memberships} where ${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${audit.customerId})`,
        ),
      )
      .where(and(eq(audit.storeId, storeId), ...conditionsOf(wanted)))
      .orderBy(desc(audit.id))
      .limit(limit)
  );
}

export type Told = Awaited<ReturnType<typeof entries>>[number];

/** Nothing but the newest. */
export const everything: Wanted = { who: null, act: null, customerId: null, since: null, until: null, before: null };

/** The newest entries about a customer at a store, as many as a page has. */
export function about(db: Database, storeId: string, customerId: string) {
  return entries(db, storeId, { ...everything, customerId }, pageSize);
}

/** All entries of a store that are wanted, in portions, newest first. */
export async function* all(db: Database, storeId: string, wanted: Wanted): AsyncGenerator<Told[]> {
  let before = wanted.before;
  for (;;) {
    const rows: Told[] = await entries(db, storeId, { ...wanted, before }, portion);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < portion) return;
    before = last.id;
  }
}

function conditionsOf({ who, act, customerId, since, until, before }: Wanted): (SQL | undefined)[] {
  // SQLite begins to read at one bound, so of two it gets the nearer one.
  const bounds = [until === null ? null : firstId('audit', until), before].filter((id) => id !== null);
  const [nearest] = bounds.toSorted();
  return [
    whoIs(who),
    act === null ? undefined : eq(audit.act, act),
    customerId === null ? undefined : eq(audit.customerId, customerId),
    since === null ? undefined : gte(audit.id, firstId('audit', since)),
    nearest === undefined ? undefined : lt(audit.id, nearest),
  ];
}

/** As the partial indexes say it, literally: SQLite uses them for nothing else. */
function whoIs(who: Wanted['who']): SQL | undefined {
  if (who === null) return undefined;
  // Of itself SQLite takes it for a range of acts, reads all of that, and sorts.
  if (who === 'customers') return sql`likely(${isOwn})`;
  if (who === 'nobody') return and(sql`${audit.staffId} is null`, sql`${audit.act} not glob 'own_*'`);
  return eq(audit.staffId, who);
}
