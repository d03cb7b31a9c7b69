// The same as the pages for scripts of the shop's own: JSON, by the same decision, and readable by pages of the same origin only.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as listing from '../catalog/finding/listing.ts';
import * as searching from '../catalog/finding/searching.ts';
import { bySlug, nameAt } from '../catalog/products.ts';
import { enter } from '../catalog/routes.ts';
import { offerOf } from '../catalog/terms/prices.ts';
import type { Terms } from '../catalog/terms/terms.ts';
import { typedAmount } from '../ui/money.ts';
import type { AppEnv } from '../web/context.ts';
import { problemReply } from '../web/problems.ts';
import { soughtIn } from './sought.ts';

export const scripts = new Hono<AppEnv>();

/** What is for scripts is not for search engines. */
const unlisted = { 'X-Robots-Tag': 'noindex' };

/** Where the shop is closed nothing is said, not even whether there is something. */
const closed = (c: Context<AppEnv>) => refused(c, 401);

const refused = (c: Context<AppEnv>, status: 401 | 404) =>
  new HTTPException(status, { res: problemReply(status, { requestId: c.var.requestId }) });

/** A page of what words find, else of a category, else of the newest. */
scripts.get('/products.json', async (c) => {
  const { q, category } = c.req.query();
  const { terms, page } = q === undefined ? await list(c, category) : await find(c, category);
  const given = Object.entries({ q, category, after: page.next }).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const next = page.next && `/products.json?${new URLSearchParams(given).toString()}`;
  return c.json({ products: page.shown.map((product) => told(c, terms, product)), next }, 200, unlisted);
});

/** One product. */
scripts.get('/products/:slug{.+\\.json}', async (c) => {
  const { store } = c.var;
  const slug = c.req.param('slug').replace(/\.json$/, '');
  const { terms, rows } = await enter(c, (db, visitor) => [bySlug(db, store, visitor, slug)], closed);
  const [product] = rows[0];
  if (!product) throw refused(c, 404);
  return c.json(told(c, terms, product), 200, unlisted);
});

async function list(c: Context<AppEnv>, category: string | undefined) {
  const { store } = c.var;
  const after = c.req.query('after');
  const { terms, rows } = await enter(
    c,
    (db, visitor) => [
      category === undefined
        ? listing.newest(db, store, visitor, after)
        : listing.ofCategory(db, store, visitor, category, after),
    ],
    closed,
  );
  return { terms, page: listing.pageOf(rows[0]) };
}

async function find(c: Context<AppEnv>, category: string | undefined) {
  const sought = { ...soughtIn(c), category };
  const { terms, rows } = await enter(c, (db, visitor) => [searching.found(db, c.var.store, visitor, sought)], closed);
  return { terms, page: searching.pageOf(rows[0]) };
}

type Shown = Pick<
  listing.Listed,
  'slug' | 'names' | 'priceMinor' | 'listPrices' | 'stock' | 'reviewCount' | 'starsTotal'
>;

/** A product as scripts are told it. Amounts are with tax, as decimals in text; whoever is told none is told for whom they are. */
function told(c: Context<AppEnv>, terms: Terms, product: Shown): object {
  const { store, language } = c.var;
  const { slug, stock, reviewCount, starsTotal } = product;
  const price = offerOf(terms, product);
  const amount = (minor: number) => typedAmount(minor, store.currency);
  const rating = { average: Math.round((10 * starsTotal) / reviewCount) / 10, count: reviewCount };
  return {
    name: nameAt(store, product, language),
    address: `${store.origin}/products/${slug}`,
    price: price && amount(price.minor),
    standardPrice: price && amount(price.standardMinor),
    ...(price === null ? { pricesFor: 'customers' } : {}),
    currency: store.currency,
    availability: stock === 0 ? 'sold_out' : 'in_stock',
    rating: reviewCount === 0 ? null : rating,
  };
}
