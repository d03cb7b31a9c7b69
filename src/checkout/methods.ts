// How a store sends what was ordered: what of it there is for somebody.
import { nameIn } from '../catalog/names.ts';
import { rateAt } from '../catalog/taxes.ts';
import type { Store } from '../stores/stores.ts';

/** A way of delivery as somebody is offered it; the price has tax in it, at the rate given. */
export type Delivery = { key: string; name: string; priceMinor: number; taxBasisPoints: number };

/** The ways to send things for so much (in minor units) to a country, in the store's order. */
export function deliveriesTo(store: Store, country: string, itemsMinor: number, language: string): Delivery[] {
  return store.policies.delivery
    .filter(({ countries }) => countries === null || countries.includes(country))
    .map(({ key, name, priceMinor, freeFromMinor }) => ({
      key,
      name: nameIn(name, language, ...store.languages),
      priceMinor: freeFromMinor !== null && itemsMinor >= freeFromMinor ? 0 : priceMinor,
      taxBasisPoints: rateAt(store, 'standard', country),
    }));
}
