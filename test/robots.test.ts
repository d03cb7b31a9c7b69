// What search engines read: where they may look, what there is, and what the head of a page says.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { categoryOf } from './support/catalog.ts';
import { aProduct } from './support/orders.ts';
import { signedIn } from './support/people.ts';
import { withPolicies } from './support/staff.ts';
import { visitor } from './support/visitor.ts';

const origin = 'http://localhost:8787';

/** What a page says of itself to machines; null where it says nothing. */
function factsIn(text: string): unknown {
  const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? [];
  return json === undefined ? null : JSON.parse(json);
}

const canonicalIn = (text: string) => /<link rel="canonical" href="([^"]*)"/.exec(text)?.[1] ?? null;
const isHidden = (text: string) => text.includes('<meta name="robots" content="noindex"/>');
const placesIn = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address = '']) => address);

async function aPage(slug: string, traits: { isAlwaysOpen?: boolean; visibility?: string } = {}): Promise<void> {
  await env.DB.prepare(
    `insert into pages (id, store_id, slug, titles, texts, visibility, group_ids, is_always_open, is_linked, position, created_at, updated_at)
    values (?, 'sto_harbour_goods', ?, '{}', '{}', ?, '[]', ?, 0, 1, 1, 86400000)`,
  )
    .bind(`pag_${slug}`, slug, traits.visibility ?? 'everyone', traits.isAlwaysOpen ? 1 : 0)
    .run();
}

describe('the head of a product’s page', () => {
  it('tells what it is, what it costs a visitor, and what others think of it', async () => {
    await aProduct({
      slug: 'rope-bag',
      sku: 'RB-01',
      texts: { en: '## A bag\n\nSewn from **sailcloth**, with [handles](/x).\n\n- 40 litres\n- dries overnight' },
      picture: 'bag.png',
      pictureWidth: 800,
      pictureHeight: 600,
      reviewCount: 3,
      starsTotal: 13,
    });
    const { text } = await visitor().get('/products/rope-bag?utm_source=x', { Host: 'evil.example' });
    const description = 'A bag Sewn from sailcloth, with handles. 40 litres dries overnight';

    expect(canonicalIn(text)).toBe(`${origin}/products/rope-bag`);
    expect(text).toContain(`<meta name="description" content="${description}"/>`);
    expect(text).toContain(`<meta property="og:image" content="${origin}/pictures/bag.png"/>`);
    expect(text).toContain('<title>Rope bag · Harbour Goods</title>');
    expect(isHidden(text)).toBe(false);
    expect(factsIn(text)).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: 'Rope bag',
      sku: 'RB-01',
      description,
      url: `${origin}/products/rope-bag`,
      image: `${origin}/pictures/bag.png`,
      offers: {
        '@type': 'Offer',
        url: `${origin}/products/rope-bag`,
        price: '59.90',
        priceCurrency: 'EUR',
        availability: 'https://schema.org/InStock',
      },
      aggregateRating: {
        '@type': 'AggregateRating',
        ratingValue: '4.3',
        reviewCount: 3,
        bestRating: 5,
        worstRating: 1,
      },
    });
  });

  it('is not left by anything that is in it', async () => {
    const names = { en: '</script><script>alert(1)</script><!-- " \u2028' };
    await aProduct({ slug: 'rope-bag', names, texts: { en: '</script><!--<script> & "more"' }, stock: 0 });
    const { text } = await visitor().get('/products/rope-bag');

    expect(text).not.toMatch(/<script>|<!--/);
    expect(factsIn(text)).toMatchObject({ name: names.en, offers: { availability: 'https://schema.org/OutOfStock' } });
  });

  it('cuts a long text between words', async () => {
    await aProduct({ slug: 'rope-bag', texts: { en: 'sailcloth '.repeat(100) } });
    const [, description = ''] =
      /name="description" content="([^"]*)"/.exec((await visitor().get('/products/rope-bag')).text) ?? [];

    expect(description).toMatch(/^(sailcloth ){14,16}sailcloth…$/);
  });
});

it('only what anybody may see says where it stands; what else a robot could reach asks not to be found', async () => {
  await categoryOf('bags', [await aProduct({ slug: 'bag' })]);
  await aProduct({ slug: 'secret', visibility: 'customers' });
  await aPage('imprint');
  for (const path of ['/', '/categories/bags', '/products/bag', '/pages/imprint']) {
    const { text } = await visitor().get(path);
    expect([path, canonicalIn(text), isHidden(text)]).toEqual([path, `${origin}${path}`, false]);
  }
  for (const path of ['/search?q=bag', '/?after=W10', '/basket', '/login', '/register', '/products/never']) {
    const { text } = await visitor().get(path);
    expect([path, canonicalIn(text), isHidden(text)]).toEqual([path, null, true]);
  }
  const refused = await visitor().get('/account');
  expect(refused.headers.get('X-Robots-Tag')).toBe('noindex');
  const customer = await signedIn();
  for (const path of ['/', '/products/bag', '/products/secret', '/account']) {
    const { text } = await customer.get(path);
    expect([path, canonicalIn(text), factsIn(text)]).toEqual([path, null, null]);
  }
});

describe('the sitemap', () => {
  it('lists what a visitor may see, whoever asks, and when it changed', async () => {
    await categoryOf('bags', [await aProduct({ slug: 'bag', createdAt: 1000, updatedAt: 86_400_000 })]);
    await categoryOf('secrets', [await aProduct({ slug: 'secret', visibility: 'customers' })]);
    await aProduct({ slug: 'golden', visibility: 'groups', groupIds: ['grp_gold'] });
    await aProduct({ slug: 'retired', retiredAt: 1 });
    await aProduct({ slug: 'elsewhere', store: 'outlet' });
    await aPage('imprint', { isAlwaysOpen: true });
    await aPage('guide', { visibility: 'customers' });
    const listed = [`${origin}/`, `${origin}/categories/bags`, `${origin}/pages/imprint`, `${origin}/products/bag`];
    for (const browser of [visitor(), await signedIn({ group: 'gold' })]) {
      const { text, headers } = await browser.get('/sitemap.xml');
      expect(headers.get('Content-Type')).toBe('application/xml; charset=UTF-8');
      expect(placesIn(text)).toEqual(listed);
      expect(text).toContain('/products/bag</loc><lastmod>1970-01-02T00:00:00.000Z</lastmod>');
      expect(isWellFormed(text)).toBe(true);
    }
    await withPolicies({ shopAccess: 'customers_only' });
    expect(placesIn((await visitor().get('/sitemap.xml')).text)).toEqual([`${origin}/pages/imprint`]);
  });

  it('of very many is in parts that list each once', async () => {
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10001)
      insert into products (id, store_id, slug, sku, names, price_minor, created_at)
      select 'prd_' || i, 'sto_harbour_goods', 'thing-' || i, 'T-' || i, '{}', 100, 1 from n`,
    ).run();
    const { text } = await visitor().get('/sitemap.xml');
    expect(text).toContain('<sitemapindex');
    expect(isWellFormed(text)).toBe(true);
    const parts = placesIn(text).map((address) => address.slice(origin.length));
    const listed = await Promise.all(parts.map(async (path) => placesIn((await visitor().get(path)).text)));

    expect(listed.map(({ length }) => length)).toEqual([5001, 5000, 1]);
    expect(new Set(listed.flat()).size).toBe(10_002);
    expect((await visitor().get('/sitemap.xml?after=nothing')).status).toBe(404);
  });
});

it('robots may look everywhere, but in a closed shop only at what is always open', async () => {
  const open = await visitor().get('/robots.txt');
  expect(open.text).toBe(`User-agent: *\nDisallow:\n\nSitemap: ${origin}/sitemap.xml\n`);
  await withPolicies({ shopAccess: 'customers_only' });
  expect((await visitor().get('/robots.txt')).text).toMatch(/^User-agent: \*\nAllow: \/pages\/\n.*Disallow: \/\n/s);
});

/** Whether every element ends where it must; enough for what has no attributes but those of its root. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [, closing, name = ''] of xml.matchAll(/<(\/?)([a-z]+)[^>?]*>/g)) {
    if (closing === '') open.push(name);
    else if (open.pop() !== name) return false;
  }
  return (
    open.length === 0 && xml.startsWith('<?xml version="1.0" encoding="UTF-8"?>') && !/&(?!amp;|lt;|gt;)/.test(xml)
  );
}
