// What stands on the papers of an order: everything that was agreed, and the tax in it by rate.
import type { Content, ContentLine, TaxPart } from '../../documents/content.ts';
import { sharesOf } from '../placing/totals.ts';
import type { orders } from '../schema.ts';

type Row = typeof orders.$inferSelect;

/** An order as its papers tell it; amounts are in minor units of its currency. */
export type Agreed = Pick<Row, 'email' | 'vatId' | 'billing' | 'delivery' | 'currency' | 'discountBasisPoints'> &
  Pick<Row, 'itemsMinor' | 'shippingName' | 'shippingMinor' | 'shippingTaxBasisPoints' | 'pointsMinor'> &
  Pick<Row, 'totalMinor' | 'taxMinor'> &
  Partial<Pick<Row, 'isReverseCharge' | 'rebateMinor'>> & {
    /** Null for what is not ordered yet. */
    placedAt: number | null;
    lines: readonly (ContentLine & { taxMinor: number })[];
    /** Since when the person is erased, of whom papers say nothing then. */
    erasedAt: number | null;
  };

/** The content of a paper of this; with `transfer` it tells how to pay. */
export function contentOf(
  agreed: Agreed,
  { transfer = null, validUntil = null }: Partial<Pick<Content, 'transfer' | 'validUntil'>> = {},
): Omit<Content, 'shop' | 'orderNumber' | 'corrects'> {
  const { email, vatId, billing, delivery, currency, discountBasisPoints, pointsMinor, totalMinor } = agreed;
  const isElsewhere = JSON.stringify(billing) !== JSON.stringify(delivery);
  return {
    buyer: agreed.erasedAt === null ? { email, vatId, billing, delivery: isElsewhere ? delivery : null } : null,
    orderedAt: agreed.placedAt,
    validUntil,
    currency,
    lines: agreed.lines.map(({ name, sku, quantity, unitPriceMinor, taxBasisPoints, totalMinor: sum }) => ({
      name,
      sku,
      quantity,
      unitPriceMinor,
      taxBasisPoints,
      totalMinor: sum,
    })),
    discountBasisPoints,
    itemsMinor: agreed.itemsMinor,
    shipping: { name: agreed.shippingName, amountMinor: agreed.shippingMinor },
    ...(agreed.rebateMinor ? { rebateMinor: agreed.rebateMinor } : {}),
    pointsMinor,
    totalMinor,
    taxes: taxesIn(agreed),
    isReverseCharge: agreed.isReverseCharge ?? false,
    transfer,
  };
}

/** What of an order says what is taxed, and how. */
type Taxed = Pick<
  Agreed,
  'lines' | 'rebateMinor' | 'pointsMinor' | 'shippingMinor' | 'shippingTaxBasisPoints' | 'taxMinor'
>;

/** What is taxed at each rate, the highest first: lines and shipping less their share of what comes off. Together they are the total. */
export function taxesIn(agreed: Taxed): TaxPart[] {
  const { lines, rebateMinor = 0, pointsMinor, shippingMinor, shippingTaxBasisPoints, taxMinor } = agreed;
  const shippingTaxMinor = taxMinor - lines.reduce((sum, line) => sum + line.taxMinor, 0);
  const shipping = { taxBasisPoints: shippingTaxBasisPoints, totalMinor: shippingMinor, taxMinor: shippingTaxMinor };
  const parts = shippingMinor === 0 ? [...lines] : [...lines, shipping];
  const shares = sharesOf(
    rebateMinor + pointsMinor,
    [...lines, shipping].map((part) => part.totalMinor),
  );
  const byRate = new Map<number, TaxPart>();
  for (const [place, { taxBasisPoints, totalMinor, taxMinor: tax }] of parts.entries()) {
    const { netMinor, taxMinor: sum } = byRate.get(taxBasisPoints) ?? { netMinor: 0, taxMinor: 0 };
    const net = totalMinor - (shares[place] ?? 0) - tax;
    byRate.set(taxBasisPoints, { taxBasisPoints, netMinor: netMinor + net, taxMinor: sum + tax });
  }
  return [...byRate.values()].toSorted((one, other) => other.taxBasisPoints - one.taxBasisPoints);
}
