// Every form of the ways in and of the account, filled in as no page would: each field in turn, the others as they should be.
import { describe, expect, it } from 'vitest';
import { aCategory } from './support/catalog.ts';
import { aColleague, atWork } from './support/colleagues.ts';
import { putIn } from './support/checkout.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aPage } from './support/pages.ts';
import { aList } from './support/price-lists.ts';
import { aKey, aPartner } from './support/partners.ts';
import { aPurchase } from './support/reviews.ts';
import { aStatus } from './support/statuses.ts';
import { aQuestion } from './support/discussions.ts';
import { aForm, aQuestionOf, sentTo } from './support/forms.ts';
import { anOrder, aProduct, sceneAt } from './support/orders.ts';
import { aCustomer, anAddress, customerIn, password, signedIn } from './support/people.ts';
import { everythingStored } from './support/records.ts';
import { giveSecondStep } from './support/second-step.ts';
import { registrationFields } from './support/settings.ts';
import { withPolicies } from './support/staff.ts';
import { visitor, type Reply, type Visitor } from './support/visitor.ts';
import { aWebhook } from './support/webhooks.ts';
import * as basket from '../src/checkout/basket/basket.ts';

/** What a field takes: every line of text, several lines, only text of its own form, a tick, one of a list, or a password. */
type Field = {
  takes: 'text' | 'lines' | 'form' | 'tick' | 'choice' | 'password';
  good: string;
  isRequired?: boolean;
  /** Whether nothing is one of its choices. */
  takesNothing?: boolean;
  /** Whether it takes some pages of text. */
  isLong?: boolean;
};

type Form = {
  name: string;
  /** A browser in front of the form, and where the form goes. */
  reach: () => Promise<{ browser: Visitor; path: string }>;
  fields: Record<string, Field>;
  /** What the page sends along beside its fields. */
  hidden?: Record<string, string>;
  /** Whether it may be sent again and again. */
  isRepeatable?: boolean;
};

const required = (takes: Field['takes'], good: string): Field => ({ takes, good, isRequired: true });
const optional = (takes: Field['takes'], good: string): Field => ({ takes, good });

const webhook = {
  url: required('form', 'https://till.example.com/regulars'),
  event_order_paid: optional('tick', 'on'),
};

const newPassword = { password: required('password', 'five brass bells by the quay') };
const currentPassword = { currentPassword: required('password', password) };
const email = { email: required('form', 'ada.king@example.com') };

const details = {
  name: required('text', 'Ada “Countess” King <3'),
  phone: optional('form', '+353 1 555 0100'),
  company: optional('text', 'Engines & Sons'),
  vatId: optional('form', 'IE6433435F'),
  birthDate: optional('form', '1985-12-10'),
  own_motto: required('text', 'Not all who wander'),
  own_boats: optional('form', '12.5'),
  own_since: optional('form', '2020-02-29'),
  own_trade: optional('choice', 'charter'),
  own_crane: optional('tick', 'on'),
  newsletter: optional('tick', 'on'),
};

const place = {
  country: required('choice', 'IE'),
  line1: required('text', '4 Custom House Quay'),
  line2: optional('text', 'Flat 2'),
  city: required('text', 'Dublin'),
  region: optional('choice', 'D'),
  postalCode: optional('form', 'D01 X285'),
};

const address = {
  ...place,
  name: required('text', 'Ada King'),
  company: optional('text', 'Engines & Sons'),
  phone: optional('form', '+353 1 555 0100'),
  isDefaultBilling: optional('tick', 'on'),
  isDefaultDelivery: optional('tick', 'on'),
};

const { isDefaultBilling: _b, isDefaultDelivery: _d, ...postal } = address;

const prefixed = (prefix: string, fields: Record<string, Field>) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [prefix + name, field]));

const goodOf = (fields: Record<string, Field>) =>
  Object.fromEntries(Object.entries(fields).map(([name, { good }]) => [name, good]));

const { newsletter: _, ...asked } = details;

/** What staff fill in about somebody: nothing of it must be. */
const person = { ...asked, name: optional('text', 'Ada King'), own_motto: optional('text', 'Not all who wander') };

const language = { language: { ...required('choice', 'de'), takesNothing: true } };

const group = { name: required('text', 'Gold & “Silver” <3'), discount: optional('form', '12,5') };

const questions = [
  aQuestionOf({ key: 'motto', demand: 'required' }),
  aQuestionOf({ key: 'story', type: 'long_text' }),
  aQuestionOf({ key: 'boats', type: 'number' }),
  aQuestionOf({ key: 'trade', type: 'choice', choices: [{ value: 'charter', label: { en: 'Charter' } }] }),
  aQuestionOf({ key: 'crane', type: 'checkbox' }),
];

const rule = {
  match: required('choice', 'any'),
  turnoverFrom: optional('form', '99.50'),
  ordersFrom: optional('form', '3'),
  orderedWithinDays: optional('form', '365'),
  notOrderedForDays: optional('form', '30'),
  country_IE: optional('tick', 'on'),
  hasVatId: optional('choice', 'yes'),
  hasNewsletter: optional('choice', 'no'),
  registeredForDays: optional('form', '7'),
  position: required('form', '2'),
};

const ownPage = {
  title_en: required('text', 'Imprint & “Terms” <3'),
  text_en: { ...optional('lines', 'We **answer** for it.\r\n\r\nAda & Co'), isLong: true },
  title_de: optional('text', 'Impressum'),
  slug: optional('form', 'imprint'),
  visibility: required('choice', 'everyone'),
  group_grp_gold: optional('tick', 'on'),
  isAlwaysOpen: optional('tick', 'on'),
  isLinked: optional('tick', 'on'),
  position: optional('form', '2'),
};

const priceList = {
  name: required('text', 'Spring & “Summer” <3'),
  audience: required('choice', 'everybody'),
  group_grp_gold: optional('tick', 'on'),
  area: required('choice', 'everywhere'),
  country_IE: optional('tick', 'on'),
  from: optional('form', '2026-03-01'),
  until: optional('form', '2026-05-31'),
  percent: optional('form', '12,5'),
};

const product = {
  name_en: required('text', 'Rope & “ladder” <3'),
  name_de: optional('text', 'Strickleiter'),
  text_en: optional('lines', 'Eight **rungs**,\r\nof ash.'),
  slug: optional('form', 'rope-ladder'),
  sku: required('text', 'RL-1'),
  price: required('form', '49.90'),
  taxClass: required('choice', 'reduced'),
  stock: optional('form', '12'),
  visibility: required('choice', 'customers'),
  group_grp_gold: optional('tick', 'on'),
};

const category = {
  name_en: required('text', 'Rope & “canvas” <3'),
  name_de: optional('text', 'Tauwerk'),
  slug: optional('form', 'rope-and-canvas'),
};

function askEverything() {
  const label = { en: 'Own' };
  return withPolicies({
    registrationFields: {
      phone: 'optional',
      company: 'optional',
      vatId: 'optional',
      birthDate: 'optional',
      billingAddress: 'required',
      newsletter: 'optional',
    },
    ownFields: [
      { key: 'motto', type: 'text', demand: 'required', label },
      { key: 'boats', type: 'number', demand: 'optional', label },
      { key: 'since', type: 'date', demand: 'optional', label },
      { key: 'trade', type: 'choice', demand: 'optional', label, choices: [{ value: 'charter', label }] },
      { key: 'crane', type: 'checkbox', demand: 'optional', label },
    ],
  });
}

const signedInAt = (path: string) => async () => {
  await askEverything();
  return { browser: await signedIn(), path };
};

const atDesk = (path: string) => async () => ({ browser: await atWork(), path });

const atRecord = (rest: string) => async () => ({
  browser: await atWork(),
  path: `/admin/customers/${await aCustomer()}${rest}`,
});

const atOrder = (rest: string) => async () => ({
  browser: await atWork(),
  path: `/admin/orders/${await anOrder(await aCustomer(), { paymentMethod: 'elsewhere' })}${rest}`,
});

const forms: Form[] = [
  {
    name: 'registration',
    reach: async () => {
      await askEverything();
      return { browser: visitor(), path: '/register' };
    },
    fields: { ...email, ...details, ...place, ...newPassword },
  },
  {
    name: 'activation in another browser',
    reach: async () => {
      const post = postbox();
      const form = { email: 'ada.king@example.com', name: 'Ada', password: 'seven gulls above the harbour' };
      await visitor({ bindings: { EMAIL: post.binding } }).post('/register', form);
      await askEverything();
      return { browser: visitor(), path: linkIn(post.sent[0], '/activate/') };
    },
    fields: { ...details, ...place, ...newPassword },
  },
  {
    name: 'sign-in',
    reach: () => Promise.resolve({ browser: visitor(), path: '/login' }),
    fields: { ...email, password: required('password', password) },
  },
  {
    name: 'forgotten password',
    reach: () => Promise.resolve({ browser: visitor(), path: '/forgot-password' }),
    fields: email,
  },
  {
    name: 'set password',
    reach: async () => {
      await aCustomer();
      const post = postbox();
      await visitor({ bindings: { EMAIL: post.binding } }).post('/forgot-password', { email: 'grace@example.com' });
      return { browser: visitor(), path: linkIn(post.sent[0], '/set-password/') };
    },
    fields: newPassword,
  },
  {
    name: 'profile',
    reach: signedInAt('/account/profile'),
    fields: { ...details, ...language },
    isRepeatable: true,
  },
  { name: 'change of address', reach: signedInAt('/account/email'), fields: { ...email, ...currentPassword } },
  {
    name: 'change of password',
    reach: signedInAt('/account/password'),
    fields: { ...currentPassword, ...newPassword },
  },
  { name: 'deletion of the account', reach: signedInAt('/account/privacy/deletion'), fields: currentPassword },
  {
    name: 'staff sign-in',
    reach: () => Promise.resolve({ browser: visitor(), path: '/admin/login' }),
    fields: { ...email, password: required('password', password) },
  },
  {
    name: 'staff password forgotten',
    reach: () => Promise.resolve({ browser: visitor(), path: '/admin/forgot-password' }),
    fields: email,
  },
  {
    name: 'staff set password',
    reach: async () => {
      await aColleague();
      const post = postbox();
      await visitor({ bindings: { EMAIL: post.binding } }).post('/admin/forgot-password', {
        email: 'owner@example.com',
      });
      return { browser: visitor(), path: linkIn(post.sent[0], '/admin/set-password/') };
    },
    fields: newPassword,
  },
  {
    name: 'staff invitation',
    reach: async () => ({ browser: await atWork(), path: '/admin/staff' }),
    fields: { ...email, name: required('text', 'Sue “Support” & Co'), role: required('choice', 'support') },
  },
  {
    name: 'staff proof',
    reach: async () => ({ browser: await atWork(), path: '/admin/proof' }),
    fields: currentPassword,
  },
  {
    name: 'second step',
    reach: async () => {
      const browser = await atWork();
      await giveSecondStep(browser);
      return { browser, path: '/admin/second-step' };
    },
    fields: { code: required('form', '123456') },
  },
  {
    name: 'change of the second step',
    reach: async () => {
      const browser = await atWork();
      await giveSecondStep(browser, { isTaken: true });
      return { browser, path: '/admin/second-step/recovery-codes' };
    },
    fields: { code: required('form', '123456') },
  },
  {
    name: 'new customer',
    reach: async () => {
      await askEverything();
      return { browser: await atWork(), path: '/admin/customers' };
    },
    fields: {
      ...email,
      ...person,
      ...place,
      // With an address, whose it is must be said.
      name: required('text', 'Ada King'),
      ...language,
      isInvited: optional('tick', 'on'),
    },
  },
  {
    name: 'customer’s data',
    reach: async () => {
      await askEverything();
      return { browser: await atWork(), path: `/admin/customers/${await aCustomer()}` };
    },
    fields: { ...person, ...language },
    isRepeatable: true,
  },
  { name: 'customer’s address', reach: atRecord('/email'), fields: email },
  {
    name: 'note',
    reach: atRecord('/notes'),
    fields: { note: required('lines', 'Rings\r\nbefore noon') },
    isRepeatable: true,
  },
  {
    name: 'points by hand',
    reach: atRecord('/points'),
    fields: { points: required('form', '50'), reason: required('text', 'Sorry & “thanks” <3') },
    isRepeatable: true,
  },
  {
    name: 'password that staff type',
    reach: atRecord('/login/password'),
    fields: {
      password: required('password', 'five brass bells by the quay'),
      passwordAgain: required('password', 'five brass bells by the quay'),
    },
  },
  {
    name: 'text of a message',
    reach: atDesk('/admin/templates/password_changed.en'),
    fields: {
      subject: required('text', 'Your password & “words” <3'),
      html: { ...required('lines', '<p>Ahoy</p>\r\n<p>again</p>'), isLong: true },
      text: { ...required('lines', 'Ahoy\r\nagain <3'), isLong: true },
    },
  },
  {
    name: 'payment of an order',
    reach: atOrder('/payments'),
    fields: { amount: required('form', '64.80') },
  },
  {
    name: 'shipment of an order',
    reach: atOrder('/shipment'),
    fields: { carrier: optional('choice', 'dpd'), trackingCode: optional('form', '01234567890123') },
  },
  {
    name: 'an offer to a new person',
    reach: async () => {
      await aProduct({ id: 'prd_offered' });
      return { browser: await atWork(), path: '/admin/orders/new' };
    },
    // Its addresses are those of the checkout.
    hidden: { line_1: 'prd_offered', ...goodOf(prefixed('delivery_', postal)) },
    fields: {
      kind: { ...required('choice', 'quotation'), isRequired: false },
      ...email,
      isInvited: optional('tick', 'on'),
      quantity_1: required('form', '2'),
      price_1: optional('form', '49.90'),
      method: required('choice', 'by_hand'),
      shippingName: required('text', 'Pallet & “crate” <3'),
      shippingPrice: required('form', '25'),
      payment: required('choice', 'cash_on_delivery'),
      validUntil: required('form', '2999-12-10'),
      remindDays: optional('form', '3'),
      note: optional('lines', 'As we said,\r\n“yours” <3'),
    },
  },
  {
    name: 'change of an order',
    reach: atOrder('/change?revision=1'),
    fields: {
      'name-1': optional('text', 'Sail “repair” <3'),
      'count-1': required('form', '2'),
      'cost-1': required('form', '19.90'),
      'tax-1': optional('choice', 'reduced'),
      shippingName: optional('text', 'Courier “fast” <3'),
      shipping: optional('form', '12'),
      rebate: optional('form', '5 %'),
      vatId: optional('form', 'IE6433435F'),
      why: required('text', 'Asked “twice” <3'),
      isWhyTold: optional('tick', 'on'),
    },
  },
  {
    name: 'note about an order',
    reach: atOrder('/notes?revision=1'),
    fields: { text: required('lines', 'It comes on\r\n“Friday” <3'), to: required('choice', 'customer') },
  },
  {
    name: 'status of the shop’s own',
    reach: async () => {
      await aStatus({ id: 'sts_before' });
      return { browser: await atWork(), path: '/admin/statuses' };
    },
    fields: {
      name_en: required('text', 'Packed & “sealed” <3'),
      name_de: optional('text', 'Gepackt'),
      text_en: optional('lines', 'It waits,\r\nfor the postman.'),
      colour: required('choice', 'violet'),
      trigger: required('choice', 'follows'),
      days: required('form', '7'),
      after: required('choice', 'sts_before'),
      isTold: optional('tick', 'on'),
      document: optional('choice', 'invoice'),
    },
  },
  {
    name: 'status of an order',
    reach: async () => {
      await aStatus({ id: 'sts_packed' });
      return { browser: await atWork(), path: `/admin/orders/${await anOrder(await aCustomer())}/status` };
    },
    fields: { status: required('choice', 'sts_packed'), note: optional('lines', 'On the quay,\r\nfrom noon.') },
  },
  {
    name: 'review',
    reach: async () => {
      const browser = await signedIn();
      return { browser, path: `/account/reviews/${await aPurchase(customerIn(browser))}` };
    },
    fields: { stars: required('choice', '4'), text: optional('lines', 'It floats,\r\nand “shines” <3') },
  },
  {
    name: 'adding to the basket',
    reach: async () => {
      await aProduct({ slug: 'rope-bag' });
      return { browser: await signedIn(), path: '/products/rope-bag/basket' };
    },
    fields: { quantity: required('form', '2') },
    isRepeatable: true,
  },
  {
    name: 'quantity in the basket',
    reach: async () => {
      const browser = await signedIn();
      const { db, store } = await sceneAt();
      const productId = await aProduct();
      await basket.add(db, { store, customerId: customerIn(browser) }, { productId, quantity: 1 }, 1);
      return { browser, path: `/basket/items/${productId}` };
    },
    fields: { quantity: required('form', '2') },
    isRepeatable: true,
  },
  {
    name: 'checkout',
    reach: async () => {
      const browser = visitor();
      await aProduct({ slug: 'rope-bag' });
      await putIn(browser, 'rope-bag');
      return { browser, path: '/checkout' };
    },
    fields: {
      ...email,
      ...prefixed('delivery_', postal),
      isBilledElsewhere: { ...optional('tick', 'on'), isRequired: false },
      ...prefixed('billing_', postal),
      vatId: optional('form', 'IE6433435F'),
      method: required('choice', 'parcel'),
      payment: required('choice', 'cash_on_delivery'),
    },
    isRepeatable: true,
  },
  {
    name: 'question about a product',
    reach: async () => {
      await aProduct({ slug: 'rope-bag' });
      return { browser: await signedIn(), path: '/products/rope-bag/questions' };
    },
    fields: { question: required('lines', 'Does it float,\r\nor sink?') },
    isRepeatable: true,
  },
  {
    name: 'answer to a question',
    reach: async () => {
      const id = await aQuestion(await aCustomer());
      return { browser: await atWork(), path: `/admin/discussions/${id}/answers` };
    },
    fields: { answer: required('lines', 'It floats.\r\nWe tried.') },
    isRepeatable: true,
  },
  {
    name: 'a form of the store',
    reach: async () => ({ browser: visitor(), path: await sentTo(await aForm({ fields: questions })) }),
    fields: {
      ...email,
      name: required('text', 'Ada “Countess” King <3'),
      phone: optional('form', '+353 1 555 0100'),
      own_motto: required('text', 'Not all who wander'),
      own_story: optional('lines', 'It began\r\nat sea'),
      own_boats: optional('form', '12.5'),
      own_trade: optional('choice', 'charter'),
      own_crane: optional('tick', 'on'),
    },
  },
  {
    name: 'new store',
    reach: async () => ({ browser: await atWork(), path: '/admin/stores' }),
    fields: {
      name: required('text', 'Harbour “Books” & <3'),
      hostname: required('form', 'books.example.com'),
      language: required('choice', 'de'),
      also_en: optional('tick', 'on'),
      currency: required('choice', 'EUR'),
      timeZone: required('choice', 'Europe/Dublin'),
      isSharing: optional('tick', 'on'),
    },
  },
  {
    name: 'new form of the store',
    reach: async () => ({ browser: await atWork(), path: '/admin/forms' }),
    fields: { title_en: required('text', 'Ask “us” & them <3'), slug: required('form', 'ask-us') },
  },
  {
    name: 'texts of a form',
    reach: async () => ({ browser: await atWork(), path: `/admin/forms/${await aForm()}` }),
    fields: {
      title_en: required('text', 'Ask “us” & them <3'),
      title_de: optional('text', 'Fragen Sie uns'),
      text_en: optional('lines', 'We *answer*\r\n\r\nsoon'),
      slug: required('form', 'ask-us'),
    },
    isRepeatable: true,
  },
  {
    name: 'question of a form',
    reach: async () => ({ browser: await atWork(), path: `/admin/forms/${await aForm()}/fields/new` }),
    fields: {
      label_en: required('text', 'How many “boats” <3'),
      label_cs: optional('text', 'Kolik lodí'),
      type: { ...required('choice', 'choice'), isRequired: false },
      choices_en: required('lines', 'One\r\nTwo & more'),
      demand: { ...required('choice', 'required'), isRequired: false },
    },
  },
  { name: 'new product', reach: async () => ({ browser: await atWork(), path: '/admin/products' }), fields: product },
  {
    name: 'product',
    reach: async () => ({ browser: await atWork(), path: `/admin/products/${await aProduct({ stock: 3 })}` }),
    fields: product,
  },
  {
    name: 'new category',
    reach: async () => ({ browser: await atWork(), path: '/admin/categories' }),
    fields: category,
  },
  {
    name: 'category',
    reach: async () => ({ browser: await atWork(), path: `/admin/categories/${await aCategory()}` }),
    fields: category,
    isRepeatable: true,
  },
  {
    name: 'new partner',
    reach: atDesk('/admin/partners'),
    fields: { name: required('text', 'Till & “Sons” <3') },
  },
  {
    name: 'partner',
    reach: async () => ({ browser: await atWork(), path: `/admin/partners/${await aPartner()}` }),
    fields: { name: required('text', 'Till & “Sons” <3') },
    isRepeatable: true,
  },
  {
    name: 'key of a partner',
    reach: async () => ({ browser: await atWork(), path: `/admin/partners/${await aPartner()}/keys/new` }),
    fields: {
      life: required('choice', '90'),
      'scope_orders:read': optional('tick', 'on'),
      'scope_orders:write': optional('tick', 'on'),
    },
  },
  {
    name: 'key in the place of another',
    reach: async () => ({ browser: await atWork(), path: `/admin/partners/keys/${(await aKey()).id}/replacement` }),
    fields: { overlap: required('choice', 'hour') },
  },
  { name: 'new group', reach: async () => ({ browser: await atWork(), path: '/admin/groups' }), fields: group },
  {
    name: 'group',
    reach: async () => ({ browser: await atWork(), path: '/admin/groups/grp_gold' }),
    fields: group,
    isRepeatable: true,
  },
  {
    name: 'new webhook',
    reach: async () => {
      await aPartner('goods', 'ptn_till');
      return { browser: await atWork(), path: '/admin/webhooks/new' };
    },
    fields: { partner: required('choice', 'ptn_till'), ...webhook },
  },
  {
    name: 'webhook',
    reach: async () => ({ browser: await atWork(), path: `/admin/webhooks/${await aWebhook()}` }),
    fields: webhook,
    isRepeatable: true,
  },
  {
    name: 'rule of a group',
    reach: async () => ({ browser: await atWork(), path: '/admin/groups/grp_gold/rule' }),
    fields: rule,
    isRepeatable: true,
  },
  {
    name: 'settings of registration and sign-in',
    reach: atDesk('/admin/settings/access'),
    fields: {
      registration: required('choice', 'open'),
      activation: required('choice', 'admin'),
      passwordAtRegistration: required('choice', 'chosen'),
      forgottenPassword: required('choice', 'link'),
      passwordMinimum: required('form', '14'),
      removeUnactivatedAfterDays: optional('form', '7'),
    },
    isRepeatable: true,
  },
  {
    name: 'settings of the registration form',
    reach: atDesk('/admin/settings/registration'),
    fields: Object.fromEntries(Object.keys(registrationFields).map((name) => [name, required('choice', 'optional')])),
    isRepeatable: true,
  },
  {
    name: 'question of the registration form',
    reach: atDesk('/admin/settings/registration/fields/new'),
    fields: {
      label_en: required('text', 'How many “boats” <3'),
      label_cs: optional('text', 'Kolik lodí'),
      type: { ...required('choice', 'choice'), isRequired: false },
      choices_en: required('lines', 'One\r\nTwo & more'),
      demand: { ...required('choice', 'required'), isRequired: false },
    },
  },
  {
    name: 'block of the account page',
    reach: atDesk('/admin/settings/account-page/blocks/new'),
    fields: {
      text_en: { ...required('lines', 'Come **and** see us.\r\n\r\nAda & Co'), isLong: true },
      text_de: { ...optional('lines', 'Kommen Sie vorbei.'), isLong: true },
      audience: required('choice', 'everyone'),
      group_grp_gold: optional('tick', 'on'),
    },
  },
  {
    name: 'settings of access and checkout',
    reach: atDesk('/admin/settings/shopping'),
    fields: {
      shopAccess: required('choice', 'prices_for_customers'),
      checkout: required('choice', 'optional'),
      orderHistory: required('choice', 'pool'),
    },
    isRepeatable: true,
  },
  {
    name: 'settings of the sign-in of staff',
    reach: atDesk('/admin/settings/staff'),
    fields: { 'staff.secondStep': required('choice', 'optional') },
    isRepeatable: true,
  },
  {
    name: 'settings of the shop',
    reach: atDesk('/admin/settings/shop'),
    fields: {
      name: required('text', 'Quay “Goods” <3'),
      'shop.address': optional('text', '4 Custom House Quay'),
      currency: required('form', 'EUR'),
      timeZone: required('choice', 'Europe/Dublin'),
    },
    isRepeatable: true,
  },
  {
    name: 'settings of languages and countries',
    reach: atDesk('/admin/settings/reach'),
    fields: { language_en: required('choice', '1'), country_IE: optional('tick', 'on') },
    isRepeatable: true,
  },
  {
    name: 'settings of payment',
    reach: atDesk('/admin/settings/payment'),
    fields: {
      payment_bank_transfer: { ...optional('choice', '2'), takesNothing: true },
      'shop.bankAccount.holder': required('text', 'Quay “Goods” <3'),
      'shop.bankAccount.iban': required('form', 'IE29 AIBK 9311 5212 3456 78'),
      'shop.bankAccount.bic': optional('form', 'AIBKIE2D'),
    },
    isRepeatable: true,
  },
  {
    name: 'settings of delivery',
    reach: atDesk('/admin/settings/delivery'),
    fields: { carriers: required('choice', 'all'), carrier_dhl: optional('tick', 'on') },
    isRepeatable: true,
  },
  {
    name: 'a way of delivery',
    reach: atDesk('/admin/settings/delivery/methods/parcel'),
    fields: {
      name_en: required('text', 'Box “large” <3'),
      name_de: optional('text', 'Kiste'),
      price: required('form', '4.90'),
      freeFrom: optional('form', '100'),
      area: required('choice', 'everywhere'),
      country_IE: optional('tick', 'on'),
    },
    isRepeatable: true,
  },
  {
    name: 'a new way of delivery',
    reach: atDesk('/admin/settings/delivery/methods/new'),
    fields: {
      key: required('form', 'freight'),
      name_en: required('text', 'Freight'),
      price: required('form', '25'),
      area: required('choice', 'everywhere'),
    },
  },
  {
    name: 'settings of taxes',
    reach: atDesk('/admin/settings/taxes'),
    fields: {
      'tax.country': { ...required('choice', 'IE'), takesNothing: true },
      'tax.vatId': optional('form', 'IE6388047V'),
    },
    isRepeatable: true,
  },
  {
    name: 'rates of a country',
    reach: atDesk('/admin/settings/taxes/rates/IE'),
    fields: {
      standard: required('form', '23'),
      reduced: optional('form', '13.5'),
      super_reduced: optional('form', '4,8'),
    },
    isRepeatable: true,
  },
  {
    name: 'rates of another country',
    reach: atDesk('/admin/settings/taxes/rates/new'),
    fields: { country: required('choice', 'DE'), standard: required('form', '19') },
  },
  {
    name: 'settings of documents',
    reach: atDesk('/admin/settings/documents'),
    fields: {
      shown_invoice: optional('tick', 'on'),
      'shop.orderNumberFormat': required('form', 'HG-{year}-{number}'),
      'shop.paperNumberFormats.invoice': optional('form', 'R{number}'),
    },
    isRepeatable: true,
  },
  {
    name: 'settings of points',
    reach: atDesk('/admin/settings/loyalty'),
    fields: {
      'loyalty.pointsPerUnit': required('form', '2'),
      'loyalty.pointWorthMinor': required('form', '0.05'),
      'loyalty.countsAfterDays': required('form', '7'),
      'loyalty.livesDays': required('form', '700'),
      'loyalty.pointsForReview': required('form', '50'),
    },
    isRepeatable: true,
  },
  {
    name: 'settings of messages',
    reach: atDesk('/admin/settings/mail'),
    fields: {
      'email.senderName': optional('text', 'Olive of “Harbour” <3'),
      'email.senderAddress': required('form', 'hello@harbour-goods.example'),
    },
    isRepeatable: true,
  },
  {
    name: 'settings of the colour',
    reach: atDesk('/admin/settings/brand'),
    fields: { 'shop.brandColour': required('form', '#1f5f7a') },
    isRepeatable: true,
  },
  {
    name: 'new page',
    reach: atDesk('/admin/pages'),
    fields: { title_en: group.name, visibility: required('choice', 'everyone') },
  },
  {
    name: 'page',
    reach: async () => ({ browser: await atWork(), path: `/admin/pages/${await aPage()}` }),
    fields: ownPage,
    isRepeatable: true,
  },
  { name: 'new price list', reach: atDesk('/admin/price-lists'), fields: { name: group.name } },
  {
    name: 'price list',
    reach: async () => ({ browser: await atWork(), path: `/admin/price-lists/${await aList()}` }),
    fields: priceList,
    isRepeatable: true,
  },
  {
    name: 'price in a list',
    reach: async () => {
      await aProduct({ sku: 'RB-1' });
      return { browser: await atWork(), path: `/admin/price-lists/${await aList()}/items` };
    },
    fields: { product: required('form', 'RB-1'), price: required('form', '49.90') },
  },
  { name: 'new address', reach: signedInAt('/account/addresses'), fields: address, isRepeatable: true },
  {
    name: 'address',
    reach: async () => {
      const browser = await signedIn();
      return { browser, path: `/account/addresses/${await anAddress(customerIn(browser))}` };
    },
    fields: address,
    isRepeatable: true,
  },
];

/** What is sent in a field, by name; each makes the encoded pairs of the form's body. */
const twisted: Record<string, (name: string, good: string) => string[]> = {
  missing: () => [],
  empty: (name) => [pair(name, '')],
  doubled: (name, good) => [pair(name, good), pair(name, good)],
  'an array': (name, good) => [pair(`${name}[]`, good)],
  'an object': (name, good) => [pair(`${name}[key]`, good)],
  'a NUL': (name, good) => [pair(name, `${good}\u0000${good}`)],
  'a line break': (name, good) => [pair(name, `${good}\r\nBcc: all@example.com`)],
  'a line separator': (name, good) => [pair(name, `${good}\u2028${good}`)],
  'turned text': (name, good) => [pair(name, `${good}\u202e${good}`)],
  emoji: (name) => [pair(name, '👩‍👩‍👧 🍀')],
  'right-to-left text': (name) => [pair(name, 'مريم الأسطرلابية')],
  'much text': (name) => [pair(name, 'x'.repeat(5000))],
};

const pair = (name: string, typed: string) => `${encodeURIComponent(name)}=${encodeURIComponent(typed)}`;

/** How each kind of field must take it: refused at the field, taken, or as if nothing was there. */
function expected(kind: string, { takes, isRequired, takesNothing, isLong }: Field): 'refused' | 'taken' {
  switch (kind) {
    case 'missing':
    case 'an array':
    case 'an object':
      return isRequired ? 'refused' : 'taken';
    case 'empty':
      return (isRequired && !takesNothing) || takes === 'tick' ? 'refused' : 'taken';
    case 'emoji':
    case 'right-to-left text':
      // A password of these is a password, though perhaps too short for a new one.
      return takes === 'text' || takes === 'lines' || takes === 'password' ? 'taken' : 'refused';
    case 'a line break':
      return takes === 'lines' || takes === 'password' ? 'taken' : 'refused';
    case 'a NUL':
    case 'a line separator':
    case 'turned text':
      return takes === 'password' ? 'taken' : 'refused';
    case 'much text':
      return isLong ? 'taken' : 'refused';
    default:
      return 'refused';
  }
}

function send(browser: Visitor, path: string, body: BodyInit, type = 'application/x-www-form-urlencoded') {
  return browser.send(path, { method: 'POST', body, headers: { Origin: browser.origin, 'Content-Type': type } });
}

const bodyOf = ({ fields, hidden = {} }: Form, name: string, twist: (typeof twisted)[string]) =>
  [
    ...Object.entries(hidden).map(([one, held]) => pair(one, held)),
    ...Object.entries(fields).flatMap(([one, { good }]) => (one === name ? twist(one, good) : [pair(one, good)])),
  ].join('&');

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Whether the page shows in this field what was typed into it. */
function isKept({ text }: Reply, name: string, { takes, good }: Field): boolean {
  if (takes === 'password') return !text.includes(escaped(good));
  if (takes === 'tick') return new RegExp(`name="${name}"[^>]*checked`).test(text);
  const radio = text.includes(`type="radio" id="${name}"`);
  if (radio) return new RegExp(`name="${name}" value="${good}" checked`).test(text);
  const [, rest = ''] = text.split(`name="${name}"`);
  if (takes === 'lines') return rest.split('</textarea>')[0]?.includes(escaped(good)) ?? false;
  if (takes === 'choice') return rest.split('</select>')[0]?.includes(`value="${good}" selected`) ?? false;
  return rest.split('>')[0]?.includes(`value="${escaped(good)}"`) ?? false;
}

describe.each(forms)('the form of $name', (form) => {
  const { reach, fields } = form;
  const names = Object.keys(fields);

  it('says what is wrong at the field and keeps the others, whatever is sent in it, and nothing is stored', async () => {
    const { browser, path } = await reach();
    const before = withoutCounts(await everythingStored());
    const astray: string[] = [];
    for (const name of names) {
      const field = fields[name];
      if (!field) continue;
      for (const [kind, twist] of Object.entries(twisted)) {
        if (expected(kind, field) !== 'refused') continue;
        const reply = await send(visitor({ cookies: new Map(browser.cookies) }), path, bodyOf(form, name, twist));
        const kept = names.filter((other) => other !== name && fields[other] && !isKept(reply, other, fields[other]));
        const isSaid = reply.text.includes(`id="${name}-problem"`);
        if (reply.status !== 422 || !isSaid || kept.length > 0) {
          astray.push(`${name}, ${kind}: ${reply.status}${isSaid ? '' : ', not said'}; lost ${kept.join()}`);
        }
      }
    }

    expect(astray).toEqual([]);
    expect(withoutCounts(await everythingStored())).toBe(before);
  });

  it('is refused as a whole when it is a file or a megabyte', async () => {
    const { browser, path } = await reach();
    const before = withoutCounts(await everythingStored());
    for (const name of names) {
      const file = new FormData();
      file.set(name, new File(['x'], 'x.txt'));
      const encoded = new Response(file);
      const type = encoded.headers.get('Content-Type') ?? '';
      expect((await send(browser, path, await encoded.text(), type)).status).toBe(415);
      expect((await send(browser, path, pair(name, 'x'.repeat(1024 * 1024)))).status).toBe(413);
    }

    expect(withoutCounts(await everythingStored())).toBe(before);
  });
});

it.each(forms.filter((form) => form.isRepeatable))(
  'the form of $name takes every script, and what is optional may be left out',
  async (form) => {
    const { reach, fields } = form;
    const { browser, path } = await reach();
    const astray: string[] = [];
    for (const [name, field] of Object.entries(fields)) {
      for (const [kind, twist] of Object.entries(twisted)) {
        if (expected(kind, field) !== 'taken') continue;
        const { status } = await send(browser, path, bodyOf(form, name, twist));
        if (status !== 303) astray.push(`${name}, ${kind}: ${status}`);
      }
    }

    expect(astray).toEqual([]);
  },
);

/** Counts of tries may rise. */
function withoutCounts(stored: string): string {
  return stored.replaceAll(/\{"key":"[^"]+","count":\d+,"ends_at":\d+\},?/g, '');
}
