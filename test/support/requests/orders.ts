// What partners ask of orders, and of what happens to them.
import { env } from 'cloudflare:workers';
import { aProduct, anOrder } from '../orders.ts';
import { called } from '../partners.ts';
import { aCustomer } from '../people.ts';
import type { Readying } from './requests.ts';

/** Where things go, as partners send it. */
export const quaySent = {
  name: 'Grace Hopper',
  line1: '4 Custom House Quay',
  postal_code: 'D01 X285',
  city: 'Dublin',
  country: 'IE',
};

/** An order as a till sends it: paid there, with a product and something that is none. */
export async function tillOrder(more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  return {
    currency: 'EUR',
    payment_method: 'elsewhere',
    billing: quaySent,
    shipping: { name: 'Picked up', price_minor: 0, tax_basis_points: 2300 },
    lines: [
      { product_id: await aProduct(), quantity: 2, unit_price_minor: 5500 },
      { name: 'Splicing', sku: 'S-1', quantity: 1, unit_price_minor: 1500, tax_basis_points: 1350 },
    ],
    ...more,
  };
}

/** An order that is paid where it was made, of which so much was said to be paid. */
async function ordered(how: 'placed' | 'paid' | 'shipped' | 'overpaid' = 'placed'): Promise<string> {
  const id = await anOrder(await aCustomer(), { paymentMethod: 'elsewhere' });
  const set = {
    placed: '',
    paid: `, status = 'paid', paid_minor = total_minor, paid_at = 1`,
    shipped: `, status = 'shipped', shipped_at = 1`,
    overpaid: `, status = 'paid', paid_minor = total_minor + 100, paid_at = 1`,
  }[how];
  await env.DB.prepare(`update orders set vat_id = '' ${set} where id = ?`).bind(id).run();
  return id;
}

const happening =
  (what: string, how?: Parameters<typeof ordered>[0], body: Record<string, unknown> = {}): Readying =>
  async () => ({ path: `/orders/${await ordered(how)}/${what}`, body });

export const orderRequests: Record<string, Readying> = {
  listOrders: async () => {
    await ordered();
    return { path: '/orders?limit=2&expand=lines,customer' };
  },
  getOrder: async () => ({ path: `/orders/${await ordered()}?expand=customer` }),
  getOrderByExternalId: async (partnerId) => {
    await called(partnerId, 'order', await ordered(), 'T-1');
    return { path: '/orders/external/T-1' };
  },
  createOrder: async () => ({
    path: '/orders',
    body: await tillOrder({
      external_id: 'T-1',
      customer_id: await aCustomer(),
      language: 'en',
      vat_id: '',
      points: 0,
      note: 'Thanks',
      delivery: quaySent,
    }),
  }),
  putOrder: async () => ({
    path: '/orders/external/T-2',
    body: await tillOrder({ guest_email: 'guest@example.com', delivery: quaySent, reason: 'As it is' }),
  }),
  payOrder: happening('payments', 'placed', { amount_minor: 100 }),
  shipOrder: happening('shipment', 'placed', { carrier: 'dpd', tracking_code: '01234567890123' }),
  deliverOrder: happening('delivery', 'shipped'),
  cancelOrder: happening('cancellation'),
  refundOrder: happening('refund', 'paid'),
  repayOrder: happening('repayment', 'overpaid'),
  addOrderNote: happening('notes', 'placed', { text: 'Rings at the side door.', to: 'customer' }),
};
