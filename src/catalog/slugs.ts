// Places in addresses: `rope-bag`.
import { folded } from '../customers/finding/terms.ts';
import { optionalLine } from '../web/lines.ts';

const longestSlug = 80;

/** A place in addresses; empty where one shall be made of the name. Problem: `slug_invalid`. */
export const slugLine = optionalLine(longestSlug).regex(/^([a-z0-9]+(-[a-z0-9]+)*)?$/, 'slug_invalid');

/** The same as staff type it. */
export const slugField = slugLine.prefault('');

/** The place in addresses that a name makes: `Bouřková lucerna, mosaz` is `bourkova-lucerna-mosaz`; empty where it has no letter for one. */
export function slugOf(name: string): string {
  return folded(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replaceAll(/^-+|-+$/g, '');
}
