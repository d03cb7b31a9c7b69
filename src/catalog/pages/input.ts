// Pages as staff type them, and as the form shows them again.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { optionalLine, optionalText, orNot, requiredLine, tick } from '../../web/lines.ts';
import { pages } from '../schema.ts';
import { slugField, slugOf } from '../slugs.ts';

/** The words of a page in one language, in characters: in all of them they fit into what a form may hold. */
export const longestText = 10_000;
export const longestTitle = 120;

/** What of a page staff decide. */
export type PageInput = Pick<
  typeof pages.$inferSelect,
  'slug' | 'titles' | 'texts' | 'visibility' | 'groupIds' | 'isAlwaysOpen' | 'isLinked' | 'position'
>;

/** When the page that a form is about was last changed, as far as it knew. */
const asOf = orNot(z.coerce.number().int());

export const asOfSchema = z.object({ asOf });

/** A page as it is typed; the title in the store's first language must be there. Problems: `slug_required`, `groups_none`. */
export function pageSchema({ languages }: Store, groupIds: readonly string[]) {
  const titleIn = (place: number) => (place === 0 ? requiredLine(longestTitle) : optionalLine(longestTitle));
  const words = {
    ...Object.fromEntries(
      languages.map((language, place) => [`title_${language}`, titleIn(place).prefault('')] as const),
    ),
    ...Object.fromEntries(
      languages.map((language) => [`text_${language}`, optionalText(longestText).prefault('')] as const),
    ),
  };
  const ticks = Object.fromEntries(groupIds.map((id) => [`group_${id}`, tick]));
  const decided = z.object({
    slug: slugField,
    visibility: z.enum(pages.visibility.enumValues, 'invalid'),
    isAlwaysOpen: tick,
    isLinked: tick,
    position: optionalLine(20)
      .prefault('')
      .refine((typed) => /^\d{0,4}$/.test(typed), 'whole_invalid')
      .transform(Number),
    asOf,
  });
  return decided
    .and(z.object(ticks))
    .and(z.object(words))
    .transform((typed) => {
      const { slug, visibility, isAlwaysOpen, isLinked, position } = typed;
      const fields: Readonly<Record<string, unknown>> = typed;
      const titles = wordsIn(fields, 'title', languages);
      const input: PageInput = {
        slug: slug || slugOf(titles[languages[0] ?? ''] ?? ''),
        titles,
        texts: wordsIn(fields, 'text', languages),
        visibility,
        groupIds: visibility === 'groups' ? groupIds.filter((id) => fields[`group_${id}`] === true) : [],
        isAlwaysOpen,
        isLinked,
        position,
      };
      return { asOf: typed.asOf, input };
    })
    .refine(({ input }) => input.slug !== '', { message: 'slug_required', path: ['slug'] })
    .refine(({ input }) => input.visibility !== 'groups' || input.groupIds.length > 0, {
      message: 'groups_none',
      path: ['visibility'],
    });
}

/** What was typed into the fields `<part>_<language>`, by language; what is empty is left out. */
function wordsIn(fields: Readonly<Record<string, unknown>>, part: string, languages: readonly string[]) {
  const words = languages.map((language) => [language, fields[`${part}_${language}`]] as const);
  return Object.fromEntries(
    words.flatMap(([language, text]) => (typeof text === 'string' && text !== '' ? [[language, text]] : [])),
  );
}

/** What a new page begins with. */
export const freshPage = { visibility: 'everyone', position: '0' };

/** A page as its form shows it. */
export function pageAsTyped(page: PageInput): Record<string, string> {
  const { slug, titles, texts, visibility, groupIds, isAlwaysOpen, isLinked, position } = page;
  const ticked = { isAlwaysOpen, isLinked, ...Object.fromEntries(groupIds.map((id) => [`group_${id}`, true])) };
  return {
    slug,
    visibility,
    position: String(position),
    ...Object.fromEntries(Object.entries(titles).map(([language, title]) => [`title_${language}`, title])),
    ...Object.fromEntries(Object.entries(texts).map(([language, text]) => [`text_${language}`, text])),
    ...Object.fromEntries(Object.entries(ticked).flatMap(([name, isOn]) => (isOn ? [[name, 'on']] : []))),
  };
}
