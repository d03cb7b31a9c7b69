// Staff send a customer the link that they need to get in: to set a password, to activate a registration, or to accept an
// invitation. It goes to the address on record and to nobody else, so staff never learn it.
import { eq } from 'drizzle-orm';
import { generatePassword } from '../../credentials/generated.ts';
import { hashPassword } from '../../credentials/hashing.ts';
import { customers } from '../../customers/schema.ts';
import { addressedTo } from '../../messages/addressing.ts';
import { batch, type Statement } from '../../web/database.ts';
import { invitation } from '../activation/welcome.ts';
import { recipient, sendAgain, sendLink, type Recipient } from '../passwords/sending.ts';
import type { Plan, Scene } from '../scene.ts';

/** What somebody needs: to set a password, their activation once more, or an invitation. */
export type WayIn = 'set_password' | 'activation' | 'invitation';

export type LeadingResult =
  { ok: true; wayIn: WayIn; messageIds: string[] } | { ok: false; problem: 'not_found' | 'denied' | 'waits_for_staff' };

/** As much of a customer as says what they need; `waitsFor` is the newest link that they have not followed. */
type Standing = Pick<Recipient, 'status' | 'waitsFor'> & { hasLogin: number | boolean };

/** What a customer who is not denied needs to get in; null where staff must activate them first. */
export function wayInOf(row: Standing): WayIn | null {
  if (row.hasLogin) return row.status === 'active' ? 'set_password' : null;
  return row.status === 'pending' && row.waitsFor === 'activation' ? 'activation' : 'invitation';
}

/**
 * Sends a customer of the store what they need; an earlier link of the kind ends. `told` goes into the same batch. Problems:
 * `not_found` at this store, `denied`, `waits_for_staff` (to be activated, not sent a link).
 */
export async function leadIn(
  scene: Scene,
  customerId: string,
  now: number,
  told: readonly Statement[] = [],
): Promise<LeadingResult> {
  const { db, store } = scene;
  const [row] = await recipient(db, store, eq(customers.id, customerId));
  if (!row || row.status === null) return { ok: false, problem: 'not_found' };
  if (row.status === 'denied') return { ok: false, problem: 'denied' };
  const wayIn = wayInOf(row);
  if (wayIn === null) return { ok: false, problem: 'waits_for_staff' };
  const plan = await planOf(scene, row, wayIn, now);
  await batch(db, [...told, ...plan.statements]);
  return { ok: true, wayIn, messageIds: plan.messageIds };
}

async function planOf(scene: Scene, row: Recipient, wayIn: WayIn, now: number): Promise<Plan> {
  const to = addressedTo(scene.store, row);
  switch (wayIn) {
    case 'set_password':
      return sendLink(scene, row, to, now);
    case 'activation':
      return sendAgain(scene, row, to, await madeFor(scene), now);
    case 'invitation':
      return invitation(scene, row, now);
  }
}

/** A password for a registration whose password the system made: it goes out again with the link. */
async function madeFor({ store }: Scene) {
  const password = generatePassword();
  return { password, hash: store.policies.passwordAtRegistration === 'generated' ? await hashPassword(password) : '' };
}
