// What a shop decides about itself, saved as one change: with whoever has changed it meanwhile, nothing happens, and the audit tells
// what is different.
import { sql, type SQL } from 'drizzle-orm';
import { orders } from '../orders/schema.ts';
import { products } from '../catalog/schema.ts';
import * as audit from '../staff/audit/audit.ts';
import * as stores from '../stores/stores.ts';
import { batch, reading, type Statement } from '../web/database.ts';
import { differencesBetween } from './differences.ts';

export type SaveResult = { ok: true } | { ok: false; problem: 'changed_meanwhile' | 'currency_in_use' };

/** A store as it was shown to whoever changes it, and the change. */
export type Change = { before: stores.Store; change: stores.StoreChange };

/**
 * Changes the settings of a store; `also` goes into the same batch. What is as it was writes nothing but that. Problems:
 * `changed_meanwhile` by somebody else, `currency_in_use`, since amounts of money that are on record are in the old one.
 */
export async function save(
  scene: audit.Scene,
  by: string,
  { before, change }: Change,
  now: number,
  also: readonly Statement[] = [],
): Promise<SaveResult> {
  const { db } = scene;
  const after = stores.changed(before, change);
  const different = differencesBetween(before, after);
  if (Object.keys(different.after).length === 0) {
    await batch(db, also);
    return { ok: true };
  }
  const isSold = before.currency === after.currency ? sql`false` : sql`(${isSelling(before.id)})`;
  const [[priced], saved] = await batch(db, [
    reading(db, { isSold: sql<number>`${isSold}`.as('is_sold') }),
    stores.changing(db, { before, after }, now, sql`not ${isSold}`),
    audit.entry(scene, { by, act: 'settings_changed', ...different }, now, audit.didSo),
    ...also,
  ] as const);
  stores.forget();
  if (saved.length === 1) return { ok: true };
  return { ok: false, problem: priced?.isSold === 1 ? 'currency_in_use' : 'changed_meanwhile' };
}

/** Whether anything has a price at the store, as a condition. */
function isSelling(storeId: string): SQL {
  return sql`exists (select 1 from ${products} where ${products.storeId} = ${storeId})
    or exists (select 1 from ${orders} where ${orders.storeId} = ${storeId})`;
}
