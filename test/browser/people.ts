// What people do in the shops, by the words on the page. Every step works with scripts and without.
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** Somebody of a demo store; each has an address that nobody else has. */
export type Person = { email: string; name: string; password: string };

let people = 0;

/** A person nobody knows yet. */
export function aPerson(name = 'Grace Hopper', email?: string): Person {
  people += 1;
  return {
    email: email ?? `visitor-${Date.now()}-${people}@example.com`,
    name,
    password: 'copper-kettle-under-the-stairs',
  };
}

/** Fills in the registration form of Harbour Goods, in English, and sends it. */
export async function register(page: Page, { email, name, password }: Person): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/registered');
}

/** The link of the newest message to this address, as /dev/mail shows it. */
export async function activationLink(page: Page, email: string): Promise<string> {
  for (let tries = 0; tries < 50; tries += 1) {
    await page.goto('/dev/mail');
    const link = page
      .getByRole('article')
      .filter({ hasText: `To ${email} ` })
      .getByRole('link')
      .first();
    const address = (await link.count()) > 0 ? await link.getAttribute('href') : null;
    if (address) return address;
    await wait(100);
  }
  throw new Error(`no message to ${email}`);
}

/** Presses the button behind the link; where the page asks for a password, with this one. */
export async function activate(page: Page, link: string, password?: string): Promise<void> {
  await page.goto(link);
  if (password !== undefined) await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Activate account' }).click();
  await page.waitForURL('**/activated');
}

/** Signs in; ends on whatever page comes then. */
export async function signIn(page: Page, { email, password }: Omit<Person, 'name'>): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

/** A person with an active account, signed in on this page. */
export async function aCustomer(page: Page, person = aPerson()): Promise<Person> {
  await register(page, person);
  await activate(page, await activationLink(page, person.email));
  await signIn(page, person);
  await page.waitForURL('**/account');
  return person;
}
