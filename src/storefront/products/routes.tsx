// The page of a product, made of what the features know of it, and what is sent from it.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as basket from '../../checkout/basket/basket.ts';
import { keepForVisitor } from '../../checkout/basket/routes.tsx';
import { bySlug, nameAt } from '../../catalog/products.ts';
import { enter, signInFor, visitorOf } from '../../catalog/routes.ts';
import { offerOf } from '../../catalog/terms/prices.ts';
import * as questions from '../../discussions/questions.ts';
import * as reviews from '../../reviews/reviews.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { AppEnv } from '../../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../../web/forms.ts';
import { paged } from '../../web/paging.ts';
import { aboutProduct } from './about.ts';
import { ProductPage, type ProductNotice } from './pages.tsx';

export const productPages = new Hono<AppEnv>();

productPages.get('/:slug', (c) => {
  const notice = c.req.query('done') === 'asked' ? 'discussions.asked' : undefined;
  return showProduct(c, c.req.param('slug'), { form: emptyForm, notice }, 200);
});

productPages.post('/:slug/questions', async (c) => {
  const { store, now } = c.var;
  const slug = c.req.param('slug');
  const parsed = await parseForm(c, questions.askSchema);
  const { who, db, rows } = await c.var.read((read, { holderId }) => [
    bySlug(read, store, visitorOf(c, holderId), slug),
  ]);
  const [product] = rows[0];
  if (!product) throw new HTTPException(404);
  if (!parsed.ok) return showProduct(c, slug, { form: parsed.form }, 422);
  const asked = { productId: product.id, text: parsed.input.question };
  const result = await questions.ask(db, { store, customerId: who.id }, asked, now);
  if (!result.ok) return showProduct(c, slug, { form: parsed.form, notice: `discussions.${result.problem}` }, 429);
  return c.redirect(`/products/${product.slug}?done=asked`, 303);
});

productPages.post('/:slug/basket', async (c) => {
  const { db, store, now } = c.var;
  const slug = c.req.param('slug');
  const parsed = await parseForm(c, basket.quantitySchema);
  if (!parsed.ok) return showProduct(c, slug, { form: parsed.form }, 422);
  const { who, terms, rows } = await enter(
    c,
    (read, visitor) => [bySlug(read, store, visitor, slug)],
    () => signInFor(`/products/${slug}`),
  );
  const [product] = rows[0];
  if (!product) throw new HTTPException(404);
  const { quantity } = parsed.input;
  if (!who && product.stock === 0) return showProduct(c, slug, { form: parsed.form, notice: 'basket.sold_out' }, 409);
  if (!who) {
    const kept = keepForVisitor(c, product.id, quantity);
    if (!kept.ok) return showProduct(c, slug, { form: parsed.form, notice: `basket.${kept.problem}` }, 409);
    return c.redirect(terms.seesPrices ? '/basket?done=added' : `/login?next=${encodeURIComponent('/basket')}`, 303);
  }
  const wanted = { productId: product.id, quantity };
  const result = await basket.add(db, { store, customerId: who.id }, wanted, now);
  if (!result.ok) return showProduct(c, slug, { form: parsed.form, notice: `basket.${result.problem}` }, 409);
  return c.redirect(`/basket?done=${result.isAll ? 'added' : 'fewer'}`, 303);
});

type View = { form: FormState; notice?: ProductNotice | undefined };

async function showProduct(
  c: Context<AppEnv>,
  slug: string,
  view: View,
  status: 200 | 409 | 422 | 429,
): Promise<Response> {
  const { store } = c.var;
  const after = c.req.query();
  const path = `/products/${slug}`;
  const { who, terms, rows } = await enter(
    c,
    (db, visitor) => [
      bySlug(db, store, visitor, slug),
      reviews.ofProduct(db, store, slug, after.reviews),
      questions.ofProduct(db, store, slug, after.questions),
    ],
    () => signInFor(path),
  );
  const [product] = rows[0];
  if (!product) throw new HTTPException(404);
  const published = paged(rows[1], reviews.pageSize, ({ id }) => [id]);
  const asked = paged(rows[2], questions.pageSize, ({ id }) => [id]);
  const price = offerOf(terms, product);
  const shell = shellOf(c, who, path);
  const about = !who && status === 200 ? aboutProduct(shell, product, price) : undefined;
  const body = (
    <ProductPage shell={shell} product={product} price={price} published={published} asked={asked} {...view} />
  );
  return page(c, { ...shell, about }, nameAt(store, product, shell.language), body, status);
}
