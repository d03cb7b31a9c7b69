// The places where a customer is signed in: the sessions that still count, by what access/guard.ts lets in.
import { ne, sql, type SQL } from 'drizzle-orm';
import * as places from '../../sessions/places.ts';
import { sessions } from '../../sessions/schema.ts';
import { customerLifetime, type Claim } from '../../sessions/sessions.ts';
import type { Database } from '../../web/database.ts';
import { logins } from '../schema.ts';

/** The customer's other sessions that still count, the newest first. */
export function otherPlacesOf(db: Database, claim: Claim, now: number) {
  return counting(db, claim.holderId, now, ne(sessions.tokenHash, claim.tokenHash)).limit(places.mostShown - 1);
}

/** All of a customer's sessions that still count, the newest first, at most `mostShown`. */
export function placesOf(db: Database, customerId: string, now: number) {
  return counting(db, customerId, now).limit(places.mostShown);
}

function counting(db: Database, customerId: string, now: number, which?: SQL) {
  const validFrom = sql`(select ${logins.sessionsValidFrom} from ${logins} where ${logins.customerId} = ${customerId})`;
  return places.placesOf(db, { holderId: customerId, lifetime: customerLifetime, validFrom }, now, which);
}
