// A customer proves that they read what goes to their address, where nobody has yet: staff let them in, and nothing that they did
// since went by a link in a message. Only whoever is signed in as this customer can use the link, so a click of the person whose
// address somebody else has registered proves nothing to that somebody.
import { and, eq } from 'drizzle-orm';
import type { SignedIn } from '../../../customers/customers.ts';
import * as throttles from '../../../credentials/throttles.ts';
import { addressedTo } from '../../../messages/addressing.ts';
import * as outbox from '../../../messages/outbox.ts';
import * as audit from '../../../staff/audit/audit.ts';
import type { Store } from '../../../stores/stores.ts';
import { batch, type Database } from '../../../web/database.ts';
import { emailKey } from '../../../web/emails.ts';
import { newToken } from '../../../web/secrets.ts';
import * as links from '../../links.ts';
import type { Scene } from '../../scene.ts';
import { logins } from '../../schema.ts';

/** When the customer last proved their address; null where they never have. One row. */
export function proofOf(db: Database, customerId: string) {
  return db.select({ provedAt: logins.emailProvedAt }).from(logins).where(eq(logins.customerId, customerId));
}

export type AskResult = { ok: true; messageIds: string[] } | { ok: false; problem: 'too_many' };

/** Sends the customer a link by which they prove their address; an earlier one ends. Problem: `too_many` messages to it. */
export async function ask(scene: Scene, who: SignedIn, now: number): Promise<AskResult> {
  const { db, store, sealingKey } = scene;
  const key = await throttles.keyOf('email_messages', store.poolId, emailKey(who.email));
  const counted = await throttles.count(db, 'email_messages', key, now);
  if (throttles.isTooMany('email_messages', counted)) return { ok: false, problem: 'too_many' };
  const customerId = who.id;
  const link = await links.issue(db, { storeId: store.id, customerId, purpose: 'email_proof' }, null, now);
  const letter = {
    ...addressedTo(store, { ...who, customerId }),
    template: 'email_proof',
    data: { name: who.name, hours: links.lifetimes.email_proof / 3_600_000 },
    secret: { token: link.token },
  } as const;
  const message = await outbox.message(db, sealingKey, letter, now);
  const told = audit.entry(scene, { by: null, act: 'own_email_proof_asked', customerId }, now);
  await batch(db, [link.statement, message.statement, told]);
  return { ok: true, messageIds: [message.id] };
}

/** The link whose token has this hash. */
export function linkOf(db: Database, store: Store, tokenHash: string) {
  return links.find(db, store, ['email_proof'], tokenHash);
}

/** Uses the link, once: the customer has proved their address. Problem: a dead link. */
export async function prove(
  scene: Scene,
  who: SignedIn,
  row: links.Linked | undefined,
  now: number,
): Promise<{ ok: true } | { ok: false; problem: links.DeadLink }> {
  const { db } = scene;
  const dead = links.problemFor(who.id, row, now);
  if (dead || !row) return { ok: false, problem: dead ?? 'link_unknown' };
  const by = newToken();
  const won = links.isUsedBy(row.tokenHash, by);
  const [used] = await batch(db, [
    links.use(db, row.tokenHash, by, now),
    db
      .update(logins)
      .set({ emailProvedAt: now })
      .where(and(eq(logins.customerId, who.id), won)),
    audit.entry(scene, { by: null, act: 'own_email_proved', customerId: who.id }, now, won),
  ]);
  return used.length === 1 ? { ok: true } : { ok: false, problem: 'link_used' };
}
