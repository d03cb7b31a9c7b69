// Blocks of own words as staff type them, and as their page shows them again.
import * as z from 'zod';
import { ticked, ticks } from '../../catalog/audience/input.ts';
import { overviewBlocks } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import { optionalText, requiredText } from '../../web/lines.ts';
import { inEach, wordsAsTyped, wordsTyped } from '../../web/translations.ts';
import type { OwnBlock } from './blocks.ts';

/** The words of a block in one language, in characters: in all of them they fit into what a form may hold. */
export const longestText = 10_000;

/** Whom a block may be for. */
export const audiences = ['everyone', 'groups'] as const;

/** The words by language, those of the store's first must be there, and for whom they are. Problem: `groups_none`. */
export function blockSchema(store: Store, groupIds: readonly string[]) {
  const texts = inEach(store, 'text', (isFirst) => (isFirst ? requiredText : optionalText)(longestText));
  return z
    .object({ audience: z.enum(audiences, 'invalid') })
    .and(z.object({ ...ticks('group', groupIds), ...texts }))
    .transform(({ audience, ...typed }): OwnBlock => ({
      markdown: wordsTyped(typed, 'text', store.languages),
      groupIds: audience === 'groups' ? ticked(typed, 'group', groupIds) : null,
    }))
    .refine(({ groupIds: chosen }) => chosen === null || chosen.length > 0, {
      message: 'groups_none',
      path: ['audience'],
    });
}

/** The same as its page shows it. */
export function blockAsTyped({ markdown, groupIds }: OwnBlock): Record<string, string> {
  return {
    ...wordsAsTyped(markdown, 'text'),
    audience: groupIds === null ? 'everyone' : 'groups',
    ...Object.fromEntries((groupIds ?? []).map((id) => [`group_${id}`, 'on'])),
  };
}

/** What a new block begins with. */
export const freshBlock = { audience: 'everyone' };

/** One of our blocks. */
export const builtInSchema = z.object({ block: z.enum(overviewBlocks, 'invalid') });

/** Which block a form is about: its number, `new` being none, and its mark. */
export const whichSchema = z.object({
  number: z.coerce.number().int().min(1).catch(0),
  mark: z.string().max(8).catch(''),
});
