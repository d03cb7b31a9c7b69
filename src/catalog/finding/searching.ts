// Products by words of their names and by their article number: whole words, and the beginning of the last one, which may not be typed to
// its end. The longest whole word drives, since it leaves the fewest to look at; where there is none, the beginning does: what has that
// word itself comes first, and each product is found by the first of its words that begins so, hence once.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { paged, placeIn } from '../../web/paging.ts';
import { categoryProducts, products, productTerms } from '../schema.ts';
import type { Visitor } from '../terms/terms.ts';
import { categoryAt, isOffered, listed, pageSize, type Page } from './listing.ts';
import { wordsIn } from './words.ts';

/** The most characters, and words, that are looked at. */
export const mostTyped = 100;
const mostWords = 6;

export type Sought = {
  /** As it was typed. */
  q: string;
  /** A category's place in addresses: only what is in it. */
  category?: string | undefined;
  after?: string | undefined;
};

/** What somebody looks for, as words; none where nothing was typed that could be one. */
function wordsOf(q: string): string[] {
  return [...new Set(wordsIn(q.slice(0, mostTyped)))].slice(0, mostWords);
}

/** One more than a page of what is found, from the place of a cursor on. */
export function found(db: Database, store: Store, visitor: Visitor, { q, category, after }: Sought) {
  const words = wordsOf(q);
  const beginning = words.at(-1) ?? '';
  const [longest, ...others] = words.slice(0, -1).toSorted((one, other) => other.length - one.length);
  const { storeId, term, productId } = productTerms;
  const place = placeIn(z.tuple([z.string().startsWith(longest ?? beginning), z.string()]), after);
  return db
    .select({ ...listed, term: sql<string>`${term}`.as('found_by') })
    .from(productTerms)
    .crossJoin(products)
    .where(
      and(
        words.length === 0 ? sql`false` : eq(storeId, store.id),
        longest === undefined ? beginsWith(beginning, place) : isWord(longest, place),
        eq(products.id, productId),
        longest === undefined ? isFirstOf(beginning) : hasBeginning(beginning),
        ...others.map(hasWord),
        category === undefined ? undefined : isIn(store, category),
        isOffered(store, visitor),
      ),
    )
    .orderBy(term, productId)
    .limit(pageSize + 1);
}

type Place = readonly [term: string, productId: string] | null;

function isWord(word: string, place: Place): SQL {
  const { term, productId } = productTerms;
  return sql`${term} = ${word} and ${productId} > ${place?.[1] ?? ''}`;
}

/** SQLite takes one lower bound of two: behind a place it must be the place. */
function beginsWith(beginning: string, place: Place): SQL {
  const { term, productId } = productTerms;
  const from = place ? sql`(${term}, ${productId}) > (${place[0]}, ${place[1]})` : sql`${term} >= ${beginning}`;
  return sql`${from} and ${term} < ${end(beginning)}`;
}

type Row = Awaited<ReturnType<typeof found>>[number];

/** The page of the rows that were read. */
export function pageOf(rows: readonly Row[]): Page {
  return paged(rows, pageSize, ({ term, id }) => [term, id]);
}

/** Behind every word that begins so. */
function end(beginning: string): string {
  return `${beginning}\u{10ffff}`;
}

/** Whether no earlier word of the product begins so. */
function isFirstOf(beginning: string): SQL {
  const { term, productId } = productTerms;
  return sql`not exists (select 1 from ${productTerms} as earlier where earlier.product_id = ${productId}
    and earlier.term >= ${beginning} and earlier.term < ${term})`;
}

function hasBeginning(beginning: string): SQL {
  return sql`exists (select 1 from ${productTerms} as other where other.product_id = ${productTerms.productId}
    and other.term >= ${beginning} and other.term < ${end(beginning)})`;
}

function hasWord(word: string): SQL {
  const { storeId, productId } = productTerms;
  return sql`exists (select 1 from ${productTerms} as other where other.store_id = ${storeId} and other.term = ${word}
    and other.product_id = ${productId})`;
}

function isIn(store: Store, category: string): SQL {
  return sql`exists (select 1 from ${categoryProducts} where ${categoryProducts.categoryId} = ${categoryAt(store.id, category)}
    and ${categoryProducts.productId} = ${products.id})`;
}
