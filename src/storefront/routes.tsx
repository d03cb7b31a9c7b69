// The pages that anybody may see of what a store sells, made of what the features know of it.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as basket from '../checkout/basket/basket.ts';
import { keepForVisitor } from '../checkout/basket/routes.tsx';
import { bySlug, nameAt } from '../catalog/products.ts';
import { visitorOf } from '../catalog/routes.ts';
import { offerOf } from '../catalog/terms/prices.ts';
import { termsFor, termsOf } from '../catalog/terms/terms.ts';
import * as questions from '../discussions/questions.ts';
import * as reviews from '../reviews/reviews.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv } from '../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../web/forms.ts';
import { paged } from '../web/paging.ts';
import { HomePage, ProductPage, type ProductNotice } from './pages.tsx';

export const storefront = new Hono<AppEnv>();

storefront.get('/', async (c) => {
  const { who } = await c.var.look();
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('home.title', { store: c.var.store.name }), <HomePage shell={shell} />);
});

storefront.get('/products/:slug', (c) => {
  const notice = c.req.query('done') === 'asked' ? 'discussions.asked' : undefined;
  return showProduct(c, c.req.param('slug'), { form: emptyForm, notice }, 200);
});

storefront.post('/products/:slug/questions', async (c) => {
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

storefront.post('/products/:slug/basket', async (c) => {
  const { db, store, now } = c.var;
  const slug = c.req.param('slug');
  const parsed = await parseForm(c, basket.quantitySchema);
  if (!parsed.ok) return showProduct(c, slug, { form: parsed.form }, 422);
  const { who, rows } = await c.var.look((read, customerId) => [
    bySlug(read, store, visitorOf(c, customerId), slug),
    termsFor(read, store, { customerId }),
  ]);
  const [[product], [facts]] = rows;
  if (!product) throw new HTTPException(404);
  const { quantity } = parsed.input;
  if (!who && product.stock === 0) return showProduct(c, slug, { form: parsed.form, notice: 'basket.sold_out' }, 409);
  if (!who) {
    keepForVisitor(c, product.id, quantity);
    const { seesPrices } = termsOf(store, visitorOf(c, null), facts, now);
    return c.redirect(seesPrices ? '/basket?done=added' : `/login?next=${encodeURIComponent('/basket')}`, 303);
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
  const { store, now } = c.var;
  const after = c.req.query();
  const { who, rows } = await c.var.look((db, customerId) => [
    bySlug(db, store, visitorOf(c, customerId), slug),
    reviews.ofProduct(db, store, slug, after.reviews),
    questions.ofProduct(db, store, slug, after.questions),
    termsFor(db, store, { customerId }),
  ]);
  const [product] = rows[0];
  if (!product) throw new HTTPException(404);
  const shell = shellOf(c, who, `/products/${product.slug}`);
  const published = paged(rows[1], reviews.pageSize, ({ id }) => [id]);
  const asked = paged(rows[2], questions.pageSize, ({ id }) => [id]);
  const price = offerOf(termsOf(store, visitorOf(c, who?.id ?? null), rows[3][0], now), product);
  const body = (
    <ProductPage shell={shell} product={product} price={price} published={published} asked={asked} {...view} />
  );
  return page(c, shell, nameAt(store, product, shell.language), body, status);
}
