// Activation by the link in the message. Looking at the link changes nothing; the button uses it, once. In the browser
// that registered, what was typed there becomes the account's. In any other browser nobody knows who typed it, so the
// person who holds the link fills in the form now, password included, and what was typed before is dropped.
import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { askedAtRegistration, nothingAsked } from '../../customers/details/asked.ts';
import { personSchema, type Around } from '../../customers/details/input.ts';
import { recording } from '../../customers/details/records.ts';
import { indexing } from '../../customers/finding/indexing.ts';
import { revised, telling } from '../../customers/revisions.ts';
import { memberships } from '../../customers/schema.ts';
import type { Store } from '../../stores/stores.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, type Database } from '../../web/database.ts';
import { notAsked } from '../../web/lines.ts';
import { newToken, sha256 } from '../../web/secrets.ts';
import { markAccount } from '../accounts.ts';
import { unprovenIn, type Unproven } from '../registration/enrolment.ts';
import { hashPassword } from '../../credentials/hashing.ts';
import * as links from '../links.ts';
import { problemWith, typedPassword } from '../../credentials/passwords.ts';
import type { Scene } from '../scene.ts';
import { logins } from '../schema.ts';
import type { PasswordProblem } from '../../credentials/strengths.ts';
import * as throttles from '../../credentials/throttles.ts';

/** What the person holds: the token of the link, and the token that registering left in this browser, if any. */
export type Holder = { token: string; browserToken: string | undefined };

/** What the person must fill in before the link can be used, and whose address it is. */
export type Needs = { needsPassword: boolean; needsPerson: boolean; email: string };

export type Look = ({ ok: true } & Needs) | { ok: false; problem: links.DeadLink };

/** The form behind the button: a password and what the store asks, as far as it must be filled in. */
export function activationSchema(store: Store, { needsPassword, needsPerson }: Needs, around: Around) {
  return z
    .object({ password: needsPassword ? typedPassword.prefault('') : notAsked })
    .and(personSchema(needsPerson ? askedAtRegistration(store) : nothingAsked, around));
}

export type Filled = z.output<ReturnType<typeof activationSchema>>;

export type ActivationResult =
  | { ok: true; customerId: string }
  | { ok: false; problem: links.DeadLink | 'too_many' }
  | { ok: false; problem: PasswordProblem; needs: Needs };

/** What the link would do, without doing it. */
export async function look(db: Database, store: Store, holder: Holder, now: number): Promise<Look> {
  const [row] = await links.find(db, store, ['activation'], await sha256(holder.token));
  const seen = await assess(row, holder, now);
  return seen.ok ? { ok: true, ...seen.needs } : seen;
}

/**
 * Uses the link: the membership becomes active, and password and person (typed in this browser at registration, else what is
 * `filled` in now) go on record. Problems: a dead link, the password rule's, or `too_many` from this network. Of any number
 * of tries at once one wins, the others find the link used.
 */
export async function activate(scene: Scene, holder: Holder, filled: Filled, now: number): Promise<ActivationResult> {
  const { db, store } = scene;
  const tokenHash = await sha256(holder.token);
  const [counted, [found]] = await batch(db, [
    throttles.count(db, 'activation_network', await throttles.keyOf('activation_network', scene.from.network), now),
    links.find(db, store, ['activation'], tokenHash),
  ]);
  if (throttles.isTooMany('activation_network', counted)) return { ok: false, problem: 'too_many' };
  const seen = await assess(found, holder, now);
  if (!seen.ok) return seen;

  const { row, unproven, needs } = seen;
  const person = needs.needsPerson ? filled : unproven?.person;
  let login = { hash: unproven?.passwordHash ?? null, expiresAt: unproven?.passwordExpiresAt ?? null };
  if (needs.needsPassword) {
    const problem = await problemWith(filled.password, store, { ...row, name: person?.details.name ?? row.name });
    if (problem) return { ok: false, problem, needs };
    login = { hash: await hashPassword(filled.password), expiresAt: null };
  }

  const by = newToken();
  const won = links.isUsedBy(tokenHash, by);
  const isWaiting = and(
    eq(memberships.storeId, store.id),
    eq(memberships.customerId, row.customerId),
    eq(memberships.status, 'pending'),
    won,
  );
  const [used] = await batch(db, [
    links.use(db, tokenHash, by, now),
    db
      .insert(logins)
      .select(
        sql`select ${row.customerId}, ${login.hash}, ${now}, ${login.expiresAt}, ${now}, ${now} where ${login.hash} is not null and ${won}`,
      )
      .onConflictDoNothing(),
    ...markAccount(db, row.customerId, now),
    telling(db, { type: 'customer.activated', storeId: store.id }, isWaiting, now),
    db
      .update(memberships)
      .set({ status: 'active', activatedAt: now, ...revised(store.id, now) })
      .where(isWaiting),
    audit.entry(scene, { by: null, act: 'own_activated', customerId: row.customerId }, now, won),
    ...(person ? recording(db, store, { customerId: row.customerId, person }, now, won) : indexing(db, row.customerId)),
  ]);
  return used.length === 1 ? { ok: true, customerId: row.customerId } : { ok: false, problem: 'link_used' };
}

type Assessed =
  { ok: true; row: links.Linked; unproven: Unproven | null; needs: Needs } | { ok: false; problem: links.DeadLink };

/** Whether the link may be used, and what must be filled in for that. */
async function assess(row: links.Linked | undefined, holder: Holder, now: number): Promise<Assessed> {
  const problem = links.problemOf(row, now);
  if (problem || !row) return { ok: false, problem: problem ?? 'link_unknown' };
  const unproven = unprovenIn(row.carried);
  const isSameBrowser =
    holder.browserToken !== undefined && unproven?.browserHash === (await sha256(holder.browserToken));
  // A generated password went to the address and to nobody else, so it is good in any browser.
  const hasPassword = unproven !== null && (isSameBrowser || unproven.passwordExpiresAt !== null);
  const needs = {
    needsPassword: !row.hasLogin && !hasPassword,
    needsPerson: !row.hasLogin && !isSameBrowser,
    email: row.email,
  };
  return { ok: true, row, unproven, needs };
}
