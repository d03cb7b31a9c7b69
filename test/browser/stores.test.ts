// Which account works at which store: stores of one pool share it, other stores have never heard of it.
import { demoPeople } from '../../src/demo/people.ts';
import { expect, it } from 'vitest';
import { signIn } from './people.ts';
import { pathOf, visitor } from './visitor.ts';

const [ada, konrad] = demoPeople;

it('an account of Harbour Goods signs in at Harbour Outlet too', async () => {
  const page = await visitor('outlet');
  await signIn(page, ada);
  expect(pathOf(page)).toBe('/account');
  expect(await page.getByRole('banner').textContent()).toContain('Harbour Outlet');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Good to see you, Ada Lovelace');
});

it('signing in at one store signs nobody in at another', async () => {
  const page = await visitor();
  await signIn(page, ada);
  const { port } = new URL(page.url());
  await page.goto(`http://outlet.localhost:${port}/account`);
  expect(pathOf(page)).toBe('/login?next=%2Faccount');
});

it('Hafen Handel does not know the account and registers nobody', async () => {
  const page = await visitor('trade');
  await signIn(page, ada);
  expect(pathOf(page)).toBe('/login');
  expect(await page.getByRole('alert').textContent()).toContain('This did not work.');
  expect(await page.getByText("Don't have an account?").count()).toBe(0);
  expect(await page.locator('a[href="/register"]').count()).toBe(0);
  await page.goto('/register');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Registration is by invitation');
});

it('a customer of Hafen Handel signs in there', async () => {
  const page = await visitor('trade', { locale: 'de' });
  await page.goto('/login');
  await page.getByLabel('E-Mail-Adresse').fill(konrad.email);
  await page.getByLabel('Passwort').fill(konrad.password);
  await page.getByRole('main').getByRole('button', { name: 'Anmelden' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Schön, Sie zu sehen, Konrad Zuse');
});
