// What a store sells, in lists, by categories and by words: what is found, in which order, for whom, and what a page costs.
import { env } from 'cloudflare:workers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { categoryOf, indexProducts } from './support/catalog.ts';
import { alike } from './support/likeness.ts';
import { aProduct } from './support/orders.ts';
import { aCustomer, signedIn } from './support/people.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

/** The products that a page lists, by their places in addresses. */
const shown = (text: string) => [...text.matchAll(/class="name" href="\/products\/([^"]+)"/g)].map(([, slug]) => slug);

/** Where the next page of a list is. */
const nextOf = (text: string) =>
  (/class="btn btn-plain btn-sm" href="([^"]*after=[^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');

/** Very many products, all in a category and found by a word, each newer than the one before; the last are for customers only. */
async function manyProducts(count: number, hidden = 0): Promise<void> {
  await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
    insert into products (id, store_id, slug, sku, names, price_minor, visibility, created_at)
    select printf('prd_%05d', i), 'sto_harbour_goods', printf('thing-%05d', i), 'T-' || i,
      json_object('en', 'Thing ' || i || ' with a name of some length, in ' || hex(randomblob(4))), 100 + i,
      iif(i > ?1 - ?2, 'customers', 'everyone'), i from n`,
  )
    .bind(count, hidden)
    .run();
  const ids = Array.from({ length: count }, (_, place) => `prd_${String(place + 1).padStart(5, '0')}`);
  await categoryOf('things', ids);
  await env.DB.prepare(
    `insert into product_terms (store_id, term, product_id)
    select store_id, value, products.id from products, json_each('["thing","things"]')`,
  ).run();
}

const things = (from: number, count: number, step: 1 | -1) =>
  Array.from({ length: count }, (_, place) => `thing-${String(from + step * place).padStart(5, '0')}`);

describe('a list', () => {
  it.each([
    ['/', things(10_000, 60, -1)],
    ['/categories/things', things(10_000, 60, -1)],
    ['/search?q=thing', things(1, 60, 1)],
  ])('of %s shows twenty and reads a few rows for each, the third page as the first', async (first, expected) => {
    await manyProducts(10_000);
    await visitor().get('/login');
    const seen: unknown[] = [];
    let path = first;
    for (let page = 1; page <= 3; page += 1) {
      const { counts, ...counted } = counting();
      const { text, bytes } = await visitor(counted).get(path);
      seen.push(...shown(text));
      expect(counts.waits).toBeLessThanOrEqual(1);
      expect(counts.statements).toBeLessThanOrEqual(4);
      expect(counts.rowsRead).toBeLessThanOrEqual(6 * 20);
      expect(gzipSync(bytes).length).toBeLessThanOrEqual(10 * 1024);
      path = nextOf(text);
    }

    expect(seen).toEqual(expected);
  });

  it('of what has a rare word is found as quickly beside very many that begin so', async () => {
    await manyProducts(10_000);
    await env.DB.prepare(
      `insert into product_terms values ('sto_harbour_goods', 'brass', 'prd_09000'), ('sto_harbour_goods', 'brass', 'prd_00007')`,
    ).run();
    const { counts, ...counted } = counting();
    const { text } = await visitor(counted).get('/search?q=brass+thi');

    expect(shown(text)).toEqual(['thing-00007', 'thing-09000']);
    expect(counts.rowsRead).toBeLessThanOrEqual(60);
  });

  it('asks no more of storage for very many than for none, signed in too', async () => {
    const browser = await signedIn({ group: 'gold' });
    const counted = async (path: string) => {
      const { counts, ...bindings } = counting();
      await visitor({ cookies: browser.cookies, ...bindings }).get(path);
      return [counts.waits, counts.statements];
    };
    const none = await Promise.all(['/', '/search?q=thing', '/products.json'].map(counted));
    await manyProducts(200);

    expect(await Promise.all(['/', '/search?q=thing', '/products.json'].map(counted))).toEqual(none);
    expect(Math.max(...none.map(([, statements = 0]) => statements))).toBeLessThanOrEqual(5);
  });

  it('ends where there are no more, and takes no cursor of another making', async () => {
    await manyProducts(41);
    for (const [path, beginning] of [
      ['/?', 'thing-00041'],
      ['/categories/things?', 'thing-00041'],
      ['/search?q=thing&', 'thing-00001'],
    ] as const) {
      const pages = [await visitor().get(path)];
      while (nextOf(pages.at(-1)?.text ?? '')) pages.push(await visitor().get(nextOf(pages.at(-1)?.text ?? '')));
      expect(pages.map(({ text }) => shown(text).length)).toEqual([20, 20, 1]);
      for (const after of ['W10', 'x', 'WyJhIl0', "' or 1=1", 'WyJ6eiIsInByZCJd']) {
        const reply = await visitor().get(`${path}after=${encodeURIComponent(after)}`);
        expect([reply.status, shown(reply.text)[0]]).toEqual([200, beginning]);
      }
    }
  });

  it('passes over what is not for whoever looks, and fills its pages', async () => {
    await manyProducts(45, 15);
    const customer = await signedIn();
    for (const path of ['/', '/categories/things', '/search?q=thing']) {
      const first = await visitor().get(path);
      const second = await visitor().get(nextOf(first.text));
      expect([shown(first.text).length, shown(second.text).length]).toEqual([20, 10]);
      expect(nextOf(second.text)).toBe('');
      const [one, two] = [await customer.get(path), await customer.get(nextOf((await customer.get(path)).text))];
      expect(new Set([...shown(one.text), ...shown(two.text)]).size).toBe(40);
    }
  });
});

describe('a category', () => {
  it('leads to what is in it, and is named where it has something for whoever looks', async () => {
    await categoryOf('bags', [await aProduct({ slug: 'bag' })], { name: 'Bags & more' });
    await categoryOf('secret', [await aProduct({ slug: 'secret-bag', visibility: 'customers' })], { name: 'Secrets' });
    await categoryOf('gold', [await aProduct({ visibility: 'groups', groupIds: ['grp_gold'] })], { name: 'Golden' });
    await categoryOf('old', [await aProduct({ retiredAt: 1 })], { name: 'Antiques' });
    await categoryOf('empty', [], { name: 'Empty' });
    const named = async (browser: ReturnType<typeof visitor>) => {
      const { text } = await browser.get('/');
      return [...text.matchAll(/href="\/categories\/([^"]+)"/g)].map(([, slug]) => slug);
    };
    expect(await named(visitor())).toEqual(['bags']);
    expect(await named(await signedIn())).toEqual(['bags', 'secret']);
    expect(await named(await signedIn({ group: 'gold', email: 'gold@example.com' }))).toEqual([
      'bags',
      'gold',
      'secret',
    ]);
    const { text } = await visitor().get('/categories/bags');
    expect(text).toContain('<h1><bdi>Bags &amp; more</bdi></h1>');
    expect(text).toContain('href="/categories/bags" aria-current="page"');
    expect(shown(text)).toEqual(['bag']);
  });

  it('that has nothing for whoever looks is as one that never was, and so is another store’s', async () => {
    await categoryOf('secret', [await aProduct({ visibility: 'customers' })]);
    await categoryOf('elsewhere', [await aProduct({ store: 'outlet' })], { store: 'outlet' });
    const [secret, elsewhere, never] = await Promise.all(
      ['secret', 'elsewhere', 'never'].map((slug) => visitor().get(`/categories/${slug}`)),
    );

    expect(never?.status).toBe(404);
    for (const one of [secret, elsewhere]) expect(bodyOf(one)).toEqual(bodyOf(never));
  });
});

describe('a search', () => {
  async function stock(): Promise<void> {
    await aProduct({ slug: 'lantern', sku: 'SL-02', names: { en: 'Storm lantern, brass', de: 'Sturmlaterne' } });
    await aProduct({ slug: 'lanterns', sku: 'X-1', names: { en: 'Book of lanterns', cs: 'Kniha o svítilnách' } });
    await aProduct({
      slug: 'mug',
      sku: 'CM-03',
      names: { en: 'Enamel mug', de: 'Emaillebecher', cs: 'Smaltovaný hrnek' },
    });
    await aProduct({ slug: 'secret', sku: 'S-1', names: { en: 'Lantern for customers' }, visibility: 'customers' });
    await aProduct({ slug: 'retired', sku: 'S-2', names: { en: 'Lantern of old' }, retiredAt: 1 });
    await aProduct({ store: 'outlet', slug: 'elsewhere', sku: 'S-3', names: { en: 'Lantern elsewhere' } });
    await indexProducts();
  }

  it.each([
    ['lantern', ['lantern', 'lanterns']],
    ['LANTERN', ['lantern', 'lanterns']],
    ['lan', ['lantern', 'lanterns']],
    ['brass lan', ['lantern']],
    ['lantern brass', ['lantern']],
    ['lan brass', []],
    ['brass storm lan', ['lantern']],
    ['brass enamel lan', []],
    ['smaltovany', ['mug']],
    ['Smaltovaný HRN', ['mug']],
    ['cm-03', ['mug']],
    ['storm, lantern; brass!', ['lantern']],
    ['lantern lantern', ['lantern', 'lanterns']],
    ['elsewhere', []],
    ['nothing', []],
  ])('for “%s” finds %j', async (q, expected) => {
    await stock();
    const { text } = await visitor().get(`/search?q=${encodeURIComponent(q)}`);

    expect(shown(text)).toEqual(expected);
  });

  it('finds for a customer what is for customers, and only of a category where one is named', async () => {
    await stock();
    const browser = await signedIn();
    await categoryOf('kitchen', [await aProduct({ slug: 'pan', sku: 'P-1', names: { en: 'Lantern pan' } })]);
    await indexProducts();

    expect(shown((await browser.get('/search?q=lantern')).text)).toEqual(['lantern', 'secret', 'pan', 'lanterns']);
    const { text } = await visitor().get('/products.json?q=lan&category=kitchen');
    expect(addressesIn(text)).toEqual(['/products/pan']);
  });

  it.each([
    ['nothing', ''],
    ['signs', '%_*?\'"\\-- ;<>&'],
    ['SQL', "' or 1=1 --"],
    ['a script', '<script>alert(1)</script>'],
    ['zeros and line ends', 'lan\u0000\r\nrope'],
    ['what turns text around', '\u202elantern\u2066'],
    ['very much', 'ab '.repeat(5000)],
    ['one very long word', '𝒜'.repeat(3000)],
    ['half a letter', `${'a'.repeat(99)}😀`],
    ['bytes that are no text', '%ff%fe'],
  ])('takes %s', async (_, q) => {
    await stock();
    for (const typed of [encodeURIComponent(q), q.startsWith('%ff') ? q : `${encodeURIComponent(q)}&q=x`]) {
      for (const path of ['/search', '/products.json']) {
        const { status, text } = await visitor().get(`${path}?q=${typed}`);
        expect(status).toBe(200);
        expect(text).not.toMatch(/<script>alert|[\u0000\u202e\u2066]/);
        expect(shown(text)).toEqual(text.includes('Results for “lantern”') ? ['lantern', 'lanterns'] : []);
      }
    }
  });

  it('keeps what was looked for in the box', async () => {
    const { text } = await visitor().get('/search?q=%22rope%22');

    expect(text).toContain('name="q" value="&quot;rope&quot;"');
    expect(text).toContain('Nothing matches');
  });
});

describe('where the shop is for customers only', () => {
  const addresses = ['/', '/?after=W10', '/categories/bags', '/search?q=rope', '/products/bag', '/products/never'];
  const scripts = ['/products.json', '/products.json?q=rope', '/products/bag.json', '/products/never.json'];

  it('sends visitors, waiting and denied people to sign in, and tells scripts nothing', async () => {
    await withPolicies({ shopAccess: 'customers_only' });
    await categoryOf('bags', [await aProduct({ slug: 'bag' })]);
    await aCustomer({ status: 'denied' });
    for (const path of addresses) {
      const reply = await visitor().get(path);
      expect([reply.status, reply.location, reply.text]).toEqual([303, `/login?next=${encodeURIComponent(path)}`, '']);
    }
    const [first, ...others] = await Promise.all(scripts.map((path) => visitor().get(path)));
    expect(first?.status).toBe(401);
    expect(first?.headers.get('Content-Type')).toBe('application/problem+json');
    for (const other of others) expect(bodyOf(other)).toEqual(bodyOf(first));
    const [bag, never] = await Promise.all(
      ['bag', 'never'].map((slug) => visitor().post('/wishlist', { product: slug })),
    );
    expect(bag).toMatchObject({ status: 303, location: '/login?next=%2Faccount%2Fwishlist' });
    expect(bodyOf(bag)).toEqual(bodyOf(never));
  });

  it('is like every other to a customer', async () => {
    await withPolicies({ shopAccess: 'customers_only' });
    const browser = await signedIn();
    await categoryOf('bags', [await aProduct({ slug: 'bag' })]);
    for (const path of ['/', '/categories/bags']) expect(shown((await browser.get(path)).text)).toEqual(['bag']);
    expect((await browser.get('/products/bag')).text).toContain('€59.90');
    expect(JSON.parse((await browser.get('/products/bag.json')).text)).toMatchObject({ price: '59.90' });
  });
});

it('tells a visitor no price anywhere where prices are for customers', async () => {
  await withPolicies({ shopAccess: 'prices_for_customers' });
  await categoryOf('bags', [await aProduct({ slug: 'bag', sku: 'B-1', priceMinor: 774_411, stock: 3 })]);
  await indexProducts();
  const paths = ['/', '/categories/bags', '/search?q=rope', '/products/bag', '/products.json', '/products/bag.json'];
  for (const path of [...paths, '/sitemap.xml', '/robots.txt']) {
    const { text, status } = await visitor().get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(text).not.toMatch(/7.?744|priceCurrency|"offers"/);
    if (!path.includes('.')) expect(text).toContain(`/login?next=${encodeURIComponent(path)}`);
  }
  const customer = await signedIn();
  for (const path of paths) expect((await customer.get(path)).text).toMatch(/7.?744/);
  expect(JSON.parse((await visitor().get('/products/bag.json')).text)).toEqual({
    name: 'Rope bag',
    address: 'http://localhost:8787/products/bag',
    price: null,
    standardPrice: null,
    pricesFor: 'customers',
    currency: 'EUR',
    availability: 'in_stock',
    rating: null,
  });
});

it('a product that is not for whoever asks is as one that never was, however it is asked for', async () => {
  await aProduct({ slug: 'secret', names: { en: 'Secret' }, visibility: 'customers' });
  await aProduct({ slug: 'golden', names: { en: 'Golden' }, visibility: 'groups', groupIds: ['grp_gold'] });
  const requests: RequestInit[] = [
    {},
    { method: 'HEAD' },
    { headers: { 'If-None-Match': '*' } },
    { headers: { 'If-Modified-Since': new Date(0).toUTCString() } },
    { headers: { Range: 'bytes=0-10' } },
  ];
  for (const request of requests) {
    for (const end of ['', '.json', '?reviews=W10']) {
      const [never, ...hidden] = await Promise.all(
        ['never', 'secret', 'golden'].map((slug) => visitor().send(`/products/${slug}${end}`, request)),
      );
      expect(never?.status).toBe(404);
      for (const one of hidden) expect(bodyOf(one)).toEqual(bodyOf(never));
    }
  }
  const customer = await signedIn();
  expect((await customer.get('/products/secret')).status).toBe(200);
  expect((await customer.get('/products/golden')).status).toBe(404);
});

it('tells scripts what the pages show, page by page', async () => {
  await manyProducts(25);
  const customer = await signedIn({ group: 'gold' });
  const { status, text, headers } = await customer.get('/products.json?category=things');
  const { products, next } = JSON.parse(text);

  expect(status).toBe(200);
  expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
  expect(products).toHaveLength(20);
  expect(products[0]).toMatchObject({ price: '1.13', standardPrice: '1.25', currency: 'EUR' });
  const last = JSON.parse((await customer.get(next)).text);
  expect([last.products.length, last.next]).toEqual([5, null]);
  expect((await customer.get('/products/never.json')).headers.get('Content-Type')).toBe('application/problem+json');
});

const addressesIn = (text: string) =>
  JSON.parse(text).products.map(({ address }: { address: string }) => new URL(address).pathname);

/** A reply without the id of its request. */
const bodyOf = (reply: Parameters<typeof alike>[0] | undefined) => {
  if (!reply) return null;
  const { text, ...rest } = alike(reply);
  return { ...rest, text: text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '') };
};
