// What an order costs, in minor units. Prices include tax and are rounded for one piece, so that a line is its pieces. What the
// shop lets off and points are taken off the whole; for the tax each line and the shipping bear their share of both.

/** Something that is ordered: what one costs, with tax. */
export type Item = { unitPriceMinor: number; quantity: number; taxBasisPoints: number };

/** What comes to the items, and off. */
export type Charges = {
  shippingMinor: number;
  shippingTaxBasisPoints: number;
  /** What the shop lets off the whole; at most what it costs. Nothing unless told. */
  rebateMinor?: number;
  /** What the points that are spent are worth; at most what the rest costs. */
  pointsMinor: number;
};

type LineTotals = { totalMinor: number; taxMinor: number };

export type Totals = {
  /** In the order of the items. */
  lines: LineTotals[];
  itemsMinor: number;
  shippingMinor: number;
  shippingTaxMinor: number;
  rebateMinor: number;
  pointsMinor: number;
  totalMinor: number;
  /** The tax in the total. */
  taxMinor: number;
};

/** The totals of an order of these items. */
export function totalsOf(items: readonly Item[], charges: Charges): Totals {
  const lines = items.map(({ unitPriceMinor, quantity }) => ({ totalMinor: unitPriceMinor * quantity }));
  const itemsMinor = sum(lines.map(({ totalMinor }) => totalMinor));
  const { shippingMinor } = charges;
  const rebateMinor = Math.min(charges.rebateMinor ?? 0, itemsMinor + shippingMinor);
  const pointsMinor = Math.min(charges.pointsMinor, itemsMinor + shippingMinor - rebateMinor);
  const shares = sharesOf(rebateMinor + pointsMinor, [...lines.map(({ totalMinor }) => totalMinor), shippingMinor]);
  const taxed = lines.map((line, place) => ({
    ...line,
    taxMinor: taxIn(line.totalMinor - (shares[place] ?? 0), items[place]?.taxBasisPoints ?? 0),
  }));
  const shippingTaxMinor = taxIn(shippingMinor - (shares.at(-1) ?? 0), charges.shippingTaxBasisPoints);
  return {
    lines: taxed,
    itemsMinor,
    shippingMinor,
    shippingTaxMinor,
    rebateMinor,
    pointsMinor,
    totalMinor: itemsMinor + shippingMinor - rebateMinor - pointsMinor,
    taxMinor: sum(taxed.map(({ taxMinor }) => taxMinor)) + shippingTaxMinor,
  };
}

/** The tax in an amount that includes it, at hundredths of a percent. */
export function taxIn(amountMinor: number, basisPoints: number): number {
  return Math.round((amountMinor * basisPoints) / (10_000 + basisPoints));
}

/** An amount divided in proportion to the parts, to the last unit: what rounding leaves goes to the largest remainders. */
export function sharesOf(amount: number, parts: readonly number[]): number[] {
  const whole = sum(parts);
  if (whole === 0) return parts.map(() => 0);
  const exact = parts.map((part) => (amount * part) / whole);
  const shares = exact.map(Math.floor);
  const left = amount - sum(shares);
  const byRemainder = exact
    .map((share, place) => ({ place, remainder: share - Math.floor(share) }))
    .toSorted((one, other) => other.remainder - one.remainder || one.place - other.place);
  for (const { place } of byRemainder.slice(0, left)) shares[place] = (shares[place] ?? 0) + 1;
  return shares;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
