// The storefront: what a store sells, in lists and by words. Every address reads by `enter`, which knows whom the shop is open to.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as listing from '../catalog/finding/listing.ts';
import * as searching from '../catalog/finding/searching.ts';
import { nameAt } from '../catalog/products.ts';
import { enter } from '../catalog/routes.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv } from '../web/context.ts';
import { contact } from './contact.ts';
import { CategoryPage, HomePage, SearchPage } from './pages.tsx';
import { productPages } from './products/routes.tsx';
import { robots } from './robots.ts';
import { scripts } from './scripts.ts';
import { addressOf, soughtIn } from './sought.ts';

export const storefront = new Hono<AppEnv>();

storefront.get('/', async (c) => {
  const { store } = c.var;
  const after = c.req.query('after');
  const { who, terms, rows } = await enter(c, (db, visitor) => [
    listing.categoriesFor(db, store, visitor),
    listing.newest(db, store, visitor, after),
  ]);
  const shell = shellOf(c, who);
  const { t } = shell;
  const about = {
    path: '/',
    description: t('storefront.description', { store: store.name }),
    kind: 'website',
  } as const;
  const isFirst = after === undefined;
  const view = { shell, terms, categories: rows[0], page: listing.pageOf(rows[1]), isFirst };
  const shown = isFirst && !who ? { ...shell, about } : shell;
  return page(c, shown, t('home.title', { store: store.name }), <HomePage {...view} />);
});

storefront.get('/categories/:slug', async (c) => {
  const { store } = c.var;
  const slug = c.req.param('slug');
  const after = c.req.query('after');
  const { who, terms, rows } = await enter(c, (db, visitor) => [
    listing.categoriesFor(db, store, visitor),
    listing.ofCategory(db, store, visitor, slug, after),
  ]);
  const category = rows[0].find((one) => one.slug === slug);
  if (!category) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const name = nameAt(store, category, shell.language);
  const description = shell.t('storefront.at_store', { name, store: store.name });
  const about = { path: `/categories/${slug}`, description, kind: 'website' } as const;
  const isFirst = after === undefined;
  const view = { shell, terms, categories: rows[0], page: listing.pageOf(rows[1]), isFirst };
  const shown = isFirst && !who ? { ...shell, about } : shell;
  return page(c, shown, name, <CategoryPage {...view} category={category} />);
});

storefront.get('/search', async (c) => {
  const { store } = c.var;
  const sought = soughtIn(c);
  const { who, terms, rows } = await enter(c, (db, visitor) => [
    listing.categoriesFor(db, store, visitor),
    searching.found(db, store, visitor, sought),
  ]);
  const { q, after } = sought;
  const shell = { ...shellOf(c, who, addressOf(q)), sought: q };
  const view = { shell, terms, categories: rows[0], page: searching.pageOf(rows[1]), isFirst: after === undefined };
  const title = q === '' ? shell.t('storefront.find') : shell.t('storefront.results', { q });
  return page(c, shell, title, <SearchPage {...view} q={q} />);
});

storefront.route('/', scripts);
storefront.route('/products', productPages);
storefront.route('/', robots);
storefront.route('/', contact);
