// Changing the address that somebody signs in with. The password is asked, the new address proves itself by a link, and the
// old one is told and may undo it for a week. An address that somebody else has gets the same answer on screen.
import { and, eq, ne, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { emailKey, emailSchema } from '../../customers/emails.ts';
import type { SignedIn } from '../../customers/customers.ts';
import { customers } from '../../customers/schema.ts';
import * as outbox from '../../messages/outbox.ts';
import * as sessions from '../../sessions/sessions.ts';
import type { Store } from '../../stores/stores.ts';
import { batch, isDuplicate, type Database, type Statement } from '../../web/database.ts';
import { chooseLanguage } from '../../web/i18n.ts';
import { newToken, sha256 } from '../../web/secrets.ts';
import * as links from '../links.ts';
import { verifyPassword } from '../passwords/hashing.ts';
import { typedPassword } from '../passwords/passwords.ts';
import type { Scene } from '../scene.ts';
import { linkTokens, logins } from '../schema.ts';
import * as throttles from '../throttles.ts';

export const emailChangeSchema = z.object({
  email: emailSchema.prefault(''),
  currentPassword: typedPassword.prefault(''),
});

export type AskResult =
  { ok: true; messageIds: string[] } | { ok: false; problem: 'too_many' | 'password_wrong' | 'email_same' };

/** What a link of either kind carries: the address that the customer gets by it. */
type Carried = { email: string };

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
    db
      .select({ id: customers.id, email: customers.email, name: customers.name, language: customers.language })
      .from(customers)
      .where(and(eq(customers.poolId, store.poolId), eq(customers.emailKey, key))),
  ]);
  if (throttles.isTooMany('password_change', tries)) return { ok: false, problem: 'too_many' };
  if (!(await verifyPassword(input.currentPassword, who.passwordHash))) return { ok: false, problem: 'password_wrong' };
  if (input.email === who.email) return { ok: false, problem: 'email_same' };
  if (throttles.isTooMany('email_messages', messages)) return { ok: true, messageIds: [] };

  const isSomebodyElses = owner !== undefined && owner.id !== who.id;
  const whose = { storeId: store.id, customerId: who.id, purpose: 'email_change' } as const;
  const link = await links.issue(db, whose, JSON.stringify({ email: input.email } satisfies Carried), now);
  const letter: outbox.NewMessage = isSomebodyElses
    ? {
        ...addressed(store, owner.id, owner.email, owner.language),
        template: 'account_exists',
        data: { name: owner.name },
      }
    : {
        ...addressed(store, who.id, input.email, who.language),
        template: 'email_change',
        data: { name: who.name, minutes: links.lifetimes.email_change / 60_000 },
        secret: { token: link.token },
      };
  const message = await outbox.message(db, scene.sealingKey, letter, now);
  // Nobody learns the token of a link for an address that is taken, so it may stand there as well.
  await batch(db, [link.statement, message.statement]);
  return { ok: true, messageIds: [message.id] };
}

export type Look = { ok: true; email: string } | { ok: false; problem: links.DeadLink };

/** Which address the link would give the customer, without doing it. */
export async function look(
  db: Database,
  store: Store,
  purpose: 'email_change' | 'email_undo',
  token: string,
  now: number,
): Promise<Look> {
  const [row] = await links.find(db, store, [purpose], await sha256(token));
  const problem = links.problemOf(row, now);
  return problem || !row
    ? { ok: false, problem: problem ?? 'link_unknown' }
    : { ok: true, email: carriedIn(row).email };
}

export type UseResult =
  { ok: true; customerId: string; messageIds: string[] } | { ok: false; problem: links.DeadLink | 'email_taken' };

/** Gives the customer the new address and tells the old one. Problems: a dead link, `email_taken` in the meantime. */
export async function confirm(scene: Scene, token: string, now: number): Promise<UseResult> {
  return useLink(scene, 'email_change', token, now, async (row, won) => {
    const { db, store, sealingKey } = scene;
    const whose = { storeId: store.id, customerId: row.customerId, purpose: 'email_undo' } as const;
    const back = await links.issue(db, whose, JSON.stringify({ email: row.email } satisfies Carried), now, won);
    const letter: outbox.NewMessage = {
      ...addressed(store, row.customerId, row.email, row.language),
      template: 'email_changed',
      data: { name: row.name, days: links.lifetimes.email_undo / 86_400_000 },
      secret: { token: back.token },
    };
    const message = await outbox.message(db, sealingKey, letter, now, won);
    return { statements: [back.statement, message.statement], messageIds: [message.id] };
  });
}

/**
 * Gives the customer the old address back. Whoever changed it may know the password, so every session ends and a link for
 * a new password goes to the old address. Problems: a dead link, `email_taken` in the meantime.
 */
export async function undo(scene: Scene, token: string, now: number): Promise<UseResult> {
  return useLink(scene, 'email_undo', token, now, async (row, won) => {
    const { db, store, sealingKey } = scene;
    const whose = { storeId: store.id, customerId: row.customerId, purpose: 'set_password' } as const;
    const reset = await links.issue(db, whose, null, now, won);
    const letter: outbox.NewMessage = {
      ...addressed(store, row.customerId, carriedIn(row).email, row.language),
      template: 'set_password',
      data: { name: row.name, minutes: links.lifetimes.set_password / 60_000 },
      secret: { token: reset.token },
    };
    const message = await outbox.message(db, sealingKey, letter, now, won);
    const ended = [
      db
        .update(logins)
        .set({ sessionsValidFrom: now })
        .where(and(eq(logins.customerId, row.customerId), won)),
      sessions.endAll(db, row.customerId, now, won),
    ];
    return { statements: [...ended, reset.statement, message.statement], messageIds: [message.id] };
  });
}

type Follow = (row: links.Linked, won: SQL) => Promise<{ statements: Statement[]; messageIds: string[] }>;

/** What both links do: give the customer the address that the link carries, once, and end every other link. */
async function useLink(
  { db, store }: Scene,
  purpose: 'email_change' | 'email_undo',
  token: string,
  now: number,
  follow: Follow,
): Promise<UseResult> {
  const tokenHash = await sha256(token);
  const [row] = await links.find(db, store, [purpose], tokenHash);
  const problem = links.problemOf(row, now);
  if (problem || !row) return { ok: false, problem: problem ?? 'link_unknown' };

  const by = newToken();
  const won = links.isUsedBy(tokenHash, by);
  const { email } = carriedIn(row);
  const { statements, messageIds } = await follow(row, won);
  try {
    const [used] = await batch(db, [
      links.use(db, tokenHash, by, now),
      db
        .update(customers)
        .set({ email, emailKey: emailKey(email), updatedAt: now })
        .where(and(eq(customers.id, row.customerId), won)),
      db
        .delete(linkTokens)
        .where(and(eq(linkTokens.customerId, row.customerId), ne(linkTokens.tokenHash, tokenHash), won)),
      ...statements,
    ]);
    return used.length === 1
      ? { ok: true, customerId: row.customerId, messageIds }
      : { ok: false, problem: 'link_used' };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return { ok: false, problem: 'email_taken' };
  }
}

function carriedIn({ carried }: links.Linked): Carried {
  return z.object({ email: z.string() }).parse(JSON.parse(carried ?? '{}'));
}

function addressed(store: Store, customerId: string, to: string, language: string | null) {
  return {
    storeId: store.id,
    customerId,
    to,
    language: chooseLanguage(store.languages, language === null ? [] : [language]),
  };
}
