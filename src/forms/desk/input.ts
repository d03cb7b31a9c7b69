// Forms as staff type them, and as their pages show them again.
import * as z from 'zod';
import { longestText } from '../../customers/details/answers.ts';
import type { Question } from '../../customers/details/asked.ts';
import { ownFieldTypes } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import { optionalLine, optionalText, requiredLine } from '../../web/lines.ts';
import { inEach, wordsAsTyped, wordsTyped } from '../../web/translations.ts';
import type { Form, Texts } from '../forms.ts';

/** The kinds of answers to a form, in the order of the choice. */
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
    titles: wordsTyped(typed, 'title', store.languages),
    texts: wordsTyped(typed, 'text', store.languages),
  }));
}

/** The same of a form as its page shows it. */
export function textsAsTyped({ slug: place, titles, texts }: Form): Record<string, string> {
  return { slug: place, ...wordsAsTyped(titles, 'title'), ...wordsAsTyped(texts, 'text') };
}
