// Registration. What a person types is not theirs until the link in the message proves the address: until then the
// password and the profile lie in the link's row, so nobody can plant a password for somebody else's address.
// An address that is known gets the same answer on screen; the difference only goes by mail.
import * as z from 'zod';
import { askedAtRegistration } from '../../customers/details/asked.ts';
import { personSchema, type Around } from '../../customers/details/input.ts';
import { emailKey, emailSchema } from '../../web/emails.ts';
import * as stores from '../../stores/stores.ts';
import type { Store } from '../../stores/stores.ts';
import { batch, isDuplicate } from '../../web/database.ts';
import { notAsked } from '../../web/lines.ts';
import type { Language } from '../../web/i18n.ts';
import { sha256 } from '../../web/secrets.ts';
import { enrol, known, tellOwner, type Applicant, type Known, type Unproven } from './enrolment.ts';
import { generatedUntil, generatePassword } from '../../credentials/generated.ts';
import { hashPassword } from '../../credentials/hashing.ts';
import { problemWith, typedPassword } from '../../credentials/passwords.ts';
import type { Scene } from '../scene.ts';
import * as throttles from '../../credentials/throttles.ts';

/** Whether somebody who registers at this store chooses the password in the form. */
export function choosesPassword(store: Store): boolean {
  return store.policies.passwordAtRegistration === 'chosen';
}

/** What the registration form of this store takes: an address, a password where one is chosen, what the store asks. */
export function registrationSchema(store: Store, around: Around) {
  return z
    .object({ email: emailSchema.prefault('') })
    .and(passwordSchema(store))
    .and(personSchema(askedAtRegistration(store), around));
}

/** The password, judged by what is typed around it, be that right or wrong itself. */
function passwordSchema(store: Store) {
  if (!choosesPassword(store)) return z.object({ password: notAsked });
  return z.looseObject({}).transform(async (typed, context) => {
    const { data: password, error } = typedPassword.safeParse(typed.password ?? '');
    const around = { email: textOf(typed.email), name: textOf(typed.name) };
    const problem = error ? error.issues[0]?.message : await problemWith(password, store, around);
    if (!problem && password !== undefined) return { password };
    context.addIssue({ code: 'custom', path: ['password'], message: problem ?? 'invalid' });
    return z.NEVER;
  });
}

function textOf(typed: unknown): string {
  return typeof typed === 'string' ? typed : '';
}

export type RegistrationInput = z.output<ReturnType<typeof registrationSchema>>;

/** Who registers: in which language, and the token that their browser keeps until activation. */
export type Registrant = { language: Language; browserToken: string };

export type RegistrationResult =
  { ok: true; messageIds: string[] } | { ok: false; problem: 'closed' | 'form_changed' | 'too_many' };

/**
 * Registers a person at the store, or writes to whoever has the address already. Returns the ids of the messages to
 * deliver. Problems: `closed` (the store registers by invitation), `form_changed` (its settings are newer than the
 * form), `too_many` (from this network).
 */
export async function register(
  scene: Scene,
  who: Registrant,
  input: RegistrationInput,
  now: number,
): Promise<RegistrationResult> {
  const { db, store } = scene;
  const key = emailKey(input.email);
  const [settings, fromNetwork, aboutAddress, found] = await batch(db, [
    stores.changedAt(db, store.id),
    throttles.count(db, 'registration_network', await throttles.keyOf('registration_network', scene.from.network), now),
    throttles.count(
      db,
      'registration_messages',
      await throttles.keyOf('registration_messages', store.poolId, key),
      now,
    ),
    known(db, store, key),
  ]);
  if (settings[0]?.updatedAt !== store.updatedAt) return { ok: false, problem: 'form_changed' };
  if (store.policies.registration !== 'open') return { ok: false, problem: 'closed' };
  if (throttles.isTooMany('registration_network', fromNetwork)) return { ok: false, problem: 'too_many' };

  const { email, password: typed, ...person } = input;
  const isGenerated = !choosesPassword(store);
  const password = isGenerated ? generatePassword() : typed;
  const passwordHash = await hashPassword(password);
  if (throttles.isTooMany('registration_messages', aboutAddress)) return { ok: true, messageIds: [] };

  const unproven: Unproven = {
    passwordHash,
    passwordExpiresAt: isGenerated ? generatedUntil(now) : null,
    browserHash: await sha256(who.browserToken),
    person,
  };
  const applicant = { ...who, email, unproven, generated: isGenerated ? password : null };
  try {
    return await write(scene, applicant, found[0], now);
  } catch (error) {
    // Somebody registered the same address in between: that row is there now.
    if (!isDuplicate(error)) throw error;
    const [row] = await known(db, store, key);
    return write(scene, applicant, row, now);
  }
}

async function write(
  scene: Scene,
  applicant: Applicant,
  row: Known | undefined,
  now: number,
): Promise<RegistrationResult> {
  const { statements, messageIds } = row?.hasLogin
    ? await tellOwner(scene, applicant, row, now)
    : await enrol(scene, applicant, row, now);
  await batch(scene.db, statements);
  return { ok: true, messageIds };
}
