// The two links of a change of address: the one by which the new address proves itself, and the one by which the old address
// undoes it within a week. In that week further changes give nobody else a way to undo: whoever took an account over could
// make one of their own.
import { and, eq, exists, gt, isNotNull, isNull, ne, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { emailKey } from '../../web/emails.ts';
import { indexing, rereading } from '../../customers/finding/indexing.ts';
import { clashOf } from '../../customers/customers.ts';
import { touching } from '../../customers/revisions.ts';
import { customers } from '../../customers/schema.ts';
import { addressedTo } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import * as sessions from '../../sessions/sessions.ts';
import type { Store } from '../../stores/stores.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, isDuplicate, type Database } from '../../web/database.ts';
import { newToken, sha256 } from '../../web/secrets.ts';
import * as links from '../links.ts';
import type { Plan, Scene } from '../scene.ts';
import { linkTokens, logins } from '../schema.ts';

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

/**
 * Gives the customer the new address and tells the old one, with a link to undo it where no earlier change can still be
 * undone. Problems: a dead link, `email_taken` in the meantime.
 */
export async function confirm(scene: Scene, token: string, now: number): Promise<UseResult> {
  return useLink(scene, 'email_change', token, now, async (row, won) => {
    const { db, store, sealingKey } = scene;
    const whose = { storeId: store.id, customerId: row.customerId, purpose: 'email_undo' } as const;
    const isFirst = sql`${won} and not ${canUndo(db, row.customerId, now)}`;
    const isFurther = sql`${won} and ${canUndo(db, row.customerId, now)}`;
    const back = await links.issue(db, whose, carrying(row.email), now, isFirst);
    const to = addressedTo(store, row);
    const days = links.lifetimes.email_undo / 86_400_000;
    const messages = await Promise.all([
      outbox.message(
        db,
        sealingKey,
        { ...to, template: 'email_changed_again', data: { name: row.name } },
        now,
        isFurther,
      ),
      outbox.message(
        db,
        sealingKey,
        { ...to, template: 'email_changed', data: { name: row.name, days }, secret: { token: back.token } },
        now,
        isFirst,
      ),
    ]);
    // The link comes last: what goes out depends on whether there was one before.
    return {
      statements: [
        links.endAll(db, row.customerId, won, row.tokenHash),
        ...messages.map(({ statement }) => statement),
        back.statement,
      ],
      messageIds: messages.map(({ id }) => id),
    };
  });
}

/**
 * Gives the customer the old address back. Whoever changed it may know the password, so the password works no more, every
 * session and every other link ends, and a link for a new password goes to the old address. Problems: a dead link, `email_taken` in the meantime.
 */
export async function undo(scene: Scene, token: string, now: number): Promise<UseResult> {
  return useLink(scene, 'email_undo', token, now, async (row, won) => {
    const { db, store, sealingKey } = scene;
    const whose = { storeId: store.id, customerId: row.customerId, purpose: 'set_password' } as const;
    const reset = await links.issue(db, whose, null, now, won);
    const letter: outbox.NewMessage = {
      ...addressedTo(store, { ...row, email: carriedIn(row).email }),
      template: 'set_password',
      data: { name: row.name, minutes: links.lifetimes.set_password / 60_000 },
      secret: { token: reset.token },
    };
    const message = await outbox.message(db, sealingKey, letter, now, won);
    const { customerId, tokenHash } = row;
    const ended = [
      db
        .update(logins)
        .set({ passwordExpiresAt: now, sessionsValidFrom: now })
        .where(and(eq(logins.customerId, customerId), won)),
      sessions.endAll(db, customerId, now, won),
      db.delete(linkTokens).where(and(eq(linkTokens.customerId, customerId), ne(linkTokens.tokenHash, tokenHash), won)),
    ];
    return { statements: [...ended, reset.statement, message.statement], messageIds: [message.id] };
  });
}

type Follow = (row: links.Linked, won: SQL) => Promise<Plan>;

/** What both links do: give the customer the address that the link carries, once. What follows is in the same batch. */
async function useLink(
  scene: Scene,
  purpose: 'email_change' | 'email_undo',
  token: string,
  now: number,
  follow: Follow,
): Promise<UseResult> {
  const { db, store } = scene;
  const tokenHash = await sha256(token);
  const [row] = await links.find(db, store, [purpose], tokenHash);
  const problem = links.problemOf(row, now);
  if (problem || !row) return { ok: false, problem: problem ?? 'link_unknown' };

  const by = newToken();
  const won = links.isUsedBy(tokenHash, by);
  const { email } = carriedIn(row);
  // In the pool the index says so; beyond it a store may know somebody of this address.
  const isFree = sql`${clashOf(row.customerId, emailKey(email))} is null`;
  const { statements, messageIds } = await follow(row, won);
  const act = purpose === 'email_change' ? 'own_email_changed' : 'own_email_undone';
  try {
    const [used] = await batch(db, [
      links.use(db, tokenHash, by, now, isFree),
      ...touching(db, row.customerId, now, won),
      db
        .update(customers)
        .set({ email, emailKey: emailKey(email), ...rereading({ email }), updatedAt: now })
        .where(and(eq(customers.id, row.customerId), won)),
      ...indexing(db, row.customerId),
      ...statements,
      // The link went to the address that the customer has from here on, and to nobody else.
      db
        .update(logins)
        .set({ emailProvedAt: now })
        .where(and(eq(logins.customerId, row.customerId), won)),
      audit.entry(scene, { by: null, act, customerId: row.customerId }, now, won),
    ] as const);
    if (used.length === 1) return { ok: true, customerId: row.customerId, messageIds };
    return { ok: false, problem: (await isUsed(db, tokenHash)) ? 'link_used' : 'email_taken' };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return { ok: false, problem: 'email_taken' };
  }
}

/** Whether somebody else came first; if nobody did, it was the address that was taken. */
async function isUsed(db: Database, tokenHash: string): Promise<boolean> {
  const used = and(eq(linkTokens.tokenHash, tokenHash), isNotNull(linkTokens.usedAt));
  return (await db.select({ tokenHash: linkTokens.tokenHash }).from(linkTokens).where(used)).length === 1;
}

/** Whether a change of this customer's address can still be undone. */
function canUndo(db: Database, customerId: string, now: number) {
  const open = db
    .select({ tokenHash: linkTokens.tokenHash })
    .from(linkTokens)
    .where(
      and(
        eq(linkTokens.customerId, customerId),
        eq(linkTokens.purpose, 'email_undo'),
        isNull(linkTokens.usedAt),
        gt(linkTokens.expiresAt, now),
      ),
    );
  return exists(open);
}

/** What a link of either kind carries: the address that the customer gets by it. */
export function carrying(email: string): string {
  return JSON.stringify({ email });
}

function carriedIn({ carried }: links.Linked): { email: string } {
  return z.object({ email: z.string() }).parse(JSON.parse(carried ?? '{}'));
}
