// The address book of a customer: by the rules of each country, within its bounds, and out of everybody else's reach.
import { gzipSync } from 'node:zlib';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import * as addresses from '../src/customers/addresses/addresses.ts';
import { formatOf, linesOf, postalCodeOf } from '../src/customers/addresses/formats.ts';
import { run } from '../src/jobs.ts';
import * as stores from '../src/stores/stores.ts';
import { demoStores } from '../src/demo/shops.ts';
import { openDatabase } from '../src/web/database.ts';
import { aCustomer, anAddress, customerIn, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { brokenDatabase, counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const book = '/account/addresses';
const dublin = { country: 'IE', name: 'Grace Hopper', line1: '4 Custom House Quay', city: 'Dublin' };
const berlin = {
  country: 'DE',
  name: 'Grace Hopper',
  line1: 'Invalidenstraße 44',
  city: 'Berlin',
  postalCode: '10115',
};

const defaults = () =>
  rows('select id, is_default_billing as billing, is_default_delivery as delivery from addresses order by id');

/** The value that the page shows in a field. */
function shown(text: string, name: string): string | undefined {
  const input = new RegExp(`<input[^>]*id="${name}"[^>]*>`).exec(text)?.[0] ?? '';
  return /value="([^"]*)"/.exec(input)?.[1];
}

/** Lets the store of the test offer these countries. */
async function offering(...countries: string[]): Promise<void> {
  const db = openDatabase(env);
  const store = await stores.atHost(db, 'localhost', Date.now());
  if (store) await withPolicies({ shop: { ...store.policies.shop, countries } });
}

describe('the address book', () => {
  it('is empty at first and says what to do', async () => {
    const { text } = await (await signedIn()).get(book);

    expect(text).toContain('No addresses yet');
    expect(text).toContain('href="/account/addresses/new"');
  });

  it('takes an address and shows it as its country writes it', async () => {
    const browser = await signedIn();
    const reply = await browser.post(book, { ...berlin, company: ' Harbour Works ', phone: '+49 30 123456' });

    expect(reply).toMatchObject({ status: 303, location: `${book}?done=added` });
    const { text } = await browser.get(`${book}?done=added`);
    expect([...text.matchAll(/<bdi>(.*?)<\/bdi>/g)].map((match) => match[1])).toEqual([
      'Grace Hopper',
      'Harbour Works',
      'Invalidenstraße 44',
      '10115 Berlin',
      'Germany',
      '+49 30 123456',
    ]);
    expect(text).toContain('role="status"');
    expect(await value(`select substr(id, 1, 4) from addresses`)).toBe('adr_');
  });

  it('offers the first address for both uses, and the next for none', async () => {
    const browser = await signedIn();
    expect((await browser.get(`${book}/new`)).text.match(/value="on" checked/g)).toHaveLength(2);

    await browser.post(book, { ...dublin, isDefaultBilling: 'on', isDefaultDelivery: 'on' });
    expect((await browser.get(book)).text).toMatch(/Default billing address[\s\S]*Default delivery address/);
    expect((await browser.get(`${book}/new`)).text).not.toContain('checked');
  });

  it('changes an address, its defaults too', async () => {
    const browser = await signedIn();
    const other = await anAddress(customerIn(browser), { isDefaultBilling: true });
    const id = await anAddress(customerIn(browser), { isDefaultDelivery: true });
    const reply = await browser.post(`${book}/${id}`, { ...berlin, isDefaultBilling: 'on' });

    expect(reply).toMatchObject({ status: 303, location: `${book}?done=changed` });
    expect(await rows('select line1, region, country from addresses where id = ?', id)).toEqual([
      { line1: 'Invalidenstraße 44', region: '', country: 'DE' },
    ]);
    expect(await defaults()).toEqual([
      { id: other, billing: 0, delivery: 0 },
      { id, billing: 1, delivery: 0 },
    ]);
  });

  it('shows an address as it is stored in the form that changes it', async () => {
    const browser = await signedIn();
    const id = await anAddress(customerIn(browser), { region: 'D', isDefaultBilling: true });
    const { text } = await browser.get(`${book}/${id}`);

    expect(shown(text, 'line1')).toBe('4 Custom House Quay');
    expect(text).toMatch(/<option value="D" selected[^>]*>Co. Dublin/);
    expect(text.match(/value="on" checked/g)).toHaveLength(1);
  });

  it('removes an address, and a default that it was is nobody’s then', async () => {
    const browser = await signedIn();
    const id = await anAddress(customerIn(browser), { isDefaultBilling: true });
    const other = await anAddress(customerIn(browser));
    const reply = await browser.post(`${book}/${id}/removal`);

    expect(reply).toMatchObject({ status: 303, location: `${book}?done=removed` });
    expect(await defaults()).toEqual([{ id: other, billing: 0, delivery: 0 }]);
    expect((await browser.post(`${book}/${id}/removal`)).status).toBe(404);
  });

  it.each(addresses.uses)('has one default for %s, which moves', async (use) => {
    const browser = await signedIn();
    const [one, other] = [await anAddress(customerIn(browser)), await anAddress(customerIn(browser))];
    await browser.post(`${book}/${one}/default`, { use });
    const reply = await browser.post(`${book}/${other}/default`, { use });

    expect(reply).toMatchObject({ status: 303, location: `${book}?done=${use}` });
    expect((await defaults()).map((row) => [row.id, row[use]])).toEqual([
      [one, 0],
      [other, 1],
    ]);
  });

  it('takes the same address once, however often the form is sent', async () => {
    const browser = await signedIn();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => browser.post(book, { ...dublin, isDefaultBilling: 'on' })),
    );

    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([303]));
    expect(await defaults()).toMatchObject([{ billing: 1, delivery: 0 }]);
  });

  it('is the same at every store of the pool', async () => {
    const { cookies } = await signedIn();
    const id = await anAddress(customerIn({ cookies }));
    await env.DB.prepare(
      `insert into memberships (store_id, customer_id, status, created_at)
      select 'sto_harbour_outlet', id, 'active', 0 from customers`,
    ).run();
    const { text } = await visitor({ store: 'outlet', cookies }).get(book);

    expect(text).toContain(id);
  });
});

describe('somebody else’s address', () => {
  const acts: [string, (browser: Visitor, id: string) => ReturnType<Visitor['get']>][] = [
    ['shown', (browser, id) => browser.get(`${book}/${id}`)],
    ['changed', (browser, id) => browser.post(`${book}/${id}`, berlin)],
    ['shown in another country', (browser, id) => browser.post(`${book}/${id}`, { ...berlin, step: 'country' })],
    ['removed', (browser, id) => browser.post(`${book}/${id}/removal`)],
    ['made a default', (browser, id) => browser.post(`${book}/${id}/default`, { use: 'billing' })],
  ];

  it.each(acts)('is not %s', async (_, act) => {
    const owner = await aCustomer({ email: 'owner@example.com' });
    const id = await anAddress(owner, { isDefaultDelivery: true });
    const browser = await signedIn();
    const mine = await anAddress(customerIn(browser), { isDefaultBilling: true });
    const before = await rows('select * from addresses order by id');
    const reply = await act(browser, id);

    expect(reply.status).toBe(404);
    expect(reply.text).not.toContain('Custom House Quay');
    expect(await rows('select * from addresses order by id')).toEqual(before);
    expect((await browser.get(book)).text).toContain(mine);
    expect((await browser.get(book)).text).not.toContain(id);
  });

  it.each(acts)('is not %s with the cookie of another pool', async (_, act) => {
    const { cookies } = await signedIn({ store: 'trade' });
    const id = await anAddress(customerIn({ cookies }));
    const before = await rows('select * from addresses');
    const reply = await act(visitor({ cookies }), id);

    expect(reply.status).toBe(303);
    expect(reply.location).toMatch(/^\/login/);
    expect(await rows('select * from addresses')).toEqual(before);
  });

  it('is out of reach for every verb, by another customer and by the right one at a store that does not know them', async () => {
    const db = openDatabase(env);
    const [owner, other] = [await aCustomer(), await aCustomer({ email: 'other@example.com' })];
    const id = await anAddress(owner);
    const input = { ...dublin, company: '', line2: '', postalCode: '', region: '', phone: '' };
    const ticked = { ...input, isDefaultBilling: true, isDefaultDelivery: true };
    const before = await rows('select * from addresses');
    for (const who of [
      { customerId: other, storeId: demoStores.goods.id },
      { customerId: owner, storeId: demoStores.trade.id },
    ]) {
      const refused = { ok: false, problem: 'not_found' };
      expect(await addresses.book(db, who)).toEqual([]);
      expect(await addresses.find(db, who, id)).toEqual([]);
      expect(await addresses.change(db, who, { ...ticked, id }, Date.now())).toEqual(refused);
      expect(await addresses.remove(db, who, { id }, Date.now())).toEqual(refused);
      expect(await addresses.makeDefault(db, who, { id, use: 'billing' }, Date.now())).toEqual(refused);
    }
    await addresses.add(
      db,
      { customerId: owner, storeId: demoStores.trade.id },
      { ...ticked, line1: 'Elsewhere' },
      Date.now(),
    );

    expect(await rows('select * from addresses')).toEqual(before);
  });

  it('is not reached by what a form says', async () => {
    const owner = await aCustomer({ email: 'owner@example.com' });
    const id = await anAddress(owner);
    const browser = await signedIn();
    await browser.post(book, { ...berlin, id, customerId: owner, customer_id: owner, poolId: 'pol_hafen' });

    expect(await rows('select id, country from addresses where customer_id = ?', owner)).toEqual([
      { id, country: 'IE' },
    ]);
    expect(await value('select customer_id from addresses where id <> ?', id)).toBe(customerIn(browser));
  });
});

describe('many at once', () => {
  it('never make more than a hundred', async () => {
    const browser = await signedIn();
    for (let count = 0; count < 90; count += 1) await anAddress(customerIn(browser), { line1: `${count} Quay` });
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, count) => browser.post(book, { ...dublin, line1: `${count} Pier` })),
    );

    expect(await value('select count(*) from addresses')).toBe(100);
    expect(replies.filter((reply) => reply.status === 303)).toHaveLength(10);
    const refused = replies.filter((reply) => reply.status === 409);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.text).toContain('Your address book is full: it holds 100 addresses.');
    expect(shown(refused[0]?.text ?? '', 'city')).toBe('Dublin');
    const { text } = await browser.get(book);
    expect(text).toContain('Your address book is full');
    expect(text).not.toContain(`${book}/new`);
  });

  it('a full book keeps its defaults when another address is refused', async () => {
    const browser = await signedIn();
    const first = await anAddress(customerIn(browser), { isDefaultBilling: true, isDefaultDelivery: true });
    for (let count = 1; count < 100; count += 1) await anAddress(customerIn(browser), { line1: `${count} Quay` });
    const form = { ...berlin, isDefaultBilling: 'on', isDefaultDelivery: 'on' };

    expect((await browser.post(book, form)).status).toBe(409);
    expect((await defaults())[0]).toEqual({ id: first, billing: 1, delivery: 1 });
  });

  it.each(addresses.uses)('leave exactly one default for %s', async (use) => {
    const browser = await signedIn();
    const ids = [];
    for (let count = 0; count < 20; count += 1) ids.push(await anAddress(customerIn(browser)));
    const replies = await Promise.all(ids.map((id) => browser.post(`${book}/${id}/default`, { use })));

    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([303]));
    expect((await defaults()).filter((row) => row[use] === 1)).toHaveLength(1);
  });

  it('leave one default when new addresses and changes ask for it too', async () => {
    const browser = await signedIn();
    const ids = [];
    for (let count = 0; count < 10; count += 1) ids.push(await anAddress(customerIn(browser)));
    const ticks = { isDefaultBilling: 'on', isDefaultDelivery: 'on' };
    await Promise.all([
      ...ids.map((id, count) => browser.post(`${book}/${id}`, { ...dublin, ...ticks, line1: `${count} Quay` })),
      ...ids.map((_, count) => browser.post(book, { ...dublin, ...ticks, line1: `${count} Pier` })),
    ]);
    const found = await defaults();

    expect(found).toHaveLength(20);
    for (const use of addresses.uses) expect(found.filter((row) => row[use] === 1)).toHaveLength(1);
  });

  it('the database itself refuses a second default', async () => {
    const id = await aCustomer();
    await anAddress(id, { isDefaultBilling: true });

    await expect(anAddress(id, { isDefaultBilling: true })).rejects.toThrow('Failed query');
  });

  it.each([0, 1, 2])('nothing is half done when D1 fails after %i round trips', async (working) => {
    const { cookies } = await signedIn();
    const customer = customerIn({ cookies });
    const one = await anAddress(customer, { isDefaultBilling: true });
    const other = await anAddress(customer);
    const browser = visitor({ cookies, bindings: { DB: brokenDatabase(working) } });
    const reply = await browser.post(`${book}/${other}/default`, { use: 'billing' });

    const moved = reply.status === 303;
    expect(reply.status).toBe(moved ? 303 : 503);
    expect(await defaults()).toEqual([
      { id: one, billing: moved ? 0 : 1, delivery: 0 },
      { id: other, billing: moved ? 1 : 0, delivery: 0 },
    ]);
  });
});

describe('the fields of a country', () => {
  const order = (text: string) => [...text.matchAll(/<(?:input|select)[^>]* id="(\w+)"/g)].map((match) => match[1]);

  it('are in its order, by its names, with what browsers fill in', async () => {
    const browser = await signedIn();
    const irish = (await browser.get(`${book}/new`)).text;
    await offering('US');
    const american = (await browser.get(`${book}/new`)).text;

    expect(order(irish).slice(0, 8)).toEqual([
      'country',
      'name',
      'company',
      'line1',
      'line2',
      'city',
      'region',
      'postalCode',
    ]);
    expect(irish).toContain('Eircode');
    expect(irish).toContain('County');
    expect(american).toContain('ZIP code');
    expect(american).toContain('State');
    for (const name of ['name', 'organization', 'address-line1', 'address-level2', 'postal-code', 'country', 'tel']) {
      expect(irish).toContain(`autocomplete="${name}"`);
    }
  });

  it('change with the country, and what was typed stays', async () => {
    const browser = await signedIn();
    const typed = { ...dublin, postalCode: 'not one', phone: '12', country: 'CZ', step: 'country' };
    const { status, text } = await browser.post(book, typed);

    expect(status).toBe(200);
    expect(order(text)).not.toContain('region');
    expect(text).toMatch(/<option value="CZ" selected/);
    expect(shown(text, 'line1')).toBe('4 Custom House Quay');
    expect(shown(text, 'postalCode')).toBe('not one');
    expect(shown(text, 'phone')).toBe('12');
    expect(text).not.toContain('-problem"');
    expect(await rows('select * from addresses')).toEqual([]);
  });

  it('change for an address that is there without changing it', async () => {
    const browser = await signedIn();
    const id = await anAddress(customerIn(browser));
    const { status, text } = await browser.post(`${book}/${id}`, { ...dublin, country: 'DE', step: 'country' });

    expect(status).toBe(200);
    expect(text).toContain(`action="/account/addresses/${id}"`);
    expect(await value('select country from addresses')).toBe('IE');
  });

  it('are those of the store’s countries, and of the one that the address has', async () => {
    const browser = await signedIn();
    const id = await anAddress(customerIn(browser), { country: 'FR', postalCode: '75001', city: 'Paris' });

    expect((await browser.get(`${book}/new`)).text).not.toContain('value="FR"');
    expect((await browser.post(book, { ...berlin, country: 'FR' })).text).toContain('id="country-problem"');
    expect((await browser.get(`${book}/${id}`)).text).toContain('value="FR" selected');
    expect((await browser.post(`${book}/${id}`, { ...berlin, country: 'FR', postalCode: '75002' })).status).toBe(303);
    expect((await browser.post(`${book}/${id}`, { ...berlin, country: 'PL' })).status).toBe(422);
  });

  it('are of all countries, by their names in the language, where the store names none', async () => {
    await offering();
    const browser = await signedIn({ language: 'cs' });
    const { text } = await browser.get(`${book}/new`);
    const names = [...text.matchAll(/<option[^>]*>(.*?)<\/option>/g)].map((match) => match[1]);

    expect(names.length).toBeGreaterThan(240);
    expect(names.indexOf('Čad')).toBeGreaterThan(names.indexOf('Curaçao'));
    expect(text).toMatch(/value="CZ" selected[^>]*>Česko/);
  });

  it('include a region only where the country has one, and only one of its own', async () => {
    await offering('US', 'DE');
    const browser = await signedIn();
    const american = { ...dublin, country: 'US', city: 'Arlington', postalCode: '22201' };

    expect((await browser.post(book, american)).text).toContain('id="region-problem"');
    expect((await browser.post(book, { ...american, region: 'XX' })).text).toContain('id="region-problem"');
    expect((await browser.post(book, { ...american, region: 'VA' })).status).toBe(303);
    expect((await browser.post(book, { ...berlin, region: 'VA' })).status).toBe(303);
    expect(await rows('select country, region from addresses order by country')).toEqual([
      { country: 'DE', region: '' },
      { country: 'US', region: 'VA' },
    ]);
  });

  it.each([
    ['IE', 'd01 x285', 'D01 X285'],
    ['IE', 'D01X285', 'D01 X285'],
    ['IE', 'D01', null],
    ['GB', 'ec1a1bb', 'EC1A 1BB'],
    ['GB', 'M1 1AE', 'M1 1AE'],
    ['GB', 'BFPO 61', 'BFPO 61'],
    ['GB', '12345', null],
    ['DE', '20095', '20095'],
    ['DE', 'D-20095', '20095'],
    ['DE', '2009', null],
    ['AT', 'A-1010', '1010'],
    ['AT', '10100', null],
    ['CH', 'CH-8001', '8001'],
    ['CH', '800', null],
    ['CZ', '11000', '110 00'],
    ['CZ', 'CZ-110 00', '110 00'],
    ['CZ', '1100', null],
    ['SK', '81101', '811 01'],
    ['SK', '811 0', null],
    ['PL', '00950', '00-950'],
    ['PL', '00-950', '00-950'],
    ['PL', '00-95', null],
    ['FR', '75001', '75001'],
    ['FR', 'Paris', null],
    ['NL', '1234ab', '1234 AB'],
    ['NL', '0234 AB', null],
    ['BE', 'B-1000', '1000'],
    ['BE', '10000', null],
    ['IT', '20121', '20121'],
    ['IT', '2012', null],
    ['ES', '28039', '28039'],
    ['ES', '28 039', null],
    ['US', '95014', '95014'],
    ['US', '95014-1234', '95014-1234'],
    ['US', '9501', null],
    ['SE', '11455', '114 55'],
    ['LV', '1050', 'LV-1050'],
    ['AE', 'anything', 'ANYTHING'],
    ['ZZ', 'anything', 'ANYTHING'],
  ])('%s: the postal code %s becomes %s', (country, typed, written) => {
    expect(postalCodeOf(country, typed)).toBe(written);
  });

  const nowhere = { name: 'Ada', company: '', line1: 'Street 1', line2: '', postalCode: '', city: 'Town', region: '' };

  it.each([
    [{ country: 'US', city: 'Cupertino', region: 'CA', postalCode: '95014' }, ['Cupertino, CA 95014']],
    [{ country: 'US', city: 'Cupertino', postalCode: '95014' }, ['Cupertino 95014']],
    [{ country: 'US', city: 'Cupertino', region: 'CA' }, ['Cupertino, CA']],
    [{ country: 'CH', city: 'Zürich', postalCode: '8001' }, ['CH-8001 Zürich']],
    [{ country: 'CH', city: 'Zürich' }, ['Zürich']],
    [{ country: 'GB', city: 'London', postalCode: 'EC1A 1BB' }, ['London', 'EC1A 1BB']],
    [{ country: 'IE', city: 'Cobh', region: 'CO', postalCode: 'P24 X285' }, ['Cobh', 'Co. Cork', 'P24 X285']],
    [{ country: 'IT', city: 'Monza', region: 'MB', postalCode: '20900' }, ['20900 Monza MB']],
    [{ country: 'ES', city: 'Madrid', region: 'M', postalCode: '28039' }, ['28039 Madrid']],
    [{ country: 'ES', city: 'Getafe', region: 'M', postalCode: '28901' }, ['28901 Getafe Madrid']],
    [{ country: 'ZZ', city: 'Town', postalCode: '1' }, ['Town']],
  ])('%j ends in %j', (address, lines) => {
    expect(linesOf({ ...nowhere, ...address })).toEqual(['Ada', 'Street 1', ...lines]);
  });

  it('name the company first where the country does, and both lines of the street', () => {
    const address = { ...nowhere, company: 'Works', line2: 'Floor 2', country: 'AT', postalCode: '1010', city: 'Wien' };

    expect(linesOf(address)).toEqual(['Works', 'Ada', 'Street 1', 'Floor 2', '1010 Wien']);
  });

  it('ask for a street and a town in a country that nobody knows', () => {
    expect(formatOf('ZZ')).toEqual({
      fields: ['name', 'company', 'line1', 'line2', 'city'],
      required: ['name', 'line1', 'city'],
      regions: [],
    });
  });
});

describe('what people type', () => {
  const form = (entries: Record<string, string>) => new URLSearchParams({ ...berlin, ...entries }).toString();
  const without = (field: string) =>
    new URLSearchParams(Object.entries(berlin).filter(([name]) => name !== field)).toString();
  const send = (browser: Visitor, body: string) =>
    browser.send(book, {
      method: 'POST',
      body,
      headers: { Origin: browser.origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    });

  it.each([
    ['nothing', 'line1', without('line1')],
    ['only spaces', 'line1', form({ line1: '   ' })],
    ['no name', 'name', form({ name: '' })],
    ['the field twice', 'line1', `${form({})}&line1=Another`],
    ['an array', 'line1', `${without('line1')}&line1[]=Street`],
    ['an object', 'line1', `${without('line1')}&line1[a]=Street`],
    ['a NUL', 'line1', form({ line1: 'Street\u0000 1' })],
    ['a line break', 'line1', form({ line1: 'Street\r\nBcc: x' })],
    ['a line separator', 'company', form({ company: 'a\u2028b' })],
    ['too much', 'line2', form({ line2: 'x'.repeat(101) })],
    ['a long code', 'postalCode', form({ postalCode: '1'.repeat(21) })],
    ['a code of another country', 'postalCode', form({ postalCode: 'D01 X285' })],
    ['no telephone number', 'phone', form({ phone: 'call me' })],
    ['no country', 'country', without('country')],
    ['an unknown country', 'country', form({ country: 'de' })],
    ['two countries', 'country', `${form({})}&country=IE`],
    ['an odd tick', 'isDefaultBilling', form({ isDefaultBilling: 'yes' })],
  ])('is refused at its field, and the rest stays: %s', async (_, field, body) => {
    const browser = await signedIn();
    const reply = await send(browser, body);

    expect(reply.status).toBe(422);
    expect(reply.text).toContain(`href="#${field}"`);
    if (field !== 'isDefaultBilling') expect(reply.text).toContain(`id="${field}-problem"`);
    if (field !== 'city') expect(shown(reply.text, 'city')).toBe('Berlin');
    expect(await rows('select * from addresses')).toEqual([]);
  });

  it('is told all at once, in the order of the form', async () => {
    const { text } = await (await signedIn()).post(book, { country: 'DE', phone: 'twelve' });
    const summary = [...text.matchAll(/<a href="#(\w+)">/g)].map((match) => match[1]);

    expect(summary).toEqual(['name', 'line1', 'postalCode', 'city', 'phone']);
  });

  it('is refused with 413 when it is huge', async () => {
    expect((await send(await signedIn(), form({ line1: 'x'.repeat(1024 * 1024) }))).status).toBe(413);
  });

  it.each(['Ωmega 5', 'شارع النيل ٥', 'רחוב 5', '🏠 Harbour Row', "O'Brien & Søn", '東京都 1-2-3'])(
    'is taken as it is: %s',
    async (line1) => {
      const browser = await signedIn();

      expect((await browser.post(book, { ...berlin, line1 })).status).toBe(303);
      expect(await value('select line1 from addresses')).toBe(line1.normalize('NFC'));
    },
  );

  it('never becomes markup, in the book and in the form', async () => {
    const browser = await signedIn();
    const name = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;
    await browser.post(book, { ...berlin, name, company: name, line2: name });
    const id = await value('select id from addresses');
    for (const path of [book, `${book}/${String(id)}`]) {
      const { text } = await browser.get(path);
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<img');
      expect(text).toContain('&lt;script&gt;');
    }
  });

  it.each([{}, { use: '' }, { use: 'both' }, { use: '__proto__' }])(
    'is not a use of an address: %j',
    async (use: Record<string, string>) => {
      const browser = await signedIn();
      const id = await anAddress(customerIn(browser));

      expect((await browser.post(`${book}/${id}/default`, use)).status).toBe(400);
      expect(await defaults()).toEqual([{ id, billing: 0, delivery: 0 }]);
    },
  );

  it('says nothing that did not happen', async () => {
    const browser = await signedIn();
    for (const done of ['', 'x', '__proto__', '<b>']) {
      expect((await browser.get(`${book}?done=${encodeURIComponent(done)}`)).text).not.toContain('role="status"');
    }
  });
});

describe('the cost', () => {
  it('of the book is one wait and the same statements for one address as for twenty, and 10 KB', async () => {
    const browser = await signedIn();
    const measured = async () => {
      const { counts, ...counted } = counting();
      const { text } = await visitor({ cookies: browser.cookies, ...counted }).get(book);
      return { waits: counts.waits, statements: counts.statements, bytes: gzipSync(text).length };
    };
    await anAddress(customerIn(browser));
    const one = await measured();
    for (let count = 1; count < 20; count += 1) await anAddress(customerIn(browser), { line1: `${count} Quay` });
    const many = await measured();

    expect(one).toMatchObject({ waits: 1, statements: 2 });
    expect(many).toMatchObject({ waits: 1, statements: 2 });
    expect(many.bytes).toBeLessThanOrEqual(10 * 1024);
  });

  it('of the form with every country is at most 10 KB', async () => {
    await offering();
    const browser = await signedIn();
    for (const country of ['DE', 'IT', 'RU']) {
      const { text } = await browser.post(book, { ...berlin, country, step: 'country' });
      expect(gzipSync(text).length).toBeLessThanOrEqual(10 * 1024);
    }
  });
});

it('people who never activated go with their addresses; others keep theirs', async () => {
  const [gone, stays] = [await aCustomer({ status: 'pending' }), await aCustomer({ email: 'active@example.com' })];
  await anAddress(gone, { isDefaultBilling: true });
  const kept = await anAddress(stays);
  await env.DB.prepare('update memberships set registered_at = 0').run();
  await run('0 * * * *', env, Date.now());

  expect(await rows('select id from addresses')).toEqual([{ id: kept }]);
  expect(await rows('select id from customers')).toEqual([{ id: stays }]);
});
