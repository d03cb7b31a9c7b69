// Words of the shop's own in the languages of its store, as a form asks for them: one field each, like `label_en`.
import * as z from 'zod';
import type { Store } from '../../../stores/stores.ts';

/** One field in each language of the store; the first is the language that others fall back on. */
export function inEach({ languages }: Store, name: string, schemaOf: (isFirst: boolean) => z.ZodType<string, string>) {
  return Object.fromEntries(
    languages.map((language, place) => [`${name}_${language}`, schemaOf(place === 0).prefault('')]),
  );
}

/** `{ title_en: 'Ask us' }` as `{ en: 'Ask us' }`; what is empty is left out. */
export function wordsOf(typed: Record<string, unknown>, name: string): Record<string, string> {
  const own = Object.entries(typed).filter(([field]) => field.startsWith(`${name}_`));
  return Object.fromEntries(
    own.flatMap(([field, text]) =>
      typeof text === 'string' && text !== '' ? [[field.slice(name.length + 1), text]] : [],
    ),
  );
}

/** The same the other way round: words by language as the fields show them. */
export function wordsAsTyped(name: string, words: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(words).map(([language, text]) => [`${name}_${language}`, text ?? '']));
}
