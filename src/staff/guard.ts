// A member of staff's right to act at a store, decided in D1 at every request: they have a role there, are not disabled, and the
// session was not ended and began after everything that ends sessions.
import { and, eq } from 'drizzle-orm';
import type { Guard } from '../sessions/guard.ts';
import { sessions } from '../sessions/schema.ts';
import { isAlive, staffLifetime, type Claim } from '../sessions/sessions.ts';
import type { Store } from '../stores/stores.ts';
import type { Database } from '../web/database.ts';
import type { Staff } from './roles.ts';
import { staff, staffRoles } from './schema.ts';

type Row = Awaited<ReturnType<typeof right>>[number];

/** The guard of a store's /admin. */
export function staffGuard(store: Store): Guard<Row, Staff> {
  return {
    right: (db, claim) => right(db, store, claim),
    admit: ({ person, role, session, ...row }, _stored, now) => {
      if (row.disabledAt !== null || session.startedAt < row.sessionsValidFrom) return null;
      if (!isAlive(session, staffLifetime, now)) return null;
      return { ...person, role, language: null, confinedTo: null, provedAt: session.provedAt ?? session.startedAt };
    },
  };
}

function right(db: Database, store: Store, claim: Claim) {
  return db
    .select({
      person: { id: staff.id, name: staff.name, email: staff.email },
      role: staffRoles.role,
      disabledAt: staffRoles.disabledAt,
      sessionsValidFrom: staff.sessionsValidFrom,
      session: sessions,
    })
    .from(sessions)
    .innerJoin(staff, eq(staff.id, sessions.holderId))
    .innerJoin(staffRoles, and(eq(staffRoles.staffId, staff.id), eq(staffRoles.storeId, store.id)))
    .where(and(eq(sessions.tokenHash, claim.tokenHash), eq(sessions.holderId, claim.holderId)));
}
