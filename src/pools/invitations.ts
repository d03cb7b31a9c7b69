// The word of an owner that one other store may join their pool: a code that they hand over by themselves. It is shown once, works
// once and within an hour, and only while whoever gave it is an owner of a store of that pool.
import { and, eq, gt, isNull, sql, type SQL } from 'drizzle-orm';
import * as audit from '../staff/audit/audit.ts';
import { staffRoles } from '../staff/schema.ts';
import { stores } from '../stores/schema.ts';
import { batch, insertIf, type Database } from '../web/database.ts';
import { newToken, sha256 } from '../web/secrets.ts';
import { poolInvitations } from './schema.ts';
import { poolOf } from '../stores/stores.ts';

/** How long a code works. */
export const codeMinutes = 60;

/** Makes a code by which a store may join the pool of this one; an earlier one of the same owner ends. */
export async function invite(scene: audit.Scene, by: string, now: number): Promise<{ code: string }> {
  const { db, store } = scene;
  const code = newToken();
  const ours = and(
    eq(poolInvitations.storeId, store.id),
    eq(poolInvitations.staffId, by),
    isNull(poolInvitations.usedAt),
  );
  const invitation = {
    codeHash: await sha256(code),
    poolId: poolOf(store.id),
    storeId: store.id,
    staffId: by,
    createdAt: now,
    expiresAt: now + codeMinutes * 60_000,
  };
  await batch(db, [
    db.delete(poolInvitations).where(ours),
    insertIf(db, poolInvitations, invitation, sql`true`),
    audit.entry(scene, { by, act: 'pool_code_made' }, now),
  ]);
  return { code };
}

/** Whether an invitation works now, as a condition on pool_invitations. */
export function isGood(codeHash: string, now: number): SQL {
  const isShared = sql`exists (
    select 1 from ${stores} where ${stores.id} = ${poolInvitations.storeId} and ${stores.poolId} = ${poolInvitations.poolId})`;
  const isOwners = sql`exists (
    select 1 from ${staffRoles} where ${staffRoles.storeId} = ${poolInvitations.storeId}
      and ${staffRoles.staffId} = ${poolInvitations.staffId} and ${staffRoles.role} = 'owner' and ${staffRoles.disabledAt} is null)`;
  return sql`${and(
    eq(poolInvitations.codeHash, codeHash),
    isNull(poolInvitations.usedAt),
    gt(poolInvitations.expiresAt, now),
  )} and ${isShared} and ${isOwners}`;
}

/** The invitation of this code that works now, with the store where it was given; none otherwise. */
export function find(db: Database, codeHash: string, now: number) {
  return db
    .select({
      poolId: poolInvitations.poolId,
      storeId: stores.id,
      storeName: sql<string>`${stores.name}`.as('by_store'),
    })
    .from(poolInvitations)
    .innerJoin(stores, eq(stores.id, poolInvitations.storeId))
    .where(isGood(codeHash, now));
}

export type Invitation = Awaited<ReturnType<typeof find>>[number];

/** Removes codes that work no more. Safe to repeat. */
export async function removeExpired(db: Database, now: number): Promise<void> {
  await db.delete(poolInvitations).where(sql`${poolInvitations.expiresAt} <= ${now}`);
}
