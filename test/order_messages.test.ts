// What customers and the owner are told of orders, in the same batch as what they are told of.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { deliver } from '../src/messages/delivery.ts';
import { postOf } from '../src/messages/posting.ts';
import * as handling from '../src/orders/handling.ts';
import { place } from '../src/orders/placing/placing.ts';
import { atWork } from './support/colleagues.ts';
import { postbox } from './support/mail.ts';
import { anOrder, aProduct, numberOf, sceneAt, wanted } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';

const told = () => rows('select template, to_address, language from outbox order by created_at, template, to_address');

/** Sends everything that waits, the oldest first; returns it. */
async function sendAll() {
  const post = postbox();
  const waiting = await rows('select id from outbox where sent_at is null order by created_at, template, to_address');
  for (const { id } of waiting) await deliver(postOf({ ...env, EMAIL: post.binding }), [String(id)], Date.now());
  return post.sent;
}

const parcel = { carrier: 'dpd', trackingCode: '01234567890123' };

describe('an order that is placed', () => {
  it('is confirmed to the customer, and told to each address of the owner, who reads nothing of the person', async () => {
    await withPolicies({ email: { ownerAddresses: ['one@goods.example', 'two@goods.example'] } });
    const productId = await aProduct();
    const id = await anOrder(await aCustomer({ group: 'gold' }), { items: [{ productId, quantity: 2 }] });
    const number = await numberOf(id);
    const [confirmation, notice, ...others] = await sendAll();

    expect(confirmation).toMatchObject({ to: 'grace@example.com', subject: `Your order ${number} at Harbour Goods` });
    for (const part of [
      'Hello Grace Hopper',
      '2 × Rope bag: €107.82',
      'Shipping: Parcel: €4.90',
      'Total: €112.72',
      'Please transfer €112.72 by',
      `/account/orders/${number}`,
    ])
      expect(confirmation?.text).toContain(part);
    expect(confirmation?.html).toMatch(/<td[^>]*>2 × Rope bag<\/td><td align="right"[^>]*>€107\.82<\/td>/);
    expect(notice).toMatchObject({ to: 'one@goods.example', subject: `New order ${number}: €112.72` });
    expect(notice?.text).toContain(`/admin/orders/${id}`);
    expect(notice?.text).not.toMatch(/grace/i);
    expect(others.map(({ to }) => to)).toEqual(['two@goods.example']);
  });

  it('is confirmed in the language that the customer chose, else in the one in which they ordered', async () => {
    await anOrder(await aCustomer({ language: 'de' }), { language: 'en' });
    await anOrder(await aCustomer({ email: 'other@example.com' }), { language: 'cs' });

    expect(await told()).toEqual([
      { template: 'order_confirmation', to_address: 'grace@example.com', language: 'de' },
      { template: 'order_confirmation', to_address: 'other@example.com', language: 'cs' },
    ]);
    const [first, second] = await sendAll();
    expect(first?.text).toMatch(/64,80\s€/);
    expect(second?.subject).toMatch(/^Vaše objednávka/);
  });

  it.each([
    ['cash_on_delivery', 'You pay when it is delivered.'],
    ['elsewhere', 'See the order'],
  ] as const)('by %s asks for no transfer', async (paymentMethod, words) => {
    await anOrder(await aCustomer(), { paymentMethod });
    const [confirmation] = await sendAll();

    expect(confirmation?.text).toContain(words);
    expect(confirmation?.text).not.toContain('transfer');
  });

  it('that is refused tells nobody', async () => {
    const customerId = await aCustomer();
    const scene = await sceneAt();
    await place(scene, wanted(customerId, await aProduct({ stock: 0 })), Date.now());
    const productId = await aProduct({ stock: 1 });
    await Promise.all(Array.from({ length: 20 }, () => place(scene, wanted(customerId, productId), Date.now())));

    expect(await told()).toHaveLength(1);
  });

  it('shows no markup of a product in its HTML', async () => {
    const productId = await aProduct({ names: { en: '<img src=x onerror=alert(1)>' } });
    await anOrder(await aCustomer({ name: '<b>Grace</b>' }), { items: [{ productId, quantity: 1 }] });
    const [confirmation] = await sendAll();

    expect(confirmation?.html).not.toMatch(/<img|<b>/);
    expect(confirmation?.html).toContain('&lt;img');
  });
});

describe('what happens to an order', () => {
  it('is told to the customer once each, with the parcel, and where to rate', async () => {
    const customerId = await aCustomer();
    const acting = { orderId: await anOrder(customerId), staffId: null };
    const number = await numberOf(acting.orderId);
    const scene = await sceneAt();
    await handling.receivePayment(scene, acting, 1000, Date.now());
    await Promise.all(Array.from({ length: 5 }, () => handling.receiveAll(scene, acting, Date.now())));
    await handling.ship(scene, acting, parcel, Date.now());
    await handling.deliver(scene, acting, Date.now());
    await handling.refund(scene, acting, Date.now());
    await handling.cancel(scene, acting, Date.now());
    const [, ...news] = await sendAll();

    expect(news.map(({ subject }) => subject)).toEqual([
      `Your payment for order ${number} has arrived`,
      `Your order ${number} is on its way`,
      `Your order ${number} has arrived`,
      `Your order ${number} is refunded`,
    ]);
    expect(news[0]?.text).toContain('your payment of €64.80');
    expect(news[1]?.text).toContain('DPD, parcel 01234567890123');
    expect(news[1]?.text).toContain('parcelNumber=01234567890123');
    expect(news[2]?.text).toContain('/account/reviews');
    expect(news[3]?.text).toContain('€64.80 will be with you soon');
  });

  it('is told when it is cancelled', async () => {
    const acting = { orderId: await anOrder(await aCustomer({ language: 'cs' })), staffId: null };
    await handling.cancel(await sceneAt(), acting, Date.now());

    expect((await sendAll()).at(-1)?.subject).toMatch(/je zrušena$/);
  });

  it('is told to nobody whose account is deleted', async () => {
    const browser = await signedIn();
    const acting = { orderId: await anOrder(customerIn(browser)), staffId: null };
    await env.DB.prepare(`update orders set customer_id = null, erased_at = 1`).run();
    await handling.receiveAll(await sceneAt(), acting, Date.now());

    expect(await value('select status from orders')).toBe('paid');
    expect((await told()).map(({ template }) => template)).toEqual(['order_confirmation']);
  });

  it('is sent right after staff have done it', async () => {
    const id = await anOrder(await aCustomer());
    const post = postbox();
    const browser = await atWork({ bindings: { EMAIL: post.binding } });
    await browser.post(`/admin/orders/${id}/payments`, { amount: '64.80' });

    expect(post.sent.map(({ to }) => to)).toEqual(['grace@example.com']);
  });
});
