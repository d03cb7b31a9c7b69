// Signing in and out. Unknown address, wrong password, pending and denied get the same words and the same work.
// The tries are counted before the password is hashed: hashing is what an attacker would make the Worker do.
import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { emailKey, emailSchema } from '../../web/emails.ts';
import { isKnownBy, isMember } from '../../customers/customers.ts';
import { customers, memberships } from '../../customers/schema.ts';
import * as sessions from '../../sessions/sessions.ts';
import type { Store } from '../../stores/stores.ts';
import { batch, batchIf, type Database, type Statement } from '../../web/database.ts';
import type { Language } from '../../web/i18n.ts';
import { isPassword } from '../accounts.ts';
import type { Scene } from '../scene.ts';
import * as audit from '../../staff/audit/audit.ts';
import { hashPassword, isOutdated, verifyPassword } from '../../credentials/hashing.ts';
import { typedPassword } from '../../credentials/passwords.ts';
import { logins } from '../schema.ts';
import * as throttles from '../../credentials/throttles.ts';
import * as activity from '../activity.ts';
import * as devices from './devices.ts';
import { askToJoin, entryOf, isActiveElsewhere, join } from './joining.ts';

export const signInSchema = z.object({
  email: emailSchema.prefault(''),
  password: typedPassword.prefault(''),
  // Not typed by anybody: what cannot be used leads to the account.
  next: z.string().max(500).optional().catch(undefined),
});

/**
 * The browser that somebody signs in from: the page's language, the token of its device cookie, and the session that it had
 * until now, which ends; and what they bring, for the batch of the sign-in.
 */
export type Browser = {
  language: Language;
  deviceToken: string;
  replaced: sessions.Claim | null;
  arriving: ((db: Database, customerId: string) => readonly Statement[]) | undefined;
};

export type SignInResult =
  | { ok: true; customerId: string; cookie: string; messageIds: string[] }
  | { ok: false; problem: 'wrong' | 'too_many'; messageIds?: string[] };

/**
 * Signs a customer in at a store and returns the value of the session's cookie, and the message to deliver where the
 * device is new. Somebody whom another store of the pool has active becomes a member here by this store's policies.
 * Problems: `wrong` for whatever reason it is not possible (with messages where staff must decide first), `too_many`
 * tries from this network.
 */
export async function signIn(
  scene: Scene & { kv: KVNamespace },
  browser: Browser,
  input: { email: string; password: string },
  now: number,
): Promise<SignInResult> {
  const { db, kv, store, from } = scene;
  const key = emailKey(input.email);
  const deviceHash = await devices.hashOf(browser.deviceToken);
  const accountKey = await throttles.keyOf('sign_in_account', from.network, store.poolId, key);
  const [aboutAccount, fromNetwork, [row]] = await batch(db, [
    throttles.count(db, 'sign_in_account', accountKey, now),
    throttles.count(db, 'sign_in_network', await throttles.keyOf('sign_in_network', from.network), now),
    credentials(db, store, key, deviceHash),
  ]);
  if (throttles.isTooMany('sign_in_account', aboutAccount) || throttles.isTooMany('sign_in_network', fromNetwork)) {
    return { ok: false, problem: 'too_many' };
  }
  const isRight = await verifyPassword(input.password, row?.passwordHash ?? null);
  const isOver = row !== undefined && row.passwordExpiresAt !== null && row.passwordExpiresAt <= now;
  // Of an unknown address and of a known one as much is written.
  const failed = audit.entry(scene, { by: null, act: 'own_sign_in_failed', customerId: row?.customerId }, now);
  const entry = row?.status === null ? entryOf(store, row) : 'none';
  if (isRight && row && !isOver && entry === 'asks') {
    return {
      ok: false,
      problem: 'wrong',
      messageIds: await askToJoin(scene, { ...row, told: failed }, browser.language, now),
    };
  }
  if (!isRight || !row || isOver || (row.status !== 'active' && entry !== 'joins')) {
    await batch(db, [failed]);
    return { ok: false, problem: 'wrong' };
  }

  const session = await sessions.prepare(
    { holderId: row.customerId, device: from.device, place: from.place },
    sessions.customerLifetime,
    now,
  );
  const noticed = await devices.noticed(scene, row, { language: browser.language, deviceHash }, now);
  const statements: Statement[] = [
    session.statement(db),
    throttles.clear(db, accountKey),
    ...noticed.statements,
    audit.entry(scene, { by: null, act: 'own_signed_in', customerId: row.customerId }, now),
    ...activity.noting(db, store, row.customerId, now),
  ];
  if (browser.replaced) statements.push(sessions.end(db, browser.replaced, now));
  if (entry === 'joins') statements.push(...join(db, store, row.customerId, now));
  statements.push(...(browser.arriving?.(db, row.customerId) ?? []));
  if (isOutdated(row.passwordHash)) statements.push(replaceHash(db, row, await hashPassword(input.password)));
  // Whoever resets the password while the old one is verified ends this session before it begins.
  const isStill = isPassword(row.customerId, row.passwordHash);
  const [begun] = await Promise.all([batchIf(db, isStill, statements), session.store(kv)]);
  if (!begun) {
    await batch(db, [failed]);
    return { ok: false, problem: 'wrong' };
  }
  return { ok: true, customerId: row.customerId, cookie: session.cookie, messageIds: noticed.messageIds };
}

/** Tells that a customer of the store has signed out, if the statement before it in the batch ended their session. */
export function signedOut(scene: Scene, customerId: string, now: number): Statement {
  const entry = { by: null, act: 'own_signed_out', customerId } as const;
  return audit.entry(scene, entry, now, sql`${audit.didSo} and ${isMember(scene.store.id, sql`${customerId}`)}`);
}

type Row = Awaited<ReturnType<typeof credentials>>[number];

function credentials(db: Database, store: Store, key: string, deviceHash: string) {
  return db
    .select({
      customerId: customers.id,
      email: customers.email,
      name: customers.name,
      language: customers.language,
      isNewDevice: sql<number>`${devices.isNewTo(customers.id, deviceHash)}`,
      passwordHash: logins.passwordHash,
      passwordExpiresAt: logins.passwordExpiresAt,
      status: memberships.status,
      isActiveElsewhere: isActiveElsewhere(db, store),
    })
    .from(customers)
    .innerJoin(logins, eq(logins.customerId, customers.id))
    .leftJoin(memberships, and(eq(memberships.customerId, customers.id), eq(memberships.storeId, store.id)))
    .where(isKnownBy(store.id, key));
}

/** Stores a hash with today's parameters, unless the password was changed in between. */
function replaceHash(db: Database, row: Row, passwordHash: string): Statement {
  return db
    .update(logins)
    .set({ passwordHash })
    .where(and(eq(logins.customerId, row.customerId), eq(logins.passwordHash, row.passwordHash)));
}
