// The order that a form of staff comes to: what was filled in, at the prices of whoever it is for, or at those that staff have set. Staff
// may sell anything that is sold, also what this customer would not find, and to somebody who is not active yet.
import { rateAt } from '../../catalog/taxes.ts';
import { termsOf, type Terms } from '../../catalog/terms/terms.ts';
import { priceOf } from '../../catalog/terms/prices.ts';
import { agreed, type Agreed } from '../../orders/placing/agreeing.ts';
import { asOrderer, type onRecord, type Orderer } from '../../orders/placing/orderer.ts';
import type { known } from '../../access/registration/enrolment.ts';
import type { Store } from '../../stores/stores.ts';
import { chooseLanguage } from '../../web/i18n.ts';
import { idOf } from '../../web/ids.ts';
import { deliveriesTo } from '../methods.ts';
import type { Good } from './goods.ts';
import type { Filled, Line } from './input.ts';

/** What was read for a form. */
export type Seen = {
  /** The key of the form: what comes of it comes to be once. */
  key: string;
  /** Whom it is for, if they are on record. */
  customer: Awaited<ReturnType<typeof onRecord>>[number] | undefined;
  /** Whom the store, or another one of its pool, knows by the address of a new person. */
  known: Awaited<ReturnType<typeof known>>[number] | undefined;
  facts: Parameters<typeof termsOf>[2];
  goods: readonly Good[];
};

export type Composed = Agreed | { ok: false; problem: 'not_sold' | 'stock_short'; place: number };

/** The terms of whoever it is for, where it goes to this country. */
export function termsFor(
  store: Store,
  { customer, facts }: Pick<Seen, 'customer' | 'facts'>,
  country: string,
  now: number,
) {
  return termsOf(store, { customerId: customer?.customerId ?? null, country, deliveryTo: country }, facts, now);
}

/** The order as it would be placed, or offered. Problems: of a line by its place; those of `agree`. */
export function composed(store: Store, seen: Seen, filled: Filled, now: number): Composed {
  const { delivery, billing, lines } = filled;
  const terms = termsFor(store, seen, delivery.country, now);
  for (const line of lines) {
    const problem = problemOf(seen, line);
    if (problem) return { ok: false, problem, place: line.place };
  }
  const who = whoOrders(seen, filled);
  const language = chooseLanguage(store.languages, who.language === null ? [] : [who.language]);
  const itemsMinor = lines.reduce((sum, line) => sum + priceOfLine(seen, terms, line) * line.quantity, 0);
  return agreed(
    store,
    { who, terms, sold: seen.goods, isByStaff: true },
    {
      customerId: who.customerId,
      items: lines.map(({ productId, quantity, priceMinor }) => ({ productId, quantity, priceMinor })),
      billing,
      delivery,
      shipping: shippingOf(store, filled, itemsMinor, language),
      paymentMethod: filled.payment,
      language,
      vatId: filled.vatId,
    },
  );
}

function problemOf({ goods }: Seen, { productId, quantity }: Line): 'not_sold' | 'stock_short' | null {
  const good = goods.find(({ id }) => id === productId);
  if (!good || good.retiredAt !== null) return 'not_sold';
  return good.stock !== null && good.stock < quantity ? 'stock_short' : null;
}

function priceOfLine({ goods }: Seen, terms: Terms, { productId, priceMinor }: Line): number {
  const good = goods.find(({ id }) => id === productId);
  return priceMinor ?? (good ? priceOf(terms, good).minor : 0);
}

/** What staff name and price themselves is taxed like every delivery to that country. */
function shippingOf(store: Store, { shipping, delivery: { country } }: Filled, itemsMinor: number, language: string) {
  if ('name' in shipping) return { ...shipping, taxBasisPoints: rateAt(store, 'standard', country) };
  const way = deliveriesTo(store, country, itemsMinor, language).find(({ key }) => key === shipping.key);
  if (!way) throw new Error('a way of delivery that the form did not offer');
  return { name: way.name, priceMinor: way.priceMinor, taxBasisPoints: way.taxBasisPoints };
}

/** The customer on record, the new person whom the order makes one, or a guest. A new person is called as the bill calls them. */
function whoOrders({ customer, known: there, key }: Seen, filled: Filled): Orderer {
  if (customer) return customer;
  const { email, language, billing, delivery, isInvited } = filled;
  const contact = { email, name: billing.name || delivery.name, phone: billing.phone || delivery.phone };
  if (!isInvited) return { ...asOrderer(contact), language };
  const whose = { customerId: idOf('customer', key), vatId: '', points: 0 };
  if (!there) return { ...contact, ...whose, language };
  return {
    ...contact,
    ...whose,
    customerId: there.id,
    email: there.email,
    name: there.name || contact.name,
    language: there.language ?? language,
  };
}
