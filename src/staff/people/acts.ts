// What owners do about the staff of their store: give a role, disable and enable, sign out. Nobody acts on themselves here, and a
// store always keeps an owner who can sign in: that is a condition in the same UPDATE, so two owners who shut each other out at
// once cannot both succeed.
import { and, eq, exists, isNotNull, isNull, ne, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import * as sessions from '../../sessions/sessions.ts';
import { batch } from '../../web/database.ts';
import * as audit from '../audit/audit.ts';
import type { Role, Staff } from '../roles.ts';
import { staff, staffRoles } from '../schema.ts';
import { find, type ActScene } from './people.ts';

export type ActResult = { ok: true } | { ok: false; problem: 'not_found' | 'last_owner' | 'self' };

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
