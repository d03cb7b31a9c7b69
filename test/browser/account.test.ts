// The main job, from a stranger to a customer and back, as people do it: with scripts and without.
import { describe, expect, it } from 'vitest';
import { activate, aCustomer, aPerson, forget, newestLink, register, signIn } from './people.ts';
import { pathOf, visitor } from './visitor.ts';

describe.concurrent.each([
  { browserHas: 'scripts', javaScriptEnabled: true },
  { browserHas: 'no scripts', javaScriptEnabled: false },
])('in a browser with $browserHas', ({ javaScriptEnabled }) => {
  it('a customer who forgot the password sets a new one by the link, and changes it', async () => {
    const page = await visitor('goods', { javaScriptEnabled });
    const person = await aCustomer(page);
    const elsewhere = await visitor('goods', { javaScriptEnabled });
    await forget(elsewhere, person.email);
    await elsewhere.goto(await newestLink(elsewhere, person.email, /new password/));
    await elsewhere.getByLabel('New password').fill('five brass bells by the quay');
    await elsewhere.getByRole('button', { name: 'Set password' }).click();
    expect(await elsewhere.getByRole('status').textContent()).toContain('Your password is set');

    await page.goto('/account');
    expect(pathOf(page)).toBe('/login?next=%2Faccount');
    await signIn(page, { ...person, password: 'five brass bells by the quay' });
    await page.goto('/account/password');
    await page.getByLabel('Current password').fill('five brass bells by the quay');
    await page.getByLabel('New password').fill('nine copper kettles in the rain');
    await page.getByRole('button', { name: 'Change password' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Your password is changed');
  });

  it('a person registers, activates, signs in and signs out', async () => {
    const page = await visitor('goods', { javaScriptEnabled });
    const person = aPerson('Grace Hopper');
    await register(page, person);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Please check your e-mail');

    const link = await newestLink(page, person.email);
    const button = page.getByRole('button', { name: 'Activate account' });
    for (let looks = 0; looks < 3; looks += 1) {
      await page.goto(link);
      expect(await button.isVisible()).toBe(true);
    }
    expect(await page.getByLabel('Password').count()).toBe(0);
    await activate(page, link);

    await signIn(page, person);
    expect(pathOf(page)).toBe('/account');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Good to see you, Grace Hopper');
    const menu = page.getByRole('banner').locator('summary');
    expect(await menu.textContent()).toContain('Grace Hopper');
    const { x = 0, y, width = 0 } = (await menu.boundingBox()) ?? {};
    const content = await page.getByRole('main').boundingBox();
    expect(x + width).toBeGreaterThan((content?.x ?? 0) + (content?.width ?? 0) - 20);
    expect(y).toBeLessThan(20);
    expect(await page.locator('.figures .quiet').allTextContents()).toEqual([
      'Turnover',
      'Orders',
      'Discount',
      'Points',
      'Products to rate',
    ]);
    expect(await page.locator('.figures strong').allTextContents()).toEqual(['€0.00', '0', '0%', '0', '0']);

    const oldCookies = await page.context().cookies();
    await menu.click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await page.getByRole('status').textContent()).toBe('You are signed out.');

    await page.context().addCookies(oldCookies);
    await page.goto('/account');
    expect(pathOf(page)).toBe('/login?next=%2Faccount');
    expect(await menu.count()).toBe(0);
  });

  it('the link, opened in another browser, asks for a new password, and that one works', async () => {
    const page = await visitor('goods', { javaScriptEnabled });
    const person = aPerson('Katherine Johnson');
    await register(page, person);
    const link = await newestLink(page, person.email);

    const elsewhere = await visitor('goods', { javaScriptEnabled });
    const chosen = { ...person, password: 'seven-quiet-otters-by-noon' };
    await activate(elsewhere, link, chosen);

    await signIn(page, person);
    expect(await page.getByRole('alert').textContent()).toContain('This did not work.');
    await signIn(elsewhere, chosen);
    expect(pathOf(elsewhere)).toBe('/account');
  });
});

it('somebody who opens a page of the account without a session comes back to it after signing in', async () => {
  const page = await visitor();
  await page.goto('/account/profile');
  expect(pathOf(page)).toBe('/login?next=%2Faccount%2Fprofile');
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await page.getByLabel('Password').fill('quiet-lantern-on-the-pier');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/account/profile');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Profile');
});
