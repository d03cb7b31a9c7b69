// A document as partners get it: what stands on it, from its frozen content, and how it stands with it where it is a quotation.
import * as z from 'zod';
import { postal, shownPostal } from '../../customers/addresses/postal.ts';
import type { Content } from '../../documents/content.ts';
import { documents } from '../../documents/schema.ts';
import { basisPoints, currency, idField, moment, momentOf, orNull, textOrNull as text } from '../../partners/fields.ts';
import { isLanguage, languages } from '../../web/i18n.ts';
import { quotationStates, stateOf, type Found } from './register.ts';

const minor = z.int().meta({ description: 'In minor units of `currency`, with tax.' });
const line = z.strictObject({
  name: z.string(),
  sku: text,
  quantity: z.int(),
  unit_price_minor: minor.meta({ description: 'Of one, after the discount.' }),
  tax_basis_points: basisPoints,
  total_minor: minor,
});

const address = z.strictObject(postal);

const buyer = z.strictObject({
  email: text,
  vat_id: text,
  billing: address.nullable(),
  delivery: address.nullable().meta({ description: 'Null where it is the same as `billing`.' }),
});

const quotation = z.strictObject({
  status: z.enum(quotationStates).meta({ description: '`over`: nobody has answered until `valid_until`.' }),
  valid_until: moment.meta({ description: 'Of one that was withdrawn, when it was.' }),
  accepted_at: moment.nullable(),
  declined_at: moment.nullable(),
  order_id: idField('ord').nullable().meta({ description: 'The order that came of it.' }),
  note: text.meta({ description: 'What the store wrote to it; the customer reads it.' }),
});

export const paper = z
  .strictObject({
    id: idField('doc'),
    type: z.enum(documents.type.enumValues),
    number: z
      .string()
      .meta({ description: 'Without gaps for each type; a confirmation (`order`) has that of the order.' }),
    language: z.enum(languages).meta({ description: 'In which it is written.' }),
    issued_at: moment,
    order_id: idField('ord').nullable().meta({ description: 'Null for a quotation.' }),
    order_number: text,
    ordered_at: moment.nullable(),
    customer_id: idField('cus')
      .nullable()
      .meta({ description: 'Null for a guest’s, and once the customer is deleted.' }),
    buyer: buyer.nullable().meta({ description: 'Null once the customer is deleted.' }),
    currency,
    lines: z.array(line),
    discount_basis_points: basisPoints.meta({ description: 'The group’s discount; the lines have taken it off.' }),
    items_minor: minor.meta({ description: 'All lines.' }),
    shipping: z.strictObject({ name: text, price_minor: minor }).nullable(),
    rebate_minor: minor.meta({ description: 'What the store let off the whole.' }),
    points_minor: minor.meta({ description: 'What points were worth; it comes off.' }),
    total_minor: minor,
    taxes: z
      .array(z.strictObject({ tax_basis_points: basisPoints, net_minor: minor, tax_minor: minor }))
      .meta({ description: 'One for each rate, the highest first; together they are `total_minor`.' }),
    is_reverse_charge: z
      .boolean()
      .meta({ description: 'Whether the buyer owes the tax; amounts are without it then.' }),
    corrects: z
      .string()
      .nullable()
      .meta({ description: 'Of a credit note, the number of the invoice that it takes back.' }),
    transfer: z
      .strictObject({
        holder: z.string(),
        iban: z.string(),
        bic: z.string(),
        amount_minor: minor,
        due_at: moment.nullable(),
      })
      .nullable()
      .meta({ description: 'How the rest is to be paid, as it was when this was issued; null where nothing is.' }),
    quotation: quotation.nullable().meta({ description: 'Null for what is none.' }),
  })
  .meta({ id: 'Document' });

/** A document as it is sent. */
export function paperOf(found: Found, now: number): z.input<typeof paper> {
  const { content } = found;
  return {
    id: found.id,
    type: found.type,
    number: found.number,
    language: isLanguage(found.language) ? found.language : 'en',
    issued_at: momentOf(found.issuedAt),
    order_id: found.orderId,
    order_number: orNull(content.orderNumber),
    ordered_at: momentOf(content.orderedAt),
    customer_id: found.customerId,
    ...saidIn(content),
    quotation: quotationOf(found, now),
  };
}

function saidIn(content: Content) {
  const { buyer: whose, shipping, transfer } = content;
  return {
    buyer: whose && {
      email: orNull(whose.email),
      vat_id: orNull(whose.vatId),
      billing: whose.billing && shownPostal(whose.billing),
      delivery: whose.delivery && shownPostal(whose.delivery),
    },
    currency: content.currency,
    lines: content.lines.map((one) => ({
      name: one.name,
      sku: orNull(one.sku),
      quantity: one.quantity,
      unit_price_minor: one.unitPriceMinor,
      tax_basis_points: one.taxBasisPoints,
      total_minor: one.totalMinor,
    })),
    discount_basis_points: content.discountBasisPoints,
    items_minor: content.itemsMinor,
    shipping: shipping && { name: orNull(shipping.name), price_minor: shipping.amountMinor },
    rebate_minor: content.rebateMinor ?? 0,
    points_minor: content.pointsMinor,
    total_minor: content.totalMinor,
    taxes: content.taxes.map((part) => ({
      tax_basis_points: part.taxBasisPoints,
      net_minor: part.netMinor,
      tax_minor: part.taxMinor,
    })),
    is_reverse_charge: content.isReverseCharge ?? false,
    corrects: content.corrects,
    transfer: transfer && {
      holder: transfer.holder,
      iban: transfer.iban,
      bic: transfer.bic,
      amount_minor: transfer.amountMinor,
      due_at: momentOf(transfer.dueAt),
    },
  };
}

function quotationOf(found: Found, now: number): z.input<typeof quotation> | null {
  const state = stateOf(found, now);
  if (state === null || found.validUntil === null) return null;
  return {
    status: state,
    valid_until: momentOf(found.validUntil),
    accepted_at: momentOf(found.acceptedAt),
    declined_at: momentOf(found.declinedAt),
    order_id: found.cameToBe,
    note: orNull(found.note ?? ''),
  };
}
