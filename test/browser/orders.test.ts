// An order in a real browser, from the transfer that pays it to the review of what came, on both sides of the counter.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoPeople, demoStaff } from '../../src/demo/people.ts';
import { scanned } from './codes.ts';
import { newestLink, sessionOf, signIn, type Session } from './people.ts';
import { shoppers } from './shoppers.ts';
import { pathOf, visitor } from './visitor.ts';

const [, manager] = demoStaff;

type Options = Parameters<typeof visitor>[1];

const card = (page: Page) =>
  page.getByRole('main').locator('section', { has: page.getByRole('heading', { name: 'Pay by bank transfer' }) });
const fact = (page: Page, name: string) =>
  card(page).getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd[1]');
const copyButtons = (page: Page) => card(page).getByRole('button', { name: 'Copy' });
const history = (page: Page) => page.getByRole('list', { name: 'What happened' }).getByRole('listitem');
const notice = (page: Page) => page.getByRole('status').first().textContent();

async function signedIn(person: { email: string; password: string }, options: Options = {}): Promise<Page> {
  const page = await visitor('goods', options);
  await signIn(page, person);
  await page.waitForURL('**/account');
  return page;
}

let working: Session;
beforeAll(async () => {
  working = await sessionOf(await visitor('goods'), manager);
});

/** A manager who has signed in. */
async function atWork(options: Options): Promise<Page> {
  const page = await visitor('goods', { ...options, storageState: working });
  await page.goto('/admin');
  return page;
}

/** Opens the latest order from the overview; returns its number. */
async function openLatest(page: Page): Promise<string> {
  await page.goto('/account');
  const latest = page
    .getByRole('main')
    .locator('section', { has: page.getByRole('heading', { name: 'Latest order' }) });
  const number = (await latest.getByRole('strong').textContent()) ?? '';
  await latest.getByRole('link', { name: 'View' }).click();
  await page.getByRole('heading', { level: 1, name: `Order ${number}` }).waitFor();
  return number;
}

/** Staff find an order by its number, and open it. */
async function openAtDesk(staff: Page, number: string): Promise<void> {
  await staff.getByRole('link', { name: 'Orders' }).click();
  await staff.getByLabel('Find by number, or by the customer’s name, e-mail or phone').fill(number);
  await staff.getByRole('button', { name: 'Search' }).click();
  await staff.waitForURL('**/admin/orders?*');
  await staff.getByRole('link', { name: number }).click();
  await staff.getByRole('heading', { level: 1, name: `Order ${number}` }).waitFor();
}

describe.concurrent.each([
  { browserHas: 'scripts', javaScriptEnabled: true, ...shoppers.scripts },
  { browserHas: 'no scripts', javaScriptEnabled: false, ...shoppers.noScripts },
])('with $browserHas', ({ javaScriptEnabled, owing, waiting, talking }) => {
  it('an order says how to pay it, until staff have noted all of the money', async () => {
    const shopper = await signedIn(owing, { javaScriptEnabled });
    expect(await shopper.getByRole('main').innerText()).toContain('Awaiting payment · €64.80');
    const number = await openLatest(shopper);
    expect(await fact(shopper, 'Amount').innerText()).toContain('€64.80');
    const reference = (await fact(shopper, 'Reference').locator('span').innerText()).replaceAll(' ', '');
    const code = await scanned(card(shopper).getByRole('img'));
    const lines = ['BCD', '002', '1', 'SCT', 'AIBKIE2D', 'Harbour Goods', 'IE29AIBK93115212345678', 'EUR64.80', ''];
    expect(code).toBe([...lines, reference].join('\n'));
    expect(reference).toContain(number.replace('-', ''));

    const staff = await atWork({ javaScriptEnabled });
    await openAtDesk(staff, number);
    await staff.getByLabel('Amount').fill('100');
    await staff.getByRole('button', { name: 'Note the payment' }).click();
    expect(await staff.getByRole('alert').innerText()).toContain('an amount that is not more than what is owed');
    expect(await staff.getByLabel('Amount').inputValue()).toBe('100');
    await staff.getByLabel('Amount').fill('20');
    await staff.getByRole('button', { name: 'Note the payment' }).click();
    await staff.waitForURL('**?done=paid');
    await shopper.reload();
    expect(await fact(shopper, 'Amount').innerText()).toContain('€44.80');
    expect(await scanned(card(shopper).getByRole('img'))).toContain('EUR44.80');

    await staff.getByRole('button', { name: 'Note the payment' }).click();
    await staff.getByText('€44.80 is owed.').waitFor({ state: 'detached' });
    expect(await notice(staff)).toBe('The payment is noted.');
    await shopper.goto(await newestLink(shopper, owing.email, /Your payment for order/));
    expect(pathOf(shopper)).toBe(`/account/orders/${number}`);
    expect(await card(shopper).count()).toBe(0);
    expect(await shopper.getByText('Awaiting payment').count()).toBe(0);
    expect(await history(shopper).last().innerText()).toContain('Paid');
  });

  it('a parcel is followed, and what came in it is rated, for points, and read by others', async () => {
    const shopper = await signedIn(waiting, { javaScriptEnabled });
    const number = await openLatest(shopper);
    const staff = await atWork({ javaScriptEnabled });
    await openAtDesk(staff, number);
    await staff.getByLabel('Carrier').selectOption('DPD');
    await staff.getByLabel('Tracking code').fill('lantern');
    await staff.getByRole('button', { name: 'Mark as shipped' }).click();
    expect(await staff.getByRole('alert').innerText()).toContain('No code of this carrier is written like this.');
    await staff.getByLabel('Tracking code').fill('01234567890199');
    await staff.getByRole('button', { name: 'Mark as shipped' }).click();
    await staff.waitForURL('**?done=shipped');

    const tracking = 'https://www.dpdgroup.com/ie/mydpd/my-parcels/search?parcelNumber=01234567890199';
    expect(await newestLink(shopper, waiting.email, /is on its way/)).toBe(tracking);
    await openLatest(shopper);
    await shopper.context().route('https://www.dpdgroup.com/**', (route) => route.fulfill({ body: 'Your parcel' }));
    const opened = shopper.waitForEvent('popup');
    await shopper.getByRole('link', { name: 'Track 01234567890199' }).click();
    await (await opened).waitForURL(tracking);
    await shopper.goto('/account/reviews');
    expect(await shopper.getByRole('main').innerText()).toContain('Nothing waits for your review.');

    await staff.getByRole('button', { name: 'Mark as delivered' }).click();
    await staff.waitForURL('**?done=delivered');
    await shopper.goto(await newestLink(shopper, waiting.email, /Your order .* has arrived/));
    expect(pathOf(shopper)).toBe('/account/reviews');
    const words = `Warm in any wind. ${waiting.name.length} of my friends want one.`;
    await rate(shopper, words);
    expect(await shopper.getByRole('article').innerText()).toContain('Waits for publication');
    await shopper.getByRole('link', { name: 'Points' }).click();
    const row = shopper.getByRole('row').filter({ hasText: 'Review' });
    expect(await row.getByRole('cell').nth(2).innerText()).toBe('+20');

    const reader = await visitor('goods', { javaScriptEnabled });
    await reader.goto('/products/wool-sweater');
    expect(await reader.getByText(words).count()).toBe(0);
    await staff.getByRole('link', { name: 'Reviews' }).click();
    await staff.getByRole('article').filter({ hasText: words }).getByRole('button', { name: 'Publish' }).click();
    await staff.waitForURL('**/admin/reviews?done=published');
    await reader.reload();
    const review = reader.getByRole('article').filter({ hasText: words });
    expect(await review.getByRole('img', { name: '4 of 5 stars' }).count()).toBe(1);
    expect(await reader.getByRole('main').innerText()).not.toContain(waiting.name);
  });

  it('points that staff give by hand are the customer’s at once, and no more are taken than there are', async () => {
    const shopper = await signedIn(talking, { javaScriptEnabled });
    const staff = await atWork({ javaScriptEnabled });
    await staff.goto(`/admin/customers?q=${encodeURIComponent(talking.email)}`);
    await staff.getByRole('link', { name: talking.name }).click();
    await staff.waitForURL('**/admin/customers/cus_*');
    await staff.getByRole('main').getByRole('link', { name: 'Orders' }).click();
    const change = async (points: string, reason: string) => {
      await staff.getByLabel('Points').fill(points);
      await staff.getByLabel('Reason').fill(reason);
      await staff.getByRole('button', { name: 'Save points' }).click();
    };
    await change('50', 'For the dented mug');
    await staff.waitForURL('**?done=points_changed');
    await shopper.goto('/account/points');
    expect(await shopper.getByRole('main').innerText()).toContain('You have 50 points');
    expect(await shopper.getByRole('row').nth(1).innerText()).toMatch(/From the shop For the dented mug\s+\+50\s+50/);

    await change('-80', 'By mistake');
    expect(await staff.getByRole('alert').innerText()).toContain('The customer does not have that many points.');
    await change('-20', 'Given twice');
    await staff.getByRole('heading', { name: '30 points' }).waitFor();
    await shopper.reload();
    expect(await shopper.getByRole('main').innerText()).toContain('You have 30 points');
  });
});

/** Rates the sweater from the list, at first without stars. */
async function rate(page: Page, words: string): Promise<void> {
  await page.getByRole('link', { name: /Rate ?: Wool sweater, navy/ }).click();
  await page.getByLabel('What would you tell others?').fill(words);
  await page.getByRole('button', { name: 'Send the review' }).click();
  expect(await page.getByRole('alert').innerText()).toContain('Please fill in this field.');
  expect(await page.getByLabel('What would you tell others?').inputValue()).toBe(words);
  await page.getByRole('radio', { name: '4 stars' }).check();
  await page.getByRole('button', { name: 'Send the review' }).click();
  await page.waitForURL('**/account/reviews?done=rated');
  expect(await notice(page)).toContain('Thank you for your review.');
  expect(await page.getByRole('main').innerText()).toContain('Nothing waits for your review.');
}

it('the IBAN and the reference are copied as banks want them typed, and the page says so', async () => {
  const page = await signedIn(demoPeople[0]);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/account/orders?status=placed');
  await page.getByRole('main').getByRole('cell').getByRole('link').first().click();
  const copied = () => page.evaluate<string>('navigator.clipboard.readText()');
  await fact(page, 'IBAN').getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied.').waitFor();
  expect(await copied()).toBe('IE29AIBK93115212345678');
  await fact(page, 'Amount').getByRole('button', { name: 'Copy' }).click();
  await expect.poll(copied).toBe('58.81');
  await fact(page, 'Reference').getByRole('button', { name: 'Copy' }).click();
  await expect.poll(copied).toMatch(/^RF\d{2}[\dA-Z]+$/);
});

it('an order in crowns has the code that Czech banks read; without scripts nothing offers to copy', async () => {
  const page = await visitor('sklad', { javaScriptEnabled: false });
  await signIn(page, demoPeople[3]);
  await page.goto('/account/orders?status=placed');
  await page.getByRole('main').getByRole('cell').getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Pay by bank transfer' }).waitFor();
  const symbol = await fact(page, 'Variable symbol').locator('span').innerText();
  const code = (await scanned(card(page).getByRole('img'))) ?? '';
  const parts = code.split('*').filter((part) => !/^(AM|DT|MSG):/.test(part));
  const account = 'ACC:CZ6508000000192000145399+GIBACZPX';
  expect(parts).toEqual(['SPD', '1.0', account, 'CC:CZK', 'RN:P%C5%99%C3%ADstav Sklad', `X-VS:${symbol}`]);
  expect(code).toMatch(/\*DT:20\d{6}\*/);
  expect(await copyButtons(page).count()).toBe(0);
});
