// The pages that anybody may see of what a store sells, made of what the features know of it.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { bySlug, nameAt } from '../catalog/products.ts';
import * as questions from '../discussions/questions.ts';
import * as reviews from '../reviews/reviews.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv } from '../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../web/forms.ts';
import { paged } from '../web/paging.ts';
import { ProductPage, type ProductNotice } from './pages.tsx';

export const storefront = new Hono<AppEnv>();

storefront.get('/products/:slug', (c) => {
  const notice = c.req.query('done') === 'asked' ? 'asked' : undefined;
  return showProduct(c, c.req.param('slug'), { form: emptyForm, notice }, 200);
});

storefront.post('/products/:slug/questions', async (c) => {
  const { store, now } = c.var;
  const slug = c.req.param('slug');
  const parsed = await parseForm(c, questions.askSchema);
  const { who, db, rows } = await c.var.read((read) => [bySlug(read, store, slug)]);
  const [product] = rows[0];
  if (!product) throw new HTTPException(404);
  if (!parsed.ok) return showProduct(c, slug, { form: parsed.form }, 422);
  const asked = { productId: product.id, text: parsed.input.question };
  const result = await questions.ask(db, { store, customerId: who.id }, asked, now);
  if (!result.ok) return showProduct(c, slug, { form: parsed.form, notice: result.problem }, 429);
  return c.redirect(`/products/${product.slug}?done=asked`, 303);
});

type View = { form: FormState; notice?: ProductNotice | undefined };

async function showProduct(c: Context<AppEnv>, slug: string, view: View, status: 200 | 422 | 429): Promise<Response> {
  const { store } = c.var;
  const after = c.req.query();
  const { who, rows } = await c.var.look((db) => [
    bySlug(db, store, slug),
    reviews.ofProduct(db, store, slug, after.reviews),
    questions.ofProduct(db, store, slug, after.questions),
  ]);
  const [product] = rows[0];
  if (!product) throw new HTTPException(404);
  const shell = shellOf(c, who, `/products/${product.slug}`);
  const published = paged(rows[1], reviews.pageSize, ({ id }) => [id]);
  const asked = paged(rows[2], questions.pageSize, ({ id }) => [id]);
  const body = <ProductPage shell={shell} product={product} published={published} asked={asked} {...view} />;
  return page(c, shell, nameAt(store, product, shell.language), body, status);
}
