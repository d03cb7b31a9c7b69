// The checkout: by the store's policy with an account or without one, from the basket to an order that is placed once, at the price that
// was shown.
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { asGuest, filledIn, order, putIn, reviewed, shownOn } from './support/checkout.ts';
import { postbox } from './support/mail.ts';
import { aProduct } from './support/orders.ts';
import { aCustomer, anAddress, customerIn, password, signedIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';
import { run } from '../src/jobs.ts';

const twenty = <T>(act: () => Promise<T>) => Promise.all(Array.from({ length: 20 }, act));

const orders = () => rows('select customer_id, email, total_minor, tax_minor from orders');

const change = (sql: string) => env.DB.prepare(sql).run();

/** Somebody with a lantern for 84.50 in their basket. */
async function withLantern(browser: Visitor = visitor()): Promise<Visitor> {
  await aProduct({ slug: 'lantern', names: { en: 'Lantern' }, priceMinor: 8450, stock: 5 });
  await putIn(browser, 'lantern');
  return browser;
}

describe('a guest', () => {
  it('orders without an account, gets a message, and their basket is empty', async () => {
    const { binding, sent } = postbox();
    const browser = await withLantern(visitor({ bindings: { EMAIL: binding } }));
    expect((await browser.get('/')).text).toContain('Basket (1)');
    expect((await browser.get('/checkout')).text).toContain('href="/login?next=%2Fcheckout"');
    const reply = await order(browser, asGuest);

    expect(reply.status).toBe(303);
    expect(reply.location).toMatch(/^\/orders\/\d{4}-00001\/[\w-]{43}\?done=placed$/);
    expect(await orders()).toEqual([
      { customer_id: null, email: 'guest@example.com', total_minor: 8940, tax_minor: 1580 + 92 },
    ]);
    expect(await value('select count(*) from customers')).toBe(0);
    expect(await value('select stock from products')).toBe(4);
    expect(sent.map(({ to }) => to)).toContain('guest@example.com');
    expect(sent[0]?.text).toContain(reply.location?.replace('?done=placed', ''));
    expect(browser.cookies.has('__Host-basket')).toBe(false);
    expect(await rows('select details from checkouts')).toEqual([{ details: null }]);
    expect(await value('select secret_hash from orders')).not.toContain(reply.location?.split('/')[3]?.slice(0, 43));
  });

  it('who sends it twenty times at once has ordered once, and is led to that order each time', async () => {
    const browser = await withLantern();
    const shown = await reviewed(browser, asGuest);
    const cookies = new Map(browser.cookies);
    const replies = await twenty(() => visitor({ cookies: new Map(cookies) }).post('/checkout/order', shown));

    expect(await value('select count(*) from orders')).toBe(1);
    expect(new Set(replies.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
    expect(replies[0]?.location).toMatch(/^\/orders\/[^/]+\/[\w-]{43}\?done=placed$/);
    expect(await value('select stock from products')).toBe(4);
    const late = await visitor({ cookies }).post('/checkout/order', shown);
    expect(late.location).toBe(replies[0]?.location);
    expect(await value('select count(*) from outbox')).toBe(1);
  });

  it('with the address of a customer changes nothing of the customer', async () => {
    await aCustomer({ email: 'grace@example.com' });
    const before = await rows('select * from customers, memberships');
    const browser = await withLantern();
    await order(browser, { ...asGuest, email: 'Grace@Example.com ' });

    expect(await rows('select * from customers, memberships')).toEqual(before);
    expect(await rows('select customer_id, guest_key from orders')).toEqual([
      { customer_id: null, guest_key: 'grace@example.com' },
    ]);
  });

  it.each([
    ['nothing', {}, ['email', 'delivery_country', 'method', 'payment']],
    ['a country that the store does not send to', { ...asGuest, delivery_country: 'CH' }, ['delivery_country']],
    [
      'a way of delivery to another country',
      { ...asGuest, method: 'express', delivery_country: 'DE', delivery_postalCode: '20095' },
      ['method'],
    ],
    ['a payment that is none', { ...asGuest, payment: 'elsewhere' }, ['payment']],
    ['an invoice to nowhere', { ...asGuest, isBilledElsewhere: 'on' }, ['billing_country']],
    ['a VAT ID that is none', { ...asGuest, vatId: 'DE123' }, ['vatId']],
    ['an address in two lines', { ...asGuest, delivery_city: 'Dub\nlin' }, ['delivery_city']],
    ['an e-mail that is none', { ...asGuest, email: 'guest' }, ['email']],
  ] as const)('who types %s is told what is wrong, and nothing is kept', async (_, typed, fields) => {
    const browser = await withLantern();
    const { status, text } = await browser.post('/checkout', typed);

    expect(status).toBe(422);
    for (const field of fields) expect(text).toContain(`href="#${field}"`);
    expect(await value('select count(*) from checkouts')).toBe(0);
  });
});

describe('many orders', () => {
  it('by one address are held back after ten in an hour, and say so', async () => {
    await aProduct({ slug: 'lantern', stock: 50 });
    for (let count = 0; count <= 10; count += 1) {
      const browser = visitor();
      await putIn(browser, 'lantern');
      const reply = await order(browser, {
        ...asGuest,
        email: count % 2 === 0 ? 'guest@example.com' : 'GUEST@example.com',
      });
      expect(reply.status).toBe(count < 10 ? 303 : 429);
      if (count === 10) expect(reply.text).toContain('too many orders');
    }

    expect(await value('select count(*) from orders')).toBe(10);
    await change('update orders set placed_at = placed_at - 3600001');
    const browser = visitor();
    await putIn(browser, 'lantern');
    expect((await order(browser, asGuest)).location).toContain('done=placed');
  });

  it('from one network are held back before they are filled in', async () => {
    const browser = visitor({ network: '192.0.2.1' });
    await aProduct({ slug: 'lantern' });
    await putIn(browser, 'lantern');
    await browser.post('/checkout', asGuest);
    await change('update throttles set count = 120');
    const { status, text } = await browser.post('/checkout', { ...asGuest, delivery_line1: '9 Late Lane' });

    expect([status, text.includes('too many orders'), text.includes('9 Late Lane')]).toEqual([429, true, true]);
    expect(JSON.stringify(await rows('select details from checkouts'))).not.toContain('9 Late Lane');
  });
});

describe('a customer', () => {
  it('finds their address filled in, spends points, and has the order in their account', async () => {
    const browser = await signedIn({ group: 'gold' });
    const customerId = customerIn(browser);
    await anAddress(customerId, { isDefaultDelivery: true, line1: '7 Long Lane' });
    await change('update memberships set points = 500');
    await withLantern(browser);
    const { text } = await browser.get('/checkout');
    expect(text).toContain('value="7 Long Lane"');
    expect(text).not.toContain('name="email"');
    const reply = await order(browser, { ...filledIn, points: '100' });

    expect(reply.location).toMatch(/^\/account\/orders\/\d{4}-00001\?done=placed$/);
    expect((await browser.get(reply.location ?? '')).text).toContain('Thank you');
    expect(await rows('select customer_id, group_name, discount_basis_points, points_spent from orders')).toEqual([
      { customer_id: customerId, group_name: 'Gold', discount_basis_points: 1000, points_spent: 100 },
    ]);
    expect(await rows('select points, order_count, basket_count from memberships')).toEqual([
      { points: 400, order_count: 1, basket_count: 0 },
    ]);
    expect(await value('select count(*) from basket_items')).toBe(0);
  });

  it('takes an address from the book, and may add one to it', async () => {
    const browser = await signedIn();
    const customerId = customerIn(browser);
    const other = await anAddress(customerId, { line1: '9 Far Road' });
    await withLantern(browser);
    const chosen = await browser.post('/checkout', { ...filledIn, deliveryBook: other, step: 'delivery' });
    expect(chosen.text).toContain('value="9 Far Road"');
    expect(await value('select count(*) from checkouts')).toBe(0);
    await order(browser, { ...filledIn, delivery_line1: '1 New Street', isKept: 'on' });

    expect((await rows('select line1 from addresses order by line1')).map(({ line1 }) => line1)).toEqual([
      '1 New Street',
      '9 Far Road',
    ]);
  });

  it('cannot spend points that they do not have', async () => {
    const browser = await withLantern(await signedIn());
    for (const points of ['1', '-1', '1e3', '99999999999']) {
      expect((await browser.post('/checkout', { ...filledIn, points })).status).toBe(422);
    }
    expect(await value('select count(*) from checkouts')).toBe(0);
  });

  it('who is denied between the review and the button orders nothing, and is told so calmly', async () => {
    const browser = await withLantern(await signedIn());
    const shown = await reviewed(browser, filledIn);
    await change(`update memberships set status = 'denied'`);
    const { status, text } = await browser.post('/checkout/order', shown);

    expect(status).toBe(409);
    expect(text).toContain('Nothing was ordered');
    expect(text).not.toContain('denied');
    expect(await value('select count(*) from orders')).toBe(0);
  });

  it('who is denied while the order is on its way orders nothing either', async () => {
    const browser = await withLantern(await signedIn());
    const shown = await reviewed(browser, filledIn);
    // Behind the reading, in front of the batch that places.
    await change(
      `create trigger deny before insert on number_series begin update memberships set status = 'denied'; end`,
    );
    const reply = await browser.post('/checkout/order', shown);
    await change('drop trigger deny');

    expect(reply).toMatchObject({ status: 303, location: '/checkout/review?notice=changed_meanwhile' });
    expect(await value('select count(*) from orders')).toBe(0);
  });
});

describe('what was shown', () => {
  it.each([
    ['a price', 'update products set price_minor = 9000', '€90.00'],
    ['the discount', 'update groups set discount_basis_points = 500 where is_default = 1', '€80.28'],
    ['the stock', 'update products set stock = 0', null],
  ])('is shown again where %s has changed, and only then placed', async (_, sql, price) => {
    const browser = await withLantern(await signedIn());
    const shown = await reviewed(browser, filledIn);
    await change(sql);
    const refused = await browser.post('/checkout/order', shown);
    expect(await value('select count(*) from orders')).toBe(0);
    if (price === null) {
      expect(refused).toMatchObject({ status: 303, location: '/basket' });
      return;
    }
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Something has changed since you saw this order');
    expect(refused.text).toContain(price);
    expect((await browser.post('/checkout/order', shownOn(refused))).location).toContain('/account/orders/');
  });

  it('of nothing, or of another order, places nothing', async () => {
    const browser = await withLantern(await signedIn());
    await reviewed(browser, filledIn);
    for (const shown of ['', 'x'.repeat(43), 'x'.repeat(5000)]) {
      expect((await browser.post('/checkout/order', { shown })).status).toBe(409);
    }
    expect(await value('select count(*) from orders')).toBe(0);
  });

  it('by older settings of the shop is not placed', async () => {
    const browser = await withLantern();
    const shown = await reviewed(browser, asGuest);
    await change('update stores set updated_at = updated_at + 1');
    const reply = await browser.post('/checkout/order', shown);

    expect(reply.location).toBe('/checkout/review?notice=changed_meanwhile');
    expect(await value('select count(*) from orders')).toBe(0);
    expect((await browser.post('/checkout/order', shown)).location).toContain('done=placed');
  });

  it('goes without tax to a business in another country of the union', async () => {
    const browser = await withLantern();
    const there = { delivery_country: 'DE', delivery_postalCode: '20095', delivery_city: 'Hamburg' };
    await order(browser, { ...asGuest, ...there, vatId: 'DE136695976' });

    expect(await rows('select is_reverse_charge, tax_minor, items_minor, vat_id from orders')).toEqual([
      { is_reverse_charge: 1, tax_minor: 0, items_minor: 6870, vat_id: 'DE136695976' },
    ]);
  });
});

describe('where an account is required', () => {
  beforeEach(() => withPolicies({ checkout: 'account_required' }));

  it('asks for one at the review, and the order goes on where it was', async () => {
    const customerId = await aCustomer();
    const browser = await withLantern();
    await browser.post('/checkout', asGuest);
    expect(await browser.get('/checkout/review')).toMatchObject({
      status: 303,
      location: '/login?next=%2Fcheckout%2Freview',
    });
    const signIn = { email: 'grace@example.com', password, next: '/checkout/review' };
    expect((await browser.post('/login', signIn)).location).toBe('/checkout/review');
    const review = await browser.get('/checkout/review');
    expect(review.text).toContain('Lantern');
    expect(await rows('select customer_id from checkouts')).toEqual([{ customer_id: customerId }]);
    expect((await browser.post('/checkout/order', shownOn(review))).location).toContain('/account/orders/');

    expect(await orders()).toMatchObject([{ customer_id: customerId, email: 'grace@example.com' }]);
  });

  it('whoever registers in between comes back to it when they sign in', async () => {
    const browser = await withLantern();
    await browser.post('/checkout', asGuest);
    expect((await browser.get('/login')).text).toContain('name="next" value="/checkout/review"');
  });

  it('a visitor who sends the order all the same places nothing', async () => {
    await withPolicies({ checkout: 'optional' });
    const browser = await withLantern();
    const shown = await reviewed(browser, asGuest);
    await withPolicies({ checkout: 'account_required' });
    const before = await everythingStored();
    expect((await browser.post('/checkout/order', shown)).location).toBe('/login?next=%2Fcheckout%2Freview');

    expect(await everythingStored()).toBe(before);
  });
});

describe('where only guests order', () => {
  beforeEach(() => withPolicies({ checkout: 'guest_only' }));

  it('no sign-in is offered, and what a guest began stays a guest’s', async () => {
    await aCustomer();
    const browser = await withLantern();
    const { text } = await browser.get('/checkout');
    expect(text.slice(text.indexOf('<main'))).not.toContain('/login');
    const shown = await reviewed(browser, asGuest);
    await browser.post('/login', { email: 'grace@example.com', password });
    expect((await browser.post('/checkout/order', shown)).location).toBe('/checkout');

    expect(await value('select count(*) from orders')).toBe(0);
    expect(await rows('select customer_id from checkouts')).toEqual([{ customer_id: null }]);
  });
});

describe('a checkout', () => {
  it('of another customer, another store or nobody is as if it never was', async () => {
    const browser = await withLantern(await signedIn());
    const shown = await reviewed(browser, filledIn);
    const token = browser.cookies.get('__Host-checkout') ?? '';
    const others = [
      await signedIn({ email: 'other@example.com' }),
      await signedIn({ store: 'outlet', email: 'there@example.com' }),
    ];
    for (const other of others) {
      other.cookies.set('__Host-checkout', token);
      expect((await other.post('/checkout/order', shown)).location).toBe('/checkout');
      expect((await other.get('/checkout')).text).not.toContain('Custom House');
    }
    const nobody = visitor();
    nobody.cookies.set('__Host-checkout', 'x'.repeat(43));
    expect((await nobody.post('/checkout/order', shown)).location).toBe('/checkout');
    expect(await value('select count(*) from orders')).toBe(0);
  });

  it('waits for storage as often as it may, and is gone a day later', async () => {
    const browser = await withLantern(await signedIn());
    for (const path of ['/checkout', '/checkout/order']) {
      const form = path === '/checkout' ? filledIn : await reviewed(browser, filledIn);
      const { counts, ...counted } = counting();
      await visitor({ cookies: browser.cookies, ...counted }).post(path, form);
      expect(counts.waits).toBeLessThanOrEqual(3);
    }
    await run('0 * * * *', env, Date.now() + 86_400_001);

    expect(await value('select count(*) from checkouts')).toBe(0);
    expect(await value('select count(*) from orders')).toBe(1);
  });

  it('of nothing leads to the basket', async () => {
    const browser = visitor();
    expect((await browser.get('/checkout')).location).toBe('/basket');
    expect((await browser.get('/checkout/review')).location).toBe('/checkout');
    expect((await browser.post('/checkout', asGuest)).location).toBe('/checkout/review');
    expect((await browser.get('/checkout/review')).location).toBe('/basket');
  });
});
