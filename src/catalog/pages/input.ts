// Pages as staff type them, and as the form shows them again.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { optionalLine, optionalText, orNot, requiredLine, tick } from '../../web/lines.ts';
import { inEach, wordsAsTyped, wordsTyped } from '../../web/translations.ts';
import { audienceAsTyped, audienceIn, isForSomebody, ticks, visibility } from '../audience/input.ts';
import type { pages } from '../schema.ts';
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
  const words = {
    ...inEach({ languages }, 'title', (isFirst) => (isFirst ? requiredLine : optionalLine)(longestTitle)),
    ...inEach({ languages }, 'text', () => optionalText(longestText)),
  };
  const decided = z.object({
    slug: slugField,
    visibility,
    isAlwaysOpen: tick,
    isLinked: tick,
    position: optionalLine(20)
      .prefault('')
      .refine((typed) => /^\d{0,4}$/.test(typed), 'whole_invalid')
      .transform(Number),
    asOf,
  });
  return decided
    .and(z.object({ ...ticks('group', groupIds), ...words }))
    .transform((typed) => {
      const { slug, isAlwaysOpen, isLinked, position } = typed;
      const titles = wordsTyped(typed, 'title', languages);
      const input: PageInput = {
        slug: slug || slugOf(titles[languages[0] ?? ''] ?? ''),
        titles,
        texts: wordsTyped(typed, 'text', languages),
        ...audienceIn(typed, groupIds),
        isAlwaysOpen,
        isLinked,
        position,
      };
      return { asOf: typed.asOf, input };
    })
    .refine(({ input }) => input.slug !== '', { message: 'slug_required', path: ['slug'] })
    .refine(({ input }) => isForSomebody(input), { message: 'groups_none', path: ['visibility'] });
}

/** What a new page begins with. */
export const freshPage = { visibility: 'everyone', position: '0' };

/** A page as its form shows it. */
export function pageAsTyped({ isAlwaysOpen, isLinked, ...page }: PageInput): Record<string, string> {
  return {
    slug: page.slug,
    position: String(page.position),
    ...wordsAsTyped(page.titles, 'title'),
    ...wordsAsTyped(page.texts, 'text'),
    ...audienceAsTyped(page),
    ...(isAlwaysOpen ? { isAlwaysOpen: 'on' } : {}),
    ...(isLinked ? { isLinked: 'on' } : {}),
  };
}
