// From a stranger's basket to an account with everything that they have ordered, with scripts and without.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoStaff } from '../../src/demo/people.ts';
import { activate, aPerson, newestLink, register, sessionOf, signIn, type Person, type Session } from './people.ts';
import { pathOf, visitor } from './visitor.ts';

const [, manager] = demoStaff;

let working: Session;
beforeAll(async () => {
  working = await sessionOf(await visitor('goods'), manager);
});

/** Orders two lengths of rope as a guest; returns the order's number. It costs 54.70. */
async function orderRope(page: Page, { email, name }: Person): Promise<string> {
  await page.goto('/products/mooring-rope');
  await page.getByLabel('Quantity').fill('2');
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await page.waitForURL('**/basket?done=added');
  await page.getByRole('link', { name: 'Go to checkout' }).click();
  await page.getByLabel('E-mail address').fill(email);
  const delivery = page.getByRole('group', { name: 'Delivery address' });
  await delivery.getByLabel('Full name').fill(name);
  await delivery.getByLabel('Street address').fill('4 Custom House Quay');
  await delivery.getByLabel('Town or city').fill('Dublin');
  await page.getByLabel(/^Parcel/).check();
  await page.getByLabel('By bank transfer').check();
  await page.getByRole('button', { name: 'Review order' }).click();
  await page.waitForURL('**/checkout/review');
  await page.getByRole('button', { name: 'Place order and pay €54.70' }).click();
  await page.waitForURL('**/orders/**');
  return (await page.getByRole('heading', { level: 1 }).innerText()).replace('Order ', '');
}

/** Staff note that all of it was paid. */
async function pay(number: string): Promise<void> {
  const staff = await visitor('goods', { storageState: working });
  await staff.goto(`/admin/orders?q=${number}`);
  await staff.getByRole('link', { name: number }).click();
  await staff.getByRole('button', { name: 'Note the payment' }).click();
  await staff.waitForURL('**?done=paid');
}

describe.concurrent.each([
  { browserHas: 'scripts', javaScriptEnabled: true },
  { browserHas: 'no scripts', javaScriptEnabled: false },
])('with $browserHas', ({ javaScriptEnabled }) => {
  it('a guest buys, makes an account of it, and takes over what they ordered before', async () => {
    const guest = aPerson('Annie Easley');
    for (let before = 0; before < 2; before += 1) {
      await pay(await orderRope(await visitor('goods', { javaScriptEnabled }), guest));
    }
    const page = await visitor('goods', { javaScriptEnabled });
    const number = await orderRope(page, guest);
    expect(await page.getByRole('status').first().innerText()).toContain('Thank you');

    // Somebody else says that the address is theirs: nothing shows, whatever they do.
    const stranger = await visitor('goods', { javaScriptEnabled });
    const posing = { ...aPerson('Somebody Else'), email: guest.email };
    await register(stranger, posing);
    await signIn(stranger, posing);
    expect(await stranger.getByRole('main').innerText()).toContain('This did not work.');
    await stranger.goto('/account/orders/guest');
    expect(pathOf(stranger)).toContain('/login');

    await page.goto(await newestLink(page, guest.email, /^Your order/, /account$/));
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(guest.email);
    await page.getByLabel('Password').fill(guest.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL('**/registered');
    await activate(page, await newestLink(page, guest.email, /Confirm/));
    await signIn(page, guest);
    await page.goto('/account');
    const figure = (name: string) =>
      page.locator('.figures li').filter({ hasText: name }).getByRole('strong').innerText();
    expect([await figure('Orders'), await figure('Turnover')]).toEqual(['0', '€0.00']);
    expect(await page.getByRole('main').innerText()).not.toContain(number);

    await page.getByRole('link', { name: 'Take over into my account' }).click();
    const ticks = page.getByRole('main').getByRole('checkbox');
    expect(await ticks.count()).toBe(3);
    expect(await page.getByRole('main').innerText()).not.toContain('Custom House');
    for (const tick of await ticks.all()) await tick.check();
    await page.getByRole('main').getByRole('button', { name: 'Take over' }).click();
    await page.getByRole('status').first().waitFor();
    await page.goto('/account/orders');
    expect(
      await page
        .getByRole('main')
        .getByRole('link', { name: /^\d{4}-\d{5}$/ })
        .count(),
    ).toBe(3);
    await page.goto('/account');
    expect([await figure('Orders'), await figure('Turnover')]).toEqual(['3', '€109.40']);
  });
});
