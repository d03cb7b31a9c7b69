// Somebody cannot get in. Whatever the address needs goes to it by mail: a link to set a password, a new password, or the
// link of a registration or invitation once more. On screen the answer is always the same, and so is the work.
import * as z from 'zod';
import { emailKey, emailSchema } from '../../web/emails.ts';
import { isKnownBy } from '../../customers/customers.ts';
import { addressedTo } from '../../messages/addressing.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, type Database } from '../../web/database.ts';
import type { Language } from '../../web/i18n.ts';
import type { Plan, Scene } from '../scene.ts';
import { hashPassword } from '../../credentials/hashing.ts';
import { entryOf } from '../signin/joining.ts';
import * as throttles from '../../credentials/throttles.ts';
import { generatePassword } from '../../credentials/generated.ts';
import { recipient, sendAgain, sendLink, sendPassword, type Made, type Recipient, type To } from './sending.ts';

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
    recipient(db, store, isKnownBy(store.id, key)),
  ]);
  if (throttles.isTooMany('forgotten_network', fromNetwork)) return { ok: false, problem: 'too_many' };

  const isGenerated =
    store.policies.forgottenPassword === 'generated' || store.policies.passwordAtRegistration === 'generated';
  const password = generatePassword();
  const made = { password, hash: isGenerated ? await hashPassword(password) : '' };
  const row = throttles.isTooMany('forgotten_messages', aboutAddress) ? undefined : found[0];
  const { statements, messageIds } = row ? await answer(scene, who.language, row, made, now) : nobody(db);
  const told = audit.entry(scene, { by: null, act: 'own_password_asked', customerId: row?.customerId }, now);
  await batch(db, [...statements, told]);
  return { ok: true, messageIds };
}

/** As much work as an answer is, with no effect. */
function nobody(db: Database): Plan {
  return { statements: [throttles.clear(db, 'nobody'), throttles.clear(db, 'nobody')], messageIds: [] };
}

async function answer(scene: Scene, language: Language, row: Recipient, made: Made, now: number): Promise<Plan> {
  const { db, store } = scene;
  const to = addressedTo(store, row, language);
  if (row.hasLogin && (row.status === 'active' || (row.status === null && entryOf(store, row) === 'joins'))) {
    return store.policies.forgottenPassword === 'link'
      ? sendLink(scene, row, to, now)
      : sendTold(scene, row, to, made, now);
  }
  if (row.status === 'pending' && row.waitsFor) return sendAgain(scene, row, to, made, now);
  return nobody(db);
}

async function sendTold(scene: Scene, row: Recipient, to: To, made: Made, now: number): Promise<Plan> {
  const { statements, messageIds } = await sendPassword(scene, row, to, made, now);
  const told = audit.entry(scene, { by: null, act: 'own_password_sent', customerId: row.customerId }, now);
  return { statements: [...statements, told], messageIds };
}
