// The list of customers in a real browser: it follows what is typed, and fifty are invited at once.
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, it } from 'vitest';
import { demoStaff } from '../../src/demo/people.ts';
import { originOf } from './browser.ts';
import { signIn } from './people.ts';
import { pathOf, visitor } from './visitor.ts';

const [owner] = demoStaff;

/** Fifty people of whom the shop knows an address and nothing else. */
beforeAll(async () => {
  const page = await atTheList();
  const { request } = page.context();
  const headers = { Origin: originOf('goods', inject('port')) };
  for (let number = 1; number <= 50; number += 1) {
    const form = { email: `wanda${number}@example.com`, language: '' };
    const reply = await request.post('/admin/customers', { form, headers, maxRedirects: 0 });
    if (reply.status() !== 303) throw new Error(`putting somebody on record answers ${reply.status()}`);
  }
});

async function atTheList(options: Parameters<typeof visitor>[1] = {}): Promise<Page> {
  const page = await visitor('goods', options);
  await signIn(page, owner, '/admin/login');
  await page.waitForURL('**/admin');
  await page.goto('/admin/customers?registered=no');
  return page;
}

const searchField = (page: Page) => page.getByRole('searchbox');
const found = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words }).waitFor();
const bar = (page: Page) => page.getByRole('form', { name: 'Do with many' });

it('follows what is typed without leaving the page, and keeps the focus, the address and ticks of who stays', async () => {
  const page = await atTheList();
  await page.evaluate(() => Object.assign(globalThis, { isStill: true }));
  await searchField(page).pressSequentially('wanda1');
  await found(page, '11 customers on this page');
  expect(pathOf(page)).toMatch(/^\/admin\/customers\?q=wanda1&/);

  await page.getByRole('checkbox', { name: 'Tick wanda12@example.com' }).check();
  await page.getByRole('checkbox', { name: 'Tick wanda1@example.com', exact: true }).check();
  expect(await bar(page).innerText()).toContain('Ticked: 2');
  await searchField(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.type('2');
  await found(page, 'One customer on this page');
  expect(await page.getByRole('checkbox', { name: 'Tick wanda12@example.com' }).isChecked()).toBe(true);
  expect(await bar(page).innerText()).toContain('Ticked: 1');

  await page.getByLabel('Status').selectOption('Denied');
  await found(page, 'Nobody matches.');
  expect(await page.evaluate(() => Reflect.get(globalThis, 'isStill') as unknown)).toBe(true);
  await page.reload();
  expect(await searchField(page).inputValue()).toBe('wanda12');
  expect(await page.getByLabel('Status').inputValue()).toBe('denied');
});

it('leads to sign in when the session is over, and back', async () => {
  const page = await atTheList();
  await page.context().clearCookies();
  await searchField(page).pressSequentially('wanda');
  await page.waitForURL(/\/admin\/login\?next=/);
  expect(pathOf(page)).toContain(encodeURIComponent('/admin/customers?q=wanda'));
});

it('fifty who are ticked are invited, with a result for each', async () => {
  const page = await atTheList();
  expect(await bar(page).isVisible()).toBe(false);
  await searchField(page).fill('wanda');
  await found(page, '50 customers on this page');
  await page.getByLabel('Tick all on this page').check();
  expect(await bar(page).innerText()).toContain('Ticked: 50');
  await page.getByRole('button', { name: 'Grant access' }).click();
  await page.waitForURL('**/admin/customers/bulk/*');

  expect(await page.getByRole('cell', { name: 'Invited' }).count()).toBe(50);
  expect(await page.getByText('Done for 50 customers.').isVisible()).toBe(true);
});

it('all whom a search finds are denied after a question, and the page goes on by itself until it is done', async () => {
  const page = await atTheList();
  await searchField(page).fill('wanda2');
  await found(page, '11 customers on this page');
  await page.getByRole('checkbox', { name: 'Tick wanda20@example.com' }).check();
  await bar(page).getByLabel('For').selectOption('All whom this search finds');
  await page.getByRole('button', { name: 'Deny' }).click();
  expect(await page.getByText('The search finds 11 customers.').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Deny' }).click();

  await page.getByText('Done for 11 customers.').first().waitFor();
  expect(await page.getByRole('cell', { name: 'Denied', exact: true }).count()).toBe(11);
});

it('works without scripts as forms do', async () => {
  const page = await atTheList({ javaScriptEnabled: false });
  await searchField(page).fill('wanda3');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL('**/admin/customers?q=wanda3*');
  expect(await page.getByLabel('Tick all on this page').isVisible()).toBe(false);
  await page.getByRole('checkbox', { name: 'Tick wanda33@example.com' }).check();
  await page.getByRole('button', { name: 'Grant access' }).click();
  await page.waitForURL('**/admin/customers/bulk/*');

  expect(await page.getByRole('cell', { name: 'Invited' }).count()).toBe(1);
});
