// Quotations: offered once, accepted or declined once, and an accepted one is the order that was offered.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { quote } from '../src/orders/quotations/offering.ts';
import * as quotations from '../src/orders/quotations/quotations.ts';
import { postbox } from './support/mail.ts';
import { aProduct, aQuotation, numberOf, sceneAt, wanted } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { visitor } from './support/visitor.ts';

const at = (id: string, rest = '') => `/account/documents/${id}${rest}`;
const figures = () => rows('select order_count, turnover_minor from memberships');

describe('a quotation', () => {
  it('is numbered, told to the customer, and says until when it holds', async () => {
    const browser = await signedIn();
    const id = await aQuotation(customerIn(browser));
    const number = String(await value('select number from documents where id = ?', id));
    const { text } = await browser.get(at(id));

    for (const words of [`Quotation ${number}`, 'waits for your answer', 'is valid until', 'Rope bag', '€64.80'])
      expect(text).toContain(words);
    expect((await browser.get('/account/documents')).text).toContain(`href="${at(id)}"`);
    expect(await rows('select template, to_address from outbox')).toEqual([
      { template: 'quotation', to_address: 'grace@example.com' },
    ]);
    expect(await figures()).toEqual([{ order_count: 0, turnover_minor: 0 }]);
  });

  it('becomes the order that it offers, at its prices, whatever things cost by then', async () => {
    const post = postbox();
    const { cookies } = await signedIn();
    const browser = visitor({ cookies, bindings: { EMAIL: post.binding } });
    const productId = await aProduct({ stock: 3 });
    const id = await aQuotation(customerIn(browser), { items: [{ productId, quantity: 2 }] });
    await env.DB.prepare(`update products set price_minor = 99900, names = '{"en":"Golden bag"}'`).run();
    const reply = await browser.post(at(id, '/acceptance'));
    const orderId = String(await value('select id from orders'));

    expect(reply).toMatchObject({ status: 303, location: at(id) });
    expect(await rows('select total_minor, summary from orders')).toEqual([
      { total_minor: 2 * 5990 + 490, summary: 'Rope bag' },
    ]);
    expect(await value('select stock from products')).toBe(1);
    expect(await figures()).toEqual([{ order_count: 1, turnover_minor: 0 }]);
    expect(await rows('select order_id, accepted_at > 0 as is_accepted from quotations')).toEqual([
      { order_id: orderId, is_accepted: 1 },
    ]);
    expect((await rows('select type from documents order by type')).map(({ type }) => type)).toEqual([
      'order',
      'quotation',
    ]);
    expect(post.sent.map(({ subject }) => subject)).toEqual([`Your order ${await numberOf(orderId)} at Harbour Goods`]);
    const { text } = await browser.get(at(id));
    expect(text).toContain('You accepted this offer on');
    expect(text).toContain(`href="/account/orders/${await numberOf(orderId)}"`);
    expect(text).not.toContain('Accept and order');
  });

  it('is accepted once by twenty clicks at once, among which are ten to decline it', async () => {
    const browser = await signedIn();
    const id = await aQuotation(customerIn(browser));
    const { cookies } = browser;
    await Promise.all(
      Array.from({ length: 20 }, (_, click) =>
        visitor({ cookies: new Map(cookies) }).post(at(id, click % 2 === 0 ? '/acceptance' : '/refusal')),
      ),
    );
    const [answer] = await rows('select accepted_at, declined_at from quotations');

    expect([answer?.accepted_at, answer?.declined_at].filter((one) => one !== null)).toHaveLength(1);
    expect(await value('select count(*) from orders')).toBe(answer?.accepted_at === null ? 0 : 1);
  });

  it('is accepted once by twenty clicks at once', async () => {
    const customerId = await aCustomer();
    const documentId = await aQuotation(customerId);
    const scene = await sceneAt();
    const accept = () => quotations.accept(scene, { customerId, documentId }, Date.now());
    const results = await Promise.all(Array.from({ length: 20 }, accept));

    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await value('select count(*) from orders')).toBe(1);
    expect(await value(`select last from number_series where series like 'order:%'`)).toBe(1);
    expect(await accept()).toEqual({ ok: false, problem: 'is_accepted' });
  });

  it('can be declined, once, and not accepted any more; all others stay open', async () => {
    const browser = await signedIn();
    const id = await aQuotation(customerIn(browser));
    await aQuotation(customerIn(browser));
    await aQuotation(await aCustomer({ email: 'other@example.com', store: 'trade' }), {}, { store: 'trade' });

    expect((await browser.post(at(id, '/refusal'))).location).toBe(at(id, '?done=declined'));
    expect((await browser.post(at(id, '/refusal'))).location).toBe(at(id, '?problem=is_declined'));
    expect((await browser.post(at(id, '/acceptance'))).location).toBe(at(id, '?problem=is_declined'));
    expect((await browser.get(at(id, '?problem=is_declined'))).text).toContain('Nothing was ordered');
    expect(await value('select count(*) from orders')).toBe(0);
    expect(await rows('select document_id from quotations where declined_at is not null')).toEqual([
      { document_id: id },
    ]);
  });

  it('cannot be answered once its time is over', async () => {
    const browser = await signedIn();
    const id = await aQuotation(customerIn(browser), {}, { days: -1 });

    for (const rest of ['/acceptance', '/refusal'])
      expect((await browser.post(at(id, rest))).location).toBe(at(id, '?problem=is_over'));
    expect((await browser.get(at(id))).text).toContain('This offer was valid until');
    expect(await value('select count(*) from orders')).toBe(0);
  });

  it.each([
    ['is not sold any more', 'update products set retired_at = 1'],
    ['is sold out', 'update products set stock = 0'],
  ])('of something that %s places no order and stays open', async (_, meanwhile) => {
    const browser = await signedIn();
    const id = await aQuotation(customerIn(browser));
    await env.DB.prepare(meanwhile).run();

    expect((await browser.post(at(id, '/acceptance'))).location).toBe(at(id, '?problem=changed_meanwhile'));
    expect(await value('select count(*) from orders')).toBe(0);
    expect(await value('select count(*) from quotations where accepted_at is null')).toBe(1);
    expect(await rows(`select * from number_series where series like 'order:%'`)).toEqual([]);
  });

  it('orders nothing for somebody who was denied meanwhile', async () => {
    const customerId = await aCustomer();
    const documentId = await aQuotation(customerId);
    await env.DB.prepare(`update memberships set status = 'denied'`).run();

    expect(await quotations.accept(await sceneAt(), { customerId, documentId }, Date.now())).toEqual({
      ok: false,
      problem: 'not_a_customer',
    });
  });

  it('is refused by name where the order would be, and takes no number', async () => {
    const customerId = await aCustomer();
    const offer = { ...wanted(customerId, 'prd_never'), validUntil: Date.now() + 1 };

    expect(await quote(await sceneAt(), offer, Date.now())).toEqual({ ok: false, problem: 'not_sold' });
    expect(await value('select count(*) from number_series')).toBe(0);
  });

  it('is not there where the shop shows no quotations', async () => {
    await withPolicies({ documentsShown: ['invoice'] });
    const browser = await signedIn();
    const id = await aQuotation(customerIn(browser));

    for (const reply of [
      await browser.get(at(id)),
      await browser.get(at(id, '/pdf')),
      await browser.post(at(id, '/acceptance')),
    ])
      expect(reply.status).toBe(404);
    expect((await browser.get('/account/documents')).text).not.toContain(id);
  });
});
