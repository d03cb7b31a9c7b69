// The screens of shoppers, by name, with the way to each.
import type { Page } from 'playwright-core';
import { at, send, signInWrongly, type Cast, type Screen } from './screen.ts';

const goods = { store: 'goods' } as const;
const trade = { store: 'trade' } as const;
const sklad = { store: 'sklad' } as const;
const ada = { ...goods, who: 'ada' } as const;
const longName = { ...goods, who: 'longName' } as const;
const settled = { ...goods, who: 'settled' } as const;

export const shopScreens: readonly Screen[] = [
  { name: 'home', ...goods, reach: at('/') },
  { name: 'home of an invited shop', ...trade, reach: at('/') },
  { name: 'home signed in', ...ada, reach: at('/') },
  { name: 'form of the shop', ...goods, reach: at('/forms/ask-for-an-offer') },
  { name: 'form of the shop with errors', ...goods, reach: (page) => send(page, '/forms/ask-for-an-offer') },
  { name: 'form of the shop, sent too fast', ...goods, reach: askTooFast },
  { name: 'form of the shop, sent', ...goods, reach: at('/forms/ask-for-an-offer?done') },
  { name: 'form of an invited shop', ...trade, reach: at('/forms/become-a-customer') },
  { name: 'home behind the last', ...goods, reach: at('/?after=WzEsImEiXQ') },
  { name: 'category', ...goods, reach: at('/categories/on-deck') },
  { name: 'category without prices', ...trade, reach: at('/categories/on-deck') },
  { name: 'search', ...goods, reach: at('/search?q=lantern') },
  { name: 'search, nothing found', ...ada, reach: at('/search?q=%22submarine%22') },
  { name: 'search for nothing', ...sklad, reach: at('/search') },
  { name: 'product without prices', ...trade, reach: at('/products/rope-bag') },
  { name: 'page of the shop', ...goods, reach: at('/pages/delivery') },
  { name: 'page for customers', ...ada, reach: at('/pages/berths') },
  { name: 'register', ...goods, reach: at('/register') },
  { name: 'register with a strong password', ...goods, reach: typePassword },
  { name: 'register with errors', ...goods, reach: registerBadly },
  { name: 'register without a password, all that can be asked', ...sklad, reach: at('/register') },
  { name: 'register with all that can be asked, and errors', ...sklad, reach: registerWrongly },
  { name: 'registration closed', ...trade, reach: at('/register') },
  { name: 'registered', ...goods, reach: at('/registered') },
  { name: 'registered, staff activate', ...sklad, reach: at('/registered') },
  { name: 'activate', ...goods, who: 'waiting', reach: (page, { links }) => page.goto(links.waiting) },
  {
    name: 'activate a long address',
    ...goods,
    who: 'waiting',
    reach: (page, { links }) => page.goto(links.longAddress),
  },
  { name: 'activate elsewhere', ...goods, reach: (page, { links }) => page.goto(links.longAddress) },
  { name: 'activate elsewhere with errors', ...goods, reach: activateBadly },
  { name: 'activate unknown', ...goods, reach: at('/activate/unknown') },
  { name: 'activate used', ...goods, reach: (page, { links }) => page.goto(links.used) },
  { name: 'activated', ...goods, reach: at('/activated') },
  { name: 'sign in', ...goods, reach: at('/login') },
  { name: 'sign in with errors', ...goods, reach: (page) => send(page, '/login') },
  { name: 'sign in refused', ...goods, reach: (page) => signInWrongly(page) },
  { name: 'sign in to an invited shop', ...trade, reach: at('/login') },
  { name: 'signed out', ...goods, reach: at('/login?signed-out') },
  { name: 'password forgotten', ...goods, reach: at('/forgot-password') },
  { name: 'password forgotten with errors', ...goods, reach: (page) => send(page, '/forgot-password') },
  { name: 'password forgotten, sent', ...goods, reach: at('/forgot-password?sent') },
  { name: 'set password', ...goods, reach: (page, { links }) => page.goto(links.reset) },
  {
    name: 'set password with errors',
    ...goods,
    reach: (page, { links }) => send(page, links.reset, { password: 'x' }),
  },
  { name: 'password set', ...goods, reach: at('/login?password-set') },
  { name: 'change password', ...ada, reach: at('/account/password') },
  { name: 'change password with errors', ...ada, reach: (page) => send(page, '/account/password') },
  { name: 'password changed', ...ada, reach: at('/account/password?changed') },
  { name: 'password to be changed first', ...sklad, who: 'confined', reach: at('/account') },
  { name: 'change address', ...ada, reach: at('/account/email') },
  { name: 'change address, sent', ...ada, reach: at('/account/email?sent') },
  { name: 'change address with errors', ...ada, reach: (page) => send(page, '/account/email') },
  { name: 'confirm address', ...goods, reach: (page, { links }) => page.goto(links.email) },
  { name: 'address confirmed', ...goods, reach: at('/email-confirmed') },
  { name: 'address restored', ...goods, reach: at('/email-restored') },
  { name: 'overview', ...ada, reach: at('/account') },
  { name: 'orders', ...ada, reach: at('/account/orders') },
  { name: 'orders, none found', ...ada, reach: at('/account/orders?q=nothing') },
  { name: 'orders, none yet', ...longName, reach: at('/account/orders') },
  { name: 'order, awaiting payment', ...ada, reach: (page) => openOrder(page, 'placed') },
  { name: 'order, awaiting payment in crowns', ...sklad, who: 'karel', reach: (page) => openOrder(page, 'placed') },
  { name: 'order, shipped', ...ada, reach: (page) => openOrder(page, 'shipped') },
  { name: 'order, cancelled', ...ada, reach: (page) => openOrder(page, 'cancelled') },
  { name: 'ordered as a guest', ...ada, reach: at('/account/orders/guest?taken=1') },
  {
    name: 'ordered as a guest, address to be proved',
    ...sklad,
    who: 'karel',
    reach: at('/account/orders/guest?done=sent'),
  },
  { name: 'prove address', ...sklad, who: 'karel', reach: (page, { links }) => page.goto(links.proof) },
  { name: 'order of a guest', ...goods, reach: (page, { links }) => page.goto(`${links.guest}?done=placed`) },
  { name: 'order of a guest, no such', ...goods, reach: at('/orders/2026-00001/unknown') },
  {
    name: 'account from the order of a guest',
    ...goods,
    reach: (page, { links }) => page.goto(`${links.guest}/account`),
  },
  { name: 'documents', ...ada, reach: at('/account/documents') },
  { name: 'documents, none of a type', ...ada, reach: at('/account/documents?type=delivery_note&after=W10') },
  { name: 'documents, none yet', ...longName, reach: at('/account/documents') },
  { name: 'quotation', ...ada, reach: (page) => openQuotation(page) },
  {
    name: 'quotation in crowns, refused',
    ...sklad,
    who: 'karel',
    reach: (page) => openQuotation(page, '?problem=is_over'),
  },
  { name: 'product', ...goods, reach: at('/products/rope-bag') },
  { name: 'product, asking with errors', ...ada, reach: askBadly },
  { name: 'product, asked', ...ada, reach: at('/products/rope-bag?done=asked') },
  { name: 'reviews', ...ada, reach: at('/account/reviews?done=rated') },
  { name: 'reviews, nothing to rate', ...longName, reach: at('/account/reviews') },
  { name: 'rate', ...ada, reach: openRating },
  { name: 'rate with errors', ...ada, reach: rateBadly },
  { name: 'questions', ...ada, reach: at('/account/discussions') },
  { name: 'questions, none yet', ...longName, reach: at('/account/discussions') },
  { name: 'wishlist', ...ada, reach: wish },
  { name: 'wishlist, nothing yet', ...longName, reach: at('/account/wishlist') },
  { name: 'wishlist, moved to the basket', ...ada, reach: at('/account/wishlist?done=moved') },
  { name: 'basket', ...ada, reach: at('/basket?done=added') },
  { name: 'basket with errors', ...ada, reach: changeBadly },
  { name: 'basket, ordered again', ...ada, reach: orderAgain },
  { name: 'basket in crowns', ...sklad, who: 'karel', reach: fillBasket },
  { name: 'basket, nothing yet', ...longName, reach: at('/basket') },
  { name: 'basket of a visitor', ...goods, reach: fillBasket },
  { name: 'checkout with errors', ...goods, reach: checkOutBadly },
  { name: 'checkout', ...ada, reach: checkOut },
  { name: 'review', ...goods, reach: reviewOrder },

  { name: 'product, adding with errors', ...goods, reach: addToBasketBadly },
  { name: 'overview in the order of another shop', ...sklad, who: 'karel', reach: at('/account') },
  { name: 'overview with a long name', ...longName, reach: at('/account') },
  { name: 'points', ...ada, reach: at('/account/points') },
  { name: 'points, older', ...ada, reach: at('/account/points?before=3') },
  { name: 'points, none yet', ...longName, reach: at('/account/points') },
  { name: 'name menu', ...ada, reach: openMenu },
  { name: 'name menu with a long name', ...longName, reach: openMenu },
  { name: 'profile', ...ada, reach: at('/account/profile') },
  { name: 'profile with a long name', ...longName, reach: at('/account/profile') },
  { name: 'profile saved', ...ada, reach: at('/account/profile?saved') },
  { name: 'profile with errors', ...ada, reach: saveBadly },
  { name: 'profile with all that can be asked', ...sklad, who: 'karel', reach: at('/account/profile') },
  { name: 'profile with a consent', ...settled, reach: at('/account/profile') },
  { name: 'privacy', ...ada, reach: at('/account/privacy') },
  { name: 'privacy of one store, with errors', ...settled, reach: deleteWrongly },
  { name: 'account deleted', ...goods, reach: at('/account-deleted') },
  { name: 'two accounts', ...ada, reach: at('/account/joining?done=sent') },
  { name: 'two accounts, link unknown', ...ada, reach: at('/join-accounts/unknown') },
  { name: 'security', ...ada, reach: at('/account/security') },
  { name: 'security with one place', ...longName, reach: at('/account/security') },
  { name: 'security after ending one', ...ada, reach: at('/account/security?ended') },
  { name: 'addresses, none yet', ...ada, reach: at('/account/addresses') },
  { name: 'addresses, one', ...longName, reach: at('/account/addresses?done=added') },
  { name: 'addresses, many', ...settled, reach: at('/account/addresses?done=billing') },
  { name: 'addresses, removing one', ...settled, reach: askToRemove },
  { name: 'new address', ...ada, reach: at('/account/addresses/new') },
  { name: 'new address in another country', ...ada, reach: chooseCountry },
  { name: 'new address with errors', ...ada, reach: addBadly },
  { name: 'change address', ...settled, reach: changeFirst },
  { name: 'nothing there', ...goods, reach: at('/nothing-there') },
  { name: 'mail in development', ...goods, reach: at('/dev/mail') },
];

function registerBadly(page: Page): Promise<void> {
  return send(page, '/register', { email: 'ada@', password: 'lantern', phone: 'twelve' });
}

function registerWrongly(page: Page): Promise<void> {
  return send(page, '/register', {
    email: 'ada@',
    name: 'Ada',
    phone: 'twelve',
    vatId: 'CZ123',
    birthDate: '2999-01-01',
    own_boats: 'twelve',
    line1: 'Holešovické nábřeží 7',
    postalCode: 'twelve',
  });
}

function deleteWrongly(page: Page): Promise<void> {
  return send(page, '/account/privacy', { currentPassword: 'lantern' });
}

function activateBadly(page: Page, { links }: Cast): Promise<void> {
  return send(page, links.longAddress, { password: 'lantern' });
}

function saveBadly(page: Page): Promise<void> {
  return send(page, '/account/profile', { phone: 'twelve' });
}

function addBadly(page: Page): Promise<void> {
  return send(page, '/account/addresses/new', { name: '', line1: 'Quay', postalCode: 'twelve', phone: 'twelve' });
}

async function chooseCountry(page: Page): Promise<void> {
  await page.goto('/account/addresses/new');
  await page.locator('[name=line1]').fill('Am Sandtorkai 1');
  await page.locator('[name=country]').selectOption('DE');
  await page.locator('[name=step]').click();
  await page.locator('[name=region]').waitFor({ state: 'detached' });
}

async function openOrder(page: Page, status: string): Promise<void> {
  await page.goto(`/account/orders?status=${status}`);
  await page.locator('main tbody a').first().click();
  await page.locator('.timeline').waitFor();
}

async function openQuotation(page: Page, notice = ''): Promise<void> {
  await page.goto('/account/documents?type=quotation');
  const path = await page.locator('main tbody a').first().getAttribute('href');
  await page.goto(`${path}${notice}`);
}

async function askBadly(page: Page): Promise<void> {
  await page.goto('/products/rope-bag');
  await page.locator('form:has([name=question]) .btn').click();
  await page.locator('[role=alert]').waitFor();
}

async function openRating(page: Page): Promise<void> {
  await page.goto('/account/reviews');
  await page.locator('.places a').first().click();
  await page.locator('#stars').waitFor();
}

async function rateBadly(page: Page): Promise<void> {
  await openRating(page);
  await page.locator('main form .btn-primary').click();
  await page.locator('[role=alert]').waitFor();
}

async function wish(page: Page): Promise<void> {
  for (const slug of ['storm-lantern', 'pocket-telescope']) {
    await page.goto(`/products/${slug}`);
    await page.locator('form[action="/wishlist"] .btn').click();
    await page.waitForURL('**/account/wishlist?done=added');
  }
}

async function changeBadly(page: Page): Promise<void> {
  await page.goto('/basket');
  await page.locator('[name=quantity]').first().fill('0');
  await page.locator('form:has([name=quantity]) .btn').first().click();
  await page.locator('[role=alert]').waitFor();
}

async function addToBasketBadly(page: Page): Promise<void> {
  await page.goto('/products/rope-bag');
  await page.locator('[name=quantity]').fill('1000');
  await page.locator('form:has([name=quantity]) .btn').click();
  await page.locator('[role=alert]').waitFor();
}

async function orderAgain(page: Page): Promise<void> {
  await openOrder(page, 'delivered');
  await page.locator('form[action$="/reorder"] .btn').click();
  await page.waitForURL('**/basket?again=*');
}

async function fillBasket(page: Page): Promise<void> {
  await page.goto('/products/mooring-rope');
  await page.locator('[name=quantity]').fill('3');
  await page.locator('form:has([name=quantity]) .btn').click();
  await page.waitForURL('**/basket?done=added');
}

async function checkOut(page: Page): Promise<void> {
  await fillBasket(page);
  await page.goto('/checkout');
}

async function checkOutBadly(page: Page): Promise<void> {
  await checkOut(page);
  await page.locator('#isBilledElsewhere').check();
  await page.locator('form[action="/checkout"] .btn-primary').click();
  await page.locator('[role=alert]').waitFor();
}

async function reviewOrder(page: Page): Promise<void> {
  await checkOut(page);
  await page.locator('[name=email]').fill('guest@example.com');
  await page.locator('#delivery_name').fill('Annie Easley');
  await page.locator('#delivery_line1').fill('4 Custom House Quay');
  await page.locator('#delivery_city').fill('Dublin');
  await page.locator('[name=method][value=parcel]').check();
  await page.locator('[name=payment][value=bank_transfer]').check();
  await page.locator('form[action="/checkout"] .btn-primary').click();
  await page.waitForURL('**/checkout/review');
}

async function askToRemove(page: Page): Promise<void> {
  await page.goto('/account/addresses');
  await page.locator('.cards summary').first().click();
}

async function changeFirst(page: Page): Promise<void> {
  await page.goto('/account/addresses');
  await page.locator('.cards a').first().click();
  await page.locator('[name=line1]').waitFor();
}

async function askTooFast(page: Page): Promise<void> {
  await page.goto('/forms/ask-for-an-offer');
  await page.locator('[name=own_event]').selectOption('choice_1');
  await page.locator('[name=email]').fill('grace@example.com');
  await page.locator('[name=name]').fill('Grace Hopper');
  await page.locator('[name=own_pieces]').fill('40');
  await page.locator('main .btn-primary').click();
  await page.locator('[role=alert]').waitFor();
}

async function typePassword(page: Page): Promise<void> {
  await page.goto('/register');
  await page.locator('[name=email]').fill('ada@example.org');
  await page.locator('[name=password]').click();
  await page.locator('.strength meter').waitFor();
  await page.locator('[name=password]').fill('quiet lantern on the pier');
  await page.locator('.strength output').filter({ hasText: /\w/ }).waitFor();
}

async function openMenu(page: Page): Promise<void> {
  await page.goto('/account');
  await page.locator('summary').click();
}
