// What customers think of what they have received: rated once, published by staff, seen by everybody.
import { env } from 'cloudflare:workers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as reviews from '../src/reviews/reviews.ts';
import { atWork, colleagueIn } from './support/colleagues.ts';
import { aProduct, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, password, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { aPurchase, aReview } from './support/reviews.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const unratedCount = (id: string) => value('select unrated_count from memberships where customer_id = ?', id);
const figures = async () => (await rows('select review_count, stars_total from products order by created_at'))[0];
const numbered = (text: string) => [
  ...new Set([...text.matchAll(/thing number (\d+)/g)].map(([, number]) => Number(number))),
];

/** Very many products that the customer has received, of which every second is rated and published. */
async function manyPurchases(browser: Visitor, count: number): Promise<void> {
  const customerId = customerIn(browser);
  const rated = await aReview(customerId);
  const orderId = await value('select id from orders limit 1');
  const insert = (sql: string, ...values: unknown[]) => env.DB.prepare(sql).bind(...values);
  await env.DB.batch([
    insert(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
      insert into products (id, store_id, slug, sku, names, price_minor, created_at)
      select printf('prd_%05d', i), 'sto_harbour_goods', 'thing-' || i, 'T-' || i, json_object('en', 'thing number ' || i), 100, 1 from n`,
      count,
    ),
    insert(
      `insert into purchases select 'sto_harbour_goods', ?, id, ?, cast(substr(id, 5) as integer),
        iif(cast(substr(id, 5) as integer) % 2, 1, null) from products where id glob 'prd_[0-9][0-9][0-9][0-9][0-9]'`,
      customerId,
      orderId,
    ),
    insert(
      `insert into reviews select 'rev_' || substr(product_id, 5), store_id, customer_id, product_id, 4,
        'thing number ' || at, 'published', at, null from purchases where rated_at = 1`,
    ),
    // Reviews of one product by as many people, whose accounts are gone since.
    insert(
      `insert into reviews select 'rev_x' || substr(id, 5), 'sto_harbour_goods', null, ?, 4, 'thing number ' || substr(id, 5),
        'published', 1, null from products where id glob 'prd_[0-9][0-9][0-9][0-9][0-9]'`,
      await value('select product_id from reviews where id = ?', rated),
    ),
    insert('update products set review_count = ?, stars_total = ? where slug glob ?', count, count * 4, 'rope-bag*'),
  ]);
}

describe('a customer', () => {
  it('rates what they have received, once, and sees what became of it', async () => {
    const browser = await signedIn();
    const id = customerIn(browser);
    expect((await browser.get('/account/reviews')).text).toContain('Nothing waits for your review');
    const productId = await aPurchase(id);
    expect(await unratedCount(id)).toBe(1);
    expect((await browser.get('/account')).text).toContain(`href="/account/reviews/${productId}"`);
    expect((await browser.get('/account/reviews')).text).toContain(`href="/account/reviews/${productId}"`);
    const form = (await browser.get(`/account/reviews/${productId}`)).text;
    expect([...form.matchAll(/type="radio"/g)]).toHaveLength(5);

    const reply = await browser.post(`/account/reviews/${productId}`, { stars: '4', text: ' It floats.\r\nMostly. ' });
    expect(reply).toMatchObject({ status: 303, location: '/account/reviews?done=rated' });
    expect(await rows('select customer_id, product_id, stars, text, status from reviews')).toEqual([
      { customer_id: id, product_id: productId, stars: 4, text: 'It floats.\nMostly.', status: 'waiting' },
    ]);
    expect(await unratedCount(id)).toBe(0);
    const { text } = await browser.get('/account/reviews?done=rated');
    expect(text).toContain('Waits for publication');
    expect(text).toContain('aria-label="4 of 5 stars">★★★★☆');
    for (const again of [
      await browser.get(`/account/reviews/${productId}`),
      await browser.post(`/account/reviews/${productId}`, { stars: '1' }),
    ]) {
      expect(again).toMatchObject({ status: 303, location: '/account/reviews?done=not_to_rate' });
    }
    expect(await value('select count(*) from reviews')).toBe(1);
  });

  it('who rates twenty times at once has rated once, and has the points for it once', async () => {
    await withPolicies({ loyalty: { pointsForReview: 20 } });
    const browser = await signedIn();
    const id = customerIn(browser);
    const productId = await aPurchase(id);
    await aPurchase(id);
    const { db, store } = await sceneAt();
    const rated = { productId, stars: 3, text: '' };
    const results = await Promise.all([
      ...Array.from({ length: 10 }, () => reviews.rate(db, { store, customerId: id }, rated, Date.now())),
      ...Array.from({ length: 10 }, () =>
        visitor({ cookies: new Map(browser.cookies) }).post(`/account/reviews/${productId}`, { stars: '3' }),
      ),
    ]);

    expect(results).toHaveLength(20);
    expect(await value('select count(*) from reviews')).toBe(1);
    expect(await unratedCount(id)).toBe(1);
    expect(await rows('select kind, points from points_entries')).toEqual([{ kind: 'review', points: 20 }]);
    expect(await value('select points from memberships where customer_id = ?', id)).toBe(20);
  });

  it('cannot rate what they have not received here: it is as if it never was', async () => {
    const theirs = await aPurchase(await aCustomer({ email: 'other@example.com' }));
    const browser = await signedIn();
    const elsewhere = await aPurchaseAtTheOutlet(customerIn(browser));
    const bodies = [];
    for (const productId of [theirs, elsewhere, await aProduct(), 'prd_never']) {
      const at = `/account/reviews/${productId}`;
      const replies = [await browser.get(at), await browser.post(at, { stars: '5' })];
      expect(replies.map(({ status }) => status)).toEqual([404, 404]);
      bodies.push(replies.map(({ text }) => withoutIds(text)).join('\n'));
    }

    expect(new Set(bodies).size).toBe(1);
    expect(await value('select count(*) from reviews')).toBe(0);
    expect(await value('select count(*) from purchases where rated_at is not null')).toBe(0);
  });

  it.each([
    [{}, 'Please fill in this field.'],
    [{ stars: '0' }, 'This value cannot be used here.'],
    [{ stars: '6' }, 'This value cannot be used here.'],
    [{ stars: '4.5' }, 'This value cannot be used here.'],
  ])('who chooses %j is told at the field, and keeps the words', async (typed, words) => {
    const browser = await signedIn();
    const productId = await aPurchase(customerIn(browser));
    const text = 'x'.repeat(2000);
    const reply = await browser.post(`/account/reviews/${productId}`, { ...typed, text });

    expect(reply.status).toBe(422);
    expect(reply.text).toContain(`${text}</textarea>`);
    expect(/id="stars-problem">([^<]*)</.exec(reply.text)?.[1]).toBe(words);
  });

  it('who deletes the account leaves the stars of what was published, and no word', async () => {
    const browser = await signedIn();
    const productId = await aProduct({ slug: 'rope-bag' });
    const published = await aReview(customerIn(browser), { productId, stars: 4, text: 'I am Grace' });
    await aReview(customerIn(browser), { text: 'Still Grace' });
    await (await atWork()).post(`/admin/reviews/${published}/publication`);
    await browser.post('/account/privacy/deletion', { currentPassword: password });

    expect(await rows('select id, customer_id, stars, text, status from reviews')).toEqual([
      { id: published, customer_id: null, stars: 4, text: '', status: 'published' },
    ]);
    expect((await visitor().get('/products/rope-bag')).text).toContain('4 of 5 stars');
  });
});

describe('staff', () => {
  it('publish and hide, the product’s average follows, and the audit tells it', async () => {
    const productId = await aProduct({ slug: 'rope-bag', createdAt: 0 });
    const grace = await aCustomer();
    const first = await aReview(grace, { productId, stars: 4, text: 'Floats well' });
    const other = await aCustomer({ email: 'other@example.com', name: 'Mary Ward' });
    const second = await aReview(other, { productId, stars: 1, text: '' });
    const shown = async () => (await visitor().get('/products/rope-bag')).text;
    expect(await shown()).toContain('Nobody has rated it yet.');

    const manager = await atWork({ role: 'manager' });
    const decide = (id: string, what: string) => manager.post(`/admin/reviews/${id}/${what}`);
    await decide(first, 'publication');
    await Promise.all(Array.from({ length: 20 }, () => decide(second, 'publication')));
    expect(await figures()).toEqual({ review_count: 2, stars_total: 5 });
    const text = await shown();
    expect(text).toContain('2.5 of 5 stars');
    expect(text).toContain('from 2 reviews');
    expect(text).toContain('Floats well');
    for (const name of ['Grace', 'Mary']) expect(text).not.toContain(name);

    await decide(second, 'hiding');
    await decide(second, 'hiding');
    expect(await figures()).toEqual({ review_count: 1, stars_total: 4 });
    expect(await shown()).toContain('from 1 review<');
    await decide(second, 'publication');
    expect(await figures()).toEqual({ review_count: 2, stars_total: 5 });
    const by = colleagueIn(manager);
    const told = (act: string, customer: string, review: string) => ({
      staff_id: by,
      act,
      customer_id: customer,
      after: JSON.stringify({ review }),
    });
    expect(await rows('select staff_id, act, customer_id, after from audit order by id')).toEqual([
      told('review_published', grace, first),
      told('review_published', other, second),
      told('review_hidden', other, second),
      told('review_published', other, second),
    ]);
  });

  it('see what waits first; support reads only', async () => {
    const customer = await aCustomer();
    const published = await aReview(customer, { text: 'thing number 1' });
    await aReview(customer, { text: 'thing number 2' });
    const hidden = await aReview(customer, { text: 'thing number 3' });
    const manager = await atWork({ role: 'manager' });
    await manager.post(`/admin/reviews/${published}/publication`);
    await manager.post(`/admin/reviews/${hidden}/hiding`);
    const { text } = await (await atWork({ role: 'support' })).get('/admin/reviews');

    expect(numbered(text)).toEqual([2, 1, 3]);
    expect(text).not.toContain('/publication"');
    expect(text).toContain('Grace Hopper');
  });

  it('reach no review of another store', async () => {
    const theirs = await aReview(await aCustomer({ store: 'trade' }), { store: 'trade' });
    const owner = await atWork();
    for (const what of ['publication', 'hiding']) {
      const [one, never] = [
        await owner.post(`/admin/reviews/${theirs}/${what}`),
        await owner.post(`/admin/reviews/rev_never/${what}`),
      ];
      expect([one.status, never.status]).toEqual([404, 404]);
      expect(withoutIds(one.text)).toBe(withoutIds(never.text));
    }

    expect(await value('select status from reviews')).toBe('waiting');
    expect((await owner.get('/admin/reviews')).text).not.toContain('It floats.');
  });
});

it('what a customer writes is text everywhere', async () => {
  const evil = '<script>alert(1)</script>';
  const productId = await aProduct({ slug: 'rope-bag' });
  const browser = await signedIn({ name: evil });
  const id = await aReview(customerIn(browser), { productId, text: evil });
  const manager = await atWork({ role: 'manager' });
  await manager.post(`/admin/reviews/${id}/publication`);
  for (const { text } of [
    await browser.get('/account/reviews'),
    await visitor().get('/products/rope-bag'),
    await manager.get('/admin/reviews'),
  ]) {
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script>alert');
  }
});

it('with ten thousand, every page reads a few rows for each that it shows', async () => {
  const browser = await signedIn();
  await manyPurchases(browser, 10_000);
  const slug = String(await value(`select slug from products where slug glob 'rope-bag*'`));
  const staff = await atWork();
  const lists = [
    { path: '/account/reviews', parameter: 'after', cookies: browser.cookies, shown: 41 },
    { path: '/account/reviews', parameter: 'reviewed', cookies: browser.cookies, shown: 40 },
    { path: `/products/${slug}`, parameter: 'reviews', cookies: browser.cookies, shown: 20 },
    { path: '/admin/reviews', parameter: 'after', cookies: staff.cookies, shown: 20 },
  ];
  for (const { path, parameter, cookies, shown } of lists) {
    let at = path;
    for (let page = 1; page <= 3; page += 1) {
      const { counts, ...counted } = counting();
      const { text, bytes } = await visitor({ cookies, ...counted }).get(at);
      expect([at, numbered(text).length]).toSatisfy(() => numbered(text).length >= Math.min(shown, 20) - 1);
      expect([at, counts.rowsRead, counts.rowsRead <= 4 * shown + 10]).toEqual([at, counts.rowsRead, true]);
      expect(counts.waits).toBeLessThanOrEqual(1);
      expect(gzipSync(bytes).length).toBeLessThanOrEqual(10 * 1024);
      at = (new RegExp(`href="([^"]+[?&]${parameter}=[^"]+)"`).exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
      expect(at).not.toBe('');
    }
  }
});

/** Something of the other store of the pool; the customer is a member there too. */
async function aPurchaseAtTheOutlet(customerId: string): Promise<string> {
  await env.DB.prepare(
    `insert into memberships (store_id, customer_id, status, created_at) values ('sto_harbour_outlet', ?, 'active', 1)`,
  )
    .bind(customerId)
    .run();
  return aPurchase(customerId, { store: 'outlet' });
}

/** Without what differs in every reply. */
const withoutIds = (text: string) =>
  text
    .replaceAll(/nonce="[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    .replaceAll(/(prd|rev)_\w+/g, '');
