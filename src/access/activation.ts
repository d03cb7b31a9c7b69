// Activation by the link in the message. Looking at the link changes nothing; the button uses it, once. In the browser
// that registered, the password typed there becomes the account's. In any other browser nobody knows who typed it, so
// the person who holds the link chooses the password now, and what was typed before is dropped.
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import * as z from 'zod';
import { customers, memberships } from '../customers/schema.ts';
import type { Store } from '../stores/stores.ts';
import { batch, type Database } from '../web/database.ts';
import { newToken, sha256 } from '../web/secrets.ts';
import { hashPassword } from './hashing.ts';
import { problemWith, typedPassword } from './passwords.ts';
import type { Unproven } from './enrolment.ts';
import { linkTokens, logins } from './schema.ts';
import type { PasswordProblem } from './strengths.ts';
import * as throttles from './throttles.ts';

/** Why a link leads nowhere: it never was one of this store (or was replaced), it was used, or it is too old. */
export type DeadLink = 'link_unknown' | 'link_used' | 'link_expired';

/** What the person holds: the token of the link, and the token that registering left in this browser, if any. */
export type Holder = { token: string; browserToken: string | undefined; network: string };

export type Look = { ok: true; needsPassword: boolean; email: string } | { ok: false; problem: DeadLink };

/** The form behind the button: a password, where one must be chosen. */
export const activationSchema = z.object({ password: typedPassword.optional() });

export type ActivationResult =
  | { ok: true; customerId: string }
  | { ok: false; problem: DeadLink | 'too_many' }
  | { ok: false; problem: 'password_missing' | PasswordProblem; email: string };

/** What the link would do, without doing it. */
export async function look(db: Database, store: Store, holder: Holder, now: number): Promise<Look> {
  const [row] = await linked(db, store, await sha256(holder.token));
  return assess(row, holder, now);
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
  const [counted, [row]] = await batch(db, [
    throttles.count(db, 'activation_network', await throttles.keyOf('activation_network', holder.network), now),
    linked(db, store, tokenHash),
  ]);
  if (throttles.isTooMany('activation_network', counted)) return { ok: false, problem: 'too_many' };
  const seen = await assess(row, holder, now);
  if (!seen.ok) return seen;
  if (!row) return { ok: false, problem: 'link_unknown' };

  const typedHere = !seen.needsPassword;
  let passwordHash = row.unproven?.passwordHash ?? null;
  if (seen.needsPassword) {
    if (password === undefined) return { ok: false, problem: 'password_missing', email: row.email };
    const problem = await problemWith(password, store, row);
    if (problem) return { ok: false, problem, email: row.email };
    passwordHash = await hashPassword(password);
  }

  const by = newToken();
  const won = sql`exists (select 1 from ${linkTokens} where ${linkTokens.tokenHash} = ${tokenHash} and ${linkTokens.usedBy} = ${by})`;
  const profile = typedHere ? row.unproven?.profile : undefined;
  const [used] = await batch(db, [
    db
      .update(linkTokens)
      .set({ usedAt: now, usedBy: by, registration: null })
      .where(and(eq(linkTokens.tokenHash, tokenHash), isNull(linkTokens.usedAt), gt(linkTokens.expiresAt, now)))
      .returning({ tokenHash: linkTokens.tokenHash }),
    db
      .insert(logins)
      .select(
        sql`select ${row.customerId}, ${passwordHash}, ${now}, null, ${now} where ${passwordHash} is not null and ${won}`,
      )
      .onConflictDoNothing(),
    db
      .update(memberships)
      .set({
        status: 'active',
        activatedAt: now,
        newsletterAt: typedHere && row.unproven?.newsletter ? now : null,
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
      .set({ ...profile, updatedAt: now })
      .where(and(eq(customers.id, row.customerId), won)),
  ]);
  return used.length === 1 ? { ok: true, customerId: row.customerId } : { ok: false, problem: 'link_used' };
}

function linked(db: Database, store: Store, tokenHash: string) {
  return db
    .select({
      customerId: linkTokens.customerId,
      unproven: sql<Unproven | null>`${linkTokens.registration}`.mapWith(parseUnproven),
      expiresAt: linkTokens.expiresAt,
      usedAt: linkTokens.usedAt,
      email: customers.email,
      name: customers.name,
      hasLogin: sql<number>`${logins.customerId} is not null`,
      status: memberships.status,
    })
    .from(linkTokens)
    .innerJoin(customers, eq(customers.id, linkTokens.customerId))
    .innerJoin(
      memberships,
      and(eq(memberships.customerId, linkTokens.customerId), eq(memberships.storeId, linkTokens.storeId)),
    )
    .leftJoin(logins, eq(logins.customerId, linkTokens.customerId))
    .where(
      and(eq(linkTokens.tokenHash, tokenHash), eq(linkTokens.storeId, store.id), eq(linkTokens.purpose, 'activation')),
    );
}

type Linked = Awaited<ReturnType<typeof linked>>[number];

async function assess(row: Linked | undefined, holder: Holder, now: number): Promise<Look> {
  if (!row || row.status === 'denied') return { ok: false, problem: 'link_unknown' };
  if (row.usedAt !== null) return { ok: false, problem: 'link_used' };
  if (row.expiresAt <= now) return { ok: false, problem: 'link_expired' };
  const sameBrowser =
    holder.browserToken !== undefined && row.unproven?.browserHash === (await sha256(holder.browserToken));
  const needsPassword = !row.hasLogin && !(sameBrowser && row.unproven?.passwordHash);
  return { ok: true, needsPassword, email: row.email };
}

function parseUnproven(json: unknown): Unproven | null {
  return typeof json === 'string' ? (JSON.parse(json) as Unproven) : null;
}
