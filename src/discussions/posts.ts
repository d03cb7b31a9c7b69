// Questions with their answers, as partners read them: the newest first, page by page. What is read is in proportion to what is returned.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Database } from '../web/database.ts';
import { answersToIt } from './answers.ts';
import { questions } from './schema.ts';

/** Which questions: all that fulfil each of these. */
export type Which = { isOpen: boolean | undefined; customerId: string | undefined; productId: string | undefined };

/** A page of them: behind the question of this id, or from the first on. */
export type Page = { limit: number; behind: string | null };

const { id, storeId, customerId, productId, isOpen, isUnread } = questions;

const shown = {
  id: sql<string>`${id}`.as('question_id'),
  customerId: sql<string>`${customerId}`.as('customer_id'),
  productId: sql<string>`${productId}`.as('product_id'),
  text: sql<string>`${questions.text}`.as('text'),
  askedAt: sql<number>`${questions.askedAt}`.as('asked_at'),
  answeredAt: sql<number | null>`${questions.answeredAt}`.as('answered_at'),
  hiddenAt: sql<number | null>`${questions.hiddenAt}`.as('hidden_at'),
  isOpen: sql<boolean>`${isOpen}`.mapWith(isOpen).as('is_open'),
  answers: answersToIt.as('answers_to_it'),
};

/** One more than a page of the store's questions. */
export function listOf(db: Database, store: string, which: Which, { limit, behind }: Page) {
  const isWanted = and(
    eq(storeId, store),
    which.customerId === undefined ? undefined : eq(customerId, which.customerId),
    which.productId === undefined ? undefined : eq(productId, which.productId),
    which.isOpen === undefined ? undefined : eq(isOpen, which.isOpen),
    behind === null ? undefined : sql`${id} < ${behind}`,
  );
  const part = (index: string, condition: SQL | undefined) =>
    sql`select * from ${questions} indexed by ${sql.raw(index)} where ${condition}`;
  // A customer's stand in two parts, each in its order, which become one as they are read.
  const parts =
    which.customerId === undefined
      ? [part(indexFor(which), isWanted)]
      : [true, false].map((unread) => part('questions_customer', and(isWanted, eq(isUnread, unread))));
  return db
    .select(shown)
    .from(sql`(${sql.join(parts, sql` union all `)} order by id desc limit ${limit + 1}) as ${questions}`)
    .orderBy(sql`${id} desc`)
    .limit(limit + 1);
}

export type Post = Awaited<ReturnType<typeof listOf>>[number];

function indexFor({ productId: product, isOpen: open }: Which): string {
  if (product !== undefined) return 'questions_product';
  return open === undefined ? 'questions_newest' : 'questions_store';
}

/** One question of the store. */
export function at(db: Database, store: string, question: string) {
  return db
    .select(shown)
    .from(questions)
    .where(and(eq(id, question), eq(storeId, store)));
}

/** What changes with every change of a question of the store: how many answers it has, and since when it is hidden. */
export function versionOf(store: string, question: string): SQL {
  return sql`(
    select (select count(*) from answers where answers.question_id = questions.id) || ':' || coalesce(questions.hidden_at, '')
    from ${questions} where ${id} = ${question} and ${storeId} = ${store})`;
}
