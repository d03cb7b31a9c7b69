// /basket, and what leads into it from the wishlist and from an order. A visitor who adds a product is taken to sign in; a cookie
// holds it until the batch of their sign-in puts it into their basket.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { orderer } from '../../orders/placing/orderer.ts';
import { page, shellOf } from '../../ui/page.tsx';
import { arrivals } from '../../web/arriving.ts';
import type { AccountEnv } from '../../web/context.ts';
import { parseForm } from '../../web/forms.ts';
import * as basket from './basket.ts';
import { holding, mostOfOne } from './filling.ts';
import { move } from './moving.ts';
import { BasketPage, notices, type Typed } from './pages.tsx';
import { missingOf, orderedAndHeld, orderingAgain, orderNumbered } from './reordering.ts';
import { batch } from '../../web/database.ts';

const between = '~';

const visitors = arrivals({
  cookie: '__Host-basket',
  entry: /^prd_[0-9a-z_]{1,40}~[1-9]\d{0,2}$/,
  most: 20,
  given: (db, owner, entries, now) => holding(db, owner, entries.map(readEntry), now),
});

/** For the sign-in: what the visitor has put into their basket goes into the one of whoever they turn out to be. */
export const bringingBasket = visitors.bringing;

/** Lets so many more of a product wait for the visitor's sign-in. */
export function keepForVisitor(c: Parameters<typeof visitors.keep>[0], productId: string, quantity: number): void {
  visitors.keep(c, (entries) => {
    const had = entries.map(readEntry);
    const sum = quantity + (had.find((one) => one.productId === productId)?.quantity ?? 0);
    const others = had.filter((one) => one.productId !== productId);
    const all = [...others, { productId, quantity: Math.min(sum, mostOfOne) }];
    return all.map((one) => `${one.productId}${between}${one.quantity}`);
  });
}

function readEntry(entry: string): { productId: string; quantity: number } {
  const [productId = '', quantity = ''] = entry.split(between);
  return { productId, quantity: Number(quantity) };
}

export const ownBasket = new Hono<AccountEnv>();

ownBasket.get('/', (c) => showBasket(c));

ownBasket.post('/items/:id', async (c) => {
  const productId = c.req.param('id');
  const parsed = await parseForm(c, basket.quantitySchema);
  if (!parsed.ok) return showBasket(c, { productId, form: parsed.form });
  const { who, db } = await c.var.read(() => []);
  const owner = { store: c.var.store, customerId: who.id };
  const result = await basket.setQuantity(db, owner, { productId, ...parsed.input });
  if (!result.ok && result.problem === 'not_found') throw new HTTPException(404);
  const done = result.ok ? (result.isAll ? 'changed' : 'fewer') : result.problem;
  return c.redirect(`/basket?done=${done}`, 303);
});

ownBasket.post('/items/:id/removal', async (c) => {
  const { who, db } = await c.var.read(() => []);
  const result = await basket.remove(db, { store: c.var.store, customerId: who.id }, c.req.param('id'));
  if (!result.ok) throw new HTTPException(404);
  return c.redirect('/basket?done=removed', 303);
});

/** Of a form that was refused, its product must be in the basket. */
async function showBasket(c: Context<AccountEnv>, typed?: Typed): Promise<Response> {
  const { store } = c.var;
  const number = c.req.query('again');
  const { who, rows } = await c.var.read((db, { holderId }) => {
    const owner = { store, customerId: holderId };
    return [
      orderer({ db, store }, holderId),
      basket.basketOf(db, owner),
      orderedAndHeld(db, owner, number ?? ''),
    ] as const;
  });
  const [[terms], items, ordered] = rows;
  if (typed && !items.some(({ productId }) => productId === typed.productId)) throw new HTTPException(404);
  const shell = shellOf(c, who, '/basket');
  const discount = { group: terms?.groupName ?? '', basisPoints: terms?.discountBasisPoints ?? 0 };
  const notice = notices.find((one) => one === c.req.query('done'));
  const missing = ordered.length > 0 ? missingOf(ordered) : null;
  const body = (
    <BasketPage
      shell={shell}
      {...basket.priced(items, discount.basisPoints)}
      discount={discount}
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
