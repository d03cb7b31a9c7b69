// For every address that a form is sent to, somebody in front of it whose form is taken and changes something.
import { env } from 'cloudflare:workers';
import { putIn, asGuest, filledIn, reviewed } from './checkout.ts';
import { aColleague, atWork } from './colleagues.ts';
import { aCategory } from './catalog.ts';
import { codeAt } from '../../src/staff/second-step/codes.ts';
import { aQuestion, answered } from './discussions.ts';
import { aForm, aQuestionOf, hasAnswered } from './forms.ts';
import { linkIn, postbox } from './mail.ts';
import { composedOf, lookedAt, making, newPerson } from './making.ts';
import { aMessage, givenUp } from './messages.ts';
import { aGuestOrder, anOrder, aProduct } from './orders.ts';
import { aCustomer, customerIn, password, signedIn } from './people.ts';
import { aPicture, formWith, wholePng } from './pictures.ts';
import { aList } from './price-lists.ts';
import { rows, value } from './records.ts';
import { insider, pathFor, routes, type Route } from './routes.ts';
import { beginSession } from './sessions.ts';
import { giveSecondStep, stepSecret } from './second-step.ts';
import { registrationFields, settingsForms } from './settings.ts';
import { withPolicies } from './staff.ts';
import { aStatus } from './statuses.ts';
import { visitor, type Form, type Visitor } from './visitor.ts';
import { aDelivery, aWebhook, nowhere } from './webhooks.ts';
import { customerLifetime } from '../../src/sessions/sessions.ts';

/** A browser, and what it is about to send. */
export type Scene = { browser: Visitor; path: string; form?: Form };

export type WriteScene = { name: string; isForStaff: boolean; arrive: () => Promise<Scene> };

const question = { label_en: 'How many boats?', type: 'number', demand: 'optional' };

/** In front of the link of the message that this sends; sent from another browser. */
async function atLink(path: string, typed: Record<string, string>, start: string, form: Form = {}): Promise<Scene> {
  const post = postbox();
  await visitor({ bindings: { EMAIL: post.binding } }).post(path, typed);
  return { browser: visitor(), path: linkIn(post.sent.at(-1), start), form };
}

/** A change of address was asked for; in front of the link that proves it. */
async function atProof() {
  const post = postbox();
  const { cookies } = await signedIn({ isProved: true });
  const browser = visitor({ cookies, bindings: { EMAIL: post.binding } });
  await browser.post('/account/email', { email: 'new@example.com', currentPassword: password });
  return {
    post,
    browser,
    path: linkIn(
      post.sent.find(({ to }) => to === 'new@example.com'),
      '/confirm-email/',
    ),
  };
}

async function atOrder(rest: string, set: string, form: Form = {}): Promise<Scene> {
  const id = await anOrder(await aCustomer(), { paymentMethod: 'elsewhere' });
  await env.DB.prepare(`update orders set ${set} where id = ?`).bind(id).run();
  return { browser: await atWork(), path: `/admin/orders/${id}/${rest}`, form };
}

async function atQuestion(rest: string, form: Form = {}): Promise<Scene> {
  const fields = ['motto', 'boats'].map((key) => aQuestionOf({ key }));
  return { browser: await atWork(), path: `/admin/forms/${await aForm({ fields })}/fields/boats${rest}`, form };
}

async function withStep(path: string): Promise<Scene> {
  const browser = await atWork();
  await giveSecondStep(browser, { isTaken: true });
  return { browser, path, form: { code: codeAt(stepSecret, Date.now()) } };
}

/** What of the settings is different from what it is to begin with. */
const changes: Record<string, Record<string, string>> = {
  access: { passwordMinimum: '14' },
  shopping: { orderHistory: 'pool' },
  registration: { ...registrationFields, 'registrationFields.company': 'optional' },
  shop: { name: 'Harbour Wares' },
  reach: { language_de: '3', language_cs: '2' },
  payment: { 'shop.bankAccount.holder': 'Harbour Goods Ltd' },
  delivery: { carriers: 'some', carrier_dpd: 'on' },
  taxes: { 'tax.vatId': '' },
  documents: { 'shop.orderNumberFormat': 'H-{number}' },
  loyalty: { 'loyalty.pointsForReview': '25' },
  mail: { 'email.senderAddress': 'post@harbour-goods.example' },
  brand: { 'shop.brandColour': '#7a1f5f' },
};

const settings = Object.fromEntries(
  settingsForms.map(({ path, form }) => [
    path,
    async () => ({ browser: await atWork(), path, form: { ...form, ...changes[path.split('/')[3] ?? ''] } as Form }),
  ]),
);

/** Asks two questions of the store's own at registration, and stands in front of the second. */
async function atSecondQuestion(rest: string, form: Form): Promise<Scene> {
  const one = { type: 'text', demand: 'optional', label: { en: 'Your own' } } as const;
  await withPolicies({
    ownFields: [
      { ...one, key: 'motto' },
      { ...one, key: 'boats' },
    ],
  });
  return { browser: await atWork(), path: `/admin/settings/registration/fields/boats${rest}`, form };
}

/** Where what the table of routes says is not enough for something to be changed. */
const own: Record<string, () => Promise<Scene>> = {
  ...settings,
  '/checkout': async () => {
    const browser = visitor();
    await aProduct({ slug: 'rope-bag' });
    await putIn(browser, 'rope-bag');
    return { browser, path: '/checkout', form: asGuest };
  },
  '/checkout/order': async () => {
    const browser = visitor();
    await aProduct({ slug: 'rope-bag', stock: 3 });
    await putIn(browser, 'rope-bag');
    return { browser, path: '/checkout/order', form: await reviewed(browser, asGuest) };
  },
  '/wishlist': async () => {
    await aProduct({ slug: 'rope-bag' });
    return { browser: await signedIn(), path: '/wishlist', form: { product: 'rope-bag' } };
  },
  '/login': async () => {
    await aCustomer();
    await aProduct({ slug: 'rope-bag' });
    const browser = visitor();
    await putIn(browser, 'rope-bag', '2');
    await browser.post('/wishlist', { product: 'rope-bag' });
    return { browser, path: '/login', form: { email: 'grace@example.com', password } };
  },
  '/logout': async () => ({ browser: await signedIn(), path: '/logout' }),
  '/activate/:token': () =>
    atLink(
      '/register',
      { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' },
      '/activate/',
      { password: 'five brass bells by the quay', name: 'Ada King' },
    ),
  '/forgot-password': async () => {
    await aCustomer();
    return { browser: visitor(), path: '/forgot-password', form: { email: 'grace@example.com' } };
  },
  '/set-password/:token': async () => {
    await signedIn();
    const form = { password: 'five brass bells by the quay' };
    return atLink('/forgot-password', { email: 'grace@example.com' }, '/set-password/', form);
  },
  '/confirm-email/:token': async () => {
    const { path } = await atProof();
    return { browser: visitor(), path };
  },
  '/restore-email/:token': async () => {
    const { path, post } = await atProof();
    await visitor({ bindings: { EMAIL: post.binding } }).post(path);
    const mail = post.sent.findLast(({ text }) => text.includes('/restore-email/'));
    return { browser: visitor(), path: linkIn(mail, '/restore-email/') };
  },
  '/account/orders/guest': async () => {
    const browser = await signedIn({ isProved: true });
    const { id } = await aGuestOrder();
    return { browser, path: '/account/orders/guest', form: { order: id } };
  },
  '/account/discussions/:id/reading': async () => {
    const browser = await signedIn();
    const id = await aQuestion(customerIn(browser));
    await answered(id);
    return { browser, path: `/account/discussions/${id}/reading` };
  },
  '/account/security/sessions/:id/end': async () => {
    const browser = await signedIn();
    await beginSession(visitor(), '__Host-customer', customerIn(browser), customerLifetime);
    const id = await value('select public_id from sessions order by rowid desc limit 1');
    return { browser, path: `/account/security/sessions/${String(id)}/end` };
  },
  '/account/security/others/end': async () => {
    const browser = await signedIn();
    await beginSession(visitor(), '__Host-customer', customerIn(browser), customerLifetime);
    return { browser, path: '/account/security/others/end' };
  },
  '/admin/logout': async () => ({ browser: await atWork(), path: '/admin/logout' }),
  '/admin/forgot-password': async () => {
    await aColleague();
    return { browser: visitor(), path: '/admin/forgot-password', form: { email: 'owner@example.com' } };
  },
  '/admin/set-password/:token': async () => {
    await aColleague();
    const form = { password: 'five brass bells by the quay' };
    return atLink('/admin/forgot-password', { email: 'owner@example.com' }, '/admin/set-password/', form);
  },
  '/admin/second-step/recovery-codes': () => withStep('/admin/second-step/recovery-codes'),
  '/admin/second-step/removal': () => withStep('/admin/second-step/removal'),
  '/admin/customers/:id/notes/:note/removal': async () => {
    const [browser, customer] = [await atWork(), await aCustomer()];
    await browser.post(`/admin/customers/${customer}/notes`, { note: 'Rings before noon' });
    const note = await value('select id from customer_notes');
    return { browser, path: `/admin/customers/${customer}/notes/${String(note)}/removal` };
  },
  '/admin/orders/new': async () => {
    const browser = await atWork();
    const typed = composedOf(await aProduct({ stock: 3 }), newPerson);
    return { browser, path: making, form: (await lookedAt(browser, typed)).form };
  },
  '/admin/orders/bulk': async () => {
    const order = await anOrder(await aCustomer());
    return { browser: await atWork(), path: '/admin/orders/bulk', form: { act: 'paid', order, confirmed: 'on' } };
  },
  '/admin/orders/:id/shipment': () =>
    atOrder('shipment', `status = 'paid', paid_minor = total_minor, paid_at = 1`, {
      carrier: 'dpd',
      trackingCode: '01234567890123',
    }),
  '/admin/orders/:id/delivery': () => atOrder('delivery', `status = 'shipped', shipped_at = 1`),
  '/admin/orders/:id/refund': () => atOrder('refund', `status = 'paid', paid_minor = total_minor, paid_at = 1`),
  '/admin/orders/:id/repayment': () =>
    atOrder('repayment', `status = 'paid', paid_minor = total_minor + 100, paid_at = 1`),
  '/admin/orders/:id/status': async () => atOrder('status', 'paid_at = null', { status: await aStatus() }),
  '/admin/forms/:id/fields/:key': () => atQuestion('', question),
  '/admin/forms/:id/fields/:key/move': () => atQuestion('/move', { direction: 'up' }),
  '/admin/forms/:id/fields/:key/removal': () => atQuestion('/removal'),
  '/admin/forms/:id/answers/:answer/removal': async () => {
    const form = await hasAnswered('ada.king@example.com');
    const answer = String(await value('select id from form_answers'));
    return { browser: await atWork(), path: `/admin/forms/${form}/answers/${answer}/removal` };
  },
  '/admin/products/:id/sale': async () => {
    const id = await aProduct({ retiredAt: 1 });
    return { browser: await atWork(), path: `/admin/products/${id}/sale` };
  },
  '/admin/products/:id/picture/removal': async () => {
    const id = await aProduct({ picture: await aPicture(), pictureWidth: 3, pictureHeight: 2 });
    return { browser: await atWork(), path: `/admin/products/${id}/picture/removal` };
  },
  '/admin/categories/:id/move': async () => {
    await aCategory({ slug: 'first', position: 1 });
    const id = await aCategory({ slug: 'second', position: 2 });
    return { browser: await atWork(), path: `/admin/categories/${id}/move`, form: { direction: 'up' } };
  },
  '/admin/settings/delivery/methods/:id': async () => ({
    browser: await atWork(),
    path: '/admin/settings/delivery/methods/parcel',
    form: { name_en: 'Parcel', name_de: 'Paket', name_cs: 'Balík', price: '5.90', freeFrom: '100', area: 'everywhere' },
  }),
  '/admin/settings/taxes/rates/:id': async () => ({
    browser: await atWork(),
    path: '/admin/settings/taxes/rates/IE',
    form: { standard: '24', reduced: '13.5', super_reduced: '4,8' },
  }),
  '/admin/settings/brand/logo/removal': async () => {
    const browser = await atWork();
    await browser.post('/admin/settings/brand/logo', formWith(wholePng(), { field: 'logo' }));
    return { browser, path: '/admin/settings/brand/logo/removal' };
  },
  '/admin/settings/staff': async () => {
    const browser = await atWork();
    await giveSecondStep(browser, { isTaken: true });
    return { browser, path: '/admin/settings/staff', form: { 'staff.secondStep': 'required' } };
  },
  '/admin/settings/registration/fields/:key/move': () => atSecondQuestion('/move', { direction: 'up' }),
  '/admin/settings/account-page/blocks': async () => {
    const browser = await atWork();
    await browser.post('/admin/settings/account-page/blocks/1/removal', {});
    const { text } = await browser.get('/admin/settings/account-page');
    const [, block = ''] = /name="block"[^>]* value="([^"]+)"/.exec(text) ?? /<option value="([^"]+)"/.exec(text) ?? [];
    return { browser, path: '/admin/settings/account-page/blocks', form: { block } };
  },
  '/admin/price-lists/:id/position': async () => {
    const id = await aList({ position: 1 });
    await aList({ name: 'Autumn', position: 2 });
    const place = String(
      (await rows('select id from price_lists order by position')).findIndex((one) => one.id === id),
    );
    const path = `/admin/price-lists/${id}/position`;
    return { browser: await atWork(), path, form: { direction: 'down', place } };
  },
  '/admin/staff/:id/second-step/removal': async () => {
    const browser = await atWork();
    const id = await aColleague({ email: 'colleague@example.com', role: 'support' });
    await env.DB.prepare(`update staff set second_step_secret = 'x', second_step_at = 1 where id = ?`).bind(id).run();
    return { browser, path: `/admin/staff/${id}/second-step/removal` };
  },
  '/admin/staff/:id/enabling': async () => {
    const browser = await atWork();
    const id = await aColleague({ email: 'colleague@example.com', role: 'support' });
    await env.DB.prepare('update staff_roles set disabled_at = 1 where staff_id = ?').bind(id).run();
    return { browser, path: `/admin/staff/${id}/enabling` };
  },
  '/admin/stores/joining': async () => {
    await aCustomer();
    await aCustomer({ store: 'trade', email: 'here@example.com' });
    const { text } = await (await atWork()).post('/admin/stores/codes');
    const code = /<code[^>]*>([^<]+)</.exec(text)?.[1] ?? '';
    const browser = await atWork({ store: 'trade', email: 'handel@example.com' });
    return { browser, path: '/admin/stores/joining', form: { code, confirmed: 'on' } };
  },
  '/admin/stores/leaving': async () => {
    await aCustomer();
    return { browser: await atWork(), path: '/admin/stores/leaving', form: { confirmed: 'on' } };
  },
  '/admin/customers/bulk': async () => {
    const customer = await aCustomer();
    return { browser: await atWork(), path: '/admin/customers/bulk', form: { act: 'deny', scope: 'ticked', customer } };
  },
  '/admin/outbox/retries': async () => {
    await aMessage();
    await aMessage(givenUp());
    return { browser: await atWork(), path: '/admin/outbox/retries' };
  },
  '/admin/outbox/:id/lifting': async () => {
    const id = await aMessage(givenUp({ problem: 'no_such_address' }));
    await env.DB.prepare(
      `insert into suppressions (store_id, address_key, reason, message_id, at)
      values ('sto_harbour_goods', 'grace@example.com', '', ?, 1)`,
    )
      .bind(id)
      .run();
    return { browser: await atWork(), path: `/admin/outbox/${id}/lifting` };
  },
  '/admin/webhooks/:id/replays': async () => {
    const id = await aWebhook({ url: nowhere });
    await aDelivery(id);
    return { browser: await atWork(), path: `/admin/webhooks/${id}/replays` };
  },
};

/** What else is sent to the same addresses, by what is different. */
const more: Record<string, () => Promise<Scene>> = {
  '/checkout/order of a customer': async () => {
    const browser = await signedIn({ group: 'gold' });
    await aProduct({ slug: 'rope-bag', stock: 3 });
    await aWebhook({ url: nowhere });
    await putIn(browser, 'rope-bag');
    return { browser, path: '/checkout/order', form: await reviewed(browser, filledIn) };
  },
};

/** The pages whose forms say once more by a key what they are, and the forms that do. */
const keyed: Record<string, (path: string) => string> = {
  '/admin/customers/:id/points': (path) => path.replace('/points', '/orders'),
  '/admin/partners/:id/keys/new': (path) => path,
  '/admin/webhooks/new': (path) => path,
};

/** What the table of routes says, with what the page sends along so that nothing is done twice. */
async function byRoute(route: Route): Promise<Scene> {
  const browser = route.for === 'anybody' && !route.id ? visitor() : await insider(route);
  await route.before?.();
  const path = await pathFor(browser, route);
  return { browser, path, form: await withHidden(browser, { ...route, at: path }) };
}

async function withHidden(browser: Visitor, { path, at, form = {} }: Route & { at: string }): Promise<Form> {
  const hidden: Record<string, string> = {};
  const page = keyed[path]?.(at);
  if (page) hidden.key = /name="key" value="([^"]+)"/.exec((await browser.get(page)).text)?.[1] ?? '';
  if (path.startsWith('/admin/settings'))
    hidden.asOf = String(await value(`select updated_at from stores where id = 'sto_harbour_goods'`));
  if (!(form instanceof FormData)) return { ...form, ...hidden };
  for (const [name, typed] of Object.entries(hidden)) form.set(name, typed);
  return form;
}

/** Every one of them. */
export const writeScenes: WriteScene[] = [
  ...routes
    .filter(({ method }) => method === 'POST')
    .map((route) => ({
      name: route.path,
      isForStaff: route.path.startsWith('/admin'),
      arrive: own[route.path] ?? (() => byRoute(route)),
    })),
  ...Object.entries(more).map(([name, arrive]) => ({ name, isForStaff: false, arrive })),
];
