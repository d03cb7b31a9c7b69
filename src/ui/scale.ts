// The scale of a plot: round numbers, evenly apart.

/** The most lines that a scale has, and how steps grow: 1, 2, 5, 10, 20 and so on. */
const mostLines = 5;
const growth = [2, 2.5, 2] as const;

/**
 * The numbers at the lines of a plot whose values lie between these two, the highest first: nothing is always among them, the least and
 * the most lie between the outer ones. Steps are whole multiples of `unit`.
 */
export function scaleOf(least: number, most: number, unit: number): number[] {
  let step = unit;
  for (let grown = 0; linesOf(least, most, step).length > mostLines; grown += 1) step *= growth[grown % 3] ?? 2;
  return linesOf(least, most, step);
}

function linesOf(least: number, most: number, step: number): number[] {
  const highest = Math.max(Math.ceil(most / step), 0);
  const lowest = Math.min(Math.floor(least / step), 0);
  // A plot of nothing has room above it, so that it looks like one.
  const top = highest === lowest ? highest + 1 : highest;
  return Array.from({ length: Math.min(top - lowest, mostLines) + 1 }, (_, place) => (top - place) * step + 0);
}
