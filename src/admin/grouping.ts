// The figures of days by group, as series of plots: the groups with the highest turnover, and all others as one.
import type { GroupDay } from '../orders/days/figures.ts';
import { mostSeries } from '../ui/plots.tsx';

/** The figures of a group, or of all others together; a value for each bar, and the sum of them. */
export type Grouped = {
  /** Empty for orders without a group; null for the others. */
  group: string | null;
  orders: number[];
  turnoverMinor: number[];
  sum: { orders: number; turnoverMinor: number };
};

/**
 * The groups of these days, the highest turnover first; so many days are one value. Where there are more groups than fit into a plot, the
 * last are one.
 */
export function groupedBy(days: readonly string[], each: number, figures: readonly GroupDay[]): Grouped[] {
  const placeOf = new Map(days.map((day, place) => [day, Math.floor(place / each)]));
  const all = [...Map.groupBy(figures, ({ group }) => group)]
    .map(([group, those]) => summed(group, placeOf, those))
    .filter(({ orders, turnoverMinor }) => [...orders, ...turnoverMinor].some((value) => value !== 0))
    .toSorted((one, other) => other.sum.turnoverMinor - one.sum.turnoverMinor || other.sum.orders - one.sum.orders);
  if (all.length <= mostSeries) return all;
  const others = new Set(all.slice(mostSeries - 1).map(({ group }) => group));
  const together = figures.filter(({ group }) => others.has(group));
  return [...all.slice(0, mostSeries - 1), summed(null, placeOf, together)];
}

function summed(group: string | null, placeOf: ReadonlyMap<string, number>, those: readonly GroupDay[]): Grouped {
  const bars = Math.max(...placeOf.values()) + 1;
  const orders = Array<number>(bars).fill(0);
  const turnoverMinor = Array<number>(bars).fill(0);
  for (const one of those) {
    const place = placeOf.get(one.day);
    if (place === undefined) continue;
    orders[place] = (orders[place] ?? 0) + one.orders;
    turnoverMinor[place] = (turnoverMinor[place] ?? 0) + one.turnoverMinor;
  }
  return { group, orders, turnoverMinor, sum: { orders: total(orders), turnoverMinor: total(turnoverMinor) } };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
