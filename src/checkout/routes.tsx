// /checkout: what must be known to send and bill an order, by the store's policy with an account or without one.
import { Hono, type Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { visitorOf } from '../catalog/routes.ts';
import { termsFor, termsOf } from '../catalog/terms/terms.ts';
import { book } from '../customers/addresses/addresses.ts';
import { offeredBy } from '../customers/addresses/countries.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv } from '../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../web/forms.ts';
import { originOf } from '../web/network.ts';
import { newToken, sha256 } from '../web/secrets.ts';
import { batch } from '../web/database.ts';
import { basketOf, basketOfVisitor, priced } from './basket/basket.ts';
import { visitorsBasket } from './basket/routes.tsx';
import * as checkouts from './checkouts.ts';
import { heldIn, hold } from './cookies.ts';
import * as addressing from './details/addresses.ts';
import { asTyped, detailsSchema } from './details/input.ts';
import { CheckoutPage, type CheckoutNotice } from './details/pages.tsx';
import * as limits from './limits.ts';
import { deliveriesTo } from './methods.ts';
import { reviewing } from './review/routes.tsx';

export const checkout = new Hono<AppEnv>();

/** For the sign-in: what the visitor filled in is theirs from then on, unless the shop keeps guests and customers apart. */
export const bringingCheckout = createMiddleware<AppEnv>(async (c, next) => {
  const held = await heldIn(c);
  const { store, arriving: others } = c.var;
  if (!held?.isOpen || store.policies.checkout === 'guest_only') return next();
  if (store.policies.checkout === 'account_required') c.set('waitingAt', '/checkout/review');
  c.set('arriving', (db, customerId) => [
    ...(others?.(db, customerId) ?? []),
    checkouts.adopting(db, store, { tokenHash: held.tokenHash, customerId }),
  ]);
  return next();
});

checkout.get('/', (c) => showCheckout(c));

checkout.post('/', async (c) => {
  const { db, store, now } = c.var;
  const seen = await read(c);
  const customerId = seen.who?.id ?? null;
  const parsed = await parseForm(c, detailsSchema(store, customerId === null));
  const { step } = parsed.form.values;
  if (step !== undefined) {
    const values = addressing.filledFrom(seen.addresses, parsed.form.values, step);
    return show(c, seen, { form: { values, problems: {} } });
  }
  if (!parsed.ok) return show(c, seen, { form: parsed.form, status: 422 });
  if (parsed.input.points > seen.kept.ownPoints)
    return show(c, seen, { form: parsed.form, notice: 'points_too_few', status: 422 });
  const token = seen.held && seen.isTheirs ? seen.held.token : newToken();
  const tokenHash = await sha256(token);
  const { counting, isWithin } = await limits.fromNetwork(db, originOf(c).network, now);
  const kept = { tokenHash, customerId, details: parsed.input };
  const [counted] = await batch(db, [counting, checkouts.keeping(db, store, kept, now, isWithin)] as const);
  if (limits.isTooMany(counted)) return show(c, seen, { form: parsed.form, notice: 'too_many', status: 429 });
  hold(c, token);
  return c.redirect('/checkout/review', 303);
});

checkout.route('/', reviewing);

type Seen = Awaited<ReturnType<typeof read>>;

/** Who is on their way to an order of what, and what they have filled in. */
async function read(c: Context<AppEnv>) {
  const { store, now } = c.var;
  const held = await heldIn(c);
  const basket = visitorsBasket(c);
  const { who, rows } = await c.var.look(
    (db, customerId) =>
      [
        termsFor(db, store, { customerId }),
        customerId === null ? basketOfVisitor(db, store, basket) : basketOf(db, { store, customerId }),
        checkouts.keptAs(db, store, { tokenHash: held?.tokenHash ?? '', customerId }),
        book(db, { storeId: store.id, customerId: customerId ?? '' }),
      ] as const,
  );
  const [[facts], items, [kept], addresses] = rows;
  if (!kept) throw new Error('the store is gone');
  const visitor = visitorOf(c, who?.id ?? null);
  const isTheirs = kept.details !== null && checkouts.isTheirs(kept, visitor.customerId);
  return { who, visitor, facts, items, kept, isTheirs, held, addresses, terms: termsOf(store, visitor, facts, now) };
}

type View = { form: FormState; notice?: CheckoutNotice; status?: 200 | 422 | 429 };

async function showCheckout(c: Context<AppEnv>): Promise<Response> {
  const seen = await read(c);
  const problem = (['unavailable', 'points_too_few'] as const).find((one) => one === c.req.query('problem'));
  return show(c, seen, { form: firstForm(seen), ...(problem && { notice: problem }) });
}

/** What was filled in before, else what is known of a customer. */
function firstForm({ kept, isTheirs, addresses, who }: Seen): FormState {
  if (isTheirs && kept.details) return { values: asTyped(kept.details), problems: {} };
  if (!who) return emptyForm;
  const unknown = { delivery_name: who.name, isKept: 'on' };
  const values = {
    ...addressing.asTyped(addressing.defaultsIn(addresses), unknown),
    vatId: kept.ownVatId ?? '',
  };
  return { values, problems: {} };
}

function show(c: Context<AppEnv>, seen: Seen, { form, notice, status = 200 }: View): Response | Promise<Response> {
  const { store } = c.var;
  const { who, terms, items, addresses, kept } = seen;
  if (!terms.seesPrices) return c.redirect(`/login?next=${encodeURIComponent('/checkout')}`, 303);
  const { items: had, totals } = priced(store, items, terms);
  if (had.every(({ available }) => available === 0)) return c.redirect('/basket', 303);
  const shell = shellOf(c, who);
  const countries = offeredBy(store);
  const country = addressing.countriesOf(store, form.values, { from: originOf(c).country, language: shell.language });
  const deliveries = deliveriesTo(store, country.delivery, totals.itemsMinor, shell.language);
  const body = (
    <CheckoutPage
      {...{ shell, form, countries, country, deliveries, notice }}
      book={addresses}
      points={who ? kept.ownPoints : 0}
    />
  );
  return page(c, shell, shell.t('checkout.title'), body, status);
}
