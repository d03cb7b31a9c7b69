// An order as it is agreed, before it is placed: what is ordered, at which prices, and everything else that it copies. What a quotation
// offers is one too.
import { nameIn } from '../../catalog/names.ts';
import type { products } from '../../catalog/schema.ts';
import { isReverseCharge, rateAt } from '../../catalog/taxes.ts';
import { priceOf, type ListPrices, type Price } from '../../catalog/terms/prices.ts';
import type { Terms } from '../../catalog/terms/terms.ts';
import { pointsWorth, worthOf } from '../../loyalty/earning.ts';
import type { Store } from '../../stores/stores.ts';
import { sha256 } from '../../web/secrets.ts';
import type { orderLines, orders } from '../schema.ts';
import type { Orderer } from './orderer.ts';
import type { Wanted } from './agreeing.ts';
import { taxIn, totalsOf } from './totals.ts';

type Row = typeof orders.$inferSelect;

/** Amounts are in minor units of the currency and include tax. */
export type Draft = Pick<Row, 'language' | 'currency' | 'email' | 'phone' | 'vatId' | 'billing' | 'delivery'> &
  Pick<Row, 'groupName' | 'discountBasisPoints' | 'itemsMinor' | 'pointsSpent' | 'pointsMinor' | 'totalMinor'> &
  Pick<Row, 'taxMinor' | 'shippingName' | 'shippingMinor' | 'shippingTaxBasisPoints' | 'paymentMethod'> &
  Partial<Pick<Row, 'isReverseCharge' | 'rebateMinor'>> & {
    /** Null for a guest's. */
    customerId: string | null;
    lines: DraftLine[];
  };

type DraftLine = Omit<typeof orderLines.$inferSelect, 'orderId' | 'position'>;

export type Product = Pick<typeof products.$inferSelect, 'id' | 'sku' | 'names' | 'priceMinor' | 'taxClass'> & {
  listPrices: ListPrices;
};

/** So many of a product, or of anything by its name. */
export type Piece = { quantity: number } & (
  | {
      product: Product;
      /** What one costs, with tax, where staff have set it; else the customer's own price. */
      priceMinor?: number | undefined;
    }
  | { product: null; name: string; sku: string; priceMinor: number; taxBasisPoints: number }
);

/** What somebody wants, at their prices of now; of more points than it costs only those are taken that it costs. */
export function drafted(
  store: Store,
  { who, terms }: { who: Orderer; terms: Terms },
  wanted: Wanted,
  pieces: readonly Piece[],
): Draft {
  const { billing, delivery, shipping, paymentMethod, language, points = 0, vatId = who.vatId } = wanted;
  const isReverse = isReverseCharge(store, { country: delivery.country, vatId });
  const lines = pieces.map((piece) => {
    const { minor, standardMinor, rate, ...line } = lineOf(store, { terms, language, delivery, isReverse }, piece);
    const prices = { unitPriceMinor: due(minor, rate, isReverse), listPriceMinor: due(standardMinor, rate, isReverse) };
    return { ...line, ...prices, taxBasisPoints: isReverse ? 0 : rate };
  });
  const shippingTaxBasisPoints = isReverse ? 0 : shipping.taxBasisPoints;
  const { lines: sums, ...totals } = totalsOf(lines, {
    shippingMinor: due(shipping.priceMinor, shipping.taxBasisPoints, isReverse),
    shippingTaxBasisPoints,
    pointsMinor: worthOf(store, points),
  });
  const isDiscounted = lines.some(({ rule }) => rule?.by === 'group');
  return {
    customerId: who.customerId,
    language,
    currency: store.currency,
    email: who.email,
    phone: who.phone,
    vatId,
    billing,
    delivery,
    groupName: terms.group?.name ?? '',
    discountBasisPoints: isDiscounted ? (terms.group?.discountBasisPoints ?? 0) : 0,
    itemsMinor: totals.itemsMinor,
    shippingName: shipping.name,
    shippingMinor: totals.shippingMinor,
    shippingTaxBasisPoints,
    pointsSpent: pointsWorth(store, totals.pointsMinor),
    pointsMinor: totals.pointsMinor,
    totalMinor: totals.totalMinor,
    taxMinor: totals.taxMinor,
    isReverseCharge: isReverse,
    paymentMethod,
    lines: lines.flatMap(({ rule: _, ...line }, place) => {
      const sum = sums[place];
      return sum ? [{ ...line, ...sum }] : [];
    }),
  };
}

type Going = Pick<Wanted, 'language' | 'delivery'> & { terms: Terms; isReverse: boolean };

/** What a piece is called and costs, with tax, and the rate that is in it. */
function lineOf(store: Store, { terms, language, delivery, isReverse }: Going, piece: Piece) {
  const { quantity } = piece;
  if (piece.product === null) {
    const { name, sku, priceMinor: minor, taxBasisPoints: rate } = piece;
    return { productId: null, sku, name, quantity, minor, standardMinor: minor, rate, rule: null };
  }
  const { id: productId, sku, names, taxClass } = piece.product;
  const home = store.policies.tax.country ?? delivery.country;
  return {
    productId,
    sku,
    name: nameIn(names, language, ...store.languages),
    quantity,
    ...pricedAt(priceOf(terms, piece.product), piece.priceMinor),
    rate: rateAt(store, taxClass, isReverse ? home : delivery.country),
  };
}

/** What is to be paid of a price: a buyer who owes the tax pays it without. */
export function due(priceMinor: number, taxBasisPoints: number, isReverse: boolean): number {
  return priceMinor - (isReverse ? taxIn(priceMinor, taxBasisPoints) : 0);
}

/** A price that staff have set follows no rule. Where it is higher than the standard price, it is that itself. */
function pricedAt(own: Price, setMinor: number | undefined): Omit<Price, 'rule'> & { rule: Price['rule'] | null } {
  if (setMinor === undefined) return own;
  return { minor: setMinor, standardMinor: Math.max(own.standardMinor, setMinor), rule: null };
}

/** What somebody is shown of an order before they place it, as one word: an order that would be another one has another. */
export function shownAs({ lines, ...draft }: Draft): Promise<string> {
  const {
    shippingName,
    shippingMinor,
    pointsMinor,
    totalMinor,
    taxMinor,
    groupName,
    isReverseCharge: isReverse,
  } = draft;
  const items = lines.map(({ productId, quantity, unitPriceMinor, taxBasisPoints }) => [
    productId,
    quantity,
    unitPriceMinor,
    taxBasisPoints,
  ]);
  return sha256(
    JSON.stringify([items, shippingName, shippingMinor, pointsMinor, totalMinor, taxMinor, groupName, isReverse]),
  );
}
