// What staff ask of the outbox, from the address of the page. What cannot be used is passed over.
import * as z from 'zod';
import { emailSchema } from '../../web/emails.ts';
import { orNot } from '../../web/lines.ts';
import { messageKinds, templatesOf } from '../customers/record/tabs/names.ts';

/** How far a message has come. One that fails waits too. */
export const states = ['waiting', 'failing', 'sent', 'given_up'] as const;
export type State = (typeof states)[number];

const customerId = z.string().regex(/^cus_[0-9a-z]{1,40}$/);

export const wantedSchema = z
  .object({
    state: orNot(z.enum(states)),
    message: orNot(z.enum(messageKinds)),
    to: orNot(emailSchema),
    customer: orNot(customerId),
    after: orNot(z.string().max(200)),
  })
  .transform(({ state, message, to, customer, after }) => ({
    state: state ?? null,
    templates: message ? templatesOf(message) : null,
    to: to ?? null,
    customerId: customer ?? null,
    after,
  }));

/** Null means that it does not matter. */
export type Wanted = z.output<typeof wantedSchema>;

/** On whose record it was lifted, if it was on one. */
export const liftingSchema = z.object({ customer: orNot(customerId) });

/** Where a page of suppressed addresses ended. */
export const addressPlace = z.tuple([z.int(), z.int()]);
