// A store leaves the stores with which it shares customers, for a pool of its own. Its customers follow (moves.ts): whoever is a
// customer of another store too stays one there, and the store keeps a copy.
import { and, ne, sql } from 'drizzle-orm';
import * as audit from '../staff/audit/audit.ts';
import { staff, staffRoles } from '../staff/schema.ts';
import { pools } from '../stores/schema.ts';
import { forget } from '../stores/stores.ts';
import { batch, insertIf } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { beginning, moving, staffComingAlong } from './joining.ts';
import { isBegun, isMoving } from './moves.ts';
import { isAlone } from './sharing.ts';

export type LeavingResult = { ok: true; moveId: string } | { ok: false; problem: 'alone' };

/**
 * Takes the store out of its pool. Returns the move of its customers. Staff who work at other stores too stay the same people there
 * and here. Problem: `alone`, it shares customers with no other store, or they are still on their way.
 */
export async function leave(scene: audit.Scene, by: string, now: number): Promise<LeavingResult> {
  const { db, store } = scene;
  const [toPoolId, moveId] = [newId('pool', now), newId('pool_move', now)];
  const begun = isBegun(moveId);
  const mayLeave = sql`not ${isAlone(store.id)} and not ${isMoving(store.id)}`;
  const worksHereOnly = sql`not exists (select 1 from ${staffRoles} where ${and(
    sql`${staffRoles.staffId} = ${staff.id}`,
    ne(staffRoles.storeId, store.id),
  )})`;
  const [made] = await batch(db, [
    insertIf(db, pools, { id: toPoolId, name: store.name, createdAt: now }, mayLeave).returning({ id: pools.id }),
    beginning(db, { id: moveId, storeId: store.id, staffId: by, kind: 'leaving', toPoolId }, now, audit.didSo),
    moving(db, { storeId: store.id, toPoolId }, now, begun),
    staffComingAlong(db, { storeId: store.id, toPoolId }, worksHereOnly, begun),
    audit.entry(scene, { by, act: 'pool_left' }, now, begun),
  ]);
  forget();
  return made.length === 1 ? { ok: true, moveId } : { ok: false, problem: 'alone' };
}
