// What people do in the shops, by the words on the page. Every step works with scripts and without.
import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserContext, Locator, Page } from 'playwright-core';

/** Somebody of a demo store; each has an address that nobody else has. */
export type Person = { email: string; name: string; password: string };

/** What lets a browser go on as somebody who has signed in. */
export type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

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

/** What the newest message to this address holds, once there is one with such a subject, as /dev/mail shows it. */
async function newestMessage(page: Page, email: string, subject: RegExp): Promise<Locator> {
  const messages = page
    .getByRole('article')
    .filter({ hasText: `To ${email} ` })
    .filter({ has: page.getByRole('heading', { name: subject }) });
  for (let tries = 0; tries < 50; tries += 1) {
    await page.goto('/dev/mail');
    if ((await messages.count()) > 0) return messages.first();
    await wait(100);
  }
  throw new Error(`no message to ${email}`);
}

/** A link of the newest message to this address: the first whose address matches. */
export async function newestLink(page: Page, email: string, subject = /./, link = /./): Promise<string> {
  const message = await newestMessage(page, email, subject);
  const links = message.getByRole('link', { name: link });
  return (await links.first().getAttribute('href')) ?? '/';
}

/** The password that the store made for this address, from the newest message. */
export async function generatedPassword(page: Page, email: string): Promise<string> {
  const text = await (await newestMessage(page, email, /./)).innerText();
  return /(?:[0-9a-z]{4}-){6}[0-9a-z]{4}/.exec(text)?.[0] ?? '';
}

/** Asks for a forgotten password, in any language. */
export async function forget(page: Page, email: string): Promise<void> {
  await page.goto('/forgot-password');
  await page.locator('[name=email]').fill(email);
  await page.locator('main form [type=submit]').click();
  await page.waitForURL('**/forgot-password?sent');
}

/** Asks for another address for the account that is signed in here. */
export async function changeEmail(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/account/email');
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=currentPassword]').fill(password);
  await page.locator('main form [type=submit]').click();
  await page.waitForURL('**/account/email?sent');
}

/** Presses the button behind the link; where the page asks for everything again, with this name and password. */
export async function activate(page: Page, link: string, again?: { name: string; password: string }): Promise<void> {
  await page.goto(link);
  if (again) {
    await page.getByLabel('Name').fill(again.name);
    await page.getByLabel('Password').fill(again.password);
  }
  await page.getByRole('button', { name: 'Activate account' }).click();
  await page.waitForURL('**/activated');
}

/** Signs in, at /admin/login as staff; ends on whatever page comes then. */
export async function signIn(page: Page, { email, password }: Omit<Person, 'name'>, address = '/login'): Promise<void> {
  await page.goto(address);
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form [type=submit]').click();
}

/** What a browser has in which staff have signed in, for tests that are not about signing in; `page` is a visitor's. */
export async function sessionOf(page: Page, staff: Omit<Person, 'name'>): Promise<Session> {
  await signIn(page, staff, '/admin/login');
  await page.waitForURL('**/admin');
  return page.context().storageState();
}

/** A person with an active account, signed in on this page. */
export async function aCustomer(page: Page, person = aPerson()): Promise<Person> {
  await register(page, person);
  await activate(page, await newestLink(page, person.email));
  await signIn(page, person);
  await page.waitForURL('**/account');
  return person;
}

/** Adds an address to the book of whoever has signed in on this page; its fields are those of its country. */
export async function addAddress(page: Page, { country = '', ...fields }: Record<string, string>): Promise<void> {
  await page.goto('/account/addresses/new');
  await page.locator('[name=country]').selectOption(country);
  await page.locator('[name=step]').click();
  await page.locator(`option[value=${country}][selected]`).waitFor({ state: 'attached' });
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name=${name}]`);
    await (name === 'region' ? field.selectOption(value) : field.fill(value));
  }
  await page.locator('main form .btn-primary').click();
  await page.waitForURL('**/account/addresses?done=added');
}
