// Every screen of the shops, by name, with the way to it. The checks of the pages and the pictures share this list.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demoPeople, demoStaff } from '../../src/demo/people.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import type { Language } from '../../src/web/i18n.ts';
import { agents } from '../support/agents.ts';
import { freshPage, originOf } from './browser.ts';
import {
  aCustomer,
  addAddress,
  aPerson,
  changeEmail,
  forget,
  generatedPassword,
  newestLink,
  register,
  signIn,
} from './people.ts';

type Cookies = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Who is on the screens, and the links they were sent. */
export type Cast = {
  cookies: Record<
    'ada' | 'longName' | 'settled' | 'waiting' | 'confined' | 'karel' | 'olive' | 'sue' | 'marie',
    Cookies
  >;
  /**
   * Of people who have registered and not followed it yet, one of them with a long address; used up; for a new password;
   * for a new address.
   */
  links: Record<'waiting' | 'longAddress' | 'used' | 'reset' | 'email' | 'staff', string>;
};

export type Screen = {
  name: string;
  store: DemoStore;
  /** Whose cookies the browser has; a visitor's without. */
  who?: keyof Cast['cookies'];
  reach: (page: Page, cast: Cast) => Promise<unknown>;
};

const at = (path: string) => (page: Page) => page.goto(path);
const goods = { store: 'goods' } as const;
const trade = { store: 'trade' } as const;
const sklad = { store: 'sklad' } as const;
const ada = { ...goods, who: 'ada' } as const;
const longName = { ...goods, who: 'longName' } as const;
const settled = { ...goods, who: 'settled' } as const;
const olive = { ...goods, who: 'olive' } as const;

export const screens: readonly Screen[] = [
  { name: 'home', ...goods, reach: at('/') },
  { name: 'home of an invited shop', ...trade, reach: at('/') },
  { name: 'home signed in', ...ada, reach: at('/') },
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
  { name: 'overview with a long name', ...longName, reach: at('/account') },
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
  { name: 'staff sign in', ...goods, reach: at('/admin/login') },
  { name: 'staff sign in refused', ...goods, reach: (page) => signInWrongly(page, '/admin/login') },
  { name: 'staff password forgotten', ...goods, reach: at('/admin/forgot-password?sent') },
  { name: 'staff set password', ...goods, reach: (page, { links }) => page.goto(links.staff) },
  { name: 'staff link unknown', ...goods, reach: at('/admin/set-password/unknown') },
  { name: 'admin, today', ...olive, reach: at('/admin') },
  { name: 'admin, people wait', ...sklad, who: 'marie', reach: at('/admin?done=activated') },
  { name: 'admin, customers', ...olive, reach: at('/admin/customers?sort=name') },
  { name: 'admin, no customers', ...olive, reach: at('/admin/customers?q=nobody&status=denied') },
  { name: 'admin, customers who are ticked', ...olive, reach: tickAll },
  { name: 'admin, many: asked', ...olive, reach: actOnFound },
  { name: 'admin, many: done', ...olive, reach: actOnTicked },
  { name: 'admin, many: refused', ...olive, reach: actOnNobody },
  { name: 'admin, staff', ...olive, reach: at('/admin/staff?done=invited') },
  { name: 'admin, staff with errors', ...olive, reach: inviteBadly },
  { name: 'admin, proof', ...olive, reach: at('/admin/proof?next=/admin/staff') },
  { name: 'admin, audit', ...olive, reach: at('/admin/audit') },
  { name: 'admin, not for this role', ...goods, who: 'sue', reach: at('/admin/staff') },
  { name: 'nothing there', ...goods, reach: at('/nothing-there') },
  { name: 'mail in development', ...goods, reach: at('/dev/mail') },
];

/** The languages a screen is shown in. */
export function languagesOf({ store }: Screen): readonly Language[] {
  return demoStores[store].languages;
}

/** Lets the people of the screens register and sign in; call it once. */
export async function castOf(browser: Browser, port: number): Promise<Cast> {
  const origin = originOf('goods', port);
  const [known] = demoPeople;

  const adas = await freshPage(browser, origin);
  await signIn(adas, known);
  for (const userAgent of [agents.safari, agents.firefox]) {
    const elsewhere = await freshPage(browser, origin, { userAgent });
    await signIn(elsewhere, known);
    await elsewhere.context().close();
  }

  const longNames = await freshPage(browser, origin);
  const long = aPerson(
    'Hubert Wolfeschlegelsteinhausenbergerdorff-Schmetterlingsfängersohn der Ältere, Freiherr von Seehaus',
  );
  await aCustomer(longNames, long);
  await addAddress(longNames, {
    country: 'DE',
    company: 'Donaudampfschifffahrtsgesellschaft und Schmetterlingsfanggeräteverleih mbH & Co. KG',
    line1: 'Wolfeschlegelsteinhausenbergerdorffstraße 12 a',
    line2: 'Hinterhaus, 3. Stock links, bei der Familie Schmetterlingsfängersohn',
    postalCode: '20095',
    city: 'Hamburg',
  });

  const settleds = await freshPage(browser, origin);
  await aCustomer(settleds, aPerson('Mary Ward'));
  for (const address of settledAt) await addAddress(settleds, address);
  await settleds.goto('/account/profile');
  await settleds.locator('[name=newsletter]').check();
  await settleds.locator('main form .btn-primary').click();
  await settleds.waitForURL('**/account/profile?saved');

  const waitings = await freshPage(browser, origin);
  const waiting = aPerson('Hedy Lamarr', 'hedy@example.com');
  await register(waitings, waiting);
  const longAddress = aPerson(
    'Hedy Lamarr',
    'hedwig-eva-maria.kiesler-of-the-longest-pier@custom-house-quay-and-north-wall-chandlery.example.com',
  );
  await register(waitings, longAddress);
  const used = await newestLink(waitings, long.email);
  await forget(waitings, long.email);

  await changeEmail(longNames, 'new-address@example.com', long.password);

  const karels = await freshPage(browser, originOf('sklad', port));
  await signIn(karels, demoPeople[3]);
  await karels.waitForURL('**/account');

  const working = await staffAtWork(browser, port);
  const confined = await freshPage(browser, originOf('sklad', port));
  const { email } = demoPeople[2];
  await forget(confined, email);
  await signIn(confined, { email, password: await generatedPassword(confined, email) });
  await confined.waitForURL('**/account/password');
  return {
    links: {
      waiting: await newestLink(waitings, waiting.email),
      longAddress: await newestLink(waitings, longAddress.email),
      used,
      email: await newestLink(waitings, 'new-address@example.com'),
      reset: await newestLink(waitings, long.email, /new password/),
      staff: working.link,
    },
    cookies: {
      ada: await adas.context().storageState(),
      longName: await longNames.context().storageState(),
      settled: await settleds.context().storageState(),
      waiting: await waitings.context().storageState(),
      confined: await confined.context().storageState(),
      karel: await karels.context().storageState(),
      ...working.cookies,
    },
  };
}

/** Staff who have signed in, with a registration that waits for one of them, and a link to accept an invitation. */
async function staffAtWork(browser: Browser, port: number) {
  const enter = async (store: DemoStore, { email, password }: (typeof demoStaff)[number]) => {
    const page = await freshPage(browser, originOf(store, port));
    await signIn(page, { email, password }, '/admin/login');
    await page.waitForURL('**/admin');
    return page;
  };
  const [owner, , sue, marie] = demoStaff;
  const [olives, sues, maries] = await Promise.all([enter('goods', owner), enter('goods', sue), enter('sklad', marie)]);
  await olives.goto('/admin/staff');
  await olives.locator('[name=name]').fill('Ingrid Invited');
  await olives.locator('[name=email]').fill('ingrid@example.com');
  await olives.locator('main form .btn-primary').click();
  await olives.waitForURL('**/admin/staff?done=invited');

  const visitor = await freshPage(browser, originOf('sklad', port), { locale: 'cs' });
  await visitor.goto('/register');
  const typed = {
    email: 'jaroslav@example.com',
    name: 'Jaroslav Hašek',
    phone: '601 123 456',
    company: 'Loďařství Hašek',
  };
  for (const [name, value] of Object.entries(typed)) await visitor.locator(`[name=${name}]`).fill(value);
  await visitor.locator('main form .btn-primary').click();
  await visitor.waitForURL('**/registered');
  return {
    cookies: {
      olive: await olives.context().storageState(),
      sue: await sues.context().storageState(),
      marie: await maries.context().storageState(),
    },
    link: await newestLink(olives, 'ingrid@example.com'),
  };
}

const settledAt = [
  { country: 'IE', line1: '4 Custom House Quay', city: 'Dublin', region: 'D', postalCode: 'D01 X285' },
  { country: 'CZ', company: 'Přístav Sklad', line1: 'Holešovické nábřeží 7', postalCode: '17000', city: 'Praha' },
  { country: 'DE', line1: 'Am Sandtorkai 1', postalCode: '20457', city: 'Hamburg', phone: '+49 40 123456' },
  { country: 'IE', line1: '1 St James’s Gate', line2: 'Flat 2', city: 'Cork', region: 'CO', postalCode: 'T12 X285' },
];

/** Opens the screen in a browser of its own. */
export async function open(
  browser: Browser,
  { cast, port }: { cast: Cast; port: number },
  screen: Screen,
  { locale, watch }: { locale: Language; watch?: (page: Page) => void },
): Promise<Page> {
  const page = await freshPage(browser, originOf(screen.store, port), {
    locale,
    reducedMotion: 'reduce',
    ...(screen.who ? { storageState: cast.cookies[screen.who] } : {}),
  });
  watch?.(page);
  await screen.reach(page, cast);
  return page;
}

/** Opens the page and sends its form with these values, by the names of the fields. */
async function send(page: Page, address: string, values: Record<string, string> = {}): Promise<void> {
  await page.goto(address);
  for (const [name, value] of Object.entries(values)) await page.locator(`[name=${name}]`).fill(value);
  await page.locator('main form').locator('.btn-primary, .btn-danger').last().click();
  await page.locator('[role=alert]').waitFor();
}

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

function inviteBadly(page: Page): Promise<void> {
  return send(page, '/admin/staff', { name: 'Olive’s brother', email: 'olive@' });
}

async function tickAll(page: Page): Promise<void> {
  await page.goto('/admin/customers?status=active');
  await page.locator('#tick-all').check();
}

/** Presses the button of an act, and waits for the page behind it. */
async function act(page: Page): Promise<void> {
  // Those who are active already: nothing happens to them.
  await page.locator('#bulk [value=activate]').click();
  await page.waitForURL(/\/admin\/customers\/bulk/);
}

async function actOnTicked(page: Page): Promise<void> {
  await tickAll(page);
  await act(page);
}

async function actOnFound(page: Page): Promise<void> {
  await tickAll(page);
  await page.locator('#bulk [name=scope]').selectOption('found');
  await act(page);
}

async function actOnNobody(page: Page): Promise<void> {
  await page.goto('/admin/customers?status=active');
  await page.locator('[name=customer]').first().check();
  await page.evaluate(`document.querySelector('[name=customer]').value = 'nobody'`);
  await act(page);
}

function signInWrongly(page: Page, address = '/login'): Promise<void> {
  return send(page, address, { email: aPerson().email, password: 'lantern' });
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

async function askToRemove(page: Page): Promise<void> {
  await page.goto('/account/addresses');
  await page.locator('.cards summary').first().click();
}

async function changeFirst(page: Page): Promise<void> {
  await page.goto('/account/addresses');
  await page.locator('.cards a').first().click();
  await page.locator('[name=line1]').waitFor();
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
