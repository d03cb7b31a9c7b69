// Links in messages. A link stands for one purpose of one customer at one store, works once, and ends when a newer one of
// its kind is made. Storage knows only the hash of its token.
import { and, eq, gt, inArray, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { customers, memberships } from '../customers/schema.ts';
import type { Store } from '../stores/stores.ts';
import type { Database, Statement } from '../web/database.ts';
import { newToken, sha256 } from '../web/secrets.ts';
import { linkTokens, logins } from './schema.ts';

const hour = 3_600_000;

/** How long a link works, in ms, by what it is for. A newer link of its kind ends it sooner. */
export const lifetimes = {
  activation: 72 * hour,
  invitation: 7 * 24 * hour,
  set_password: hour,
  email_change: hour,
  email_undo: 7 * 24 * hour,
  email_proof: 24 * hour,
  joining: 24 * hour,
} as const satisfies Record<(typeof linkTokens.purpose.enumValues)[number], number>;

export type Purpose = keyof typeof lifetimes;

/** Why a link leads nowhere: it never was one of this store (or was replaced), it was used, or it is too old. */
export type DeadLink = 'link_unknown' | 'link_used' | 'link_expired';

/**
 * A new link: its token for the message, and the statement that makes it the only one of its kind. With `when` it is made
 * only if that condition holds at its place in the batch.
 */
export async function issue(
  db: Database,
  whose: { storeId: string; customerId: string; purpose: Purpose },
  carried: string | null,
  now: number,
  when: SQL = sql`true`,
): Promise<{ token: string; statement: Statement }> {
  const token = newToken();
  const fresh = {
    tokenHash: await sha256(token),
    carried,
    createdAt: now,
    expiresAt: now + lifetimes[whose.purpose],
    usedAt: null,
    usedBy: null,
  };
  const statement = db
    .insert(linkTokens)
    .select(
      sql`select ${fresh.tokenHash}, ${whose.purpose}, ${whose.storeId}, ${whose.customerId}, ${carried}, ${now}, ${fresh.expiresAt}, null, null where ${when}`,
    )
    .onConflictDoUpdate({ target: [linkTokens.customerId, linkTokens.storeId, linkTokens.purpose], set: fresh });
  return { token, statement };
}

/** The link with this hash at this store, if it is for one of these purposes, and whose it is. */
export function find(db: Database, store: Store, purposes: readonly Purpose[], tokenHash: string) {
  return db
    .select({
      tokenHash: linkTokens.tokenHash,
      purpose: linkTokens.purpose,
      customerId: linkTokens.customerId,
      carried: linkTokens.carried,
      expiresAt: linkTokens.expiresAt,
      usedAt: linkTokens.usedAt,
      email: customers.email,
      name: customers.name,
      language: customers.language,
      hasLogin: sql<number>`${logins.customerId} is not null`,
      status: memberships.status,
    })
    .from(linkTokens)
    .innerJoin(customers, eq(customers.id, linkTokens.customerId))
    .leftJoin(
      memberships,
      and(eq(memberships.customerId, linkTokens.customerId), eq(memberships.storeId, linkTokens.storeId)),
    )
    .leftJoin(logins, eq(logins.customerId, linkTokens.customerId))
    .where(
      and(
        eq(linkTokens.tokenHash, tokenHash),
        eq(linkTokens.storeId, store.id),
        inArray(linkTokens.purpose, [...purposes]),
      ),
    );
}

export type Linked = Awaited<ReturnType<typeof find>>[number];

/** Why the link leads nowhere now; null while it may be used. Somebody who was denied has none. */
export function problemOf(row: Linked | undefined, now: number): DeadLink | null {
  if (!row || row.status === 'denied') return 'link_unknown';
  if (row.usedAt !== null) return 'link_used';
  return row.expiresAt <= now ? 'link_expired' : null;
}

/** The same for whoever is signed in as this customer: of somebody else's link they learn no more than of none. */
export function problemFor(customerId: string, row: Linked | undefined, now: number): DeadLink | null {
  return row?.customerId === customerId ? problemOf(row, now) : 'link_unknown';
}

/**
 * Uses the link, if nobody did. `by` names this one use: the other statements of the batch depend on `isUsedBy`, so that
 * of any number of tries at once one has an effect. Returns one row to the winner, none to the others; with `when` to nobody
 * unless that condition holds at its place in the batch.
 */
export function use(db: Database, tokenHash: string, by: string, now: number, when: SQL = sql`true`) {
  return db
    .update(linkTokens)
    .set({ usedAt: now, usedBy: by, carried: null })
    .where(and(eq(linkTokens.tokenHash, tokenHash), isNull(linkTokens.usedAt), gt(linkTokens.expiresAt, now), when))
    .returning({ tokenHash: linkTokens.tokenHash });
}

/**
 * Ends the customer's links but the one with the hash `except`; with `when` only if that condition holds at its place in the
 * batch. The way back from a change of address stays: whoever took an account over must not be able to end it.
 */
export function endAll(db: Database, customerId: string, when: SQL = sql`true`, except = '') {
  return db
    .delete(linkTokens)
    .where(
      and(
        eq(linkTokens.customerId, customerId),
        ne(linkTokens.purpose, 'email_undo'),
        ne(linkTokens.tokenHash, except),
        when,
      ),
    );
}

/** Whether this use was the one that counted. */
export function isUsedBy(tokenHash: string, by: string) {
  return sql`exists (select 1 from ${linkTokens} where ${linkTokens.tokenHash} = ${tokenHash} and ${linkTokens.usedBy} = ${by})`;
}
