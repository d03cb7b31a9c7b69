// Questions as staff handle them: what waits first. An answer is written in one batch with the message to whoever asked and the
// entry in the audit; the same words again to the same question are one answer, so a second click sends no second message.
import { and, asc, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Scene } from '../../access/scene.ts';
import { nameAt } from '../../catalog/products.ts';
import { products } from '../../catalog/schema.ts';
import { customers } from '../../customers/schema.ts';
import { addressedTo } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import * as audit from '../../staff/audit/audit.ts';
import { staff } from '../../staff/schema.ts';
import { batch, type Database } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { requiredText } from '../../web/lines.ts';
import { placeIn } from '../../web/paging.ts';
import { longestText } from '../questions.ts';
import { answers, questions } from '../schema.ts';

/** Questions on a page; and how much of each is shown there, in characters. */
export const pageSize = 20;
const excerpt = 200;

export const answerSchema = z.object({ answer: requiredText(longestText).prefault('') });

/** One more than a page of the store's questions: those that wait first, then the newest. */
export function listOf(db: Database, storeId: string, after: string | undefined) {
  const place = placeIn(z.tuple([z.int(), z.string()]), after);
  return db
    .select({
      id: sql<string>`${questions.id}`.as('question_id'),
      text: sql<string>`substr(${questions.text}, 1, ${excerpt})`.as('beginning'),
      askedAt: questions.askedAt,
      answeredAt: questions.answeredAt,
      hiddenAt: questions.hiddenAt,
      isOpen: questions.isOpen,
      product: products.names,
      customer: sql<string>`coalesce(nullif(${customers.name}, ''), ${customers.email})`.as('customer_name'),
    })
    .from(questions)
    .innerJoin(products, eq(products.id, questions.productId))
    .innerJoin(customers, eq(customers.id, questions.customerId))
    .where(
      and(
        eq(questions.storeId, storeId),
        place === null ? undefined : sql`(${questions.isOpen}, ${questions.id}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(sql`${questions.isOpen} desc`, sql`${questions.id} desc`)
    .limit(pageSize + 1);
}

export type Row = Awaited<ReturnType<typeof listOf>>[number];

/** One question of the store, with the product and who asked. */
export function questionAt(db: Database, storeId: string, id: string) {
  return db
    .select({
      id: sql<string>`${questions.id}`.as('question_id'),
      text: questions.text,
      askedAt: questions.askedAt,
      hiddenAt: questions.hiddenAt,
      slug: products.slug,
      names: products.names,
      retiredAt: products.retiredAt,
      visibility: products.visibility,
      customerId: questions.customerId,
      name: customers.name,
      email: customers.email,
      language: customers.language,
    })
    .from(questions)
    .innerJoin(products, eq(products.id, questions.productId))
    .innerJoin(customers, eq(customers.id, questions.customerId))
    .where(and(eq(questions.id, id), eq(questions.storeId, storeId)));
}

export type Question = Awaited<ReturnType<typeof questionAt>>[number];

/** The answers to it and who gave them, the oldest first. */
export function answersAt(db: Database, storeId: string, id: string) {
  return db
    .select({ text: answers.text, at: answers.at, by: staff.name })
    .from(questions)
    .innerJoin(answers, eq(answers.questionId, questions.id))
    .innerJoin(staff, eq(staff.id, answers.staffId))
    .where(and(eq(questions.id, id), eq(questions.storeId, storeId)))
    .orderBy(asc(answers.id));
}

export type Given = Awaited<ReturnType<typeof answersAt>>[number];

/**
 * Answers a question of the store and tells whoever asked; returns the ids of the messages to deliver. The answer has the `id`, where
 * one is said: so it comes once.
 */
export async function answer(
  scene: Scene,
  question: Question,
  { by, text, ...named }: { by: string; text: string; id?: string },
  now: number,
): Promise<string[]> {
  const { db, store, sealingKey } = scene;
  const { id = newId('answer', now) } = named;
  const isGiven = sql`exists (select 1 from ${answers} where ${answers.id} = ${id} and ${answers.at} = ${now})`;
  const to = addressedTo(store, question);
  const message = await outbox.message(
    db,
    sealingKey,
    {
      ...to,
      template: 'question_answered',
      data: { name: question.name, product: nameAt(store, question, to.language) },
    },
    now,
    isGiven,
  );
  const told = { by, customerId: question.customerId, after: { question: question.id } };
  const [, given] = await batch(db, [
    db.insert(answers).select(sql`
      select ${id}, ${questions.id}, ${by}, ${text}, ${now} from ${questions}
      where ${questions.id} = ${question.id} and ${questions.storeId} = ${store.id} and not exists (
        select 1 from ${answers} where ${answers.questionId} = ${question.id} and ${answers.text} = ${text})`),
    db
      .update(questions)
      .set({ answeredAt: now, isOpen: false, isUnread: true })
      .where(and(eq(questions.id, question.id), isGiven))
      .returning({ id: questions.id }),
    message.statement,
    audit.entry(scene, { ...told, act: 'question_answered' }, now, isGiven),
  ] as const);
  return given.length > 0 ? [message.id] : [];
}

/** Hides a question and its answers from everybody but whoever asked; once. */
export async function hide(scene: audit.Scene, question: Question, by: string, now: number): Promise<void> {
  const { db, store } = scene;
  const told = { by, customerId: question.customerId, after: { question: question.id } };
  await batch(db, [
    db
      .update(questions)
      .set({ hiddenAt: now, isOpen: false })
      .where(and(eq(questions.id, question.id), eq(questions.storeId, store.id), sql`${questions.hiddenAt} is null`)),
    audit.entry(scene, { ...told, act: 'question_hidden' }, now, audit.didSo),
  ]);
}
