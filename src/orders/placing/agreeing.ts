// What somebody wants becomes an order that could be placed: if they may order, may see everything in it, and it is sold and there.
import { and, eq, sql } from 'drizzle-orm';
import { products } from '../../catalog/schema.ts';
import { listPrices } from '../../catalog/terms/prices.ts';
import { termsFor, termsOf, type Terms } from '../../catalog/terms/terms.ts';
import { mayBeSeen } from '../../catalog/terms/visibility.ts';
import type { Store } from '../../stores/stores.ts';
import { batch } from '../../web/database.ts';
import type { CopiedAddress, orders } from '../schema.ts';
import type { Scene } from '../taking.ts';
import { drafted, type Draft, type Piece, type Product } from './drafts.ts';
import { asOrderer, orderer, type Contact, type Orderer } from './orderer.ts';

/**
 * What is ordered: a product, of which one costs `priceMinor`, with tax, if that is said, and not what it costs the customer; or anything
 * by its name, at a price with the tax of a rate in hundredths of a percent.
 */
export type Item =
  | { productId: string; quantity: number; priceMinor?: number | undefined }
  | { productId: null; name: string; sku: string; quantity: number; priceMinor: number; taxBasisPoints: number };

export type Wanted = {
  /** Null for a guest, who says in `contact` who they are. */
  customerId: string | null;
  contact?: Contact;
  /** A product that is named twice at one price is wanted as often as both say. */
  items: readonly Item[];
  billing: CopiedAddress;
  /** Its country says which prices and taxes there are. */
  delivery: CopiedAddress;
  /** With tax, at the rate of the country where it goes. */
  shipping: { name: string; priceMinor: number; taxBasisPoints: number };
  paymentMethod: (typeof orders.paymentMethod.enumValues)[number];
  /** In which language the customer ordered. */
  language: string;
  /** Checked; the customer's own unless told. */
  vatId?: string;
  /** How many points to spend on it; of more than it costs only those are taken that it costs. None unless told. */
  points?: number;
};

export type AgreeingProblem = 'not_a_customer' | 'nothing_ordered' | 'not_sold' | 'not_enough' | 'points_too_few';

export type Agreed = { ok: true; who: Orderer; draft: Draft } | { ok: false; problem: AgreeingProblem };

/**
 * The order as it would be placed at `now`. Problems: `not_a_customer` (nobody of the store, waiting or denied, or a guest where only
 * customers have prices), `nothing_ordered`, `not_sold` (a product that the store does not sell, or not to them), `not_enough` of one,
 * `points_too_few` to spend.
 */
export async function agree({ db, store }: Scene, wanted: Wanted, now: number): Promise<Agreed> {
  const { customerId, contact, items } = wanted;
  const { country } = wanted.delivery;
  const visitor = { customerId, country, deliveryTo: country };
  const [[found], [facts], sold] = await batch(db, [
    orderer({ db, store }, customerId ?? ''),
    termsFor(db, store, visitor),
    sellable(
      { db, store },
      visitor,
      items.flatMap(({ productId }) => productId ?? []),
    ),
  ] as const);
  const who = customerId === null && contact ? asOrderer(contact) : found;
  return agreed(store, { who, terms: termsOf(store, visitor, facts, now), sold }, wanted);
}

/** A product that can be ordered, as far as an order depends on it. */
type Sellable = Product & { stock: number | null };

type Read = {
  /** Undefined for somebody who may not order. */
  who: Orderer | undefined;
  /** For the country of delivery. */
  terms: Terms;
  /** What is sold, and may be seen by whoever orders. */
  sold: readonly Sellable[];
  /** Whether staff order for them: then nobody need be told the prices. */
  isByStaff?: boolean;
};

/** The same as `agree`, of what was read. */
export function agreed(store: Store, { who, terms, sold, isByStaff = false }: Read, wanted: Wanted): Agreed {
  const { points = 0 } = wanted;
  const items = merged(wanted.items);
  if (items.length === 0 || items.some(({ quantity }) => !Number.isSafeInteger(quantity) || quantity < 1)) {
    return { ok: false, problem: 'nothing_ordered' };
  }
  if (!who || !(terms.seesPrices || isByStaff)) return { ok: false, problem: 'not_a_customer' };
  if (!Number.isSafeInteger(points) || points < 0 || points > who.points) {
    return { ok: false, problem: 'points_too_few' };
  }
  const pieces = items.flatMap((item): Piece[] => {
    if (item.productId === null) return [{ ...item, product: null }];
    const product = sold.find(({ id }) => id === item.productId);
    return product ? [{ product, quantity: item.quantity, priceMinor: item.priceMinor }] : [];
  });
  if (pieces.length < items.length) return { ok: false, problem: 'not_sold' };
  if (sold.some(({ id, stock }) => stock !== null && stock < countOf(items, id))) {
    return { ok: false, problem: 'not_enough' };
  }
  return { ok: true, who, draft: drafted(store, { who, terms }, wanted, pieces) };
}

/** The items, of which each product is there once at each price. */
export function merged(items: readonly Item[]): Item[] {
  const found: Item[] = [];
  for (const item of items) {
    const place = found.findIndex(
      ({ productId, priceMinor }) =>
        productId !== null && productId === item.productId && priceMinor === item.priceMinor,
    );
    const same = found[place];
    if (same) found[place] = { ...same, quantity: same.quantity + item.quantity };
    else found.push(item);
  }
  return found;
}

/** How many pieces of a product there are in them. */
function countOf(items: readonly Item[], id: string): number {
  return items.reduce((sum, { productId, quantity }) => (productId === id ? sum + quantity : sum), 0);
}

/** Those of the products that are sold, and that the one who asks may see. */
function sellable({ db, store }: Scene, visitor: Parameters<typeof mayBeSeen>[1], ids: readonly string[]) {
  const { id, sku, names, priceMinor, taxClass, stock } = products;
  return db
    .select({ id, sku, names, priceMinor, taxClass, stock, listPrices })
    .from(products)
    .where(
      and(
        eq(products.storeId, store.id),
        sql`${id} in (select value from json_each(${JSON.stringify(ids)}))`,
        sql`${products.retiredAt} is null`,
        mayBeSeen(store, visitor),
      ),
    );
}
