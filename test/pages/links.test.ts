// `npm run test:pages -- links`: every link, form, picture, stylesheet and script of the shops leads to something, for a visitor of each
// store, for shoppers, and for staff of each role; nobody is led to what they may not use; and every page is reached.
import { describe, expect, it } from 'vitest';
import { demoStaff } from '../../src/demo/people.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { roles, type Role } from '../../src/staff/roles.ts';
import { freshPage, originOf } from '../browser/browser.ts';
import { sessionOf, type Session } from '../browser/people.ts';
import { tell } from '../support/figures.ts';
import { routes, type Audience, type Route } from '../support/routes.ts';
import { addressOf, ask, contentOf, crawl, type Place, type Viewer } from './crawling.ts';
import { routesAt } from './routing.ts';
import { browser, cast, port } from './shops.ts';

type Looker = {
  as: Audience;
  store: DemoStore;
  session?: () => Session | Promise<Session>;
  /** Where they begin and stay; else where everybody of their kind begins. */
  within?: string;
};

const [, max] = demoStaff;

/** Who looks around. */
const lookers: Record<string, Looker> = {
  'a visitor of Harbour Goods': { as: 'anybody', store: 'goods' },
  'a visitor of Harbour Outlet': { as: 'anybody', store: 'outlet' },
  'a visitor of Hafen Handel': { as: 'anybody', store: 'trade' },
  'a visitor of Přístav Sklad': { as: 'anybody', store: 'sklad' },
  'staff who have not signed in': { as: 'anybody', store: 'goods', within: '/admin' },
  'a visitor with a basket': { as: 'anybody', store: 'goods', session: filledBasket },
  'a shopper with orders, papers, points and questions': {
    as: 'customer',
    store: 'goods',
    session: () => cast().cookies.ada,
  },
  'a shopper with addresses': { as: 'customer', store: 'goods', session: () => cast().cookies.settled },
  'a shopper with orders of a guest': { as: 'customer', store: 'sklad', session: () => cast().cookies.karel },
  support: { as: 'support', store: 'goods', session: () => cast().cookies.sue },
  'a manager': {
    as: 'manager',
    store: 'goods',
    session: async () => sessionOf(await freshPage(browser, originOf('goods', port)), max),
  },
  'an owner': { as: 'owner', store: 'goods', session: () => cast().cookies.olive },
  'an owner with a second step': {
    as: 'owner',
    store: 'goods',
    session: () => cast().cookies.nora,
    within: '/admin/second-step',
  },
  'an owner of another pool': { as: 'owner', store: 'sklad', session: () => cast().cookies.marie },
};

/** Where links lead that lead out of a store, and why. */
const outside: readonly RegExp[] = [
  // The picture of a page that has none.
  /^data:,$/,
  // Where a parcel is.
  /^https:\/\/www\.dpdgroup\.com\//,
  // What an app for second steps opens.
  /^otpauth:\/\/totp\//,
  // The other stores of the pool, on the page about stores.
  new RegExp(`^http://[a-z.]*localhost:${port}/`),
];

/** Links that lead on, and why. */
const onward: readonly [RegExp, RegExp][] = [
  // Staff see where a setting shows, which is a page of shoppers; a visitor's list of wishes is kept for when they have signed in.
  [/^\/(account|checkout)/, /^\/(login\?next=|basket)/],
  // Staff who have not signed in do so first.
  [/^\/admin$/, /^\/admin\/login/],
];

/** Pages that no link leads to, and what does. */
const reachedOtherwise: Record<string, readonly string[]> = {
  'a link in a message': [
    '/activate/:token',
    '/set-password/:token',
    '/confirm-email/:token',
    '/restore-email/:token',
    '/prove-email/:token',
    '/join-accounts/:token',
    '/admin/set-password/:token',
    '/orders/:number/:secret',
    '/orders/:number/:secret/account',
    '/orders/:number/:secret/documents/:id/pdf',
  ],
  'a form that was sent': [
    '/checkout/review',
    '/registered',
    '/activated',
    '/email-confirmed',
    '/email-restored',
    '/account-deleted',
    '/admin/proof',
    '/admin/orders/bulk',
    '/admin/customers/bulk/:id',
  ],
  'a script': ['/products.json', '/products/:slug{.+\\.json}', '/admin/orders/changes', '/admin/orders/bell'],
  'a picture that is uploaded': ['/pictures/:picture'],
  'a newcomer, by the README': ['/dev/mail'],
  'somebody who has found a hole': ['/.well-known/security.txt'],
};

const reached = new Set<Route>();
let seen = 0;

describe('every link leads to something that whoever sees it may use', () => {
  it.each(Object.entries(lookers))('for %s', async (name, { as, store, session, within }) => {
    const viewer: Viewer = {
      name,
      host: `${demoStores[store].hostname}:${port}`,
      cookies: session ? cookiesOf(await session(), demoStores[store].hostname) : '',
      from: within ? [within] : isStaff(as) ? ['/admin'] : ['/', '/robots.txt', '/sitemap.xml'],
      goesOn: (path) => (within ? path.startsWith(within) : !isStaff(as) || isDesk(path)),
    };
    const reader = await browser.newPage();
    const places = await crawl(reader, viewer);
    await reader.close();

    seen += places.size;
    for (const place of places.values())
      routesAt('GET', pathIn(place.path))
        .slice(0, 1)
        .forEach((route) => reached.add(route));
    expect([...places.values()].flatMap((place) => wrongAt(viewer, as, place, places))).toEqual([]);
    expect(places.size).toBeGreaterThan(within ? 3 : 10);
  });

  it('and so does every link in a message', async (context) => {
    const page = await freshPage(browser, originOf('goods', port));
    const { links } = await contentOf(page, (await ask(`localhost:${port}`, '/dev/mail')).body);
    const inMessages = [...new Set(links)].filter((link) => link.startsWith('http'));
    const wrong: string[] = [];
    for (const link of inMessages) {
      const { host, pathname, search } = new URL(link);
      const { status, location } = await ask(host, pathname + search);
      // Those that were used are over; to prove an address one signs in first.
      const isMeant = status === 200 || status === 410 || location?.startsWith('/login?next=');
      if (!isMeant) wrong.push(`${link}: ${status}`);
    }
    expect(wrong).toEqual([]);
    tell(context, { 'links in messages that were followed': inMessages.length });
  });
});

it('every page is reached by links, or otherwise as it is written here', (context) => {
  const pages = routes.filter(({ method }) => method === 'GET');
  const otherwise = Object.values(reachedOtherwise).flat();
  const unreached = pages.filter((page) => !reached.has(page)).map(({ path }) => path);
  expect(unreached.toSorted()).toEqual(otherwise.toSorted());
  tell(context, {
    'pages and files that were reached by links, as visitors, shoppers and staff': seen,
    'routes that links lead to': reached.size,
    'routes that are reached otherwise': otherwise.length,
  });
});

/** What is wrong with a place, and with what it leads to: nothing there, not for this viewer, out of the store, no such anchor. */
function wrongAt({ host, goesOn }: Viewer, as: Audience, place: Place, places: Map<string, Place>): string[] {
  const { path, status, location = '', foundOn } = place;
  const isOnward = onward.some(([from, to]) => from.test(path) && to.test(location));
  const here = status === 200 || isOnward ? [] : [`${foundOn} leads to ${path}: ${status} ${location}`];
  if (!goesOn(path)) return here;
  const leads = place.links.flatMap((link) => {
    const url = addressOf(host, path, link);
    if (url?.host !== host) return outside.some((one) => one.test(link)) ? [] : [`${path} leads out to ${link}`];
    const target = places.get(url.pathname + url.search);
    const anchor = decodeURIComponent(url.hash.slice(1));
    const isMissed = anchor !== '' && target !== undefined && goesOn(target.path) && !target.ids.includes(anchor);
    return isMissed ? [`${path} leads to ${link}, where nothing is called so`] : [];
  });
  const sends = place.forms
    .filter(({ method }) => method === 'post')
    .flatMap(({ action }) => {
      const { pathname = '' } = addressOf(host, path, action) ?? {};
      const [route] = routesAt('POST', pathname);
      if (!route) return [`${path} has a form for ${action}, which is no address`];
      return mayUse(as, route.for) ? [] : [`${path} has a form for ${action}, which is for ${route.for}`];
    });
  return [...here, ...leads, ...sends];
}

/** An address without what is asked of it. */
function pathIn(address: string): string {
  return address.split('?')[0] ?? '';
}

function isStaff(as: Audience): as is Role {
  return roles.some((role) => role === as);
}

/** Staff go no further in the shop than where they are led; messages are read as they were sent, with their secrets covered. */
function isDesk(path: string): boolean {
  return path.startsWith('/admin') && !/^\/admin\/outbox\/[^/]+\/mail/.test(path);
}

function mayUse(as: Audience, audience: Audience): boolean {
  // What asks for an account asks to sign in first, and then goes on.
  if (!isStaff(audience)) return true;
  return isStaff(as) && roles.indexOf(as) >= roles.indexOf(audience);
}

function cookiesOf({ cookies }: Session, hostname: string): string {
  return cookies
    .filter(({ domain }) => domain === hostname)
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
}

async function filledBasket(): Promise<Session> {
  const page = await freshPage(browser, originOf('goods', port));
  await page.goto('/products/mooring-rope');
  await page.locator('form:has([name=quantity]) .btn').click();
  await page.waitForURL('**/basket?done=added');
  return page.context().storageState();
}
