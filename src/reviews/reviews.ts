// A review is what a customer thinks of a product that they have received from this store: stars, and perhaps words. There is one for
// each product, for good. Others see it once staff have published it, without the customer's name.
import { and, eq, isNull, sql } from 'drizzle-orm';
import * as z from 'zod';
import { goneFor, idAt } from '../catalog/products.ts';
import { products } from '../catalog/schema.ts';
import type { Member } from '../customers/customers.ts';
import { memberships } from '../customers/schema.ts';
import { forReview } from '../loyalty/earning.ts';
import { purchases } from '../orders/schema.ts';
import type { Store } from '../stores/stores.ts';
import { batch, type Database } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { optionalText } from '../web/lines.ts';
import { placeIn } from '../web/paging.ts';
import { reviews } from './schema.ts';

/** Reviews, and products to rate, on a page. */
export const pageSize = 20;

/** How many stars there may be. */
export const stars = ['1', '2', '3', '4', '5'] as const;

/** The most characters of a review. */
export const longestText = 2000;

export const rateSchema = z.object({
  stars: z
    .string('invalid')
    .min(1, 'required')
    .pipe(z.enum(stars, 'invalid'))
    .transform((typed) => Number(typed))
    .prefault(''),
  text: optionalText(longestText).prefault(''),
});

export type RateResult = { ok: true; reviewId: string } | { ok: false; problem: 'not_to_rate' };

/**
 * Rates a product, once, and gives the points that the store gives for it. Problem: `not_to_rate` where the customer has not received
 * it here, or has rated it.
 */
export async function rate(
  db: Database,
  rater: Member,
  rated: { productId: string } & z.output<typeof rateSchema>,
  now: number,
): Promise<RateResult> {
  const { store, customerId } = rater;
  const id = newId('review', now);
  const happened = sql`exists (select 1 from ${reviews} where ${reviews.id} = ${id})`;
  const isToRate = and(isPurchase(rater, rated.productId), isNull(purchases.ratedAt));
  const [, done] = await batch(db, [
    db
      .insert(reviews)
      .select(
        sql`
        select ${id}, ${store.id}, ${customerId}, ${purchases.productId}, ${rated.stars}, ${rated.text}, 'waiting', ${now}, null
        from ${purchases} where ${isToRate}`,
      )
      .onConflictDoNothing(),
    db
      .update(purchases)
      .set({ ratedAt: now })
      .where(and(isToRate, happened))
      .returning({ productId: purchases.productId }),
    db
      .update(memberships)
      .set({ unratedCount: sql`${memberships.unratedCount} - 1` })
      .where(and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId), happened)),
    ...forReview(db, store, { customerId, productId: rated.productId }, now, happened),
  ] as const);
  return done.length > 0 ? { ok: true, reviewId: id } : { ok: false, problem: 'not_to_rate' };
}

/** The purchase of a product by the customer, at most one row: what it is called, and whether it is rated. */
export function purchaseOf(db: Database, rater: Member, productId: string) {
  return db
    .select({ productId: purchases.productId, ratedAt: purchases.ratedAt, names: products.names })
    .from(purchases)
    .innerJoin(products, eq(products.id, purchases.productId))
    .where(isPurchase(rater, productId));
}

export type Purchase = Awaited<ReturnType<typeof purchaseOf>>[number];

function isPurchase({ store, customerId }: Member, productId: string) {
  return and(eq(purchases.storeId, store.id), eq(purchases.customerId, customerId), eq(purchases.productId, productId));
}

/** One more than a page of what the customer has received and not rated, the latest first, from the place of a cursor on. */
export function unratedOf(db: Database, member: Member, after: string | undefined) {
  return latestUnratedOf(db, { storeId: member.store.id, customerId: member.customerId }, pageSize + 1, after);
}

/** The first so many of the same. */
export function latestUnratedOf(
  db: Database,
  { storeId, customerId }: { storeId: string; customerId: string },
  limit: number,
  after?: string,
) {
  const place = placeIn(z.tuple([z.int(), z.string()]), after);
  return db
    .select({ productId: purchases.productId, at: purchases.at, names: products.names })
    .from(purchases)
    .innerJoin(products, eq(products.id, purchases.productId))
    .where(
      and(
        eq(purchases.customerId, customerId),
        eq(purchases.storeId, storeId),
        sql`rated_at is null`,
        place === null ? undefined : sql`(${purchases.at}, ${purchases.productId}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(sql`${purchases.at} desc`, sql`${purchases.productId} desc`)
    .limit(limit);
}

export type Unrated = Awaited<ReturnType<typeof unratedOf>>[number];

/** One more than a page of the customer's reviews, the newest first. */
export function listOf(db: Database, { store, customerId }: Member, after: string | undefined) {
  const place = placeIn(z.tuple([z.string()]), after);
  return db
    .select({
      id: sql<string>`${reviews.id}`.as('review_id'),
      stars: reviews.stars,
      text: reviews.text,
      status: reviews.status,
      createdAt: sql<number>`${reviews.createdAt}`.as('review_created_at'),
      slug: products.slug,
      names: products.names,
      retiredAt: goneFor(store, { customerId }),
    })
    .from(reviews)
    .innerJoin(products, eq(products.id, reviews.productId))
    .where(
      and(
        eq(reviews.customerId, customerId),
        eq(reviews.storeId, store.id),
        place === null ? undefined : sql`${reviews.id} < ${place[0]}`,
      ),
    )
    .orderBy(sql`${reviews.id} desc`)
    .limit(pageSize + 1);
}

export type Own = Awaited<ReturnType<typeof listOf>>[number];

/** One more than a page of what is published about a product, the newest first. */
export function ofProduct(db: Database, store: Store, slug: string, after: string | undefined) {
  const place = placeIn(z.tuple([z.string()]), after);
  return db
    .select({ id: reviews.id, stars: reviews.stars, text: reviews.text, createdAt: reviews.createdAt })
    .from(reviews)
    .where(
      and(
        sql`${reviews.productId} = ${idAt(store.id, slug)}`,
        eq(reviews.status, 'published'),
        place === null ? undefined : sql`${reviews.id} < ${place[0]}`,
      ),
    )
    .orderBy(sql`${reviews.id} desc`)
    .limit(pageSize + 1);
}

export type Published = Awaited<ReturnType<typeof ofProduct>>[number];
