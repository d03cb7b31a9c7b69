// Every address of the product and who may use it. A route that is not in this table fails the tests.
import { env } from 'cloudflare:workers';
import { issue } from '../../src/access/links.ts';
import { beginning } from '../../src/customers/bulk/bulk.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { batch, openDatabase } from '../../src/web/database.ts';
import { markOf } from '../../src/settings/account-page/blocks.ts';
import { policiesSchema } from '../../src/stores/policies.ts';
import { roles, type Role } from '../../src/staff/roles.ts';
import * as basket from '../../src/checkout/basket/basket.ts';
import { asGuest } from './checkout.ts';
import * as wishlist from '../../src/wishlist/wishlist.ts';
import { codeAt } from '../../src/staff/second-step/codes.ts';
import { aColleague, atWork } from './colleagues.ts';
import { aQuestion } from './discussions.ts';
import { aStatus, packed } from './statuses.ts';
import { aForm, sentTo } from './forms.ts';
import { aList } from './price-lists.ts';
import { aMessage } from './messages.ts';
import { aPage } from './pages.ts';
import { aKey, aPartner } from './partners.ts';
import { value } from './records.ts';
import { aPurchase, aReview } from './reviews.ts';
import { aCategory, categoryOf } from './catalog.ts';
import { aGuestOrder, anOrder, aProduct, aQuotation, guestPath, numberOf, paperOf, sceneAt } from './orders.ts';
import { aCustomer, anAddress, customerIn, signedIn } from './people.ts';
import { aPicture, formWith, png, wholePng } from './pictures.ts';
import { giveSecondStep, stepSecret } from './second-step.ts';
import { aMessageText, messageText } from './templates.ts';
import { irishRates, parcel, registrationFields, rowForms, settingsForms } from './settings.ts';
import { withPolicies } from './staff.ts';
import type { Form, Visitor } from './visitor.ts';
import { aWebhook, nowhere } from './webhooks.ts';

/** Who may use a route; of staff, the least role. */
export type Audience = 'anybody' | 'customer' | 'development' | Role;

export type Route = {
  method: 'GET' | 'POST';
  path: string;
  for: Audience;
  /** A form that is taken, for a POST. */
  form?: Form;
  /** What stands behind the path for the form to be taken. */
  query?: string;
  /** What must be there for the form to be taken. */
  before?: () => Promise<unknown>;
  /** What whoever sits at the browser has done before. */
  ready?: (browser: Visitor) => Promise<unknown>;
  /** Makes what `:id` stands for, for this customer; returns the id. */
  id?: (customerId: string) => Promise<string>;
};

/** Whether the route is for staff. */
export function isForStaff(route: Route): route is Route & { for: Role } {
  return roles.some((role) => role === route.for);
}

/** A browser of somebody who may use the route. */
export function insider(route: Route, traits: Parameters<typeof signedIn>[0] = {}): Promise<Visitor> {
  return isForStaff(route)
    ? atWork({ role: route.for, ...(traits.name ? { name: traits.name } : {}) })
    : signedIn(traits);
}

/** What stands in a path for something that is made; of a guest's order all of it. */
const keys = /:number\/:secret(\/documents\/:id)?|:(id|key|number|slug|token|picture)(\{[^}]*\})?/;

/** The path for the customer who has signed in in this browser, with something of theirs where an id stands. */
export async function pathFor(browser: Visitor, { path, id, ready, query = '' }: Route): Promise<string> {
  await ready?.(browser);
  return (id ? path.replace(keys, await id(customerIn(browser))) : path) + query;
}

/** The pages of a list of settings: a new row, and one that is there. */
function rowRoutes({ list, row, form }: (typeof rowForms)[number]): Route[] {
  const path = `${list}/:id`;
  const id = () => Promise.resolve(row);
  return [
    { method: 'GET', path: `${list}/new`, for: 'support' },
    { method: 'GET', path, for: 'support', id },
    { method: 'POST', path, for: 'manager', form, id },
    { method: 'POST', path: `${path}/removal`, for: 'manager', id },
  ];
}

/** The id of what is there already, else of what is made: so that every route can have its own in one storage. */
async function thereOr(sql: string, values: readonly unknown[], make: () => Promise<string>): Promise<string> {
  const id = await value(sql, ...values);
  return typeof id === 'string' ? id : make();
}

/** The customer of this address, Grace unless told otherwise. */
function someone(traits: Parameters<typeof aCustomer>[0] = {}): Promise<string> {
  const { email = 'grace@example.com', store = 'goods' } = traits;
  const of = [email, demoStores[store].poolId];
  return thereOr('select id from customers where email = ? and pool_id = ?', of, () => aCustomer(traits));
}

function theForm(): Promise<string> {
  return thereOr(`select id from forms where slug = 'apply'`, [], () => aForm());
}

function thePage(): Promise<string> {
  return thereOr(`select id from pages where slug = 'imprint'`, [], () => aPage());
}

/** A key of a partner that a manager has made; returns its id. */
async function aManagersKey(): Promise<string> {
  return (await aKey({ role: 'manager' })).id;
}

/** A product; returns its place in addresses. */
async function aRopeBag(): Promise<string> {
  return thereOr(`select slug from products where slug = 'rope-bag'`, [], async () => {
    await aProduct({ slug: 'rope-bag' });
    return 'rope-bag';
  });
}

/** A category with a product; returns its place in addresses. */
async function aShelf(): Promise<string> {
  return thereOr(`select slug from categories where slug = 'bags'`, [], async () => {
    await categoryOf('bags', [await aProduct()]);
    return 'bags';
  });
}

/** A product in the customer's list; returns its id. */
async function aWish(customerId: string): Promise<string> {
  const { db, store } = await sceneAt();
  const productId = await aProduct();
  await wishlist.add(db, { store, customerId }, productId, Date.now());
  return productId;
}

/** A product in the customer's basket; returns its id. */
async function aBasketItem(customerId: string): Promise<string> {
  const { db, store } = await sceneAt();
  const productId = await aProduct();
  await basket.add(db, { store, customerId }, { productId, quantity: 1 }, Date.now());
  return productId;
}

/** An order of somebody, that is not paid yet. */
async function someOrder(): Promise<string> {
  return anOrder(await somebody());
}

async function someQuotation(): Promise<string> {
  return aQuotation(await somebody());
}

/** The end of the address of a guest's order. */
async function aGuestsOrder(): Promise<string> {
  return (await guestPath(await aGuestOrder())).replace('/orders/', '');
}

/** The same for its confirmation. */
async function aGuestsConfirmation(): Promise<string> {
  const order = await aGuestOrder();
  return `${(await guestPath(order)).replace('/orders/', '')}/documents/${await paperOf(order.id, 'order')}`;
}

/** The token of a link by which the customer proves their address. */
async function aProofLink(customerId: string): Promise<string> {
  const { db, store } = await sceneAt();
  const link = await issue(db, { storeId: store.id, customerId, purpose: 'email_proof' }, null, Date.now());
  await batch(db, [link.statement]);
  return link.token;
}

/** The token of a link by which the customer, whom the store keeps apart, becomes one with somebody of its pool. */
async function aJoiningLink(customerId: string): Promise<string> {
  const { db, store } = await sceneAt();
  const email = String(await value('select email from customers where id = ?', customerId));
  await env.DB.prepare(`update customers set pool_id = 'pol_hafen' where id = ?`).bind(customerId).run();
  await someone({ store: 'outlet', email });
  const link = await issue(db, { storeId: store.id, customerId, purpose: 'joining' }, null, Date.now());
  await batch(db, [link.statement]);
  return link.token;
}

const newStore = {
  name: 'Harbour Books',
  hostname: 'books.example.com',
  language: 'en',
  currency: 'EUR',
  timeZone: 'Europe/Dublin',
};

function somebody(): Promise<string> {
  return someone({ email: 'orders@example.com' });
}

/** The confirmation of an order of the customer; returns its id. */
async function aConfirmation(customerId: string): Promise<string> {
  return paperOf(await anOrder(customerId), 'order');
}

/** What somebody asked. */
async function someQuestion(): Promise<string> {
  return aQuestion(await someone({ email: 'asks@example.com' }));
}

/** What somebody thinks of something. */
async function someReview(): Promise<string> {
  return aReview(await someone({ email: 'rates@example.com' }));
}

function someColleague(hasPassword = true): Promise<string> {
  const email = hasPassword ? 'colleague@example.com' : 'invited@example.com';
  return thereOr('select id from staff where email = ?', [email], () =>
    aColleague({ email, role: 'support', hasPassword }),
  );
}

/** An act on many customers that a colleague began and left. */
async function anActOnMany(): Promise<string> {
  const customerIds = [await someone({ email: 'one@example.com' }), await someone({ email: 'another@example.com' })];
  const begun = { act: 'deny', by: await someColleague(), customerIds } as const;
  const { bulk, statements } = beginning(openDatabase(env), { id: demoStores.goods.id }, begun, Date.now());
  await batch(openDatabase(env), statements);
  return bulk.id;
}

/** Where a form is sent, behind the address of all forms. */
async function aFormToSend(): Promise<string> {
  return (await sentTo(await theForm())).replace('/forms/', '');
}

const home = {
  country: 'IE',
  name: 'Grace Hopper',
  line1: '4 Custom House Quay',
  city: 'Dublin',
  postalCode: 'D01 X285',
  isDefaultBilling: 'on',
  isDefaultDelivery: 'on',
};

/** A price list of the store; returns its id. */
async function aPriceList(): Promise<string> {
  await thereOr(`select id from products where sku = 'RB-1'`, [], () => aProduct({ sku: 'RB-1' }));
  return aList();
}

const listTerms = { name: 'Spring', audience: 'everybody', area: 'everywhere', percent: '5' };

const aPageId = () => thePage();

const imprint = { title_en: 'Imprint', visibility: 'everyone' };

const gold = () => Promise.resolve('grp_gold');

const question = { label_en: 'How many boats?', type: 'number', demand: 'optional' };

/** Asks a question of the store's own at registration; returns its key. */
async function motto(): Promise<string> {
  await withPolicies({ ownFields: [{ key: 'motto', type: 'text', demand: 'optional', label: { en: 'Your motto' } }] });
  return 'motto';
}

const block = { text_en: '# Open on Sundays', audience: 'everyone' };

/** What the block of own words of Harbour Goods is known by, and its number. */
const goodsMark = markOf(policiesSchema.parse(demoStores.goods.policies).accountPage[3] ?? { block: 'figures' });
const ownBlock = () => Promise.resolve('4');

const rule = { match: 'all', ordersFrom: '3', position: '1' };

const ware = { name_en: 'Rope ladder', sku: 'RL-1', price: '49.90', taxClass: 'standard', visibility: 'everyone' };

const shelf = { name_en: 'Ladders' };

const somePicture = () => aPicture();
const someProduct = () => aProduct();
const someCategory = () => thereOr(`select id from categories where slug = 'rope'`, [], () => aCategory());

export const routes: Route[] = [
  { method: 'GET', path: '/', for: 'anybody' },
  { method: 'GET', path: '/search', for: 'anybody' },
  { method: 'GET', path: '/categories/:slug', for: 'anybody', id: () => aShelf() },
  { method: 'GET', path: '/products.json', for: 'anybody' },
  {
    method: 'GET',
    path: '/products/:slug{.+\\.json}',
    for: 'anybody',
    id: async () => `${await aRopeBag()}.json`,
  },
  { method: 'GET', path: '/robots.txt', for: 'anybody' },
  { method: 'GET', path: '/sitemap.xml', for: 'anybody' },
  { method: 'GET', path: '/.well-known/security.txt', for: 'anybody' },
  { method: 'GET', path: '/products/:slug', for: 'anybody', id: () => aRopeBag() },
  {
    method: 'POST',
    path: '/products/:slug/questions',
    for: 'customer',
    form: { question: 'Does it float?' },
    id: () => aRopeBag(),
  },
  {
    method: 'POST',
    path: '/products/:slug/basket',
    for: 'anybody',
    form: { quantity: '2' },
    id: () => aRopeBag(),
  },
  { method: 'GET', path: '/forms/:slug', for: 'anybody', id: async () => (await theForm(), 'apply') },
  {
    method: 'POST',
    path: '/forms/:slug',
    for: 'anybody',
    form: { email: 'ada.king@example.com', name: 'Ada King' },
    id: aFormToSend,
  },
  {
    method: 'GET',
    path: '/pages/:slug',
    for: 'anybody',
    id: async () => {
      await thePage();
      return 'imprint';
    },
  },
  { method: 'GET', path: '/pictures/:picture', for: 'anybody', id: somePicture },
  { method: 'GET', path: '/basket', for: 'anybody' },
  { method: 'POST', path: '/basket/items/:id', for: 'anybody', form: { quantity: '3' }, id: aBasketItem },
  { method: 'POST', path: '/basket/items/:id/removal', for: 'anybody', id: aBasketItem },
  { method: 'GET', path: '/orders/:number/:secret', for: 'anybody', id: aGuestsOrder },
  { method: 'GET', path: '/orders/:number/:secret/account', for: 'anybody', id: aGuestsOrder },
  { method: 'GET', path: '/orders/:number/:secret/documents/:id/pdf', for: 'anybody', id: aGuestsConfirmation },
  { method: 'GET', path: '/checkout', for: 'anybody' },
  { method: 'POST', path: '/checkout', for: 'anybody', form: asGuest },
  { method: 'GET', path: '/checkout/review', for: 'anybody' },
  { method: 'POST', path: '/checkout/order', for: 'anybody', form: { shown: 'nothing' } },
  { method: 'POST', path: '/wishlist', for: 'anybody', form: { product: 'rope-bag' }, before: aRopeBag },
  { method: 'POST', path: '/language', for: 'anybody', form: { language: 'de', back: '/' } },
  { method: 'GET', path: '/register', for: 'anybody' },
  {
    method: 'POST',
    path: '/register',
    for: 'anybody',
    form: { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' },
  },
  { method: 'GET', path: '/registered', for: 'anybody' },
  { method: 'GET', path: '/activate/:token', for: 'anybody' },
  { method: 'POST', path: '/activate/:token', for: 'anybody', form: { password: 'five brass bells by the quay' } },
  { method: 'GET', path: '/activated', for: 'anybody' },
  { method: 'GET', path: '/login', for: 'anybody' },
  {
    method: 'POST',
    path: '/login',
    for: 'anybody',
    form: { email: 'grace@example.com', password: 'lantern-on-the-old-pier' },
  },
  { method: 'POST', path: '/logout', for: 'anybody' },
  { method: 'GET', path: '/forgot-password', for: 'anybody' },
  { method: 'POST', path: '/forgot-password', for: 'anybody', form: { email: 'grace@example.com' } },
  { method: 'GET', path: '/set-password/:token', for: 'anybody' },
  { method: 'POST', path: '/set-password/:token', for: 'anybody', form: { password: 'five brass bells by the quay' } },
  { method: 'GET', path: '/confirm-email/:token', for: 'anybody' },
  { method: 'POST', path: '/confirm-email/:token', for: 'anybody' },
  { method: 'GET', path: '/email-confirmed', for: 'anybody' },
  { method: 'GET', path: '/restore-email/:token', for: 'anybody' },
  { method: 'POST', path: '/restore-email/:token', for: 'anybody' },
  { method: 'GET', path: '/email-restored', for: 'anybody' },
  { method: 'GET', path: '/prove-email/:token', for: 'customer', id: aProofLink },
  { method: 'POST', path: '/prove-email/:token', for: 'customer', id: aProofLink },
  { method: 'POST', path: '/account/email/proof', for: 'customer' },
  { method: 'GET', path: '/account/joining', for: 'customer' },
  { method: 'POST', path: '/account/joining', for: 'customer' },
  { method: 'GET', path: '/join-accounts/:token', for: 'customer', id: aJoiningLink },
  { method: 'POST', path: '/join-accounts/:token', for: 'customer', id: aJoiningLink },
  { method: 'GET', path: '/account', for: 'customer' },
  { method: 'GET', path: '/account/profile', for: 'customer' },
  { method: 'POST', path: '/account/profile', for: 'customer', form: { name: 'Changed', phone: '', language: '' } },
  { method: 'GET', path: '/account/email', for: 'customer' },
  {
    method: 'POST',
    path: '/account/email',
    for: 'customer',
    form: { email: 'new@example.com', currentPassword: 'lantern-on-the-old-pier' },
  },
  { method: 'GET', path: '/account/documents', for: 'customer' },
  { method: 'GET', path: '/account/documents/:id', for: 'customer', id: aQuotation },
  { method: 'GET', path: '/account/documents/:id/pdf', for: 'customer', id: aConfirmation },
  { method: 'POST', path: '/account/documents/:id/acceptance', for: 'customer', id: aQuotation },
  { method: 'POST', path: '/account/documents/:id/refusal', for: 'customer', id: aQuotation },
  { method: 'GET', path: '/account/orders', for: 'customer' },
  { method: 'GET', path: '/account/orders/guest', for: 'customer' },
  {
    method: 'POST',
    path: '/account/orders/guest',
    for: 'customer',
    form: { order: 'ord_01jxnone' },
  },
  {
    method: 'GET',
    path: '/account/orders/:number',
    for: 'customer',
    id: async (customerId) => numberOf(await anOrder(customerId)),
  },
  {
    method: 'POST',
    path: '/account/orders/:number/reorder',
    for: 'customer',
    id: async (customerId) => numberOf(await anOrder(customerId)),
  },
  { method: 'GET', path: '/account/reviews', for: 'customer' },
  { method: 'GET', path: '/account/reviews/:id', for: 'customer', id: (customerId) => aPurchase(customerId) },
  {
    method: 'POST',
    path: '/account/reviews/:id',
    for: 'customer',
    form: { stars: '5', text: 'It floats.' },
    id: (customerId) => aPurchase(customerId),
  },
  { method: 'GET', path: '/account/discussions', for: 'customer' },
  { method: 'POST', path: '/account/discussions/:id/reading', for: 'customer', id: (asker) => aQuestion(asker) },
  { method: 'GET', path: '/account/wishlist', for: 'customer' },
  { method: 'POST', path: '/account/wishlist/:id/move', for: 'customer', id: aWish },
  { method: 'POST', path: '/account/wishlist/:id/removal', for: 'customer', id: aWish },
  { method: 'GET', path: '/account/addresses', for: 'customer' },
  { method: 'GET', path: '/account/addresses/new', for: 'customer' },
  { method: 'POST', path: '/account/addresses', for: 'customer', form: home },
  { method: 'GET', path: '/account/addresses/:id', for: 'customer', id: anAddress },
  { method: 'POST', path: '/account/addresses/:id', for: 'customer', form: home, id: anAddress },
  { method: 'POST', path: '/account/addresses/:id/default', for: 'customer', form: { use: 'billing' }, id: anAddress },
  { method: 'POST', path: '/account/addresses/:id/removal', for: 'customer', id: anAddress },
  { method: 'GET', path: '/account/points', for: 'customer' },
  { method: 'GET', path: '/account/password', for: 'customer' },
  {
    method: 'POST',
    path: '/account/password',
    for: 'customer',
    form: { currentPassword: 'lantern-on-the-old-pier', password: 'five brass bells by the quay' },
  },
  { method: 'GET', path: '/account/security', for: 'customer' },
  { method: 'POST', path: '/account/security/sessions/:id/end', for: 'customer' },
  { method: 'POST', path: '/account/security/others/end', for: 'customer' },
  { method: 'GET', path: '/account/privacy', for: 'customer' },
  { method: 'POST', path: '/account/privacy/export', for: 'customer' },
  {
    method: 'POST',
    path: '/account/privacy/deletion',
    for: 'customer',
    form: { currentPassword: 'lantern-on-the-old-pier' },
  },
  { method: 'GET', path: '/account-deleted', for: 'anybody' },
  { method: 'GET', path: '/admin/login', for: 'anybody' },
  {
    method: 'POST',
    path: '/admin/login',
    for: 'anybody',
    form: { email: 'owner@example.com', password: 'tall-ships-in-the-fog' },
    before: aColleague,
  },
  { method: 'POST', path: '/admin/logout', for: 'anybody' },
  { method: 'GET', path: '/admin/forgot-password', for: 'anybody' },
  { method: 'POST', path: '/admin/forgot-password', for: 'anybody', form: { email: 'owner@example.com' } },
  { method: 'GET', path: '/admin/set-password/:token', for: 'anybody' },
  {
    method: 'POST',
    path: '/admin/set-password/:token',
    for: 'anybody',
    form: { password: 'five brass bells by the quay' },
  },
  { method: 'GET', path: '/admin', for: 'support' },
  { method: 'GET', path: '/admin/proof', for: 'support' },
  { method: 'POST', path: '/admin/proof', for: 'support', form: { currentPassword: 'tall-ships-in-the-fog' } },
  { method: 'GET', path: '/admin/second-step', for: 'support' },
  {
    method: 'POST',
    path: '/admin/second-step',
    for: 'support',
    get form() {
      return { code: codeAt(stepSecret, Date.now()) };
    },
    ready: giveSecondStep,
  },
  { method: 'POST', path: '/admin/second-step/recovery-codes', for: 'support' },
  { method: 'POST', path: '/admin/second-step/removal', for: 'support' },
  {
    method: 'POST',
    path: '/admin/customers/:id/activation',
    for: 'manager',
    id: () => someone({ email: 'waits@example.com', status: 'pending' }),
  },
  { method: 'GET', path: '/admin/customers', for: 'support' },
  { method: 'POST', path: '/admin/customers/export', for: 'manager', form: { q: 'ada' } },
  { method: 'GET', path: '/admin/customers/new', for: 'manager' },
  {
    method: 'POST',
    path: '/admin/customers',
    for: 'manager',
    form: { email: 'new@example.com', name: 'Mary Ward', language: '', isInvited: 'on' },
  },
  { method: 'GET', path: '/admin/customers/:id', for: 'support', id: () => someone() },
  {
    method: 'POST',
    path: '/admin/customers/:id',
    for: 'manager',
    form: { name: 'Changed', language: '' },
    id: () => someone(),
  },
  {
    method: 'POST',
    path: '/admin/customers/:id/email',
    for: 'manager',
    form: { email: 'changed@example.com' },
    id: () => someone(),
  },
  {
    method: 'POST',
    path: '/admin/customers/:id/denial',
    for: 'manager',
    form: { denied: 'on', where: 'here' },
    id: () => someone(),
  },
  {
    method: 'POST',
    path: '/admin/customers/:id/notes',
    for: 'support',
    form: { note: 'Rings before noon' },
    id: () => someone(),
  },
  {
    method: 'POST',
    path: '/admin/customers/:id/group',
    for: 'manager',
    form: { groupId: 'grp_gold' },
    id: () => someone(),
  },
  { method: 'POST', path: '/admin/customers/:id/notes/:note/removal', for: 'support', id: () => someone() },
  {
    method: 'POST',
    path: '/admin/customers/:id/points',
    for: 'manager',
    form: { points: '50', reason: 'Sorry for the delay' },
    id: () => someone(),
  },
  { method: 'POST', path: '/admin/customers/:id/deletion', for: 'manager', id: () => someone() },
  { method: 'GET', path: '/admin/customers/:id/login', for: 'support', id: () => someone() },
  { method: 'POST', path: '/admin/customers/:id/login/link', for: 'support', id: () => someone() },
  { method: 'POST', path: '/admin/customers/:id/login/generated', for: 'manager', id: () => someone() },
  {
    method: 'POST',
    path: '/admin/customers/:id/login/password',
    for: 'manager',
    form: { password: 'five brass bells by the quay', passwordAgain: 'five brass bells by the quay' },
    id: () => someone(),
  },
  { method: 'POST', path: '/admin/customers/:id/login/sessions/end', for: 'manager', id: () => someone() },
  { method: 'GET', path: '/admin/customers/:id/orders', for: 'support', id: () => someone() },
  { method: 'GET', path: '/admin/customers/:id/terms', for: 'support', id: () => someone() },
  { method: 'GET', path: '/admin/customers/:id/addresses', for: 'support', id: () => someone() },
  { method: 'GET', path: '/admin/customers/:id/messages', for: 'support', id: () => someone() },
  { method: 'GET', path: '/admin/customers/:id/activity', for: 'support', id: () => someone() },
  { method: 'GET', path: '/admin/customers/:id/print', for: 'support', id: () => someone() },
  { method: 'GET', path: '/admin/documents/:id/pdf', for: 'support', id: async () => aConfirmation(await somebody()) },
  { method: 'GET', path: '/admin/orders', for: 'support' },
  { method: 'GET', path: '/admin/orders/new', for: 'manager' },
  { method: 'POST', path: '/admin/orders/new', for: 'manager', form: { step: 'country', delivery_country: 'DE' } },
  { method: 'GET', path: '/admin/quotations', for: 'support' },
  { method: 'GET', path: '/admin/quotations/:id', for: 'support', id: () => someQuotation() },
  { method: 'POST', path: '/admin/quotations/:id/withdrawal', for: 'manager', id: () => someQuotation() },
  { method: 'GET', path: '/admin/orders/changes', for: 'support' },
  { method: 'GET', path: '/admin/orders/bell', for: 'support' },
  { method: 'POST', path: '/admin/orders/export', for: 'manager' },
  { method: 'GET', path: '/admin/orders/bulk', for: 'manager' },
  { method: 'POST', path: '/admin/orders/bulk', for: 'manager', form: { act: 'paid', order: 'ord_01jxsomething' } },
  { method: 'GET', path: '/admin/orders/:id', for: 'support', id: () => someOrder() },
  {
    method: 'POST',
    path: '/admin/orders/:id/payments',
    for: 'manager',
    form: { amount: '64.80' },
    id: () => someOrder(),
  },
  {
    method: 'POST',
    path: '/admin/orders/:id/shipment',
    for: 'manager',
    form: { carrier: 'dpd', trackingCode: '01234567890123' },
    id: () => someOrder(),
  },
  { method: 'POST', path: '/admin/orders/:id/delivery', for: 'manager', id: () => someOrder() },
  { method: 'POST', path: '/admin/orders/:id/cancellation', for: 'manager', id: () => someOrder() },
  { method: 'POST', path: '/admin/orders/:id/refund', for: 'manager', id: () => someOrder() },
  { method: 'POST', path: '/admin/orders/:id/repayment', for: 'manager', id: () => someOrder() },
  { method: 'POST', path: '/admin/orders/:id/invoice', for: 'manager', id: () => someOrder() },
  { method: 'GET', path: '/admin/orders/:id/change', for: 'manager', id: () => someOrder() },
  {
    method: 'POST',
    path: '/admin/orders/:id/change',
    for: 'manager',
    form: { rebate: '1', why: 'Asked by phone' },
    query: '?revision=1',
    id: () => someOrder(),
  },
  {
    method: 'POST',
    path: '/admin/orders/:id/notes',
    for: 'manager',
    form: { text: 'Watch this one', to: 'staff' },
    query: '?revision=1',
    id: () => someOrder(),
  },
  {
    method: 'POST',
    path: '/admin/orders/:id/status',
    for: 'manager',
    form: { status: 'sts_01jxsomething' },
    id: () => someOrder(),
  },
  { method: 'GET', path: '/admin/statuses', for: 'support' },
  { method: 'POST', path: '/admin/statuses', for: 'manager', form: packed },
  { method: 'GET', path: '/admin/statuses/new', for: 'manager' },
  { method: 'GET', path: '/admin/statuses/:id', for: 'support', id: () => aStatus() },
  { method: 'POST', path: '/admin/statuses/:id', for: 'manager', form: packed, id: () => aStatus() },
  { method: 'POST', path: '/admin/statuses/:id/move', for: 'manager', form: { direction: 'up' }, id: () => aStatus() },
  { method: 'POST', path: '/admin/statuses/:id/retirement', for: 'manager', id: () => aStatus() },
  { method: 'POST', path: '/admin/statuses/:id/return', for: 'manager', id: () => aStatus({ retiredAt: 1 }) },
  { method: 'POST', path: '/admin/statuses/:id/removal', for: 'manager', id: () => aStatus() },
  { method: 'GET', path: '/admin/reviews', for: 'support' },
  { method: 'POST', path: '/admin/reviews/:id/publication', for: 'manager', id: () => someReview() },
  { method: 'POST', path: '/admin/reviews/:id/hiding', for: 'manager', id: () => someReview() },
  { method: 'GET', path: '/admin/discussions', for: 'support' },
  { method: 'GET', path: '/admin/discussions/:id', for: 'support', id: () => someQuestion() },
  {
    method: 'POST',
    path: '/admin/discussions/:id/answers',
    for: 'support',
    form: { answer: 'It does.' },
    id: () => someQuestion(),
  },
  { method: 'POST', path: '/admin/discussions/:id/hiding', for: 'manager', id: () => someQuestion() },
  { method: 'GET', path: '/admin/forms', for: 'support' },
  { method: 'POST', path: '/admin/forms', for: 'manager', form: { title_en: 'Ask us', slug: 'ask-us' } },
  { method: 'GET', path: '/admin/forms/:id', for: 'support', id: () => theForm() },
  {
    method: 'POST',
    path: '/admin/forms/:id',
    for: 'manager',
    form: { title_en: 'Ask us', slug: 'ask-us' },
    id: () => theForm(),
  },
  { method: 'POST', path: '/admin/forms/:id/closing', for: 'manager', id: () => theForm() },
  { method: 'POST', path: '/admin/forms/:id/opening', for: 'manager', id: () => theForm() },
  { method: 'GET', path: '/admin/forms/:id/fields/new', for: 'manager', id: () => theForm() },
  { method: 'POST', path: '/admin/forms/:id/fields/new', for: 'manager', form: question, id: () => theForm() },
  { method: 'GET', path: '/admin/forms/:id/fields/:key', for: 'support', id: () => theForm() },
  { method: 'POST', path: '/admin/forms/:id/fields/:key', for: 'manager', form: question, id: () => theForm() },
  { method: 'POST', path: '/admin/forms/:id/fields/:key/move', for: 'manager', id: () => theForm() },
  { method: 'POST', path: '/admin/forms/:id/fields/:key/removal', for: 'manager', id: () => theForm() },
  { method: 'GET', path: '/admin/forms/:id/answers', for: 'support', id: () => theForm() },
  { method: 'POST', path: '/admin/forms/:id/answers/:answer/removal', for: 'manager', id: () => theForm() },
  { method: 'POST', path: '/admin/forms/:id/export', for: 'manager', id: () => theForm() },
  { method: 'GET', path: '/admin/products', for: 'support' },
  { method: 'POST', path: '/admin/products', for: 'manager', form: ware },
  { method: 'GET', path: '/admin/products/new', for: 'manager' },
  { method: 'GET', path: '/admin/products/:id', for: 'support', id: someProduct },
  { method: 'POST', path: '/admin/products/:id', for: 'manager', form: ware, id: someProduct },
  { method: 'POST', path: '/admin/products/:id/retirement', for: 'manager', id: someProduct },
  { method: 'POST', path: '/admin/products/:id/sale', for: 'manager', id: someProduct },
  { method: 'POST', path: '/admin/products/:id/picture', for: 'manager', form: formWith(png()), id: someProduct },
  { method: 'POST', path: '/admin/products/:id/picture/removal', for: 'manager', id: someProduct },
  { method: 'GET', path: '/admin/categories', for: 'support' },
  { method: 'POST', path: '/admin/categories', for: 'manager', form: shelf },
  { method: 'GET', path: '/admin/categories/:id', for: 'support', id: someCategory },
  { method: 'POST', path: '/admin/categories/:id', for: 'manager', form: shelf, id: someCategory },
  { method: 'POST', path: '/admin/categories/:id/move', for: 'manager', form: { direction: 'up' }, id: someCategory },
  { method: 'POST', path: '/admin/categories/:id/removal', for: 'manager', id: someCategory },
  { method: 'GET', path: '/admin/groups', for: 'support' },
  { method: 'POST', path: '/admin/groups', for: 'manager', form: { name: 'Silver', discount: '5' } },
  { method: 'GET', path: '/admin/groups/:id', for: 'support', id: gold },
  { method: 'POST', path: '/admin/groups/:id', for: 'manager', form: { name: 'Silver', discount: '5' }, id: gold },
  { method: 'POST', path: '/admin/groups/:id/removal', for: 'manager', id: gold },
  { method: 'POST', path: '/admin/groups/:id/preview', for: 'manager', form: rule, id: gold },
  { method: 'POST', path: '/admin/groups/:id/rule', for: 'manager', form: rule, id: gold },
  { method: 'POST', path: '/admin/groups/:id/rule/removal', for: 'manager', id: gold },
  { method: 'GET', path: '/admin/templates', for: 'support' },
  { method: 'GET', path: '/admin/templates/:id', for: 'support', id: aMessageText },
  {
    method: 'POST',
    path: '/admin/templates/:id',
    for: 'manager',
    form: { ...messageText, seen: '1' },
    id: aMessageText,
  },
  { method: 'POST', path: '/admin/templates/:id/preview', for: 'manager', form: messageText, id: aMessageText },
  { method: 'POST', path: '/admin/templates/:id/test', for: 'manager', form: messageText, id: aMessageText },
  { method: 'POST', path: '/admin/templates/:id/default', for: 'manager', form: { seen: '1' }, id: aMessageText },
  {
    method: 'POST',
    path: '/admin/templates/:id/restoring',
    for: 'manager',
    form: { seen: '1', version: '1' },
    id: aMessageText,
  },
  { method: 'GET', path: '/admin/settings', for: 'support' },
  ...settingsForms.map(({ path }) => ({ method: 'GET', path, for: 'support' }) as const),
  ...settingsForms.map((form) => ({ method: 'POST', for: 'manager', ...form }) as const),
  ...rowForms.flatMap(rowRoutes),
  {
    method: 'POST',
    path: '/admin/settings/delivery/methods/new',
    for: 'manager',
    form: { ...parcel, key: 'freight' },
  },
  {
    method: 'POST',
    path: '/admin/settings/delivery/methods/:id/move',
    for: 'manager',
    form: { direction: 'down' },
    id: () => Promise.resolve('parcel'),
  },
  { method: 'POST', path: '/admin/settings/taxes/rates/new', for: 'manager', form: { ...irishRates, country: 'DE' } },
  { method: 'POST', path: '/admin/settings/registration/preview', for: 'support', form: registrationFields },
  { method: 'GET', path: '/admin/settings/registration/fields/new', for: 'support' },
  { method: 'POST', path: '/admin/settings/registration/fields/new', for: 'manager', form: question },
  { method: 'POST', path: '/admin/settings/registration/fields/new/preview', for: 'support', form: question },
  { method: 'GET', path: '/admin/settings/registration/fields/:key', for: 'support', id: motto },
  { method: 'POST', path: '/admin/settings/registration/fields/:key', for: 'manager', form: question, id: motto },
  {
    method: 'POST',
    path: '/admin/settings/registration/fields/:key/preview',
    for: 'support',
    form: question,
    id: motto,
  },
  { method: 'POST', path: '/admin/settings/registration/fields/:key/move', for: 'manager', id: motto },
  { method: 'POST', path: '/admin/settings/registration/fields/:key/removal', for: 'manager', id: motto },
  { method: 'GET', path: '/admin/settings/account-page', for: 'support' },
  { method: 'POST', path: '/admin/settings/account-page/blocks', for: 'manager', form: { block: 'figures' } },
  { method: 'GET', path: '/admin/settings/account-page/blocks/new', for: 'support' },
  { method: 'POST', path: '/admin/settings/account-page/blocks/new', for: 'manager', form: block },
  { method: 'POST', path: '/admin/settings/account-page/blocks/new/preview', for: 'support', form: block },
  { method: 'GET', path: '/admin/settings/account-page/blocks/:number', for: 'support', id: ownBlock },
  {
    method: 'POST',
    path: '/admin/settings/account-page/blocks/:number',
    for: 'manager',
    form: { ...block, mark: goodsMark },
    id: ownBlock,
  },
  {
    method: 'POST',
    path: '/admin/settings/account-page/blocks/:number/preview',
    for: 'support',
    form: block,
    id: ownBlock,
  },
  {
    method: 'POST',
    path: '/admin/settings/account-page/blocks/:number/move',
    for: 'manager',
    form: { direction: 'up' },
    id: ownBlock,
  },
  { method: 'POST', path: '/admin/settings/account-page/blocks/:number/removal', for: 'manager', id: ownBlock },
  { method: 'GET', path: '/admin/settings/account-page/preview', for: 'support' },
  { method: 'POST', path: '/admin/settings/account-page/preview', for: 'support', form: block },
  { method: 'POST', path: '/admin/settings/brand/logo', for: 'manager', form: formWith(wholePng(), { field: 'logo' }) },
  { method: 'POST', path: '/admin/settings/brand/logo/removal', for: 'manager' },
  { method: 'GET', path: '/admin/pages', for: 'support' },
  { method: 'GET', path: '/admin/pages/new', for: 'manager' },
  { method: 'POST', path: '/admin/pages', for: 'manager', form: imprint },
  { method: 'POST', path: '/admin/pages/preview', for: 'manager', form: imprint },
  { method: 'GET', path: '/admin/pages/:id', for: 'support', id: aPageId },
  { method: 'POST', path: '/admin/pages/:id', for: 'manager', form: imprint, id: aPageId },
  { method: 'POST', path: '/admin/pages/:id/preview', for: 'manager', form: imprint, id: aPageId },
  { method: 'POST', path: '/admin/pages/:id/removal', for: 'manager', id: aPageId },
  { method: 'GET', path: '/admin/price-lists', for: 'support' },
  { method: 'POST', path: '/admin/price-lists', for: 'manager', form: { name: 'Spring' } },
  { method: 'GET', path: '/admin/price-lists/:id', for: 'support', id: aPriceList },
  { method: 'POST', path: '/admin/price-lists/:id', for: 'manager', form: listTerms, id: aPriceList },
  { method: 'POST', path: '/admin/price-lists/:id/removal', for: 'manager', id: aPriceList },
  {
    method: 'POST',
    path: '/admin/price-lists/:id/position',
    for: 'manager',
    form: { direction: 'down', place: '0' },
    id: aPriceList,
  },
  {
    method: 'POST',
    path: '/admin/price-lists/:id/items',
    for: 'manager',
    form: { product: 'RB-1', price: '49.90' },
    id: aPriceList,
  },
  {
    method: 'POST',
    path: '/admin/price-lists/:id/items/removal',
    for: 'manager',
    form: { product: 'RB-1' },
    id: aPriceList,
  },
  {
    method: 'POST',
    path: '/admin/customers/bulk',
    for: 'manager',
    form: { act: 'deny', scope: 'ticked', customer: 'cus_01jxsomebody' },
  },
  { method: 'GET', path: '/admin/customers/bulk/:id', for: 'manager', id: anActOnMany },
  { method: 'POST', path: '/admin/customers/bulk/:id/step', for: 'manager', id: anActOnMany },
  { method: 'GET', path: '/admin/partners', for: 'manager' },
  { method: 'POST', path: '/admin/partners', for: 'manager', form: { name: 'Till' } },
  { method: 'GET', path: '/admin/partners/:id', for: 'manager', id: () => aPartner() },
  { method: 'POST', path: '/admin/partners/:id', for: 'manager', form: { name: 'Till' }, id: () => aPartner() },
  { method: 'POST', path: '/admin/partners/:id/removal', for: 'manager', id: () => aPartner() },
  { method: 'GET', path: '/admin/partners/:id/keys/new', for: 'manager', id: () => aPartner() },
  {
    method: 'POST',
    path: '/admin/partners/:id/keys/new',
    for: 'manager',
    form: { life: '90', 'scope_orders:read': 'on' },
    id: () => aPartner(),
  },
  { method: 'GET', path: '/admin/partners/keys/:id/replacement', for: 'manager', id: aManagersKey },
  {
    method: 'POST',
    path: '/admin/partners/keys/:id/replacement',
    for: 'manager',
    form: { overlap: 'day' },
    id: aManagersKey,
  },
  { method: 'POST', path: '/admin/partners/keys/:id/revocation', for: 'manager', id: aManagersKey },
  { method: 'GET', path: '/admin/staff', for: 'owner' },
  {
    method: 'POST',
    path: '/admin/staff',
    for: 'owner',
    form: { name: 'New Colleague', email: 'new@example.com', role: 'support' },
  },
  { method: 'GET', path: '/admin/staff/:id', for: 'owner', id: () => someColleague() },
  { method: 'POST', path: '/admin/staff/:id/second-step/removal', for: 'owner', id: () => someColleague() },
  { method: 'POST', path: '/admin/staff/:id/invitation', for: 'owner', id: () => someColleague(false) },
  { method: 'POST', path: '/admin/staff/:id/role', for: 'owner', form: { role: 'manager' }, id: () => someColleague() },
  { method: 'POST', path: '/admin/staff/:id/disabling', for: 'owner', id: () => someColleague() },
  { method: 'POST', path: '/admin/staff/:id/enabling', for: 'owner', id: () => someColleague() },
  { method: 'POST', path: '/admin/staff/:id/sessions/end', for: 'owner', id: () => someColleague() },
  { method: 'GET', path: '/admin/stores', for: 'owner' },
  { method: 'GET', path: '/admin/stores/new', for: 'owner' },
  { method: 'POST', path: '/admin/stores', for: 'owner', form: newStore },
  { method: 'POST', path: '/admin/stores/codes', for: 'owner' },
  { method: 'POST', path: '/admin/stores/joining', for: 'owner', form: { code: 'unknown' } },
  { method: 'GET', path: '/admin/stores/leaving', for: 'owner' },
  { method: 'POST', path: '/admin/stores/leaving', for: 'owner' },
  { method: 'GET', path: '/admin/outbox', for: 'support' },
  { method: 'POST', path: '/admin/outbox/retries', for: 'manager' },
  { method: 'GET', path: '/admin/outbox/addresses', for: 'support' },
  { method: 'GET', path: '/admin/outbox/:id', for: 'support', id: () => aMessage() },
  { method: 'GET', path: '/admin/outbox/:id/mail', for: 'support', id: () => aMessage() },
  { method: 'POST', path: '/admin/outbox/:id/retries', for: 'manager', id: () => aMessage() },
  { method: 'POST', path: '/admin/outbox/:id/lifting', for: 'manager', id: () => aMessage() },
  { method: 'GET', path: '/admin/webhooks', for: 'manager' },
  { method: 'GET', path: '/admin/webhooks/new', for: 'manager' },
  {
    method: 'POST',
    path: '/admin/webhooks/new',
    for: 'manager',
    form: { partner: 'ptn_till', url: nowhere },
    ready: () => aPartner('goods', 'ptn_till'),
  },
  { method: 'GET', path: '/admin/webhooks/:id', for: 'manager', id: () => aWebhook() },
  { method: 'POST', path: '/admin/webhooks/:id', for: 'manager', form: { url: nowhere }, id: () => aWebhook() },
  { method: 'POST', path: '/admin/webhooks/:id/state', for: 'manager', form: { to: 'off' }, id: () => aWebhook() },
  {
    method: 'POST',
    path: '/admin/webhooks/:id/secret',
    for: 'manager',
    form: { seen: '1', hours: '24' },
    id: () => aWebhook(),
  },
  { method: 'POST', path: '/admin/webhooks/:id/test', for: 'manager', id: () => aWebhook({ url: nowhere }) },
  { method: 'POST', path: '/admin/webhooks/:id/replays', for: 'manager', id: () => aWebhook({ url: nowhere }) },
  { method: 'POST', path: '/admin/webhooks/:id/removal', for: 'manager', id: () => aWebhook() },
  { method: 'GET', path: '/admin/audit', for: 'owner' },
  { method: 'POST', path: '/admin/audit/export', for: 'owner', form: { who: 'customers' } },
  { method: 'GET', path: '/dev/mail', for: 'development' },
];
