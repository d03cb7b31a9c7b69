// Pages of the store's own words: imprint, delivery terms, a guide for customers. Who may read one is decided where it is read. Whoever
// changes a page that somebody else has changed since it was shown to them is told, and nothing happens.
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import * as audit from '../../staff/audit/audit.ts';
import * as stores from '../../stores/stores.ts';
import { batch, insertIf, type Database } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { pages } from '../schema.ts';
import type { Visitor } from '../terms/terms.ts';
import { mayBeRead } from '../terms/visibility.ts';
import type { PageInput } from './input.ts';

/** How many pages a store may have. */
const mostPages = 200;

/** The page of the store at this place in addresses, if the one who asks may read it; at most one row. */
export function readable(db: Database, store: stores.Store, visitor: Pick<Visitor, 'customerId'>, slug: string) {
  return db
    .select({ titles: pages.titles, texts: pages.texts })
    .from(pages)
    .where(sql`${pages.storeId} = ${store.id} and ${pages.slug} = ${slug} and ${mayBeRead(store, visitor)}`);
}

/** The pages of a store in their order, without their words. */
export function pagesOf(db: Database, storeId: string) {
  const { texts: _, ...listed } = shown;
  return db
    .select(listed)
    .from(pages)
    .where(eq(pages.storeId, storeId))
    .orderBy(asc(pages.position), asc(pages.id))
    .limit(mostPages);
}

const shown = {
  id: pages.id,
  slug: pages.slug,
  titles: pages.titles,
  texts: pages.texts,
  visibility: pages.visibility,
  groupIds: pages.groupIds,
  isAlwaysOpen: pages.isAlwaysOpen,
  isLinked: pages.isLinked,
  position: pages.position,
  updatedAt: pages.updatedAt,
};

export type ListedPage = Awaited<ReturnType<typeof pagesOf>>[number];

/** One page for staff; no row where the store has no such page. */
export function find(db: Database, storeId: string, id: string) {
  return db
    .select(shown)
    .from(pages)
    .where(and(eq(pages.id, id), eq(pages.storeId, storeId)));
}

export type FoundPage = Awaited<ReturnType<typeof find>>[number];

export type Result<Problem extends string> = { ok: true } | { ok: false; problem: Problem };

/** Adds a page. Problems: `slug_known`, for a place that another one has, `too_many`. */
export async function add(
  scene: audit.Scene,
  by: string,
  input: PageInput,
  now: number,
): Promise<Result<'slug_known' | 'too_many'>> {
  const { db, store } = scene;
  const ofStore = eq(pages.storeId, store.id);
  const isRoom = sql`(select count(*) from ${pages} where ${ofStore}) < ${mostPages}`;
  const row = { id: newId('page', now), storeId: store.id, ...input, createdAt: now, updatedAt: now };
  const others = placed(db, store.id, input.slug);
  const [known, added] = await batch(db, [
    others,
    insertIf(db, pages, row, sql`${isRoom} and not exists ${others}`).returning({ id: pages.id }),
    audit.entry(scene, { by, act: 'page_added', after: told(input) }, now, audit.didSo),
  ] as const);
  stores.forget();
  if (added.length === 1) return { ok: true };
  return { ok: false, problem: known.length > 0 ? 'slug_known' : 'too_many' };
}

/** A page as it was shown to whoever changes it. */
export type Seen = { before: FoundPage; asOf: number | undefined };

/** Gives a page other words, another place or other readers. Problems: `slug_known`, `changed_meanwhile`. */
export async function change(
  scene: audit.Scene,
  by: string,
  { seen, input }: { seen: Seen; input: PageInput },
  now: number,
): Promise<Result<'slug_known' | 'changed_meanwhile'>> {
  const { db, store } = scene;
  const others = placed(db, store.id, input.slug, seen.before.id);
  const [known, changed] = await batch(db, [
    others,
    db
      .update(pages)
      .set({ ...input, updatedAt: sql`max(${now}, ${pages.updatedAt} + 1)` })
      .where(and(isAsSeen(store.id, seen), sql`not exists ${others}`))
      .returning({ id: pages.id }),
    audit.entry(scene, { by, act: 'page_changed', before: told(seen.before), after: told(input) }, now, audit.didSo),
  ] as const);
  stores.forget();
  if (changed.length === 1) return { ok: true };
  return { ok: false, problem: known.length > 0 ? 'slug_known' : 'changed_meanwhile' };
}

/** Deletes a page. Problem: `changed_meanwhile`. */
export async function remove(
  scene: audit.Scene,
  by: string,
  seen: Seen,
  now: number,
): Promise<Result<'changed_meanwhile'>> {
  const { db, store } = scene;
  const [removed] = await batch(db, [
    db.delete(pages).where(isAsSeen(store.id, seen)).returning({ id: pages.id }),
    audit.entry(scene, { by, act: 'page_deleted', before: told(seen.before) }, now, audit.didSo),
  ]);
  stores.forget();
  return removed.length === 1 ? { ok: true } : { ok: false, problem: 'changed_meanwhile' };
}

/** Whether it is this page, as it was shown, as a condition on pages. */
function isAsSeen(storeId: string, { before, asOf }: Seen): SQL | undefined {
  const same = asOf === undefined ? undefined : eq(pages.updatedAt, asOf);
  return and(eq(pages.id, before.id), eq(pages.storeId, storeId), same);
}

function placed(db: Database, storeId: string, slug: string, except = '') {
  return db
    .select({ id: pages.id })
    .from(pages)
    .where(sql`${pages.storeId} = ${storeId} and ${pages.slug} = ${slug} and ${pages.id} <> ${except}`);
}

/** A page as the audit tells it: of its words only how many characters they are. */
function told({
  slug,
  titles,
  texts,
  visibility,
  groupIds,
  isAlwaysOpen,
  isLinked,
}: PageInput): Record<string, unknown> {
  return {
    page: slug,
    title: Object.values(titles)[0] ?? '',
    characters: Object.values(texts).join('').length,
    visibility,
    ...(visibility === 'groups' && { groups: groupIds.length }),
    isAlwaysOpen,
    isLinked,
  };
}
