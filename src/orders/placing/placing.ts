// Placing an order: everything it depends on is copied into it, its number is the next of the store's year, and the customer's
// figures and groups follow, in one batch. Whether the customer may order and there is enough of everything is decided in that
// batch, not before.
import { and, eq, sql } from 'drizzle-orm';
import { products } from '../../catalog/schema.ts';
import { batch } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import type { Scene } from '../taking.ts';
import type { CopiedAddress, orders } from '../schema.ts';
import { drafted } from './drafts.ts';
import { orderer } from './orderer.ts';
import { placing } from './writing.ts';

export type Wanted = {
  customerId: string;
  items: readonly { productId: string; quantity: number }[];
  billing: CopiedAddress;
  delivery: CopiedAddress;
  shipping: { name: string; priceMinor: number; taxBasisPoints: number };
  paymentMethod: (typeof orders.paymentMethod.enumValues)[number];
  /** In which language the customer ordered. */
  language: string;
  /** How many points to spend on it; of more than it costs only those are taken that it costs. None unless told. */
  points?: number;
};

export type PlacingResult =
  { ok: true; orderId: string; messageIds: string[] } | { ok: false; problem: PlacingProblem };

export type PlacingProblem =
  'not_a_customer' | 'nothing_ordered' | 'not_sold' | 'not_enough' | 'points_too_few' | 'changed_meanwhile';

/**
 * Places an order of a customer who is active at the store. Problems: `not_a_customer` (nobody of the store, waiting or denied),
 * `nothing_ordered`, `not_sold` (a product that the store does not sell), `not_enough` of one, `points_too_few` to
 * spend, and `changed_meanwhile` where one of these came true in between.
 */
export async function place({ db, store }: Scene, wanted: Wanted, now: number): Promise<PlacingResult> {
  const { customerId, items, points = 0 } = wanted;
  if (items.length === 0 || items.some(({ quantity }) => !Number.isSafeInteger(quantity) || quantity < 1)) {
    return { ok: false, problem: 'nothing_ordered' };
  }
  const ids = JSON.stringify(items.map(({ productId }) => productId));
  const [[who], sold] = await batch(db, [
    orderer({ db, store }, customerId),
    db
      .select()
      .from(products)
      .where(
        and(
          eq(products.storeId, store.id),
          sql`${products.id} in (select value from json_each(${ids}))`,
          sql`${products.retiredAt} is null`,
        ),
      ),
  ]);
  if (!who) return { ok: false, problem: 'not_a_customer' };
  if (!Number.isSafeInteger(points) || points < 0 || points > who.points)
    return { ok: false, problem: 'points_too_few' };
  const lines = items.flatMap(({ productId, quantity }) => {
    const product = sold.find(({ id }) => id === productId);
    return product ? [{ product, quantity }] : [];
  });
  if (lines.length < items.length) return { ok: false, problem: 'not_sold' };
  if (lines.some(({ product, quantity }) => product.stock !== null && product.stock < quantity)) {
    return { ok: false, problem: 'not_enough' };
  }

  const id = newId('order', now);
  const draft = drafted(store, who, wanted, lines);
  const { statements, messageIds } = placing({ db, store }, { id, who, draft }, now);
  const [, rows] = await batch(db, statements);
  return rows.length === 1 ? { ok: true, orderId: id, messageIds } : { ok: false, problem: 'changed_meanwhile' };
}
