// Forms and pages of staff that name something beside what their address names: one of a store's own in each, to be swapped for others'.
import type { Things } from '../support/foreign.ts';
import { composedOf } from '../support/making.ts';
import { packed } from '../support/statuses.ts';

type Naming = { what: string; path: (own: Things) => string; form: (own: Things) => Record<string, string> };

const at =
  (path: string, kind: string, more = '') =>
  (own: Things) =>
    `${path}/${own[kind] ?? ''}${more}`;

export const formsWithIds: Naming[] = [
  {
    what: 'chooses a group',
    path: at('/admin/customers', 'cus', '/group'),
    form: ({ grp = '' }) => ({ groupId: grp }),
  },
  {
    what: 'ends a session',
    path: at('/admin/customers', 'cus', '/login/sessions/end'),
    form: ({ ses = '' }) => ({ session: ses }),
  },
  { what: 'sets a status', path: at('/admin/orders', 'ord', '/status'), form: ({ sts = '' }) => ({ status: sts }) },
  {
    what: 'changes an order',
    path: at('/admin/orders', 'ord', '/change?revision=1'),
    form: ({ prd = '' }) => ({ 'sku-1': prd, 'count-1': '1', why: 'Asked by phone' }),
  },
  {
    what: 'saves a product',
    path: at('/admin/products', 'prd'),
    form: ({ grp = '', cat = '' }) => ({
      name_en: 'Rope ladder',
      sku: 'RL-1',
      price: '49.90',
      taxClass: 'standard',
      visibility: 'groups',
      [`group_${grp}`]: 'on',
      [`category_${cat}`]: 'on',
    }),
  },
  {
    what: 'saves a page',
    path: at('/admin/pages', 'pag'),
    form: ({ grp = '' }) => ({ title_en: 'Imprint', visibility: 'groups', [`group_${grp}`]: 'on' }),
  },
  {
    what: 'saves a price list',
    path: at('/admin/price-lists', 'prl'),
    form: ({ grp = '' }) => ({
      name: 'Spring',
      audience: 'groups',
      area: 'everywhere',
      percent: '5',
      [`group_${grp}`]: 'on',
    }),
  },
  {
    what: 'prices a product',
    path: at('/admin/price-lists', 'prl', '/items'),
    form: ({ prd = '' }) => ({ product: prd, price: '49.90' }),
  },
  {
    what: 'leaves a product out',
    path: at('/admin/price-lists', 'prl', '/items/removal'),
    form: ({ prd = '' }) => ({ product: prd }),
  },
  { what: 'saves a status', path: at('/admin/statuses', 'sts'), form: ({ sts = '' }) => ({ ...packed, after: sts }) },
  {
    what: 'lifts an address',
    path: at('/admin/outbox', 'msg', '/lifting'),
    form: ({ cus = '' }) => ({ customer: cus }),
  },
  {
    what: 'replays an event',
    path: at('/admin/webhooks', 'whk', '/replays'),
    form: ({ evt = '' }) => ({ event: evt }),
  },
  {
    what: 'makes a webhook',
    path: () => '/admin/webhooks/new',
    form: ({ ptn = '' }) => ({ partner: ptn, url: 'http://127.0.0.1:9/webhooks' }),
  },
  { what: 'exports customers', path: () => '/admin/customers/export', form: ({ grp = '' }) => ({ group: grp }) },
  {
    what: 'exports the audit',
    path: () => '/admin/audit/export',
    form: ({ cus = '', stf = '' }) => ({ customer: cus, who: stf }),
  },
  { what: 'exports orders', path: () => '/admin/orders/export', form: ({ sts = '' }) => ({ status: sts }) },
  {
    what: 'previews a letter',
    path: () => '/admin/templates/password_changed.en/preview',
    form: ({ cus = '' }) => ({ subject: 'Hello', text: 'Hello {{ customer.name }}', html: '<p>Hello</p>', of: cus }),
  },
  {
    what: 'previews a confirmation',
    path: () => '/admin/templates/order_confirmation.en/preview',
    form: ({ ord = '' }) => ({ subject: 'Hello', text: 'Hello {{ order.number }}', html: '<p>Hello</p>', of: ord }),
  },
  {
    what: 'reviews an order',
    path: () => '/admin/orders/new',
    form: ({ cus = '', prd = '' }) => ({ ...composedOf(prd), customer: cus, step: 'review' }),
  },
  {
    what: 'adds a line',
    path: () => '/admin/orders/new',
    form: ({ cus = '', prd = '' }) => ({ ...composedOf(''), customer: cus, step: 'add', product: prd }),
  },
];

/** What acts on many. */
export const bulkForms: { path: string; form: (own: Things) => Record<string, string> }[] = [
  ...['deny', 'delete', 'activate', 'invite'].map((act) => ({
    path: '/admin/customers/bulk',
    form: ({ cus = '' }: Things) => ({ act, scope: 'ticked', customer: cus, confirmed: 'on' }),
  })),
  {
    path: '/admin/customers/bulk',
    form: ({ cus = '', grp = '' }) => ({ act: 'group', into: grp, scope: 'ticked', customer: cus, confirmed: 'on' }),
  },
  { path: '/admin/orders/bulk', form: ({ ord = '' }) => ({ act: 'paid', order: ord, confirmed: 'on' }) },
  {
    path: '/admin/orders/bulk',
    form: ({ ord = '', sts = '' }) => ({ act: `status:${sts}`, order: ord, confirmed: 'on' }),
  },
];

/** Pages that are asked for something by a query. */
export const pagesWithIds = [
  '/admin/orders/new?customer=:cus',
  '/admin/customers?group=:grp',
  '/admin/customers?q=:cus',
  '/admin/orders?status=:sts',
  '/admin/orders?q=:ord',
  '/admin/orders?customer=:cus',
  '/admin/orders/changes?after=:ord',
  '/admin/orders/bulk?act=paid&rest=:ord',
  '/admin/outbox?customer=:cus',
  '/admin/audit?customer=:cus',
  '/admin/audit?who=:stf',
  '/admin/audit?before=:aud',
  '/admin/settings/account-page/preview?customer=:cus',
  '/admin/products?category=:cat',
  '/admin/discussions?after=:qst',
];
