// Somebody whom another store of the pool has active signs in here for the first time. Each store keeps its own door: where
// registration is open and a link is enough they are in; where staff activate they wait; where one is invited nothing happens.
import { and, eq, exists, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { indexing } from '../../customers/finding/indexing.ts';
import { coming, revised } from '../../customers/revisions.ts';
import { customers, memberships } from '../../customers/schema.ts';
import { addressedTo } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import type { Store } from '../../stores/stores.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import type { Language } from '../../web/i18n.ts';
import type { Scene } from '../scene.ts';
import { waitingMessages } from '../waiting.ts';

const elsewhere = alias(memberships, 'elsewhere');

/** A column beside `customers`: 1 for whoever another store of the pool has active, else 0. */
export function isActiveElsewhere(db: Database, store: Store) {
  // By the customer, and with the plus never by the index of the status, where everybody stands who is active.
  const isActive = sql`+${elsewhere.status} = 'active'`;
  const membership = db
    .select({ storeId: elsewhere.storeId })
    .from(elsewhere)
    .where(and(eq(elsewhere.customerId, customers.id), isActive, ne(elsewhere.storeId, store.id)));
  return sql<number>`${exists(membership)}`;
}

/** What the store's policies make of somebody without a membership here. */
export function entryOf(store: Store, row: { isActiveElsewhere: number }): 'joins' | 'asks' | 'none' {
  const { registration, activation } = store.policies;
  if (row.isActiveElsewhere !== 1 || registration !== 'open') return 'none';
  return activation === 'email' ? 'joins' : 'asks';
}

/** Makes the membership of somebody who is in by signing in: the address was proved at the other store. */
export function join(db: Database, store: Store, customerId: string, now: number): Statement[] {
  const times = { createdAt: now, registeredAt: now, activatedAt: now };
  const membership = db
    .insert(memberships)
    .values({ storeId: store.id, customerId, status: 'active', ...times, ...revised(store.id, now) })
    .onConflictDoNothing();
  const told = coming(db, { storeId: store.id, customerId, isIn: true }, now);
  return [...told, membership, ...indexing(db, customerId)];
}

type Person = { customerId: string; email: string; name: string; language: string | null };

/** Lets somebody wait for staff of this store, `told` in the same batch; returns the ids of the messages to deliver. */
export async function askToJoin(
  scene: Scene,
  who: Person & { told: Statement },
  language: Language,
  now: number,
): Promise<string[]> {
  const { db, store, sealingKey } = scene;
  const waiting = { ...addressedTo(store, who, language), name: who.name };
  const { statements, messageIds } = await outbox.messages(db, sealingKey, waitingMessages(store, waiting), now);
  const whose = { storeId: store.id, customerId: who.customerId };
  const membership = db
    .insert(memberships)
    .values({ ...whose, status: 'pending', createdAt: now, registeredAt: now, ...revised(store.id, now) })
    .onConflictDoNothing();
  await batch(db, [...coming(db, whose, now), membership, ...indexing(db, who.customerId), ...statements, who.told]);
  return messageIds;
}
