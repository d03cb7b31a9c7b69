// The order that a checkout comes to: what is in the basket and can be had, sent and paid as somebody has filled in, at their terms for
// the country where it goes.
import type { SQL } from 'drizzle-orm';
import { termsOf, type Terms, type Visitor } from '../../catalog/terms/terms.ts';
import { adding } from '../../customers/addresses/addresses.ts';
import { agreed, type Agreed, type Wanted } from '../../orders/placing/agreeing.ts';
import { asOrderer, type Orderer } from '../../orders/placing/orderer.ts';
import type { Scene } from '../../orders/taking.ts';
import type { Store } from '../../stores/stores.ts';
import type { Statement } from '../../web/database.ts';
import { priced, type Item } from '../basket/basket.ts';
import type { Details } from '../details/input.ts';
import { deliveriesTo } from '../methods.ts';

export type Read = {
  details: Details;
  /** The customer who orders; undefined for whoever may not, and for a guest. */
  customer: Orderer | undefined;
  visitor: Visitor;
  facts: Parameters<typeof termsOf>[2];
  items: readonly Item[];
  language: string;
};

/** The order as it would be placed at `now`. Problems: those of `agree`, and `no_delivery` where it cannot be sent as was chosen. */
export function reviewed(store: Store, read: Read, now: number): Agreed | { ok: false; problem: 'no_delivery' } {
  const { details, visitor, facts, items, language } = read;
  const { country } = details.delivery;
  const terms = termsOf(store, { ...visitor, deliveryTo: country }, facts, now);
  const basket = priced(store, items, terms);
  const delivery = deliveriesTo(store, country, basket.totals.itemsMinor, language).find(
    ({ key }) => key === details.method,
  );
  if (!delivery) return { ok: false, problem: 'no_delivery' };
  const { name, priceMinor, taxBasisPoints } = delivery;
  const wanted: Wanted = {
    customerId: visitor.customerId,
    items: basket.items.flatMap(({ productId, available: quantity }) =>
      quantity > 0 ? [{ productId, quantity }] : [],
    ),
    billing: details.billing,
    delivery: details.delivery,
    shipping: { name, priceMinor, taxBasisPoints },
    paymentMethod: details.payment,
    language,
    vatId: details.vatId,
    points: details.points,
  };
  return agreed(store, { who: whoOrders(read, terms), terms, sold: soldIn(items) }, wanted);
}

/** A guest is who they say they are. */
function whoOrders({ details, customer, visitor }: Read, terms: Terms): Orderer | undefined {
  if (visitor.customerId !== null) return terms.isCustomer ? customer : undefined;
  const { email, billing, delivery } = details;
  return asOrderer({ email, name: billing.name || delivery.name, phone: billing.phone || delivery.phone });
}

function soldIn(items: readonly Item[]) {
  return items.filter(({ isOffered }) => isOffered === 1).map(({ productId: id, ...product }) => ({ id, ...product }));
}

/** The statements that keep the address in the customer's book, where they want it, on a condition. */
export function keepingAddress(
  { db, store }: Scene,
  customerId: string,
  details: Details,
  now: number,
  when: SQL,
): Statement[] {
  if (!details.isKept) return [];
  const address = { ...details.delivery, isDefaultBilling: false, isDefaultDelivery: false };
  return adding(db, { storeId: store.id, customerId }, address, now, when);
}
