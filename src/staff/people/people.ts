// The staff of a store: who they are, and how they are invited.
import { and, asc, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import * as outbox from '../../messages/outbox.ts';
import * as places from '../../sessions/places.ts';
import { sessions as sessionsTable } from '../../sessions/schema.ts';
import { staffLifetime } from '../../sessions/sessions.ts';
import { batch, isDuplicate, type Database } from '../../web/database.ts';
import { emailKey, emailSchema } from '../../web/emails.ts';
import { newId } from '../../web/ids.ts';
import { requiredLine } from '../../web/lines.ts';
import * as audit from '../audit/audit.ts';
import { lifetimes } from '../entrance/lifetimes.ts';
import { issue } from '../entrance/links.ts';
import { poolOf } from '../../stores/stores.ts';
import { isKnownBy } from '../knowing.ts';
import { roles, type Staff } from '../roles.ts';
import { staff, staffRoles } from '../schema.ts';

/** Everybody with a role at the store, with the number of their open sessions. */
export function staffOf(db: Database, storeId: string) {
  return db
    .select({
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staffRoles.role,
      isInvited: sql<number>`${staff.passwordHash} is null`.as('is_invited'),
      disabledAt: staffRoles.disabledAt,
      stepSince: staff.secondStepAt,
      openSessions:
        sql<number>`(select count(*) from ${sessionsTable} where ${sessionsTable.holderId} = ${staff.id} and ${sessionsTable.endedAt} is null)`.as(
          'open_sessions',
        ),
    })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .where(eq(staffRoles.storeId, storeId))
    .orderBy(asc(staff.name), asc(staff.id));
}

export type Colleague = Awaited<ReturnType<typeof staffOf>>[number];

export const invitationSchema = z.object({
  name: requiredLine(100).prefault(''),
  email: emailSchema.prefault(''),
  role: z.enum(roles, 'invalid'),
});

export type ActScene = audit.Scene & { sealingKey: string };

export type InviteResult = { ok: true; messageIds: string[] } | { ok: false; problem: 'staff_known' | 'not_found' };

/**
 * Invites somebody to work at this store, by a link to set a password. Whoever works at another store of the pool already gets the
 * role here at once and keeps their password. Problem: `staff_known` (they have a role here).
 */
export async function invite(
  scene: ActScene,
  by: Staff,
  input: z.output<typeof invitationSchema>,
  now: number,
): Promise<InviteResult> {
  const { db, store } = scene;
  const key = emailKey(input.email);
  const [found] = await db
    .select({ id: staff.id, hasPassword: sql<number>`${staff.passwordHash} is not null` })
    .from(staff)
    .where(isKnownBy(store.id, key));
  const id = found?.id ?? newId('staff', now);
  const role = db.insert(staffRoles).values({ staffId: id, storeId: store.id, role: input.role });
  const told = audit.entry(scene, { by: by.id, act: 'invited', subjectId: id, after: { role: input.role } }, now);
  const person = db.insert(staff).values({
    id,
    poolId: poolOf(store.id),
    email: input.email,
    emailKey: key,
    name: input.name,
    sessionsValidFrom: now,
    createdAt: now,
  });
  const invitation = found?.hasPassword ? null : await invitationTo(scene, { id, ...input }, by, now);
  try {
    await batch(db, [...(found ? [] : [person]), role, told, ...(invitation?.statements ?? [])]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return { ok: false, problem: 'staff_known' };
  }
  return { ok: true, messageIds: invitation?.messageIds ?? [] };
}

async function invitationTo(
  { db, store, sealingKey }: ActScene,
  to: { id: string; name: string; email: string },
  by: Staff,
  now: number,
) {
  const link = await issue(db, { staffId: to.id, storeId: store.id, purpose: 'invitation' }, now);
  const message = await outbox.message(
    db,
    sealingKey,
    {
      storeId: store.id,
      customerId: null,
      to: to.email,
      language: store.languages[0] ?? 'en',
      template: 'staff_invitation',
      data: { name: to.name, inviter: by.name, hours: lifetimes.invitation / 3_600_000 },
      secret: { token: link.token },
    },
    now,
  );
  return { statements: [link.statement, message.statement], messageIds: [message.id] };
}

/** Sends the invitation of somebody who has not accepted it once more; the earlier link ends. Problem: `not_found`. */
export async function inviteAgain(scene: ActScene, by: Staff, staffId: string, now: number): Promise<InviteResult> {
  const colleague = await find(scene, staffId);
  if (!colleague?.isInvited) return { ok: false, problem: 'not_found' };
  const { statements, messageIds } = await invitationTo(scene, colleague, by, now);
  await batch(scene.db, [...statements, audit.entry(scene, { by: by.id, act: 'invited', subjectId: staffId }, now)]);
  return { ok: true, messageIds };
}

/** Somebody with a role at this store. */
export function colleagueOf(db: Database, storeId: string, staffId: string) {
  return db
    .select({
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staffRoles.role,
      disabledAt: staffRoles.disabledAt,
      isInvited: sql<number>`${staff.passwordHash} is null`.as('is_invited'),
      stepSince: staff.secondStepAt,
    })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .where(and(eq(staffRoles.storeId, storeId), eq(staffRoles.staffId, staffId)));
}

/** The same, at once. */
export async function find({ db, store }: ActScene, staffId: string) {
  const rows = await colleagueOf(db, store.id, staffId);
  return rows[0];
}

/** Where they are signed in, at most as many places as are shown. */
export function placesOf(db: Database, staffId: string, now: number) {
  const validFrom = sql`(select ${staff.sessionsValidFrom} from ${staff} where ${staff.id} = ${staffId})`;
  const whose = { holderId: staffId, lifetime: staffLifetime, validFrom };
  return places.placesOf(db, whose, now).limit(places.mostShown);
}
