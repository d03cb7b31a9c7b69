// Links by which staff set a password: to accept an invitation, or after it was forgotten. A link works once, and a newer one of
// its kind ends the older. Setting a password ends every session and every other link.
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import * as z from 'zod';
import { hashPassword } from '../../credentials/hashing.ts';
import { problemWith, typedPassword } from '../../credentials/passwords.ts';
import type { PasswordProblem } from '../../credentials/strengths.ts';
import * as throttles from '../../credentials/throttles.ts';
import * as outbox from '../../messages/outbox.ts';
import * as sessions from '../../sessions/sessions.ts';
import type { Store } from '../../stores/stores.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { emailKey } from '../../web/emails.ts';
import { chooseLanguage, type Language } from '../../web/i18n.ts';
import { newToken, sha256 } from '../../web/secrets.ts';
import * as audit from '../audit/audit.ts';
import { staff, staffLinks, staffRoles } from '../schema.ts';
import { lifetimes } from './lifetimes.ts';

export type DeadLink = 'link_unknown' | 'link_used' | 'link_expired';

/** A new link: its token for the message, and the statement that makes it the only one of its kind. */
export async function issue(
  db: Database,
  whose: { staffId: string; storeId: string; purpose: keyof typeof lifetimes },
  now: number,
): Promise<{ token: string; statement: Statement }> {
  const token = newToken();
  const tokenHash = await sha256(token);
  const fresh = { tokenHash, createdAt: now, expiresAt: now + lifetimes[whose.purpose], usedAt: null, usedBy: null };
  const statement = db
    .insert(staffLinks)
    .values({ ...whose, ...fresh })
    .onConflictDoUpdate({
      target: [staffLinks.staffId, staffLinks.purpose],
      set: { ...fresh, storeId: whose.storeId },
    });
  return { token, statement };
}

type Linked = Awaited<ReturnType<typeof find>>[number];

function find(db: Database, store: Store, tokenHash: string) {
  return db
    .select({
      staffId: staff.id,
      email: staff.email,
      name: staff.name,
      disabledAt: staffRoles.disabledAt,
      expiresAt: staffLinks.expiresAt,
      usedAt: staffLinks.usedAt,
    })
    .from(staffLinks)
    .innerJoin(staff, eq(staff.id, staffLinks.staffId))
    .innerJoin(staffRoles, and(eq(staffRoles.staffId, staff.id), eq(staffRoles.storeId, staffLinks.storeId)))
    .where(and(eq(staffLinks.tokenHash, tokenHash), eq(staffLinks.storeId, store.id)));
}

function problemOf(row: Linked | undefined, now: number): DeadLink | null {
  if (!row || row.disabledAt !== null) return 'link_unknown';
  if (row.usedAt !== null) return 'link_used';
  return row.expiresAt <= now ? 'link_expired' : null;
}

export type Look = { ok: true; email: string } | { ok: false; problem: DeadLink };

/** Whose password the link would set, without setting it. */
export async function look(db: Database, store: Store, token: string, now: number): Promise<Look> {
  const [row] = await find(db, store, await sha256(token));
  const problem = problemOf(row, now);
  return problem || !row ? { ok: false, problem: problem ?? 'link_unknown' } : { ok: true, email: row.email };
}

export const settingSchema = z.object({ password: typedPassword.prefault('') });

export type SettingResult =
  | { ok: true; staffId: string }
  | { ok: false; problem: DeadLink | 'too_many' }
  | { ok: false; problem: PasswordProblem; email: string };

/** Sets the password by the link, once. Problems: a dead link, the password rule's, or `too_many` from this network. */
export async function setPassword(
  scene: audit.Scene,
  token: string,
  password: string,
  now: number,
): Promise<SettingResult> {
  const { db, store, from } = scene;
  const tokenHash = await sha256(token);
  const [counted, [row]] = await batch(db, [
    throttles.count(db, 'activation_network', await throttles.keyOf('activation_network', from.network), now),
    find(db, store, tokenHash),
  ]);
  if (throttles.isTooMany('activation_network', counted)) return { ok: false, problem: 'too_many' };
  const dead = problemOf(row, now);
  if (dead || !row) return { ok: false, problem: dead ?? 'link_unknown' };
  const weak = await problemWith(password, store, row);
  if (weak) return { ok: false, problem: weak, email: row.email };

  const by = newToken();
  const won = sql`exists (select 1 from ${staffLinks} where ${staffLinks.tokenHash} = ${tokenHash} and ${staffLinks.usedBy} = ${by})`;
  const passwordHash = await hashPassword(password);
  const [used] = await batch(db, [
    db
      .update(staffLinks)
      .set({ usedAt: now, usedBy: by })
      .where(and(eq(staffLinks.tokenHash, tokenHash), isNull(staffLinks.usedAt), gt(staffLinks.expiresAt, now)))
      .returning({ staffId: staffLinks.staffId }),
    db
      .update(staff)
      .set({ passwordHash, passwordSetAt: now, sessionsValidFrom: now })
      .where(and(eq(staff.id, row.staffId), won)),
    sessions.endAll(db, row.staffId, now, won),
    db
      .delete(staffLinks)
      .where(and(eq(staffLinks.staffId, row.staffId), sql`${staffLinks.tokenHash} <> ${tokenHash}`, won)),
    audit.entry(scene, { by: row.staffId, act: 'password_set' }, now, won),
  ]);
  return used.length === 1 ? { ok: true, staffId: row.staffId } : { ok: false, problem: 'link_used' };
}

export type ForgottenResult = { ok: true; messageIds: string[] } | { ok: false; problem: 'too_many' };

/**
 * Sends a link to set a password to staff with this address and a role at the store, and does as much for anybody else. Problem:
 * `too_many` requests from this network.
 */
export async function forgot(
  scene: audit.Scene & { sealingKey: string; language: Language },
  email: string,
  now: number,
): Promise<ForgottenResult> {
  const { db, store, from, sealingKey, language } = scene;
  const key = emailKey(email);
  const messagesKey = await throttles.keyOf('forgotten_messages', 'staff', store.poolId, key);
  const [fromNetwork, aboutAddress, [row]] = await batch(db, [
    throttles.count(db, 'forgotten_network', await throttles.keyOf('forgotten_network', from.network), now),
    throttles.count(db, 'forgotten_messages', messagesKey, now),
    db
      .select({ id: staff.id, email: staff.email, name: staff.name, disabledAt: staffRoles.disabledAt })
      .from(staff)
      .innerJoin(staffRoles, and(eq(staffRoles.staffId, staff.id), eq(staffRoles.storeId, store.id)))
      .where(eq(staff.emailKey, key)),
  ]);
  if (throttles.isTooMany('forgotten_network', fromNetwork)) return { ok: false, problem: 'too_many' };
  if (!row || row.disabledAt !== null || throttles.isTooMany('forgotten_messages', aboutAddress)) {
    await batch(db, [throttles.clear(db, 'nobody'), throttles.clear(db, 'nobody'), throttles.clear(db, 'nobody')]);
    return { ok: true, messageIds: [] };
  }
  const link = await issue(db, { staffId: row.id, storeId: store.id, purpose: 'set_password' }, now);
  const letter = {
    storeId: store.id,
    customerId: null,
    to: row.email,
    language: chooseLanguage(store.languages, [language]),
    template: 'staff_set_password',
    data: { name: row.name, minutes: lifetimes.set_password / 60_000 },
    secret: { token: link.token },
  } as const;
  const message = await outbox.message(db, sealingKey, letter, now);
  await batch(db, [
    link.statement,
    message.statement,
    audit.entry(scene, { by: null, act: 'password_asked', subjectId: row.id }, now),
  ]);
  return { ok: true, messageIds: [message.id] };
}
