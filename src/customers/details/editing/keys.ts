// Keys of questions and of their choices: answers are stored by them, so a key is made once and never changes.
import { folded } from '../../finding/terms.ts';

/** Room for a number behind it: a key has at most 40 characters. */
const longestKey = 36;

/**
 * The key that words make: `Počet lodí` is `pocet_lodi`, and `pocet_lodi_2` where that is taken. The same words make the same key, so
 * what was removed and is added again has its answers back.
 */
export function keyOf(words: string, taken: readonly string[]): string {
  const key = plainKeyOf(words);
  const numbered = [key, ...taken.map((_, place) => `${key}_${place + 2}`)];
  return numbered.find((one) => !taken.includes(one)) ?? key;
}

function plainKeyOf(words: string): string {
  const key = folded(words)
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, longestKey)
    .replaceAll(/^_+|_+$/g, '');
  // A key begins with a letter, and is none that every object has: nobody has answered `constructor`.
  return /^[a-z]/.test(key) && !(key in {}) ? key : `own_${key}`.slice(0, longestKey).replace(/_$/, '');
}
