// /wishlist and /account/wishlist. A visitor who adds a product is taken to sign in; a cookie holds what they wished for until the
// batch of their sign-in puts it into their list.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { bySlug } from '../catalog/products.ts';
import { enter, signInFor, visitorOf } from '../catalog/routes.ts';
import { termsFor, termsOf } from '../catalog/terms/terms.ts';
import { AccountFrame } from '../ui/account.tsx';
import { page, shellOf } from '../ui/page.tsx';
import { arrivals } from '../web/arriving.ts';
import type { AccountEnv, AppEnv } from '../web/context.ts';
import { parseForm } from '../web/forms.ts';
import { doneIn } from '../web/notices.ts';
import { paged } from '../web/paging.ts';
import { notices, WishlistPage } from './pages.tsx';
import * as wishlist from './wishlist.ts';

const visitors = arrivals({
  cookie: '__Host-wishes',
  entry: /^prd_[0-9a-z_]{1,40}$/,
  most: 10,
  given: (db, owner, productIds, now) => [wishlist.adding(db, owner, productIds, now)],
});

/** For the sign-in: what the visitor has wished for goes into the list of whoever they turn out to be. */
export const bringingWishes = visitors.bringing;

const list = '/account/wishlist';

export const wishing = new Hono<AppEnv>();

wishing.post('/wishlist', async (c) => {
  const parsed = await parseForm(c, z.object({ product: z.string().max(200) }));
  // The buttons of our pages always say which.
  if (!parsed.ok) throw new HTTPException(400);
  const { db, store, now } = c.var;
  const { who, rows } = await enter(
    c,
    (read, visitor) => [bySlug(read, store, visitor, parsed.input.product)],
    () => signInFor(list),
  );
  const [product] = rows[0];
  if (!product) throw new HTTPException(404);
  if (!who) {
    visitors.keep(c, (ids) => [...ids.filter((id) => id !== product.id), product.id]);
    return c.redirect(`/login?next=${encodeURIComponent(list)}`, 303);
  }
  const result = await wishlist.add(db, { store, customerId: who.id }, product.id, now);
  return c.redirect(`${list}?done=${result.ok ? 'added' : result.problem}`, 303);
});

export const ownWishes = new Hono<AccountEnv>();

ownWishes.get('/', async (c) => {
  const { store, now } = c.var;
  const after = c.req.query('after');
  const { who, rows } = await c.var.read((db, { holderId }) => [
    termsFor(db, store, { customerId: holderId }),
    wishlist.listOf(db, { store, customerId: holderId }, after),
  ]);
  const shell = shellOf(c, who);
  const terms = termsOf(store, visitorOf(c, who.id), rows[0][0], now);
  const { shown, next } = paged(rows[1], wishlist.pageSize, ({ at, productId }) => [at, productId]);
  const notice = doneIn(c, notices);
  const body = (
    <AccountFrame shell={shell}>
      <WishlistPage
        shell={shell}
        terms={terms}
        wishes={shown}
        next={next}
        isFirst={after === undefined}
        notice={notice}
      />
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
