// What somebody has filled in on their way to an order, kept for a day under the hash of a token that only their browser has. At most one
// order comes of it, however often it is sent.
import { and, eq, isNull, lt, sql, type SQL } from 'drizzle-orm';
import { customers, memberships } from '../customers/schema.ts';
import { orders } from '../orders/schema.ts';
import { stores } from '../stores/schema.ts';
import type { Store } from '../stores/stores.ts';
import { insertIf, type Database, type Statement } from '../web/database.ts';
import type { Details } from './details/input.ts';
import { checkouts } from './schema.ts';

/** How long it waits. */
export const keptMs = 86_400_000;

/**
 * What was kept, or came of it, and what the customer who asks brings to it. Always one row; what nothing was kept for is null in it.
 */
export function keptAs(db: Database, store: Store, asked: { tokenHash: string; customerId: string | null }) {
  const whose = asked.customerId ?? '';
  return db
    .select({
      details: checkouts.details,
      keptFor: sql<string | null>`${checkouts.customerId}`.as('kept_for'),
      orderId: checkouts.orderId,
      orderNumber: sql<string | null>`${orders.number}`.as('order_number'),
      orderedBy: sql<string | null>`${orders.customerId}`.as('ordered_by'),
      ownVatId: sql<string | null>`(select ${customers.vatId} from ${customers} where ${customers.id} = ${whose})`.as(
        'own_vat_id',
      ),
      ownPoints: sql<number>`coalesce((select ${memberships.points} from ${memberships}
        where ${memberships.storeId} = ${store.id} and ${memberships.customerId} = ${whose}), 0)`.as('own_points'),
    })
    .from(stores)
    .leftJoin(checkouts, and(eq(checkouts.storeId, stores.id), eq(checkouts.tokenHash, asked.tokenHash)))
    .leftJoin(orders, eq(orders.id, checkouts.orderId))
    .where(eq(stores.id, store.id));
}

export type Kept = Awaited<ReturnType<typeof keptAs>>[number];

/** Whether somebody (null for a visitor) goes on with what was kept: their own, or what they filled in before they signed in. */
export function isTheirs({ keptFor }: Pick<Kept, 'keptFor'>, customerId: string | null): boolean {
  return keptFor === null || keptFor === customerId;
}

/**
 * The statement that keeps details under a token, new or the owner's, on a condition; of what is ordered already nothing changes. It
 * returns a row where they are kept.
 */
export function keeping(
  db: Database,
  store: Store,
  kept: { tokenHash: string; customerId: string | null; details: Details },
  now: number,
  when: SQL = sql`true`,
) {
  const { customerId, details } = kept;
  return insertIf(db, checkouts, { ...kept, storeId: store.id, updatedAt: now }, when)
    .onConflictDoUpdate({
      target: checkouts.tokenHash,
      set: { customerId, details, updatedAt: now },
      setWhere: sql`${checkouts.orderId} is null and ${checkouts.storeId} = ${store.id}`,
    })
    .returning({ tokenHash: checkouts.tokenHash });
}

/** The statement that gives what a visitor filled in to the customer whom they turn out to be. */
export function adopting(
  db: Database,
  store: Store,
  { tokenHash, customerId }: { tokenHash: string; customerId: string },
) {
  return db
    .update(checkouts)
    .set({ customerId })
    .where(and(isOpen(store, tokenHash), isNull(checkouts.customerId)));
}

/** Whether an order may come of it, as a condition that stands for itself. */
export function mayBePlaced(store: Store, tokenHash: string): SQL {
  return sql`exists (select 1 from ${checkouts} where ${isOpen(store, tokenHash)})`;
}

/** The statement that notes the order which came of it; what was filled in is in the order then, and goes. */
export function placed(db: Database, store: Store, tokenHash: string, orderId: string, when: SQL): Statement {
  return db
    .update(checkouts)
    .set({ orderId, details: null })
    .where(and(isOpen(store, tokenHash), when));
}

/** Removes what has waited for too long. */
export async function removeExpired(db: Database, now: number): Promise<void> {
  await db.delete(checkouts).where(lt(checkouts.updatedAt, now - keptMs));
}

function isOpen(store: Store, tokenHash: string): SQL {
  return sql`${checkouts.tokenHash} = ${tokenHash} and ${checkouts.storeId} = ${store.id} and ${checkouts.orderId} is null and ${checkouts.details} is not null`;
}
