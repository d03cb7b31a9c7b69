// The tax in prices: the rates of countries, and who owes it across a border of the European Union.
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { isReverseCharge, rateAt, type TaxClass } from '../src/catalog/taxes.ts';
import { policiesSchema, type PolicyChanges } from '../src/stores/policies.ts';
import { demoStore } from './support/stores.ts';
import { anOrder, aProduct, numberOf, paperOf, quay } from './support/orders.ts';
import { customerIn, signedIn } from './support/people.ts';
import { rows } from './support/records.ts';

async function shopIn(country: string | null) {
  const rates = { IE: { standard: 2300, reduced: 1350, super_reduced: 480 }, DE: { standard: 1900, reduced: 700 } };
  const changes: PolicyChanges = { tax: { country, rates } };
  return { ...(await demoStore()), policies: policiesSchema.parse(changes) };
}

describe('the rate', () => {
  const cases: readonly [TaxClass, string, string | null, number, string][] = [
    ['standard', 'IE', 'IE', 2300, 'its own'],
    ['super_reduced', 'IE', 'IE', 480, 'its own'],
    ['reduced', 'DE', 'IE', 700, 'of the country where it goes'],
    ['super_reduced', 'DE', 'IE', 1900, 'the standard one where the country has none'],
    ['reduced', 'CZ', 'IE', 1350, 'the shop’s where the country has none at all'],
    ['zero', 'DE', 'IE', 0, 'nothing anywhere'],
    ['standard', 'DE', null, 1900, 'also of a shop that is at home nowhere'],
    ['standard', 'CZ', null, 0, 'nothing where nobody has one'],
  ];
  it.each(cases)('%s to %s, of a shop in %s, is %i: %s', async (taxClass, country, home, rate) => {
    expect(rateAt(await shopIn(home), taxClass, country)).toBe(rate);
  });
});

describe('reverse charge', () => {
  it.each([
    ['IE', 'DE', 'DE136695976', true],
    ['IE', 'DE', 'FR61954506077', true],
    ['IE', 'GR', 'EL094259216', true],
    ['GR', 'GR', 'EL094259216', false],
    ['GR', 'IE', 'EL094259216', false],
    ['IE', 'IE', 'DE136695976', false],
    ['IE', 'DE', 'IE6388047V', false],
    ['IE', 'DE', '', false],
    ['IE', 'US', 'DE136695976', false],
    ['IE', 'DE', 'GB123456789', false],
    ['IE', 'GB', 'GB123456789', false],
    ['US', 'DE', 'DE136695976', false],
    [null, 'DE', 'DE136695976', false],
  ])('from %s to %s with VAT ID "%s": %s', async (home, country, vatId, isSo) => {
    expect(isReverseCharge(await shopIn(home), { country, vatId })).toBe(isSo);
  });

  it.each([
    ['en', 'Reverse charge', 'VAT ID'],
    ['de', 'Steuerschuldnerschaft des Leistungsempfängers', 'USt-IdNr.'],
    ['cs', 'Daň odvede zákazník', 'DIČ'],
  ])('is an order without tax, and its papers and its page say so: %s', async (language, words, label) => {
    const browser = await signedIn({ language });
    const buyer = { delivery: { ...quay, country: 'DE' }, vatId: 'DE136695976', language };
    const items = [{ productId: await aProduct({ priceMinor: 12_300 }), quantity: 3 }];
    const orderId = await anOrder(customerIn(browser), { ...buyer, items });
    const [order] = await rows('select * from orders where id = ?', orderId);
    const paper = await browser.get(`/account/documents/${await paperOf(orderId, 'order')}/pdf`);
    const { text } = await extractText(await getDocumentProxy(paper.bytes), { mergePages: true });
    const page = await browser.get(`/account/orders/${await numberOf(orderId)}`);

    // 123.00 is 100.00 and 23 %; 4.90 of parcel is 3.98.
    expect(order).toMatchObject({ items_minor: 30_000, shipping_minor: 398, total_minor: 30_398, tax_minor: 0 });
    expect(order).toMatchObject({ is_reverse_charge: 1, vat_id: 'DE136695976', shipping_tax_basis_points: 0 });
    expect(
      await rows('select unit_price_minor, list_price_minor, tax_basis_points, tax_minor from order_lines'),
    ).toEqual([{ unit_price_minor: 10_000, list_price_minor: 10_000, tax_basis_points: 0, tax_minor: 0 }]);
    for (const said of [words, `${label} IE6388047V`, 'DE136695976']) expect(text).toContain(said);
    expect(page.text).toContain(words);
    expect(page.text).toContain('DE136695976');
  });

  it('is not said of an order with tax', async () => {
    const browser = await signedIn();
    const orderId = await anOrder(customerIn(browser));
    const paper = await browser.get(`/account/documents/${await paperOf(orderId, 'order')}/pdf`);
    const { text } = await extractText(await getDocumentProxy(paper.bytes), { mergePages: true });

    expect(text).toContain('VAT ID IE6388047V');
    expect(text).toContain('Total incl. VAT');
    expect(text).not.toContain('Reverse charge');
    expect((await browser.get(`/account/orders/${await numberOf(orderId)}`)).text).not.toContain('Reverse charge');
  });
});
