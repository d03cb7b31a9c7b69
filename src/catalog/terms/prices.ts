// What one product costs somebody: of the price lists that count for them, the first that has a price for it; else its price less the
// discount of their group. Amounts include tax and are rounded to the smallest unit, half up.
import { sql } from 'drizzle-orm';
import { priceListItems, products } from '../schema.ts';
import type { Terms } from './terms.ts';

/** What price lists say of a product, by their ids: a price, or so much off in hundredths of a percent. */
export type ListPrices = Readonly<
  Record<string, readonly [priceMinor: number | null, percentBasisPoints: number | null]>
>;

/** A column beside `products`: what price lists say of each. */
export const listPrices = sql<ListPrices>`(
  select json_group_object(${priceListItems.listId}, json_array(${priceListItems.priceMinor}, ${priceListItems.percentBasisPoints}))
  from ${priceListItems} where ${priceListItems.productId} = ${products.id})`
  .mapWith(pricesIn)
  .as('list_prices');

function pricesIn(json: string): ListPrices {
  return JSON.parse(json);
}

/** What decided a price. */
export type Rule =
  | { by: 'list'; id: string; name: string; percentBasisPoints: number | null }
  | { by: 'group'; name: string; discountBasisPoints: number }
  | { by: 'standard' };

export type Price = {
  minor: number;
  /** What it costs without any terms. */
  standardMinor: number;
  rule: Rule;
};

/** What of a product decides what it costs. */
export type Sold = { priceMinor: number; listPrices: ListPrices };

/** What a product costs at these terms; whether they are told is another question (`offerOf`). */
export function priceOf(terms: Terms, product: Sold): Price {
  const { priceMinor: standardMinor } = product;
  for (const { id, name, standing, percentBasisPoints: ofAll } of terms.lists) {
    const [fixed, ofThis] = product.listPrices[id] ?? [null, null];
    const off = ofThis ?? ofAll;
    const rule = { by: 'list', id, name, percentBasisPoints: fixed === null ? off : null } as const;
    if (standing === null && fixed !== null) return { minor: fixed, standardMinor, rule };
    if (standing === null && off !== null) return { minor: less(standardMinor, off), standardMinor, rule };
  }
  const { name = '', discountBasisPoints = 0 } = terms.group ?? {};
  if (discountBasisPoints === 0) return { minor: standardMinor, standardMinor, rule: { by: 'standard' } };
  const rule = { by: 'group', name, discountBasisPoints } as const;
  return { minor: less(standardMinor, discountBasisPoints), standardMinor, rule };
}

/** The price that somebody is told; null where they are told none. */
export function offerOf(terms: Terms, product: Sold): Price | null {
  return terms.seesPrices ? priceOf(terms, product) : null;
}

function less(priceMinor: number, basisPoints: number): number {
  return Math.round((priceMinor * (10_000 - basisPoints)) / 10_000);
}
