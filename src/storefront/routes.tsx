// The pages that anybody may see of what a store sells, made of what the features know of it.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { bySlug, nameAt } from '../catalog/products.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv } from '../web/context.ts';
import { ProductPage } from './pages.tsx';

export const storefront = new Hono<AppEnv>();

storefront.get('/products/:slug', async (c) => {
  const { store } = c.var;
  const slug = c.req.param('slug');
  const { who, rows } = await c.var.look((db) => [bySlug(db, store, slug)]);
  const [product] = rows[0];
  if (!product) throw new HTTPException(404);
  const shell = shellOf(c, who);
  return page(c, shell, nameAt(store, product, shell.language), <ProductPage shell={shell} product={product} />);
});
