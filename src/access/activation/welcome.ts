// What a person needs who is let in, by mail: word that the account is active, a password, or a link to choose one. Each is made
// for the caller's batch and depends on a condition at its place in it.
import { sql, type SQL } from 'drizzle-orm';
import { generatedHours, generatedUntil, generatePassword } from '../../credentials/generated.ts';
import { hashPassword } from '../../credentials/hashing.ts';
import { indexing } from '../../customers/finding/indexing.ts';
import { addressedTo, type Addressee } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import { markAccount } from '../accounts.ts';
import * as links from '../links.ts';
import type { Plan, Scene } from '../scene.ts';
import { logins } from '../schema.ts';

/** Somebody who is let in, as far as their letter needs it. */
export type Guest = Addressee & { name: string };

/** Word that the account is active, to somebody who has a password. */
export async function word(
  { db, store, sealingKey }: Scene,
  guest: Guest,
  now: number,
  when: SQL = sql`true`,
): Promise<Plan> {
  const letter = { ...addressedTo(store, guest), template: 'account_active', data: { name: guest.name } } as const;
  const message = await outbox.message(db, sealingKey, letter, now, when);
  return { statements: [message.statement], messageIds: [message.id] };
}

/** A login with a password that is made here. About 250 ms of CPU. */
export async function password({ db, store, sealingKey }: Scene, guest: Guest, now: number, when: SQL): Promise<Plan> {
  const made = generatePassword();
  const hash = await hashPassword(made);
  const login = db
    .insert(logins)
    .select(sql`select ${guest.customerId}, ${hash}, ${now}, ${generatedUntil(now)}, ${now}, null where ${when}`)
    .onConflictDoNothing();
  const letter = {
    ...addressedTo(store, guest),
    template: 'account_active_with_password',
    data: { name: guest.name, hours: generatedHours },
    secret: { password: made },
  } as const;
  const message = await outbox.message(db, sealingKey, letter, now, when);
  const account = [...markAccount(db, guest.customerId, now), ...indexing(db, guest.customerId)];
  return { statements: [login, ...account, message.statement], messageIds: [message.id] };
}

/** A link to choose a password; an earlier one ends. */
export async function invitation(
  { db, store, sealingKey }: Scene,
  guest: Guest,
  now: number,
  when: SQL = sql`true`,
): Promise<Plan> {
  const whose = { storeId: store.id, customerId: guest.customerId, purpose: 'invitation' } as const;
  const link = await links.issue(db, whose, null, now, when);
  const letter = {
    ...addressedTo(store, guest),
    template: 'invitation',
    data: { name: guest.name, days: links.lifetimes.invitation / 86_400_000 },
    secret: { token: link.token },
  } as const;
  const message = await outbox.message(db, sealingKey, letter, now, when);
  return { statements: [link.statement, message.statement], messageIds: [message.id] };
}
