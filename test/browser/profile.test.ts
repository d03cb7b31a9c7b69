// The profile, the choice of a language, and what a form says when something is wrong with it.
import { beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { aCustomer, aPerson } from './people.ts';
import { pathOf, visitor } from './visitor.ts';

let page: Page;
beforeAll(async () => {
  page = await visitor();
  await aCustomer(page, aPerson('Annie Easley'));
});

it('a profile is saved, and the name menu shows the new name', async () => {
  await page.goto('/account/profile');
  await page.getByLabel('Name').fill('Annie J. Easley');
  await page.getByLabel('Phone').fill('+44 20 7946 0000');
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await page.getByRole('status').textContent()).toBe('Your profile is saved.');
  expect(await page.getByLabel('Name').inputValue()).toBe('Annie J. Easley');
  expect(await page.getByLabel('Phone').inputValue()).toBe('+44 20 7946 0000');
  expect(await page.getByRole('banner').locator('summary').textContent()).toContain('Annie J. Easley');
});

it('a form with errors links to its fields and keeps what was typed', async () => {
  await page.goto('/account/profile');
  await page.getByLabel('Name').fill('Annie');
  await page.getByLabel('Phone').fill('twelve');
  await page.getByRole('button', { name: 'Save' }).click();
  const summary = page.getByRole('alert');
  expect(await summary.textContent()).toContain('1 field needs your attention:');
  expect(await page.getByLabel('Name').inputValue()).toBe('Annie');
  const phone = page.getByLabel('Phone');
  expect(await phone.inputValue()).toBe('twelve');
  expect(await phone.getAttribute('aria-invalid')).toBe('true');
  expect(await phone.getAttribute('aria-describedby')).toBe('phone-problem');
  await summary.getByRole('link', { name: 'Phone' }).click();
  await page.keyboard.type('!');
  expect(await phone.inputValue()).toContain('!');
});

it('registration names every field that is wrong, in the order of the form, and keeps all but the password', async () => {
  const stranger = await visitor();
  await stranger.goto('/register');
  await stranger.getByLabel('E-mail address').fill('annie@');
  await stranger.getByLabel('Password').fill('lantern');
  await stranger.getByLabel('Phone').fill('twelve');
  await stranger.getByLabel('newsletter').check();
  await stranger.getByRole('button', { name: 'Create account' }).click();
  const links = stranger.getByRole('alert').getByRole('link');
  expect(await links.allTextContents()).toEqual(['E-mail address', 'Name', 'Phone', 'Password']);
  expect(await stranger.getByLabel('E-mail address').inputValue()).toBe('annie@');
  expect(await stranger.getByLabel('Password').inputValue()).toBe('');
  expect(await stranger.getByLabel('Phone').inputValue()).toBe('twelve');
  expect(await stranger.getByLabel('newsletter').isChecked()).toBe(true);
});

it('a customer who chooses Deutsch reads German from then on', async () => {
  await page.goto('/account/profile');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  await page.getByRole('button', { name: 'Save' }).click();
  expect(await page.getByRole('status').textContent()).toBe('Ihr Profil ist gespeichert.');
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await page.goto('/account');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Schön, Sie zu sehen');
  expect(await page.getByRole('contentinfo').getByRole('button').count()).toBe(0);
});

it.each([
  { browserHas: 'scripts', javaScriptEnabled: true },
  { browserHas: 'no scripts', javaScriptEnabled: false },
])('a visitor changes the language in the footer and stays on the page, with $browserHas', async (options) => {
  const { javaScriptEnabled } = options;
  const stranger = await visitor('goods', { javaScriptEnabled });
  await stranger.goto('/login');
  await stranger.getByRole('button', { name: 'Čeština' }).click();
  expect(pathOf(stranger)).toBe('/login');
  expect(await stranger.getByRole('heading', { level: 1 }).textContent()).toBe('Přihlášení');
  await stranger.goto('/');
  expect(await stranger.locator('html').getAttribute('lang')).toBe('cs');
});
