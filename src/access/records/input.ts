// What partners send to put somebody on record, and to change who they are.
import * as z from 'zod';
import { newAddress } from '../../customers/addresses/representing.ts';
import { personSent } from '../../customers/details/sent.ts';
import { externalId, idField } from '../../partners/fields.ts';

const email = z.string().max(1000).meta({ description: 'As it is written; case does not tell two apart.' });
const ownId = externalId.nullish().meta({ description: 'What you call them; null for nothing any more.' });
const invite = z.boolean().default(false).meta({
  description: 'Whether they are sent an invitation to choose a password, or word where they have a login already.',
});

/** The most addresses that somebody begins with. */
const mostAtOnce = 10;

/** Somebody who is put on record. */
export const newCustomer = z
  .strictObject({
    email,
    ...personSent,
    external_id: ownId,
    group_id: idField('grp').nullish().meta({ description: 'Chosen by hand; null leaves it to the rules.' }),
    addresses: z.array(newAddress).max(mostAtOnce).optional(),
    invite,
  })
  .meta({ id: 'NewCustomer' });

/** What is to change about a customer. */
export const changedCustomer = z
  .strictObject({ email: email.optional(), ...personSent, external_id: ownId })
  .meta({ id: 'ChangedCustomer' });

/** A customer by a partner's own id. */
export const putCustomer = z.strictObject({ email, ...personSent, invite }).meta({ id: 'PutCustomer' });

export type NewCustomer = z.output<typeof newCustomer>;
export type ChangedCustomer = z.output<typeof changedCustomer>;
export type PutCustomer = z.output<typeof putCustomer>;
