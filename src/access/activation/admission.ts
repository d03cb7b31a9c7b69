// How staff let people in: they activate who registered, and invite who is on record; one person or many, by the same rules.
// What a person then needs goes out by mail in the same batch. Whether somebody can be let in is decided at the place of the
// statements in their batch, so of several members of staff at once one has an effect.
import { and, asc, eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { revised, telling } from '../../customers/revisions.ts';
import { customers, memberships } from '../../customers/schema.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import type { Plan, Scene } from '../scene.ts';
import { logins } from '../schema.ts';
import * as welcome from './welcome.ts';

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
  const [person] = await peopleAmong(scene.db, scene.store, sql`select ${customerId}`);
  if (!person) return { ok: false, problem: 'not_found' };
  if (person.activationProblem) return { ok: false, problem: person.activationProblem };

  const { statements, messageIds } = await activating(scene, [person], now);
  const results: unknown[] = await batch(scene.db, [...told, ...statements]);
  const activated = results.at(-1);
  return Array.isArray(activated) && activated.length === 1
    ? { ok: true, messageIds }
    : { ok: false, problem: 'not_pending' };
}

/**
 * Invites a person on record to choose a password; an earlier invitation ends. Problems: `not_found` at this store,
 * `has_login` (there is nothing to invite to), `denied`. `told` goes into the same batch: statements that tell of it, on the
 * condition `isInvitable`.
 */
export async function invite(
  scene: Scene,
  customerId: string,
  now: number,
  told: readonly Statement[] = [],
): Promise<AdmissionResult> {
  const [person] = await peopleAmong(scene.db, scene.store, sql`select ${customerId}`);
  if (!person) return { ok: false, problem: 'not_found' };
  if (person.invitationProblem) return { ok: false, problem: person.invitationProblem };
  const { statements, messageIds } = await inviting(scene, [person], now);
  await batch(scene.db, [...told, ...statements]);
  return { ok: true, messageIds };
}

/**
 * The statements that activate these people, and their messages; the last statement returns whom it activated. With `when`
 * they have an effect only if that condition holds at their place in the batch.
 */
export async function activating(
  scene: Scene,
  people: readonly Person[],
  now: number,
  when: SQL = sql`true`,
): Promise<Plan> {
  const { db, store } = scene;
  const plans: Plan[] = [];
  for (const person of people.filter(({ activationProblem }) => activationProblem === null)) {
    // One after the other: a password that is made takes much memory while it is hashed.
    plans.push(await welcomeTo(scene, person)(scene, person, now, sql`${isWaiting(store.id, person)} and (${when})`));
  }
  const ids = JSON.stringify(people.map(({ customerId }) => customerId));
  const areWaiting = and(
    eq(memberships.storeId, store.id),
    sql`${memberships.customerId} in (select value from json_each(${ids}))`,
    eq(memberships.status, 'pending'),
    when,
  );
  const activation = db
    .update(memberships)
    .set({ status: 'active', activatedAt: now, ...revised(store.id, now) })
    .where(areWaiting)
    .returning({ customerId: memberships.customerId });
  // In this order: what goes out depends on the membership still waiting.
  return {
    statements: [
      ...plans.flatMap(({ statements }) => statements),
      telling(db, { type: 'customer.activated', storeId: store.id }, areWaiting, now),
      activation,
    ],
    messageIds: plans.flatMap(({ messageIds }) => messageIds),
  };
}

function welcomeTo({ store }: Scene, { hasLogin }: Person) {
  if (hasLogin) return welcome.word;
  return store.policies.passwordAtRegistration === 'generated' ? welcome.password : welcome.invitation;
}

/** The statements that invite these people, and their messages. `when` as for `activating`. */
export async function inviting(
  scene: Scene,
  people: readonly Person[],
  now: number,
  when: SQL = sql`true`,
): Promise<Plan> {
  const plans = await Promise.all(
    people
      .filter(({ invitationProblem }) => invitationProblem === null)
      .map((person) =>
        welcome.invitation(scene, person, now, sql`${isInvitable(scene.store.id, person)} and (${when})`),
      ),
  );
  return {
    statements: plans.flatMap(({ statements }) => statements),
    messageIds: plans.flatMap(({ messageIds }) => messageIds),
  };
}

const hasLogin = sql`${logins.customerId} is not null`;
const activationProblem = sql<
  'not_pending' | null
>`case when ${memberships.status} <> 'pending' then 'not_pending' end`;
const invitationProblem = sql<
  'denied' | 'has_login' | null
>`case when ${memberships.status} = 'denied' then 'denied' when ${hasLogin} then 'has_login' end`;

/** Those of the store's customers whom the query `ids` names, with what keeps them from being let in. */
export function peopleAmong(db: Database, store: { id: string }, ids: SQL) {
  return db
    .select({
      customerId: customers.id,
      email: customers.email,
      name: customers.name,
      language: customers.language,
      hasLogin: sql<number>`${hasLogin}`.as('has_login'),
      activationProblem: activationProblem.as('activation_problem'),
      invitationProblem: invitationProblem.as('invitation_problem'),
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .leftJoin(logins, eq(logins.customerId, memberships.customerId))
    .where(and(eq(memberships.storeId, store.id), sql`${memberships.customerId} in (${ids})`));
}

export type Person = Awaited<ReturnType<typeof peopleAmong>>[number];

/** What activating this customer of the store would come to, as a value in SQL: `done`, or the problem. */
export function activationOutcome(storeId: string, customerId: SQLWrapper | string): SQL {
  return outcome(storeId, customerId, activationProblem);
}

/** What inviting this customer of the store would come to, likewise. */
export function invitationOutcome(storeId: string, customerId: SQLWrapper | string): SQL {
  return outcome(storeId, customerId, invitationProblem);
}

function outcome(storeId: string, customerId: SQLWrapper | string, problem: SQL): SQL {
  return sql`coalesce((
    select coalesce(${problem}, 'done')
    from ${memberships} left join ${logins} on ${logins.customerId} = ${memberships.customerId}
    where ${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId}), 'not_found')`;
}

/** Whether this customer waits for the store, as a condition. */
export function isWaiting(storeId: string, { customerId }: { customerId: string }): SQL {
  return sql`${activationOutcome(storeId, customerId)} = 'done'`;
}

/** Whether this customer can be invited by the store, as a condition. */
export function isInvitable(storeId: string, { customerId }: { customerId: string }): SQL {
  return sql`${invitationOutcome(storeId, customerId)} = 'done'`;
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
        // The plus keeps SQLite from going by the index of all who ever registered.
        sql`+${memberships.registeredAt} is not null`,
      ),
    )
    .orderBy(asc(memberships.registeredAt))
    .limit(mostWaiting);
}

export type Waiting = Awaited<ReturnType<typeof waitingAt>>[number];

/** The most of them that are shown at a time. */
export const mostWaiting = 50;
