// Placing an order: everything it depends on is copied into it, its number is the next of the store's year, and the customer's
// figures and groups, the papers and the messages follow, in one batch. Whether the customer may order and there is enough of
// everything is decided in that batch, not before.
import { batch } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import type { Scene } from '../taking.ts';
import { agree, type AgreeingProblem, type Wanted } from './agreeing.ts';
import { placing } from './writing.ts';

export type PlacingResult =
  { ok: true; orderId: string; messageIds: string[] } | { ok: false; problem: AgreeingProblem | 'changed_meanwhile' };

/**
 * Places an order of a customer who is active at the store. Problems: those of `agree`, and `changed_meanwhile` where one of them
 * came true in between.
 */
export async function place(scene: Scene, wanted: Wanted, now: number): Promise<PlacingResult> {
  const agreed = await agree(scene, wanted);
  if (!agreed.ok) return agreed;
  const { who, draft } = agreed;
  const id = newId('order', now);
  const { statements, messageIds } = placing(scene, { id, who, draft }, now);
  const [, rows] = await batch(scene.db, statements);
  return rows.length === 1 ? { ok: true, orderId: id, messageIds } : { ok: false, problem: 'changed_meanwhile' };
}
