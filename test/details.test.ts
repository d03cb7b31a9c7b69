// What stores ask of people, at registration and in the profile.
import { describe, expect, it } from 'vitest';
import type { PolicyChanges } from '../src/stores/policies.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aCustomer, signedIn, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const email = 'ada.king@example.com';
const ada = { email, name: 'Ada King', password: 'seven gulls above the harbour' };
const home = { country: 'IE', line1: '4 Custom House Quay', city: 'Dublin', postalCode: 'D01X285' };

type Demands = NonNullable<PolicyChanges['registrationFields']>;
type OwnFields = NonNullable<PolicyChanges['ownFields']>;

const asking = (registrationFields: Demands, ownFields: OwnFields = []) =>
  withPolicies({ registrationFields, ownFields });

const trade: OwnFields[number] = {
  key: 'trade',
  type: 'choice',
  demand: 'optional',
  label: { en: 'Line of business', de: 'Branche' },
  choices: [
    { value: 'charter', label: { en: 'Boat charter' } },
    { value: 'other', label: { en: 'Other' } },
  ],
};

const own = (type: 'text' | 'number' | 'date' | 'checkbox', demand: 'optional' | 'required' = 'optional') => [
  { key: 'extra', type, demand, label: { en: `Our ${type}` } },
];

/** Registers and activates in one browser; the profile is that of the customer then. */
async function registers(form: Record<string, string>): Promise<Visitor> {
  const post = postbox();
  const browser = visitor({ bindings: { EMAIL: post.binding } });
  expect((await browser.post('/register', { ...ada, ...form })).status).toBe(303);
  expect((await browser.post(linkIn(post.sent[0], '/activate/'))).status).toBe(303);
  return browser;
}

/** What is wrong with a registration, as the page says it at the field. */
async function problemAt(field: string, form: Record<string, string>): Promise<string | undefined> {
  const { text } = await visitor().post('/register', { ...ada, ...form });
  return new RegExp(`id="${field}-problem"[^>]*>([^<]*)<`).exec(text)?.[1];
}

describe('a field of the registration', () => {
  const fields = {
    name: { form: 'name', good: 'Ada Lovelace', column: 'name' },
    phone: { form: 'phone', good: '+353 1 555 0100', column: 'phone' },
    company: { form: 'company', good: 'Analytical Engines Ltd', column: 'company' },
    vatId: { form: 'vatId', good: 'IE6433435F', column: 'vat_id' },
    birthDate: { form: 'birthDate', good: '1985-12-10', column: 'birth_date' },
  } as const;

  describe.each(Object.entries(fields))('%s', (name, { form, good, column }) => {
    const stored = () => value(`select ${column} from customers`);
    const others = { name: 'off' } as const;

    it('is neither shown nor looked at where it is off', async () => {
      await asking({ ...others, [name]: 'off' });
      expect((await visitor().get('/register')).text).not.toContain(`name="${form}"`);
      await registers({ name: '', [form]: good });

      expect(await stored()).toBe('');
    });

    it('may stay empty where it is optional', async () => {
      await asking({ ...others, [name]: 'optional' });
      await registers({ name: '', [form]: '' });

      expect(await stored()).toBe('');
    });

    it('is kept where it is filled in', async () => {
      await asking({ ...others, [name]: 'optional' });
      await registers({ name: '', [form]: good });

      expect(await stored()).toBe(good);
    });

    it('must be filled in where it is required', async () => {
      await asking({ ...others, [name]: 'required' });

      expect(await problemAt(form, { name: '', [form]: '' })).toBe('Please fill in this field.');
      await registers({ name: '', [form]: good });
      expect(await stored()).toBe(good);
    });
  });

  it('waits in the link until the address is proved', async () => {
    await asking({ phone: 'optional', vatId: 'optional', billingAddress: 'optional', newsletter: 'optional' }, [trade]);
    const form = { phone: '+353 1 555 0100', vatId: 'IE6433435F', newsletter: 'on', own_trade: 'charter', ...home };
    await visitor().post('/register', { ...ada, ...form });

    expect(await rows('select name, phone, vat_id from customers')).toEqual([{ name: '', phone: '', vat_id: '' }]);
    expect(await rows('select answers, newsletter_at from memberships')).toEqual([
      { answers: '{}', newsletter_at: null },
    ]);
    expect(await rows('select * from addresses')).toEqual([]);
  });

  it('is on record at once where staff decide, for them to see', async () => {
    await asking({ vatId: 'optional', billingAddress: 'optional' }, [trade]);
    await withPolicies({ activation: 'admin' });
    await visitor().post('/register', { ...ada, vatId: 'IE 6433435F', own_trade: 'other', ...home });

    expect(await rows('select name, vat_id from customers')).toEqual([{ name: 'Ada King', vat_id: 'IE6433435F' }]);
    expect(await value('select answers from memberships')).toBe('{"trade":"other"}');
    expect(await rows('select line1, is_default_billing from addresses')).toEqual([
      { line1: '4 Custom House Quay', is_default_billing: 1 },
    ]);
  });

  it('wipes out nothing that staff have put on record when it stays empty', async () => {
    await asking({ phone: 'optional' });
    const id = await aCustomer({ email, name: 'Ada on record', status: 'pending', hasLogin: false });
    await registers({ phone: '' });

    expect(await rows('select id, name from customers')).toEqual([{ id, name: 'Ada King' }]);
  });
});

describe('a phone number', () => {
  it.each([
    ['01 555 0100', '+353 1 555 0100'],
    ['(01) 555-0100', '+353 1 555 0100'],
    ['+420601123456', '+420 601 123 456'],
    ['00420 601 123 456', '+420 601 123 456'],
    ['+49 40 123456 ext. 12', '+49 40 123456 ext. 12'],
  ])('%s is kept as %s at a shop in Ireland', async (typed, kept) => {
    await asking({ phone: 'required' });
    await registers({ phone: typed });

    expect(await value('select phone from customers')).toBe(kept);
  });

  it.each(['call me', '12', '+999 123456789', '555 0100 555 0100 555 0100', '+', '0'])(
    '%s is refused at its field',
    async (phone) => {
      await asking({ phone: 'optional' });

      expect(await problemAt('phone', { phone })).toContain('Please enter a phone number');
    },
  );

  it('belongs to the country of the address beside it', async () => {
    await asking({ phone: 'required', billingAddress: 'required' });
    const hamburg = { country: 'DE', line1: 'Am Sandtorkai 1', city: 'Hamburg', postalCode: '20457' };
    await registers({ phone: '040 123456', ...hamburg });

    expect(await value('select phone from customers')).toBe('+49 40 123456');
  });
});

describe('a VAT ID', () => {
  it.each([
    ['IE6433435F', 'IE6433435F'],
    ['ie 6433435f', 'IE6433435F'],
    ['6433435F', 'IE6433435F'],
    ['DE 136 695 976', 'DE136695976'],
    ['CZ25123891', 'CZ25123891'],
    ['ATU13585627', 'ATU13585627'],
    ['GR094259216', 'EL094259216'],
    ['NL000099995B57', 'NL000099995B57'],
    ['XI980780684', 'XI980780684'],
    ['CHE-107.787.577 MWST', 'CHE107787577MWST'],
    ['NO 995 525 828 MVA', 'NO995525828MVA'],
  ])('%s is kept as %s', async (typed, kept) => {
    await asking({ vatId: 'required' });
    await registers({ vatId: typed });

    expect(await value('select vat_id from customers')).toBe(kept);
  });

  it.each(['IE6433435G', 'DE136695977', 'ZZ123456789', 'none', 'DE', 'NLx', `DE${'1'.repeat(28)}`, '🍀'])(
    '%s is refused: its form or its check digits are wrong',
    async (vatId) => {
      await asking({ vatId: 'optional' });

      expect(await problemAt('vatId', { vatId })).toContain('no VAT ID is written like this');
    },
  );
});

describe('a date of birth', () => {
  it.each(['1815-02-30', '10.12.1815', '2999-01-01', '1815-12-10T00:00', 'yesterday', '1899-12-31', '0000-00-00'])(
    '%s is refused',
    async (birthDate) => {
      await asking({ birthDate: 'optional' });

      expect(await problemAt('birthDate', { birthDate })).toMatch(/Please enter a day|too long/);
    },
  );
});

describe('a billing address', () => {
  it('is asked for by the fields of its country, and becomes the default for bills', async () => {
    await asking({ billingAddress: 'required' });
    await registers(home);

    expect(await rows('select name, postal_code, is_default_billing, is_default_delivery from addresses')).toEqual([
      { name: 'Ada King', postal_code: 'D01 X285', is_default_billing: 1, is_default_delivery: 0 },
    ]);
  });

  it('changes its fields with the country and saves nothing, but keeps what was typed', async () => {
    await asking({ billingAddress: 'required' });
    const { text, status } = await visitor().post('/register', { ...ada, ...home, country: 'DE', step: 'country' });

    expect(status).toBe(200);
    expect(text).not.toContain('name="region"');
    expect(text).not.toContain('-problem"');
    expect(text).toContain('value="4 Custom House Quay"');
    expect(text).toContain(`value="${email}"`);
    expect(await rows('select * from customers')).toEqual([]);
  });

  it('may be left out where it is optional, as a whole only', async () => {
    await asking({ billingAddress: 'optional' });

    expect(await problemAt('city', { country: 'IE', line1: '4 Custom House Quay' })).toBe('Please fill in this field.');
    await registers({ country: 'IE', line1: ' ', city: '' });
    expect(await rows('select * from addresses')).toEqual([]);
  });

  it('needs a name, which is asked for once', async () => {
    await asking({ name: 'optional', billingAddress: 'required' });
    const { text } = await visitor().get('/register');

    expect(text.match(/name="name"/g)).toHaveLength(1);
    expect(await problemAt('name', { ...home, name: '' })).toBe('Please fill in this field.');
  });

  it('has a name of its own where the shop asks for none', async () => {
    await asking({ name: 'off', billingAddress: 'required' });
    await registers({ ...home, name: 'Ada King' });

    expect(await value('select name from customers')).toBe('');
    expect(await value('select name from addresses')).toBe('Ada King');
  });

  it('must be in a country of the shop', async () => {
    await asking({ billingAddress: 'required' });

    expect(await problemAt('country', { ...home, country: 'US' })).toBe('This value cannot be used here.');
  });
});

describe('the consent to the newsletter', () => {
  it('is kept with its time and the words that stood beside the box', async () => {
    await asking({ newsletter: 'optional' });
    const before = Date.now();
    await registers({ newsletter: 'on' });

    const [membership] = await rows('select newsletter_at, newsletter_words from memberships');
    expect(membership?.newsletter_words).toBe('Yes, send me the newsletter. I can end this at any time.');
    expect(Number(membership?.newsletter_at)).toBeGreaterThanOrEqual(before);
  });

  it('is not given by silence', async () => {
    await asking({ newsletter: 'optional' });
    await registers({});

    expect(await rows('select newsletter_at, newsletter_words from memberships')).toEqual([
      { newsletter_at: null, newsletter_words: null },
    ]);
  });

  it('may be required, and says so at the box', async () => {
    await asking({ newsletter: 'required' });

    expect(await problemAt('newsletter', {})).toBe('Please tick this box to go on.');
  });

  it('is shown in the profile with its words and taken back there, and given again with new ones', async () => {
    await asking({ newsletter: 'required' });
    const browser = await registers({ newsletter: 'on' });
    await signIn(browser, email, ada.password);
    const form = { name: 'Ada King', phone: '', language: '' };
    const consent = () => rows('select newsletter_at, newsletter_words from memberships');
    const given = await consent();
    expect((await browser.get('/account/profile')).text).toMatch(/checked[^>]*aria-describedby="newsletter-hint"/);

    await browser.post('/account/profile', { ...form, newsletter: 'on' });
    expect(await consent()).toEqual(given);
    await browser.post('/account/profile', form);
    expect(await consent()).toEqual([{ newsletter_at: null, newsletter_words: null }]);
    await browser.post('/account/profile', { ...form, language: 'de' });
    await browser.post('/account/profile', { ...form, newsletter: 'on' });
    expect((await consent())[0]?.newsletter_words).toContain('Newsletter');
  });
});

describe('a field of the store’s own', () => {
  it.each([
    ['text', 'Blue, with a stripe', 'Blue, with a stripe'],
    ['number', '12,5', '12.5'],
    ['number', '-3', '-3'],
    ['date', '2024-02-29', '2024-02-29'],
    ['checkbox', 'on', 'on'],
  ] as const)('of %s takes %j and keeps %j', async (type, typed, kept) => {
    await asking({}, own(type, 'required'));
    await registers({ own_extra: typed });

    expect(await value('select answers from memberships')).toBe(JSON.stringify({ extra: kept }));
  });

  it.each([
    ['text', 'x'.repeat(501), 'This text is too long.'],
    ['number', 'twelve', 'Please enter a number like 12 or 12.5.'],
    ['number', '1e9', 'Please enter a number like 12 or 12.5.'],
    ['date', '2023-02-29', 'Please enter a day of the calendar.'],
    ['checkbox', 'yes', 'This value cannot be used here.'],
    ['text', '', 'Please fill in this field.'],
    ['number', '', 'Please fill in this field.'],
    ['date', '', 'Please fill in this field.'],
  ] as const)('of %s refuses %j', async (type, typed, words) => {
    await asking({}, own(type, 'required'));

    expect(await problemAt('own_extra', { own_extra: typed })).toBe(words);
  });

  it('that is a box must be ticked where it is required', async () => {
    await asking({}, own('checkbox', 'required'));

    expect(await problemAt('own_extra', {})).toBe('Please tick this box to go on.');
  });

  it('offers its choices in the language of the page, else in the store’s first, and no other is taken', async () => {
    await asking({}, [trade]);
    const { text } = await visitor({ language: 'de' }).get('/register');

    expect(text).toContain('Branche');
    expect(text).toContain('<option value="charter">Boat charter</option>');
    expect(await problemAt('own_trade', { own_trade: 'piracy' })).toBe('This value cannot be used here.');
  });

  it('is neither shown nor looked at where it is off', async () => {
    await asking({}, [{ ...trade, demand: 'off' }]);
    expect((await visitor().get('/register')).text).not.toContain('own_trade');
    await registers({ own_trade: 'charter' });

    expect(await value('select answers from memberships')).toBe('{}');
  });

  it('keeps old answers when the shop asks something else, and shows what was answered before', async () => {
    await asking({}, [trade]);
    const browser = await registers({ own_trade: 'charter' });
    await asking({}, [{ ...trade, demand: 'off' }, ...own('text')]);
    await signIn(browser, email, ada.password);
    expect((await browser.get('/account/profile')).text).toContain('<option value="charter" selected=""');
    await browser.post('/account/profile', { name: 'Ada', language: '', own_trade: 'other', own_extra: 'Blue' });

    expect(JSON.parse(String(await value('select answers from memberships')))).toEqual({
      trade: 'other',
      extra: 'Blue',
    });
    await asking({}, own('text'));
    await browser.post('/account/profile', { name: 'Ada', language: '', own_extra: 'Red' });
    expect(JSON.parse(String(await value('select answers from memberships')))).toEqual({
      trade: 'other',
      extra: 'Red',
    });
  });

  it('belongs to its store: another one of the pool neither shows nor changes the answer', async () => {
    await asking({}, [trade]);
    await registers({ own_trade: 'charter' });
    const outlet = visitor({ store: 'outlet' });
    await signIn(outlet, email, ada.password);

    expect((await outlet.get('/account/profile')).text).not.toContain('own_trade');
    await outlet.post('/account/profile', { name: 'Ada', language: '', own_trade: 'other' });
    expect(await value(`select answers from memberships where store_id = 'sto_harbour_goods'`)).toBe(
      '{"trade":"charter"}',
    );
  });
});

describe('the profile', () => {
  it('asks what registration asks, and must be as whole as that', async () => {
    await asking({ company: 'required', vatId: 'optional' }, [trade]);
    const browser = await signedIn();
    const { text } = await browser.get('/account/profile');
    for (const name of ['name', 'phone', 'company', 'vatId', 'own_trade']) expect(text).toContain(`name="${name}"`);
    expect(text).not.toContain('name="birthDate"');

    const form = { name: 'Grace', phone: '01 555 0100', language: '', vatId: '6433435F', own_trade: 'other' };
    const refused = await browser.post('/account/profile', form);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('id="company-problem"');
    expect(refused.text).toContain('value="6433435F"');
    await browser.post('/account/profile', { ...form, company: 'Bugs & Sons' });
    expect(await rows('select phone, company, vat_id, answers from customers, memberships')).toEqual([
      { phone: '+353 1 555 0100', company: 'Bugs & Sons', vat_id: 'IE6433435F', answers: '{"trade":"other"}' },
    ]);
  });

  it('shows what the shop no longer asks, so that it can be taken away', async () => {
    await asking({ company: 'optional' });
    const browser = await signedIn();
    const form = { name: 'Grace', phone: '', language: '' };
    await browser.post('/account/profile', { ...form, company: 'Bugs & Sons' });
    await asking({ company: 'off' });

    expect((await browser.get('/account/profile')).text).toContain('value="Bugs &amp; Sons"');
    await browser.post('/account/profile', { ...form, company: '' });
    expect(await value('select company from customers')).toBe('');
    expect((await browser.get('/account/profile')).text).not.toContain('name="company"');
  });
});
