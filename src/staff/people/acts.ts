// What owners do about the staff of their store: give a role, disable and enable, sign out, take a second step away. Nobody acts on themselves here, and a
// store always keeps an owner who can sign in: that is a condition in the same UPDATE, so two owners who shut each other out at
// once cannot both succeed.
import { and, eq, exists, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import * as sessions from '../../sessions/sessions.ts';
import { batch } from '../../web/database.ts';
import * as audit from '../audit/audit.ts';
import type { Role, Staff } from '../roles.ts';
import { staff, staffRoles } from '../schema.ts';
import { clearing, removingCodes } from '../second-step/second-step.ts';
import { find, type ActScene } from './people.ts';

export type ActProblem = 'not_found' | 'last_owner' | 'self' | 'beyond_reach';
export type ActResult = { ok: true } | { ok: false; problem: ActProblem };

/** Gives somebody another role at this store. Problems: `not_found`, `self`, `last_owner`. */
export async function changeRole(
  scene: ActScene,
  by: Staff,
  { staffId, role }: { staffId: string; role: Role },
  now: number,
): Promise<ActResult> {
  const { db } = scene;
  const colleague = await find(scene, staffId);
  if (!colleague) return { ok: false, problem: 'not_found' };
  if (staffId === by.id) return { ok: false, problem: 'self' };
  const changed = db
    .update(staffRoles)
    .set({ role })
    .where(and(isOf(scene, staffId), role === 'owner' ? undefined : mayGo(scene, staffId)))
    .returning({ staffId: staffRoles.staffId });
  const before = { role: colleague.role };
  const told = audit.entry(
    scene,
    { by: by.id, act: 'role_changed', subjectId: staffId, before, after: { role } },
    now,
    audit.didSo,
  );
  const [rows] = await batch(db, [changed, told]);
  return rows.length === 1 ? { ok: true } : { ok: false, problem: 'last_owner' };
}

/** Shuts somebody out of this store, from their next request on. Problems: `not_found`, `self`, `last_owner`. */
export async function disable(scene: ActScene, by: Staff, staffId: string, now: number): Promise<ActResult> {
  const { db } = scene;
  const colleague = await find(scene, staffId);
  if (!colleague || colleague.disabledAt !== null) return { ok: false, problem: 'not_found' };
  if (staffId === by.id) return { ok: false, problem: 'self' };
  const disabled = db
    .update(staffRoles)
    .set({ disabledAt: now })
    .where(and(isOf(scene, staffId), isNull(staffRoles.disabledAt), mayGo(scene, staffId)))
    .returning({ staffId: staffRoles.staffId });
  const told = audit.entry(scene, { by: by.id, act: 'disabled', subjectId: staffId }, now, audit.didSo);
  const [rows] = await batch(db, [disabled, told]);
  return rows.length === 1 ? { ok: true } : { ok: false, problem: 'last_owner' };
}

/** Lets somebody in again who was disabled. Problem: `not_found`. */
export async function enable(scene: ActScene, by: Staff, staffId: string, now: number): Promise<ActResult> {
  const { db } = scene;
  const colleague = await find(scene, staffId);
  if (!colleague || colleague.disabledAt === null) return { ok: false, problem: 'not_found' };
  const told = audit.entry(scene, { by: by.id, act: 'enabled', subjectId: staffId }, now);
  await batch(db, [db.update(staffRoles).set({ disabledAt: null }).where(isOf(scene, staffId)), told]);
  return { ok: true };
}

/** Signs somebody out everywhere. Problem: `not_found`. */
export async function endSessions(scene: ActScene, by: Staff, staffId: string, now: number): Promise<ActResult> {
  const { db } = scene;
  const colleague = await find(scene, staffId);
  if (!colleague) return { ok: false, problem: 'not_found' };
  const told = audit.entry(scene, { by: by.id, act: 'sessions_ended', subjectId: staffId }, now);
  const validFrom = db.update(staff).set({ sessionsValidFrom: now }).where(eq(staff.id, staffId));
  await batch(db, [validFrom, sessions.endAll(db, staffId, now), told]);
  return { ok: true };
}

/** Signs somebody out in one place, by the public id of the session; returns its claim. Problem: `not_found`. */
export async function endSession(
  scene: ActScene,
  by: Staff,
  { staffId, session }: { staffId: string; session: string },
  now: number,
): Promise<{ ok: true; ended: sessions.Claim } | { ok: false; problem: 'not_found' }> {
  const { db } = scene;
  if (!(await find(scene, staffId))) return { ok: false, problem: 'not_found' };
  const told = audit.entry(scene, { by: by.id, act: 'session_ended', subjectId: staffId }, now, audit.didSo);
  const [[ended]] = await batch(db, [sessions.endOne(db, staffId, session, now), told]);
  return ended ? { ok: true, ended } : { ok: false, problem: 'not_found' };
}

/**
 * Takes the second step of signing in from somebody who has lost their device, and signs them out everywhere. It is theirs at every
 * store of the pool, so it is for whoever owns each store where they work. Problems: `not_found`, `self`, `beyond_reach`.
 */
export async function takeSecondStepAway(scene: ActScene, by: Staff, staffId: string, now: number): Promise<ActResult> {
  const { db } = scene;
  const colleague = await find(scene, staffId);
  if (!colleague || colleague.stepSince === null) return { ok: false, problem: 'not_found' };
  if (staffId === by.id) return { ok: false, problem: 'self' };
  const cleared = clearing(db, staffId, isWithinReach(by.id, staffId));
  const told = audit.entry(scene, { by: by.id, act: 'second_step_taken_away', subjectId: staffId }, now, audit.didSo);
  const isGone = sql`exists (select 1 from ${staff} where ${staff.id} = ${staffId} and ${staff.secondStepAt} is null)`;
  const [rows] = await batch(db, [
    cleared,
    told,
    removingCodes(db, staffId),
    db
      .update(staff)
      .set({ sessionsValidFrom: now })
      .where(and(eq(staff.id, staffId), isGone)),
    sessions.endAll(db, staffId, now, isGone),
  ]);
  return rows.length === 1 ? { ok: true } : { ok: false, problem: 'beyond_reach' };
}

/** Whether one is an owner of each store where the other may work. */
function isWithinReach(ownerId: string, staffId: string) {
  return sql`not exists (select 1 from ${staffRoles} as theirs
    where theirs.staff_id = ${staffId} and theirs.disabled_at is null and not exists (select 1 from ${staffRoles} as mine
      where mine.store_id = theirs.store_id and mine.staff_id = ${ownerId} and mine.role = 'owner' and mine.disabled_at is null))`;
}

function isOf({ store }: ActScene, staffId: string) {
  return and(eq(staffRoles.staffId, staffId), eq(staffRoles.storeId, store.id));
}

/** Whether the store has an owner who can sign in without this one, or this one is none. */
function mayGo({ db, store }: ActScene, staffId: string) {
  const other = alias(staffRoles, 'other');
  const owner = alias(staff, 'owner');
  const another = db
    .select({ id: owner.id })
    .from(other)
    .innerJoin(owner, eq(owner.id, other.staffId))
    .where(
      and(
        eq(other.storeId, store.id),
        eq(other.role, 'owner'),
        ne(other.staffId, staffId),
        isNull(other.disabledAt),
        isNotNull(owner.passwordHash),
      ),
    );
  return or(ne(staffRoles.role, 'owner'), exists(another));
}
