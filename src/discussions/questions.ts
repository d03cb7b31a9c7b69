// A question that a customer asks about a product. The shop answers, however often; with the first answer anybody may read both at the
// product, without the customer's name, unless staff hide them. Whoever asked sees them always, what they have not read first.
import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { idAt, namesFor } from '../catalog/products.ts';
import { products } from '../catalog/schema.ts';
import * as throttles from '../credentials/throttles.ts';
import type { Member } from '../customers/customers.ts';
import type { Store } from '../stores/stores.ts';
import { batch, type Database } from '../web/database.ts';
import { firstId, newId } from '../web/ids.ts';
import { requiredText } from '../web/lines.ts';
import { placeIn } from '../web/paging.ts';
import { answersToIt } from './answers.ts';
import { questions } from './schema.ts';

/** Questions on a page. */
export const pageSize = 20;

/** The most characters of a question, and of an answer. */
export const longestText = 2000;

export const askSchema = z.object({ question: requiredText(longestText).prefault('') });

const hour = 3_600_000;

/**
 * Asks about a product. The same words about the same product within an hour are one question. Problem: `too_many` within an
 * hour.
 */
export async function ask(
  db: Database,
  { store, customerId }: Member,
  { productId, text }: { productId: string; text: string },
  now: number,
): Promise<{ ok: true } | { ok: false; problem: 'too_many' }> {
  const key = await throttles.keyOf('question_customer', store.id, customerId);
  const isNew = sql`not exists (
    select 1 from ${questions} where ${questions.customerId} = ${customerId} and ${questions.storeId} = ${store.id}
      and ${questions.isUnread} in (0, 1) and ${questions.id} >= ${firstId('question', now - hour)}
      and ${questions.productId} = ${productId} and ${questions.text} = ${text})`;
  const [counted] = await batch(db, [
    throttles.count(db, 'question_customer', key, now),
    db.insert(questions).select(sql`
      select ${newId('question', now)}, ${store.id}, ${customerId}, ${productId}, ${text}, ${now}, null, null, 1, 0
      where ${throttles.isWithin('question_customer', key)} and ${isNew}`),
  ] as const);
  return throttles.isTooMany('question_customer', counted) ? { ok: false, problem: 'too_many' } : { ok: true };
}

/** One more than a page of what was asked about a product and answered, the newest first, from the place of a cursor on. */
export function ofProduct(db: Database, store: Store, slug: string, after: string | undefined) {
  const place = placeIn(z.tuple([z.string()]), after);
  return db
    .select({
      id: sql<string>`${questions.id}`.as('question_id'),
      text: questions.text,
      askedAt: questions.askedAt,
      answers: answersToIt.as('answers_to_it'),
    })
    .from(questions)
    .where(
      sql`${questions.productId} = ${idAt(store.id, slug)} and hidden_at is null and answered_at is not null
        ${place === null ? sql`` : sql`and ${questions.id} < ${place[0]}`}`,
    )
    .orderBy(sql`${questions.id} desc`)
    .limit(pageSize + 1);
}

export type Shown = Awaited<ReturnType<typeof ofProduct>>[number];

/** One more than a page of the customer's questions at the store: those with answers they have not read first, then the newest. */
export function listOf(db: Database, { store, customerId }: Member, after: string | undefined) {
  const place = placeIn(z.tuple([z.int(), z.string()]), after);
  return db
    .select({
      id: sql<string>`${questions.id}`.as('question_id'),
      text: questions.text,
      askedAt: questions.askedAt,
      hiddenAt: questions.hiddenAt,
      isUnread: questions.isUnread,
      answers: answersToIt.as('answers_to_it'),
      slug: products.slug,
      names: namesFor(store, { customerId }),
      retiredAt: products.retiredAt,
    })
    .from(questions)
    .innerJoin(products, eq(products.id, questions.productId))
    .where(
      and(
        eq(questions.customerId, customerId),
        eq(questions.storeId, store.id),
        place === null ? undefined : sql`(${questions.isUnread}, ${questions.id}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(sql`${questions.isUnread} desc`, sql`${questions.id} desc`)
    .limit(pageSize + 1);
}

export type Asked = Awaited<ReturnType<typeof listOf>>[number];

/** Notes that the customer has read the answers to their question. Problem: `not_found` where it is not theirs. */
export async function read(
  db: Database,
  { store, customerId }: Member,
  id: string,
): Promise<{ ok: true } | { ok: false; problem: 'not_found' }> {
  const found = await db
    .update(questions)
    .set({ isUnread: false })
    .where(and(eq(questions.id, id), eq(questions.customerId, customerId), eq(questions.storeId, store.id)))
    .returning({ id: questions.id });
  return found.length > 0 ? { ok: true } : { ok: false, problem: 'not_found' };
}
