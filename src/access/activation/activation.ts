// Activation by the link in the message. Looking at the link changes nothing; the button uses it, once. In the browser
// that registered, the password typed there becomes the account's. In any other browser nobody knows who typed it, so
// the person who holds the link chooses the password now, and what was typed before is dropped.
import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { customers, memberships } from '../../customers/schema.ts';
import type { Store } from '../../stores/stores.ts';
import { batch, type Database } from '../../web/database.ts';
import { newToken, sha256 } from '../../web/secrets.ts';
import { unprovenIn, type Unproven } from '../registration/enrolment.ts';
import { hashPassword } from '../passwords/hashing.ts';
import * as links from '../links.ts';
import { problemWith, typedPassword } from '../passwords/passwords.ts';
import { logins } from '../schema.ts';
import type { PasswordProblem } from '../passwords/strengths.ts';
import * as throttles from '../throttles.ts';

/** What the person holds: the token of the link, and the token that registering left in this browser, if any. */
export type Holder = { token: string; browserToken: string | undefined; network: string };

export type Look = { ok: true; needsPassword: boolean; email: string } | { ok: false; problem: links.DeadLink };

/** The form behind the button: a password, where one must be chosen. */
export const activationSchema = z.object({ password: typedPassword.optional() });

export type ActivationResult =
  | { ok: true; customerId: string }
  | { ok: false; problem: links.DeadLink | 'too_many' }
  | { ok: false; problem: 'password_missing' | PasswordProblem; email: string };

/** What the link would do, without doing it. */
export async function look(db: Database, store: Store, holder: Holder, now: number): Promise<Look> {
  const [row] = await links.find(db, store, ['activation'], await sha256(holder.token));
  const seen = await assess(row, holder, now);
  return seen.ok ? { ok: true, needsPassword: seen.needsPassword, email: seen.row.email } : seen;
}

/**
 * Uses the link: the membership becomes active, and the password (the one typed in this browser at registration, else
 * `password`) becomes the login. Problems: a dead link, `password_missing` where one must be chosen here, the password
 * rule's, or `too_many` from this network. Of any number of tries at once one wins, the others find the link used.
 */
export async function activate(
  scene: { db: Database; store: Store },
  holder: Holder,
  password: string | undefined,
  now: number,
): Promise<ActivationResult> {
  const { db, store } = scene;
  const tokenHash = await sha256(holder.token);
  const [counted, [found]] = await batch(db, [
    throttles.count(db, 'activation_network', await throttles.keyOf('activation_network', holder.network), now),
    links.find(db, store, ['activation'], tokenHash),
  ]);
  if (throttles.isTooMany('activation_network', counted)) return { ok: false, problem: 'too_many' };
  const seen = await assess(found, holder, now);
  if (!seen.ok) return seen;

  const { row, unproven, isSameBrowser, needsPassword } = seen;
  let login = { hash: unproven?.passwordHash ?? null, expiresAt: unproven?.passwordExpiresAt ?? null };
  if (needsPassword) {
    if (password === undefined) return { ok: false, problem: 'password_missing', email: row.email };
    const problem = await problemWith(password, store, row);
    if (problem) return { ok: false, problem, email: row.email };
    login = { hash: await hashPassword(password), expiresAt: null };
  }

  const by = newToken();
  const won = links.isUsedBy(tokenHash, by);
  const proven = isSameBrowser ? unproven : null;
  const [used] = await batch(db, [
    links.use(db, tokenHash, by, now),
    db
      .insert(logins)
      .select(
        sql`select ${row.customerId}, ${login.hash}, ${now}, ${login.expiresAt}, ${now} where ${login.hash} is not null and ${won}`,
      )
      .onConflictDoNothing(),
    db
      .update(memberships)
      .set({
        status: 'active',
        activatedAt: now,
        newsletterAt: proven?.newsletter ? now : null,
      })
      .where(
        and(
          eq(memberships.storeId, store.id),
          eq(memberships.customerId, row.customerId),
          eq(memberships.status, 'pending'),
          won,
        ),
      ),
    db
      .update(customers)
      .set({ ...filledIn(proven?.profile), updatedAt: now })
      .where(and(eq(customers.id, row.customerId), won)),
  ]);
  return used.length === 1 ? { ok: true, customerId: row.customerId } : { ok: false, problem: 'link_used' };
}

type Assessed =
  | { ok: true; row: links.Linked; unproven: Unproven | null; isSameBrowser: boolean; needsPassword: boolean }
  | { ok: false; problem: links.DeadLink };

/** Whether the link may be used, and whether a password must be chosen for that. */
async function assess(row: links.Linked | undefined, holder: Holder, now: number): Promise<Assessed> {
  const problem = links.problemOf(row, now);
  if (problem || !row) return { ok: false, problem: problem ?? 'link_unknown' };
  const unproven = unprovenIn(row.carried);
  const isSameBrowser =
    holder.browserToken !== undefined && unproven?.browserHash === (await sha256(holder.browserToken));
  // A generated password went to the address and to nobody else, so it is good in any browser.
  const hasPassword = unproven !== null && (isSameBrowser || unproven.passwordExpiresAt !== null);
  return { ok: true, row, unproven, isSameBrowser, needsPassword: !row.hasLogin && !hasPassword };
}

/** The fields that hold something: an empty one does not wipe out what is on record. */
function filledIn(profile: Unproven['profile'] | undefined): Partial<Unproven['profile']> {
  return Object.fromEntries(Object.entries(profile ?? {}).filter(([, text]) => text !== ''));
}
