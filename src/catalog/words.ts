// Words of the shop's own in the languages of its store, as a form asks for them: one field each, like `name_en`.
import type { Store } from '../stores/stores.ts';
import type { Language } from '../web/i18n.ts';
import { optionalLine, requiredLine } from '../web/lines.ts';

const longestName = 120;

/** A name in one language; empty where it has none in it. */
export const nameLine = optionalLine(longestName);

/** Names by fields like `name_en`; the first language's must be there. */
export function namesFields({ languages }: Pick<Store, 'languages'>) {
  return Object.fromEntries(
    languages.map((language, place) => [
      `name_${language}`,
      (place === 0 ? requiredLine(longestName) : nameLine).prefault(''),
    ]),
  );
}

/** What was typed into the fields `<part>_<language>`, by language; what is empty is left out. */
export function wordsTyped(typed: Readonly<Record<string, unknown>>, part: string, languages: readonly Language[]) {
  const words = languages.map((language) => [language, typed[`${part}_${language}`]] as const);
  return Object.fromEntries(
    words.flatMap(([language, text]) => (typeof text === 'string' && text !== '' ? [[language, text]] : [])),
  );
}

/** The same the other way round: words by language as the fields show them. */
export function wordsAsTyped(words: Readonly<Record<string, string>>, part: string): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([language, text]) => [`${part}_${language}`, text]));
}
