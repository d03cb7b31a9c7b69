// A member of staff's right to act at a store, decided in D1 at every request: they have a role there, are not disabled, the
// session was not ended and began after everything that ends sessions, and it has taken the second step, where there is one or
// the store requires it. Before that nothing but its page may be used.
import { and, eq, sql } from 'drizzle-orm';
import type { Confinement, Guard } from '../sessions/guard.ts';
import { sessions } from '../sessions/schema.ts';
import { isAlive, staffLifetime, type Claim } from '../sessions/sessions.ts';
import { stores } from '../stores/schema.ts';
import type { Store } from '../stores/stores.ts';
import { prepared } from '../web/prepared.ts';
import { proofPath, secondStepPath, type SecondStep, type Staff } from './roles.ts';
import { staff, staffRoles } from './schema.ts';

type Row = Awaited<ReturnType<typeof right>>[number];

/** The guard of a store's /admin. */
export function staffGuard(store: Store): Guard<Row, Staff> {
  return {
    right: (db, claim) => right(db, { storeId: store.id, ...claim }),
    admit: ({ person, role, session, ...row }, _stored, now) => {
      if (row.disabledAt !== null || session.startedAt < row.sessionsValidFrom) return null;
      if (!isAlive(session, staffLifetime, now)) return null;
      const secondStep = { state: stateOf(row.stepSince, session.secondStepAt), isRequired: row.isStepRequired === 1 };
      const provedAt = session.provedAt ?? session.startedAt;
      return { ...person, role, language: null, confinedTo: confinementOf(secondStep), secondStep, provedAt };
    },
  };
}

/** A step that was taken before the present one was set up is none. */
function stateOf(since: number | null, takenAt: number | null): SecondStep['state'] {
  if (since === null) return 'none';
  return takenAt !== null && takenAt >= since ? 'taken' : 'waited_for';
}

/** Whoever sets one up has said their password lately; whoever is asked for theirs has nothing to prove by it. */
function confinementOf({ state, isRequired }: SecondStep): Confinement | null {
  if (state === 'waited_for') return [secondStepPath];
  return state === 'none' && isRequired ? [secondStepPath, proofPath] : null;
}

const right = prepared((db, { storeId, holderId, tokenHash }: Claim & { storeId: string }) =>
  db
    .select({
      person: { id: staff.id, name: staff.name, email: staff.email },
      role: staffRoles.role,
      disabledAt: staffRoles.disabledAt,
      sessionsValidFrom: staff.sessionsValidFrom,
      stepSince: sql<number | null>`${staff.secondStepAt}`.as('step_since'),
      // Read here and not from what the isolate knows of the store: what shuts people out counts at the next request.
      isStepRequired: sql<number>`json_extract(${stores.policies}, '$.staff.secondStep') is 'required'`.as(
        'is_required',
      ),
      session: sessions,
    })
    .from(sessions)
    .innerJoin(staff, eq(staff.id, sessions.holderId))
    .innerJoin(staffRoles, and(eq(staffRoles.staffId, staff.id), eq(staffRoles.storeId, storeId)))
    .innerJoin(stores, eq(stores.id, staffRoles.storeId))
    .where(and(eq(sessions.tokenHash, tokenHash), eq(sessions.holderId, holderId))),
);
