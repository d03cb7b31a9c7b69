// Forms and their questions as staff type them, and as their pages show them again.
import * as z from 'zod';
import type { Question } from '../../customers/details/asked.ts';
import { longestText } from '../../customers/details/input.ts';
import { demands, ownFieldTypes } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import type { Language } from '../../web/i18n.ts';
import { optionalLine, optionalText, requiredLine } from '../../web/lines.ts';
import type { Form, Texts } from '../forms.ts';

/** The kinds of answers, in the order of the choice. */
export const types = [...ownFieldTypes, 'long_text'] as const satisfies readonly Question['type'][];

const slug = requiredLine(60)
  .prefault('')
  .refine((typed) => typed === '' || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(typed), 'slug_invalid');

/** Address, titles and introductions; a title in the store's first language must be there. */
export function textsSchema(store: Store) {
  const titles = inEach(store, 'title', (isFirst) => (isFirst ? requiredLine(100) : optionalLine(100)));
  const texts = inEach(store, 'text', () => optionalText(longestText));
  return z.object({ slug, ...titles, ...texts }).transform((typed): Texts => ({
    slug: typed.slug,
    titles: wordsOf(typed, 'title'),
    texts: wordsOf(typed, 'text'),
  }));
}

/** The same of a form as its page shows it. */
export function textsAsTyped({ slug: place, titles, texts }: Form): Record<string, string> {
  return { slug: place, ...asTyped('title', titles), ...asTyped('text', texts) };
}

const mostChoices = 100;

/**
 * A question; its words in the store's first language must be there, and for a choice what there is to choose from, one on a line
 * and in each language in the same order.
 */
export function questionSchema(store: Store) {
  const [first = 'en'] = store.languages;
  const labels = inEach(store, 'label', (isFirst) => (isFirst ? requiredLine(300) : optionalLine(300)));
  const choices = inEach(store, 'choices', () => choicesText);
  return z
    .object({
      type: z.enum(types, 'invalid').prefault('text'),
      demand: z.enum(demands, 'invalid').prefault('optional'),
    })
    .and(z.object({ ...labels, ...choices }))
    .transform(({ type, demand, ...typed }, context): Omit<Question, 'key'> => {
      const label = wordsOf(typed, 'label');
      if (type !== 'choice') return { type, demand, label, choices: [] };
      const offered = choicesIn(wordsOf(typed, 'choices'), first);
      if (offered.length === 0) context.addIssue({ code: 'custom', path: [`choices_${first}`], message: 'required' });
      return { type, demand, label, choices: offered };
    });
}

/** The same of a question as its page shows it. */
export function questionAsTyped(store: Store, { type, demand, label, choices }: Question): Record<string, string> {
  const [first = 'en'] = store.languages;
  // Where one choice has words in a language, those that have none stand there in the first: the lines stay side by side.
  const lines = (language: Language) => choices.map((choice) => choice.label[language] ?? choice.label[first] ?? '');
  const isTold = (language: Language) => choices.some((choice) => choice.label[language]);
  const offered = store.languages.filter(isTold).map((language) => [language, lines(language).join('\n')] as const);
  return { type, demand, ...asTyped('label', label), ...asTyped('choices', Object.fromEntries(offered)) };
}

/** One field in each language of the store; the first is the language that others fall back on. */
function inEach({ languages }: Store, name: string, schemaOf: (isFirst: boolean) => z.ZodType<string, string>) {
  return Object.fromEntries(
    languages.map((language, place) => [`${name}_${language}`, schemaOf(place === 0).prefault('')]),
  );
}

const choicesText = optionalText(longestText).refine(
  (typed) => linesOf(typed).length <= mostChoices && linesOf(typed).every((line) => line.length <= 300),
  'too_long',
);

function linesOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function choicesIn(texts: Record<string, string>, first: Language): Question['choices'] {
  return linesOf(texts[first] ?? '')
    .map((_, place) => Object.entries(texts).map(([language, text]) => [language, linesOf(text)[place]] as const))
    .map((words, place) => ({
      value: `choice_${place + 1}`,
      label: Object.fromEntries(words.filter(([, text]) => text)),
    }));
}

/** `{ title_en: 'Ask us' }` as `{ en: 'Ask us' }`; what is empty is left out. */
function wordsOf(typed: Record<string, unknown>, name: string): Record<string, string> {
  const own = Object.entries(typed).filter(([field]) => field.startsWith(`${name}_`));
  return Object.fromEntries(
    own.flatMap(([field, text]) =>
      typeof text === 'string' && text !== '' ? [[field.slice(name.length + 1), text]] : [],
    ),
  );
}

function asTyped(name: string, words: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([language, text]) => [`${name}_${language}`, text ?? '']));
}
