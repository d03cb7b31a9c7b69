// A password set by a link: after it was forgotten, or to accept an invitation. The link proves the address, so whatever
// somebody else may have planted before ends here: the earlier password, every session, every other link, known devices.
import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { indexing } from '../../customers/finding/indexing.ts';
import { revised, telling } from '../../customers/revisions.ts';
import { memberships } from '../../customers/schema.ts';
import { addressedTo, type Addressee } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import * as sessions from '../../sessions/sessions.ts';
import type { Store } from '../../stores/stores.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { newToken, sha256 } from '../../web/secrets.ts';
import type { Scene } from '../scene.ts';
import { hashPassword } from '../../credentials/hashing.ts';
import { markAccount } from '../accounts.ts';
import * as links from '../links.ts';
import { problemWith, typedPassword } from '../../credentials/passwords.ts';
import { knownDevices, logins } from '../schema.ts';
import type { PasswordProblem } from '../../credentials/strengths.ts';
import * as throttles from '../../credentials/throttles.ts';

const purposes = ['set_password', 'invitation'] as const;

export const settingSchema = z.object({ password: typedPassword.prefault('') });

export type Look = { ok: true; email: string } | { ok: false; problem: links.DeadLink };

export type SettingResult =
  | { ok: true; customerId: string; messageIds: string[] }
  | { ok: false; problem: links.DeadLink | 'too_many' }
  | { ok: false; problem: PasswordProblem; email: string };

/** Whose password the link would set, without setting it. */
export async function look(db: Database, store: Store, token: string, now: number): Promise<Look> {
  const [row] = await links.find(db, store, purposes, await sha256(token));
  const problem = problemOf(row, now);
  return problem || !row ? { ok: false, problem: problem ?? 'link_unknown' } : { ok: true, email: row.email };
}

/**
 * Sets the password by the link, once; an invitation makes the membership active as well. Problems: a dead link, the
 * password rule's, or `too_many` from this network. Returns the ids of the messages to deliver.
 */
export async function setPassword(scene: Scene, token: string, password: string, now: number): Promise<SettingResult> {
  const { db, store, sealingKey } = scene;
  const tokenHash = await sha256(token);
  const [counted, [row]] = await batch(db, [
    throttles.count(db, 'activation_network', await throttles.keyOf('activation_network', scene.from.network), now),
    links.find(db, store, purposes, tokenHash),
  ]);
  if (throttles.isTooMany('activation_network', counted)) return { ok: false, problem: 'too_many' };
  const dead = problemOf(row, now);
  if (dead || !row) return { ok: false, problem: dead ?? 'link_unknown' };
  const weak = await problemWith(password, store, row);
  if (weak) return { ok: false, problem: weak, email: row.email };

  const by = newToken();
  const won = links.isUsedBy(tokenHash, by);
  const passwordHash = await hashPassword(password);
  const statements: Statement[] = [
    setLogin(db, row.customerId, passwordHash, won, now),
    ...markAccount(db, row.customerId, now),
    ...indexing(db, row.customerId),
    sessions.endAll(db, row.customerId, now, won),
    links.endAll(db, row.customerId, won, tokenHash),
    forgetDevices(db, row.customerId, won),
    audit.entry(scene, { by: null, act: 'own_password_set', customerId: row.customerId }, now, won),
  ];
  const messageIds: string[] = [];
  if (row.purpose === 'invitation') statements.push(...acceptInvitation(db, store, row.customerId, won, now));
  else {
    const message = await outbox.message(db, sealingKey, changedMessage(store, row), now, won);
    statements.push(message.statement);
    messageIds.push(message.id);
  }
  const [used] = await batch(db, [links.use(db, tokenHash, by, now), ...statements]);
  return used.length === 1 ? { ok: true, customerId: row.customerId, messageIds } : { ok: false, problem: 'link_used' };
}

/** An invitation is nothing once the membership it was for is gone. */
function problemOf(row: links.Linked | undefined, now: number): links.DeadLink | null {
  if (row?.purpose === 'invitation' && row.status === null) return 'link_unknown';
  return links.problemOf(row, now);
}

type Condition = ReturnType<typeof links.isUsedBy>;

function setLogin(db: Database, customerId: string, passwordHash: string, when: Condition, now: number) {
  const own = {
    passwordHash,
    passwordSetAt: now,
    passwordExpiresAt: null,
    sessionsValidFrom: now,
    emailProvedAt: now,
  };
  return db
    .insert(logins)
    .select(sql`select ${customerId}, ${passwordHash}, ${now}, null, ${now}, ${now} where ${when}`)
    .onConflictDoUpdate({ target: logins.customerId, set: own });
}

/** The next sign-in is the first with this password, so it is told to nobody. */
function forgetDevices(db: Database, customerId: string, when: Condition) {
  return db.delete(knownDevices).where(and(eq(knownDevices.customerId, customerId), when));
}

function acceptInvitation(db: Database, store: Store, customerId: string, when: Condition, now: number) {
  const isWaiting = and(
    eq(memberships.storeId, store.id),
    eq(memberships.customerId, customerId),
    eq(memberships.status, 'pending'),
    when,
  );
  return [
    telling(db, { type: 'customer.activated', storeId: store.id }, isWaiting, now),
    db
      .update(memberships)
      .set({ status: 'active', activatedAt: now, ...revised(store.id, now) })
      .where(isWaiting),
  ];
}

/** "Your password was changed", to the address on record. */
export function changedMessage(store: Store, whose: Addressee & { name: string }): outbox.NewMessage {
  return { ...addressedTo(store, whose), template: 'password_changed', data: { name: whose.name } };
}
