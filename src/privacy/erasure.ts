// A person goes, with everything that says who they were. What the shop learns of it and the last message to the person are
// written in the same batch, and keep no name and no address once they are sent.
import { eq, sql, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { verifyPassword } from '../credentials/hashing.ts';
import { isPassword } from '../access/accounts.ts';
import type { Scene } from '../access/scene.ts';
import * as throttles from '../credentials/throttles.ts';
import type { SignedIn } from '../customers/customers.ts';
import { telling } from '../customers/revisions.ts';
import { customers, memberships } from '../customers/schema.ts';
import { addressedTo } from '../messages/addressing.ts';
import * as outbox from '../messages/outbox.ts';
import { forgettingAddresses } from '../messages/suppressions.ts';
import * as audit from '../staff/audit/audit.ts';
import { stores } from '../stores/schema.ts';
import type { Store } from '../stores/stores.ts';
import { batchIf, type Database, type Statement } from '../web/database.ts';
import { chooseLanguage } from '../web/i18n.ts';
import { forgetting } from './holding.ts';
import { holdings } from './holdings.ts';

/** The statements that remove everything about the customers of whom `whose` says so, by the column with their id. */
export function erasing(db: Database, whose: (customerId: AnySQLiteColumn) => SQL): Statement[] {
  const theirs = sql`
    select ${stores.id}, ${customers.emailKey} from ${customers}
    join ${stores} on ${stores.poolId} = ${customers.poolId} where ${whose(customers.id)}`;
  return [
    forgettingAddresses(db, theirs),
    ...holdings.toReversed().flatMap((held) => forgetting(db, held, whose(held.customerId))),
  ];
}

/** The stores where the customer is on record, as they are stored. */
export function storesOf(db: Database, customerId: string) {
  return db
    .select({ store: stores })
    .from(memberships)
    .innerJoin(stores, eq(stores.id, memberships.storeId))
    .where(eq(memberships.customerId, customerId))
    .orderBy(stores.createdAt, stores.id);
}

export type DeletionResult = { ok: true; messageIds: string[] } | { ok: false; problem: 'too_many' | 'password_wrong' };

/**
 * Deletes a signed-in customer at all stores of the pool, at once and for good; `at` are those stores. Returns the ids of the
 * messages to deliver. Problems: `too_many` tries to say the password, `password_wrong`.
 */
export async function deleteAccount(
  scene: Scene & { at: readonly Store[] },
  who: SignedIn & { passwordHash: string },
  password: string,
  now: number,
): Promise<DeletionResult> {
  const { db, store, sealingKey } = scene;
  const counted = await throttles.count(db, 'password_change', await throttles.keyOf('password_change', who.id), now);
  if (throttles.isTooMany('password_change', counted)) return { ok: false, problem: 'too_many' };
  if (!(await verifyPassword(password, who.passwordHash))) return { ok: false, problem: 'password_wrong' };

  const messages = [farewell(store, who), ...scene.at.flatMap((one) => notices(one, who))];
  const isThere = sql`exists (select 1 from ${customers} where ${customers.id} = ${who.id})`;
  const { statements, messageIds } = await outbox.messages(db, sealingKey, messages, now, isThere);
  // That it happened, and nothing by which the person could be found.
  const told = scene.at.map((one) => audit.entry({ db, store: one, from: nowhere }, deleted, now, isThere));
  // In this order: of two deletions at once the second finds nobody to tell about.
  const gone = telling(db, { type: 'customer.deleted' }, eq(memberships.customerId, who.id), now);
  const all = [...statements, ...told, gone, ...erasing(db, (customerId) => eq(customerId, who.id))];
  const done = await batchIf(db, isPassword(who.id, who.passwordHash), all);
  if (!done) return { ok: false, problem: 'password_wrong' };
  return { ok: true, messageIds };
}

const deleted = { by: null, act: 'own_deleted' } as const;
const nowhere = { device: '', place: '' };

/** To the person: that it is done, also for the case that it was somebody else. */
function farewell(store: Store, who: SignedIn): outbox.NewMessage {
  return {
    ...addressedTo(store, { ...who, customerId: who.id }),
    customerId: null,
    template: 'account_deleted',
    data: { name: who.name },
    isErasedWhenDone: true,
  };
}

/** To each address of the owner of a store, who may have to delete the person elsewhere too. */
function notices(store: Store, { name, email }: SignedIn): outbox.NewMessage[] {
  return store.policies.email.ownerAddresses.map((to) => ({
    storeId: store.id,
    customerId: null,
    to,
    language: chooseLanguage(store.languages, []),
    template: 'account_deleted_notice',
    data: { name, email },
    isErasedWhenDone: true,
  }));
}
