// Orders and offers as staff fill them in.
import type { Reply, Visitor } from './visitor.ts';
import { filledIn, shownOn } from './checkout.ts';

export const making = '/admin/orders/new';

/** What staff type for one of a product, sent to Dublin and paid on delivery, beside whom it is for. */
export function composedOf(productId: string, more: Record<string, string> = {}): Record<string, string> {
  return { ...filledIn, kind: 'order', line_1: productId, quantity_1: '1', ...more };
}

/** The same for a new person. */
export const newPerson = { email: 'mary@example.com', isInvited: 'on', language: '' };

/** The key of a form that was opened just now. */
export async function keyFrom(browser: Visitor): Promise<string> {
  const { text } = await browser.get(`${making}?person=new`);
  return /name="key" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

/** Looks at what was typed once more; what its button sends, or the page that says what is wrong. */
export async function lookedAt(browser: Visitor, typed: Record<string, string>) {
  const key = typed.key ?? (await keyFrom(browser));
  const reply = await browser.post(making, { ...typed, key, step: 'review' });
  return { reply, form: { ...typed, key, ...shownOn(reply), step: 'place' } };
}

/** Places it, or offers it. */
export async function made(browser: Visitor, typed: Record<string, string>): Promise<Reply> {
  return browser.post(making, (await lookedAt(browser, typed)).form);
}
