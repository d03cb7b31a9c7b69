// An order as it is agreed, before it is placed: what is ordered, at which prices, and everything else that it copies. What a quotation
// offers is one too.
import { nameIn } from '../../catalog/names.ts';
import type { products } from '../../catalog/schema.ts';
import { pointsWorth, worthOf } from '../../loyalty/earning.ts';
import type { Store } from '../../stores/stores.ts';
import type { orderLines, orders } from '../schema.ts';
import type { Orderer } from './orderer.ts';
import type { Wanted } from './agreeing.ts';
import { totalsOf } from './totals.ts';

type Row = typeof orders.$inferSelect;

/** Amounts are in minor units of the currency and include tax. */
export type Draft = Pick<Row, 'language' | 'currency' | 'email' | 'phone' | 'vatId' | 'billing' | 'delivery'> &
  Pick<Row, 'groupName' | 'discountBasisPoints' | 'itemsMinor' | 'pointsSpent' | 'pointsMinor' | 'totalMinor'> &
  Pick<Row, 'taxMinor' | 'shippingName' | 'shippingMinor' | 'shippingTaxBasisPoints' | 'paymentMethod'> & {
    customerId: string;
    lines: DraftLine[];
  };

export type DraftLine = Omit<typeof orderLines.$inferSelect, 'orderId' | 'position'>;

type Piece = { product: typeof products.$inferSelect; quantity: number };

/** What somebody wants, at their prices of now; of more points than it costs only those are taken that it costs. */
export function drafted(store: Store, who: Orderer, wanted: Wanted, pieces: readonly Piece[]): Draft {
  const { customerId, billing, delivery, shipping, paymentMethod, language, points = 0 } = wanted;
  const discountBasisPoints = who.discountBasisPoints ?? 0;
  const totals = totalsOf(
    pieces.map(({ product, quantity }) => ({
      listPriceMinor: product.priceMinor,
      quantity,
      taxBasisPoints: product.taxBasisPoints,
    })),
    {
      discountBasisPoints,
      shippingMinor: shipping.priceMinor,
      shippingTaxBasisPoints: shipping.taxBasisPoints,
      pointsMinor: worthOf(store, points),
    },
  );
  const { lines, itemsMinor, shippingMinor, pointsMinor, totalMinor, taxMinor } = totals;
  return {
    customerId,
    language,
    currency: store.currency,
    email: who.email,
    phone: who.phone,
    vatId: who.vatId,
    billing,
    delivery,
    groupName: who.groupName ?? '',
    discountBasisPoints,
    itemsMinor,
    shippingName: shipping.name,
    shippingMinor,
    shippingTaxBasisPoints: shipping.taxBasisPoints,
    pointsSpent: pointsWorth(store, pointsMinor),
    pointsMinor,
    totalMinor,
    taxMinor,
    paymentMethod,
    lines: pieces.flatMap(({ product, quantity }, place) => {
      const costs = lines[place];
      const { id: productId, sku, names, priceMinor: listPriceMinor, taxBasisPoints } = product;
      const name = nameIn(names, language);
      return costs ? [{ ...costs, productId, sku, name, quantity, listPriceMinor, taxBasisPoints }] : [];
    }),
  };
}
