// What is different between two texts, line by line: the longest sequence of lines that both have stays, the rest went or came.

export type DiffLine = { is: 'same' | 'old' | 'new'; text: string };

/** More comparisons of lines than a page is worth: beyond them all of one text went, and all of the other came. */
const mostComparisons = 1_000_000;

/** The lines of both texts in order. */
export function differenceOf(before: string, after: string): DiffLine[] {
  const [old, current] = [before.split('\n'), after.split('\n')];
  const start = alike(old, current);
  const end = alike(old.slice(start).toReversed(), current.slice(start).toReversed());
  const within = between(old.slice(start, old.length - end), current.slice(start, current.length - end));
  return [...lines('same', old.slice(0, start)), ...within, ...lines('same', old.slice(old.length - end))];
}

function lines(is: DiffLine['is'], texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ is, text }));
}

/** How many lines both begin with. */
function alike(one: readonly string[], other: readonly string[]): number {
  const first = one.findIndex((line, index) => line !== other[index]);
  return Math.min(first < 0 ? one.length : first, other.length);
}

function between(old: readonly string[], current: readonly string[]): DiffLine[] {
  if (old.length * current.length > mostComparisons) return [...lines('old', old), ...lines('new', current)];
  const longest = shared(old, current);
  const told: DiffLine[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < current.length) {
    const [gone, come] = [old[at], current[to]];
    if (gone !== undefined && gone === come) {
      told.push({ is: 'same', text: gone });
      at += 1;
      to += 1;
    } else if (gone !== undefined && (come === undefined || longest(at + 1, to) >= longest(at, to + 1))) {
      told.push({ is: 'old', text: gone });
      at += 1;
    } else {
      told.push({ is: 'new', text: come ?? '' });
      to += 1;
    }
  }
  return told;
}

/** How many lines the two have in common, in order, from these places on. */
function shared(old: readonly string[], current: readonly string[]): (at: number, to: number) => number {
  const width = current.length + 1;
  const counts = new Uint32Array((old.length + 1) * width);
  const count = (at: number, to: number) => counts[at * width + to] ?? 0;
  for (let at = old.length - 1; at >= 0; at -= 1) {
    for (let to = current.length - 1; to >= 0; to -= 1) {
      const isShared = old[at] === current[to];
      counts[at * width + to] = isShared ? count(at + 1, to + 1) + 1 : Math.max(count(at + 1, to), count(at, to + 1));
    }
  }
  return count;
}
