// /wishlist and /account/wishlist. A visitor who adds a product is taken to sign in; a cookie holds what they wished for until the
// batch of their sign-in puts it into their list.
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { bySlug } from '../catalog/products.ts';
import { AccountFrame } from '../ui/account.tsx';
import { page, shellOf } from '../ui/page.tsx';
import type { AccountEnv, AppEnv } from '../web/context.ts';
import { cookieOptions } from '../web/cookies.ts';
import { parseForm } from '../web/forms.ts';
import { paged } from '../web/paging.ts';
import { notices, WishlistPage } from './pages.tsx';
import * as wishlist from './wishlist.ts';

const wishCookie = '__Host-wishes';

/** How long a visitor may take to sign in, in seconds; and how many products wait for it, the latest of them. */
const waitsSeconds = 86_400;
const mostWaiting = 10;

export const wishing = new Hono<AppEnv>();

wishing.post('/wishlist', async (c) => {
  const parsed = await parseForm(c, z.object({ product: z.string().max(200) }));
  // The buttons of our pages always say which.
  if (!parsed.ok) throw new HTTPException(400);
  const { db, store, now } = c.var;
  const { who, rows } = await c.var.look((read) => [bySlug(read, store, parsed.input.product)]);
  const [product] = rows[0];
  if (!product) throw new HTTPException(404);
  if (!who) {
    const waiting = [...waitingIn(c).filter((id) => id !== product.id), product.id].slice(-mostWaiting);
    setCookie(c, wishCookie, waiting.join('.'), { ...cookieOptions, maxAge: waitsSeconds });
    return c.redirect(`/login?next=${encodeURIComponent('/account/wishlist')}`, 303);
  }
  const result = await wishlist.add(db, { store, customerId: who.id }, product.id, now);
  return c.redirect(`/account/wishlist?done=${result.ok ? 'added' : result.problem}`, 303);
});

/** For the sign-in: what the visitor has wished for goes into the list of whoever they turn out to be. */
export const bringingWishes = createMiddleware<AppEnv>(async (c, next) => {
  const waiting = c.req.method === 'POST' ? waitingIn(c) : [];
  if (waiting.length === 0) return next();
  const { store, now } = c.var;
  let isBrought = false;
  c.set('arriving', (db, customerId) => {
    isBrought = true;
    return [wishlist.adding(db, { store, customerId }, waiting, now)];
  });
  await next();
  if (isBrought && c.res.status === 303) deleteCookie(c, wishCookie, cookieOptions);
});

function waitingIn(c: Context<AppEnv>): string[] {
  const ids = (getCookie(c, wishCookie) ?? '').split('.');
  return ids.filter((id) => /^prd_[0-9a-z_]{1,40}$/.test(id)).slice(-mostWaiting);
}

export const ownWishes = new Hono<AccountEnv>();

ownWishes.get('/', async (c) => {
  const { store } = c.var;
  const after = c.req.query('after');
  const { who, rows } = await c.var.read((db, { holderId }) => [
    wishlist.listOf(db, { store, customerId: holderId }, after),
  ]);
  const shell = shellOf(c, who);
  const { shown, next } = paged(rows[0], wishlist.pageSize, ({ at, productId }) => [at, productId]);
  const notice = notices.find((one) => one === c.req.query('done'));
  const body = (
    <AccountFrame shell={shell}>
      <WishlistPage shell={shell} wishes={shown} next={next} isFirst={after === undefined} notice={notice} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('wishlist.title'), body);
});

ownWishes.post('/:id/removal', async (c) => {
  const { store } = c.var;
  const { who, db } = await c.var.read(() => []);
  const result = await wishlist.remove(db, { store, customerId: who.id }, c.req.param('id'));
  if (!result.ok) throw new HTTPException(404);
  return c.redirect('/account/wishlist?done=removed', 303);
});
