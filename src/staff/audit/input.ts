// What owners ask of the audit, from the address of the page. What cannot be used is passed over.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { dayAfter, startOfDay } from '../../ui/dates.ts';
import { orNot } from '../../web/lines.ts';
import { acts } from './acts.ts';

/** Who acted, where it is nobody of the staff: customers and visitors about an account, or nobody who was signed in to /admin. */
export const others = ['customers', 'nobody'] as const;

const idOf = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z_]{1,40}$`));

/** The parameters of an address that say what is wanted; days are in the store's time zone. */
export function wantedSchema({ timeZone }: Pick<Store, 'timeZone'>) {
  return z
    .object({
      who: orNot(z.union([z.enum(others), idOf('stf')])),
      act: orNot(z.enum(acts)),
      customer: orNot(z.string().trim().pipe(idOf('cus'))),
      from: orNot(z.iso.date()),
      to: orNot(z.iso.date()),
      before: orNot(idOf('aud')),
    })
    .transform((typed) => ({
      who: typed.who ?? null,
      act: typed.act ?? null,
      customerId: typed.customer ?? null,
      since: typed.from === undefined ? null : startOfDay(typed.from, timeZone),
      // The day itself counts.
      until: typed.to === undefined ? null : startOfDay(dayAfter(typed.to), timeZone),
      before: typed.before ?? null,
    }));
}

/** Null means that it does not matter; times are ms since 1970, `before` is the id of an entry. */
export type Wanted = z.output<ReturnType<typeof wantedSchema>>;
