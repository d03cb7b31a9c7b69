// What a shop sells with, what it asks and what it shows: changed by staff on its pages, and met by a shopper at the next request.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { demoStaff } from '../../src/demo/people.ts';
import { freshPage } from './browser.ts';
import { cast, decide, read } from './deciding.ts';
import { aPerson, newestLink, register, signIn } from './people.ts';
import { browser } from './visitor.ts';

let olive: Page;
let customer: Page;
let passer: Page;

beforeAll(async () => {
  ({ olive, customer, passer } = await cast());
});

it('a store that an owner adds is open at once, counts in the money that they choose, and lets staff in as they say', async () => {
  await olive.goto('/admin/stores/new');
  await olive.locator('[name=name]').fill('Harbour Charts');
  await olive.locator('[name=hostname]').fill('charts.localhost');
  await olive.locator('main form button.btn-primary').click();
  await olive.waitForURL('**/admin/stores?done=**');

  const origin = `http://charts.localhost:${inject('port')}`;
  const [desk, shopper] = await Promise.all([freshPage(browser, origin), freshPage(browser, origin)]);
  expect(await read(shopper, '/')).toContain('Welcome to Harbour Charts');
  await signIn(desk, demoStaff[0], '/admin/login');
  await desk.waitForURL('**/admin');
  await decide(desk, 'shop', { currency: 'CZK' });
  await desk.goto('/admin/products/new');
  await desk.locator('[name=name_en]').fill('Chart of the bay');
  await desk.locator('[name=sku]').fill('CH-1');
  await desk.locator('[name=price]').fill('490');
  await desk.locator('main form button.btn-primary').first().click();
  await desk.waitForURL('**?done=**');
  expect(await read(shopper, '/search?q=chart')).toContain('CZK');

  await decide(desk, 'staff', { 'staff.secondStep': 'required' }, '**/admin/second-step**');
  await desk.goto('/admin/customers');
  expect(new URL(desk.url()).pathname).toBe('/admin/second-step');
});

describe('the shop', () => {
  it('has its name, its address and its time', async () => {
    const before = await read(customer, '/account/security');
    await decide(olive, 'shop', { name: 'Quay Chandlery', 'shop.address': 'Pier 7, Cork', timeZone: 'Asia/Tokyo' });
    expect(await read(passer, '/')).toContain('Welcome to Quay Chandlery');
    expect(await read(customer, '/account/security')).not.toContain(/\d\d:\d\d/.exec(before)?.[0]);
    const reader = aPerson();
    await register(passer, reader);
    await newestLink(passer, reader.email);
    expect(await read(passer, '/dev/mail')).toContain('Pier 7, Cork');
    await decide(olive, 'shop', { timeZone: 'Europe/Dublin' });
  });

  it('speaks its languages, and sells to its countries', async () => {
    await passer.goto('/products/fender');
    await passer.getByRole('button', { name: 'Add to basket' }).click();
    await passer.waitForURL('**/basket?done=added');
    await decide(olive, 'reach', { language_en: '', language_de: '1', country_IE: 'on', country_CZ: 'on' });
    await passer.goto('/');
    expect(await passer.locator('html').getAttribute('lang')).toBe('de');
    await passer.goto('/checkout');
    const countries = await passer
      .locator('[name=delivery_country] option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    expect(new Set(countries.filter(Boolean))).toEqual(new Set(['CZ', 'IE']));
    await decide(olive, 'reach', { language_en: '1', language_de: '2', country_CZ: 'off' });
    await passer.goto('/');
    expect(await passer.locator('html').getAttribute('lang')).toBe('en');
  });
});

describe('an order', () => {
  const guest = aPerson('Annie Easley');

  it('is sent and paid as the shop says', async () => {
    await decide(olive, 'delivery/methods/new', {
      key: 'parcel',
      name_en: 'Sea parcel',
      price: '5',
      area: 'everywhere',
    });
    await decide(olive, 'delivery', { carriers: 'some', carrier_dhl: 'on' });
    expect(await read(passer, '/checkout')).toContain('Sea parcel · €5.00');
    expect(await read(passer, '/checkout')).not.toContain('By bank transfer');
    await decide(olive, 'payment', {
      payment_cash_on_delivery: '',
      payment_bank_transfer: '1',
      'shop.bankAccount.holder': 'Quay Ltd',
      'shop.bankAccount.iban': 'ie29 aibk 9311 5212 3456 78',
      'shop.bankAccount.bic': 'AIBKIE2D',
    });
    const text = await read(passer, '/checkout');
    expect(text).toContain('By bank transfer');
    expect(text).not.toContain('In cash');
  });

  it('has the tax, the numbers and the papers that the shop decides, and tells whom it names', async () => {
    await decide(olive, 'taxes/rates/new', { country: 'IE', standard: '23' });
    await decide(olive, 'taxes', { 'tax.country': 'IE', 'tax.vatId': 'IE6388047V' });
    await decide(olive, 'documents', {
      'shop.orderNumberFormat': 'QC/{number}',
      'shop.paperNumberFormats.invoice': 'R{number}',
      'shop.paperNumberFormats.delivery_note': 'L{number}',
      'shop.paperNumberFormats.credit_note': 'G{number}',
      'shop.paperNumberFormats.quotation': 'A{number}',
    });
    await decide(olive, 'mail', {
      'email.senderName': 'The crew',
      'email.senderAddress': 'crew@quay.example',
      'email.ownerAddresses': 'boss@quay.example',
    });
    await passer.goto('/checkout');
    await passer.getByLabel('E-mail address').fill(guest.email);
    const delivery = passer.getByRole('group', { name: 'Delivery address' });
    await delivery.getByLabel('Full name').fill(guest.name);
    await delivery.getByLabel('Street address').fill('4 Custom House Quay');
    await delivery.getByLabel('Town or city').fill('Dublin');
    await passer.getByLabel(/^Sea parcel/).check();
    await passer.getByLabel('By bank transfer').check();
    await passer.getByRole('button', { name: 'Review order' }).click();
    await passer.waitForURL('**/checkout/review');
    expect(await passer.locator('main').innerText()).toContain('with €5.42 of tax in it');
    await passer.getByRole('button', { name: /^Place order/ }).click();
    await passer.waitForURL('**/orders/**');
    expect(await passer.getByRole('heading', { level: 1 }).innerText()).toContain('QC/00001');
    expect(await passer.locator('main').innerText()).toContain('IE29 AIBK 9311 5212 3456 78');

    const order = passer.url();
    await newestLink(passer, 'boss@quay.example');
    expect(await read(passer, '/dev/mail')).toContain('from The crew <crew@quay.example>');
    await olive.goto('/admin/orders');
    await olive.getByRole('link', { name: 'QC/00001' }).click();
    await olive.getByRole('button', { name: 'Note the payment' }).click();
    await olive.waitForURL('**?done=paid');
    expect(await olive.locator('[name=carrier] option').count()).toBe(2);
    await olive.locator('[name=carrier]').selectOption('dhl');
    await olive.locator('[name=trackingCode]').fill('00340434161094042557');
    await olive.locator('form[action$="/shipment"] button').click();
    await olive.waitForURL('**?done=shipped');
    await olive.locator('form[action*="/refund?"] button').evaluate((button) => button.closest('form')?.submit());
    await olive.waitForURL('**?done=refunded');
    const papers = await read(passer, order);
    for (const number of ['R00001', 'L00001', 'G00001']) expect(papers).toContain(number);
    await decide(olive, 'documents', { shown_invoice: 'off' });
    expect(await read(passer, order)).not.toContain('R00001');
    await olive.goto('/admin/orders/new?kind=quotation&q=ada');
    await olive.getByRole('link', { name: 'Ada Lovelace' }).click();
    await olive.locator('#product').fill('fender');
    await olive.locator('#product').press('Enter');
    await olive.locator('#quantity_1').waitFor();
    await olive.locator('#delivery_line1').fill('12 St James Square');
    await olive.locator('#delivery_city').fill('Dublin');
    await olive.locator('form .btn-primary').click();
    await olive.getByRole('button', { name: /^Offer it/ }).click();
    await olive.waitForURL('**?done=offered');
    expect(await olive.getByRole('heading', { level: 1 }).innerText()).toContain('A00001');
  });

  it('has papers of which customers see those that the shop shows', async () => {
    const all = ['quotation', 'order', 'invoice', 'credit_note', 'delivery_note'];
    const offered = async () => {
      await customer.goto('/account/documents?type=order');
      const options = customer.locator('[name=type] option');
      return (await options.evaluateAll((them) => them.map((one) => one.getAttribute('value')))).filter(Boolean);
    };
    for (const only of all) {
      const ticks = all.map((type) => [`shown_${type}`, type === only ? 'on' : 'off'] as const);
      await decide(olive, 'documents', Object.fromEntries(ticks));
      expect(await offered()).toEqual([only]);
    }
    await decide(olive, 'documents', Object.fromEntries(all.map((type) => [`shown_${type}`, 'on'])));
    expect(await offered()).toEqual(all);
  });
});

it('points are given and count as the shop says', async () => {
  await decide(olive, 'loyalty', {
    'loyalty.pointsPerUnit': '3',
    'loyalty.pointWorthMinor': '0.05',
    'loyalty.countsAfterDays': '9',
    'loyalty.livesDays': '700',
    'loyalty.pointsForReview': '55',
  });
  const text = await read(customer, '/account/points');
  for (const words of ['3 points', '9 days', '700 days', '55 points']) expect(text).toContain(words);

  await olive.goto('/admin/customers');
  await olive.getByRole('link', { name: 'Ada Lovelace' }).click();
  await olive
    .getByRole('link', { name: /^Orders/ })
    .last()
    .click();
  await olive.locator('[name=points]').fill('100');
  await olive.locator('[name=reason]').fill('For the long way');
  await olive.locator('form[action$="/points"] button').click();
  await olive.waitForURL('**?done=**');
  expect(await read(customer, '/account/points')).toContain('€5.00');
});

describe('what registration asks', () => {
  const fields = ['name', 'phone', 'company', 'vatId', 'birthDate', 'billingAddress', 'newsletter'] as const;
  const names = ['name', 'phone', 'company', 'vatId', 'birthDate', 'line1', 'newsletter'];

  const ask = (demandOf: (field: (typeof fields)[number]) => string) =>
    decide(
      olive,
      'registration',
      Object.fromEntries(fields.map((field) => [`registrationFields.${field}`, demandOf(field)])),
    );
  // As it was, for whoever registers in other tests.
  afterAll(() => ask((field) => (field === 'name' ? 'required' : 'off')));

  it.each(['required', 'optional', 'off'] as const)('is %s, field by field', async (demand) => {
    await ask(() => demand);
    await passer.goto('/register');
    for (const name of names) {
      const field = passer.locator(`main form [name="${name}"]`);
      expect([name, await field.count()]).toEqual([name, demand === 'off' ? 0 : 1]);
      if (demand !== 'off') expect((await field.getAttribute('required')) !== null).toBe(demand === 'required');
    }
  });

  it('is a question of the shop’s own, of each kind', async () => {
    const kinds = ['text', 'number', 'choice', 'date', 'checkbox'];
    for (const kind of kinds) {
      await decide(olive, 'registration/fields/new', {
        type: kind,
        demand: 'optional',
        label_en: `Which ${kind}`,
        ...(kind === 'choice' && { choices_en: 'Sloop\nKetch' }),
      });
    }
    const text = await read(passer, '/register');
    for (const kind of kinds) expect(text).toContain(`Which ${kind}`);
    expect(await passer.locator('option', { hasText: 'Ketch' }).count()).toBe(1);
  });
});

describe('the account page', () => {
  it('shows the blocks that the shop chooses, and its own words', async () => {
    expect(await read(customer, '/account')).toContain('Turnover');
    await decide(olive, 'account-page/blocks/new', { text_en: '## Berths are free in May' });
    expect(await read(customer, '/account')).toContain('Berths are free in May');
    for (let block = 0; block < 4; block += 1) {
      await olive.goto('/admin/settings/account-page');
      await olive.locator('form[action$="/blocks/1/removal"] button').click();
      await olive.waitForURL('**?done=**');
    }
    const text = await read(customer, '/account');
    expect(text).not.toContain('Turnover');
    expect(text).toContain('Berths are free in May');
    await olive.locator('form[action$="/account-page/blocks"] button[value=figures]').click();
    await olive.waitForURL('**?done=**');
    expect(await read(customer, '/account')).toContain('Turnover');
  });
});
