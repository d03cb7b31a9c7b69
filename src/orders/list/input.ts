// What staff ask of the list of orders, from the address of the page. What cannot be used is passed over, so that an old link still
// shows a list.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { dayAfter, startOfDay } from '../../ui/dates.ts';
import { orNot } from '../../web/lines.ts';
import { orders } from '../schema.ts';
import { numberBeginning } from './numbers.ts';

export const payments = ['unpaid', 'overdue'] as const;
export const orderers = ['customer', 'guest'] as const;

const states = orders.status.enumValues;

/** The parameters of an address that say what is wanted. Days are the store's. */
export function wantedSchema({ timeZone, policies }: Store) {
  const day = z.iso.date();
  return z
    .object({
      q: orNot(z.string().transform((typed) => typed.trim().slice(0, 200))),
      // One of the six, or one of the store's own by its id.
      status: orNot(z.string().regex(/^\w{1,40}$/)),
      payment: orNot(z.enum(payments)),
      who: orNot(z.enum(orderers)),
      from: orNot(day),
      to: orNot(day),
      after: orNot(z.string().min(1).max(500)),
    })
    .transform(({ q = '', status, payment, who, from, to, after }) => {
      const state = states.find((one) => one === status) ?? null;
      return {
        text: q,
        /** What numbers begin with, where that is what was typed. */
        number: numberBeginning(q, policies.shop.orderNumberFormat),
        state,
        statusId: state === null ? (status ?? null) : null,
        payment: payment ?? null,
        who: who ?? null,
        since: from === undefined ? null : startOfDay(from, timeZone),
        // The day itself counts.
        before: to === undefined ? null : startOfDay(dayAfter(to), timeZone),
        after: after ?? null,
      };
    });
}

/** Null means that it does not matter; times are ms since 1970. */
export type Wanted = z.output<ReturnType<typeof wantedSchema>>;
