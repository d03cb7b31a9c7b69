// Who was active at a store, by days of its time zone: whoever signed in, or was signed in and came by. A customer counts once a
// day: the row that may exist once decides, and the day's number rises in the same batch. So a plot reads a row a day, however
// large the shop is. A session's use is noted at most hourly, so a visit shortly after another may be missed at midnight.
import { and, lt, sql } from 'drizzle-orm';
import { customers, memberships } from '../customers/schema.ts';
import { didSo } from '../staff/audit/audit.ts';
import { stores } from '../stores/schema.ts';
import type { Store } from '../stores/stores.ts';
import { dayAfter, dayOf, startsOfDays } from '../ui/dates.ts';
import type { Database, Statement } from '../web/database.ts';
import { activeCustomers, activeDays } from './schema.ts';

/** The statements that note a customer's activity now. Somebody who was erased meanwhile is not noted. */
export function noting(db: Database, store: Store, customerId: string, now: number): Statement[] {
  const day = dayOf(now, store.timeZone);
  return [
    db
      .insert(activeCustomers)
      .select(sql`select ${store.id}, ${day}, ${customers.id} from ${customers} where ${customers.id} = ${customerId}`)
      .onConflictDoNothing(),
    db
      .insert(activeDays)
      .select(sql`select ${store.id}, ${day}, 1 where ${didSo}`)
      .onConflictDoUpdate({
        target: [activeDays.storeId, activeDays.day],
        set: { customers: sql`${activeDays.customers} + 1` },
      }),
  ];
}

/** What there was on a day (`2026-11-17`) of the store. */
export type Day = { day: string; registrations: number; active: number };

/** The last so many days of the store, today the last of them. Reads a row a day, and of an index a row a registration. */
export function lastDays(db: Database, store: Store, count: number, now: number) {
  const startOf = startsOfDays(store.timeZone);
  const today = dayOf(now, store.timeZone);
  const wanted = Array.from({ length: count }, (_, index) => dayAfter(today, index + 1 - count));
  const spans = wanted.map((day) => [day, startOf(day), startOf(dayAfter(day))]);
  const registrations = sql`(select count(*) from ${memberships} where ${memberships.storeId} = ${store.id} and ${memberships.registeredAt} is not null and ${memberships.registeredAt} >= value ->> 1 and ${memberships.registeredAt} < value ->> 2)`;
  const active = sql`coalesce((select ${activeDays.customers} from ${activeDays} where ${activeDays.storeId} = ${store.id} and ${activeDays.day} = value ->> 0), 0)`;
  return db
    .select({
      day: sql<string>`value ->> 0`.as('day'),
      registrations: sql<number>`${registrations}`.as('registrations'),
      active: sql<number>`${active}`.as('active'),
    })
    .from(sql`json_each(${JSON.stringify(spans)})`)
    .orderBy(sql`key`);
}

/** Removes by whom days were counted that are over everywhere. Safe to repeat. */
export async function removeCounted(db: Database, now: number): Promise<void> {
  const today = dayOf(now, 'UTC');
  const ofAnyStore = sql`${activeCustomers.storeId} in (select ${stores.id} from ${stores})`;
  await db.delete(activeCustomers).where(and(ofAnyStore, lt(activeCustomers.day, dayAfter(today, -2))));
}
