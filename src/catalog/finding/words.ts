// The words of what things are called: lower case and without accents, as they are stored to be found by.
import { folded } from '../../customers/finding/terms.ts';

/** The words of a text, each at most 40 characters long, in its order. */
export function wordsIn(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}-]+/u)
    .map((word) => word.replaceAll(/^-+|-+$/g, '').slice(0, 40))
    .filter((word) => word !== '');
}
