// /account/orders as customers see it, and what it costs.
import { env } from 'cloudflare:workers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { trackingLink } from '../src/orders/details/carriers.ts';
import * as handling from '../src/orders/handling.ts';
import { anOrder, aProduct, manyOrders, numberOf, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, password, signedIn, signIn } from './support/people.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const numbersOn = (text: string) =>
  [...text.matchAll(/href="\/account\/orders\/(?!guest")([^"?]+)"/g)].map(([, number]) => number);

describe('the history', () => {
  it('shows the newest first, and what to do without one', async () => {
    const browser = await signedIn();
    expect((await browser.get('/account/orders')).text).toContain('As soon as you order at Harbour Goods');
    const first = await numberOf(await anOrder(customerIn(browser), {}, { now: Date.now() - 1000 }));
    const second = await numberOf(await anOrder(customerIn(browser)));
    const { text } = await browser.get('/account/orders');

    expect(numbersOn(text)).toEqual([second, first]);
    expect(text).toContain('Rope bag');
    expect(text).toContain('€64.80');
    expect((await browser.get('/account')).text).toContain('Awaiting payment · €64.80');
  });

  it('is found by number, by words of what was ordered, by status and by year, and says where nothing is', async () => {
    const browser = await signedIn();
    const lantern = await aProduct({ names: { en: 'Storm lántern, brass' } });
    const id = customerIn(browser);
    const old = Date.UTC(2024, 5, 1);
    const one = await numberOf(await anOrder(id, { items: [{ productId: lantern, quantity: 2 }] }, { now: old }));
    const two = await numberOf(await anOrder(id));
    const found = async (query: string) => numbersOn((await browser.get(`/account/orders?${query}`)).text);

    expect(await found('q=LANTERN')).toEqual([one]);
    expect(await found('q=brass%20storm')).toEqual([one]);
    expect(await found('q=brass%20rope')).toEqual([]);
    expect(await found(`q=${two}`)).toEqual([two]);
    expect(await found('year=2024')).toEqual([one]);
    expect(await found('status=cancelled')).toEqual([]);
    expect(await found('status=placed&year=2024&q=storm')).toEqual([one]);
    expect(await found('status=nonsense&year=x&after=%27--')).toEqual([two, one]);
    expect((await browser.get('/account/orders?q=nothing')).text).toContain('No order matches');
  });

  it('holds the orders of this store, or of the whole pool where the store says so', async () => {
    const browser = await signedIn();
    await signIn(visitor({ store: 'outlet' }));
    const here = await anOrder(customerIn(browser));
    const there = await anOrder(customerIn(browser), {}, { store: 'outlet', now: Date.now() + 1 });
    expect(numbersOn((await browser.get('/account/orders')).text)).toEqual([await numberOf(here)]);
    expect((await browser.get(`/account/orders/${there}`)).status).toBe(404);

    await withPolicies({ orderHistory: 'pool' });
    expect(numbersOn((await browser.get('/account/orders')).text)).toEqual([there, await numberOf(here)]);
    expect((await browser.get(`/account/orders/${there}`)).status).toBe(200);
    expect(numbersOn((await browser.get('/account/orders?q=rope')).text)).toHaveLength(2);
  });
});

describe('an order', () => {
  it('shows what was ordered, at which price, where it goes, and what happened', async () => {
    const browser = await signedIn({ group: 'gold' });
    const orderId = await anOrder(customerIn(browser));
    const scene = await sceneAt();
    const acting = { orderId, staffId: null };
    await handling.receivePayment(scene, acting, 5881, Date.now());
    await handling.ship(scene, acting, { carrier: 'dpd', trackingCode: '01234567890123' }, Date.now());
    const { text } = await browser.get(`/account/orders/${await numberOf(orderId)}`);

    for (const words of ['Rope bag', '€59.90', '€53.91', '€58.81', 'Discount of Gold', '4 Custom House Quay', 'DPD'])
      expect(text).toContain(words);
    expect(text).toContain('https://www.dpdgroup.com/ie/mydpd/my-parcels/search?parcelNumber=01234567890123');
    const happened = [...text.matchAll(/<li><strong>(?:<bdi>)?(\w+)</g)].map(([, word]) => word);
    expect(happened).toEqual(['Placed', 'Paid', 'Shipped']);
  });

  it('of somebody else is as if it never was', async () => {
    const theirs = await anOrder(await aCustomer({ email: 'other@example.com' }));
    const browser = await signedIn();
    const answers = await Promise.all(
      [await numberOf(theirs), theirs, '2026-99999', `x' or 1=1--`].map((name) =>
        browser.get(`/account/orders/${encodeURIComponent(name)}`),
      ),
    );

    for (const { status, text } of answers) {
      expect(status).toBe(404);
      expect(withoutIds(text)).toBe(withoutIds(answers[0]?.text ?? ''));
    }
  });

  it('keeps nothing of a customer who is erased but the books, as soon as nothing more is sent', async () => {
    const browser = await signedIn();
    const scene = await sceneAt();
    const [open, over] = [await anOrder(customerIn(browser)), await anOrder(customerIn(browser))];
    await handling.cancel(scene, { orderId: over, staffId: null }, Date.now());
    await browser.post('/account/privacy/deletion', { currentPassword: password });
    const rowOf = (id: string) => env.DB.prepare('select * from orders where id = ?').bind(id).first();
    const blank = { customer_id: null, email: '', billing: null, delivery: null, total_minor: 6480 };

    expect(await rowOf(over)).toMatchObject(blank);
    expect(await rowOf(open)).toMatchObject({ customer_id: null, email: 'grace@example.com' });
    for (const step of ['pay', 'ship', 'deliver'] as const) {
      const acting = { orderId: open, staffId: null };
      const results = {
        pay: () => handling.receiveAll(scene, acting, Date.now()),
        ship: () => handling.ship(scene, acting, { carrier: '', trackingCode: '' }, Date.now()),
        deliver: () => handling.deliver(scene, acting, Date.now()),
      };
      expect(await results[step]()).toMatchObject({ ok: true });
    }
    expect(await rowOf(open)).toMatchObject(blank);
  });

  /** Without the id of the request, the nonce, and the address to come back to. */
  const withoutIds = (text: string) =>
    text
      .replaceAll(/nonce="[^"]*"/g, '')
      .replaceAll(/value="\/account\/orders\/[^"]*"/g, '')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '');
});

it.each([
  ['dpd', '01234567890123', 'parcelNumber=01234567890123'],
  ['ups', '1Z12345E0205271688', 'tracknum=1Z12345E0205271688'],
  ['dpd', 'javascript:alert(1)', null],
  ['constructor', '123', null],
  ['', '123', null],
])('the link of %s for %s is right, or not there', (carrier, code, expected) => {
  const link = trackingLink(carrier, code);
  if (expected === null) expect(link).toBe(null);
  else expect(link).toContain(expected);
});

describe('with ten thousand orders', () => {
  /** What a page reads and weighs. */
  async function costOf(browser: Visitor, path: string) {
    const { counts, ...counted } = counting();
    const reply = await visitor({ cookies: browser.cookies, ...counted }).get(path);
    return { ...counts, gzip: gzipSync(reply.bytes).length, text: reply.text };
  }

  it('the overview, the first page, the hundredth and a search read a few rows per row shown, and wait once', async () => {
    const browser = await signedIn();
    await manyOrders(customerIn(browser), 10_000);
    const overview = await costOf(browser, '/account');
    expect(overview.rowsRead).toBeLessThanOrEqual(60);

    let path = '/account/orders';
    const first = await costOf(browser, path);
    for (let page = 1; page < 100; page += 1) {
      const { text } = page === 1 ? first : await browser.get(path);
      path = (/href="(\/account\/orders\?after=[^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
    }
    const hundredth = await costOf(browser, path);
    expect(numbersOn(hundredth.text)[0]).toBe('N-08020');
    const year = await costOf(browser, '/account/orders?year=2010');
    const status = await costOf(browser, '/account/orders?status=shipped');
    const word = await costOf(browser, '/account/orders?q=rope');
    for (const cost of [first, hundredth, year, status, word]) {
      expect(numbersOn(cost.text)).toHaveLength(20);
      expect(cost.rowsRead).toBeLessThanOrEqual(4 * 20 + 10);
      expect(cost.waits).toBeLessThanOrEqual(1);
      expect(cost.gzip).toBeLessThanOrEqual(10 * 1024);
    }
  }, 60_000);
});
