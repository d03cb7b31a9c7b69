// What a row of figures says: its median and its spread, and whether a goal is broken or only missed by chance.

export type Spread = { median: number; least: number; most: number };

/** The median and the ends of figures. */
export function spreadOf(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
  return { median, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}

/** How seldom chance alone may put so many rounds above a goal that is kept. */
const level = 0.05;

/**
 * Whether a goal is broken: so many rounds lie above it that a page which keeps it would do that in one bench of twenty at most. This is the
 * sign test: of a page whose median is the goal each round is as likely above as below. Five rounds: all of them; ten: nine.
 */
export function isBroken(ratios: readonly number[], goal: number): boolean {
  const above = ratios.filter((ratio) => ratio > goal).length;
  return chanceOf(above, ratios.length) < level;
}

/** How likely so many of these tosses, or more, come up heads. */
function chanceOf(heads: number, tosses: number): number {
  let ways = 1;
  let sum = 0;
  for (let count = 0; count <= tosses; count += 1) {
    if (count >= heads) sum += ways;
    ways = (ways * (tosses - count)) / (count + 1);
  }
  return sum / 2 ** tosses;
}
