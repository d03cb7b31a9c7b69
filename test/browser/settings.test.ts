// Every setting is changed by staff on its page, and a shopper meets it at the next request.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { forgottenToken } from './chandlery.ts';
import { cast, decide, read } from './deciding.ts';
import { activate, aPerson, forget, generatedPassword, newestLink, register } from './people.ts';
import { pathOf } from './visitor.ts';

let olive: Page;
let customer: Page;
let passer: Page;

beforeAll(async () => {
  ({ olive, customer, passer } = await cast());
});

describe('registration and sign-in', () => {
  it('is offered where it is open', async () => {
    await decide(olive, 'access', { registration: 'invitation' });
    expect(await read(passer, '/login')).not.toContain('Register');
    await decide(olive, 'access', { registration: 'open' });
    expect(await read(passer, '/login')).toContain('Register');
  });

  it('is completed by a link, or by staff', async () => {
    const [one, other] = [aPerson(), aPerson()];
    await decide(olive, 'access', { activation: 'admin' });
    await register(passer, one);
    expect(await read(passer, '/registered')).toContain('Our staff activate');
    await decide(olive, 'access', { activation: 'email' });
    await register(passer, other);
    expect(await newestLink(passer, other.email)).toContain('/activate/');
  });

  it('is forgotten after as many days as the shop says, where nobody activates it', async () => {
    const at = `/activate/${forgottenToken}`;
    expect(await read(passer, at)).toContain('Activate account');
    await decide(olive, 'access', { removeUnactivatedAfterDays: '1' });
    await fetch(`http://127.0.0.1:${inject('port')}/cdn-cgi/local/scheduled?cron=0+*+*+*+*`);
    expect(await read(passer, at)).not.toContain('Activate account');
    await decide(olive, 'access', { removeUnactivatedAfterDays: '' });
  });

  it('asks for a password, or sends one', async () => {
    await decide(olive, 'access', { passwordAtRegistration: 'generated' });
    await passer.goto('/register');
    expect(await passer.locator('[type=password]').count()).toBe(0);
    await decide(olive, 'access', { passwordAtRegistration: 'chosen' });
    await passer.goto('/register');
    expect(await passer.locator('[type=password]').count()).toBe(1);
  });

  it('asks for a password of the length that is asked for', async () => {
    await decide(olive, 'access', { passwordMinimum: '20' });
    expect(await read(passer, '/register')).toContain('At least 20 characters');
    await decide(olive, 'access', { passwordMinimum: '12' });
    expect(await read(passer, '/register')).toContain('At least 12 characters');
  });

  it('helps who has forgotten their password by a link, or by a new one', async () => {
    const forgetful = aPerson();
    await register(passer, forgetful);
    await activate(passer, await newestLink(passer, forgetful.email));
    await forget(passer, forgetful.email);
    expect(await newestLink(passer, forgetful.email, /password/)).toContain('/set-password/');
    await decide(olive, 'access', { forgottenPassword: 'generated' });
    await forget(passer, forgetful.email);
    expect(await generatedPassword(passer, forgetful.email)).not.toBe('');
    await decide(olive, 'access', { forgottenPassword: 'link' });
  });
});

describe('access and checkout', () => {
  it('shows prices to whom they are for', async () => {
    expect(await read(passer, '/products/fender')).toContain('€24.00');
    await decide(olive, 'shopping', { shopAccess: 'prices_for_customers' });
    expect(await read(passer, '/products/fender')).not.toContain('€24.00');
    expect(await read(customer, '/products/fender')).toContain('€24.00');
    await decide(olive, 'shopping', { shopAccess: 'customers_only' });
    await passer.goto('/products/fender');
    expect(pathOf(passer)).toContain('/login');
    await decide(olive, 'shopping', { shopAccess: 'everyone' });
    expect(await read(passer, '/products/fender')).toContain('€24.00');
  });

  it('asks for an account as the shop says', async () => {
    await passer.goto('/products/fender');
    await passer.getByRole('button', { name: 'Add to basket' }).click();
    await passer.waitForURL('**/basket?done=added');
    expect(await read(passer, '/checkout')).toContain('Have an account?');
    await decide(olive, 'shopping', { checkout: 'guest_only' });
    expect(await read(passer, '/checkout')).not.toContain('Have an account?');
    await decide(olive, 'shopping', { checkout: 'account_required' });
    expect(await read(passer, '/checkout')).toContain('An order here needs an account');
    await decide(olive, 'shopping', { checkout: 'optional' });
  });

  it('shows the orders of one store, or of all that share accounts', async () => {
    expect(await read(customer, '/account/orders')).not.toMatch(/\d{4}-\d{5}/);
    await decide(olive, 'shopping', { orderHistory: 'pool' });
    expect(await read(customer, '/account/orders')).toMatch(/\d{4}-\d{5}/);
    await decide(olive, 'shopping', { orderHistory: 'store' });
    expect(await read(customer, '/account/orders')).not.toMatch(/\d{4}-\d{5}/);
  });
});

describe('logo and colour', () => {
  it('has the colour on links and buttons', async () => {
    await decide(olive, 'brand', { 'shop.brandColour': '#7a1f3d' });
    await passer.goto('/login');
    expect(await passer.evaluate(`getComputedStyle(document.querySelector('.btn-primary')).backgroundColor`)).toBe(
      'rgb(122, 31, 61)',
    );
  });

  it('shows a logo, of which a script is left out, and runs nothing where it is opened by itself', async () => {
    const script = `<script>document.documentElement.id = 'ran'</script><path d="M0 0h80v20z" onclick="alert(1)"/>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20" onload="this.id = 'ran'">${script}</svg>`;
    await olive.goto('/admin/settings/brand');
    const file = { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) };
    await olive.getByLabel('Choose a logo').setInputFiles(file);
    await olive.getByRole('button', { name: 'Upload' }).click();
    await olive.waitForURL('**/admin/settings/brand?done=logo_reduced');

    await passer.goto('/login');
    const logo = passer.getByRole('banner').getByRole('img');
    expect(await logo.evaluate((image) => 'naturalWidth' in image && image.naturalWidth)).toBe(512);
    await passer.goto((await logo.getAttribute('src')) ?? '');
    expect(await passer.locator('path').count()).toBe(1);
    expect(await passer.locator('#ran').count()).toBe(0);
  });
});
