// The statements that fill a customer's basket. Nothing comes into one that the store does not sell to them now, nor more of it than
// there is; what is there already takes no room. Behind each stands the one that counts, so that the membership knows how many products there are.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { products } from '../../catalog/schema.ts';
import { mayBeSeen } from '../../catalog/terms/visibility.ts';
import type { Member } from '../../customers/customers.ts';
import { memberships } from '../../customers/schema.ts';
import { orderLines } from '../../orders/schema.ts';
import type { Database, Statement } from '../../web/database.ts';
import { basketItems } from '../schema.ts';

/** Different products in a basket at most, in that of a visitor, which is in a cookie; and of each. */
export const mostProducts = 100;
export const mostForVisitor = 50;
export const mostOfOne = 999;

/** What changes a basket, and what counts then. */
type Filling = readonly [Statement, Statement];

/** Whether a row is in somebody's basket. */
export function isIn({ store, customerId }: Member): SQL {
  return sql`${basketItems.customerId} = ${customerId} and ${basketItems.storeId} = ${store.id}`;
}

/** Whether a product can be had at all, as a condition on products. */
export const canBeHad = sql`${products.retiredAt} is null and (${products.stock} is null or ${products.stock} > 0)`;

/** How many of an item's product there are, at most as many as a basket holds. */
export const thereAre = sql`coalesce(
  (select min(${products.stock}, ${mostOfOne}) from ${products} where ${products.id} = ${basketItems.productId}), ${mostOfOne})`;

/** So many more of a product. What would be too many changes nothing. */
export function adding(
  db: Database,
  owner: Member,
  { productId, quantity }: { productId: string; quantity: number },
  now: number,
): Filling {
  const sum = sql`${basketItems.quantity} + excluded.quantity`;
  const more = { set: { quantity: sql`min(${sum}, ${thereAre})` }, setWhere: sql`${sum} <= ${mostOfOne}` };
  return [putting(db, owner, sql`select ${productId}, ${quantity}, 1`, now, more), counting(db, owner)];
}

/**
 * At least so many of each: doing it again adds nothing. `wanted` is a query of product ids, quantities and the order in which they
 * come in as long as there is room.
 */
export function atLeast(db: Database, owner: Member, wanted: SQL, now: number): Filling {
  const enough = { set: { quantity: sql`max(${basketItems.quantity}, excluded.quantity)` } };
  return [putting(db, owner, wanted, now, enough), counting(db, owner)];
}

/** At least so many of each of these. */
export function holding(
  db: Database,
  owner: Member,
  wanted: readonly { productId: string; quantity: number }[],
  now: number,
): Filling {
  const each = sql`
    select value ->> 'productId', max(value ->> 'quantity'), min(key) from json_each(${JSON.stringify(wanted)}) group by 1`;
  return atLeast(db, owner, each, now);
}

function putting(
  db: Database,
  owner: Member,
  wanted: SQL,
  now: number,
  whereThere: { set: { quantity: SQL }; setWhere?: SQL },
): Statement {
  const { store, customerId } = owner;
  const others = sql`
    select count(*) from ${basketItems} where ${isIn(owner)} and ${basketItems.productId} not in (select product_id from wanted)`;
  const isThere = sql`exists (
    select 1 from ${basketItems} where ${isIn(owner)} and ${basketItems.productId} = ${products.id})`;
  return db
    .insert(basketItems)
    .select(
      sql`
      with wanted (product_id, quantity, place) as (${wanted})
      select ${store.id}, ${customerId}, ${products.id},
        min(wanted.quantity, coalesce(${products.stock}, ${mostOfOne}), ${mostOfOne}), ${now}
      from wanted join ${products} on ${products.id} = wanted.product_id
      where ${products.storeId} = ${store.id} and ${canBeHad} and ${mayBeSeen(store, { customerId })}
      order by ${isThere} desc, wanted.place
      limit max(0, ${mostProducts} - (${others}))`,
    )
    .onConflictDoUpdate({
      target: [basketItems.customerId, basketItems.storeId, basketItems.productId],
      ...whereThere,
    });
}

/** The statement that counts the products of a basket, behind whatever changed them. */
export function counting(db: Database, owner: Member): Statement {
  const { store, customerId } = owner;
  return db
    .update(memberships)
    .set({ basketCount: sql`(select count(*) from ${basketItems} where ${isIn(owner)})` })
    .where(and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId)));
}

/** The statements that take out of a basket what an order has, if there is such an order. */
export function takingOut(db: Database, owner: Member, orderId: string): Filling {
  const those = sql`(select ${orderLines.productId} from ${orderLines} where ${orderLines.orderId} = ${orderId})`;
  return [
    db.delete(basketItems).where(sql`${isIn(owner)} and ${basketItems.productId} in ${those}`),
    counting(db, owner),
  ];
}
