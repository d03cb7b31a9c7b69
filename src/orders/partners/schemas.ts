// An order as partners see it, as schemas: they type the replies, and say in the description what each field means.
import * as z from 'zod';
import { documents } from '../../documents/schema.ts';
import { postalAndPhone } from '../../customers/addresses/postal.ts';
import { basisPoints, currency, externalId, idField, moment, textOrNull as text } from '../../partners/fields.ts';
import { languages } from '../../web/i18n.ts';
import { orderEvents } from '../events/schema.ts';
import { orders } from '../schema.ts';

const address = z
  .strictObject(postalAndPhone)
  .meta({ id: 'OrderAddress', description: 'As it was when the order was placed, or last changed by hand.' });

const line = z
  .strictObject({
    position: z.int().meta({ description: 'A line keeps it; one that went leaves a gap.' }),
    product_id: idField('prd').nullable().meta({ description: 'Null for what is no product of the store.' }),
    sku: text,
    name: z.string(),
    quantity: z.int(),
    list_price_minor: z.int().meta({ description: 'Of one, before the discount.' }),
    unit_price_minor: z.int().meta({ description: 'Of one, as it was agreed.' }),
    tax_basis_points: basisPoints,
    total_minor: z.int(),
    tax_minor: z.int().meta({ description: 'The tax in it, less the share of what comes off the whole.' }),
  })
  .meta({ id: 'OrderLine' });

const customer = z
  .strictObject({
    id: idField('cus'),
    external_id: externalId.nullable(),
    name: text,
    email: z.string(),
    company: text,
  })
  .meta({ id: 'OrderCustomer' });

const fields = {
  id: idField('ord'),
  number: z.string().meta({ description: 'As people say it; one after the other.', examples: ['2026-00412'] }),
  external_id: externalId.nullable().meta({ description: 'What you call it; other partners do not see it.' }),
  customer_id: idField('cus').nullable().meta({ description: 'Null for a guest’s, and once the person is erased.' }),
  customer: customer
    .nullable()
    .meta({ description: 'Null unless asked for by `expand`; null where nobody is on record.' }),
  is_guest: z.boolean().meta({ description: 'Whether it was placed without an account.' }),
  email: text.meta({ description: 'Of whoever ordered, as it was then; null once the person is erased.' }),
  phone: text,
  vat_id: text,
  billing: address.nullable(),
  delivery: address.nullable(),
  language: z.enum(languages).meta({ description: 'In which it was placed; papers are written in it.' }),
  status: z.enum(orders.status.enumValues).meta({ description: 'What happened to it last.' }),
  own_status: z
    .strictObject({ id: idField('sts'), names: z.record(z.string(), z.string()) })
    .nullable()
    .meta({
      description: 'What the store itself calls where it is, by language; null where it has no word of its own.',
    }),
  currency,
  summary: z.string().meta({ description: 'The name of the first line.' }),
  item_count: z.int().meta({ description: 'How many pieces there are of everything.' }),
  items_minor: z.int().meta({ description: 'The lines together. Amounts include tax.' }),
  shipping: z.strictObject({ name: text, price_minor: z.int(), tax_basis_points: basisPoints }),
  group_name: text.meta({ description: 'The group of the customer when it was placed.' }),
  discount_basis_points: basisPoints,
  rebate_minor: z.int().meta({ description: 'What staff have taken off the whole.' }),
  points_spent: z.int().meta({ description: 'How many points were spent on it.' }),
  points_minor: z.int().meta({ description: 'What the points were worth; it comes off.' }),
  total_minor: z.int(),
  tax_minor: z.int().meta({ description: 'The tax in the total.' }),
  is_reverse_charge: z
    .boolean()
    .meta({ description: 'Whether the buyer owes the tax; the prices are without it then.' }),
  payment_method: z
    .enum(orders.paymentMethod.enumValues)
    .meta({ description: '`elsewhere`: it is paid where it was ordered, as at a till.' }),
  paid_minor: z.int(),
  refunded_minor: z.int().meta({ description: 'What of that was given back.' }),
  owed_minor: z.int().meta({ description: 'What is still to be paid; negative where too much was.' }),
  due_at: moment.nullable().meta({ description: 'Until when it is to be paid.' }),
  paid_at: moment.nullable().meta({ description: 'When it was first paid in full.' }),
  carrier: text.meta({ description: 'By its key, like `dhl`.' }),
  tracking_code: text,
  tracking_url: text.meta({ description: 'Where the carrier shows the parcel.' }),
  placed_at: moment,
  shipped_at: moment.nullable(),
  delivered_at: moment.nullable(),
  cancelled_at: moment.nullable(),
  refunded_at: moment.nullable(),
  updated_at: moment
    .nullable()
    .meta({ description: 'When it last changed; null where that was before this was kept.' }),
};

/** An order in a list. */
export const listed = z
  .strictObject({
    ...fields,
    lines: z.array(line).nullable().meta({ description: 'Null unless asked for by `expand`.' }),
  })
  .meta({ id: 'OrderInList' });

const event = z
  .strictObject({
    id: idField('evt'),
    type: z.enum(orderEvents.event.enumValues).meta({
      description:
        '`status`: a status of the store’s own was set; `noted`: a note of staff for themselves; `told`: to whoever ordered.',
    }),
    at: moment,
    amount_minor: z.int().nullable(),
    text: text.meta({ description: 'The note, or why it was changed.' }),
    status_names: z.record(z.string(), z.string()).nullable(),
    by: text.meta({ description: 'Who of the staff; null for the customer and for what happens by itself.' }),
    changes: z.array(
      z.strictObject({
        what: z.string(),
        name: text,
        before: z.union([z.string(), z.number()]).nullable(),
        after: z.union([z.string(), z.number()]).nullable(),
      }),
    ),
  })
  .meta({ id: 'OrderEvent' });

/** One order, with everything about it. */
export const order = z
  .strictObject({
    ...fields,
    lines: z.array(line),
    taxes: z
      .array(z.strictObject({ tax_basis_points: basisPoints, net_minor: z.int(), tax_minor: z.int() }))
      .meta({ description: 'What is taxed at each rate; together they are the total.' }),
    events: z.array(event).meta({ description: 'What happened to it, in that order.' }),
    documents: z.array(
      z.strictObject({ id: idField('doc'), type: z.enum(documents.type.enumValues), number: z.string() }),
    ),
  })
  .meta({ id: 'Order' });
