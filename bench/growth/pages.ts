// The pages whose cost may not grow: of customers with few and with many orders, and the lists of staff.
import { demoStaff } from '../../src/demo/people.ts';
import type { Shoppers } from '../data.ts';
import { downFrom, get, signIn, usual } from '../pages.ts';
import type { Served } from '../serving.ts';

/** Of the known shoppers, by what they have. */
const whose = ['few', 'some', 'many'] as const;
export type Whose = (typeof whose)[number];

export type Page = {
  /** What it is, of whoever it is of. */
  kind: string;
  whose: Whose | 'staff';
  path: string;
  headers: Record<string, string>;
  /** What stands in its HTML once for each row that it shows; nothing for pages that show one thing. */
  row: RegExp | null;
  /** Rows that it may read for each row that it shows, and for who is signed in and what is shown around. */
  most: { perRow: number; besides: number };
};

/** How a page is named in figures: `overview, many`. */
export const nameOf = ({ kind, whose: who }: Page) => (who === 'staff' ? kind : `${kind}, ${who}`);

const account: (Pick<Page, 'kind' | 'row' | 'most'> & { path: string; deep?: true; first?: RegExp })[] = [
  { kind: 'overview', path: '/account', row: null, most: { perRow: 0, besides: 60 } },
  {
    kind: 'orders',
    path: '/account/orders',
    row: /href="\/account\/orders\/\d{4}-\d+"/g,
    most: { perRow: 4, besides: 10 },
  },
  {
    kind: 'orders, page 9',
    path: '/account/orders',
    deep: true,
    row: /href="\/account\/orders\/\d{4}-\d+"/g,
    most: { perRow: 4, besides: 10 },
  },
  {
    kind: 'one order',
    path: '/account/orders',
    first: /href="(\/account\/orders\/\d{4}-\d+)"/,
    row: null,
    most: { perRow: 0, besides: 60 },
  },
  {
    kind: 'documents',
    path: '/account/documents',
    row: /href="\/account\/documents\/doc_[a-z0-9]+\/pdf"/g,
    most: { perRow: 4, besides: 10 },
  },
  { kind: 'points', path: '/account/points', row: /<tr\b/g, most: { perRow: 4, besides: 35 } },
];

const aCustomer = /href="\/admin\/customers\/cus_[a-z0-9]+"/g;
const ofCustomers = { row: aCustomer, most: { perRow: 6, besides: 20 } };
const lists: (Omit<Page, 'whose' | 'headers'> & { deep?: true })[] = [
  { kind: 'customers, newest', path: '/admin/customers', ...ofCustomers },
  { kind: 'customers, newest, page 50', path: '/admin/customers', deep: true, ...ofCustomers },
  { kind: 'customers by name', path: '/admin/customers?sort=name', ...ofCustomers },
  { kind: 'search: a name', path: '/admin/customers?q=Nov%C3%A1k', ...ofCustomers },
  { kind: 'search: an e-mail', path: '/admin/customers?q=maria%40example.com', ...ofCustomers },
  { kind: 'search: a phone', path: '/admin/customers?q=%2B420+60', ...ofCustomers },
  {
    kind: 'orders of all',
    path: '/admin/orders',
    row: /href="\/admin\/orders\/ord_[a-z0-9]+"/g,
    most: { perRow: 6, besides: 20 },
  },
];

/** How far down the lists are looked at, in pages. */
const deep = { orders: 9, customers: 50 };

/** All of them, for people who have just signed in. */
export async function pagesOf(served: Served, shoppers: Shoppers): Promise<Page[]> {
  const pages: Page[] = [];
  for (const who of whose) {
    const headers = await signedIn(served, '/login', shoppers[who]);
    for (const { path, deep: isDeep, first, ...about } of account) {
      if (isDeep && shoppers[who].orders <= deep.orders * 20) continue;
      const pageAt = isDeep ? (await downFrom(served, path, headers, deep.orders)).path : path;
      const found = first ? first.exec(await get(served, path, headers))?.[1] : pageAt;
      if (found === undefined) throw new Error(`${path} lists nothing`);
      pages.push({ ...about, whose: who, path: found, headers });
    }
  }
  const headers = await signedIn(served, '/admin/login', demoStaff[0]);
  for (const { deep: isDeep, ...list } of lists) {
    const path = isDeep ? (await downFrom(served, list.path, headers, deep.customers)).path : list.path;
    pages.push({ ...list, path, whose: 'staff', headers });
  }
  return pages;
}

async function signedIn(...who: Parameters<typeof signIn>): Promise<Record<string, string>> {
  return { ...usual, Cookie: (await signIn(...who)).join('; ') };
}
