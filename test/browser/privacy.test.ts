// Taking away one's data and deleting the account as people do it, with scripts and without.
import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { aCustomer, aPerson, register, signIn } from './people.ts';
import { pathOf, visitor } from './visitor.ts';

describe.concurrent.each([
  { browserHas: 'scripts', javaScriptEnabled: true },
  { browserHas: 'no scripts', javaScriptEnabled: false },
])('with $browserHas', ({ javaScriptEnabled }) => {
  it('everything on record is downloaded, and the account is deleted for good', async () => {
    const page = await visitor('goods', { javaScriptEnabled });
    const person = await aCustomer(page, aPerson('Joan Clarke'));
    await page.getByRole('link', { name: 'Privacy' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download my data' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^account-\d{4}-\d\d-\d\d\.zip$/);
    const files = unzipSync(await readFile(await download.path()));
    expect(strFromU8(files['customer.csv'] ?? new Uint8Array())).toContain(`${person.email},Joan Clarke`);

    await page.getByLabel('Current password').fill('not my password at all');
    await page.getByRole('button', { name: 'Delete my account for good' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('This is not your current password.');
    await page.getByLabel('Current password').fill(person.password);
    await page.getByRole('button', { name: 'Delete my account for good' }).click();
    await page.waitForURL('**/account-deleted');

    await signIn(page, person);
    expect(await page.getByRole('alert').textContent()).toContain('This did not work.');
    await register(page, person);
    expect(pathOf(page)).toBe('/registered');
  });
});
