// What a price list says of products, one by one: a price, or so much off.
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import * as audit from '../../../staff/audit/audit.ts';
import { typedAmount } from '../../../ui/money.ts';
import { batchIf, type Database } from '../../../web/database.ts';
import { placeIn } from '../../../web/paging.ts';
import { idNamed } from '../../products.ts';
import { priceListItems, products } from '../../schema.ts';
import { isAsSeen, touching, type Result, type Seen } from '../price-lists.ts';

/** Products on a page of a list. */
export const pageSize = 20;

const shown = {
  id: products.id,
  sku: products.sku,
  slug: products.slug,
  names: products.names,
  retiredAt: products.retiredAt,
  standardMinor: sql<number>`${products.priceMinor}`.as('standard_minor'),
  // In a batch columns are told apart by their names.
  priceMinor: sql<number | null>`${priceListItems.priceMinor}`.as('list_price_minor'),
  percentBasisPoints: priceListItems.percentBasisPoints,
};

/** One more than a page of what the list says, in the order in which the products came to the store. */
export function itemsOf(db: Database, storeId: string, listId: string, after: string | undefined) {
  return itemsBehind(db, { storeId, listId }, placeIn(z.tuple([z.string()]), after), pageSize);
}

/** The same of a page of another size, behind a product of this id. */
export function itemsBehind(
  db: Database,
  { storeId, listId }: { storeId: string; listId: string },
  place: readonly [string] | null,
  size: number,
) {
  return db
    .select(shown)
    .from(priceListItems)
    .innerJoin(products, eq(products.id, priceListItems.productId))
    .where(
      and(
        eq(priceListItems.listId, listId),
        eq(products.storeId, storeId),
        place === null ? undefined : sql`${priceListItems.productId} > ${place[0]}`,
      ),
    )
    .orderBy(asc(priceListItems.productId))
    .limit(size + 1);
}

export type Item = Awaited<ReturnType<typeof itemsOf>>[number];

/** The product of the store that staff call so, with what the list says of it: null for both where it says nothing; at most one row. */
export function itemFor(db: Database, storeId: string, listId: string, typed: string) {
  return itemAt(db, { storeId, listId }, idNamed(storeId, typed));
}

/** The same for the product of this id, which may be a value in SQL. */
export function itemAt(
  db: Database,
  { storeId, listId }: { storeId: string; listId: string },
  productId: string | SQL,
) {
  const { id } = products;
  return db
    .select(shown)
    .from(products)
    .leftJoin(priceListItems, and(eq(priceListItems.productId, id), eq(priceListItems.listId, listId)))
    .where(and(eq(id, productId), eq(products.storeId, storeId)));
}

/** What is said of a product. */
export type Said = Pick<Item, 'priceMinor' | 'percentBasisPoints'>;

/** Lets a list say this of a product, in place of what it said before. Problem: `changed_meanwhile`. */
export async function put(
  scene: audit.Scene,
  by: string,
  { seen, item, said }: { seen: Seen; item: Item; said: Said },
  now: number,
): Promise<Result<'changed_meanwhile'>> {
  const { db, store } = scene;
  const done = await batchIf(db, areAsSeen(store.id, seen, item), [
    audit.entry(scene, told(scene, by, { seen, item }, said), now),
    db
      .insert(priceListItems)
      .values({ listId: seen.list.id, productId: item.id, ...said })
      .onConflictDoUpdate({ target: [priceListItems.listId, priceListItems.productId], set: said }),
    touching(db, store.id, seen, now),
  ]);
  return done ? { ok: true } : { ok: false, problem: 'changed_meanwhile' };
}

/** Lets a list say nothing of a product any more. Problem: `changed_meanwhile`. */
export async function leaveOut(
  scene: audit.Scene,
  by: string,
  { seen, item }: { seen: Seen; item: Item },
  now: number,
): Promise<Result<'changed_meanwhile'>> {
  const { db, store } = scene;
  const done = await batchIf(db, areAsSeen(store.id, seen, item), [
    audit.entry(scene, told(scene, by, { seen, item }, null), now),
    db
      .delete(priceListItems)
      .where(and(eq(priceListItems.listId, seen.list.id), eq(priceListItems.productId, item.id))),
    touching(db, store.id, seen, now),
  ]);
  return done ? { ok: true } : { ok: false, problem: 'changed_meanwhile' };
}

/** Whether the list is still as it was shown, and says of the product what it said. */
function areAsSeen(storeId: string, seen: Seen, { id, priceMinor, percentBasisPoints }: Item): SQL {
  const said = priceMinor === null && percentBasisPoints === null ? null : [priceMinor, percentBasisPoints];
  return sql`(${isAsSeen(storeId, seen)} and (
    select json_array(${priceListItems.priceMinor}, ${priceListItems.percentBasisPoints}) from ${priceListItems}
    where ${priceListItems.listId} = ${seen.list.id} and ${priceListItems.productId} = ${id}
  ) is ${said && JSON.stringify(said)})`;
}

function told(
  { store: { currency } }: audit.Scene,
  by: string,
  { seen, item }: { seen: Seen; item: Item },
  said: Said | null,
): audit.Entry {
  const words = ({ priceMinor, percentBasisPoints }: Said) => ({
    ...(priceMinor !== null && { price: `${typedAmount(priceMinor, currency)} ${currency}` }),
    ...(percentBasisPoints !== null && { percent: `${percentBasisPoints / 100} %` }),
  });
  return {
    by,
    act: 'price_changed',
    before: { list: seen.list.name, product: item.sku, ...words(item) },
    ...(said && { after: words(said) }),
  };
}
