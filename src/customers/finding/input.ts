// What staff ask of the list of customers, from the address of the page. What cannot be used is passed over, so that an old
// link still shows a list; only a place in the list that is none is refused, by `asking`.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { amountIn } from '../../ui/amounts.ts';
import { dayAfter, startOfDay } from '../../ui/dates.ts';
import { orNot } from '../../web/lines.ts';
import { memberships } from '../schema.ts';

/** The orders that a list may be in. Found by words, customers come in the order of the words. */
export const sorts = ['newest', 'name', 'turnover'] as const;
export type Sort = (typeof sorts)[number];

/** The parameters of an address that say what is wanted. Amounts are in the store's currency, days in its time zone. */
export function wantedSchema({ currency, timeZone }: Store) {
  const amount = amountIn(currency);
  const day = z.iso.date();
  return z
    .object({
      q: orNot(z.string().transform((typed) => typed.slice(0, 200))),
      registered: orNot(z.enum(['yes', 'no'])),
      status: orNot(z.enum(memberships.status.enumValues)),
      group: orNot(z.string().min(1).max(40)),
      country: orNot(z.string().regex(/^[A-Z]{2}$/)),
      turnoverFrom: orNot(amount),
      turnoverTo: orNot(amount),
      since: orNot(day),
      until: orNot(day),
      newsletter: orNot(z.enum(['yes', 'no'])),
      sort: orNot(z.enum(sorts)),
      after: orNot(z.string().min(1)),
    })
    .transform((typed) => ({
      text: typed.q ?? '',
      sort: typed.sort ?? 'newest',
      after: typed.after ?? null,
      filters: {
        isAccount: typed.registered !== 'no',
        status: typed.status ?? null,
        groupId: typed.group ?? null,
        country: typed.country ?? null,
        turnoverFromMinor: typed.turnoverFrom ?? null,
        turnoverToMinor: typed.turnoverTo ?? null,
        since: typed.since === undefined ? null : startOfDay(typed.since, timeZone),
        // The day itself counts.
        before: typed.until === undefined ? null : startOfDay(dayAfter(typed.until), timeZone),
        hasNewsletter: typed.newsletter === undefined ? null : typed.newsletter === 'yes',
      },
    }));
}

export type Wanted = z.output<ReturnType<typeof wantedSchema>>;

/** Null means that it does not matter; times are ms since 1970. */
export type Filters = Wanted['filters'];
