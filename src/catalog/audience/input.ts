// For whom something is, as staff type it: everybody, customers, or those in groups that are ticked.
import * as z from 'zod';
import { tick } from '../../web/lines.ts';
import { products } from '../schema.ts';

type Audience = Pick<typeof products.$inferSelect, 'visibility' | 'groupIds'>;

/** Boxes of which any may be ticked, in the fields `<part>_<value>`. */
export function ticks(part: string, values: readonly string[]) {
  return Object.fromEntries(values.map((value) => [`${part}_${value}`, tick]));
}

/** Those that are ticked. */
export function ticked(typed: Readonly<Record<string, unknown>>, part: string, values: readonly string[]): string[] {
  return values.filter((value) => typed[`${part}_${value}`] === true);
}

/** The choice, without its boxes (`ticks('group', …)`). */
export const visibility = z.enum(products.visibility.enumValues, 'invalid');

/** For whom it is, of a form that lets tick these groups. */
export function audienceIn(
  typed: Readonly<Record<string, unknown>> & Pick<Audience, 'visibility'>,
  groupIds: readonly string[],
): Audience {
  const groups = typed.visibility === 'groups' ? ticked(typed, 'group', groupIds) : [];
  return { visibility: typed.visibility, groupIds: groups };
}

/** Whether it is for somebody at all: for some groups, and none is ticked, is the problem `groups_none` of the choice. */
export function isForSomebody({ visibility: chosen, groupIds }: Audience): boolean {
  return chosen !== 'groups' || groupIds.length > 0;
}

/** The same as the form shows it. */
export function audienceAsTyped({ visibility: chosen, groupIds }: Audience): Record<string, string> {
  return { visibility: chosen, ...Object.fromEntries(groupIds.map((id) => [`group_${id}`, 'on'])) };
}
