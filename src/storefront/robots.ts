// What search engines ask for: where they may look, and what there is. Both say what a visitor may see, whoever asks.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import * as open from '../catalog/finding/public.ts';
import type { AppEnv } from '../web/context.ts';
import { batch } from '../web/database.ts';
import { cursorOf, placeIn } from '../web/paging.ts';
import { indexOf, sitemapOf, type Address } from './sitemaps.ts';

export const robots = new Hono<AppEnv>();

robots.get('/robots.txt', (c) => {
  const { origin, policies } = c.var.store;
  const isClosed = policies.shopAccess === 'customers_only';
  // An imprint is open to everybody also where the shop is not. What is somebody's own is not named: a robot that asks for it is sent
  // away with `noindex`, which it would never read if it were kept from asking.
  const rules = isClosed ? ['Allow: /pages/', 'Allow: /sitemap.xml', 'Disallow: /'] : ['Disallow:'];
  return c.text(['User-agent: *', ...rules, '', `Sitemap: ${origin}/sitemap.xml`, ''].join('\n'));
});

/** The whole of a small store; of a large one the list of its parts, each behind a cursor. */
robots.get('/sitemap.xml', async (c) => {
  const { db, store } = c.var;
  const { after } = c.req.query();
  const place = placeIn(z.tuple([z.string().max(200)]), after);
  if (after !== undefined && place === null) throw new HTTPException(404);
  const [slug] = place ?? [''];
  const [products, ends, categories, pages] = await batch(db, [
    open.productsBehind(db, store, slug),
    open.ends(db, store),
    open.categoriesOf(db, store),
    open.pagesOf(db, store),
  ]);
  c.header('Content-Type', 'application/xml; charset=UTF-8');
  if (place === null && ends.length > 0) {
    const parts = ['', ...ends.map((end) => end.slug)];
    return c.body(indexOf(parts.map((end) => `${store.origin}/sitemap.xml?after=${cursorOf([end])}`)));
  }
  const isFirst = slug === '';
  const general: Address[] = [
    ...(store.policies.shopAccess === 'customers_only' ? [] : [{ path: '/' }]),
    ...categories.map((category) => ({ path: `/categories/${category.slug}` })),
    ...pages.map(({ pageSlug, changedAt }) => ({ path: `/pages/${pageSlug}`, changedAt })),
  ];
  const goods = products.map(({ slug: own, changedAt }) => ({ path: `/products/${own}`, changedAt }));
  return c.body(sitemapOf(store.origin, [...(isFirst ? general : []), ...goods]));
});
