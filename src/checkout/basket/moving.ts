// Moving a product from the wishlist to the basket: it is out of the one when it is in the other, however often it is asked for.
import { and, sql } from 'drizzle-orm';
import type { Member } from '../../customers/customers.ts';
import { batch, type Database } from '../../web/database.ts';
import { isWish } from '../../wishlist/wishlist.ts';
import { wishes } from '../../wishlist/schema.ts';
import { isItem, obstacleOf, stateOf, type Obstacle } from './basket.ts';
import { atLeast } from './filling.ts';
import { basketItems } from '../schema.ts';

/**
 * Moves a product. Problems: `not_found` (neither wished for nor in the basket), and where it stays in the list: `retired`,
 * `sold_out`, `full` (the basket has no room).
 */
export async function move(
  db: Database,
  owner: Member,
  productId: string,
  now: number,
): Promise<{ ok: true } | { ok: false; problem: Obstacle | 'full' | 'not_found' }> {
  const isWished = isWish(owner, productId);
  const wanted = sql`select ${wishes.productId}, 1, 1 from ${wishes} where ${isWished}`;
  const [, , , left, [product]] = await batch(db, [
    ...atLeast(db, owner, wanted, now),
    db
      .delete(wishes)
      .where(and(isWished, sql`exists (select 1 from ${basketItems} where ${isItem(owner, productId)})`)),
    db.select({ at: wishes.at }).from(wishes).where(isWished),
    stateOf(db, owner, productId),
  ] as const);
  if (!product || (left.length === 0 && product.quantity === null)) return { ok: false, problem: 'not_found' };
  if (left.length === 0) return { ok: true };
  return { ok: false, problem: obstacleOf(product) ?? 'full' };
}
