// The address book as people use it, with scripts and without.
import { describe, expect, it } from 'vitest';
import { aCustomer, addAddress } from './people.ts';
import { pathOf, visitor } from './visitor.ts';

describe.concurrent.each([
  { browserHas: 'scripts', javaScriptEnabled: true },
  { browserHas: 'no scripts', javaScriptEnabled: false },
])('with $browserHas', ({ javaScriptEnabled }) => {
  it('an address is added, made the default, changed and removed', async () => {
    const page = await visitor('goods', { javaScriptEnabled });
    await aCustomer(page);
    await addAddress(page, { country: 'IE', line1: '4 Custom House Quay', city: 'Dublin' });
    await addAddress(page, { country: 'CZ', line1: 'Holešovické nábřeží 7', postalCode: '17000', city: 'Praha' });
    const cards = page.getByRole('main').locator('.cards > li');
    expect(await cards.count()).toBe(2);
    expect(await cards.nth(1).textContent()).toContain('170 00 Praha');

    await cards.nth(1).getByRole('button', { name: 'Make default for billing' }).click();
    expect(await page.getByRole('status').textContent()).toBe('Your default billing address is changed.');
    expect(await cards.nth(0).textContent()).not.toContain('Default billing address');
    expect(await cards.nth(1).textContent()).toContain('Default billing address');

    await cards.nth(1).getByRole('link', { name: 'Change' }).click();
    expect(await page.getByLabel('Postal code').inputValue()).toBe('170 00');
    await page.getByLabel('Town or city').fill('Praha 7');
    await page.getByRole('button', { name: 'Save address' }).click();
    expect(await page.getByRole('status').textContent()).toBe('The address is changed.');
    expect(await cards.nth(1).textContent()).toContain('170 00 Praha 7');

    await cards.nth(0).locator('summary').click();
    await cards.nth(0).getByRole('button', { name: 'Remove address' }).click();
    expect(await page.getByRole('status').textContent()).toBe('The address is removed.');
    expect(await cards.count()).toBe(1);
  });

  it('another country has its own fields, and what was typed stays', async () => {
    const page = await visitor('goods', { javaScriptEnabled });
    await aCustomer(page);
    await page.goto('/account/addresses/new');
    await page.getByLabel('Street address').fill('Am Sandtorkai 1');
    await page.getByLabel('Make this my default delivery address').uncheck();
    await page.getByLabel('Country').selectOption('Germany');
    await page.getByRole('button', { name: 'Use this country' }).click();
    await page.getByLabel('Postal code').waitFor();
    expect(await page.getByLabel('County').count()).toBe(0);
    expect(await page.getByLabel('Street address').inputValue()).toBe('Am Sandtorkai 1');
    expect(await page.getByLabel('Make this my default billing address').isChecked()).toBe(true);
    expect(await page.getByLabel('Make this my default delivery address').isChecked()).toBe(false);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('the Enter key saves', async () => {
    const page = await visitor('goods', { javaScriptEnabled });
    await aCustomer(page);
    await page.goto('/account/addresses/new');
    await page.getByLabel('Street address').fill('4 Custom House Quay');
    await page.getByLabel('Town or city').fill('Dublin');
    await page.getByLabel('Town or city').press('Enter');
    await page.getByRole('status').waitFor();
    expect(pathOf(page)).toBe('/account/addresses?done=added');
  });
});
