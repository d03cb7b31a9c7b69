// Words of the shop's own in the languages of its store, as a form asks for them: one field each, like `name_en`.
import type * as z from 'zod';
import type { Language } from './i18n.ts';
import { optionalLine, requiredLine } from './lines.ts';

/** One field in each language of the store; the first is the language that others fall back on. */
export function inEach(
  { languages }: { languages: readonly Language[] },
  part: string,
  schemaOf: (isFirst: boolean) => z.ZodType<string, string>,
) {
  return Object.fromEntries(
    languages.map((language, place) => [`${part}_${language}`, schemaOf(place === 0).prefault('')]),
  );
}

/** The most characters of a name in one language. */
export const longestName = 120;

/** A name in one language; empty where it has none in it. */
export const nameLine = optionalLine(longestName);

/** Names by fields like `name_en`; the first language's must be there. */
export function namesFields(store: { languages: readonly Language[] }) {
  return inEach(store, 'name', (isFirst) => (isFirst ? requiredLine(longestName) : nameLine));
}

/** What was typed into these fields, by language: `{ title_en: 'Ask us' }` is `{ en: 'Ask us' }`; what is empty is left out. */
export function wordsTyped(
  typed: Readonly<Record<string, unknown>>,
  part: string,
  languages: readonly Language[],
): Record<string, string> {
  const words = languages.map((language) => [language, typed[`${part}_${language}`]] as const);
  return Object.fromEntries(
    words.flatMap(([language, text]) => (typeof text === 'string' && text !== '' ? [[language, text]] : [])),
  );
}

/** The same the other way round: words by language as the fields show them. */
export function wordsAsTyped(
  words: Readonly<Record<string, string | undefined>>,
  part: string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([language, text]) => [`${part}_${language}`, text ?? '']));
}
