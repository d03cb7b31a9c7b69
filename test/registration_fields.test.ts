// The registration form as staff edit it, up to what shoppers meet, and what becomes of answers that were given before.
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { PolicyChanges } from '../src/stores/policies.ts';
import { atWork } from './support/colleagues.ts';
import { customerIn, signedIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { registrationFields } from './support/settings.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Reply, type Visitor } from './support/visitor.ts';

type Form = Record<string, string>;
type OwnFields = NonNullable<PolicyChanges['ownFields']>;

const here = '/admin/settings/registration';
const policies = async () =>
  JSON.parse(String(await value('select policies from stores where id = ?', 'sto_harbour_goods'))) as PolicyChanges;
const ownFields = async () => (await policies()).ownFields ?? [];
const keys = async () => (await ownFields()).map(({ key }) => key);
const asOf = async () => String(await value('select updated_at from stores where id = ?', 'sto_harbour_goods'));
const answers = async () => JSON.parse(String(await value('select answers from memberships'))) as unknown;
const problems = ({ text }: Reply) => [...text.matchAll(/id="([^"]*)-problem"/g)].map(([, name]) => name);
const unescaped = (text: string) => text.replaceAll('&#39;', "'").replaceAll('&quot;', '"');

const nothing = Object.fromEntries(Object.keys(registrationFields).map((name) => [name, 'off']));

/** The box or the choice of a field on a page, with what is said about it. */
const fieldOn = (text: string, name: string) =>
  new RegExp(`<(input|select|textarea)[^>]* name="${name}".*?(?=<(input|select|textarea|button))`, 's').exec(text)?.[0];

describe('a field that we know', () => {
  const names = Object.keys(registrationFields).map((name) => name.replace(/.*\./, ''));
  const inputOf = (name: string) => (name === 'billingAddress' ? 'line1' : name);

  it.each(names)('%s is off, optional or required as staff say, at the next request', async (name) => {
    const manager = await atWork({ role: 'manager' });
    const seen: unknown[] = [];
    for (const demand of ['off', 'optional', 'required']) {
      const reply = await manager.post(here, { ...nothing, [`registrationFields.${name}`]: demand });
      expect(reply.location).toBe(`${here}?done=saved`);
      expect((await manager.get(here)).text).toMatch(
        new RegExp(`id="registrationFields.${name}".*?value="${demand}" selected=""`, 's'),
      );
      const isShown = (await visitor().get('/register')).text.includes(`name="${inputOf(name)}"`);
      // With such an address nobody registers, so nothing is hashed.
      const missed = problems(await visitor().post('/register', { country: 'IE', email: 'ada' })).includes(
        inputOf(name),
      );
      seen.push([demand, isShown, missed]);
    }

    expect(seen).toEqual([
      ['off', false, false],
      ['optional', true, false],
      ['required', true, true],
    ]);
  });

  it('is taken where it is filled in', async () => {
    const manager = await atWork({ role: 'manager' });
    await manager.post(here, Object.fromEntries(Object.keys(registrationFields).map((name) => [name, 'required'])));
    const person = { name: 'Ada King', phone: '+353 1 555 0100', company: 'Engines & Sons', vatId: 'IE6433435F' };
    const home = { country: 'IE', line1: '4 Custom House Quay', city: 'Dublin', postalCode: 'D01X285' };
    const access = { email: 'ada.king@example.com', password: 'seven gulls above the harbour' };
    const form = { ...access, ...person, ...home, birthDate: '1985-12-10', newsletter: 'on' };

    expect((await visitor().post('/register', form)).location).toBe('/registered');
  });

  it('is nothing else', async () => {
    const manager = await atWork({ role: 'manager' });
    const before = await everythingStored();
    const reply = await manager.post(here, { ...registrationFields, 'registrationFields.phone': 'perhaps' });

    expect([reply.status, problems(reply)]).toEqual([422, ['registrationFields.phone']]);
    expect(await everythingStored()).toBe(before);
  });
});

describe('a question of the store’s own', () => {
  const add = (manager: Visitor, form: Form) => manager.post(`${here}/fields/new`, { type: 'text', ...form });

  it('is added, moved, changed and removed, and the audit tells it', async () => {
    const manager = await atWork({ role: 'manager' });
    await add(manager, { label_en: 'Number of boats', label_cs: 'Počet lodí', type: 'number' });
    await add(manager, {
      label_en: 'Line of business',
      type: 'choice',
      demand: 'required',
      choices_en: 'Charter\nOther',
    });
    expect(await keys()).toEqual(['number_of_boats', 'line_of_business']);
    const { text } = await visitor().get('/register');
    expect(text).toMatch(/Number of boats.*Line of business.*<option value="charter">Charter/s);

    const { location } = await manager.post(`${here}/fields/line_of_business/move`, { direction: 'up' });
    expect(location).toBe(`${here}?done=saved`);
    await manager.post(`${here}/fields/line_of_business/move`, { direction: 'up' });
    expect(await keys()).toEqual(['line_of_business', 'number_of_boats']);
    expect((await visitor().get('/register')).text).toMatch(/Line of business.*Number of boats/s);

    await manager.post(`${here}/fields/number_of_boats`, { label_en: 'Your boats', type: 'text', demand: 'off' });
    expect(await ownFields()).toMatchObject([
      {},
      { key: 'number_of_boats', label: { en: 'Your boats' }, type: 'text' },
    ]);
    expect((await visitor().get('/register')).text).not.toContain('Your boats');
    await manager.post(`${here}/fields/line_of_business/removal`);
    expect(await keys()).toEqual(['number_of_boats']);

    const owner = await atWork();
    const told = (await owner.get('/admin/audit')).text.replaceAll(/<[^>]*>/g, ' ');
    expect(told).toContain('Own questions: number_of_boats, line_of_business → line_of_business, number_of_boats');
    expect(told).toContain('Own questions (number_of_boats label en): Number of boats → Your boats');
  });

  it('has a key of its words, which is nobody else’s and never changes', async () => {
    const manager = await atWork({ role: 'manager' });
    const long = 'Very long words '.repeat(10);
    for (const label_en of ['Boats?', 'boats', 'BOATS!', '船', '10 boats', 'Constructor', '__proto__', long]) {
      expect((await add(manager, { label_en })).status).toBe(303);
    }
    const made = await keys();

    expect(made.slice(0, 6)).toEqual(['boats', 'boats_2', 'boats_3', 'own', 'own_10_boats', 'own_constructor']);
    expect(new Set(made).size).toBe(8);
    for (const key of made) expect(key).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
    const browser = await signedIn();
    expect((await browser.get('/account/profile')).status).toBe(200);
  });

  it('is one of at most thirty, of at most a hundred choices, and of words that fit', async () => {
    const manager = await atWork({ role: 'manager' });
    const many = Array.from({ length: 30 }, (_, place): OwnFields[number] => ({
      key: `field_${place}`,
      type: 'text',
      demand: 'optional',
      label: { en: `Field ${place}` },
    }));
    await withPolicies({ ownFields: many });
    const full = await add(manager, { label_en: 'One too many' });
    expect([full.status, full.text.includes('as many as there may be')]).toEqual([409, true]);
    expect(full.text).toContain('value="One too many"');
    expect((await manager.get(here)).text).not.toContain('/fields/new');

    await withPolicies({ ownFields: [] });
    const lines = (count: number) => Array.from({ length: count }, (_, place) => `Choice ${place}`).join('\n');
    const refused = async (form: Form) => problems(await add(manager, { label_en: 'A', ...form }));
    expect(await refused({ type: 'choice', choices_en: lines(101) })).toEqual(['choices_en']);
    expect(await refused({ type: 'choice', choices_en: '\n \n' })).toEqual(['choices_en']);
    expect(await refused({ label_en: 'x'.repeat(301) })).toEqual(['label_en']);
    expect(await refused({ label_en: ' ', label_de: 'Nur deutsch' })).toEqual(['label_en']);
    expect(await refused({ type: 'long_text' })).toEqual(['type']);
    expect(await refused({ type: 'colour', demand: 'never' })).toEqual(['type', 'demand']);
    expect(await keys()).toEqual([]);
    expect(await refused({ type: 'choice', choices_en: lines(100) })).toEqual([]);
    expect((await ownFields())[0]?.choices).toHaveLength(100);
  });

  it('shows its words as they were typed, wherever they stand', async () => {
    const manager = await atWork({ role: 'manager' });
    const label_en = `<script>alert('“own”')</script>`;
    await add(manager, { label_en, type: 'choice', choices_en: '<b>Bold</b>' });
    const browser = await signedIn();
    const places = [
      await visitor().get('/register'),
      await browser.get('/account/profile'),
      await manager.get(here),
      await manager.get(`${here}/fields/${(await keys())[0] ?? ''}`),
      await manager.get(`/admin/customers/${customerIn(browser)}`),
    ];

    for (const { status, text } of places) {
      expect(status).toBe(200);
      expect(text).not.toMatch(/<script>alert|<b>Bold/);
      expect(unescaped(text)).toContain('&lt;script&gt;alert');
    }
  });

  it('that is not there, or of another store, is not there', async () => {
    const manager = await atWork({ role: 'manager' });
    await withPolicies({ ownFields: [{ key: 'motto', type: 'text', demand: 'optional', label: { en: 'Motto' } }] });
    const outlet = await atWork({ store: 'outlet' });
    const before = await policies();
    for (const [browser, key] of [
      [manager, 'nothing'],
      [outlet, 'motto'],
    ] as const) {
      expect((await browser.get(`${here}/fields/${key}`)).location).toBe(`${here}?problem=gone`);
      for (const rest of ['', '/move', '/removal', '/preview']) {
        const reply = await browser.post(`${here}/fields/${key}${rest}`, { label_en: 'Mine', direction: 'down' });
        expect([reply.status, reply.text.includes('is not there any more')]).toEqual([409, true]);
      }
    }

    expect(await policies()).toEqual(before);
  });

  it('is not lost where two change questions at once: the second is told, and keeps what was typed', async () => {
    const [one, other] = [await atWork({ role: 'manager', name: 'Mary' }), await atWork({ email: 'b@example.com' })];
    const seen = await asOf();
    await add(one, { label_en: 'First', asOf: seen });
    const late = await add(other, { label_en: 'Second', asOf: seen });

    expect([late.status, late.text.includes('value="Second"')]).toEqual([409, true]);
    expect(late.text).toMatch(/Mary: <bdi>Own questions: – → first/);
    expect((await other.post(`${here}/fields/first/removal`, { asOf: seen })).status).toBe(409);
    expect(await keys()).toEqual(['first']);
    const { counts, ...counted } = counting();
    const again = /name="asOf" value="(\d+)"/.exec(late.text)?.[1] ?? '';
    await add(visitor({ cookies: other.cookies, ...counted }), { label_en: 'Second', asOf: again });
    expect(await keys()).toEqual(['first', 'second']);
    expect(counts.waits).toBeLessThanOrEqual(3);
  });
});

describe('an answer that was given', () => {
  const trade: OwnFields[number] = {
    key: 'trade',
    type: 'choice',
    demand: 'optional',
    label: { en: 'Trade' },
    choices: [
      { value: 'charter', label: { en: 'Charter' } },
      { value: 'other', label: { en: 'Other' } },
    ],
  };
  const profile = { name: 'Grace Hopper', phone: '', language: '' };

  async function answered(field: OwnFields[number], answer: string) {
    await withPolicies({ ownFields: [field] });
    const browser = await signedIn();
    await browser.post('/account/profile', { ...profile, [`own_${field.key}`]: answer });
    return { browser, manager: await atWork({ role: 'manager' }), record: `/admin/customers/${customerIn(browser)}` };
  }

  /** What is said about the field in the profile and on the record, and what stays when both are saved without an answer. */
  async function kept({ browser, manager, record }: Awaited<ReturnType<typeof answered>>, name: string) {
    const shown = [await browser.get('/account/profile'), await manager.get(record)];
    for (const { text } of shown) {
      expect(text).toContain(`aria-describedby="${name}-hint"`);
      expect(fieldOn(text, name)).toBeDefined();
    }
    // A box that is not ticked sends nothing.
    const empty = fieldOn(shown[0]?.text ?? '', name)?.includes('checkbox') ? {} : { [name]: '' };
    expect((await browser.post('/account/profile', { ...profile, ...empty })).status).toBe(303);
    expect((await manager.post(record, { ...profile, ...empty })).status).toBe(303);
    const [mine, theirs] = shown.map(({ text }) => /Answered before: ([^<]*)\. It stays/.exec(text)?.[1]);
    expect(mine).toBe(theirs);
    return mine;
  }

  it.each([
    ['number', 'Blue, with a stripe', '12'],
    ['date', 'Blue, with a stripe', '2024-02-29'],
    ['checkbox', 'Blue, with a stripe', 'on'],
  ] as const)('to a line of text is kept where a %s is asked for, until there is another', async (type, old, fresh) => {
    const all = await answered({ key: 'extra', type: 'text', demand: 'optional', label: { en: 'Extra' } }, old);
    await all.manager.post(`${here}/fields/extra`, { label_en: 'Extra', type });

    expect(await kept(all, 'own_extra')).toBe(old);
    expect(await answers()).toEqual({ extra: old });
    const archive = unzipSync((await all.browser.post('/account/privacy/export')).bytes);
    expect(strFromU8(archive['memberships.json'] ?? new Uint8Array())).toContain(old);
    await all.browser.post('/account/profile', { ...profile, own_extra: fresh });
    expect(await answers()).toEqual({ extra: fresh });
    expect((await all.browser.get('/account/profile')).text).not.toContain('Answered before');
  });

  it.each([
    ['number', '12.5', 'text'],
    ['date', '2024-02-29', 'text'],
    ['choice', 'charter', 'text'],
  ] as const)('to a %s stands in the field where a line of text takes it', async (type, answer, to) => {
    const { browser, manager } = await answered({ ...trade, type }, answer);
    await manager.post(`${here}/fields/trade`, { label_en: 'Trade', type: to });

    expect((await browser.get('/account/profile')).text).toContain(`value="${answer}"`);
  });

  it('must be given anew where it is required and the old one does not fit, by the customer only', async () => {
    const { browser, manager, record } = await answered(trade, 'charter');
    await manager.post(`${here}/fields/trade`, { label_en: 'Trade', type: 'number', demand: 'required' });

    expect(problems(await browser.post('/account/profile', profile))).toEqual(['own_trade']);
    expect((await manager.post(record, profile)).status).toBe(303);
    expect(await answers()).toEqual({ trade: 'charter' });
  });

  it('to a choice follows it through other words, another order and another language', async () => {
    const { browser, manager } = await answered(trade, 'other');
    const chosen = async () =>
      /<option value="other" selected="">([^<]*)</.exec((await browser.get('/account/profile')).text)?.[1];
    const change = (choices_en: string, choices_de = '') =>
      manager.post(`${here}/fields/trade`, { label_en: 'Trade', type: 'choice', choices_en, choices_de });

    await change('Charter\nSomething else');
    expect(await chosen()).toBe('Something else');
    await change('Chandlery\nSomething else\nCharter', 'Ausrüster\nEtwas anderes\nVerleih');
    expect(await chosen()).toBe('Something else');
    expect((await ownFields())[0]?.choices).toEqual([
      { value: 'chandlery', label: { en: 'Chandlery', de: 'Ausrüster' } },
      { value: 'other', label: { en: 'Something else', de: 'Etwas anderes' } },
      { value: 'charter', label: { en: 'Charter', de: 'Verleih' } },
    ]);
  });

  it('stays shown where its choice is removed, and is chosen again when the choice comes back', async () => {
    const all = await answered(trade, 'charter');
    const change = (choices_en: string) =>
      all.manager.post(`${here}/fields/trade`, { label_en: 'Trade', type: 'choice', choices_en });
    await change('Other');

    expect(await kept(all, 'own_trade')).toBe('charter');
    await change('Other\nCharter');
    expect((await all.browser.get('/account/profile')).text).toContain('<option value="charter" selected=""');
  });

  it('is there again where a question that was removed is added with the same words', async () => {
    const field: OwnFields[number] = { key: 'our_motto', type: 'text', demand: 'optional', label: { en: 'Our motto' } };
    const { browser, manager } = await answered(field, 'Onwards');
    await manager.post(`${here}/fields/our_motto/removal`);
    expect((await browser.get('/account/profile')).text).not.toContain('Onwards');
    await browser.post('/account/profile', profile);
    await manager.post(`${here}/fields/new`, { label_en: 'Our motto', type: 'text' });

    expect((await browser.get('/account/profile')).text).toContain('value="Onwards"');
  });

  it('is seen by support, who may not change it', async () => {
    const { record } = await answered(trade, 'charter');
    const support = await atWork({ role: 'support' });

    expect((await support.get(record)).text).toMatch(/<dt>Trade<\/dt><dd><bdi>Charter</);
  });
});

describe('the preview', () => {
  it('shows the form as it would be in each language, and saves nothing', async () => {
    const manager = await atWork({ role: 'manager' });
    await withPolicies({
      ownFields: [{ key: 'motto', type: 'text', demand: 'optional', label: { en: 'Motto', de: 'Wahlspruch' } }],
    });
    const before = await everythingStored();
    const shown = async (path: string, form: Form) =>
      /<section class="panel" id="preview">.*?<\/section>/s.exec(
        (await manager.post(`${here}${path}/preview`, form)).text,
      )?.[0] ?? '';
    const german = await shown('', { ...registrationFields, 'registrationFields.vatId': 'required', in: 'de' });
    expect(german).toMatch(/<fieldset[^>]* lang="de" disabled="">.*name="vatId".*Wahlspruch.*name="password"/s);
    expect(german).not.toContain('Motto');
    expect(await shown('', { ...registrationFields, in: 'tlh' })).toContain('lang="en"');

    const draft = { label_en: 'Your <boats>', label_cs: 'Vaše lodě', type: 'number', demand: 'required', in: 'cs' };
    expect(await shown('/fields/new', draft)).toMatch(/own_motto.*Vaše lodě/s);
    expect(await shown('/fields/motto', { ...draft, in: 'en' })).toContain('Your &lt;boats&gt;');
    expect(await shown('/fields/new', { ...draft, label_en: '' })).toBe('');
    expect(await everythingStored()).toBe(before);
    expect(await rows(`select act from audit`)).toEqual([]);
  });
});
