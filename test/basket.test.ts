// The basket: what comes into it, from a product's page, from the wishlist and from an order; what it costs; and what is refused.
import { env } from 'cloudflare:workers';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { anOrder, aProduct, numberOf, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, password, signedIn, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';
import * as basket from '../src/checkout/basket/basket.ts';
import { termsFor, termsOf } from '../src/catalog/terms/terms.ts';
import { taxIn } from '../src/orders/placing/totals.ts';
import { batch } from '../src/web/database.ts';
import * as wishlist from '../src/wishlist/wishlist.ts';

const stored = () => rows('select product_id, quantity from basket_items order by added_at, product_id');
const quantity = (productId: string) => value('select quantity from basket_items where product_id = ?', productId);
const isCounted = () =>
  value(
    'select count(*) from memberships where basket_count <> (select count(*) from basket_items b where b.store_id = memberships.store_id and b.customer_id = memberships.customer_id)',
  );

const change = (productId: string, to: string) =>
  env.DB.prepare(`update products set ${to} where id = ?`).bind(productId).run();

const twenty = <T>(act: () => Promise<T>) => Promise.all(Array.from({ length: 20 }, act));

/** Very many products of the store, the first `held` of them in the customer's basket. */
async function manyProducts(count: number, held = 0, customerId = ''): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
      insert into products (id, store_id, slug, sku, names, price_minor, created_at)
      select printf('prd_%05d', i), 'sto_harbour_goods', printf('thing-%05d', i), 'T-' || i,
        json_object('en', 'Thing ' || i || ' with a long name, in ' || hex(randomblob(4))), 100 + i, 1 from n`,
    ).bind(count),
    env.DB.prepare(
      `insert into basket_items select store_id, ?, id, 1, 1 from products where id glob 'prd_[0-9]*' order by id limit ?`,
    ).bind(customerId, held),
    env.DB.prepare('update memberships set basket_count = ? where customer_id = ?').bind(held, customerId),
  ]);
}

describe('on a product’s page', () => {
  it('a customer puts some into the basket, and some more, and sees what they cost together', async () => {
    const browser = await signedIn({ group: 'gold' });
    await aProduct({ slug: 'lantern', names: { en: 'Lantern' }, priceMinor: 8450 });
    expect((await browser.get('/basket')).text).toContain('Nothing in your basket yet');
    expect((await browser.get('/products/lantern')).text).toContain('action="/products/lantern/basket"');
    for (const more of ['2', '1']) {
      const reply = await browser.post('/products/lantern/basket', { quantity: more });
      expect(reply).toMatchObject({ status: 303, location: '/basket?done=added' });
    }
    const { text } = await browser.get('/basket?done=added');

    expect(text).toContain('It is in your basket.');
    expect(text).toContain('<s class="quiet"><span class="sr-only">Instead of </span>€84.50</s> €76.05');
    expect(text).toContain('€228.15');
    expect(text).toContain('Discount of Gold');
    expect(text).toContain('Basket (1)');
    expect((await browser.get('/account')).text).toContain('Basket (1)');
  });

  it('twenty clicks at once put in twenty, in one row', async () => {
    const browser = await signedIn();
    const lantern = await aProduct({ slug: 'lantern' });
    await twenty(() => browser.post('/products/lantern/basket', { quantity: '1' }));

    expect(await stored()).toEqual([{ product_id: lantern, quantity: 20 }]);
    expect(await isCounted()).toBe(0);
  });

  it('no more than there are come in, and that is said', async () => {
    const browser = await signedIn();
    const lantern = await aProduct({ slug: 'lantern', stock: 3 });
    await browser.post('/products/lantern/basket', { quantity: '2' });
    const second = await browser.post('/products/lantern/basket', { quantity: '2' });
    expect(second.location).toBe('/basket?done=fewer');
    expect((await browser.get('/basket?done=fewer')).text).toContain('fewer in stock than you wanted');
    const third = await browser.post('/products/lantern/basket', { quantity: '1' });

    expect(third.status).toBe(409);
    expect(third.text).toContain('already has all that are in stock');
    expect(await quantity(lantern)).toBe(3);
  });

  it('what is sold out, retired or of another store does not come in', async () => {
    const browser = await signedIn();
    await aProduct({ slug: 'gone', stock: 0 });
    await aProduct({ slug: 'retired', retiredAt: 1 });
    await aProduct({ slug: 'elsewhere', store: 'outlet' });
    for (const who of [browser, visitor()]) {
      const gone = await who.post('/products/gone/basket', { quantity: '1' });
      expect(gone.status).toBe(409);
      expect(gone.text).toContain('has just sold out');
      for (const slug of ['retired', 'elsewhere', 'never']) {
        expect((await who.post(`/products/${slug}/basket`, { quantity: '1' })).status).toBe(404);
      }
    }
    expect((await browser.get('/products/gone')).text).not.toContain('/products/gone/basket');
    expect(await stored()).toEqual([]);
  });

  it('there are at most 999 of one product and a hundred products, and it is said which', async () => {
    const browser = await signedIn();
    await manyProducts(101, 99, customerIn(browser));
    const add = (slug: string, typed: string) => browser.post(`/products/${slug}/basket`, { quantity: typed });
    expect((await add('thing-00100', '999')).location).toBe('/basket?done=added');
    const many = await add('thing-00100', '1');
    expect(many.status).toBe(409);
    expect(many.text).toContain('holds 999 of a product at most');
    const full = await add('thing-00101', '1');
    expect(full.status).toBe(409);
    expect(full.text).toContain('it holds 100 different products');
    expect((await add('thing-00001', '1')).location).toBe('/basket?done=added');

    expect(await value('select count(*) from basket_items')).toBe(100);
    expect(await isCounted()).toBe(0);
  });

  it('the hundredth place is given once to twenty who ask for it', async () => {
    const browser = await signedIn();
    await manyProducts(130, 99, customerIn(browser));
    let next = 100;
    await twenty(() => browser.post(`/products/thing-00${(next += 1)}/basket`, { quantity: '1' }));

    expect(await value('select count(*) from basket_items')).toBe(100);
    expect(await isCounted()).toBe(0);
  });
});

describe('a visitor', () => {
  it('has room for fifty products, loses none of them, and is told', async () => {
    await manyProducts(51);
    const browser = visitor();
    const add = (place: number) =>
      browser.post(`/products/thing-${String(place).padStart(5, '0')}/basket`, { quantity: '2' });
    for (let place = 1; place <= 50; place += 1) expect((await add(place)).location).toBe('/basket?done=added');
    const full = await add(51);
    expect([full.status, full.text.includes('it holds 50 different products')]).toEqual([409, true]);
    expect((await add(1)).location).toBe('/basket?done=added');

    expect(browser.cookies.get('__Host-basket')?.split('.').length).toBe(50);
    expect(browser.cookies.get('__Host-basket')?.length).toBeLessThan(4000);
    expect((await browser.get('/basket')).text).toContain('Basket (50)');
  });

  it('who adds a product finds it in the basket, and there after signing in', async () => {
    await aCustomer();
    const lantern = await aProduct({ slug: 'lantern', stock: 3 });
    const browser = visitor();
    for (const typed of ['1', '4']) {
      const asked = await browser.post('/products/lantern/basket', { quantity: typed });
      expect(asked).toMatchObject({ status: 303, location: '/basket?done=added' });
    }
    await browser.post('/login', { email: 'grace@example.com', password: 'not my password' });
    expect(browser.cookies.get('__Host-basket')).toBe(`${lantern}~5`);
    await browser.post('/login', { email: 'grace@example.com', password, next: '/basket' });

    expect(await stored()).toEqual([{ product_id: lantern, quantity: 3 }]);
    expect(browser.cookies.has('__Host-basket')).toBe(false);
    expect((await browser.get('/basket')).text).toContain('Basket (1)');
  });

  it.each([
    ['prices_for_customers', '/login?next=%2Fbasket'],
    ['customers_only', '/login?next=%2Fproducts%2Flantern'],
  ] as const)('of a shop that is %s is taken to sign in', async (shopAccess, location) => {
    await withPolicies({ shopAccess });
    await aProduct({ slug: 'lantern' });
    const asked = await visitor().post('/products/lantern/basket', { quantity: '1' });

    expect(asked).toMatchObject({ status: 303, location });
  });

  it('brings wishes and a basket in one, doubles nothing that was there, and waits no longer', async () => {
    const known = await signedIn();
    const lantern = await aProduct({ slug: 'lantern' });
    await aProduct({ slug: 'rope' });
    await known.post('/products/lantern/basket', { quantity: '2' });
    const browser = visitor();
    await browser.post('/products/lantern/basket', { quantity: '2' });
    await browser.post('/wishlist', { product: 'rope' });
    const { counts, ...counted } = counting();
    await signIn(visitor({ cookies: browser.cookies, ...counted }));

    expect(counts.waits).toBeLessThanOrEqual(3);
    expect(await stored()).toEqual([{ product_id: lantern, quantity: 2 }]);
    expect(await value('select count(*) from wishes')).toBe(1);
  });

  it('brings nothing that a cookie only claims to be', async () => {
    await aCustomer();
    const elsewhere = await aProduct({ slug: 'elsewhere', store: 'outlet' });
    const lantern = await aProduct({ slug: 'lantern' });
    const browser = visitor();
    const claimed = [
      `${elsewhere}~1`,
      `${lantern}~0`,
      `${lantern}~-2`,
      `${lantern}~1e3`,
      `${lantern}~1000`,
      `' or 1~1`,
    ];
    browser.cookies.set('__Host-basket', claimed.join('.'));
    await signIn(browser);

    expect(await stored()).toEqual([]);
  });
});

describe('in the basket', () => {
  it('a quantity is changed to no more than there are, and a product is taken out', async () => {
    const browser = await signedIn();
    const lantern = await aProduct({ slug: 'lantern', stock: 5 });
    await browser.post('/products/lantern/basket', { quantity: '1' });
    const to = (typed: string) => browser.post(`/basket/items/${lantern}`, { quantity: typed });
    expect((await to('4')).location).toBe('/basket?done=changed');
    expect(await quantity(lantern)).toBe(4);
    expect((await to('6')).location).toBe('/basket?done=fewer');
    expect(await quantity(lantern)).toBe(5);
    for (const typed of ['0', '-1', '1.5', '1000', 'all']) expect((await to(typed)).status).toBe(422);
    const removal = await browser.post(`/basket/items/${lantern}/removal`);

    expect(removal.location).toBe('/basket?done=removed');
    expect(await stored()).toEqual([]);
    expect(await isCounted()).toBe(0);
  });

  it('what cannot be had any more is named with the reason and does not count, and of what is scarce as many as there are', async () => {
    const browser = await signedIn();
    const slugs = ['kept', 'scarce', 'sold-out', 'retired'];
    const ids: string[] = [];
    for (const slug of slugs) ids.push(await aProduct({ slug, names: { en: slug }, priceMinor: 1000, stock: 9 }));
    for (const slug of slugs) await browser.post(`/products/${slug}/basket`, { quantity: '4' });
    const [, scarce = '', soldOut = '', retired = ''] = ids;
    await change(scarce, 'stock = 1');
    await change(soldOut, 'stock = 0');
    await change(retired, 'retired_at = 1');
    const { text } = await browser.get('/basket');

    expect(text).toContain('Only 1 in stock, so 1 counts');
    expect(text).toContain('Sold out');
    expect(text).toContain('No longer sold');
    expect(text).not.toContain('href="/products/retired"');
    expect(text).toContain('€50.00');
    const to = (id: string) => browser.post(`/basket/items/${id}`, { quantity: '2' });
    expect((await to(soldOut)).location).toBe('/basket?done=sold_out');
    expect((await to(retired)).location).toBe('/basket?done=retired');
    expect(await quantity(retired)).toBe(4);
    expect((await browser.post(`/basket/items/${retired}/removal`)).status).toBe(303);
  });

  it('what is somebody else’s or another store’s is as if it never was', async () => {
    const { db, store } = await sceneAt();
    const other = await aCustomer({ email: 'other@example.com' });
    const product = await aProduct();
    await basket.add(db, { store, customerId: other }, { productId: product, quantity: 2 }, 1);
    const browser = await signedIn();
    for (const path of ['', '/removal']) {
      const [theirs, never] = await Promise.all(
        [product, 'prd_never'].map((id) => browser.post(`/basket/items/${id}${path}`, { quantity: '9' })),
      );
      expect([theirs?.status, never?.status]).toEqual([404, 404]);
      expect(bodyOf(theirs)).toBe(bodyOf(never));
      const refused = await browser.post(`/basket/items/${product}`, { quantity: '0' });
      expect(refused.status).toBe(404);
    }
    expect(await stored()).toEqual([{ product_id: product, quantity: 2 }]);
    expect((await browser.get('/basket')).text).toContain('Nothing in your basket yet');
  });

  it('things cost what they do in an order', async () => {
    const browser = await signedIn({ group: 'gold' });
    const items = await Promise.all(
      (
        [
          [2490, 'standard'],
          [1299, 'reduced'],
          [333, 'zero'],
        ] as const
      ).map(async ([priceMinor, taxClass], place) => ({
        productId: await aProduct({ priceMinor, taxClass }),
        quantity: place + 1,
      })),
    );
    const { db, store } = await sceneAt();
    const owner = { store, customerId: customerIn(browser) };
    for (const item of items) await basket.add(db, owner, item, 1);
    const asked = { customerId: owner.customerId, country: 'IE' };
    const [[facts], held] = await batch(db, [termsFor(db, store, asked), basket.basketOf(db, owner)] as const);
    const { items: lines, totals } = basket.priced(store, held, termsOf(store, asked, facts, 1));
    await anOrder(owner.customerId, { items });

    expect(await rows('select items_minor, tax_minor - ? as tax from orders', taxIn(490, 2300))).toEqual([
      { items_minor: totals.totalMinor, tax: totals.taxMinor },
    ]);
    const bought = await rows('select total_minor from order_lines order by total_minor');
    expect(lines.map(({ totalMinor }) => totalMinor).toSorted((one, other) => one - other)).toEqual(
      bought.map((line) => line.total_minor),
    );
  });
});

describe('from the wishlist', () => {
  async function wishing(traits: Parameters<typeof aProduct>[0] = {}): Promise<{ browser: Visitor; id: string }> {
    const browser = await signedIn();
    const { db, store } = await sceneAt();
    const id = await aProduct(traits);
    await wishlist.add(db, { store, customerId: customerIn(browser) }, id, 1);
    return { browser, id };
  }

  it('a product is moved once, even by twenty clicks at once', async () => {
    const { browser, id } = await wishing();
    expect((await browser.get('/account/wishlist')).text).toContain(`/account/wishlist/${id}/move`);
    const replies = await twenty(() => browser.post(`/account/wishlist/${id}/move`));

    expect(new Set(replies.map(({ location }) => location))).toEqual(new Set(['/account/wishlist?done=moved']));
    expect(await stored()).toEqual([{ product_id: id, quantity: 1 }]);
    expect(await value('select count(*) from wishes')).toBe(0);
    expect(await isCounted()).toBe(0);
  });

  it('what cannot be had stays in the list', async () => {
    const { browser, id } = await wishing();
    await change(id, 'stock = 0');
    expect((await browser.get('/account/wishlist')).text).not.toContain(`/account/wishlist/${id}/move`);
    expect((await browser.post(`/account/wishlist/${id}/move`)).location).toBe('/account/wishlist?done=not_moved');

    expect(await value('select count(*) from wishes')).toBe(1);
    expect(await stored()).toEqual([]);
  });

  it('what was not wished for is as if it never was', async () => {
    const { id } = await wishing();
    const browser = await signedIn({ email: 'other@example.com' });
    for (const one of [id, 'prd_never']) expect((await browser.post(`/account/wishlist/${one}/move`)).status).toBe(404);

    expect(await value('select count(*) from wishes')).toBe(1);
    expect(await stored()).toEqual([]);
  });
});

describe('an order', () => {
  let browser: Visitor;
  let ids: string[];
  let number: string;
  const again = (one = number) => browser.post(`/account/orders/${one}/reorder`);

  beforeEach(async () => {
    browser = await signedIn();
    ids = [];
    for (const name of ['Bag', 'Lantern', 'Mug', 'Rope']) ids.push(await aProduct({ names: { en: name }, stock: 100 }));
    const items = ids.map((productId) => ({ productId, quantity: 3 }));
    number = await numberOf(await anOrder(customerIn(browser), { items }));
  });

  it('is ordered again, once even by twenty clicks at once', async () => {
    expect((await browser.get(`/account/orders/${number}`)).text).toContain(`/account/orders/${number}/reorder`);
    const replies = await twenty(() => again());
    expect(new Set(replies.map(({ location }) => location))).toEqual(new Set([`/basket?again=${number}`]));

    expect(await stored()).toEqual(ids.map((id) => ({ product_id: id, quantity: 3 })));
    expect((await browser.get(`/basket?again=${number}`)).text).toContain('What you ordered is in your basket.');
    expect(await isCounted()).toBe(0);
  });

  it('brings what can be had, and the basket says what cannot and why', async () => {
    const [bag = '', lantern = '', mug = '', rope = ''] = ids;
    await change(bag, 'retired_at = 1');
    await change(lantern, 'stock = 0');
    await change(mug, 'stock = 2');
    await again();
    const text = (await browser.get(`/basket?again=${number}`)).text.replaceAll(/<\/?bdi>/g, '');

    expect(await stored()).toEqual([
      { product_id: mug, quantity: 2 },
      { product_id: rope, quantity: 3 },
    ]);
    expect(text).toContain('Not all of it can be had now:');
    expect(text).toContain('Bag: no longer sold');
    expect(text).toContain('Lantern: sold out');
    expect(text).toContain('Mug: 2 of 3 are in stock');
    expect(text).not.toContain('Rope:');
  });

  it('brings what there is room for', async () => {
    await manyProducts(98, 98, customerIn(browser));
    await again();

    expect(await value('select count(*) from basket_items')).toBe(100);
    const text = (await browser.get(`/basket?again=${number}`)).text.replaceAll(/<\/?bdi>/g, '');
    expect(text).toContain('Mug: there is no room in the basket');
    expect(text).not.toContain('Bag: ');
  });

  it('of somebody else is as one that never was', async () => {
    const theirs = await numberOf(await anOrder(await aCustomer({ email: 'other@example.com' })));
    const [foreign, never] = [await again(theirs), await again('2000-99999')];

    expect([foreign.status, never.status]).toEqual([404, 404]);
    expect(bodyOf(foreign)).toBe(bodyOf(never));
    expect(await stored()).toEqual([]);
    const page = await browser.get(`/basket?again=${theirs}`);
    expect(page.text).not.toContain('What you ordered');
    expect(page.text).not.toContain('Not all of it');
  });
});

it('a full basket costs one wait, no more statements than an empty one, a few rows for each product, and 10 KB', async () => {
  const browser = await signedIn({ group: 'gold' });
  const empty = counting();
  await visitor({ cookies: browser.cookies, ...empty }).get('/basket');
  await manyProducts(10_000, 100, customerIn(browser));
  const full = counting();
  const { text, bytes } = await visitor({ cookies: browser.cookies, ...full }).get('/basket');

  expect(text.match(/<tr>/g)).toHaveLength(101);
  expect(full.counts.waits).toBe(1);
  expect(full.counts.statements).toBe(empty.counts.statements);
  expect(full.counts.rowsRead).toBeLessThanOrEqual(4 * 100);
  expect(gzipSync(bytes).length).toBeLessThanOrEqual(10 * 1024);
  const adding = counting();
  await visitor({ cookies: browser.cookies, ...adding }).post('/products/thing-00007/basket', { quantity: '1' });
  expect(adding.counts.rowsRead).toBeLessThanOrEqual(1000);
});

/** Without what differs in every reply. */
const bodyOf = (reply: { text: string } | undefined) =>
  (reply?.text ?? '')
    .replaceAll(/nonce="[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    .replaceAll(/prd_\w+/g, '')
    .replaceAll(/20\d\d-\d{5}/g, '');
