// A session begins with a token that only its cookie holds. KV says who it began for and is written once; the row in D1
// says whether it still counts. Both are found by the token's hash. KV may be stale for a minute: that never matters,
// since nothing in it changes, and what ends a session is a fact in D1.
import { and, desc, eq, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import { insertIf, type Database } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { inTime } from '../web/patience.ts';
import { newToken, sha256 } from '../web/secrets.ts';
import { sessions } from './schema.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a session lasts unused, and at most; and how often its use is noted. */
export type Lifetime = { idleMs: number; absoluteMs: number; notedEveryMs: number };
export const customerLifetime: Lifetime = { idleMs: 7 * day, absoluteMs: 30 * day, notedEveryMs: hour };
export const staffLifetime: Lifetime = { idleMs: 30 * minute, absoluteMs: 12 * hour, notedEveryMs: 5 * minute };

/** What a cookie claims: who, by id, and the token that may prove it. */
export type Claim = { holderId: string; tokenHash: string };

/** What KV holds under `session:<token hash>`. */
export type StoredSession = { holderId: string; startedAt: number };

export type Begin = { holderId: string; device: string; place: string };

/** A new token of a holder: the cookie's value, what the session is found by, and the write to KV. */
export type Token = { cookie: string; tokenHash: string; store: (kv: KVNamespace) => Promise<void> };

/**
 * Makes a token, for a session that begins, or for one that goes on after its holder has proved again who they are: whoever had the
 * token before is nobody from then on. Source: OWASP ASVS 5.0.0, 7.2.4.
 */
export async function makeToken(holderId: string, lifetime: Lifetime, now: number): Promise<Token> {
  const token = newToken();
  const tokenHash = await sha256(token);
  const stored: StoredSession = { holderId, startedAt: now };
  return {
    cookie: `${holderId}.${token}`,
    tokenHash,
    store: (kv) =>
      inTime(kv.put(keyOf(tokenHash), JSON.stringify(stored), { expirationTtl: lifetime.absoluteMs / 1000 })),
  };
}

/**
 * A session that is ready to begin: the cookie's value, the statement for the batch (with `when`, only if that condition holds at its
 * place there), and the write to KV.
 */
export async function prepare(begin: Begin, lifetime: Lifetime, now: number) {
  const { cookie, tokenHash, store } = await makeToken(begin.holderId, lifetime, now);
  return {
    cookie,
    statement: (db: Database, when: SQL = sql`true`) => {
      const { holderId, device, place } = begin;
      const row = {
        tokenHash,
        publicId: newId('session', now),
        holderId,
        startedAt: now,
        lastSeenAt: now,
        device,
        place,
      };
      return insertIf(db, sessions, row, when);
    },
    store,
  };
}

/** What the cookie claims, before anything is proved; null where it does not have the form of one. */
export async function claimOf(cookie: string | undefined): Promise<Claim | null> {
  const [, holderId, token] = /^([a-z]{3}_[0-9a-z]{26})\.([A-Za-z0-9_-]{43})$/.exec(cookie ?? '') ?? [];
  return holderId && token ? { holderId, tokenHash: await sha256(token) } : null;
}

/** What KV knows of the claim's session; null where there is none or it is somebody else's. */
export async function find(kv: KVNamespace, claim: Claim): Promise<StoredSession | null> {
  const stored = await inTime(kv.get<StoredSession>(keyOf(claim.tokenHash), 'json'));
  return stored?.holderId === claim.holderId ? stored : null;
}

/** Ends the session for good. KV is cleared after this fact is stored. */
export function end(db: Database, claim: Claim, now: number) {
  return db
    .update(sessions)
    .set({ endedAt: now })
    .where(
      and(eq(sessions.tokenHash, claim.tokenHash), eq(sessions.holderId, claim.holderId), isNull(sessions.endedAt)),
    );
}

/** Ends the holder's session of this public id; returns its claim, or nothing where there is none that still lasts. */
export function endOne(db: Database, holderId: string, publicId: string, now: number) {
  return db
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.publicId, publicId), eq(sessions.holderId, holderId), isNull(sessions.endedAt)))
    .returning({ holderId: sessions.holderId, tokenHash: sessions.tokenHash });
}

/** Ends every session of the holder but the claim's own; returns their claims. */
export function endOthers(db: Database, claim: Claim, now: number) {
  return db
    .update(sessions)
    .set({ endedAt: now })
    .where(
      and(eq(sessions.holderId, claim.holderId), ne(sessions.tokenHash, claim.tokenHash), isNull(sessions.endedAt)),
    )
    .returning({ holderId: sessions.holderId, tokenHash: sessions.tokenHash });
}

/** Notes that the claim's holder has said the password again; the session goes on by the new token. No row where it did already. */
export function prove(db: Database, claim: Claim, { tokenHash }: Token, now: number) {
  return db
    .update(sessions)
    .set({ tokenHash, provedAt: now })
    .where(and(eq(sessions.tokenHash, claim.tokenHash), eq(sessions.holderId, claim.holderId)))
    .returning({ holderId: sessions.holderId });
}

/** Ends every session of a holder; with `when`, only if that condition holds at its place in the batch. */
export function endAll(db: Database, holderId: string, now: number, when: SQL = sql`true`) {
  return db
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.holderId, holderId), isNull(sessions.endedAt), when));
}

/** The claims of a holder's sessions that have not ended, the newest first, as many as can be cleared from KV at once. */
export function claimsOf(db: Database, holderId: string) {
  return db
    .select({ holderId: sessions.holderId, tokenHash: sessions.tokenHash })
    .from(sessions)
    .where(and(eq(sessions.holderId, holderId), isNull(sessions.endedAt)))
    .orderBy(desc(sessions.startedAt))
    .limit(100);
}

/** Clears an ended session from KV; it is nothing already. */
export function forget(kv: KVNamespace, claim: Claim): Promise<void> {
  return inTime(kv.delete(keyOf(claim.tokenHash)));
}

/** Whether a session row that was last seen then still counts. */
export function isAlive(row: typeof sessions.$inferSelect, lifetime: Lifetime, now: number): boolean {
  return row.endedAt === null && now < row.lastSeenAt + lifetime.idleMs && now < row.startedAt + lifetime.absoluteMs;
}

/** Notes that the session was used, as often as its lifetime says; null where it was noted already. */
export function touch(db: Database, row: typeof sessions.$inferSelect, lifetime: Lifetime, now: number) {
  if (now < row.lastSeenAt + lifetime.notedEveryMs) return null;
  return db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.tokenHash, row.tokenHash));
}

/** Removes the rows of sessions that can no longer count. Safe to repeat. */
export async function removeEnded(db: Database, now: number): Promise<void> {
  await db
    .delete(sessions)
    .where(
      or(
        lt(sessions.endedAt, now - day),
        lt(sessions.lastSeenAt, now - customerLifetime.idleMs),
        lt(sessions.startedAt, now - customerLifetime.absoluteMs),
      ),
    );
}

function keyOf(tokenHash: string): string {
  return `session:${tokenHash}`;
}
