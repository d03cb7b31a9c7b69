// Forms of a store's own: whoever fills one in becomes a contact of the store, unless they are on record already. A form has a title
// and an introduction by language, and its questions. It is never deleted, since answers belong to it; it is closed.
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Question } from '../customers/details/asked.ts';
import * as audit from '../staff/audit/audit.ts';
import { batch, isDuplicate, type Database } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { formAnswers, forms } from './schema.ts';

export type Form = typeof forms.$inferSelect;

/** The form of the store at this place in addresses. */
export function bySlug(db: Database, storeId: string, slug: string) {
  return db
    .select()
    .from(forms)
    .where(and(eq(forms.storeId, storeId), eq(forms.slug, slug)));
}

/** The form of the store with this id. */
export function find(db: Database, storeId: string, id: string) {
  return db
    .select()
    .from(forms)
    .where(and(eq(forms.storeId, storeId), eq(forms.id, id)));
}

/** Answers are counted no further than this: counting reads every one. */
export const mostCounted = 1000;

/** The forms of the store by their addresses, with how many answers each has, counted to one more than `mostCounted`. */
export function listOf(db: Database, storeId: string) {
  const answerCount = sql<number>`${sql`(
    select count(*) from (
      select 1 from ${formAnswers} where ${formAnswers.formId} = ${forms.id} limit ${mostCounted + 1}))`}`;
  return db
    .select({
      id: forms.id,
      slug: forms.slug,
      titles: forms.titles,
      closedAt: forms.closedAt,
      answerCount: answerCount.as('answer_count'),
    })
    .from(forms)
    .where(eq(forms.storeId, storeId))
    .orderBy(asc(forms.slug));
}

export type FormRow = Awaited<ReturnType<typeof listOf>>[number];

export type Texts = Pick<Form, 'slug' | 'titles' | 'texts'>;

/** Adds a form without questions and returns its id. Problem: `slug_known`, another form has the address. */
export async function add(
  scene: audit.Scene,
  by: string,
  texts: Texts,
  now: number,
): Promise<{ ok: true; id: string } | { ok: false; problem: 'slug_known' }> {
  const { db, store } = scene;
  const id = newId('form', now);
  const times = { createdAt: now, updatedAt: now };
  return onceBySlug(async () => {
    await batch(db, [
      db.insert(forms).values({ id, storeId: store.id, ...texts, fields: [], ...times }),
      audit.entry(scene, { by, act: 'form_added', after: { form: id, slug: texts.slug } }, now),
    ]);
    return { ok: true, id } as const;
  });
}

export type SaveResult = { ok: true } | { ok: false; problem: 'form_changed' };

/**
 * Saves the address, the titles and the introductions of a form, as it was `before`. Problems: `slug_known`; `form_changed`,
 * somebody else has changed the form in the meantime.
 */
export function changeTexts(
  scene: audit.Scene,
  by: string,
  change: { before: Form; texts: Texts },
  now: number,
): Promise<SaveResult | { ok: false; problem: 'slug_known' }> {
  const { before, texts } = change;
  const told = { before: { slug: before.slug }, after: { form: before.id, slug: texts.slug } };
  return onceBySlug(() => save(scene, before, { set: texts, entry: { by, act: 'form_changed', ...told } }, now));
}

/** Saves the questions of a form; `field` is the one that the change is about. Problem: `form_changed`, as above. */
export function changeFields(
  scene: audit.Scene,
  by: string,
  change: { before: Form; fields: Question[]; field: string },
  now: number,
): Promise<SaveResult> {
  const { before, fields, field } = change;
  const entry = { by, act: 'form_changed', after: { form: before.id, field } } as const;
  return save(scene, before, { set: { fields }, entry }, now);
}

/** Lets nobody fill in the form any more. Problem: `form_changed`, as above. */
export function close(scene: audit.Scene, by: string, before: Form, now: number): Promise<SaveResult> {
  const entry = { by, act: 'form_closed', after: { form: before.id } } as const;
  return save(scene, before, { set: { closedAt: before.closedAt ?? now }, entry }, now);
}

/** Lets everybody fill in the form again. Problem: `form_changed`, as above. */
export function open(scene: audit.Scene, by: string, before: Form, now: number): Promise<SaveResult> {
  const entry = { by, act: 'form_opened', after: { form: before.id } } as const;
  return save(scene, before, { set: { closedAt: null }, entry }, now);
}

type Change = { set: Partial<Form>; entry: audit.Entry };

/** Of two who save at once, one does: what the other has seen is not there any more. */
async function save(scene: audit.Scene, before: Form, { set, entry }: Change, now: number): Promise<SaveResult> {
  const { db, store } = scene;
  const isAsSeen = and(eq(forms.id, before.id), eq(forms.storeId, store.id), eq(forms.updatedAt, before.updatedAt));
  const [saved] = await batch(db, [
    db
      .update(forms)
      .set({ ...set, updatedAt: Math.max(now, before.updatedAt + 1) })
      .where(isAsSeen)
      .returning({ id: forms.id }),
    audit.entry(scene, entry, now, audit.didSo),
  ]);
  return saved.length === 1 ? { ok: true } : { ok: false, problem: 'form_changed' };
}

async function onceBySlug<Result>(write: () => Promise<Result>) {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return { ok: false, problem: 'slug_known' } as const;
  }
}
