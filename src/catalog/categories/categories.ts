// The categories of a store, in the order of their positions. A product may be in several, or in none; a category that goes leaves its
// products where they are. Every statement names the store: a category of another one is simply not there.
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import * as audit from '../../staff/audit/audit.ts';
import { batch, type Database } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { categories, categoryProducts } from '../schema.ts';
import type { CategoryInput } from './input.ts';

const shown = {
  id: categories.id,
  slug: categories.slug,
  names: categories.names,
  position: categories.position,
};

/** The categories of a store in their order. */
export function categoriesOf(db: Database, storeId: string) {
  return db
    .select(shown)
    .from(categories)
    .where(eq(categories.storeId, storeId))
    .orderBy(asc(categories.position), asc(categories.id));
}

export type Category = Awaited<ReturnType<typeof categoriesOf>>[number];

/** How many there may be at a store: a form shows them all. */
const mostCategories = 60;

/** Adds a category behind the others. Problems: `slug_known`, for what another one has, and `too_many`. */
export async function add(
  scene: audit.Scene,
  by: string,
  input: CategoryInput,
  now: number,
): Promise<{ ok: true } | { ok: false; problem: 'slug_known' | 'too_many' }> {
  const { db, store } = scene;
  const others = at(db, store.id, input.slug);
  const ofStore = sql`from ${categories} where ${categories.storeId} = ${store.id}`;
  const [known, added] = await batch(db, [
    others,
    db
      .insert(categories)
      .select(
        sql`
        select ${newId('category', now)}, ${store.id}, ${input.slug}, ${JSON.stringify(input.names)},
          (select coalesce(max(${categories.position}), 0) + 1 ${ofStore}), ${now}
        where not exists ${others} and (select count(*) ${ofStore}) < ${mostCategories}`,
      )
      .returning({ id: categories.id }),
    audit.entry(scene, { by, act: 'category_added', after: told(input) }, now, audit.didSo),
  ]);
  if (added.length === 1) return { ok: true };
  return { ok: false, problem: known.length > 0 ? 'slug_known' : 'too_many' };
}

/** Gives a category, as it was `before`, other names or another place in addresses. Problems: `slug_known`, `not_found`. */
export async function change(
  scene: audit.Scene,
  by: string,
  { before, ...input }: CategoryInput & { before: Category },
  now: number,
): Promise<{ ok: true } | { ok: false; problem: 'slug_known' | 'not_found' }> {
  const { db, store } = scene;
  const { names, slug } = input;
  const others = at(db, store.id, slug, before.id);
  const entry = { by, act: 'category_changed', before: told(before), after: told(input) } as const;
  const [known, changed] = await batch(db, [
    others,
    db
      .update(categories)
      .set({ names, slug })
      .where(and(isOne(store.id, before.id), sql`not exists ${others}`))
      .returning({ id: categories.id }),
    audit.entry(scene, entry, now, audit.didSo),
  ]);
  if (changed.length === 1) return { ok: true };
  return { ok: false, problem: known.length > 0 ? 'slug_known' : 'not_found' };
}

/**
 * Moves a category past its neighbour among `all`, as they stood when they were read; where they stand otherwise by now, or there is no
 * neighbour, nothing happens.
 */
export async function move(
  scene: audit.Scene,
  by: string,
  { id, direction, all }: { id: string; direction: 'up' | 'down'; all: readonly Category[] },
  now: number,
): Promise<void> {
  const { db, store } = scene;
  const place = all.findIndex((one) => one.id === id);
  const [one, other] = [all[place], all[place + (direction === 'up' ? -1 : 1)]];
  if (!one || !other) return;
  const stands = ({ id: which, position }: Category) =>
    sql`(${categories.id} = ${which} and ${categories.position} = ${position})`;
  const standAsRead = sql`(select count(*) from ${categories} where ${stands(one)} or ${stands(other)}) = 2`;
  const moved = { before: { ...told(one), position: one.position }, after: { position: other.position } };
  await batch(db, [
    audit.entry(scene, { by, act: 'category_changed', ...moved }, now, standAsRead),
    db
      .update(categories)
      .set({
        position: sql`case ${categories.id} when ${one.id} then ${other.position} else ${one.position} end`,
      })
      .where(and(eq(categories.storeId, store.id), sql`${categories.id} in (${one.id}, ${other.id})`, standAsRead)),
  ]);
}

/** Deletes a category, as it was `before`; its products stay. */
export async function remove(scene: audit.Scene, by: string, before: Category, now: number): Promise<void> {
  const { db, store } = scene;
  const isThis = isOne(store.id, before.id);
  const isThere = sql`exists (select 1 from ${categories} where ${isThis})`;
  await batch(db, [
    db.delete(categoryProducts).where(and(eq(categoryProducts.categoryId, before.id), isThere)),
    audit.entry(scene, { by, act: 'category_deleted', before: told(before) }, now, isThere),
    db.delete(categories).where(isThis),
  ]);
}

function isOne(storeId: string, id: string) {
  return and(eq(categories.id, id), eq(categories.storeId, storeId));
}

/** The category of the store, other than one, that has this place in addresses. */
function at(db: Database, storeId: string, slug: string, except = '') {
  return db
    .select({ id: categories.id })
    .from(categories)
    .where(and(eq(categories.storeId, storeId), eq(categories.slug, slug), ne(categories.id, except)));
}

function told({ names, slug }: CategoryInput): Record<string, unknown> {
  return { ...Object.fromEntries(Object.entries(names).map(([language, name]) => [`name_${language}`, name])), slug };
}
