// What somebody is about to order: products of one store, each once, at most `mostProducts` of them and `mostOfOne` of each. The
// prices are today's, at their terms. What cannot be had any more stays, and does not count, until the customer takes it out.
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { namesFor } from '../../catalog/products.ts';
import { products } from '../../catalog/schema.ts';
import { rateAt } from '../../catalog/taxes.ts';
import { listPrices, offerOf, type Price } from '../../catalog/terms/prices.ts';
import type { Terms, Visitor } from '../../catalog/terms/terms.ts';
import { mayBeSeen } from '../../catalog/terms/visibility.ts';
import type { Member } from '../../customers/customers.ts';
import { totalsOf, type Totals } from '../../orders/placing/totals.ts';
import type { Store } from '../../stores/stores.ts';
import { batch, type Database } from '../../web/database.ts';
import { optionalLine } from '../../web/lines.ts';
import { adding, canBeHad, counting, isIn, mostOfOne, thereAre } from './filling.ts';
import { basketItems } from '../schema.ts';

type Asking = Pick<Visitor, 'customerId'>;

/** How many, as somebody types it. */
export const quantitySchema = z.object({
  quantity: optionalLine(20)
    .prefault('')
    .refine((typed) => /^\d{1,3}$/.test(typed) && Number(typed) >= 1, 'quantity_invalid')
    .transform(Number),
});

/** What is shown of a product in a basket; nothing of one that is not for them any more. */
function shown(store: Store, visitor: Asking) {
  const isOffered = sql`${products.retiredAt} is null and ${mayBeSeen(store, visitor)}`;
  return {
    productId: products.id,
    sku: products.sku,
    slug: products.slug,
    names: namesFor(store, visitor),
    priceMinor: products.priceMinor,
    listPrices,
    taxClass: products.taxClass,
    stock: products.stock,
    isOffered: sql<number>`${isOffered}`.as('is_offered'),
  };
}

/** What is in a customer's basket, in the order in which it came in. */
export function basketOf(db: Database, owner: Member) {
  return db
    .select({ ...shown(owner.store, owner), quantity: basketItems.quantity })
    .from(basketItems)
    .innerJoin(products, eq(products.id, basketItems.productId))
    .where(isIn(owner))
    .orderBy(asc(basketItems.addedAt), asc(basketItems.productId));
}

/** The same of what a visitor has put in. */
export function basketOfVisitor(db: Database, store: Store, wanted: readonly Wanted[]) {
  const given = sql`json_each(${JSON.stringify(wanted)}) as given`;
  return db
    .select({ ...shown(store, { customerId: null }), quantity: sql<number>`given.value ->> 'quantity'`.as('quantity') })
    .from(products)
    .innerJoin(given, sql`${products.id} = given.value ->> 'productId'`)
    .where(eq(products.storeId, store.id))
    .orderBy(sql`given.key`);
}

export type Item = Awaited<ReturnType<typeof basketOf>>[number];

/** Why a product cannot be had now. */
export type Obstacle = 'retired' | 'sold_out';

/** Why it cannot be had; null where it can. */
export function obstacleOf({ isOffered, stock }: Pick<Item, 'isOffered' | 'stock'>): Obstacle | null {
  if (isOffered === 0) return 'retired';
  return stock === 0 ? 'sold_out' : null;
}

/** An item with what it costs at somebody's terms; of it `available` can be had, and only these count. */
export type Priced = Omit<Item, 'priceMinor' | 'listPrices'> & {
  obstacle: Obstacle | null;
  available: number;
  /** Null for whoever is told no prices. */
  price: Price | null;
  totalMinor: number;
};

/** What is in the basket at these terms, and what it costs together: the same as it would in an order. */
export function priced(store: Store, items: readonly Item[], terms: Terms): { items: Priced[]; totals: Totals } {
  const had = items.map(({ priceMinor, listPrices: lists, ...item }) => {
    const obstacle = obstacleOf(item);
    const price = offerOf(terms, { priceMinor, listPrices: lists });
    return { ...item, price, obstacle, available: obstacle ? 0 : Math.min(item.quantity, item.stock ?? mostOfOne) };
  });
  const totals = totalsOf(
    had.map(({ price, available, taxClass }) => ({
      unitPriceMinor: price?.minor ?? 0,
      quantity: available,
      taxBasisPoints: rateAt(store, taxClass, terms.country),
    })),
    { shippingMinor: 0, shippingTaxBasisPoints: 0, pointsMinor: 0 },
  );
  const lines = had.map((item, place) => ({ ...item, totalMinor: totals.lines[place]?.totalMinor ?? 0 }));
  return { items: lines, totals };
}

export type Wanted = { productId: string; quantity: number };

/** Whether there was as much as was wanted; else there is now all that can be had. */
type Taken = { ok: true; isAll: boolean };

export type AddProblem = Obstacle | 'full' | 'too_many' | 'not_enough';

/**
 * Puts so many more of a product into the basket, or as many as there are. Problems: `retired`, `sold_out`, `full` (no room for
 * another product), `too_many` (of one), and `not_enough` where the basket has all that there are already.
 */
export async function add(
  db: Database,
  owner: Member,
  wanted: Wanted,
  now: number,
): Promise<Taken | { ok: false; problem: AddProblem }> {
  const state = () => stateOf(db, owner, wanted.productId);
  const [[before], , , [after]] = await batch(db, [state(), ...adding(db, owner, wanted, now), state()] as const);
  if (!before || !after) return { ok: false, problem: 'retired' };
  const obstacle = obstacleOf(after);
  if (obstacle) return { ok: false, problem: obstacle };
  const had = before.quantity ?? 0;
  const added = (after.quantity ?? 0) - had;
  if (added > 0) return { ok: true, isAll: added === wanted.quantity };
  if (after.quantity === null) return { ok: false, problem: 'full' };
  return { ok: false, problem: after.stock !== null && had >= after.stock ? 'not_enough' : 'too_many' };
}

/** Makes it so many of a product that is in the basket, or as many as there are. */
export async function setQuantity(
  db: Database,
  owner: Member,
  { productId, quantity }: Wanted,
): Promise<Taken | { ok: false; problem: Obstacle | 'not_found' }> {
  const isSold = sql`exists (select 1 from ${products} where ${products.id} = ${basketItems.productId} and ${canBeHad})`;
  const change = db
    .update(basketItems)
    .set({ quantity: sql`min(${quantity}, ${thereAre})` })
    .where(and(isItem(owner, productId), isSold));
  const [, [item]] = await batch(db, [change, stateOf(db, owner, productId)] as const);
  if (!item || item.quantity === null) return { ok: false, problem: 'not_found' };
  const obstacle = obstacleOf(item);
  return obstacle ? { ok: false, problem: obstacle } : { ok: true, isAll: item.quantity === quantity };
}

/** Takes a product out of the basket. Problem: `not_found` where it is not in it. */
export async function remove(
  db: Database,
  owner: Member,
  productId: string,
): Promise<{ ok: true } | { ok: false; problem: 'not_found' }> {
  const removal = db
    .delete(basketItems)
    .where(isItem(owner, productId))
    .returning({ productId: basketItems.productId });
  const [gone] = await batch(db, [removal, counting(db, owner)] as const);
  return gone.length > 0 ? { ok: true } : { ok: false, problem: 'not_found' };
}

/** Whether a row is this product in somebody's basket. */
export function isItem(owner: Member, productId: string): SQL {
  return sql`${isIn(owner)} and ${basketItems.productId} = ${productId}`;
}

/** A product of the store, and how many of it are in the basket; null where it is not in it. At most one row. */
export function stateOf(db: Database, owner: Member, productId: string) {
  return db
    .select({
      quantity: basketItems.quantity,
      stock: products.stock,
      isOffered: sql<number>`${products.retiredAt} is null and ${mayBeSeen(owner.store, owner)}`.as('is_offered'),
    })
    .from(products)
    .leftJoin(basketItems, isItem(owner, productId))
    .where(and(eq(products.id, productId), eq(products.storeId, owner.store.id)));
}
