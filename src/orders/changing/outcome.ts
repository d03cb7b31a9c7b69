// What an order is after staff changed it: its lines, what it costs then, the tax in it, and what of the points is still spent. Rates
// of tax and reverse charge stay as they were agreed; a line that comes new has the rate of the country where the order goes.
import { nameIn } from '../../catalog/names.ts';
import type { products } from '../../catalog/schema.ts';
import { rateAt, type TaxClass } from '../../catalog/taxes.ts';
import type { Store } from '../../stores/stores.ts';
import { due } from '../placing/drafts.ts';
import { totalsOf } from '../placing/totals.ts';
import { listedAs } from '../placing/writing.ts';
import type { CopiedAddress } from '../schema.ts';
import type { Order } from '../taking.ts';

type Line = Order['lines'][number];

/** A product to put into an order. */
export type Good = Pick<typeof products.$inferSelect, 'id' | 'sku' | 'names' | 'priceMinor' | 'taxClass'>;

/** A line that comes new: of a product, or of anything by its name. */
export type Added = { quantity: number } & (
  | { product: Good; unitPriceMinor: number | null }
  | ({ product: null; name: string; sku?: string; unitPriceMinor: number } & Taxed)
);

/** By the rate of a class where the order goes, or at a rate in hundredths of a percent. */
type Taxed = { taxClass: TaxClass } | { taxBasisPoints: number };

/** What staff change; what is not named stays as it is. Prices are as the order has them, in minor units. */
export type Changed = {
  /** By position; without a quantity the line goes. */
  lines?: ReadonlyMap<number, { quantity?: number | undefined; unitPriceMinor?: number | undefined }> | undefined;
  added?: readonly Added[] | undefined;
  billing?: CopiedAddress | undefined;
  delivery?: CopiedAddress | undefined;
  vatId?: string | undefined;
  shippingName?: string | undefined;
  shippingMinor?: number | undefined;
  /** Off the whole: an amount, or so much of the items in hundredths of a percent. */
  rebate?: { minor: number } | { basisPoints: number } | undefined;
  carrier?: string | undefined;
  trackingCode?: string | undefined;
};

/** The order as it is then. A rebate may come out higher than all it is taken from; then it must not be written. */
export function outcome(store: Store, order: Order, changed: Changed): Order {
  const lines = [...kept(order, changed), ...added(store, order, changed.added ?? [])];
  const { shippingMinor = order.shippingMinor } = changed;
  const itemsMinor = lines.reduce((sum, { unitPriceMinor, quantity }) => sum + unitPriceMinor * quantity, 0);
  const rebateMinor = rebateOf(order, changed, itemsMinor);
  const { lines: sums, ...totals } = totalsOf(lines, {
    shippingMinor,
    shippingTaxBasisPoints: order.shippingTaxBasisPoints,
    rebateMinor,
    pointsMinor: order.pointsMinor,
  });
  const { billing = order.billing, delivery = order.delivery, vatId = order.vatId } = changed;
  const { shippingName = order.shippingName, carrier = order.carrier, trackingCode = order.trackingCode } = changed;
  return {
    ...order,
    billing,
    delivery,
    vatId,
    shippingName,
    carrier,
    trackingCode,
    ...listedAs(lines),
    itemsMinor,
    shippingMinor,
    rebateMinor,
    pointsMinor: totals.pointsMinor,
    pointsSpent: pointsIn(order, totals.pointsMinor),
    totalMinor: totals.totalMinor,
    taxMinor: totals.taxMinor,
    lines: lines.map((line, place) => ({ ...line, ...sums[place] })),
  };
}

function kept({ lines }: Order, changed: Changed): Line[] {
  return lines.flatMap((line) => {
    const { quantity = line.quantity, unitPriceMinor = line.unitPriceMinor } = changed.lines?.get(line.position) ?? {};
    const listPriceMinor = unitPriceMinor === line.unitPriceMinor ? line.listPriceMinor : unitPriceMinor;
    return quantity === 0 ? [] : [{ ...line, quantity, unitPriceMinor, listPriceMinor }];
  });
}

/** Behind the others, also behind those that go: a position never comes to mean another line in one change. */
function added(store: Store, order: Order, pieces: readonly Added[]): Line[] {
  const last = Math.max(0, ...order.lines.map(({ position }) => position));
  return pieces.map((piece, place) => ({
    orderId: order.id,
    position: last + 1 + place,
    quantity: piece.quantity,
    ...(piece.product === null ? free(store, order, piece) : sold(store, order, piece)),
    totalMinor: 0,
    taxMinor: 0,
  }));
}

function free(store: Store, order: Order, piece: Added & { product: null }) {
  const { name, sku = '', unitPriceMinor } = piece;
  const rate = 'taxClass' in piece ? rateFor(store, order, piece.taxClass) : piece.taxBasisPoints;
  const taxBasisPoints = order.isReverseCharge ? 0 : rate;
  return { productId: null, sku, name, unitPriceMinor, listPriceMinor: unitPriceMinor, taxBasisPoints };
}

/** A product at its price, less the discount that the order had, unless staff name another. */
function sold(store: Store, order: Order, { product, unitPriceMinor }: Added & { product: Good }) {
  const { id: productId, sku, names, priceMinor, taxClass } = product;
  const rate = rateFor(store, order, taxClass);
  const standard = due(priceMinor, rate, order.isReverseCharge);
  const price = unitPriceMinor ?? Math.round((standard * (10_000 - order.discountBasisPoints)) / 10_000);
  return {
    productId,
    sku,
    name: nameIn(names, order.language, ...store.languages),
    unitPriceMinor: price,
    listPriceMinor: unitPriceMinor === null ? standard : price,
    taxBasisPoints: order.isReverseCharge ? 0 : rate,
  };
}

/** The rate where the order goes; where the buyer owes the tax, the shop's own, which is in its prices. */
export function rateFor(store: Store, { delivery, billing, isReverseCharge }: Order, taxClass: TaxClass): number {
  const there = delivery?.country ?? billing?.country ?? '';
  return rateAt(store, taxClass, isReverseCharge ? (store.policies.tax.country ?? there) : there);
}

function rebateOf(order: Order, { rebate }: Changed, itemsMinor: number): number {
  if (rebate === undefined) return order.rebateMinor;
  return 'minor' in rebate ? rebate.minor : Math.round((itemsMinor * rebate.basisPoints) / 10_000);
}

/** How many of the points are still spent where less of what they were worth is: as many in proportion, rounded up. */
function pointsIn({ pointsSpent, pointsMinor }: Order, leftMinor: number): number {
  return pointsMinor === 0 ? pointsSpent : Math.ceil((pointsSpent * leftMinor) / pointsMinor);
}
