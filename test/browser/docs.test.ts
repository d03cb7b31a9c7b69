// The readable docs of the partner API: they show everything, ask nobody else, and let nobody type a key.
import { readFileSync } from 'node:fs';
import { expect, inject, it } from 'vitest';
import { originOf, resize, screenSizes } from './browser.ts';
import { visitor } from './visitor.ts';

it('shows every tag of the description, on a phone too, and loads nothing from elsewhere', async () => {
  const origin = originOf('goods', inject('port'));
  const page = await visitor('goods', { colorScheme: 'dark' });
  const seen: string[] = [];
  page.on('request', (request) => seen.push(request.url()));
  page.on('console', (message) => seen.push(message.text()));
  page.on('pageerror', (error) => seen.push(error.message));
  await page.goto('/api/docs');
  await page.locator('.opblock').first().waitFor();
  const shown = await page.locator('.opblock-tag > a').allTextContents();
  const { tags } = JSON.parse(readFileSync('public/api/v1/openapi.json', 'utf8')) as { tags: { name: string }[] };
  await resize(page, 'phone');

  expect([...new Set(shown)].toSorted()).toEqual(tags.map(({ name }) => name).toSorted());
  expect(await page.locator('html').getAttribute('class')).toBe('dark-mode');
  expect(await page.locator('.try-out, .authorize').count()).toBe(0);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(screenSizes.phone.width);
  expect(seen.filter((one) => !one.startsWith(`${origin}/`) && !one.startsWith('data:'))).toEqual([]);
});
