// A password changed by its owner, who is signed in and says the current one. Every other session ends; this browser gets a
// new one, since a session's id changes with the password.
import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { SignedIn } from '../../customers/customers.ts';
import * as outbox from '../../messages/outbox.ts';
import * as sessions from '../../sessions/sessions.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batchIf, type Database } from '../../web/database.ts';
import { isPassword } from '../accounts.ts';
import type { Scene } from '../scene.ts';
import * as links from '../links.ts';
import { hashPassword, verifyPassword } from '../../credentials/hashing.ts';
import { problemWith, typedPassword } from '../../credentials/passwords.ts';
import { logins } from '../schema.ts';
import type { PasswordProblem } from '../../credentials/strengths.ts';
import * as throttles from '../../credentials/throttles.ts';
import { changedMessage } from './setting.ts';

export const changeSchema = z.object({
  currentPassword: typedPassword.prefault(''),
  password: typedPassword.prefault(''),
});

export type ChangeResult =
  | { ok: true; cookie: string; messageIds: string[] }
  | { ok: false; problem: 'too_many' | 'password_wrong' | 'password_same' | PasswordProblem };

/** The hash that a typed password is checked against. */
export function hashOf(db: Database, customerId: string) {
  return db.select({ passwordHash: logins.passwordHash }).from(logins).where(eq(logins.customerId, customerId));
}

/**
 * Changes the password of a signed-in customer and returns the cookie of the new session. Problems: `too_many` tries,
 * `password_wrong` (the current one), `password_same`, or the password rule's.
 */
export async function changePassword(
  scene: Scene & { kv: KVNamespace },
  who: SignedIn & { passwordHash: string },
  input: z.output<typeof changeSchema>,
  now: number,
): Promise<ChangeResult> {
  const { db, kv, store, sealingKey, from } = scene;
  const counted = await throttles.count(db, 'password_change', await throttles.keyOf('password_change', who.id), now);
  if (throttles.isTooMany('password_change', counted)) return { ok: false, problem: 'too_many' };
  if (!(await verifyPassword(input.currentPassword, who.passwordHash))) return { ok: false, problem: 'password_wrong' };
  if (input.password === input.currentPassword) return { ok: false, problem: 'password_same' };
  const weak = await problemWith(input.password, store, who);
  if (weak) return { ok: false, problem: weak };

  const passwordHash = await hashPassword(input.password);
  const begin = { holderId: who.id, device: from.device, place: from.place };
  const session = await sessions.prepare(begin, sessions.customerLifetime, now);
  const message = await outbox.message(db, sealingKey, changedMessage(store, { ...who, customerId: who.id }), now);
  const changed = [
    db
      .update(logins)
      .set({ passwordHash, passwordSetAt: now, passwordExpiresAt: null, sessionsValidFrom: now })
      .where(eq(logins.customerId, who.id)),
    sessions.endAll(db, who.id, now),
    links.endAll(db, who.id),
    session.statement(db),
    message.statement,
    audit.entry(scene, { by: null, act: 'own_password_changed', customerId: who.id }, now),
  ];
  // Verifying and hashing take long: of two who change it at once, or who reset it meanwhile, one has done so.
  const [done] = await Promise.all([batchIf(db, isPassword(who.id, who.passwordHash), changed), session.store(kv)]);
  if (!done) return { ok: false, problem: 'password_wrong' };
  return { ok: true, cookie: session.cookie, messageIds: [message.id] };
}
