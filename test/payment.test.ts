// Paying by bank transfer: references with the right check digits, and QR codes that say exactly what the standards say.
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { codeOf, referenceOf, type Transfer } from '../src/documents/payment/codes.ts';
import { creditorReference, grouped, ibanIn, isBic, variableSymbol } from '../src/documents/payment/references.ts';
import * as handling from '../src/orders/handling.ts';
import { fieldsIn, readBack } from './support/codes.ts';
import { anOrder, numberOf, sceneAt } from './support/orders.ts';
import { customerIn, signedIn } from './support/people.ts';
import { withPolicies } from './support/staff.ts';

const euros: Transfer = {
  holder: 'Harbour Goods',
  iban: 'IE29AIBK93115212345678',
  bic: 'AIBKIE2D',
  amountMinor: 6480,
  currency: 'EUR',
  number: '2026-00412',
  dueAt: Date.UTC(2026, 10, 30, 12),
};
const crowns: Transfer = {
  ...euros,
  holder: 'Přístav Sklad * s.r.o.',
  iban: 'CZ6508000000192000145399',
  bic: 'GIBACZPX',
  currency: 'CZK',
};

/** Whether its check digits are right: read as one number, letters as 10 to 35, it leaves 1 behind 97 (ISO 7064). */
function isCreditorReference(reference: string): boolean {
  const [, head = '', body = ''] = /^(RF\d\d)([0-9A-Z]{1,21})$/.exec(reference) ?? [];
  const digits = [...(body + head)].map((character) => Number.parseInt(character, 36)).join('');
  return head !== '' && BigInt(digits) % 97n === 1n;
}

describe('references', () => {
  it.each([
    ['539007547034', 'RF18539007547034'],
    ['2348236', 'RF332348236'],
  ])('the creditor reference of %s is %s', (number, reference) => {
    expect(creditorReference(number)).toBe(reference);
    expect(isCreditorReference(reference)).toBe(true);
    expect(isCreditorReference(reference.replace(/.$/, 'X'))).toBe(false);
  });

  it('are right for any number of an order, and short enough', () => {
    for (const number of ['2026-00001', 'HG/2026/99999', 'a', 'x'.repeat(60), '']) {
      if (number !== '') expect(isCreditorReference(creditorReference(number))).toBe(true);
      expect(creditorReference(number).length).toBeLessThanOrEqual(25);
      expect(variableSymbol(number)).toMatch(/^\d{1,10}$/);
    }
    expect(variableSymbol('2026-00412')).toBe('202600412');
  });

  it.each([
    ['IE29 AIBK 9311 5212 3456 78', 'IE29AIBK93115212345678'],
    ['cz65 0800 0000 1920 0014 5399', 'CZ6508000000192000145399'],
    ['DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['DE88 3704 0044 0532 0130 00', null],
    ['not an account', null],
  ])('the account %s reads %s', (text, iban) => {
    expect(ibanIn(text)).toBe(iban);
  });

  it('are grouped for people, and a BIC has its form', () => {
    expect(grouped('IE29AIBK93115212345678')).toBe('IE29 AIBK 9311 5212 3456 78');
    expect(['AIBKIE2D', 'COBADEFF370', 'AIBK', 'aibkie2d'].map(isBic)).toEqual([true, true, false, false]);
  });
});

describe('the text of a code', () => {
  it('in euros is that of EPC069-12', () => {
    expect(codeOf(euros, 'Europe/Prague')?.split('\n')).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      'AIBKIE2D',
      'Harbour Goods',
      'IE29AIBK93115212345678',
      'EUR64.80',
      '',
      creditorReference('2026-00412'),
    ]);
  });

  it('in crowns is that of SPAYD, with its own signs written otherwise', () => {
    expect(codeOf(crowns, 'Europe/Prague')).toBe(
      'SPD*1.0*ACC:CZ6508000000192000145399+GIBACZPX*AM:64.80*CC:CZK*DT:20261130*MSG:2026-00412*RN:P%C5%99%C3%ADstav Sklad %2A s.r.o.*X-VS:202600412',
    );
  });

  it.each([
    [1, 'EUR0.01'],
    [99_999_999_999, 'EUR999999999.99'],
  ])('says %i minor units as %s', (amountMinor, amount) => {
    expect(codeOf({ ...euros, amountMinor }, 'Europe/Prague')).toContain(`\n${amount}\n`);
  });

  it('is not there for nothing, for too much, and for other currencies', () => {
    for (const amountMinor of [0, -1, 100_000_000_000])
      expect(codeOf({ ...euros, amountMinor }, 'Europe/Prague')).toBe(null);
    expect(codeOf({ ...euros, currency: 'USD' }, 'Europe/Prague')).toBe(null);
    expect(referenceOf({ ...euros, currency: 'USD' })).toBe(null);
  });

  it.each([
    ['euros', euros],
    ['euros with long names', { ...euros, holder: 'Größe & Žluťoučký kůň '.repeat(10), number: 'X'.repeat(40) }],
    ['crowns', crowns],
  ])('is what another reader finds in the code, in %s', (_, transfer) => {
    const text = codeOf(transfer, 'Europe/Prague') ?? '';
    expect(readBack(encode(text, { ecc: 'M', border: 4 }).data)).toBe(text);
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(331);
  });
});

describe('the card on the page of an order', () => {
  it.each([
    ['goods', 'RF', 'IE29 AIBK 9311 5212 3456 78', '€64.80'],
    ['sklad', '', 'CZ65 0800 0000 1920 0014 5399', 'CZK'],
  ] as const)(
    'says at %s what to pay, to whom and for what, and its code says the same',
    async (store, prefix, iban, amount) => {
      const browser = await signedIn({ store });
      const number = await numberOf(await anOrder(customerIn(browser), {}, { store }));
      const { text } = await browser.get(`/account/orders/${number}`);
      const { store: shop } = await sceneAt(store);
      const { bic, holder, iban: account } = shop.policies.shop.bankAccount ?? { bic: '', holder: '', iban: '' };

      for (const words of [iban, bic, holder, amount]) expect(text).toContain(words);
      const code = readBack(fieldsIn(text)) ?? '';
      expect(code).toContain(account);
      expect(code).toContain('64.80');
      expect(code).toContain(prefix === 'RF' ? creditorReference(number) : `X-VS:${variableSymbol(number)}`);
    },
  );

  it('asks for what is still owed, and is gone once that is paid, or the order comes to nothing', async () => {
    const browser = await signedIn();
    const scene = await sceneAt();
    const [one, two] = [await anOrder(customerIn(browser)), await anOrder(customerIn(browser))];
    const page = async (id: string) => (await browser.get(`/account/orders/${await numberOf(id)}`)).text;
    await handling.receivePayment(scene, { orderId: one, staffId: null }, 480, Date.now());
    expect(readBack(fieldsIn(await page(one)))).toContain('EUR60.00');

    await handling.receiveAll(scene, { orderId: one, staffId: null }, Date.now());
    await handling.cancel(scene, { orderId: two, staffId: null }, Date.now());
    for (const id of [one, two]) expect(await page(id)).not.toContain('IBAN');
  });

  it('leaves out a BIC that cannot be right', async () => {
    const bankAccount = { iban: 'IE29AIBK93115212345678', bic: 'no bank\nat all', holder: 'Harbour Goods' };
    await withPolicies({ shop: { bankAccount } });
    const browser = await signedIn();
    const { text } = await browser.get(`/account/orders/${await numberOf(await anOrder(customerIn(browser)))}`);

    expect(text).not.toContain('no bank');
    expect(readBack(fieldsIn(text))?.split('\n').slice(0, 7)).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      '',
      'Harbour Goods',
      'IE29AIBK93115212345678',
    ]);
  });
});
