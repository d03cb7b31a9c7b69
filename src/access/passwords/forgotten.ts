// Somebody cannot get in. Whatever the address needs goes to it by mail: a link to set a password, a new password, or the
// link of a registration or invitation once more. On screen the answer is always the same, and so is the work.
import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import * as z from 'zod';
import { emailKey, emailSchema } from '../../web/emails.ts';
import { customers, memberships } from '../../customers/schema.ts';
import { addressedTo } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import * as sessions from '../../sessions/sessions.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import type { Language } from '../../web/i18n.ts';
import { unprovenIn } from '../registration/enrolment.ts';
import type { Plan, Scene } from '../scene.ts';
import { hashPassword } from '../../credentials/hashing.ts';
import * as links from '../links.ts';
import { linkTokens, logins } from '../schema.ts';
import { entryOf, isActiveElsewhere } from '../signin/joining.ts';
import * as throttles from '../../credentials/throttles.ts';
import { generatedHours, generatedUntil, generatePassword } from '../../credentials/generated.ts';

export const forgottenSchema = z.object({ email: emailSchema.prefault('') });

export type ForgottenResult = { ok: true; messageIds: string[] } | { ok: false; problem: 'too_many' };

/** Sends what this address needs to get in at the store. Problem: `too_many` requests from this network. */
export async function forgot(
  scene: Scene,
  who: { network: string; language: Language },
  email: string,
  now: number,
): Promise<ForgottenResult> {
  const { db, store } = scene;
  const key = emailKey(email);
  const [fromNetwork, aboutAddress, found] = await batch(db, [
    throttles.count(db, 'forgotten_network', await throttles.keyOf('forgotten_network', who.network), now),
    throttles.count(db, 'forgotten_messages', await throttles.keyOf('forgotten_messages', store.poolId, key), now),
    person(db, scene, key),
  ]);
  if (throttles.isTooMany('forgotten_network', fromNetwork)) return { ok: false, problem: 'too_many' };

  const isGenerated =
    store.policies.forgottenPassword === 'generated' || store.policies.passwordAtRegistration === 'generated';
  const password = generatePassword();
  const made = { password, hash: isGenerated ? await hashPassword(password) : '' };
  const row = throttles.isTooMany('forgotten_messages', aboutAddress) ? undefined : found[0];
  const { statements, messageIds } = row ? await answer(scene, who.language, row, made, now) : nobody(db);
  await batch(db, statements);
  return { ok: true, messageIds };
}

type Person = Awaited<ReturnType<typeof person>>[number];
type Made = { password: string; hash: string };

function person(db: Database, { store }: Scene, key: string) {
  return db
    .select({
      customerId: customers.id,
      email: customers.email,
      name: customers.name,
      language: customers.language,
      hasLogin: sql<number>`${logins.customerId} is not null`,
      status: memberships.status,
      isActiveElsewhere: isActiveElsewhere(db, store),
      waitsFor: linkTokens.purpose,
      carried: linkTokens.carried,
    })
    .from(customers)
    .leftJoin(logins, eq(logins.customerId, customers.id))
    .leftJoin(memberships, and(eq(memberships.customerId, customers.id), eq(memberships.storeId, store.id)))
    .leftJoin(
      linkTokens,
      and(
        eq(linkTokens.customerId, customers.id),
        eq(linkTokens.storeId, store.id),
        inArray(linkTokens.purpose, ['activation', 'invitation']),
        isNull(linkTokens.usedAt),
      ),
    )
    .where(and(eq(customers.poolId, store.poolId), eq(customers.emailKey, key)))
    .orderBy(desc(linkTokens.createdAt))
    .limit(1);
}

/** As much work as an answer is, with no effect. */
function nobody(db: Database): Plan {
  return { statements: [throttles.clear(db, 'nobody'), throttles.clear(db, 'nobody')], messageIds: [] };
}

async function answer(scene: Scene, language: Language, row: Person, made: Made, now: number): Promise<Plan> {
  const { db, store } = scene;
  const to = addressedTo(store, row, language);
  if (row.hasLogin && (row.status === 'active' || (row.status === null && entryOf(store, row) === 'joins'))) {
    return store.policies.forgottenPassword === 'link'
      ? sendLink(scene, row, to, now)
      : sendPassword(scene, row, to, made, now);
  }
  if (row.status === 'pending' && row.waitsFor) return sendAgain(scene, row, to, made, now);
  return nobody(db);
}

type To = Pick<outbox.NewMessage, 'storeId' | 'customerId' | 'to' | 'language'>;

async function sendLink(scene: Scene, row: Person, to: To, now: number): Promise<Plan> {
  const whose = { storeId: scene.store.id, customerId: row.customerId, purpose: 'set_password' } as const;
  const link = await links.issue(scene.db, whose, null, now);
  const data = { name: row.name, minutes: links.lifetimes.set_password / 60_000 };
  return withMessage(
    scene,
    [link.statement],
    { ...to, template: 'set_password', data, secret: { token: link.token } },
    now,
  );
}

/** A new password ends the old one, every session and every link. */
async function sendPassword(scene: Scene, row: Person, to: To, made: Made, now: number): Promise<Plan> {
  const { db } = scene;
  const statements = [
    db
      .update(logins)
      .set({
        passwordHash: made.hash,
        passwordSetAt: now,
        passwordExpiresAt: generatedUntil(now),
        sessionsValidFrom: now,
      })
      .where(eq(logins.customerId, row.customerId)),
    sessions.endAll(db, row.customerId, now),
    links.endAll(db, row.customerId),
  ];
  const data = { name: row.name, hours: generatedHours };
  return withMessage(
    scene,
    statements,
    { ...to, template: 'new_password', data, secret: { password: made.password } },
    now,
  );
}

/** The link of a registration or an invitation once more; with it, where the store makes passwords, a new one. */
async function sendAgain(scene: Scene, row: Person, to: To, made: Made, now: number): Promise<Plan> {
  const { db, store } = scene;
  const isInvited = row.waitsFor === 'invitation';
  const unproven = unprovenIn(row.carried);
  const wasGenerated = unproven !== null && unproven.passwordExpiresAt !== null;
  const isGenerated = wasGenerated && made.hash !== '';
  // A password that was made and cannot be made again, since the policy changed, is dropped: the link then asks for one.
  const kept = wasGenerated ? null : unproven;
  const carried = isGenerated ? { ...unproven, passwordHash: made.hash, passwordExpiresAt: generatedUntil(now) } : kept;
  const whose = {
    storeId: store.id,
    customerId: row.customerId,
    purpose: isInvited ? 'invitation' : 'activation',
  } as const;
  const link = await links.issue(db, whose, carried && JSON.stringify(carried), now);
  return withMessage(scene, [link.statement], letter(row, to, link.token, isGenerated ? made.password : null), now);
}

function letter(row: Person, to: To, token: string, password: string | null): outbox.NewMessage {
  const name = row.name || (unprovenIn(row.carried)?.person.details.name ?? '');
  if (row.waitsFor === 'invitation') {
    return {
      ...to,
      template: 'invitation',
      data: { name, days: links.lifetimes.invitation / 86_400_000 },
      secret: { token },
    };
  }
  const data = { name, hours: links.lifetimes.activation / 3_600_000 };
  return password === null
    ? { ...to, template: 'activation', data, secret: { token } }
    : { ...to, template: 'activation_with_password', data, secret: { token, password } };
}

async function withMessage(
  { db, sealingKey }: Scene,
  statements: Statement[],
  input: outbox.NewMessage,
  now: number,
): Promise<Plan> {
  const message = await outbox.message(db, sealingKey, input, now);
  return { statements: [...statements, message.statement], messageIds: [message.id] };
}
