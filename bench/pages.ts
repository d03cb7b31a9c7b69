// The pages that are measured, and what each may cost against the floor.
import { deviceCookie } from '../src/access/cookies.ts';
import { demoStaff } from '../src/demo/people.ts';
import { demoStores } from '../src/demo/shops.ts';
import { ask } from './asking.ts';
import type { Shoppers } from './data.ts';
import { keys } from './keys.ts';
import type { Served } from './serving.ts';

/** The store's host, as its customers write it. */
export const host = `${demoStores.goods.hostname}:8787`;

export type Page = {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
  keys?: string[];
  /** A password that it hashes. */
  password?: string;
  /** The status of its answer. */
  status: number;
  /** Null for pages that are shown for information. */
  goal: Goal | null;
  /** What it may ask of storage. The floor asks the same, so a ratio says nothing of it. */
  most: { waits: number; rowsRead: number };
};

/** How many times the floor a page may cost; or how many times a bare hello, once its storage is taken off. */
export type Goal = { times: number; of: 'floor' | 'hello' };

type Situation = { served: Served; shoppers: Shoppers };

/** What every request says; signing in reads which browser it is. */
export const usual = {
  Host: host,
  'Accept-Language': 'en',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
};

/** All pages, for people who have just signed in. */
export async function pagesFor({ served, shoppers }: Situation): Promise<Page[]> {
  const { some } = shoppers;
  const cookies = await signIn(served, '/login', some);
  const account = { Cookie: cookies.join('; ') };
  const staff = { Cookie: (await signIn(served, '/admin/login', demoStaff[0])).join('; ') };
  const order = /href="(\/account\/orders\/\d{4}-\d+)"/.exec(await get(served, '/account/orders', account))?.[1];
  if (!order) throw new Error('no order is listed');
  const page = (name: string, path: string, goal: Goal | null, rowsRead: number, own: object = {}): Page => ({
    ...{ name, method: 'GET', path, status: 200, goal, most: { waits: 1, rowsRead } },
    headers: { ...usual, ...own },
  });
  const html: Goal = { times: 1.45, of: 'floor' };
  return [
    { ...page('signed-out', '/login', { times: 1.5, of: 'hello' }, 0), most: { waits: 0, rowsRead: 0 } },
    page('overview', '/account', html, 60, account),
    page('orders', '/account/orders', html, 4 * 20 + 10, account),
    page('order', order, html, 60, account),
    { ...page('api-customer', `/api/v1/customers/${some.customerId}`, { times: 1.25, of: 'floor' }, 40), keys },
    {
      ...page('sign-in', '/login', { times: 1.15, of: 'floor' }, 60),
      ...signingIn('/login', some),
      // The browser is known: nobody is told of a new one.
      headers: { ...usual, ...formHeaders, Cookie: cookies.filter((one) => one.startsWith(deviceCookie)).join('; ') },
      password: some.password,
      status: 303,
      most: { waits: 3, rowsRead: 60 },
    },
    page('product', '/products/mooring-rope', null, 60),
    page('admin-customers', '/admin/customers', null, 6 * 50 + 10, staff),
  ];
}

/** The page at a path of the store. */
export async function get({ product }: Served, path: string, headers: Record<string, string>): Promise<string> {
  const { status, body } = await ask(product, { method: 'GET', path, headers: { ...usual, ...headers } });
  if (status !== 200) throw new Error(`${path} answers ${status}`);
  return body;
}

/** Where the how-manieth page of a list is, or the last before it, by the links of the list itself; and the how-manieth that one is. */
export async function downFrom(
  served: Served,
  list: string,
  headers: Record<string, string>,
  most: number,
): Promise<{ path: string; number: number }> {
  let [path, number] = [list, 1];
  for (; number < most; number += 1) {
    const next = /href="([^"]*[?&;]after=[^"]*)"/.exec(await get(served, path, headers))?.[1];
    if (next === undefined) break;
    const { pathname, search } = new URL(next.replaceAll('&amp;', '&'), `http://${host}${list}`);
    path = pathname + search;
  }
  return { path, number };
}

const formHeaders = { Origin: `http://${host}`, 'Content-Type': 'application/x-www-form-urlencoded' };

type Who = { email: string; password: string };

function signingIn(path: string, { email, password }: Who) {
  return { method: 'POST', path, body: new URLSearchParams({ email, password }).toString() } as const;
}

/** The cookies of somebody who has just signed in. */
export async function signIn({ product }: Served, path: string, who: Who): Promise<string[]> {
  const { status, headers } = await ask(product, { ...signingIn(path, who), headers: { ...usual, ...formHeaders } });
  if (status !== 303) throw new Error(`signing in answers ${status}`);
  return (headers['set-cookie'] ?? []).flatMap((line) => line.split(';').slice(0, 1));
}
