// The list of orders at two colleagues, on a server of its own, which is killed and started again under them.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mortal } from '../../scripts/workerd.ts';
import { demoStaff, type DemoPerson } from '../../src/demo/people.ts';
import { browserAt } from '../support/plain-browser.ts';
import { asGuest, shownOn } from '../support/checkout.ts';
import { openMortal } from '../support/mortal.ts';
import { freshPage, originOf } from './browser.ts';
import { signIn } from './people.ts';
import { browser } from './visitor.ts';

let shops: Mortal;

beforeAll(async () => {
  shops = await openMortal();
  await shops.start();
});

afterAll(() => shops.close());

const connected = 'New orders and changes appear here by themselves.';
const cutOff = 'The connection is lost.';

it('shows two colleagues what guests order within two seconds, also after the server was killed, without a reload and once', async () => {
  const colleagues = await Promise.all([demoStaff[0], demoStaff[2]].map(atTheList));
  const seeing = (number: string, timeout: number) =>
    Promise.all(colleagues.map((page) => page.getByRole('link', { name: number, exact: true }).waitFor({ timeout })));
  const saying = (words: string) =>
    Promise.all(colleagues.map((page) => page.getByText(words).waitFor({ timeout: 30_000 })));
  await saying(connected);

  const first = await orderRope();
  await seeing(first, 2000);

  await shops.kill();
  await saying(cutOff);
  await shops.start();
  // Perhaps while nobody hears of it: then it is there as soon as they are connected again.
  const between = await orderRope();
  await saying(connected);
  await seeing(between, 2000);

  const last = await orderRope();
  await seeing(last, 2000);

  for (const page of colleagues) {
    const numbers = await page.locator('#found tbody .name').allInnerTexts();
    expect(numbers.slice(0, 3)).toEqual([last, between, first]);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(await page.evaluate('window.isTheSame')).toBe(true);
  }
}, 120_000);

/** Somebody of the staff in front of the list; the page remembers that it was not loaded anew. */
async function atTheList(who: Pick<DemoPerson, 'email' | 'password'>): Promise<Page> {
  const page = await freshPage(browser, originOf('goods', shops.port));
  await signIn(page, who, '/admin/login');
  await page.goto('/admin/orders');
  await page.evaluate('window.isTheSame = true');
  return page;
}

/** Orders a rope as a guest does, by the forms of the shop; returns the number of the order once the reply is there. */
async function orderRope(): Promise<string> {
  const guest = browserAt(shops.port);
  await guest.post('/products/mooring-rope/basket', { quantity: '1' });
  await guest.post('/checkout', asGuest);
  const { location } = await guest.post('/checkout/order', shownOn(await guest.get('/checkout/review')));
  const [, number = ''] = /\/orders\/([^/]+)\//.exec(location) ?? [];
  return number;
}
