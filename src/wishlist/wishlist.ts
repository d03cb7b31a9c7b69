// What a customer wants to remember: products of one store, each once, the newest first, at most `mostWishes`. A product that is
// sold no more, or not to them, stays until the customer takes it out.
import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { namesFor } from '../catalog/products.ts';
import { products } from '../catalog/schema.ts';
import { listPrices } from '../catalog/terms/prices.ts';
import { mayBeSeen } from '../catalog/terms/visibility.ts';
import type { Member } from '../customers/customers.ts';
import { batch, type Database } from '../web/database.ts';
import { placeIn } from '../web/paging.ts';
import { wishes } from './schema.ts';

/** The most that a list holds; and what a page of it shows. */
export const mostWishes = 200;
export const pageSize = 20;

/** One more than a page of the list, from the place of a cursor on; nothing is told of what is not for the customer any more. */
export function listOf(db: Database, { store, customerId }: Member, after: string | undefined) {
  const place = placeIn(z.tuple([z.int(), z.string()]), after);
  return db
    .select({
      productId: sql<string>`${wishes.productId}`.as('wish_product_id'),
      at: sql<number>`${wishes.at}`.as('wish_at'),
      slug: products.slug,
      names: namesFor(store, { customerId }),
      priceMinor: products.priceMinor,
      listPrices,
      stock: products.stock,
      retiredAt: products.retiredAt,
    })
    .from(sql`${wishes} indexed by wishes_newest`)
    .innerJoin(products, eq(products.id, wishes.productId))
    .where(
      and(
        eq(wishes.customerId, customerId),
        eq(wishes.storeId, store.id),
        place === null ? undefined : sql`(${wishes.at}, ${wishes.productId}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(sql`${wishes.at} desc`, sql`${wishes.productId} desc`)
    .limit(pageSize + 1);
}

export type Wish = Awaited<ReturnType<typeof listOf>>[number];

/**
 * The statement that puts products of the store into a list, as far as there is room, the last of them first: what is there already
 * stays where it is and takes none, and what the store does not sell to the customer is passed over.
 */
export function adding(db: Database, { store, customerId }: Member, productIds: readonly string[], now: number) {
  const theirs = sql`${wishes.storeId} = ${store.id} and ${wishes.customerId} = ${customerId}`;
  return db
    .insert(wishes)
    .select(
      sql`
      select ${store.id}, ${customerId}, ${products.id}, ${now}
      from json_each(${JSON.stringify(productIds)}) join ${products} on ${products.id} = value
      where ${products.storeId} = ${store.id} and ${products.retiredAt} is null and ${mayBeSeen(store, { customerId })}
        and not exists (select 1 from ${wishes} where ${theirs} and ${wishes.productId} = ${products.id})
      order by key desc
      limit (select max(0, ${mostWishes} - count(*)) from ${wishes} where ${theirs})`,
    )
    .onConflictDoNothing();
}

/** Puts a product into the list. Problem: `full` where there is no room for it. */
export async function add(
  db: Database,
  owner: Member,
  productId: string,
  now: number,
): Promise<{ ok: true } | { ok: false; problem: 'full' }> {
  const isThere = db.select({ at: wishes.at }).from(wishes).where(isWish(owner, productId));
  const [, found] = await batch(db, [adding(db, owner, [productId], now), isThere] as const);
  return found.length > 0 ? { ok: true } : { ok: false, problem: 'full' };
}

/** Takes a product out of the list. Problem: `not_found` where it is not in it. */
export async function remove(
  db: Database,
  owner: Member,
  productId: string,
): Promise<{ ok: true } | { ok: false; problem: 'not_found' }> {
  const gone = await db.delete(wishes).where(isWish(owner, productId)).returning({ productId: wishes.productId });
  return gone.length > 0 ? { ok: true } : { ok: false, problem: 'not_found' };
}

/** Whether a row is this product in somebody's list. */
export function isWish({ store, customerId }: Member, productId: string) {
  return and(eq(wishes.storeId, store.id), eq(wishes.customerId, customerId), eq(wishes.productId, productId));
}
