// Messages about what somebody ordered, or may order, to them.
import type { FactsOf } from './facts.ts';

const name = 'Ada Lovelace';

/** What an order says of itself. */
export const orderSample = {
  number: '2026-00412',
  lines: [
    { name: 'Rope bag', quantity: '1', amount: '€59.90' },
    { name: 'Brass bell', quantity: '2', amount: '€24.00' },
  ],
  shipping: { name: 'Parcel', amount: '€4.90' },
  points: '-€3.20',
  total: '€85.60',
  tax: '€16.01',
};

export const orderVariables = {
  number: 'order_number',
  'lines[].name': 'line_name',
  'lines[].quantity': 'line_quantity',
  'lines[].amount': 'line_amount',
  'shipping.name': 'shipping_name',
  'shipping.amount': 'shipping_amount',
  points: 'points',
  total: 'total',
  tax: 'tax',
} as const;

const paid = { name, due: '10 December 2026', by: 'bank_transfer' } as const;
const paying = { name: 'name', due: 'due', by: 'by' } as const;

export const orderFacts: FactsOf<
  'order_confirmation' | 'order_confirmation_guest' | 'order_status' | 'document_issued' | 'quotation'
> = {
  order_confirmation: { sample: { ...orderSample, ...paid }, variables: { ...orderVariables, ...paying } },
  order_confirmation_guest: {
    sample: { ...orderSample, ...paid, mayRegister: true },
    variables: { ...orderVariables, ...paying, mayRegister: 'may_register' },
    link: '/orders/{{ number | url_encode }}/',
  },
  order_status: {
    sample: {
      name,
      number: '2026-00412',
      event: 'shipped',
      amount: '€85.60',
      carrier: 'DHL',
      code: '00340434161094042557',
      link: 'https://parcels.example/00340434161094042557',
    },
    variables: {
      name: 'name',
      number: 'order_number',
      event: 'event',
      amount: 'amount',
      carrier: 'carrier',
      code: 'parcel_code',
      link: 'parcel_link',
    },
  },
  document_issued: {
    sample: { name, number: '2026-00398', order: '2026-00412' },
    variables: { name: 'name', number: 'invoice_number', order: 'order_number' },
  },
  quotation: {
    sample: { id: 'doc_01kb0example', name, number: '2026-00017', total: '€480.00', until: '10 December 2026' },
    variables: {
      id: 'quotation_id',
      name: 'name',
      number: 'quotation_number',
      total: 'total',
      until: 'until',
    },
  },
};
