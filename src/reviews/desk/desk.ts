// Reviews as staff handle them: what waits first. Publishing and hiding keep the figures of the product in the same batch, so its
// average is right without reading every review.
import { and, eq, ne, sql } from 'drizzle-orm';
import * as z from 'zod';
import { products } from '../../catalog/schema.ts';
import { customers } from '../../customers/schema.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, type Database } from '../../web/database.ts';
import { placeIn } from '../../web/paging.ts';
import { reviews } from '../schema.ts';

/** Reviews on a page. */
export const pageSize = 20;

/**
 * One more than a page of the store's reviews: those that wait, then the published, then the hidden, as their names happen to stand
 * in the index from its end; of each the newest first.
 */
export function listOf(db: Database, storeId: string, after: string | undefined) {
  const place = placeIn(z.tuple([z.enum(reviews.status.enumValues), z.string()]), after);
  return db
    .select({
      id: sql<string>`${reviews.id}`.as('review_id'),
      stars: reviews.stars,
      text: reviews.text,
      status: reviews.status,
      createdAt: sql<number>`${reviews.createdAt}`.as('review_created_at'),
      names: products.names,
      customerId: reviews.customerId,
      customer: sql<string | null>`coalesce(nullif(${customers.name}, ''), ${customers.email})`.as('customer_name'),
    })
    .from(reviews)
    .innerJoin(products, eq(products.id, reviews.productId))
    .leftJoin(customers, eq(customers.id, reviews.customerId))
    .where(
      and(
        eq(reviews.storeId, storeId),
        place === null ? undefined : sql`(${reviews.status}, ${reviews.id}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(sql`${reviews.status} desc`, sql`${reviews.id} desc`)
    .limit(pageSize + 1);
}

export type Row = Awaited<ReturnType<typeof listOf>>[number];

/** One review of the store, as far as deciding about it needs it. */
export function reviewAt(db: Database, storeId: string, id: string) {
  return db
    .select({ id: reviews.id, customerId: reviews.customerId })
    .from(reviews)
    .where(and(eq(reviews.id, id), eq(reviews.storeId, storeId)));
}

export type Review = Awaited<ReturnType<typeof reviewAt>>[number];

/** Lets everybody see a review of the store; once. */
export function publish(scene: audit.Scene, review: Review, by: string, now: number): Promise<void> {
  return decide(scene, review, { by, status: 'published', act: 'review_published' }, now);
}

/** Lets nobody see a review of the store but whoever wrote it; once. */
export function hide(scene: audit.Scene, review: Review, by: string, now: number): Promise<void> {
  return decide(scene, review, { by, status: 'hidden', act: 'review_hidden' }, now);
}

type Decision = { by: string; status: 'published' | 'hidden'; act: audit.Act };

async function decide(scene: audit.Scene, { id, customerId }: Review, decision: Decision, now: number): Promise<void> {
  const { db, store } = scene;
  const { by, status, act } = decision;
  const sign = status === 'published' ? 1 : -1;
  // What hiding takes from the figures is what is published; what publishing adds is what is not.
  const counts = status === 'published' ? ne(reviews.status, 'published') : eq(reviews.status, 'published');
  const isIt = and(eq(reviews.id, id), eq(reviews.storeId, store.id));
  const told = { by, act, customerId: customerId ?? undefined, after: { review: id } };
  await batch(db, [
    db
      .update(products)
      .set({
        reviewCount: sql`${products.reviewCount} + ${sign}`,
        starsTotal: sql`${products.starsTotal} + ${sign} * (select ${reviews.stars} from ${reviews} where ${isIt})`,
      })
      .where(sql`${products.id} = (select ${reviews.productId} from ${reviews} where ${and(isIt, counts)})`),
    db
      .update(reviews)
      .set({ status, decidedAt: now })
      .where(and(isIt, ne(reviews.status, status))),
    audit.entry(scene, told, now, audit.didSo),
  ]);
}
