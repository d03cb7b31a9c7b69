// /checkout/review and /checkout/order: the order once more, and placing it. Whoever must have an account is asked for it here, and comes
// back here. What is placed is what was shown: anything else is shown first.
import { sql } from 'drizzle-orm';
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { visitorOf } from '../../catalog/routes.ts';
import { termsFor } from '../../catalog/terms/terms.ts';
import { deliverAfter } from '../../messages/posting.ts';
import type { Agreed } from '../../orders/placing/agreeing.ts';
import { shownAs } from '../../orders/placing/drafts.ts';
import { orderer } from '../../orders/placing/orderer.ts';
import { placeAgreed, type PlacingResult } from '../../orders/placing/placing.ts';
import * as stores from '../../stores/stores.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { AppEnv } from '../../web/context.ts';
import { batch } from '../../web/database.ts';
import { parseForm } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { basketOf, basketOfVisitor } from '../basket/basket.ts';
import { takingOut } from '../basket/filling.ts';
import { leaveForVisitor, visitorsBasket } from '../basket/routes.tsx';
import * as checkouts from '../checkouts.ts';
import * as limits from '../limits.ts';
import { heldIn, markPlaced, orderSecretOf, type Held } from '../cookies.ts';
import { NotSignedInPage, ReviewPage, type ReviewNotice } from './pages.tsx';
import { keepingAddress, reviewed } from './reviewing.ts';

type Place = Context<AppEnv>;

export const reviewing = new Hono<AppEnv>();

reviewing.get('/review', async (c) => {
  const seen = await read(c);
  if (seen instanceof Response) return seen;
  const notice = c.req.query('notice') === 'changed_meanwhile' ? 'changed_meanwhile' : undefined;
  return show(c, seen, notice, 200);
});

reviewing.post('/order', async (c) => {
  const parsed = await parseForm(c, z.object({ shown: z.string().max(100).prefault('') }));
  const seen = await read(c);
  if (seen instanceof Response) return seen;
  const { who, held, review } = seen;
  if (!review.ok) return show(c, seen, undefined, 409);
  if (!parsed.ok || parsed.input.shown !== (await shownAs(review.draft))) return show(c, seen, 'terms_changed', 409);
  const result = await place(c, seen, review);
  logEvent(c, 'checkout', result.ok ? { order: result.orderId } : { problem: result.problem });
  if (!result.ok) return refuse(c, seen);
  deliverAfter(c, result.messageIds);
  markPlaced(c, held.token);
  if (!who)
    leaveForVisitor(
      c,
      review.draft.lines.flatMap(({ productId }) => productId ?? []),
    );
  return c.redirect(await pathOf(held, { orderNumber: result.number, orderedBy: who?.id ?? null }), 303);
});

type Seen = Exclude<Awaited<ReturnType<typeof read>>, Response>;

/** What there is to review; or the reply for whoever is in the wrong place, has ordered it already, or must sign in first. */
async function read(c: Place) {
  const { store, now } = c.var;
  const held = await heldIn(c);
  if (!held) return c.redirect('/checkout', 303);
  const basket = visitorsBasket(c);
  const { who, rows } = await c.var.look(
    (db, customerId) =>
      [
        termsFor(db, store, { customerId }),
        customerId === null ? basketOfVisitor(db, store, basket) : basketOf(db, { store, customerId }),
        checkouts.keptAs(db, store, { tokenHash: held.tokenHash, customerId }),
        orderer({ db, store }, customerId ?? ''),
      ] as const,
  );
  const [[facts], items, [kept], [customer]] = rows;
  if (kept?.orderNumber) return c.redirect(await pathOf(held, kept), 303);
  if (!kept?.details) return c.redirect('/checkout', 303);
  const shell = shellOf(c, who);
  if (!who && kept.keptFor !== null) {
    const body = <NotSignedInPage shell={shell} />;
    return page(c, shell, shell.t('checkout.not_signed_in_title'), body, c.req.method === 'POST' ? 409 : 200);
  }
  const { checkout: policy } = store.policies;
  if (!who && policy === 'account_required')
    return c.redirect(`/login?next=${encodeURIComponent('/checkout/review')}`, 303);
  // What a guest began there stays a guest's.
  const isAnother = who !== null && policy === 'guest_only' && kept.keptFor === null;
  if (isAnother || !checkouts.isTheirs(kept, who?.id ?? null)) return c.redirect('/checkout', 303);
  const { language } = shell;
  const { details } = kept;
  const visitor = visitorOf(c, who?.id ?? null);
  const review = reviewed(store, { details, customer, visitor, facts, items, language }, now);
  return { who, shell, held, kept, details, review };
}

/** The page of the order that came of it. */
async function pathOf(
  held: Held,
  { orderNumber, orderedBy }: Pick<checkouts.Kept, 'orderNumber' | 'orderedBy'>,
): Promise<string> {
  const number = encodeURIComponent(orderNumber ?? '');
  if (orderedBy !== null) return `/account/orders/${number}?done=placed`;
  return `/orders/${number}/${await orderSecretOf(held.token)}?done=placed`;
}

/** Places what was reviewed, in one batch with what that does to the checkout, the basket and the address book. */
async function place(c: Place, { who, held, details }: Seen, review: Agreed): Promise<PlacingResult> {
  const { db, store, now } = c.var;
  const scene = sceneOf(c, db);
  const isSeldom = who ? sql`true` : limits.mayOrderBy(store, details.email, now);
  return placeAgreed(scene, review, now, {
    guest: { secret: await orderSecretOf(held.token), sealingKey: scene.sealingKey },
    when: sql`${checkouts.mayBePlaced(store, held.tokenHash)} and ${stores.isUnchanged(store)} and ${isSeldom}`,
    also: (orderId, isPlaced) => [
      checkouts.placed(db, store, held.tokenHash, orderId, isPlaced),
      ...(who ? takingOut(db, { store, customerId: who.id }, orderId) : []),
      ...(who ? keepingAddress(scene, who.id, details, now, isPlaced) : []),
    ],
  });
}

/** The same order sent twice leads to it; where something else came in between, the order is shown as it is now. */
async function refuse(c: Place, seen: Seen): Promise<Response> {
  const { db, store, now } = c.var;
  const { held, who, details } = seen;
  stores.forget();
  const [[kept], [state]] = await batch(db, [
    checkouts.keptAs(db, store, { tokenHash: held.tokenHash, customerId: who?.id ?? null }),
    limits.stateOf(db, store, details.email, now),
  ] as const);
  if (kept?.orderNumber) return c.redirect(await pathOf(held, kept), 303);
  if (!who && state?.mayOrder === 0) return show(c, seen, 'too_many', 429);
  return c.redirect('/checkout/review?notice=changed_meanwhile', 303);
}

/** Where somebody goes whose order cannot be placed as it is. */
const ways = {
  not_a_customer: `/login?next=${encodeURIComponent('/checkout/review')}`,
  nothing_ordered: '/basket',
  not_sold: '/basket',
  not_enough: '/basket',
  points_too_few: '/checkout?problem=points_too_few',
  no_delivery: '/checkout?problem=unavailable',
} as const;

async function show(c: Place, { shell, review }: Seen, notice: ReviewNotice | undefined, status: 200 | 409 | 429) {
  if (!review.ok) return c.redirect(ways[review.problem], 303);
  const { draft } = review;
  const body = <ReviewPage shell={shell} draft={draft} shown={await shownAs(draft)} notice={notice} />;
  return page(c, shell, shell.t('checkout.review_title'), body, status);
}
