// An order as partners send it. What only the store can say (its countries, ways to pay, languages) is checked by the rules of the forms of
// staff, once it is known which store it is: src/orders/partners/putting/checking.ts.
import * as z from 'zod';
import { postalSent } from '../../../customers/addresses/postal.ts';
import { basisPoints, country, externalId, idField } from '../../../partners/fields.ts';
import { mostMinor } from '../../../ui/amounts.ts';
import { languages } from '../../../web/i18n.ts';
import { mostLines } from '../../changing/rules.ts';
import { orders } from '../../schema.ts';

/** The most of one line, as everywhere in the shop. */
const mostOfOne = 999;

/** One line of text, and text of several; anything that is none of either is refused here. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/, 'one_line')
    .transform((text) => text.normalize('NFC'));
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/, 'invalid')
    .transform((typed) => typed.normalize('NFC'));

const amount = z.int().min(0).max(mostMinor);

const address = z
  .strictObject({ ...postalSent, country })
  .meta({ id: 'NewOrderAddress', description: 'Which fields it must have depends on its country.' });

/** What names a product of the store. */
const ofProduct = ['product_id', 'product_sku', 'product_external_id'] as const;

const newLine = z
  .strictObject({
    product_id: idField('prd').nullish(),
    product_sku: z.string().min(1).max(100).nullish().meta({ description: 'The article number of a product.' }),
    product_external_id: externalId.nullish().meta({ description: 'What you call the product.' }),
    name: line(100).nullish().meta({ description: 'Of what is no product of the store.' }),
    sku: line(100).nullish().meta({ description: 'Of what is no product of the store.' }),
    quantity: z.int().min(1).max(mostOfOne),
    unit_price_minor: amount.nullish().meta({
      description: 'Of one, with tax. Left out for a product it costs what it costs this customer.',
    }),
    tax_basis_points: basisPoints.nullish().meta({ description: 'Of what is no product of the store.' }),
  })
  .superRefine((sent, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const named = ofProduct.filter((name) => isSaid(sent[name]));
    for (const name of named.slice(1)) refuse(name, 'The product is named already.');
    for (const name of named.length > 0 ? (['name', 'sku', 'tax_basis_points'] as const) : []) {
      if (isSaid(sent[name])) refuse(name, 'The store says this of its product.');
    }
    for (const name of named.length > 0 ? [] : (['name', 'unit_price_minor', 'tax_basis_points'] as const)) {
      if (!isSaid(sent[name]) || sent[name] === '') refuse(name, 'What is no product of the store needs this.');
    }
  })
  .meta({
    id: 'NewOrderLine',
    description:
      'A product of the store, named in one of three ways; or anything by its name, with its price and tax. A product that is named ' +
      'twice at one price is one line.',
  });

/** What says for whom it is. */
const ofWhom = ['customer_id', 'customer_external_id', 'guest_email'] as const;

const fields = {
  customer_id: idField('cus').nullish(),
  customer_external_id: externalId.nullish().meta({ description: 'What you call the customer.' }),
  guest_email: z.email().max(254).nullish().meta({
    description:
      'Of somebody without an account; it makes them no customer, and leads them to one by the message they get.',
  }),
  currency: z
    .string()
    .max(3)
    .meta({ description: 'That of the store.', examples: ['EUR'] }),
  language: z.enum(languages).nullish().meta({
    description: 'One that the store speaks. Left out it is the customer’s, or the store’s first.',
  }),
  payment_method: z
    .enum(orders.paymentMethod.enumValues)
    .meta({ description: 'One that the store takes, or `elsewhere`: it is paid where it was ordered.' }),
  vat_id: z.string().max(40).nullish().meta({ description: 'Left out it is the customer’s.' }),
  billing: address,
  delivery: address.nullish().meta({ description: 'Where it goes; left out it is `billing`.' }),
  shipping: z.strictObject({
    name: line(100)
      .pipe(z.string().min(1))
      .meta({ examples: ['Picked up'] }),
    price_minor: amount.meta({ description: 'With tax.' }),
    tax_basis_points: basisPoints.nullish().meta({ description: 'Left out it is the standard rate where it goes.' }),
  }),
  points: z.int().min(0).max(999_999_999).nullish().meta({
    description: 'How many points of the customer to spend; of more than it costs only those are taken that it costs.',
  }),
  note: text(2000).nullish().meta({ description: 'What the store writes to it; it stands in the confirmation.' }),
  lines: z.array(newLine).min(1).max(mostLines),
};

function oneOfThem(sent: { [Name in (typeof ofWhom)[number]]?: unknown }, context: z.RefinementCtx): void {
  const named = ofWhom.filter((name) => isSaid(sent[name]));
  if (named.length === 1) return;
  const message = `Exactly one of ${ofWhom.join(', ')} says for whom it is.`;
  context.addIssue({ code: 'custom', path: [named[1] ?? ofWhom[0]], message });
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined;
}

const ownId = externalId.nullish().meta({ description: 'What you call it: another order of this id is refused.' });

/** A new order. */
export const newOrder = z
  .strictObject({ external_id: ownId, ...fields })
  .superRefine(oneOfThem)
  .meta({ id: 'NewOrder' });

const reason = line(200).nullish().meta({
  description: 'Why it is changed, where it is there already and says something else; whoever ordered reads it.',
});

/** How an order shall be. */
export const putOrder = z
  .strictObject({ ...fields, reason })
  .superRefine(oneOfThem)
  .meta({ id: 'PutOrder' });

export type Sent = z.output<typeof putOrder>;
export type SentLine = Sent['lines'][number];
