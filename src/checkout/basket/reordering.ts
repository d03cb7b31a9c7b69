// Ordering again: the basket comes to hold at least what an order of the customer at the store held, as far as it can be had now.
// What is missing is read from the order and the basket whenever the page is shown, so that nothing of it has to be kept.
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import { products } from '../../catalog/schema.ts';
import { mayBeSeen } from '../../catalog/terms/visibility.ts';
import type { Member } from '../../customers/customers.ts';
import { orderLines, orders } from '../../orders/schema.ts';
import type { Database, Statement } from '../../web/database.ts';
import { obstacleOf, type Obstacle } from './basket.ts';
import { atLeast, isIn, mostOfOne } from './filling.ts';
import { basketItems } from '../schema.ts';

/** The order of the customer that has this number at the store; at most one row. */
export function orderNumbered(db: Database, owner: Member, number: string) {
  return db.select({ id: orders.id }).from(orders).where(isNumbered(owner, number));
}

/** The statements that put what was in the order into the basket. */
export function orderingAgain(db: Database, owner: Member, number: string, now: number): readonly Statement[] {
  const wanted = sql`
    select ${orderLines.productId}, sum(${orderLines.quantity}), min(${orderLines.position})
    from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
    where ${isNumbered(owner, number)} and ${orderLines.productId} is not null group by ${orderLines.productId}`;
  return atLeast(db, owner, wanted, now);
}

/** Each product of the order, with what there is of it, and what the basket holds. */
export function orderedAndHeld(db: Database, owner: Member, number: string) {
  return db
    .select({
      name: orderLines.name,
      ordered: sql<number>`sum(${orderLines.quantity})`.as('ordered'),
      productId: products.id,
      stock: products.stock,
      isOffered: sql<number>`${products.retiredAt} is null and ${mayBeSeen(owner.store, owner)}`.as('is_offered'),
      held: sql<number>`coalesce(${basketItems.quantity}, 0)`.as('held'),
    })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .leftJoin(products, eq(products.id, orderLines.productId))
    .leftJoin(basketItems, and(isIn(owner), eq(basketItems.productId, products.id)))
    .where(isNumbered(owner, number))
    .groupBy(sql`coalesce(${orderLines.productId}, ${orderLines.position})`)
    .orderBy(asc(sql`min(${orderLines.position})`));
}

type Held = Awaited<ReturnType<typeof orderedAndHeld>>[number];

/** What of the order is not in the basket, and why: it cannot be had, there are `fewer`, or there was no room for it. */
export type Missing = { name: string; ordered: number; stock: number; why: Obstacle | 'fewer' | 'full' };

/** What is missing, of what was ordered and what the basket holds by now; a product that the basket has in full is not. */
export function missingOf(rows: readonly Held[]): Missing[] {
  return rows.flatMap(({ name, ordered, productId, stock, isOffered, held }): Missing[] => {
    const missing = (why: Missing['why']) => [{ name, ordered, stock: stock ?? mostOfOne, why }];
    if (productId === null) return missing('retired');
    const obstacle = obstacleOf({ stock, isOffered });
    if (obstacle) return missing(obstacle);
    if (held === 0) return missing('full');
    return stock !== null && stock < ordered ? missing('fewer') : [];
  });
}

function isNumbered({ store, customerId }: Member, number: string): SQL {
  return sql`${orders.customerId} = ${customerId} and ${orders.storeId} = ${store.id} and ${orders.number} = ${number}`;
}
