// What is new in each request: ids, and hashes of tokens. A write that named the same again would not add a row, or would be refused.
import type { Step } from './calls.ts';

const word = /[\w-]+/g;

/** No id and no hash is shorter; what is, and differs, is the time. */
const leastLength = 20;

/** The words of a recording that were others in the recording before it; null where that asked something else. */
export function freshWords(before: readonly Step[], now: readonly Step[]): string[] | null {
  const [words, others] = [wordsOf(now), wordsOf(before)];
  if (words.length !== others.length) return null;
  return [...new Set(words.filter((each, place) => each !== others[place] && each.length >= leastLength))];
}

function wordsOf(steps: readonly Step[]): string[] {
  return JSON.stringify(steps).match(word) ?? [];
}

/** For each request, by its number: writes words of its own in place of the fresh ones. Digits are at home in every id and hash. */
export function refresher(fresh: readonly string[]): (number: number) => <T>(value: T) => T {
  if (fresh.length === 0) return () => (value) => value;
  const pattern = new RegExp(fresh.join('|'), 'g');
  const digits = 12;
  return (number) => {
    const own = (known: string) => known.slice(0, -digits) + String(number).padStart(digits, '0');
    return (value) => (typeof value === 'string' ? (value.replaceAll(pattern, own) as typeof value) : value);
  };
}
