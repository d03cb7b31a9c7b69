// Messages about what somebody ordered, or may order, to them.
import type { FactsOf } from './facts.ts';

/** What an order says of itself. */
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

const paying = { name: 'name', due: 'due', by: 'by', note: 'note' } as const;

const offered = {
  id: 'quotation_id',
  name: 'name',
  number: 'quotation_number',
  total: 'total',
  until: 'until',
} as const;

export const orderFacts: FactsOf<
  | 'order_confirmation'
  | 'order_confirmation_guest'
  | 'order_status'
  | 'order_status_own'
  | 'document_issued'
  | 'order_changed'
  | 'order_note'
  | 'quotation'
  | 'quotation_reminder'
> = {
  order_confirmation: { variables: { ...orderVariables, ...paying } },
  order_confirmation_guest: {
    variables: { ...orderVariables, ...paying, mayRegister: 'may_register' },
    link: '/orders/{{ number | url_encode }}/',
  },
  order_status: {
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
  order_status_own: {
    variables: {
      name: 'name',
      number: 'order_number',
      status: 'status',
      text: 'status_text',
      note: 'note',
      amount: 'amount',
      carrier: 'carrier',
      code: 'parcel_code',
      link: 'parcel_link',
    },
  },
  document_issued: {
    variables: { name: 'name', number: 'invoice_number', order: 'order_number' },
  },
  order_changed: {
    variables: { name: 'name', number: 'order_number', total: 'total', owed: 'owed', back: 'back', why: 'why' },
  },
  order_note: { variables: { name: 'name', number: 'order_number', text: 'order_text' } },
  quotation: { variables: { ...offered, note: 'note' } },
  quotation_reminder: { variables: offered },
};
