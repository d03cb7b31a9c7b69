// What was bought and rated, for tests.
import type { DemoStore } from '../../src/demo/shops.ts';
import * as handling from '../../src/orders/handling.ts';
import * as reviews from '../../src/reviews/reviews.ts';
import { anOrder, aProduct, sceneAt } from './orders.ts';

/** A product that the customer has received; of its own unless told otherwise. Returns its id. */
export async function aPurchase(
  customerId: string,
  traits: { store?: DemoStore; productId?: string } = {},
): Promise<string> {
  const { store = 'goods' } = traits;
  const productId = traits.productId ?? (await aProduct({ store }));
  const scene = await sceneAt(store);
  const items = [{ productId, quantity: 1 }];
  const acting = {
    orderId: await anOrder(customerId, { items, paymentMethod: 'elsewhere' }, { store }),
    staffId: null,
  };
  await handling.ship(scene, acting, { carrier: '', trackingCode: '' }, Date.now());
  await handling.deliver(scene, acting, Date.now());
  return productId;
}

/** A review of something that the customer has received, which waits for staff; five stars unless told otherwise. Returns the id. */
export async function aReview(
  customerId: string,
  traits: { store?: DemoStore; productId?: string; stars?: number; text?: string } = {},
): Promise<string> {
  const { store: at = 'goods', stars = 5, text = 'It floats.' } = traits;
  const productId = await aPurchase(customerId, traits);
  const { db, store } = await sceneAt(at);
  const result = await reviews.rate(db, { store, customerId }, { productId, stars, text }, Date.now());
  if (!result.ok) throw new Error(`not rated: ${result.problem}`);
  return result.reviewId;
}
