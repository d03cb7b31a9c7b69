// Products as staff keep them. What belongs to one is written in one batch: itself, the words that it is found by, its categories, and
// the entry in the audit. Whoever changes what somebody else has changed meanwhile changes nothing. Sales go on while a form is
// open, so a number of pieces is written only where it was changed, and by the difference.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { groups } from '../../groups/schema.ts';
import { naming, subjectOf } from '../../partners/external-ids.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, insertIf, type Database, type Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { indexing } from '../finding/indexing.ts';
import { categories, categoryProducts, products } from '../schema.ts';
import type { ProductInput } from './input.ts';
import type { Kept } from './reading.ts';
import { difference, told } from './told.ts';

/** Who keeps the catalogue, and what they call groups and categories, for the audit. */
export type Keeper = { by: string; nameOf: (id: string) => string };

/** What another product has. */
export type Known = 'slug_known' | 'sku_known' | 'external_id_known';

/** What a partner calls a product: null where it shall not call it anything any more. */
export type OwnId = { partnerId: string; externalId: string | null };

/** A product that comes, by the `id` where one is said: so it comes once. `ownId` is what a partner calls it. */
type NewProduct = ProductInput & { id?: string; ownId?: OwnId | undefined };

/**
 * Puts a product on sale; returns its id. Problems: `slug_known`, `sku_known`, `external_id_known`, for what another product of the
 * store has.
 */
export async function add(
  scene: audit.Scene,
  { by, nameOf }: Keeper,
  input: NewProduct,
  now: number,
): Promise<{ ok: true; id: string } | { ok: false; problem: Known }> {
  const { db, store } = scene;
  const { id = newId('product', now), ownId } = input;
  const others = taken(db, store.id, input);
  const { names, texts, slug, sku, priceMinor, taxClass, stock, visibility } = input;
  const row = { names, texts, slug, sku, priceMinor, taxClass, stock, visibility, createdAt: now, updatedAt: now };
  const groupIds = ofStore(store.id, input.groupIds);
  const isThere = sql`exists (select 1 from ${products} where ${isOne(store.id, id)})`;
  const [known] = await batch(db, [
    others,
    insertIf(db, products, { id, storeId: store.id, ...row, groupIds }, sql`not exists ${others}`),
    audit.entry(scene, { by, act: 'product_added', after: told(store, input, nameOf) }, now, audit.didSo),
    ...indexing(db, { id, names, sku }),
    ...shelving(db, id, input.categoryIds),
    ...named(scene, { id, ownId, when: isThere }, now),
  ]);
  return known[0] ? { ok: false, problem: known[0].problem } : { ok: true, id };
}

/**
 * Changes a product, as it was `before`, if it is still as the form showed it, and what a partner calls it (`ownId`). Problems:
 * `slug_known`, `sku_known`, `external_id_known`, and `changed_meanwhile`, where somebody else was quicker.
 */
export async function change(
  scene: audit.Scene,
  { by, nameOf }: Keeper,
  { before, input, ownId }: { before: Kept; input: ProductInput; ownId?: OwnId | undefined },
  now: number,
): Promise<{ ok: true } | { ok: false; problem: Known | 'changed_meanwhile' }> {
  const { db, store } = scene;
  const { shown } = input;
  const { id } = before;
  const others = taken(db, store.id, { ...input, ownId }, id);
  const isThis = sql`${products.id} = ${id} and ${products.storeId} = ${store.id}
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
  // What stands before the product goes by what it was.
  const [known, , , , , , changed] = await batch(db, [
    others,
    ...indexing(db, { id, names, sku }, isThere),
    ...shelving(db, id, input.categoryIds, isThere),
    audit.entry(scene, entry, now, isThere),
    db
      .update(products)
      .set({ ...row, groupIds: ofStore(store.id, input.groupIds), ...counted(input) })
      .where(isThis)
      .returning({ id: products.id }),
    ...named(scene, { id, ownId, when: audit.didSo }, now),
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

/** The statements by which a partner calls a product so, if `when` holds at their place in the batch; none where nothing is said of it. */
function named(
  { db, store }: audit.Scene,
  { id, ownId, when }: { id: string; ownId: OwnId | undefined; when: SQL },
  now: number,
): Statement[] {
  if (ownId === undefined) return [];
  const { partnerId, externalId } = ownId;
  return naming(db, { partnerId, storeId: store.id }, { kind: 'product', subjectId: id, externalId, when }, now);
}

type Unique = Pick<NewProduct, 'slug' | 'sku' | 'ownId'>;

/** What other products of the store have of what is unique: a partner's own id, else the place in addresses, else the number. */
function taken(db: Database, storeId: string, { slug, sku, ownId }: Unique, except = '') {
  const { partnerId, externalId = null } = ownId ?? {};
  const called = externalId === null ? sql`null` : subjectOf(sql`${partnerId}`, 'product', externalId);
  const isCalled = sql`${products.id} = ${called}`;
  const isSlug = sql`${products.slug} = ${slug}`;
  const having = (is: SQL) =>
    sql`select ${products.id} from ${products} where ${products.storeId} = ${storeId} and ${is}`;
  const others = sql`${having(isSlug)} union all ${having(sql`${products.sku} = ${sku}`)} union all select ${called}`;
  return db
    .select({
      problem: sql<Known>`
        case when ${isCalled} then 'external_id_known' when ${isSlug} then 'slug_known' else 'sku_known' end`.as(
        'problem',
      ),
    })
    .from(products)
    .where(sql`${products.id} in (${others}) and ${products.id} <> ${except} and ${products.storeId} = ${storeId}`)
    .orderBy(sql`${isCalled} desc`, sql`${isSlug} desc`);
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
