// Acts on many customers whose page was left before they were done: Cron goes on with them, the oldest first.
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { bulkActs } from '../../../customers/bulk/schema.ts';
import { staffRoles } from '../../../staff/schema.ts';
import * as stores from '../../../stores/stores.ts';
import { batch, type Database } from '../../../web/database.ts';
import { log, logError } from '../../../web/log.ts';
import { nowhere } from '../../../web/network.ts';
import type { Scene } from '../../../access/scene.ts';
import { goOn, reading } from './acts.ts';

/** How long one run goes on, and how many acts it looks at. Passwords that are made take CPU all the while. */
const runMs = 15_000;
const actsPerRun = 20;

/**
 * Goes on with what is not done, as far as the time of a run goes. Its messages are left to the next delivery. What somebody
 * began who may not act here any more is left to whoever presses on. Safe to repeat and to run twice at once.
 */
export async function goOnWithLeftovers(db: Database, sealingKey: string, now: number): Promise<void> {
  const endsAt = Date.now() + runMs;
  const left = await leftovers(db);
  const storesById = await stores.byIds(
    db,
    left.map(({ storeId }) => storeId),
  );
  for (const { id, storeId } of left) {
    const store = storesById.get(storeId);
    if (!store) continue;
    try {
      const isDone = await finish({ db, store, sealingKey, from: nowhere }, id, now, endsAt);
      log('bulk_act_gone_on', { bulk: id, isDone: String(isDone) });
    } catch (error) {
      logError('bulk_act_failed', error, { bulk: id });
    }
  }
}

/** Portion by portion until the act is done, or the time is. */
async function finish(scene: Scene, id: string, now: number, endsAt: number): Promise<boolean> {
  while (Date.now() < endsAt) {
    const [[bulk], next, people] = await batch(scene.db, reading(scene.db, scene.store, id));
    if (!bulk || bulk.doneAt !== null) return true;
    await goOn(scene, bulk, { customerIds: next.map(({ customerId }) => customerId), people }, now);
  }
  return false;
}

function leftovers(db: Database) {
  return db
    .select({ id: bulkActs.id, storeId: bulkActs.storeId })
    .from(bulkActs)
    .innerJoin(staffRoles, and(eq(staffRoles.storeId, bulkActs.storeId), eq(staffRoles.staffId, bulkActs.staffId)))
    .where(
      and(
        // As the index of what is not done says it, literally.
        sql`${bulkActs.doneAt} is null`,
        isNull(staffRoles.disabledAt),
        inArray(staffRoles.role, ['manager', 'owner']),
      ),
    )
    .orderBy(asc(bulkActs.createdAt))
    .limit(actsPerRun);
}
