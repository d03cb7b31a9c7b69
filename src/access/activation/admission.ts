// How staff let people in: they activate who registered, and invite who is on record. What a person then needs goes out by
// mail in the same batch: word that the account is active, a password, or a link to choose one.
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { customers, memberships } from '../../customers/schema.ts';
import { addressedTo } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { indexing } from '../../customers/finding/indexing.ts';
import { markAccount } from '../accounts.ts';
import * as links from '../links.ts';
import { generatedHours, generatedUntil, generatePassword } from '../../credentials/generated.ts';
import { hashPassword } from '../../credentials/hashing.ts';
import type { Plan, Scene } from '../scene.ts';
import { logins } from '../schema.ts';

export type AdmissionResult =
  { ok: true; messageIds: string[] } | { ok: false; problem: 'not_found' | 'not_pending' | 'has_login' | 'denied' };

/**
 * Makes a waiting membership active, once, and tells the customer. Problems: `not_found` at this store, `not_pending`.
 * Whoever has no password yet gets one, or a link to choose one, as the store's policy says. `told` goes into the same batch,
 * before the change: statements that tell of it, on the condition `isWaiting`.
 */
export async function activate(
  scene: Scene,
  customerId: string,
  now: number,
  told: readonly Statement[] = [],
): Promise<AdmissionResult> {
  const { db, store } = scene;
  const [row] = await person(scene, customerId);
  if (!row) return { ok: false, problem: 'not_found' };
  if (row.status !== 'pending') return { ok: false, problem: 'not_pending' };

  const { statements, messageIds } = await welcome(scene, row, now);
  const activation = db
    .update(memberships)
    .set({ status: 'active', activatedAt: now })
    .where(
      and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId), eq(memberships.status, 'pending')),
    )
    .returning({ customerId: memberships.customerId });
  // In this order: what goes out depends on the membership still waiting, and of two members of staff at once one decides.
  const results: unknown[] = await batch(db, [...told, ...statements, activation]);
  const activated = results.at(-1);
  return Array.isArray(activated) && activated.length === 1
    ? { ok: true, messageIds }
    : { ok: false, problem: 'not_pending' };
}

/**
 * Invites a person on record to choose a password; an earlier invitation ends. Problems: `not_found` at this store,
 * `has_login` (there is nothing to invite to), `denied`.
 */
export async function invite(scene: Scene, customerId: string, now: number): Promise<AdmissionResult> {
  const [row] = await person(scene, customerId);
  if (!row) return { ok: false, problem: 'not_found' };
  if (row.status === 'denied') return { ok: false, problem: 'denied' };
  if (row.hasLogin) return { ok: false, problem: 'has_login' };
  const { statements, messageIds } = await invitation(scene, row, now);
  await batch(scene.db, statements);
  return { ok: true, messageIds };
}

type Person = Awaited<ReturnType<typeof person>>[number];

/** Who is invited, as far as the message needs it. */
export type Invited = Pick<Person, 'customerId' | 'email' | 'name' | 'language'>;

function person({ db, store }: Scene, customerId: string) {
  return db
    .select({
      customerId: customers.id,
      email: customers.email,
      name: customers.name,
      language: customers.language,
      status: memberships.status,
      hasLogin: sql<number>`${logins.customerId} is not null`,
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .leftJoin(logins, eq(logins.customerId, memberships.customerId))
    .where(and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId)));
}

function welcome(scene: Scene, row: Person, now: number): Promise<Plan> {
  if (row.hasLogin) return word(scene, row, now);
  return scene.store.policies.passwordAtRegistration === 'generated'
    ? password(scene, row, now)
    : invitation(scene, row, now);
}

async function word({ db, store, sealingKey }: Scene, row: Person, now: number): Promise<Plan> {
  const letter = { ...addressedTo(store, row), template: 'account_active', data: { name: row.name } } as const;
  const message = await outbox.message(db, sealingKey, letter, now, isWaiting(store.id, row));
  return { statements: [message.statement], messageIds: [message.id] };
}

async function password({ db, store, sealingKey }: Scene, row: Person, now: number): Promise<Plan> {
  const made = generatePassword();
  const hash = await hashPassword(made);
  const waits = isWaiting(store.id, row);
  const login = db
    .insert(logins)
    .select(sql`select ${row.customerId}, ${hash}, ${now}, ${generatedUntil(now)}, ${now} where ${waits}`)
    .onConflictDoNothing();
  const letter = {
    ...addressedTo(store, row),
    template: 'account_active_with_password',
    data: { name: row.name, hours: generatedHours },
    secret: { password: made },
  } as const;
  const message = await outbox.message(db, sealingKey, letter, now, waits);
  const account = [markAccount(db, row.customerId), ...indexing(db, row.customerId)];
  return { statements: [login, ...account, message.statement], messageIds: [message.id] };
}

/** A new invitation, as statements for the caller's batch. */
export async function invitation({ db, store, sealingKey }: Scene, row: Invited, now: number): Promise<Plan> {
  const whose = { storeId: store.id, customerId: row.customerId, purpose: 'invitation' } as const;
  const link = await links.issue(db, whose, null, now);
  const letter = {
    ...addressedTo(store, row),
    template: 'invitation',
    data: { name: row.name, days: links.lifetimes.invitation / 86_400_000 },
    secret: { token: link.token },
  } as const;
  const message = await outbox.message(db, sealingKey, letter, now);
  const statements: Statement[] = [link.statement, message.statement];
  return { statements, messageIds: [message.id] };
}

/** The customers who wait for this store's staff to activate them, the longest first, at most `mostWaiting`. */
export function waitingAt(db: Database, storeId: string) {
  return db
    .select({
      id: customers.id,
      name: customers.name,
      email: customers.email,
      company: customers.company,
      registeredAt: memberships.registeredAt,
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(
      and(
        eq(memberships.storeId, storeId),
        sql`${memberships.status} = 'pending'`,
        isNotNull(memberships.registeredAt),
      ),
    )
    .orderBy(asc(memberships.registeredAt))
    .limit(mostWaiting);
}

export type Waiting = Awaited<ReturnType<typeof waitingAt>>[number];

/** The most of them that are shown at a time. */
export const mostWaiting = 50;

/** Whether this customer waits for the store, as a condition. */
export function isWaiting(storeId: string, { customerId }: { customerId: string }) {
  return sql`exists (select 1 from ${memberships} where ${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId} and ${memberships.status} = 'pending')`;
}
