// The routes of the product as scenes for inputs: with somebody who may use them, and with what must be there for their handlers to look
// at what was sent.
import { env } from 'cloudflare:workers';
import { carrying } from '../../../src/access/emails/proof.ts';
import { issue, type Purpose } from '../../../src/access/links.ts';
import { demoStores } from '../../../src/demo/shops.ts';
import * as staffLinks from '../../../src/staff/entrance/links.ts';
import { batch, openDatabase } from '../../../src/web/database.ts';
import { asGuest, putIn } from '../checkout.ts';
import { aColleague } from '../colleagues.ts';
import { aProduct } from '../orders.ts';
import { aCustomer } from '../people.ts';
import { insider, pathFor, routes as all, type Route } from '../routes.ts';
import type { Visitor } from '../visitor.ts';
import type { Pairs } from './forms.ts';
import { sceneOf, type Scene } from './scenes.ts';
import { isTried } from './trying.ts';

/** The token of a link of a new customer. */
const linkFor =
  (purpose: Purpose, carried: string | null = null) =>
  async (): Promise<string> => {
    const db = openDatabase(env);
    const customerId = await aCustomer({
      email: 'follows@example.com',
      status: purpose === 'activation' ? 'pending' : 'active',
    });
    const link = await issue(db, { storeId: demoStores.goods.id, customerId, purpose }, carried, Date.now());
    await batch(db, [link.statement]);
    return link.token;
  };

async function staffLink(): Promise<string> {
  const db = openDatabase(env);
  const staffId = await aColleague({ email: 'follows@example.com' });
  const link = await staffLinks.issue(
    db,
    { storeId: demoStores.goods.id, staffId, purpose: 'set_password' },
    Date.now(),
  );
  await batch(db, [link.statement]);
  return link.token;
}

/** What stands for `:token` in the paths of links. */
const tokens: Record<string, () => Promise<string>> = {
  '/activate/:token': linkFor('activation'),
  '/set-password/:token': linkFor('set_password'),
  '/confirm-email/:token': linkFor('email_change', carrying('other@example.com')),
  '/restore-email/:token': linkFor('email_undo', carrying('other@example.com')),
  '/admin/set-password/:token': staffLink,
};

/** Something in the basket, and the checkout filled in. */
async function aboutToOrder(browser: Visitor): Promise<void> {
  await aProduct({ slug: 'tar-soap' });
  await putIn(browser, 'tar-soap');
  await browser.post('/checkout', asGuest);
}

/** The routes that are tried, but for the pages of development. */
export const tried = all
  .filter(({ for: audience }) => audience !== 'development')
  .map((route): Route => {
    const token = tokens[route.path];
    if (token) return { ...route, id: token };
    return /^\/(checkout|basket$)/.test(route.path) ? { ...route, ready: aboutToOrder } : route;
  })
  .filter(isTried);

/** What a route is called. */
export function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

/** A scene for a route. */
export function sceneAt(route: Route): Promise<Scene> {
  return sceneOf(async () => {
    await route.before?.();
    const browser = await insider(route);
    return { path: await pathFor(browser, route), cookies: browser.cookies };
  });
}

/** The form that a route takes; of one with a file, nothing. */
export function pairsOf({ form }: Route): Pairs {
  return form === undefined || form instanceof FormData ? [] : Object.entries(form);
}

/** What a page sends along with a form; the origin is that of the store. */
export const asForm = { Origin: 'ours', 'Content-Type': 'application/x-www-form-urlencoded' };
