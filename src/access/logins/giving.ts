// A password that staff give: made by the system, or typed. It makes a login where there was none, and lets a customer in who
// waited. It goes to the customer by mail, works for some days, and must be changed at the first sign-in; everything that let
// somebody in before ends with it.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { generatedHours, generatedUntil, generatePassword } from '../../credentials/generated.ts';
import { hashPassword } from '../../credentials/hashing.ts';
import { problemWith } from '../../credentials/passwords.ts';
import type { PasswordProblem } from '../../credentials/strengths.ts';
import { indexing } from '../../customers/finding/indexing.ts';
import { revised, telling } from '../../customers/revisions.ts';
import { customers, memberships } from '../../customers/schema.ts';
import { addressedTo } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import * as sessions from '../../sessions/sessions.ts';
import { batch, type Statement } from '../../web/database.ts';
import { markAccount } from '../accounts.ts';
import * as links from '../links.ts';
import { recipient, type Recipient } from '../passwords/sending.ts';
import type { Scene } from '../scene.ts';
import { logins } from '../schema.ts';

export type GivingResult =
  | { ok: true; messageIds: string[]; ended: sessions.Claim[] }
  | { ok: false; problem: 'not_found' | 'denied' | PasswordProblem };

/**
 * Gives a customer of the store the password that was `typed`, or a made one where that is null. Returns the ids of the messages
 * to deliver and the sessions that ended. `told` goes into the same batch. Problems: `not_found` at this store, `denied`, and
 * the password rule's.
 */
export async function givePassword(
  scene: Scene,
  { customerId, typed }: { customerId: string; typed: string | null },
  now: number,
  told: readonly Statement[] = [],
): Promise<GivingResult> {
  const { db, store } = scene;
  const [row] = await recipient(db, store, eq(customers.id, customerId));
  if (!row || row.status === null) return { ok: false, problem: 'not_found' };
  if (row.status === 'denied') return { ok: false, problem: 'denied' };
  const weak = typed === null ? null : await problemWith(typed, store, row);
  if (weak) return { ok: false, problem: weak };

  const password = typed ?? generatePassword();
  const isAllowed = sql`exists (select 1 from ${memberships} where ${isMember(store.id, customerId)} and ${memberships.status} <> 'denied')`;
  const isWaiting = and(isMember(store.id, customerId), eq(memberships.status, 'pending'));
  const message = await outbox.message(db, scene.sealingKey, letter(scene, row, password), now, isAllowed);
  const [ended] = await batch(db, [
    sessions.claimsOf(db, customerId),
    ...told,
    setLogin(scene, customerId, await hashPassword(password), isAllowed, now),
    telling(db, { type: 'customer.activated', storeId: store.id }, isWaiting, now),
    db
      .update(memberships)
      .set({ status: 'active', activatedAt: now, ...revised(store.id, now) })
      .where(isWaiting),
    ...markAccount(db, customerId, now),
    ...indexing(db, customerId),
    sessions.endAll(db, customerId, now),
    links.endAll(db, customerId),
    message.statement,
  ]);
  return { ok: true, messageIds: [message.id], ended };
}

function setLogin({ db }: Scene, customerId: string, passwordHash: string, when: SQL, now: number): Statement {
  const until = generatedUntil(now);
  return db
    .insert(logins)
    .select(sql`select ${customerId}, ${passwordHash}, ${now}, ${until}, ${now}, null where ${when}`)
    .onConflictDoUpdate({
      target: logins.customerId,
      set: { passwordHash, passwordSetAt: now, passwordExpiresAt: until, sessionsValidFrom: now },
    });
}

function letter({ store }: Scene, row: Recipient, password: string): outbox.NewMessage {
  return {
    ...addressedTo(store, row),
    template: row.hasLogin ? 'password_given' : 'login_created',
    data: { name: row.name, email: row.email, hours: generatedHours },
    secret: { password },
  };
}

function isMember(storeId: string, customerId: string): SQL {
  return sql`${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId}`;
}
