// /admin/orders: what staff see of the store's orders and do about each.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { atWork } from './support/colleagues.ts';
import { anOrder, manyOrders, numberOf } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const at = (id: string, rest = '') => `/admin/orders/${id}${rest}`;
const idsOn = (text: string) => [...text.matchAll(/href="\/admin\/orders\/(ord_[^"?]+)"/g)].map(([, id]) => id);
const figures = () => rows('select turnover_minor, order_count, unrated_count from memberships');

describe('the orders of a store', () => {
  it('come newest first, by status and by the beginning of the number, and are nobody else’s', async () => {
    const customer = await aCustomer();
    const [one, two] = [await anOrder(customer, {}, { now: 1_790_000_000_000 }), await anOrder(customer)];
    await anOrder(await aCustomer({ store: 'trade', email: 'other@example.com' }), {}, { store: 'trade' });
    const browser = await atWork({ role: 'support' });
    const found = async (query: string) => idsOn((await browser.get(`/admin/orders${query}`)).text);

    expect(await found('')).toEqual([two, one]);
    expect(await found(`?q=${await numberOf(one)}`)).toEqual([one]);
    expect(await found('?q=20')).toHaveLength(2);
    expect(await found('?q=%25')).toEqual([]);
    expect(await found('?status=placed')).toHaveLength(2);
    expect(await found('?status=paid')).toEqual([]);
    expect((await browser.get('/admin/orders')).text).toContain('Grace Hopper');
  });

  it('read a few rows per row shown among ten thousand, on any page', async () => {
    const customer = await aCustomer();
    await manyOrders(customer, 10_000);
    const { cookies } = await atWork({ role: 'support' });
    let path = '/admin/orders';
    for (let page = 1; page <= 5; page += 1) {
      const { counts, ...counted } = counting();
      const { text } = await visitor({ cookies, ...counted }).get(path);
      expect(idsOn(text)).toHaveLength(50);
      expect(counts.rowsRead).toBeLessThanOrEqual(4 * 50 + 10);
      expect(counts.waits).toBe(1);
      path = (/href="(\/admin\/orders\?after=[^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
    }
  });
});

describe('an order', () => {
  it('is paid, shipped and delivered by staff, whom the history and the audit name, and the customer sees it', async () => {
    const customer = await signedIn();
    const id = await anOrder(customerIn(customer));
    const browser = await atWork({ role: 'manager', name: 'Max Manager' });
    expect((await browser.get(at(id))).text).toContain('value="64.80"');
    const done = [];
    for (const [rest, form] of [
      ['/payments', { amount: '64,80' }],
      ['/shipment', { carrier: 'dpd', trackingCode: '01234567890123' }],
      ['/delivery', {}],
    ] as const)
      done.push((await browser.post(at(id, rest), form)).location);

    expect(done).toEqual([at(id, '?done=paid'), at(id, '?done=shipped'), at(id, '?done=delivered')]);
    expect(await figures()).toEqual([{ turnover_minor: 6480, order_count: 1, unrated_count: 1 }]);
    expect((await rows('select act, customer_id from audit order by id')).map(({ act }) => act)).toEqual([
      'order_paid',
      'order_shipped',
      'order_delivered',
    ]);
    expect((await browser.get(at(id))).text).toContain('Delivered');
    expect((await customer.get(`/account/orders/${await numberOf(id)}`)).text).toContain('Delivered');
    expect((await customer.get('/account')).text).toContain('€64.80');
  });

  it('is cancelled before it is paid, refunded after, and offers only what can be done', async () => {
    const customer = await aCustomer();
    const [one, two] = [await anOrder(customer), await anOrder(customer)];
    const browser = await atWork({ role: 'manager' });
    await browser.post(at(one, '/cancellation'));
    await browser.post(at(two, '/payments'), { amount: '64.80' });
    expect((await browser.post(at(two, '/cancellation'))).location).toBe(at(two, '?problem=is_paid'));
    await browser.post(at(two, '/refund'));

    expect(await figures()).toEqual([{ turnover_minor: 0, order_count: 1, unrated_count: 0 }]);
    for (const id of [one, two]) expect((await browser.get(at(id))).text).not.toMatch(/action="\/admin\/orders/);
    expect((await browser.post(at(one, '/shipment'), { carrier: '' })).location).toBe(at(one, '?problem=is_cancelled'));
  });

  it.each([
    ['nothing', { amount: '' }, 'Please enter a number'],
    ['too much', { amount: '64.81' }, 'not more than what is owed'],
    ['no number', { amount: '1e3' }, 'Please enter a number'],
    ['less than nothing', { amount: '-1' }, 'Please enter a number'],
  ])('takes no payment of %s', async (_, form, words) => {
    const id = await anOrder(await aCustomer());
    const browser = await atWork({ role: 'manager' });
    const reply = await browser.post(at(id, '/payments'), form);

    expect(reply.status).toBe(422);
    expect(reply.text).toContain(words);
    expect(await value('select paid_minor from orders')).toBe(0);
  });

  it('takes no tracking code that is none of the carrier, and keeps what was typed', async () => {
    const id = await anOrder(await aCustomer(), { paymentMethod: 'elsewhere' });
    const browser = await atWork({ role: 'manager' });
    const reply = await browser.post(at(id, '/shipment'), { carrier: 'dpd', trackingCode: 'javascript:alert(1)' });

    expect(reply.status).toBe(422);
    expect(reply.text).toContain('No code of this carrier is written like this.');
    expect(reply.text).toContain('value="javascript:alert(1)"');
    expect(await value('select shipped_at from orders')).toBe(null);
  });

  it('of another store is not there, for any method', async () => {
    const customer = await aCustomer({ store: 'outlet' });
    const id = await anOrder(customer, {}, { store: 'outlet' });
    const browser = await atWork();
    const before = await everythingStored();

    expect((await browser.get(at(id))).status).toBe(404);
    for (const rest of ['/payments', '/shipment', '/delivery', '/cancellation', '/refund'])
      expect((await browser.post(at(id, rest), { amount: '1', carrier: '' })).status).toBe(404);
    expect(await everythingStored()).toBe(before);
  });

  it('stands on the record of its customer, whose text is inert', async () => {
    const customer = await aCustomer({ name: '<script>alert(1)</script>' });
    const id = await anOrder(customer);
    await env.DB.prepare(`update orders set summary = '<img src=x>', group_name = '{{7*7}}'`).run();
    const browser = await atWork({ role: 'support' });
    for (const path of [
      `/admin/customers/${customer}/orders`,
      `/admin/customers/${customer}/print`,
      '/admin/orders',
      at(id),
    ]) {
      const { text } = await browser.get(path);
      expect(text).toContain(await numberOf(id));
      expect(text).not.toMatch(/<script>alert|<img/);
    }
    expect(idsOn((await browser.get(`/admin/customers/${customer}/orders`)).text)).toEqual([id]);
  });
});
