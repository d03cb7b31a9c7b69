// /basket, and what leads into it from the wishlist and from an order. A visitor's basket is in a cookie, until the batch of their sign-in
// puts it into the one that they have as a customer.
import { Hono, type Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { visitorOf } from '../../catalog/routes.ts';
import { termsFor, termsOf } from '../../catalog/terms/terms.ts';
import { page, shellOf } from '../../ui/page.tsx';
import { arrivals } from '../../web/arriving.ts';
import type { AccountEnv, AppEnv } from '../../web/context.ts';
import { parseForm } from '../../web/forms.ts';
import { doneIn } from '../../web/notices.ts';
import * as basket from './basket.ts';
import { holding, mostForVisitor, mostOfOne } from './filling.ts';
import { move } from './moving.ts';
import { BasketPage, notices, type Typed } from './pages.tsx';
import { missingOf, orderedAndHeld, orderingAgain, orderNumbered } from './reordering.ts';
import { batch } from '../../web/database.ts';

const between = '~';

const visitors = arrivals({
  cookie: '__Host-basket',
  entry: /^prd_[0-9a-z_]{1,40}~[1-9]\d{0,2}$/,
  most: mostForVisitor,
  given: (db, owner, entries, now) => holding(db, owner, entries.map(readEntry), now),
});

/** For the sign-in: what the visitor has put into their basket goes into the one of whoever they turn out to be. */
export const bringingBasket = visitors.bringing;

/** Puts so many more of a product into a visitor's basket. Problem: `full` where there is no room for another product. */
export function keepForVisitor(
  c: Context<AppEnv>,
  productId: string,
  quantity: number,
): { ok: true } | { ok: false; problem: 'full' } {
  const had = visitorsBasket(c);
  const held = had.find((one) => one.productId === productId);
  if (!held && had.length >= mostForVisitor) return { ok: false, problem: 'full' };
  const all = [...had.filter((one) => one !== held), { productId, quantity: quantity + (held?.quantity ?? 0) }];
  visitors.keep(c, () => all.map((one) => `${one.productId}${between}${Math.min(one.quantity, mostOfOne)}`));
  return { ok: true };
}

function readEntry(entry: string): { productId: string; quantity: number } {
  const [productId = '', quantity = ''] = entry.split(between);
  return { productId, quantity: Number(quantity) };
}

/** Tells every page how many products a visitor has in their basket. */
export const countingBasket = createMiddleware<AppEnv>(async (c, next) => {
  c.set('basketCount', visitors.waitingIn(c).length);
  await next();
});

/** What a visitor's basket holds, in the order in which it came in. */
export function visitorsBasket(c: Context<AppEnv>): basket.Wanted[] {
  return visitors.waitingIn(c).map(readEntry);
}

/** Takes products out of a visitor's basket. */
export function leaveForVisitor(c: Context<AppEnv>, productIds: readonly string[]): void {
  visitors.keep(c, (entries) => entries.filter((one) => !productIds.includes(readEntry(one).productId)));
}

export const ownBasket = new Hono<AppEnv>();

ownBasket.get('/', (c) => showBasket(c));

ownBasket.post('/items/:id', async (c) => {
  const productId = c.req.param('id');
  const parsed = await parseForm(c, basket.quantitySchema);
  if (!parsed.ok) return showBasket(c, { productId, form: parsed.form });
  const { store, db } = c.var;
  const { who } = await c.var.look();
  const wanted = { productId, ...parsed.input };
  const result = who
    ? await basket.setQuantity(db, { store, customerId: who.id }, wanted)
    : await setForVisitor(c, wanted);
  if (!result.ok && result.problem === 'not_found') throw new HTTPException(404);
  const done = result.ok ? (result.isAll ? 'changed' : 'fewer') : result.problem;
  return c.redirect(`/basket?done=${done}`, 303);
});

ownBasket.post('/items/:id/removal', async (c) => {
  const { store, db } = c.var;
  const productId = c.req.param('id');
  const { who } = await c.var.look();
  const isThere = visitorsBasket(c).some((one) => one.productId === productId);
  if (who) {
    const result = await basket.remove(db, { store, customerId: who.id }, productId);
    if (!result.ok) throw new HTTPException(404);
  } else {
    if (!isThere) throw new HTTPException(404);
    leaveForVisitor(c, [productId]);
  }
  return c.redirect('/basket?done=removed', 303);
});

/** Makes it so many of a product in a visitor's basket, or as many as there are. Problems: as for a customer's. */
async function setForVisitor(c: Context<AppEnv>, { productId, quantity }: basket.Wanted) {
  const { db, store } = c.var;
  const held = visitorsBasket(c).find((one) => one.productId === productId);
  const [item] = held ? await basket.basketOfVisitor(db, store, [held]) : [];
  if (!item) return { ok: false, problem: 'not_found' } as const;
  const obstacle = basket.obstacleOf(item);
  if (obstacle) return { ok: false, problem: obstacle } as const;
  const taken = Math.min(quantity, item.stock ?? mostOfOne);
  visitors.keep(c, (entries) =>
    entries.map((one) => (readEntry(one).productId === productId ? `${productId}${between}${taken}` : one)),
  );
  return { ok: true, isAll: taken === quantity } as const;
}

/** Of a form that was refused, its product must be in the basket. */
async function showBasket(c: Context<AppEnv>, typed?: Typed): Promise<Response> {
  const { store, now } = c.var;
  const number = c.req.query('again') ?? '';
  const held = visitorsBasket(c);
  const { who, rows } = await c.var.look((db, customerId) => {
    const owner = { store, customerId: customerId ?? '' };
    return [
      termsFor(db, store, { customerId }),
      customerId === null ? basket.basketOfVisitor(db, store, held) : basket.basketOf(db, owner),
      orderedAndHeld(db, owner, number),
    ] as const;
  });
  const [[facts], items, ordered] = rows;
  const terms = termsOf(store, visitorOf(c, who?.id ?? null), facts, now);
  if (!terms.mayEnter) return c.redirect(`/login?next=${encodeURIComponent('/basket')}`, 303);
  if (typed && !items.some(({ productId }) => productId === typed.productId)) throw new HTTPException(404);
  const shell = shellOf(c, who, '/basket');
  const notice = doneIn(c, notices);
  const missing = ordered.length > 0 ? missingOf(ordered) : null;
  const body = (
    <BasketPage
      shell={shell}
      {...basket.priced(store, items, terms)}
      terms={terms}
      missing={missing}
      notice={notice}
      typed={typed}
    />
  );
  return page(c, shell, shell.t('basket.title'), body, typed ? 422 : 200);
}

/** What of the account leads into the basket. */
export const intoBasket = new Hono<AccountEnv>();

intoBasket.post('/wishlist/:id/move', async (c) => {
  const { who, db } = await c.var.read(() => []);
  const { store, now } = c.var;
  const result = await move(db, { store, customerId: who.id }, c.req.param('id'), now);
  if (!result.ok && result.problem === 'not_found') throw new HTTPException(404);
  return c.redirect(`/account/wishlist?done=${result.ok ? 'moved' : 'not_moved'}`, 303);
});

intoBasket.post('/orders/:number/reorder', async (c) => {
  const { store, now } = c.var;
  const number = c.req.param('number');
  const { who, db, rows } = await c.var.read((read, { holderId }) => [
    orderNumbered(read, { store, customerId: holderId }, number),
  ]);
  if (rows[0].length === 0) throw new HTTPException(404);
  await batch(db, orderingAgain(db, { store, customerId: who.id }, number, now));
  return c.redirect(`/basket?again=${encodeURIComponent(number)}`, 303);
});
