// Registering at a shop that asks for much, in the shop's own language, with scripts and without; and with all that moves, which the
// other tests do without.
import { describe, expect, it } from 'vitest';
import { aPerson } from './people.ts';
import { pathOf, visitor } from './visitor.ts';

describe.each([
  { browserHas: 'scripts', javaScriptEnabled: true },
  { browserHas: 'no scripts', javaScriptEnabled: false },
])('with $browserHas', ({ javaScriptEnabled }) => {
  it('the fields follow the country, and what was typed stays until all is right', async () => {
    const page = await visitor('sklad', { javaScriptEnabled, locale: 'cs', reducedMotion: 'no-preference' });
    await page.goto('/register');
    await page.getByLabel('E-mailová adresa').fill(aPerson().email);
    await page.getByLabel('Jméno').fill('Jožo Ráž');
    await page.getByLabel('Telefon').fill('02 5443 1234');
    await page.getByLabel('DIČ').fill('SK2022749619');
    await page.getByLabel('Datum narození').fill('1970-01-31');
    await page.getByLabel('Obor').selectOption('Půjčovna lodí');
    await page.getByLabel('Počet lodí').fill('3');
    await page.getByLabel('Máme vlastní jeřáb').check();
    await page.getByLabel('Země').selectOption('Slovensko');
    await page.getByRole('button', { name: 'Použít tuto zemi' }).click();
    await page.locator('option[value=SK][selected]').waitFor({ state: 'attached' });
    await page.getByLabel('Ulice').fill('Nábrežie 1');
    await page.getByLabel('PSČ').fill('11');
    await page.keyboard.press('Enter');

    const summary = page.getByRole('alert');
    await summary.waitFor();
    expect(await summary.getByRole('link').allTextContents()).toEqual(['PSČ', 'Město nebo obec']);
    expect(await page.getByLabel('Obor').inputValue()).toBe('charter');
    expect(await page.getByLabel('Máme vlastní jeřáb').isChecked()).toBe(true);
    expect(await page.getByLabel('Datum narození').inputValue()).toBe('1970-01-31');
    await page.getByLabel('PSČ').fill('81101');
    await page.getByLabel('Město nebo obec').fill('Bratislava');
    await page.locator('main form .btn-primary').click();
    await page.waitForURL('**/registered');
    expect(pathOf(page)).toBe('/registered');
  });
});
