// Whether what a page costs grows with what is in the database: by the rows that it reads, and by CPU, round by round.
import { spreadOf } from '../statistics.ts';
import type { Listed } from './shop.ts';
import type { Whose } from './pages.ts';

/** How much more the overview may cost. */
export const mostTimes = 1.1;

/**
 * Rows that a customer of few orders may have fewer of: points that are about to expire (21 are read at most), and products that came
 * at the same moment as the last that is shown to be rated, which are read to be sorted (two more of an order, three rows each).
 */
const mostMore = 21 + 2 * 3;

/** The median of ratios, and between which its true value lies with 95 % (of five rounds: 94 %). */
export type Ratio = { median: number; from: number; to: number };

/** What it is by the order of the ratios alone, whatever their distribution: source, Conover, Practical Nonparametric Statistics. */
export function ratioOf(ratios: readonly number[]): Ratio {
  const sorted = ratios.toSorted((one, other) => one - other);
  let [below, ways, outside] = [0, 1, 2 / 2 ** ratios.length];
  for (let next = 1; outside <= 0.05; next += 1) {
    below = next - 1;
    ways = (ways * (ratios.length - next + 1)) / next;
    outside += (2 * ways) / 2 ** ratios.length;
  }
  return { median: spreadOf(ratios).median, from: sorted[below] ?? NaN, to: sorted.at(-1 - below) ?? NaN };
}

/** Whether the cost grew, beyond noise, by more than it may. */
export function hasGrown({ from }: Ratio): boolean {
  return from > mostTimes;
}

/** What is wrong with the rows that the pages of a shop read. */
export function brokenRows(pages: readonly Listed[]): string[] {
  const broken = pages.flatMap(({ name, rowsRead, shown, most }) => {
    const allowed = most.perRow * shown + most.besides;
    return rowsRead > allowed ? [`${name} reads ${rowsRead} rows to show ${shown}, and may read ${allowed}`] : [];
  });
  const overview = (who: Whose) => pages.find((one) => one.kind === 'overview' && one.whose === who)?.rowsRead ?? NaN;
  const more = overview('many') - overview('few');
  if (more <= mostMore) return broken;
  return [...broken, `overview reads ${more} rows more for many orders than for few, and may read ${mostMore} more`];
}
