// /account/reviews: what a customer can rate, and what they think of what they have rated.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AccountFrame } from '../ui/account.tsx';
import type { Shell } from '../ui/layout.tsx';
import { page, shellOf } from '../ui/page.tsx';
import type { AccountEnv } from '../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../web/forms.ts';
import { doneIn } from '../web/notices.ts';
import { paged } from '../web/paging.ts';
import { logEvent } from '../web/requests.ts';
import { notices, RatePage, ReviewsPage } from './pages.tsx';
import * as reviews from './reviews.ts';

type Place = Context<AccountEnv>;

export const ownReviews = new Hono<AccountEnv>();

ownReviews.get('/', async (c) => {
  const { store } = c.var;
  const { after, reviewed } = c.req.query();
  const { who, rows } = await c.var.read((db, { holderId }) => [
    reviews.unratedOf(db, { store, customerId: holderId }, after),
    reviews.listOf(db, { store, customerId: holderId }, reviewed),
  ]);
  const shell = shellOf(c, who);
  const view = {
    unrated: paged(rows[0], reviews.pageSize, ({ at, productId }) => [at, productId]),
    own: paged(rows[1], reviews.pageSize, ({ id }) => [id]),
    isFirst: after === undefined && reviewed === undefined,
    notice: doneIn(c, notices),
  };
  const body = (
    <AccountFrame shell={shell}>
      <ReviewsPage shell={shell} {...view} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('reviews.title'), body);
});

ownReviews.get('/:id', async (c) => {
  const { who, purchase } = await purchaseFor(c);
  return purchase.ratedAt === null ? showRating(c, { who, purchase, form: emptyForm }, 200) : back(c, 'not_to_rate');
});

ownReviews.post('/:id', async (c) => {
  const { store, now } = c.var;
  const parsed = await parseForm(c, reviews.rateSchema);
  const { who, db, purchase } = await purchaseFor(c);
  if (purchase.ratedAt !== null) return back(c, 'not_to_rate');
  if (!parsed.ok) return showRating(c, { who, purchase, form: parsed.form }, 422);
  const rated = { productId: purchase.productId, ...parsed.input };
  const result = await reviews.rate(db, { store, customerId: who.id }, rated, now);
  if (result.ok) logEvent(c, 'review', { customer: who.id, review: result.reviewId });
  return back(c, result.ok ? 'rated' : result.problem);
});

/** What the customer has received of the product of the path; a 404 where they have not. */
async function purchaseFor(c: Place) {
  const { store } = c.var;
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.read((read, { holderId }) => [
    reviews.purchaseOf(read, { store, customerId: holderId }, id),
  ]);
  const [purchase] = rows[0];
  if (!purchase) throw new HTTPException(404);
  return { who, db, purchase };
}

function back(c: Place, done: (typeof notices)[number]): Response {
  return c.redirect(`/account/reviews?done=${done}`, 303);
}

type View = { who: Shell['who']; purchase: reviews.Purchase; form: FormState };

function showRating(c: Place, { who, purchase, form }: View, status: 200 | 422) {
  const shell = shellOf(c, who);
  const body = (
    <AccountFrame shell={shell}>
      <RatePage shell={shell} purchase={purchase} form={form} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('reviews.rate'), body, status);
}
