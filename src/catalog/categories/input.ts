// Categories as staff type them, and as the form shows them again.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { namesFields, wordsAsTyped, wordsTyped } from '../../web/translations.ts';
import { slugField, slugOf } from '../slugs.ts';

/** A category as it is typed. Problem: `slug_required`, where no place in addresses can be made of the name. */
export function categorySchema(store: Pick<Store, 'languages'>) {
  const { languages } = store;
  return z
    .object({ slug: slugField })
    .and(z.object(namesFields(store)))
    .transform(({ slug, ...typed }) => {
      const names = wordsTyped(typed, 'name', languages);
      return { names, slug: slug || slugOf(names[languages[0] ?? ''] ?? '') };
    })
    .refine(({ slug }) => slug !== '', { path: ['slug'], message: 'slug_required' });
}

export type CategoryInput = { names: Record<string, string>; slug: string };

/** A category as its form shows it. */
export function categoryAsTyped({ names, slug }: CategoryInput): Record<string, string> {
  return { ...wordsAsTyped(names, 'name'), slug };
}
