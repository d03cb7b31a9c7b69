// The pages that are measured, and what each may cost against the floor.
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
  /** The status of its answer. */
  status: number;
  /** How many times the floor it may cost; null for pages that are shown for information. */
  goal: number | null;
};

type Situation = { served: Served; shoppers: Shoppers };

/** All pages, for people who have just signed in. */
export async function pagesFor({ served, shoppers }: Situation): Promise<Page[]> {
  const some = { Cookie: await signIn(served, '/login', shoppers.some) };
  const staff = { Cookie: await signIn(served, '/admin/login', demoStaff[0]) };
  const order = /href="(\/account\/orders\/\d{4}-\d+)"/.exec(await get(served, '/account/orders', some))?.[1];
  if (!order) throw new Error('no order is listed');
  const page = (name: string, path: string, goal: number | null, headers: Record<string, string> = {}): Page => ({
    ...{ name, method: 'GET', path, status: 200, goal },
    headers: { Host: host, 'Accept-Language': 'en', ...headers },
  });
  return [
    page('signed-out', '/login', 1.5),
    page('overview', '/account', 1.45, some),
    page('orders', '/account/orders', 1.45, some),
    page('order', order, 1.45, some),
    { ...page('api-customer', `/api/v1/customers/${shoppers.some.customerId}`, 1.25), keys },
    page('product', '/products/mooring-rope', null),
    page('admin-customers', '/admin/customers', null, staff),
  ];
}

async function get({ product }: Served, path: string, headers: Record<string, string>): Promise<string> {
  const { status, body } = await ask(product, { method: 'GET', path, headers: { Host: host, ...headers } });
  if (status !== 200) throw new Error(`${path} answers ${status}`);
  return body;
}

/** The cookie of somebody who has just signed in. */
async function signIn({ product }: Served, path: string, who: { email: string; password: string }): Promise<string> {
  const { status, headers } = await ask(product, {
    ...{ method: 'POST', path },
    headers: { Host: host, Origin: `http://${host}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: who.email, password: who.password }).toString(),
  });
  if (status !== 303) throw new Error(`signing in answers ${status}`);
  return (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
}
