// The words by which a customer finds an order: its number, whole and without its year, and the words of what was in it, lower case
// and without accents. Whole words are found, so that what is read is in proportion to what is shown.
import { wordsIn } from '../../catalog/finding/words.ts';

/** Words of one order at most; and of a search. */
const mostWords = 60;
const mostSought = 5;

/** The words in the names of what was ordered. */
export function termsOf(names: readonly string[]): string[] {
  return [...new Set(names.flatMap(wordsIn))].slice(0, mostWords);
}

/** What a customer looks for, as words. */
export function soughtIn(text: string): string[] {
  return [...new Set(wordsIn(text))].slice(0, mostSought);
}
