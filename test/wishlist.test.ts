// Products to remember: from a product's page, through a sign-in, to the list, and what it costs.
import { env } from 'cloudflare:workers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aProduct, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, password, signedIn, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';
import * as wishlist from '../src/wishlist/wishlist.ts';

const shown = (text: string) => [...text.matchAll(/href="\/products\/([^"]+)"/g)].map(([, slug]) => slug);

/** Very many products, each in the customer's list. */
async function manyWishes(customerId: string, count: number): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
      insert into products (id, store_id, slug, sku, names, price_minor, created_at)
      select printf('prd_%05d', i), 'sto_harbour_goods', printf('thing-%05d', i), 'T-' || i, json_object('en', 'Thing ' || i), 100, 1 from n`,
    ).bind(count),
    env.DB.prepare(
      `insert into wishes select store_id, ?, id, cast(substr(id, 5) as integer) from products where id glob 'prd_[0-9]*'`,
    ).bind(customerId),
  ]);
}

it('a customer adds a product from its page, once however often, and takes it out', async () => {
  const browser = await signedIn();
  const lantern = await aProduct({ slug: 'lantern', names: { en: 'Lantern' }, priceMinor: 8450 });
  expect((await browser.get('/account/wishlist')).text).toContain('Nothing on your list yet');
  expect((await browser.get('/products/lantern')).text).toContain('<form method="post" action="/wishlist">');
  for (let count = 0; count < 2; count += 1) {
    const reply = await browser.post('/wishlist', { product: 'lantern' });
    expect(reply).toMatchObject({ status: 303, location: '/account/wishlist?done=added' });
  }
  const { text } = await browser.get('/account/wishlist?done=added');
  expect(shown(text)).toEqual(['lantern']);
  expect(text).toContain('€84.50');

  const removal = await browser.post(`/account/wishlist/${lantern}/removal`);
  expect(removal).toMatchObject({ status: 303, location: '/account/wishlist?done=removed' });
  expect(await value('select count(*) from wishes')).toBe(0);
});

describe('a visitor', () => {
  it('who adds a product is taken to sign in, and finds it in the list afterwards', async () => {
    await aCustomer();
    await aProduct({ slug: 'lantern' });
    const browser = visitor();
    const asked = await browser.post('/wishlist', { product: 'lantern' });
    expect(asked).toMatchObject({ status: 303, location: '/login?next=%2Faccount%2Fwishlist' });
    expect(await value('select count(*) from wishes')).toBe(0);
    expect((await browser.get(asked.location ?? '')).text).toContain('value="/account/wishlist"');
    await browser.post('/login', { email: 'grace@example.com', password: 'not my password' });
    expect(browser.cookies.has('__Host-wishes')).toBe(true);

    const arrived = await browser.post('/login', { email: 'grace@example.com', password, next: '/account/wishlist' });
    expect(arrived.location).toBe('/account/wishlist');
    expect(shown((await browser.get('/account/wishlist')).text)).toEqual(['lantern']);
    expect(browser.cookies.has('__Host-wishes')).toBe(false);
  });

  it('brings the latest ten, and nothing that a cookie names besides', async () => {
    await aCustomer();
    await aProduct({ id: 'prd_elsewhere', slug: 'elsewhere', store: 'trade' });
    const browser = visitor();
    for (let count = 0; count < 12; count += 1) {
      await aProduct({ slug: `thing-${count}` });
      await browser.post('/wishlist', { product: `thing-${count}` });
    }
    const ids = (browser.cookies.get('__Host-wishes') ?? '').split('.');
    expect(ids).toHaveLength(10);
    browser.cookies.set('__Host-wishes', ['prd_elsewhere', `' or 1=1 --`, ...ids.slice(1)].join('.'));
    await signIn(browser);

    expect(await value('select count(*) from wishes')).toBe(9);
  });

  it('brings the latest as long as there is room, which what is there already takes none of', async () => {
    const customer = await aCustomer();
    await manyWishes(customer, 199);
    await aProduct({ slug: 'first' });
    const last = await aProduct({ slug: 'last' });
    const browser = visitor();
    for (const product of ['first', 'last', 'thing-00007']) await browser.post('/wishlist', { product });
    await signIn(browser);

    expect(await value('select count(*) from wishes')).toBe(200);
    expect(await value('select count(*) from wishes where product_id = ?', last)).toBe(1);
  });

  it('who signs in as quickly as anybody waits for storage no longer for it', async () => {
    await aCustomer();
    await aProduct({ slug: 'lantern' });
    const browser = visitor();
    await browser.post('/wishlist', { product: 'lantern' });
    const { counts, ...counted } = counting();
    await signIn(visitor({ cookies: browser.cookies, ...counted }));

    expect(counts.waits).toBeLessThanOrEqual(3);
    expect(await value('select count(*) from wishes')).toBe(1);
  });
});

it('what the store does not sell cannot be added, and what it sells no more can be taken out', async () => {
  const browser = await signedIn();
  await aProduct({ slug: 'elsewhere', store: 'outlet' });
  const retired = await aProduct({ slug: 'retired', names: { en: 'Old rope' } });
  await browser.post('/wishlist', { product: 'retired' });
  await env.DB.prepare('update products set retired_at = 1 where id = ?').bind(retired).run();
  for (const product of ['elsewhere', 'retired', 'never']) {
    expect((await browser.post('/wishlist', { product })).status).toBe(404);
  }
  expect((await browser.post('/wishlist')).status).toBe(400);
  const { text } = await browser.get('/account/wishlist');

  expect(shown(text)).toEqual([]);
  expect(text).toContain('Old rope');
  expect(text).toContain('No longer sold');
  expect((await browser.post(`/account/wishlist/${retired}/removal`)).status).toBe(303);
});

it('a list shows prices at the customer’s terms, and nothing of what is not for them any more', async () => {
  const browser = await signedIn({ group: 'gold' });
  const names = { en: 'Secret lantern' };
  const lantern = await aProduct({ slug: 'lantern', names, priceMinor: 8450, visibility: 'customers' });
  const standard = await aProduct({ slug: 'standard', visibility: 'groups', groupIds: ['grp_standard_goods'] });
  expect((await browser.post('/wishlist', { product: 'standard' })).status).toBe(404);
  const { db, store } = await sceneAt();
  await wishlist.add(db, { store, customerId: customerIn(browser) }, standard, 1);
  expect(await value('select count(*) from wishes')).toBe(0);

  await browser.post('/wishlist', { product: 'lantern' });
  expect((await browser.get('/account/wishlist')).text).toContain('€84.50</s> €76.05');
  await env.DB.prepare(`update products set visibility = 'groups' where id = ?`).bind(lantern).run();
  const { text } = await browser.get('/account/wishlist');
  expect(text).toContain('A product that is no longer offered to you');
  expect(text).not.toMatch(/Secret|lantern|84\.50|76\.05|\/move/);
  expect((await browser.post(`/account/wishlist/${lantern}/removal`)).status).toBe(303);
});

it('a list of somebody else is as if it never was', async () => {
  const { db, store } = await sceneAt();
  const product = await aProduct();
  const other = await aCustomer({ email: 'other@example.com' });
  await wishlist.add(db, { store, customerId: other }, product, 1);
  const browser = await signedIn();
  const [theirs, never] = await Promise.all(
    [product, 'prd_never'].map((id) => browser.post(`/account/wishlist/${id}/removal`)),
  );

  expect([theirs?.status, never?.status]).toEqual([404, 404]);
  expect(bodyOf(theirs?.text)).toBe(bodyOf(never?.text));
  expect(await rows('select customer_id, product_id from wishes')).toEqual([
    { customer_id: other, product_id: product },
  ]);
});

it('a list holds two hundred, and says so', async () => {
  const browser = await signedIn();
  await manyWishes(customerIn(browser), 200);
  await aProduct({ slug: 'one-more' });

  expect((await browser.post('/wishlist', { product: 'one-more' })).location).toBe('/account/wishlist?done=full');
  expect((await browser.post('/wishlist', { product: 'thing-00007' })).location).toBe('/account/wishlist?done=added');
  expect((await browser.get('/account/wishlist?done=full')).text).toContain('it holds 200 products');
  expect(await value('select count(*) from wishes')).toBe(200);
});

it('a page shows twenty and reads a few rows for each, the last as the first', async () => {
  const browser = await signedIn();
  await manyWishes(customerIn(browser), 10_000);
  let path = '/account/wishlist';
  for (let page = 1; page <= 30; page += 1) {
    const { counts, ...counted } = counting();
    const { text, bytes } = await visitor({ cookies: browser.cookies, ...counted }).get(path);
    expect(shown(text)).toHaveLength(20);
    expect(shown(text)[0]).toBe(`thing-${String(10_020 - page * 20).padStart(5, '0')}`);
    expect(counts.rowsRead).toBeLessThanOrEqual(4 * 20);
    expect(counts.waits).toBeLessThanOrEqual(1);
    expect(gzipSync(bytes).length).toBeLessThanOrEqual(10 * 1024);
    path = (/href="(\/account\/wishlist\?after=[^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
  }
});

/** Without what differs in every reply. */
const bodyOf = (text = '') =>
  text
    .replaceAll(/nonce="[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    .replaceAll(/prd_\w+/g, '');
