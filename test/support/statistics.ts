// Whether two lists of durations could come from the same: by ranks, so that one slow moment of the machine counts as one.

/**
 * The chance that two lists which come from the same are as far apart as these (two-sided, by the normal approximation, with ties).
 * Source: Mann and Whitney, On a Test of Whether one of Two Random Variables is Stochastically Larger than the Other, 1947.
 */
export function chanceOfSame(one: readonly number[], other: readonly number[]): number {
  const all = [...one, ...other];
  const sorted = all.toSorted((a, b) => a - b);
  // Equal values share the middle of their ranks.
  const rankOf = (value: number) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1;
  const [n, m] = [one.length, other.length];
  const u = one.reduce((sum, value) => sum + rankOf(value), 0) - (n * (n + 1)) / 2;
  const counts = Map.groupBy(sorted, (value) => value);
  const ties = [...counts.values()].reduce((sum, { length: t }) => sum + (t ** 3 - t), 0);
  const variance = ((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1)));
  if (variance === 0) return 1;
  const z = Math.max(Math.abs(u - (n * m) / 2) - 0.5, 0) / Math.sqrt(variance);
  return 2 * (1 - normalBelow(z));
}

/** By how much the one is longer than the other: the middle of all differences of pairs (Hodges and Lehmann, 1963). */
export function shiftOf(one: readonly number[], other: readonly number[]): number {
  return median(one.flatMap((a) => other.map((b) => a - b)));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/** The standard normal distribution. Source: Abramowitz and Stegun, 26.2.17; wrong by less than 1e-7. */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const tail = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429].reduceRight(
    (sum, part) => (sum + part) * t,
    0,
  );
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
