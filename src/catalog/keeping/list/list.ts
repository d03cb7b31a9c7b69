// The products of a store as staff see them, page by page: those on sale newest first, or those that a word of their name or the
// beginning of their article number finds.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../../../web/database.ts';
import { orNot } from '../../../web/lines.ts';
import { cursorOf, placeIn } from '../../../web/paging.ts';
import { termsOf } from '../../finding/indexing.ts';
import { wordsIn } from '../../finding/words.ts';
import { productTerms, products } from '../../schema.ts';

/** Products on a page. */
const pageSize = 20;

/** A product is found by each of its words that begins like this, so some rows are of products that another row has shown. */
const mostFound = 30;

/** Which products: on sale, on sale but none left, or not on sale any more. */
export const states = ['sold', 'sold_out', 'retired'] as const;

/** What is asked for, as it stands in the address. What cannot be used is as if it were not there. */
export const wantedSchema = z
  .object({
    q: orNot(z.string().max(100)),
    state: orNot(z.enum(states)),
    after: orNot(z.string().min(1).max(300)),
  })
  .transform(({ q = '', state = 'sold', after }) => ({ words: longestFirst(q), state, after }));

export type Wanted = z.output<typeof wantedSchema>;

/** At most five words: the longest leaves the fewest to look at. */
function longestFirst(text: string): string[] {
  return wordsIn(text)
    .toSorted((one, other) => other.length - one.length)
    .slice(0, 5);
}

const shown = {
  id: sql<string>`${products.id}`.as('listed_id'),
  sku: products.sku,
  names: products.names,
  priceMinor: products.priceMinor,
  stock: products.stock,
  visibility: products.visibility,
  picture: products.picture,
  pictureWidth: products.pictureWidth,
  pictureHeight: products.pictureHeight,
  retiredAt: products.retiredAt,
  createdAt: products.createdAt,
};

const conditions: Readonly<Record<Wanted['state'], SQL>> = {
  sold: sql`${products.retiredAt} is null`,
  sold_out: sql`${products.retiredAt} is null and ${products.stock} = 0`,
  retired: sql`${products.retiredAt} is not null`,
};

/** More than a page of the store's products that are wanted. */
export function listOf(db: Database, storeId: string, wanted: Wanted) {
  const [word, ...others] = wanted.words;
  return word === undefined ? newest(db, storeId, wanted) : found(db, storeId, wanted, [word, ...others]);
}

export type Row = Awaited<ReturnType<typeof listOf>>[number];

function newest(db: Database, storeId: string, { state, after }: Wanted) {
  const place = placeIn(z.tuple([z.int(), z.string()]), after);
  return db
    .select({ ...shown, term: sql<string>`''`.as('term') })
    .from(products)
    .where(
      and(
        eq(products.storeId, storeId),
        conditions[state],
        place === null ? undefined : sql`(${products.createdAt}, ${products.id}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(sql`${products.createdAt} desc`, sql`${products.id} desc`)
    .limit(pageSize + 1);
}

/** By the first word along the index of words; the others must be there too. */
function found(db: Database, storeId: string, { state, after }: Wanted, [word, ...others]: [string, ...string[]]) {
  const place = placeIn(z.tuple([z.string().startsWith(word), z.string()]), after);
  // One bound only: SQLite would begin to read at the other.
  const isBehind =
    place === null
      ? sql`${productTerms.term} >= ${word}`
      : sql`(${productTerms.term}, ${productTerms.productId}) > (${place[0]}, ${place[1]})`;
  const hasToo = others.map(
    (other) => sql`exists (select 1 from ${productTerms} as other_term
      where other_term.product_id = ${products.id} and other_term.term >= ${other} and other_term.term < ${endOf(other)})`,
  );
  return db
    .select({ ...shown, term: sql<string>`${productTerms.term}`.as('term') })
    .from(productTerms)
    .innerJoin(products, eq(products.id, productTerms.productId))
    .where(
      and(
        sql`${productTerms.storeId} = ${storeId} and ${isBehind} and ${productTerms.term} < ${endOf(word)}`,
        conditions[state],
        ...hasToo,
      ),
    )
    .orderBy(sql`${productTerms.term}`, sql`${productTerms.productId}`)
    .limit(mostFound + 1);
}

/** What no word that begins like this comes behind: the last character of all follows it. */
function endOf(word: string): string {
  return `${word}\u{10ffff}`;
}

/** A page of the rows that were read, each product once, and the cursor of the next; null on the last. */
export function pageOf(
  { words: [word] }: Wanted,
  rows: readonly Row[],
): { products: readonly Row[]; next: string | null } {
  const first = (row: Row) => word === undefined || row.term === firstOf(row, word);
  const fresh = rows.filter(first);
  const page = fresh.slice(0, pageSize);
  const isMore = fresh.length > pageSize || rows.length > mostFound;
  const last = fresh.length > pageSize ? page.at(-1) : rows.at(-1);
  return {
    products: page,
    next: isMore && last ? cursorOf(word === undefined ? [last.createdAt, last.id] : [last.term, last.id]) : null,
  };
}

/** The word of a product by which a search comes to it first. */
function firstOf(product: Row, word: string): string | undefined {
  return termsOf(product)
    .filter((term) => term.startsWith(word))
    .toSorted()[0];
}
