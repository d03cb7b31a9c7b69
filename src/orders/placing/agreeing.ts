// What somebody wants becomes an order that could be placed: if they may order, and everything is sold and there.
import { and, eq, sql } from 'drizzle-orm';
import { products } from '../../catalog/schema.ts';
import { batch } from '../../web/database.ts';
import type { CopiedAddress, orders } from '../schema.ts';
import type { Scene } from '../taking.ts';
import { drafted, type Draft } from './drafts.ts';
import { orderer, type Orderer } from './orderer.ts';

export type Wanted = {
  customerId: string;
  /** What is named twice is wanted as often as both say. */
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

export type AgreeingProblem = 'not_a_customer' | 'nothing_ordered' | 'not_sold' | 'not_enough' | 'points_too_few';

type Agreed = { ok: true; who: Orderer; draft: Draft } | { ok: false; problem: AgreeingProblem };

/**
 * The order as it would be placed now. Problems: `not_a_customer` (nobody of the store, waiting or denied), `nothing_ordered`,
 * `not_sold` (a product that the store does not sell), `not_enough` of one, `points_too_few` to spend.
 */
export async function agree({ db, store }: Scene, wanted: Wanted): Promise<Agreed> {
  const { customerId, items, points = 0 } = wanted;
  if (items.length === 0 || items.some(({ quantity }) => !Number.isSafeInteger(quantity) || quantity < 1)) {
    return { ok: false, problem: 'nothing_ordered' };
  }
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of items) {
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  }
  const ids = JSON.stringify([...quantities.keys()]);
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
  if (!Number.isSafeInteger(points) || points < 0 || points > who.points) {
    return { ok: false, problem: 'points_too_few' };
  }
  const pieces = [...quantities].flatMap(([productId, quantity]) => {
    const product = sold.find(({ id }) => id === productId);
    return product ? [{ product, quantity }] : [];
  });
  if (pieces.length < quantities.size) return { ok: false, problem: 'not_sold' };
  if (pieces.some(({ product, quantity }) => product.stock !== null && product.stock < quantity)) {
    return { ok: false, problem: 'not_enough' };
  }
  return { ok: true, who, draft: drafted(store, who, wanted, pieces) };
}
