// The strength of a password, shown as it is typed.
import { expect, it } from 'vitest';
import { newestLink, aPerson, register } from './people.ts';
import { visitor } from './visitor.ts';

it('the strength goes through its words as somebody types', async () => {
  const page = await visitor();
  await page.goto('/register');
  const strength = page.locator('.strength');
  expect(await strength.isVisible()).toBe(false);
  await page.getByLabel('Password').click();
  await strength.waitFor();
  const words = new Set<string>();
  for (const letter of 'nnnnnnnnnnnntwqkzvxbd') {
    await page.keyboard.type(letter);
    words.add(await strength.locator('output').innerText());
  }
  expect([...words]).toEqual(['weak', 'acceptable', 'average', 'strong', 'excellent']);
});

it('a password made of what stands beside it is weak', async () => {
  const page = await visitor();
  await page.goto('/register');
  await page.getByLabel('E-mail address').fill('ottoline.morrell@example.com');
  await page.getByLabel('Password').click();
  const word = page.locator('.strength output');
  await page.locator('.strength').waitFor();
  await page.keyboard.type('ottoline.morrell');
  expect(await word.innerText()).toBe('weak');
});

it('the strength speaks the language of the page, also behind the link', async () => {
  const page = await visitor();
  const person = aPerson();
  await register(page, person);
  const elsewhere = await visitor('goods', { locale: 'de' });
  await elsewhere.goto(await newestLink(page, person.email));
  await elsewhere.getByLabel('Passwort').click();
  await elsewhere.locator('.strength').waitFor();
  await elsewhere.keyboard.type('12345678');
  expect(await elsewhere.locator('.strength output').innerText()).toBe('schwach');
});

it('without scripts there is no strength, and the server says the same after sending', async () => {
  const page = await visitor('goods', { javaScriptEnabled: false });
  await page.goto('/register');
  await page.getByLabel('Password').fill('passwordpassword');
  expect(await page.locator('.strength').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Create account' }).click();
  expect(await page.locator('#password-problem').textContent()).toMatch(/password/);
});

it('nothing on the page moves while somebody types a password', async () => {
  const page = await visitor();
  await page.addInitScript(`
    window.moved = 0;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) window.moved += shift.value;
    }).observe({ type: 'layout-shift', buffered: true });
  `);
  await page.goto('/register');
  await page.getByLabel('Password').click();
  await page.locator('.strength').waitFor();
  await page.keyboard.type('nnnnnnnnnnnntwqkzvxbd', { delay: 10 });
  await page.waitForTimeout(200);
  expect(await page.evaluate('window.moved')).toBe(0);
});
