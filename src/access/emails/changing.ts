// Asking for a new address to sign in with. The password is asked, and nothing changes before the new address has proved
// itself by the link (proof.ts). An address that somebody else has gets the same answer on screen.
import { sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { emailKey, emailSchema } from '../../web/emails.ts';
import { clashOf, type SignedIn } from '../../customers/customers.ts';
import { customers } from '../../customers/schema.ts';
import { addressedTo, type Addressee } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, batchIf, type Database } from '../../web/database.ts';
import { isPassword } from '../accounts.ts';
import * as links from '../links.ts';
import { verifyPassword } from '../../credentials/hashing.ts';
import { typedPassword } from '../../credentials/passwords.ts';
import type { Plan, Scene } from '../scene.ts';
import * as throttles from '../../credentials/throttles.ts';
import { carrying } from './proof.ts';

export const emailChangeSchema = z.object({
  email: emailSchema.prefault(''),
  currentPassword: typedPassword.prefault(''),
});

export type AskResult =
  { ok: true; messageIds: string[] } | { ok: false; problem: 'too_many' | 'password_wrong' | 'email_same' };

/**
 * Sends a link to the new address; nothing changes before it is used. Whoever has that address already is told instead.
 * Problems: `too_many` tries, `password_wrong`, `email_same` (it is the present one).
 */
export async function ask(
  scene: Scene,
  who: SignedIn & { passwordHash: string },
  input: z.output<typeof emailChangeSchema>,
  now: number,
): Promise<AskResult> {
  const { db, store } = scene;
  const key = emailKey(input.email);
  const [tries, messages, [owner]] = await batch(db, [
    throttles.count(db, 'password_change', await throttles.keyOf('password_change', who.id), now),
    throttles.count(db, 'email_messages', await throttles.keyOf('email_messages', store.poolId, key), now),
    ownerOf(db, who.id, key),
  ]);
  if (throttles.isTooMany('password_change', tries)) return { ok: false, problem: 'too_many' };
  if (!(await verifyPassword(input.currentPassword, who.passwordHash))) return { ok: false, problem: 'password_wrong' };
  if (input.email === who.email) return { ok: false, problem: 'email_same' };
  if (throttles.isTooMany('email_messages', messages)) return { ok: true, messageIds: [] };

  const { statements, messageIds } = await asking(scene, { ...who, customerId: who.id }, input.email, { owner, now });
  const told = audit.entry(scene, { by: null, act: 'own_email_asked', customerId: who.id }, now);
  const asked = await batchIf(db, isPassword(who.id, who.passwordHash), [...statements, told]);
  return asked ? { ok: true, messageIds } : { ok: false, problem: 'password_wrong' };
}

/** Who keeps the customer from having this address. */
export function ownerOf(db: Database, customerId: string | SQL, key: string) {
  return db
    .select({ id: customers.id, email: customers.email, name: customers.name, language: customers.language })
    .from(customers)
    .where(sql`${customers.id} = ${clashOf(customerId, key)}`);
}

type Owner = Awaited<ReturnType<typeof ownerOf>>[number];

/** A link to the new address, as statements for the caller's batch; `owner` is whoever has that address already. */
export async function asking(
  scene: Scene,
  who: Addressee & { name: string },
  email: string,
  { owner, now }: { owner: Owner | undefined; now: number },
): Promise<Plan> {
  const { db, store } = scene;
  const whose = { storeId: store.id, customerId: who.customerId, purpose: 'email_change' } as const;
  const link = await links.issue(db, whose, carrying(email), now);
  const letter: outbox.NewMessage =
    owner !== undefined
      ? {
          ...addressedTo(store, { ...owner, customerId: owner.id }),
          template: 'account_exists',
          data: { name: owner.name },
        }
      : {
          ...addressedTo(store, { ...who, email }),
          template: 'email_change',
          data: { name: who.name, minutes: links.lifetimes.email_change / 60_000 },
          secret: { token: link.token },
        };
  const message = await outbox.message(db, scene.sealingKey, letter, now);
  // Nobody learns the token of a link for an address that is taken, so it may stand there as well.
  return { statements: [link.statement, message.statement], messageIds: [message.id] };
}
