// The way to an order as a browser goes it.
import type { Reply, Visitor } from './visitor.ts';

/** What somebody types at the checkout of Harbour Goods: sent as a parcel to Dublin, paid on delivery. */
export const filledIn = {
  delivery_name: 'Grace Hopper',
  delivery_line1: '4 Custom House Quay',
  delivery_postalCode: 'D01 X285',
  delivery_city: 'Dublin',
  delivery_country: 'IE',
  method: 'parcel',
  payment: 'cash_on_delivery',
};

/** The same of a guest. */
export const asGuest = { ...filledIn, email: 'guest@example.com' };

/** Puts one of a product into the basket. */
export async function putIn(browser: Visitor, slug: string, quantity = '1'): Promise<void> {
  await browser.post(`/products/${slug}/basket`, { quantity });
}

/** What the page of the review sends along with its button. */
export function shownOn({ text }: Pick<Reply, 'text'>): { shown: string } {
  return { shown: /name="shown" value="([^"]+)"/.exec(text)?.[1] ?? '' };
}

/** Fills in the checkout and looks at the review; returns what its button sends. */
export async function reviewed(browser: Visitor, typed: Record<string, string>): Promise<{ shown: string }> {
  await browser.post('/checkout', typed);
  return shownOn(await browser.get('/checkout/review'));
}

/** Orders what is in the basket. */
export async function order(browser: Visitor, typed: Record<string, string>): Promise<Reply> {
  return browser.post('/checkout/order', await reviewed(browser, typed));
}
