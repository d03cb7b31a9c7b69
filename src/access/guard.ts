// A customer's right to act at a store, decided in D1 at every request: the membership is active, the session was not
// ended, and it began after everything that ends sessions (a new password, a denial in the whole pool).
import { and, eq } from 'drizzle-orm';
import type { SignedIn } from '../customers/customers.ts';
import { customers, memberships } from '../customers/schema.ts';
import type { Guard } from '../sessions/guard.ts';
import { sessions } from '../sessions/schema.ts';
import { customerLifetime, isAlive, type Claim } from '../sessions/sessions.ts';
import type { Store } from '../stores/stores.ts';
import { prepared } from '../web/prepared.ts';
import * as activity from './activity.ts';
import { logins } from './schema.ts';

type Row = Awaited<ReturnType<typeof right>>[number];

/** The form to which somebody with a generated password is led from everywhere. */
export const changePath = '/account/password';

/** The guard of a store's signed-in area. */
export function customerGuard(store: Store): Guard<Row, SignedIn> {
  return {
    right: (db, claim) => right(db, { storeId: store.id, ...claim }),
    admit: (row, _session, now) => {
      if (row.status !== 'active' || row.session.startedAt < row.sessionsValidFrom) return null;
      if (row.passwordExpiresAt !== null && row.passwordExpiresAt <= now) return null;
      if (!isAlive(row.session, customerLifetime, now)) return null;
      const confinedTo = row.passwordExpiresAt === null ? null : ([changePath] as const);
      return { ...row.customer, hasPoints: row.points > 0, basketCount: row.basketCount, confinedTo };
    },
    noted: (db, who, now) => activity.noting(db, store, who.id, now),
  };
}

const right = prepared((db, { storeId, holderId, tokenHash }: Claim & { storeId: string }) =>
  db
    .select({
      customer: { id: customers.id, name: customers.name, email: customers.email, language: customers.language },
      status: memberships.status,
      points: memberships.points,
      basketCount: memberships.basketCount,
      sessionsValidFrom: logins.sessionsValidFrom,
      passwordExpiresAt: logins.passwordExpiresAt,
      session: sessions,
    })
    .from(sessions)
    .innerJoin(customers, eq(customers.id, sessions.holderId))
    .innerJoin(memberships, and(eq(memberships.customerId, customers.id), eq(memberships.storeId, storeId)))
    .innerJoin(logins, eq(logins.customerId, customers.id))
    .where(and(eq(sessions.tokenHash, tokenHash), eq(sessions.holderId, holderId))),
);
