// Every setting is changed by staff on its page, and a shopper meets it at the next request.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { demoPeople, demoStaff } from '../../src/demo/people.ts';
import { freshPage } from './browser.ts';
import { chandleryAt } from './chandlery.ts';
import { activate, aPerson, forget, generatedPassword, newestLink, register, signIn } from './people.ts';
import { browser, pathOf } from './visitor.ts';

const [owner] = demoStaff;
const [ada] = demoPeople;

const page = () => freshPage(browser, chandleryAt(inject('port')));

/** Olive at her desk, Ada who is signed in, and somebody passing by. */
let olive: Page;
let customer: Page;
let passer: Page;

beforeAll(async () => {
  [olive, customer, passer] = await Promise.all([page(), page(), page()]);
  await signIn(olive, owner, '/admin/login');
  await signIn(customer, ada);
  await customer.waitForURL('**/account');
});

/** Fills in settings by the names of their fields, whatever kind they are, and saves them; agrees where it is asked. */
async function decide(group: string, values: Record<string, string>): Promise<void> {
  await olive.goto(`/admin/settings/${group}`);
  for (const [name, value] of Object.entries(values)) await fill(name, value);
  const save = olive.locator('#content form:has([name=asOf]) button.btn-primary').first();
  await save.click();
  if ((await olive.locator('#agreed').count()) > 0) {
    await olive.locator('#agreed').check();
    await save.click();
  }
  await olive.waitForURL('**?done=**');
}

async function fill(name: string, value: string): Promise<void> {
  const field = olive.locator(`#content [name="${name}"]`).first();
  const type = await field.evaluate((one) => one.getAttribute('type') ?? one.tagName);
  if (type === 'radio') return olive.locator(`[name="${name}"][value="${value}"]`).check();
  if (type === 'checkbox') return field.setChecked(value === 'on');
  if (type === 'SELECT') return void (await field.selectOption(value));
  return field.fill(value);
}

/** The words of a page as somebody reads them. */
async function read(who: Page, path: string): Promise<string> {
  await who.goto(path);
  return who.locator('body').innerText();
}

describe('registration and sign-in', () => {
  it('is offered where it is open', async () => {
    await decide('access', { registration: 'invitation' });
    expect(await read(passer, '/login')).not.toContain('Register');
    await decide('access', { registration: 'open' });
    expect(await read(passer, '/login')).toContain('Register');
  });

  it('is completed by a link, or by staff', async () => {
    const [one, other] = [aPerson(), aPerson()];
    await decide('access', { activation: 'admin' });
    await register(passer, one);
    expect(await read(passer, '/registered')).toContain('Our staff activate');
    await decide('access', { activation: 'email' });
    await register(passer, other);
    expect(await newestLink(passer, other.email)).toContain('/activate/');
  });

  it('asks for a password, or sends one', async () => {
    await decide('access', { passwordAtRegistration: 'generated' });
    await passer.goto('/register');
    expect(await passer.locator('[type=password]').count()).toBe(0);
    await decide('access', { passwordAtRegistration: 'chosen' });
    await passer.goto('/register');
    expect(await passer.locator('[type=password]').count()).toBe(1);
  });

  it('asks for a password of the length that is asked for', async () => {
    await decide('access', { passwordMinimum: '20' });
    expect(await read(passer, '/register')).toContain('At least 20 characters');
    await decide('access', { passwordMinimum: '12' });
    expect(await read(passer, '/register')).toContain('At least 12 characters');
  });

  it('helps who has forgotten their password by a link, or by a new one', async () => {
    const forgetful = aPerson();
    await register(passer, forgetful);
    await activate(passer, await newestLink(passer, forgetful.email));
    await forget(passer, forgetful.email);
    expect(await newestLink(passer, forgetful.email, /password/)).toContain('/set-password/');
    await decide('access', { forgottenPassword: 'generated' });
    await forget(passer, forgetful.email);
    expect(await generatedPassword(passer, forgetful.email)).not.toBe('');
    await decide('access', { forgottenPassword: 'link' });
  });
});

describe('access and checkout', () => {
  it('shows prices to whom they are for', async () => {
    expect(await read(passer, '/products/fender')).toContain('€24.00');
    await decide('shopping', { shopAccess: 'prices_for_customers' });
    expect(await read(passer, '/products/fender')).not.toContain('€24.00');
    expect(await read(customer, '/products/fender')).toContain('€24.00');
    await decide('shopping', { shopAccess: 'customers_only' });
    await passer.goto('/products/fender');
    expect(pathOf(passer)).toContain('/login');
    await decide('shopping', { shopAccess: 'everyone' });
    expect(await read(passer, '/products/fender')).toContain('€24.00');
  });

  it('asks for an account as the shop says', async () => {
    await passer.goto('/products/fender');
    await passer.getByRole('button', { name: 'Add to basket' }).click();
    await passer.waitForURL('**/basket?done=added');
    expect(await read(passer, '/checkout')).toContain('Have an account?');
    await decide('shopping', { checkout: 'guest_only' });
    expect(await read(passer, '/checkout')).not.toContain('Have an account?');
    await decide('shopping', { checkout: 'account_required' });
    expect(await read(passer, '/checkout')).toContain('An order here needs an account');
    await decide('shopping', { checkout: 'optional' });
  });

  it('shows the orders of one store, or of all that share accounts', async () => {
    expect(await read(customer, '/account/orders')).not.toMatch(/\d{4}-\d{5}/);
    await decide('shopping', { orderHistory: 'pool' });
    expect(await read(customer, '/account/orders')).toMatch(/\d{4}-\d{5}/);
    await decide('shopping', { orderHistory: 'store' });
    expect(await read(customer, '/account/orders')).not.toMatch(/\d{4}-\d{5}/);
  });
});
