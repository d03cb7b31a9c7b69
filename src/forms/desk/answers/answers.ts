// What people have answered, as staff read it: the newest first.
import { and, desc, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { memberships } from '../../../customers/schema.ts';
import * as audit from '../../../staff/audit/audit.ts';
import { batch, type Database } from '../../../web/database.ts';
import { placeIn } from '../../../web/paging.ts';
import { formAnswers, forms } from '../../schema.ts';

/** Answers on a page. */
export const pageSize = 20;

/** Answers that are read at once for a file. */
const portion = 500;

type Place = [at: number, id: string];

/** One more than a page of the answers to a form of the store, behind the cursor. */
export function listOf(db: Database, storeId: string, formId: string, after: string | undefined) {
  return rowsOf(db, { storeId, formId }, placeIn(z.tuple([z.int(), z.string()]), after), pageSize + 1);
}

export type Row = Awaited<ReturnType<typeof listOf>>[number];

/** The place of an answer in the list. */
export function placeOf({ at, id }: Row): Place {
  return [at, id];
}

/** All answers to a form of the store, portion by portion. */
export async function* everyOne(db: Database, storeId: string, formId: string): AsyncGenerator<Row[]> {
  let place: Place | null = null;
  for (;;) {
    const rows: Row[] = await rowsOf(db, { storeId, formId }, place, portion);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < portion) return;
    place = placeOf(last);
  }
}

function rowsOf(db: Database, of: { storeId: string; formId: string }, place: Place | null, limit: number) {
  const isBehind =
    place === null ? undefined : sql`(${formAnswers.at}, ${formAnswers.id}) < (${place[0]}, ${place[1]})`;
  return db
    .select({
      id: formAnswers.id,
      customerId: formAnswers.customerId,
      answers: formAnswers.answers,
      at: formAnswers.at,
      /** Whether staff of this store have a record of the person: the address may be that of a customer of another store. */
      hasRecord: sql<number>`${memberships.customerId} is not null`.as('has_record'),
    })
    .from(formAnswers)
    .leftJoin(
      memberships,
      and(eq(memberships.customerId, formAnswers.customerId), eq(memberships.storeId, formAnswers.storeId)),
    )
    .where(and(eq(formAnswers.formId, of.formId), eq(formAnswers.storeId, of.storeId), isBehind))
    .orderBy(desc(formAnswers.at), desc(formAnswers.id))
    .limit(limit);
}

/** How many of a customer's answers their record shows. */
export const mostOfCustomer = 20;

/** The newest answers of a customer to forms of the store, with the titles of the forms. */
export function ofCustomer(db: Database, storeId: string, customerId: string) {
  return db
    .select({
      id: formAnswers.id,
      formId: formAnswers.formId,
      titles: forms.titles,
      answers: formAnswers.answers,
      at: formAnswers.at,
    })
    .from(formAnswers)
    .innerJoin(forms, eq(forms.id, formAnswers.formId))
    .where(and(eq(formAnswers.customerId, customerId), eq(formAnswers.storeId, storeId)))
    .orderBy(desc(formAnswers.at), desc(formAnswers.id))
    .limit(mostOfCustomer);
}

export type OfCustomer = Awaited<ReturnType<typeof ofCustomer>>[number];

/** Deletes an answer to a form of the store, once. */
export async function remove(
  scene: audit.Scene,
  by: string,
  answer: { formId: string; id: string },
  now: number,
): Promise<void> {
  const { db, store } = scene;
  const isIt = and(
    eq(formAnswers.id, answer.id),
    eq(formAnswers.formId, answer.formId),
    eq(formAnswers.storeId, store.id),
  );
  const told = { by, act: 'form_answer_removed', after: { form: answer.formId, answer: answer.id } } as const;
  await batch(db, [db.delete(formAnswers).where(isIt), audit.entry(scene, told, now, audit.didSo)]);
}
