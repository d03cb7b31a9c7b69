// A customer's record in a real browser: what staff do there, and what the customer sees of it.
import type { Page } from 'playwright-core';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoStaff } from '../../src/demo/people.ts';
import {
  aCustomer,
  aPerson,
  generatedPassword,
  newestLink,
  sessionOf,
  signIn,
  type Person,
  type Session,
} from './people.ts';
import { pathOf, visitor } from './visitor.ts';

const [owner] = demoStaff;

let working: Session;
beforeAll(async () => {
  working = await sessionOf(await visitor('goods'), owner);
});

const said = (page: Page) => page.getByRole('status').first().textContent();

/** Staff on the page of a new customer, who has no login yet. */
async function withContact(options: Parameters<typeof visitor>[1] = {}): Promise<{ staff: Page; person: Person }> {
  const staff = await visitor('goods', { ...options, storageState: working });
  const person = aPerson('Grace Hopper');
  await staff.goto('/admin/customers/new');
  await staff.getByLabel('E-mail address').fill(person.email);
  await staff.getByLabel('Name').fill(person.name);
  await staff.getByRole('button', { name: 'Save customer' }).click();
  await staff.waitForURL('**/admin/customers/cus_*');
  return { staff, person };
}

/** Staff on the page of a customer who is signed in on their own. */
async function withCustomer(): Promise<{ staff: Page; customer: Page; person: Person }> {
  const customer = await visitor('goods');
  const person = await aCustomer(customer);
  const staff = await visitor('goods', { storageState: working });
  await staff.goto(`/admin/customers?q=${encodeURIComponent(person.email)}`);
  await staff.getByRole('link', { name: person.name }).click();
  await staff.getByRole('heading', { level: 1 }).filter({ hasText: person.name }).waitFor();
  return { staff, customer, person };
}

/** The customer signs in with a password from a message, and must choose one of their own before anything else opens. */
async function chooseOwn(customer: Page, person: Person, made: string): Promise<void> {
  await signIn(customer, { ...person, password: made });
  await customer.waitForURL('**/account/password');
  await customer.goto('/account');
  expect(pathOf(customer)).toBe('/account/password');
  await customer.getByLabel('Current password').fill(made);
  await customer.getByLabel('New password').fill(person.password);
  await customer.getByRole('button', { name: 'Change password' }).click();
  await customer.waitForURL('**/account/password?changed');
  await customer.goto('/account');
  expect(pathOf(customer)).toBe('/account');
}

describe.concurrent.each([
  { browserHas: 'scripts', javaScriptEnabled: true },
  { browserHas: 'no scripts', javaScriptEnabled: false },
])('with $browserHas', ({ javaScriptEnabled }) => {
  it('a new customer is saved, and sets a password by the message', async () => {
    const { staff, person } = await withContact({ javaScriptEnabled });
    expect(await said(staff)).toBe('The invitation is on its way.');

    const customer = await visitor('goods', { javaScriptEnabled });
    await customer.goto(await newestLink(customer, person.email, /ready for you/));
    await customer.getByLabel('Password').fill(person.password);
    await customer.getByRole('button', { name: 'Set password' }).click();
    await customer.waitForURL('**/login?password-set');
    await signIn(customer, person);
    await customer.waitForURL('**/account');
  });

  it('a login is created, and the customer signs in with the password from the mail and changes it', async () => {
    const { staff, person } = await withContact({ javaScriptEnabled });
    await staff.getByRole('link', { name: 'Login' }).click();
    await staff.getByRole('button', { name: 'Create login…' }).click();
    await staff.getByRole('dialog').getByRole('button', { name: 'Make and send the password' }).click();
    await staff.waitForURL('**/login?done=login_created');

    const customer = await visitor('goods', { javaScriptEnabled });
    expect(await newestLink(customer, person.email, /Your sign-in for/)).toMatch(/\/login$/);
    await chooseOwn(customer, person, await generatedPassword(customer, person.email));
  });
});

it.concurrent(
  'a password is generated behind a dialog: the customer is signed out, and gets in with the new one',
  async () => {
    const { staff, customer, person } = await withCustomer();
    await staff.getByRole('link', { name: 'Login' }).click();
    await staff.getByRole('button', { name: 'Generate password…' }).click();
    const dialog = staff.getByRole('dialog');
    expect(await dialog.innerText()).toContain('works for 72 hours');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await dialog.isVisible()).toBe(false);
    await staff.getByRole('button', { name: 'Generate password…' }).click();
    await dialog.getByRole('button', { name: 'Make and send the password' }).click();
    await staff.waitForURL('**/login?done=password_given');

    await customer.goto('/account');
    expect(pathOf(customer)).toContain('/login');
    await newestLink(customer, person.email, /Your new password/);
    await chooseOwn(customer, person, await generatedPassword(customer, person.email));
  },
);

it.concurrent(
  'a password is typed twice, its strength is shown as it is typed, and the customer must change it',
  async () => {
    const { staff, customer, person } = await withCustomer();
    await staff.getByRole('link', { name: 'Login' }).click();
    const password = staff.getByLabel('Password', { exact: true });
    await password.click();
    await staff.locator('.strength').waitFor();
    const words = new Set<string>();
    for (const letter of 'nnnnnnnnnnnntwqkzvxbd') {
      await staff.keyboard.type(letter);
      words.add(await staff.locator('.strength output').innerText());
    }
    expect([...words]).toEqual(['weak', 'acceptable', 'average', 'strong', 'excellent']);

    await staff.getByLabel('Confirm password').fill('five brass bells by the key');
    await staff.getByRole('button', { name: 'Set and send the password' }).click();
    expect(await staff.getByRole('alert').innerText()).toContain('This is not the same password.');
    await password.fill('five brass bells by the quay');
    await staff.getByLabel('Confirm password').fill('five brass bells by the quay');
    await staff.getByRole('button', { name: 'Set and send the password' }).click();
    await staff.waitForURL('**/login?done=password_given');

    await newestLink(customer, person.email, /Your new password/);
    await chooseOwn(customer, person, 'five brass bells by the quay');
  },
);

it.concurrent(
  'a denied customer is a visitor at the next click and cannot sign in, until they are allowed again',
  async () => {
    const { staff, customer, person } = await withCustomer();
    const save = async (isDenied: boolean) => {
      await staff.getByLabel('Denied').setChecked(isDenied);
      await staff
        .locator('form')
        .filter({ has: staff.getByLabel('Denied') })
        .getByRole('button', { name: 'Save' })
        .click();
      await staff.waitForURL(`**?done=${isDenied ? 'denied' : 'allowed'}`);
    };
    await save(true);
    await customer.goto('/account');
    expect(pathOf(customer)).toBe('/login?next=%2Faccount');
    await signIn(customer, person);
    expect(await customer.getByRole('alert').innerText()).toContain('This did not work.');

    await save(false);
    await customer.goto('/account');
    expect(pathOf(customer)).toBe('/account');
  },
);

it.concurrent('a group chosen by hand shows its discount on the customer’s overview', async () => {
  const { staff, customer } = await withCustomer();
  await staff.getByLabel('Group', { exact: true }).selectOption('Gold, 10%');
  await staff
    .locator('form')
    .filter({ has: staff.getByLabel('Group', { exact: true }) })
    .getByRole('button', { name: 'Save' })
    .click();
  await staff.waitForURL('**?done=grouped');

  await customer.goto('/account');
  expect(await customer.getByRole('main').innerText()).toMatch(/10%\s+Discount|Discount\s+10%/);
});

it.concurrent(
  'the print view shows the customer, the orders and their total on paper, and nothing of the page around it',
  async () => {
    const { staff, person } = await withCustomer();
    await staff.getByLabel('New note').fill('Rings before noon');
    await staff.getByRole('button', { name: 'Add note' }).click();
    await staff.getByRole('link', { name: 'Print view' }).click();
    await staff.waitForURL('**/print');
    const pdf = await getDocumentProxy(new Uint8Array(await staff.pdf({ format: 'A4' })));
    const { text: lines } = await extractText(pdf, { mergePages: true });
    const text = lines.replaceAll(/\s+/g, ' ');

    for (const words of [person.name, person.email, '0 orders', 'Total €0.00', 'Rings before noon'])
      expect(text).toContain(words);
    for (const words of ['Skip to the content', 'Olive Owner, Customers', 'Back to the customer', 'Sign out'])
      expect(text).not.toContain(words);
  },
);

it.concurrent('a deleted customer is gone from the list, the record and their own browser', async () => {
  const { staff, customer, person } = await withCustomer();
  const record = pathOf(staff);
  await staff.getByRole('button', { name: 'Delete customer…' }).click();
  expect(await staff.getByRole('dialog').innerText()).toContain('This cannot be undone');
  await staff.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await staff.waitForURL('**/admin/customers?done=deleted');
  expect(await said(staff)).toBe('The customer is deleted.');

  await staff.goto(`/admin/customers?q=${encodeURIComponent(person.email)}`);
  expect(await staff.getByRole('status').allTextContents()).toContainEqual(expect.stringContaining('Nobody matches.'));
  expect((await staff.goto(record))?.status()).toBe(404);
  await customer.goto('/account');
  expect(pathOf(customer)).toContain('/login');
});
