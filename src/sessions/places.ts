// The places where somebody is signed in: the sessions that still count.
import { and, desc, eq, gt, gte, isNull, type SQL } from 'drizzle-orm';
import type { Database } from '../web/database.ts';
import { sessions } from './schema.ts';
import type { Claim, Lifetime } from './sessions.ts';

/** The most places that are shown, the present one included. */
export const mostShown = 50;

/** What is told of a session; its token's hash is not. */
const told = {
  publicId: sessions.publicId,
  device: sessions.device,
  place: sessions.place,
  startedAt: sessions.startedAt,
  lastSeenAt: sessions.lastSeenAt,
};

/** The session of the claim itself. */
export function here(db: Database, claim: Claim) {
  return db
    .select(told)
    .from(sessions)
    .where(and(eq(sessions.tokenHash, claim.tokenHash), eq(sessions.holderId, claim.holderId)));
}

export type Place = Awaited<ReturnType<typeof here>>[number];

/** Whose sessions, and by what they count: how long they last, and since when they are something. */
type Whose = { holderId: string; lifetime: Lifetime; validFrom: SQL };

/** A holder's sessions that still count, the newest first; with `which` those of which it holds. Limit it by `mostShown`. */
export function placesOf(db: Database, { holderId, lifetime, validFrom }: Whose, now: number, which?: SQL) {
  return db
    .select(told)
    .from(sessions)
    .where(
      and(
        eq(sessions.holderId, holderId),
        isNull(sessions.endedAt),
        gte(sessions.startedAt, validFrom),
        gt(sessions.startedAt, now - lifetime.absoluteMs),
        gt(sessions.lastSeenAt, now - lifetime.idleMs),
        which,
      ),
    )
    .orderBy(desc(sessions.startedAt));
}
