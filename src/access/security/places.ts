// The places where a customer is signed in: the sessions that still count, by what access/guard.ts lets in.
import { and, desc, eq, gt, gte, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { sessions } from '../../sessions/schema.ts';
import { customerLifetime, type Claim } from '../../sessions/sessions.ts';
import type { Database } from '../../web/database.ts';
import { logins } from '../schema.ts';

/** The most places that are shown, this one included. */
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

/** The customer's other sessions that still count, the newest first. */
export function elsewhere(db: Database, claim: Claim, now: number) {
  return counting(db, claim.holderId, now, ne(sessions.tokenHash, claim.tokenHash)).limit(mostShown - 1);
}

/** All of a customer's sessions that still count, the newest first, at most `mostShown`. */
export function placesOf(db: Database, customerId: string, now: number) {
  return counting(db, customerId, now).limit(mostShown);
}

function counting(db: Database, customerId: string, now: number, which?: SQL) {
  const validFrom = sql`(select ${logins.sessionsValidFrom} from ${logins} where ${logins.customerId} = ${customerId})`;
  return db
    .select(told)
    .from(sessions)
    .where(
      and(
        eq(sessions.holderId, customerId),
        isNull(sessions.endedAt),
        gte(sessions.startedAt, validFrom),
        gt(sessions.startedAt, now - customerLifetime.absoluteMs),
        gt(sessions.lastSeenAt, now - customerLifetime.idleMs),
        which,
      ),
    )
    .orderBy(desc(sessions.startedAt));
}
