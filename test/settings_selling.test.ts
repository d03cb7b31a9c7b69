// What a shop sells with, as staff change it: each setting up to where a shopper meets it, and what is typed that cannot be.
import { describe, expect, it } from 'vitest';
import * as handling from '../src/orders/handling.ts';
import { atWork } from './support/colleagues.ts';
import { asGuest, order, putIn, reviewed, shownOn } from './support/checkout.ts';
import { postbox } from './support/mail.ts';
import { anOrder, aProduct, numberOf, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { manyPoints } from './support/points.ts';
import { irishRates, parcel, settingsForms } from './support/settings.ts';
import { withPolicies } from './support/staff.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const at = (path: string) => `/admin/settings/${path}`;
const rowForms: Record<string, Record<string, string>> = {
  'delivery/methods/parcel': parcel,
  'delivery/methods/new': { ...parcel, key: 'freight' },
  'taxes/rates/IE': irishRates,
  'taxes/rates/new': { ...irishRates, country: 'DE' },
};
const formOf = (path: string) => settingsForms.find((one) => one.path === at(path))?.form ?? rowForms[path] ?? {};
const asOf = async () => String(await value('select updated_at from stores where id = ?', 'sto_harbour_goods'));
const shownIn = (text: string) =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&#39;', '’');

/** Saves a form of settings with these fields typed otherwise; those that are undefined are not sent. */
async function save(manager: Visitor, path: string, typed: Record<string, string | undefined>) {
  const all = Object.entries({ ...formOf(path), asOf: await asOf(), ...typed });
  return manager.post(
    at(path),
    Object.fromEntries(all.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]))),
  );
}

let readers = 0;

/** The newest message that somebody gets, as one text. */
async function mail(): Promise<string> {
  const { binding, sent } = postbox();
  readers += 1;
  const email = `reader${readers}@example.com`;
  await aCustomer({ email });
  await visitor({ bindings: { EMAIL: binding } }).post('/forgot-password', { email });
  return JSON.stringify(sent.at(-1));
}

/** A guest with a lantern for 84.50 in the basket. */
async function withLantern(): Promise<Visitor> {
  const browser = visitor();
  await aProduct({ slug: 'lantern', names: { en: 'Lantern' }, priceMinor: 8450 });
  await putIn(browser, 'lantern');
  return browser;
}

const look =
  (path: string, browser: Visitor = visitor()) =>
  () =>
    browser.get(path).then(({ text }) => text);
const checkout = async () => look('/checkout', await withLantern());
const review = async () => {
  const browser = await withLantern();
  return async () => {
    await reviewed(browser, asGuest);
    return shownIn((await browser.get('/checkout/review')).text);
  };
};
const signedInAt = (path: string) => async () => {
  const browser = await signedIn();
  return async () => shownIn((await browser.get(path)).text);
};
const ordered = (sql: string) => async () => {
  const customerId = await aCustomer();
  return async () => String(await value(sql, await anOrder(customerId)));
};

type Case = {
  what: string;
  path: string;
  typed: Record<string, string | undefined>;
  /** Makes what is needed; returns what a shopper looks at. */
  meet: () => Promise<() => Promise<string>>;
  shows?: readonly string[];
  hides?: readonly string[];
  /** In the audit. */
  told: readonly string[];
};

const cases: readonly Case[] = [
  {
    what: 'the name',
    path: 'shop',
    typed: { name: 'Quay & “Goods”' },
    meet: () => Promise.resolve(look('/')),
    shows: ['Quay &amp; “Goods”'],
    told: ['Name of the store: Harbour Goods → Quay &amp; “Goods”'],
  },
  {
    what: 'the postal address',
    path: 'shop',
    typed: { 'shop.address': 'Pier 7, Cork' },
    meet: () => Promise.resolve(mail),
    shows: ['Pier 7, Cork'],
    told: ['Postal address: Harbour Goods, 4 Custom House Quay, Dublin → Pier 7, Cork'],
  },
  {
    what: 'the languages',
    path: 'reach',
    typed: { language_de: '1', language_en: '2', language_cs: '' },
    meet: () => Promise.resolve(look('/', visitor({ language: 'cs' }))),
    shows: ['<html lang="de"'],
    told: ['Languages: English, Deutsch, Čeština → Deutsch, English'],
  },
  {
    what: 'the currency, where nothing has a price yet',
    path: 'shop',
    typed: { currency: 'CZK' },
    meet: signedInAt('/account/points'),
    shows: ['CZK'],
    hides: ['€'],
    told: ['Currency: EUR → CZK'],
  },
  {
    what: 'the time zone',
    path: 'shop',
    typed: { timeZone: 'Asia/Tokyo' },
    meet: async () => {
      const browser = await signedIn();
      await anOrder(customerIn(browser), {}, { now: Date.UTC(2026, 2, 1, 23, 30) });
      return look('/account/orders', browser);
    },
    shows: ['2 Mar 2026'],
    told: ['Time zone: Europe/Dublin → Asia/Tokyo'],
  },
  {
    what: 'the countries',
    path: 'reach',
    typed: { country_CZ: undefined, country_FR: 'on' },
    meet: checkout,
    shows: ['value="FR"'],
    hides: ['value="CZ"'],
    told: ['Countries: IE, DE, CZ → IE, DE, FR'],
  },
  {
    what: 'the ways to pay',
    path: 'payment',
    typed: { payment_bank_transfer: '2', payment_cash_on_delivery: '1' },
    meet: async () => {
      const text = await checkout();
      return async () => [...(await text()).matchAll(/name="payment" value="(\w+)"/g)].map(([, one]) => one).join();
    },
    shows: ['cash_on_delivery,bank_transfer'],
    told: ['Ways to pay: By bank transfer, In cash on delivery → In cash on delivery, By bank transfer'],
  },
  {
    what: 'the account, typed in small letters and groups',
    path: 'payment',
    typed: {
      'shop.bankAccount.holder': 'Quay Ltd',
      'shop.bankAccount.iban': 'de89 3704 0044 0532 0130 00',
      'shop.bankAccount.bic': 'cobadeff 370',
    },
    meet: async () => {
      const browser = await signedIn();
      const number = await numberOf(await anOrder(customerIn(browser)));
      return look(`/account/orders/${number}`, browser);
    },
    shows: ['DE89 3704 0044 0532 0130 00', 'Quay Ltd'],
    told: [
      'IBAN: IE29AIBK93115212345678 → DE89370400440532013000',
      'BIC: AIBKIE2D → COBADEFF370',
      'Account holder: Harbour Goods → Quay Ltd',
    ],
  },
  {
    what: 'a way of delivery',
    path: 'delivery/methods/parcel',
    typed: { name_en: 'Box', price: '5,90', freeFrom: '', area: 'countries', country_IE: 'on' },
    meet: checkout,
    shows: ['Box', '€5.90'],
    hides: ['Parcel'],
    told: [
      'Name of a way of delivery (parcel en): Parcel → Box',
      'Price of a way of delivery (parcel): 4.90 EUR → 5.90 EUR',
      'Free delivery from (parcel): 100.00 EUR → –',
      'Countries of a way of delivery (parcel): – → IE',
    ],
  },
  {
    what: 'a new way of delivery',
    path: 'delivery/methods/new',
    typed: { name_en: 'Freight', price: '25' },
    meet: checkout,
    shows: ['Freight', '€25.00'],
    told: ['Ways of delivery: parcel, express → parcel, express, freight'],
  },
  {
    what: 'the order of the ways of delivery',
    path: 'delivery/methods/parcel/move',
    typed: { direction: 'down' },
    meet: async () => {
      const text = await checkout();
      return async () => [...(await text()).matchAll(/name="method" value="(\w+)"/g)].map(([, one]) => one).join();
    },
    shows: ['express,parcel'],
    told: ['Ways of delivery: parcel, express → express, parcel'],
  },
  {
    what: 'a way of delivery that goes',
    path: 'delivery/methods/parcel/removal',
    typed: {},
    meet: checkout,
    hides: ['Parcel'],
    told: ['Ways of delivery: parcel, express → express'],
  },
  {
    what: 'the rates of a country',
    path: 'taxes/rates/IE',
    typed: { standard: '25,5' },
    meet: review,
    shows: ['€18.17'],
    told: ['Standard tax rate (IE): 23 % → 25.5 %'],
  },
  {
    what: 'the rates of another country',
    path: 'taxes/rates/new',
    typed: { country: 'DE', standard: '0', reduced: '', super_reduced: '' },
    meet: async () => {
      const browser = await withLantern();
      const there = { delivery_country: 'DE', delivery_postalCode: '20095', delivery_city: 'Hamburg' };
      return async () => {
        await reviewed(browser, { ...asGuest, ...there });
        return shownIn((await browser.get('/checkout/review')).text);
      };
    },
    hides: ['€16.72'],
    told: ['Standard tax rate (DE): – → 0 %'],
  },
  {
    what: 'the rates of a country that go',
    path: 'taxes/rates/IE/removal',
    typed: {},
    meet: review,
    hides: ['€16.72'],
    told: ['Standard tax rate (IE): 23 % → –'],
  },
  {
    what: 'the country of the tax and the VAT ID',
    path: 'taxes',
    typed: { 'tax.country': 'DE', 'tax.vatId': '136 695 976' },
    meet: ordered(`select content ->> '$.shop.vatId' from documents where order_id = ?`),
    shows: ['DE136695976'],
    told: ['Country of the tax: IE → DE', 'VAT ID of the shop: IE6388047V → DE136695976'],
  },
  {
    what: 'the documents that are shown',
    path: 'documents',
    typed: { shown_order: undefined },
    meet: async () => {
      const browser = await signedIn();
      await anOrder(customerIn(browser));
      return async () => shownIn((await browser.get('/account/documents')).text);
    },
    hides: ['Order confirmation'],
    told: [
      'Documents that customers see: Quotation, Order confirmation, Invoice, Credit note, Delivery note → Quotation, Invoice',
    ],
  },
  {
    what: 'the numbers of orders',
    path: 'documents',
    typed: { 'shop.orderNumberFormat': 'HG/{year}/{number}' },
    meet: ordered('select number from orders where id = ?'),
    shows: [`HG/${new Date().getUTCFullYear()}/0000`],
    told: ['Numbers of orders: {year}-{number} → HG/{year}/{number}'],
  },
  {
    what: 'the points',
    path: 'loyalty',
    typed: {
      'loyalty.pointsPerUnit': '3',
      'loyalty.countsAfterDays': '0',
      'loyalty.livesDays': '700',
      'loyalty.pointsForReview': '55',
      'loyalty.pointWorthMinor': '0,05',
    },
    meet: async () => {
      const browser = await signedIn();
      await manyPoints(customerIn(browser), [{ points: 1000, expiresAt: Date.now() + 86_400_000 }]);
      return async () => shownIn((await browser.get('/account/points')).text);
    },
    shows: ['3 points', '700 days', '55 points', 'worth €50.00'],
    told: [
      'Worth of a point: 0.01 EUR → 0.05 EUR',
      'Points for money: 1 → 3',
      'Days until points count: 14 → 0',
      'Days that points live: 365 → 700',
      'Points for a review: 20 → 55',
    ],
  },
  {
    what: 'the sender',
    path: 'mail',
    typed: { 'email.senderName': 'Olive of “Harbour”', 'email.senderAddress': ' crew@Harbour.example ' },
    meet: () => Promise.resolve(mail),
    shows: ['"from":{"name":"Olive of “Harbour”","email":"crew@Harbour.example"}'],
    told: [
      'Sender’s name: – → Olive of “Harbour”',
      'Sender’s address: hello@harbour-goods.example → crew@Harbour.example',
    ],
  },
  {
    what: 'who gets notices',
    path: 'mail',
    typed: { 'email.ownerAddresses': 'one@goods.example\r\n\r\n ONE@goods.example\r\ntwo@goods.example' },
    meet: ordered(`select group_concat(to_address) from outbox where ?1 is not null`),
    shows: ['ONE@goods.example', 'two@goods.example'],
    told: ['Who gets notices: – → ONE@goods.example, two@goods.example'],
  },
];

describe('at the next request', () => {
  it.each(cases)(
    '$what holds, and the audit says what is different',
    async ({ path, typed, meet, shows = [], hides = [], told }) => {
      const seen = await meet();
      const before = await seen();
      for (const part of shows) expect(before).not.toContain(part);
      for (const part of hides) expect(before).toContain(part);
      const manager = await atWork({ role: 'manager' });
      const reply = await save(manager, path, typed);
      expect(reply.location).toMatch(/\?done=saved$/);

      const after = await seen();
      for (const part of shows) expect(after).toContain(part);
      for (const part of hides) expect(after).not.toContain(part);
      const audit = shownIn((await (await atWork()).get('/admin/audit')).text);
      for (const line of told) expect(audit).toContain(line);
      expect((await manager.get(reply.location ?? '')).text).toContain('Saved.');
      expect((await manager.get('/admin/settings')).status).toBe(200);
    },
  );
});

/** A paid order, sent with a carrier. */
async function aParcel(customerId: string): Promise<string> {
  const acting = { orderId: await anOrder(customerId), staffId: null };
  await handling.receiveAll(await sceneAt(), acting, Date.now());
  await handling.ship(await sceneAt(), acting, { carrier: 'ups', trackingCode: '123456789' }, Date.now());
  return acting.orderId;
}

it('papers are numbered by formats of their own, the others as orders, and the form says which number is next', async () => {
  const manager = await atWork({ role: 'manager' });
  const customerId = await aCustomer();
  await aParcel(customerId);
  await save(manager, 'documents', {
    'shop.orderNumberFormat': 'A{number}',
    'shop.paperNumberFormats.invoice': 'INV-{year}-{number}',
  });
  const year = new Date().getUTCFullYear();
  expect(shownIn((await manager.get(at('documents'))).text)).toMatch(
    new RegExp(`Next: A00001 .* Next: A00001 .* Next: INV-${year}-00002 .* Next: A00001`),
  );
  const orderId = await aParcel(customerId);

  expect(await numberOf(orderId)).toBe('A00001');
  const numbers = rows('select type, number from documents where order_id = ? order by type', orderId);
  expect(await numbers).toEqual([
    { type: 'delivery_note', number: 'A00001' },
    { type: 'invoice', number: `INV-${year}-00002` },
    { type: 'order', number: 'A00001' },
  ]);
});

it('an order whose number is written with signs that addresses have has its page all the same', async () => {
  const customer = await signedIn();
  await save(await atWork({ role: 'manager' }), 'documents', { 'shop.orderNumberFormat': 'HG/?&#{number}' });
  await anOrder(customerIn(customer));
  const { text } = await customer.get('/account/orders');
  const [, path = ''] = /href="(\/account\/orders\/HG[^"]+)"/.exec(text) ?? [];

  expect((await customer.get(path)).text).toContain('HG/?&amp;#00001');
});

it('carriers that are not offered any more are not chosen, and parcels with them keep their links', async () => {
  const customer = await signedIn();
  const sent = await numberOf(await aParcel(customerIn(customer)));
  const manager = await atWork({ role: 'manager' });
  await save(manager, 'delivery', { carriers: 'some', carrier_dhl: 'on', carrier_gls: 'on' });
  const orderId = await anOrder(customerIn(customer));
  await handling.receiveAll(await sceneAt(), { orderId, staffId: null }, Date.now());

  const desk = (await manager.get(`/admin/orders/${orderId}`)).text;
  expect([...desk.matchAll(/<option value="(\w+)"/g)].map(([, one]) => one)).toEqual(['dhl', 'gls']);
  const ups = { carrier: 'ups', trackingCode: '123456789' };
  expect((await manager.post(`/admin/orders/${orderId}/shipment`, ups)).status).toBe(422);
  expect((await customer.get(`/account/orders/${sent}`)).text).toContain(
    'https://www.ups.com/track?tracknum=123456789',
  );
});

it('taking the account away says how many orders wait for a transfer, and then nobody is offered one', async () => {
  const customer = await signedIn();
  const number = await numberOf(await anOrder(customerIn(customer)));
  const manager = await atWork({ role: 'manager' });
  const none = { 'shop.bankAccount.holder': '', 'shop.bankAccount.iban': '', 'shop.bankAccount.bic': '' };
  const asked = await save(manager, 'payment', none);
  expect(asked.status).toBe(409);
  expect(asked.text).toContain('One order waits for a transfer');
  expect((await customer.get(`/account/orders/${number}`)).text).toContain('IE29 AIBK');

  await save(manager, 'payment', { ...none, agreed: 'on' });
  expect((await customer.get(`/account/orders/${number}`)).text).not.toContain('IE29 AIBK');
  expect(await (await checkout())()).not.toContain('bank_transfer');
});

it('what was written in a language that goes is there again when it comes back', async () => {
  const manager = await atWork({ role: 'manager' });
  await save(manager, 'reach', { language_cs: '' });
  await save(manager, 'delivery/methods/parcel', { name_de: 'Kiste', name_cs: undefined });
  await save(manager, 'reach', {});

  const { text } = await manager.get(at('delivery/methods/parcel'));
  expect(text).toMatch(/name="name_de"[^>]*value="Kiste"/);
  expect(text).toMatch(/name="name_cs"[^>]*value="Balík"/);
});

it('the currency stays once something has a price', async () => {
  await aProduct();
  const before = await everythingStored();
  const reply = await save(await atWork({ role: 'manager' }), 'shop', { currency: 'CZK' });

  expect(reply.status).toBe(409);
  expect(reply.text).toContain('The currency can only change before there are products or orders');
  expect(reply.text).toContain('value="CZK"');
  expect(await value('select currency from stores where id = ?', 'sto_harbour_goods')).toBe('EUR');
  expect(before).toContain('rope-bag');
});

it('an order that was looked at before a price of delivery or a rate changed is shown once more', async () => {
  const browser = await withLantern();
  const manager = await atWork({ role: 'manager' });
  for (const [path, typed, shows] of [
    ['delivery/methods/parcel', { price: '7.00' }, '€91.50'],
    ['taxes/rates/IE', { standard: '10' }, '€8.32'],
  ] as const) {
    const shown = await reviewed(browser, asGuest);
    await save(manager, path, typed);
    const refused = await browser.post('/checkout/order', shown);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(shows);
    expect(shownOn(refused)).not.toEqual(shown);
  }
  expect(await value('select count(*) from orders')).toBe(0);
  await order(browser, asGuest);
  await save(manager, 'taxes/rates/IE', { standard: '20' });
  expect(await rows('select total_minor, tax_minor from orders')).toEqual([{ total_minor: 9150, tax_minor: 832 }]);
});

describe('refused', () => {
  const long = 'x'.repeat(5000);
  const refused: readonly [path: string, typed: Record<string, string | undefined>, field: string, words: string][] = [
    [
      'payment',
      { 'shop.bankAccount.iban': 'IE28 AIBK 9311 5212 3456 78' },
      'shop.bankAccount.iban',
      'no IBAN is written',
    ],
    ['payment', { 'shop.bankAccount.iban': 'ZZ29AIBK93115212345678' }, 'shop.bankAccount.iban', 'no IBAN is written'],
    ['payment', { 'shop.bankAccount.iban': 'IE64IRCE9205011234567' }, 'shop.bankAccount.iban', 'no IBAN is written'],
    ['payment', { 'shop.bankAccount.iban': '' }, 'shop.bankAccount.iban', 'Please fill in'],
    ['payment', { 'shop.bankAccount.holder': '' }, 'shop.bankAccount.holder', 'Please fill in'],
    ['payment', { 'shop.bankAccount.bic': 'AIBKIE2' }, 'shop.bankAccount.bic', 'a BIC has 8 or 11'],
    ['payment', { payment_bank_transfer: '2' }, 'payment_cash_on_delivery', 'has this place already'],
    ['payment', { payment_bank_transfer: '3' }, 'payment_bank_transfer', 'cannot be used here'],
    ['reach', { language_en: '', language_de: '', language_cs: '' }, 'language_en', 'Please fill in'],
    ['reach', { language_en: '7' }, 'language_en', 'cannot be used here'],
    ['shop', { currency: 'XYZ' }, 'currency', 'no currency that we know'],
    ['shop', { timeZone: 'Europe/Atlantis' }, 'timeZone', 'cannot be used here'],
    ['shop', { 'shop.address': 'Pier 7\r\nBcc: all@example.com' }, 'shop.address', 'one line'],
    ['shop', { name: long }, 'name', 'too long'],
    ['delivery', { carriers: 'some' }, 'carriers', 'Tick at least one'],
    ['delivery/methods/new', { key: 'parcel' }, 'key', 'Another one has this short name'],
    ['delivery/methods/new', { key: 'Par cel' }, 'key', 'small letters'],
    ['delivery/methods/new', { key: 'new' }, 'key', 'small letters'],
    ['delivery/methods/parcel', { name_en: '' }, 'name_en', 'Please fill in'],
    ['delivery/methods/parcel', { price: '-1' }, 'price', 'a price like'],
    ['delivery/methods/parcel', { price: '1000000.01' }, 'price', 'too small or too large'],
    ['delivery/methods/parcel', { freeFrom: '1.234' }, 'freeFrom', 'a price like'],
    ['delivery/methods/parcel', { area: 'countries' }, 'area', 'Tick at least one country'],
    ['taxes', { 'tax.vatId': 'IE6388047X' }, 'tax.vatId', 'no VAT ID is written'],
    ['taxes', { 'tax.country': 'ZZ' }, 'tax.country', 'cannot be used here'],
    ['taxes/rates/IE', { standard: '100.01' }, 'standard', 'a percentage from 0 to 100'],
    ['taxes/rates/IE', { reduced: '-1' }, 'reduced', 'a percentage from 0 to 100'],
    ['taxes/rates/IE', { super_reduced: '4.805' }, 'super_reduced', 'a percentage from 0 to 100'],
    ['taxes/rates/IE', { standard: '' }, 'standard', 'Please fill in'],
    ['taxes/rates/new', { country: 'IE' }, 'country', 'has rates already'],
    ['documents', { 'shop.orderNumberFormat': '{year}' }, 'shop.orderNumberFormat', 'write {number} once'],
    ['documents', { 'shop.orderNumberFormat': '' }, 'shop.orderNumberFormat', 'Please fill in'],
    [
      'documents',
      { 'shop.paperNumberFormats.invoice': 'R1-{number}' },
      'shop.paperNumberFormats.invoice',
      'write {number} once',
    ],
    ['loyalty', { 'loyalty.pointsPerUnit': '1001' }, 'loyalty.pointsPerUnit', 'too small or too large'],
    ['loyalty', { 'loyalty.pointWorthMinor': '1000.01' }, 'loyalty.pointWorthMinor', 'too small or too large'],
    ['loyalty', { 'loyalty.livesDays': '0' }, 'loyalty.livesDays', 'too small or too large'],
    ['mail', { 'email.senderName': 'Olive\r\nBcc: all@example.com' }, 'email.senderName', 'one line'],
    ['mail', { 'email.senderAddress': 'a@x.example, b@x.example' }, 'email.senderAddress', 'an e-mail address like'],
    [
      'mail',
      { 'email.senderAddress': 'a@x.example\nBcc: b@x.example' },
      'email.senderAddress',
      'an e-mail address like',
    ],
    ['mail', { 'email.ownerAddresses': 'a@x.example\nnobody' }, 'email.ownerAddresses', 'an e-mail address like'],
    [
      'mail',
      { 'email.ownerAddresses': Array.from({ length: 21 }, (_, place) => `a${place}@x.example`).join('\n') },
      'email.ownerAddresses',
      'too many addresses',
    ],
    ['mail', { 'email.ownerAddresses': long }, 'email.ownerAddresses', 'an e-mail address like'],
  ];

  it.each(refused)('%s: %j', async (path, typed, field, words) => {
    const manager = await atWork({ role: 'manager' });
    const before = await everythingStored();
    const reply = await save(manager, path, typed);

    expect(reply.status).toBe(422);
    const [, problem = ''] = reply.text.split(`id="${field}-problem"`);
    expect(problem.split('</p>')[0]).toContain(words);
    expect(await everythingStored()).toBe(before);
  });

  it.each(['delivery/methods/nothing', 'delivery/methods/__proto__', 'taxes/rates/FR', 'taxes/rates/constructor'])(
    '%s, which is not there',
    async (path) => {
      const manager = await atWork({ role: 'manager' });
      const before = await everythingStored();
      expect((await manager.get(at(path))).status).toBe(404);
      expect((await manager.post(at(path), { ...parcel, ...irishRates })).status).toBe(404);
      expect((await manager.post(at(`${path}/removal`))).status).toBe(303);
      expect(await everythingStored()).toBe(before);
    },
  );

  it('one more way of delivery than there can be', async () => {
    const delivery = Array.from({ length: 30 }, (_, place) => ({
      key: `way_${place}`,
      name: { en: 'Way' },
      priceMinor: 1,
    }));
    await withPolicies({ delivery });
    const manager = await atWork({ role: 'manager' });

    expect((await manager.get(at('delivery'))).text).not.toContain('methods/new');
    const reply = await save(manager, 'delivery/methods/new', {});
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('as many as there can be');
  });

  it('what somebody else has changed meanwhile', async () => {
    const manager = await atWork({ role: 'manager' });
    const old = await asOf();
    await save(manager, 'loyalty', { 'loyalty.pointsPerUnit': '2' });
    const before = await everythingStored();
    for (const path of [
      'delivery/methods/parcel',
      'delivery/methods/new',
      'taxes/rates/IE',
      'taxes/rates/new',
      'mail',
    ]) {
      const late = await save(manager, path, { asOf: old });
      expect([path, late.status]).toEqual([path, 409]);
      expect(shownIn(late.text)).toContain('Points for money: 1 → 2');
    }
    for (const path of ['delivery/methods/parcel/move', 'delivery/methods/parcel/removal', 'taxes/rates/IE/removal']) {
      const { location } = await save(manager, path, { asOf: old });
      expect(location).toContain('problem=changed_meanwhile');
      expect((await manager.get(location ?? '')).text).toContain('Somebody changed the settings');
    }
    expect(await everythingStored()).toBe(before);
  });
});
