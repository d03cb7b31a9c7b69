// Nobody learns from an answer who has an account: known or not, the same words and the same work. What differs goes by mail. Whether a clock
// could tell is test/abuse/process/enumeration.test.ts.
import { describe, expect, it } from 'vitest';
import { asGuest } from './support/checkout.ts';
import { aColleague } from './support/colleagues.ts';
import { aForm, sentTo } from './support/forms.ts';
import { alike } from './support/likeness.ts';
import { aProduct } from './support/orders.ts';
import { aCustomer, password, signedIn } from './support/people.ts';
import { value } from './support/records.ts';
import { hashesMade } from './support/scrypt.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

type Form = {
  name: string;
  policies?: Parameters<typeof withPolicies>[0];
  /** Who asks; a visitor unless somebody must be signed in. */
  asker?: () => Promise<Visitor>;
  send: (browser: Visitor, email: string) => ReturnType<Visitor['post']>;
};

const register = (browser: Visitor, email: string) =>
  browser.post('/register', { email, name: 'Ada King', password: 'seven gulls above the harbour' });
const forget = (browser: Visitor, email: string) => browser.post('/forgot-password', { email });

const answer = async (browser: Visitor, email: string) => {
  const known = await value('select id from forms');
  const formId = typeof known === 'string' ? known : await aForm();
  return browser.post(await sentTo(formId), { email, name: 'Ada King', phone: '+353 1 555 0100' });
};

const forms: Form[] = [
  {
    name: 'sign-in',
    send: (browser, email) => browser.post('/login', { email, password: 'not the password' }),
  },
  { name: 'sign-in of staff', send: (browser, email) => browser.post('/admin/login', { email, password }) },
  { name: 'forgotten password of staff', send: (browser, email) => browser.post('/admin/forgot-password', { email }) },
  {
    name: 'checkout as a guest',
    send: async (browser, email) => {
      await browser.post('/products/lantern/basket', { quantity: '1' });
      return browser.post('/checkout', { ...asGuest, email });
    },
  },
  { name: 'registration', send: register },
  {
    name: 'registration with a password that the store makes',
    policies: { passwordAtRegistration: 'generated' },
    send: register,
  },
  { name: 'registration that staff activate', policies: { activation: 'admin' }, send: register },
  {
    name: 'form of the store',
    policies: { email: { ownerAddresses: ['owner@harbour-goods.example'] } },
    send: answer,
  },
  { name: 'forgotten password, by link', send: forget },
  { name: 'forgotten password, by a new one', policies: { forgottenPassword: 'generated' }, send: forget },
  {
    name: 'change of address',
    asker: () => signedIn({ email: 'asker@example.com' }),
    send: (browser, email) => browser.post('/account/email', { email, currentPassword: password }),
  },
];

/** Addresses by what the store knows of them. */
async function somebody() {
  await aCustomer({ email: 'active@example.com' });
  await aCustomer({ email: 'pending@example.com', status: 'pending' });
  await aCustomer({ email: 'denied@example.com', status: 'denied' });
  await aCustomer({ email: 'contact@example.com', status: 'pending', hasLogin: false });
  await aCustomer({ email: 'elsewhere@example.com', store: 'outlet' });
  await aColleague({ email: 'active@example.com', role: 'support' });
  await aColleague({ email: 'elsewhere@example.com', store: 'outlet' });
  await aProduct({ slug: 'lantern' });
  return ['active', 'pending', 'denied', 'contact', 'elsewhere', 'unknown'].map((name) => `${name}@example.com`);
}

describe.each(forms)('$name', ({ policies = {}, asker, send }) => {
  it('answers alike, waits for storage and hashes as often, whatever is known of the address', async () => {
    await withPolicies(policies);
    const addresses = await somebody();
    const cookies = (await asker?.())?.cookies;
    await visitor().get('/');
    const seen = [];
    for (const email of addresses) {
      const { counts, ...counted } = counting();
      const browser = visitor({ ...counted, ...(cookies ? { cookies: new Map(cookies) } : {}) });
      const before = hashesMade();
      const reply = await send(browser, email);
      seen.push(JSON.stringify([alike(reply), counts.waits, hashesMade() - before]).replaceAll(email, 'the address'));
    }

    expect(new Set(seen).size).toBe(1);
  });
});
