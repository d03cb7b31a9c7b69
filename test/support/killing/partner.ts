// What a partner's system does: each POST with an Idempotency-Key, and sent again until it is answered.
import type { Dice } from '../../../src/demo/dice.ts';
import { ofCall, type Deed } from './deeds.ts';
import { orderState, wholeOrder } from './states.ts';
import { goods, type World } from './world.ts';

/** Something that a partner's system does. */
export function partnerDeed({ api, people }: World, dice: Dice, tag: string): Deed {
  const one = dice.pick([
    'order',
    'order',
    'putOrder',
    'customer',
    'putCustomer',
    'product',
    'putProduct',
    'points',
  ] as const);
  const call = (method: string, path: string, body: unknown) => async () =>
    ofCall(await api(method, path, body, method === 'POST' ? tag : undefined));
  const here = { subject: tag, isRepeatable: true };
  switch (one) {
    case 'order':
    case 'putOrder': {
      const body = {
        currency: 'EUR',
        payment_method: 'elsewhere',
        ...(dice.roll() < 0.5 ? { guest_email: `${tag}@example.com` } : { customer_id: dice.pick(people).id }),
        billing: { name: 'Till', line1: tag, postal_code: 'D01 X285', city: 'Dublin', country: 'IE' },
        shipping: { name: 'Picked up', price_minor: 0, tax_basis_points: 2300 },
        lines: [{ product_id: dice.pick(goods).id, quantity: 1, unit_price_minor: 5500 }],
      };
      const send = one === 'order' ? call('POST', '/orders', body) : call('PUT', `/orders/external/${tag}`, body);
      return { ...here, kind: `API: ${one}`, ...orderState(`o.billing ->> 'line1' = ?`, tag), whole: wholeOrder, send };
    }
    case 'customer':
    case 'putCustomer': {
      const email = `${tag}@example.com`;
      const body = {
        email,
        name: 'Mary Somerville',
        phone: '',
        company: '',
        vat_id: '',
        birth_date: '',
        language: 'en',
        answers: {},
        invite: true,
      };
      return {
        ...here,
        kind: `API: ${one}`,
        sql: `select concat_ws(' ', count(*), sum(exists (select 1 from memberships where customer_id = c.id)),
          sum((select count(*) from outbox where to_address = c.email and template = 'invitation')),
          sum((select count(*) from webhook_deliveries where type = 'customer.created' and subject ->> 'customer_id' = c.id)))
          from customers c where email = ?`,
        values: [email],
        whole: '1 1 1 1',
        send: one === 'customer' ? call('POST', '/customers', body) : call('PUT', `/customers/external/${tag}`, body),
      };
    }
    case 'product':
    case 'putProduct': {
      const body = {
        names: { en: `Brush ${tag}` },
        texts: {},
        sku: tag,
        price_minor: 1490,
        slug: tag.toLowerCase(),
        tax_class: 'standard',
        stock: 20,
        visibility: 'everyone',
        group_ids: [],
        category_ids: [],
      };
      return {
        ...here,
        kind: `API: ${one}`,
        sql: 'select count(*) from products where sku = ?',
        values: [tag],
        whole: '1',
        send: one === 'product' ? call('POST', '/products', body) : call('PUT', `/products/external/${tag}`, body),
      };
    }
    case 'points':
      return {
        ...here,
        kind: 'API: points',
        sql: 'select count(*) from points_entries where reason = ?',
        values: [tag],
        whole: '1',
        send: call('POST', `/customers/${dice.pick(people).id}/points`, { points: 5, reason: tag }),
      };
  }
}
