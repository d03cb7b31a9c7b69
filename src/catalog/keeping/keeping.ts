// Products as staff keep them. What belongs to one is written in one batch: itself, the words that it is found by, its categories, and
// the entry in the audit. Whoever changes what somebody else has changed meanwhile changes nothing. Sales go on while a form is
// open, so a number of pieces is written only where it was changed, and by the difference.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { groups } from '../../groups/schema.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, insertIf, type Database, type Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { indexing } from '../finding/indexing.ts';
import { categories, categoryProducts, products } from '../schema.ts';
import type { ProductInput } from './input.ts';
import { difference, told } from './told.ts';

const own = {
  id: products.id,
  slug: products.slug,
  sku: products.sku,
  names: products.names,
  texts: products.texts,
  priceMinor: products.priceMinor,
  taxClass: products.taxClass,
  stock: products.stock,
  visibility: products.visibility,
  groupIds: products.groupIds,
  picture: products.picture,
  pictureWidth: products.pictureWidth,
  pictureHeight: products.pictureHeight,
  retiredAt: products.retiredAt,
  updatedAt: products.updatedAt,
  categoryIds: sql<string[]>`(select json_group_array(${categoryProducts.categoryId}) from ${categoryProducts}
    where ${categoryProducts.productId} = ${products.id})`
    .mapWith(idsIn)
    .as('category_ids'),
};

function idsIn(json: string): string[] {
  return JSON.parse(json);
}

/** One product of the store, sold or not, whoever may see it. */
export function productAt(db: Database, storeId: string, id: string) {
  return db
    .select(own)
    .from(products)
    .where(and(eq(products.id, id), eq(products.storeId, storeId)));
}

export type Kept = Awaited<ReturnType<typeof productAt>>[number];

/** Who keeps the catalogue, and what they call groups and categories, for the audit. */
export type Keeper = { by: string; nameOf: (id: string) => string };

type Known = 'slug_known' | 'sku_known';

/** Puts a product on sale; returns its id. Problems: `slug_known`, `sku_known`, for what another product of the store has. */
export async function add(
  scene: audit.Scene,
  { by, nameOf }: Keeper,
  input: ProductInput,
  now: number,
): Promise<{ ok: true; id: string } | { ok: false; problem: Known }> {
  const { db, store } = scene;
  const id = newId('product', now);
  const others = taken(db, store.id, input);
  const { names, texts, slug, sku, priceMinor, taxClass, stock, visibility } = input;
  const row = { names, texts, slug, sku, priceMinor, taxClass, stock, visibility, createdAt: now, updatedAt: now };
  const groupIds = ofStore(store.id, input.groupIds);
  const [known] = await batch(db, [
    others,
    insertIf(db, products, { id, storeId: store.id, ...row, groupIds }, sql`not exists ${others}`),
    audit.entry(scene, { by, act: 'product_added', after: told(store, input, nameOf) }, now, audit.didSo),
    ...indexing(db, { id, names, sku }),
    ...shelving(db, id, input.categoryIds),
  ]);
  return known[0] ? { ok: false, problem: known[0].problem } : { ok: true, id };
}

/**
 * Changes a product, as it was `before`, if it is still as the form showed it. Problems: `slug_known`, `sku_known`, and
 * `changed_meanwhile`, where somebody else was quicker.
 */
export async function change(
  scene: audit.Scene,
  { by, nameOf }: Keeper,
  { before, input }: { before: Kept; input: ProductInput },
  now: number,
): Promise<{ ok: true } | { ok: false; problem: Known | 'changed_meanwhile' }> {
  const { db, store } = scene;
  const { shown } = input;
  const others = taken(db, store.id, input, before.id);
  const isThis = sql`${products.id} = ${before.id} and ${products.storeId} = ${store.id}
    and ${products.updatedAt} = ${shown.updatedAt} and not exists ${others}`;
  const isThere = sql`exists (select 1 from ${products} where ${isThis})`;
  // Sales meanwhile are no change by whoever keeps the product.
  const differs = difference(store, { before: { ...before, stock: shown.stock }, after: input, nameOf });
  const entry = {
    by,
    act: 'product_changed',
    before: differs.before,
    after: { product: before.sku, ...differs.after },
  } as const;
  const { names, texts, slug, sku, priceMinor, taxClass, visibility } = input;
  const row = { names, texts, slug, sku, priceMinor, taxClass, visibility, updatedAt: later(now) };
  // The product comes last: what stands before it goes by what it was.
  const [known, , , , , , changed] = await batch(db, [
    others,
    ...indexing(db, { id: before.id, names, sku }, isThere),
    ...shelving(db, before.id, input.categoryIds, isThere),
    audit.entry(scene, entry, now, isThere),
    db
      .update(products)
      .set({ ...row, groupIds: ofStore(store.id, input.groupIds), ...counted(input) })
      .where(isThis)
      .returning({ id: products.id }),
  ]);
  if (changed.length === 1) return { ok: true };
  return { ok: false, problem: known[0]?.problem ?? 'changed_meanwhile' };
}

/** Takes a product of the store off sale; once. Whoever has bought it or wished for it still sees its name. */
export function retire(scene: audit.Scene, by: string, product: Kept, now: number): Promise<void> {
  const entry = { by, act: 'product_retired', after: { product: product.sku } } as const;
  return turn(scene, entry, { product, from: sql`is null`, retiredAt: now }, now);
}

/** Sells a product of the store again; once. */
export function sellAgain(scene: audit.Scene, by: string, product: Kept, now: number): Promise<void> {
  const entry = { by, act: 'product_sold_again', after: { product: product.sku } } as const;
  return turn(scene, entry, { product, from: sql`is not null`, retiredAt: null }, now);
}

type Turn = { product: Kept; from: SQL; retiredAt: number | null };

async function turn(scene: audit.Scene, entry: audit.Entry, { product, from, retiredAt }: Turn, now: number) {
  const { db, store } = scene;
  await batch(db, [
    db
      .update(products)
      .set({ retiredAt, updatedAt: later(now) })
      .where(and(isOne(store.id, product.id), sql`${products.retiredAt} ${from}`)),
    audit.entry(scene, entry, now, audit.didSo),
  ]);
}

type Picture = { picture: string; pictureWidth: number; pictureHeight: number };

/** Shows a product of the store by this picture, which is kept already, or by none. */
export async function show(
  scene: audit.Scene,
  by: string,
  { product, picture }: { product: Kept; picture: Picture | null },
  now: number,
): Promise<void> {
  const { db, store } = scene;
  const act = picture ? 'product_picture_set' : 'product_picture_removed';
  const row = picture ?? { picture: null, pictureWidth: null, pictureHeight: null };
  await batch(db, [
    db
      .update(products)
      .set({ ...row, updatedAt: later(now) })
      .where(and(isOne(store.id, product.id), sql`${products.picture} is not ${row.picture}`)),
    audit.entry(scene, { by, act, after: { product: product.sku } }, now, audit.didSo),
  ]);
}

function isOne(storeId: string, id: string) {
  return and(eq(products.id, id), eq(products.storeId, storeId));
}

/** What other products of the store have of what is unique, the place in addresses before the number. */
function taken(db: Database, storeId: string, { slug, sku }: Pick<ProductInput, 'slug' | 'sku'>, except = '') {
  const isSlug = sql`${products.slug} = ${slug}`;
  return db
    .select({ problem: sql<Known>`case when ${isSlug} then 'slug_known' else 'sku_known' end`.as('problem') })
    .from(products)
    .where(
      sql`${products.storeId} = ${storeId} and (${isSlug} or ${products.sku} = ${sku}) and ${products.id} <> ${except}`,
    )
    .orderBy(sql`problem desc`);
}

/** When a product was changed: never the same moment twice, so that a form always knows whether it is still what it showed. */
function later(now: number): SQL {
  return sql`max(${now}, ${products.updatedAt} + 1)`;
}

/** What is set of the number of pieces, where it was changed: the difference, down to none, unless they were not counted. */
function counted({ stock, shown }: ProductInput): { stock?: SQL | number | null } {
  if (stock === shown.stock) return {};
  if (stock === null || shown.stock === null) return { stock };
  return { stock: sql`max(0, coalesce(${products.stock}, ${shown.stock}) + ${stock - shown.stock})` };
}

/** Those of these groups that are the store's. */
function ofStore(storeId: string, groupIds: readonly string[]): SQL<string[]> {
  return sql`(select json_group_array(${groups.id}) from ${groups}
    where ${groups.storeId} = ${storeId} and ${groups.id} in (select value from json_each(${JSON.stringify(groupIds)})))`;
}

/** The statements that put a product into those of these categories that are its store's, and into no other. */
function shelving(
  db: Database,
  id: string,
  categoryIds: readonly string[],
  when: SQL = sql`true`,
): [Statement, Statement] {
  return [
    db.delete(categoryProducts).where(sql`${categoryProducts.productId} = ${id} and ${when}`),
    db.insert(categoryProducts).select(sql`
      select ${categories.id}, ${products.id}, ${products.createdAt} from ${products}
      join ${categories} on ${categories.storeId} = ${products.storeId}
      where ${products.id} = ${id} and ${categories.id} in (select value from json_each(${JSON.stringify(categoryIds)})) and ${when}`),
  ];
}
