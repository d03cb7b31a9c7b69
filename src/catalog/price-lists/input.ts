// Price lists as staff type them, and as the form shows them again.
import * as z from 'zod';
import { percentTyped, written } from '../../groups/input.ts';
import type { Store } from '../../stores/stores.ts';
import { dayAfter, dayOf, startOfDay } from '../../ui/dates.ts';
import type { Language } from '../../web/i18n.ts';
import { optionalLine, orNot, requiredLine } from '../../web/lines.ts';
import { ticked, ticks } from '../audience/input.ts';
import type { priceLists } from '../schema.ts';

/** What of a list staff decide. */
export type ListTerms = Pick<
  typeof priceLists.$inferSelect,
  'name' | 'groupIds' | 'countries' | 'startsAt' | 'endsAt' | 'percentBasisPoints'
>;

export const nameSchema = z.object({ name: requiredLine(60).prefault('') });

/** When the list that a form is about was last changed, as far as its page knew. */
export const asOf = orNot(z.coerce.number().int());

export const asOfSchema = z.object({ asOf });

/** One place up or down, from where the list was shown; the first place is 0. */
export const moveSchema = z.object({ direction: z.enum(['up', 'down']), place: z.coerce.number().int() });

/** Null where nothing was typed. */
export const nothing = z.literal('').transform(() => null);

/** Hundredths of a percent; null where nothing was typed. */
export const percent = optionalLine(20)
  .prefault('')
  .pipe(z.union([nothing, percentTyped], 'percent_invalid'));

const day = optionalLine(20)
  .prefault('')
  .pipe(z.union([nothing, z.iso.date()], 'date_invalid'));

/** The groups and the countries that a list may name, by their ids and codes. */
export type Offered = { groups: readonly string[]; countries: readonly string[] };

/** A list as it is typed. Problems: `groups_none`, `countries_none` where none is ticked, `until_before_from`. */
export function listSchema({ timeZone }: Store, { groups, countries }: Offered) {
  const terms = z.object({
    name: requiredLine(60).prefault(''),
    audience: z.enum(['everybody', 'groups'], 'invalid'),
    area: z.enum(['everywhere', 'countries'], 'invalid'),
    from: day,
    until: day,
    percent,
    asOf,
  });
  return terms
    .and(z.object({ ...ticks('group', groups), ...ticks('country', countries) }))
    .transform(({ name, audience, area, from, until, percent: percentBasisPoints, asOf: seenAt, ...typed }) => {
      return {
        asOf: seenAt,
        terms: {
          name,
          groupIds: audience === 'groups' ? ticked(typed, 'group', groups) : null,
          countries: area === 'countries' ? ticked(typed, 'country', countries) : null,
          startsAt: from === null ? null : startOfDay(from, timeZone),
          // The day itself counts.
          endsAt: until === null ? null : startOfDay(dayAfter(until), timeZone),
          percentBasisPoints,
        },
      };
    })
    .refine(({ terms: { groupIds } }) => groupIds?.length !== 0, { message: 'groups_none', path: ['audience'] })
    .refine(({ terms: { countries: chosen } }) => chosen?.length !== 0, { message: 'countries_none', path: ['area'] })
    .refine(({ terms: { startsAt, endsAt } }) => startsAt === null || endsAt === null || startsAt < endsAt, {
      message: 'until_before_from',
      path: ['until'],
    });
}

/** A list as its form shows it. */
export function listAsTyped({ timeZone }: Store, list: ListTerms, language: Language): Record<string, string> {
  const { name, groupIds, countries, startsAt, endsAt, percentBasisPoints } = list;
  return {
    name,
    audience: groupIds === null ? 'everybody' : 'groups',
    area: countries === null ? 'everywhere' : 'countries',
    ...Object.fromEntries((groupIds ?? []).map((id) => [`group_${id}`, 'on'])),
    ...Object.fromEntries((countries ?? []).map((code) => [`country_${code}`, 'on'])),
    from: startsAt === null ? '' : dayOf(startsAt, timeZone),
    until: endsAt === null ? '' : dayOf(endsAt - 1, timeZone),
    percent: percentBasisPoints === null ? '' : written(percentBasisPoints / 100, language),
  };
}
