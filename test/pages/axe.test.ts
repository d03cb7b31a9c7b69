// `npm run test:pages -- axe`: every screen in every language, on a phone and on a desktop, in daylight and in the dark. Whatever axe
// finds fails, and so does what a page asks of others, what a browser complains about, and what is wider than a phone.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoStores } from '../../src/demo/shops.ts';
import { resize, screenSizes } from '../browser/browser.ts';
import { barriers, bringAxe, everything, ofColours } from '../browser/screens/barriers.ts';
import { leave, open, screens, type Known } from '../browser/screens/screens.ts';
import { watched, type Seen } from '../browser/screens/watching.ts';
import { tell } from '../support/figures.ts';
import { allLanguagesOf, browser, cast, port } from './shops.ts';

const known: Known = new Map();

/** What one look has in common with the last one comes first: a browser lays a page out anew each time. */
const looks = [
  ['phone', 'light', everything],
  ['phone', 'dark', ofColours],
  ['desktop', 'dark', ofColours],
  ['desktop', 'light', everything],
] as const;

const shown = screens.flatMap((screen) => allLanguagesOf(screen).map((language) => ({ ...screen, language })));
let looked = 0;

describe.concurrent('every screen can be used by everybody, fits a phone, and is quiet', () => {
  it.each(shown)('$name, $language', async ({ language, ...screen }) => {
    let seen: Seen | undefined;
    const opening = { locale: language, known, watch: (fresh: Page) => void (seen = watched(fresh)) };
    const page = await open(browser, { cast: cast(), port }, screen, opening);
    try {
      await resize(page, 'phone');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(screenSizes.phone.width);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);

      await bringAxe(page);
      for (const [size, colorScheme, rules] of looks) {
        await resize(page, size);
        await page.emulateMedia({ colorScheme });
        expect(await barriers(page, rules), `${size}, ${colorScheme}`).toEqual([]);
        looked += 1;
      }

      await page.waitForLoadState('load');
      const own = `${demoStores[screen.store].hostname}:${port}`;
      expect(seen?.hosts.filter((host) => host !== own)).toEqual([]);
      expect(seen?.complaints).toEqual([]);
    } finally {
      seen?.stop();
      await leave(page, screen, opening);
    }
  });
});

it('says what it looked at', (context) => {
  tell(context, {
    'screens that axe looked at': screens.length,
    'looks at them, in three languages, two sizes and two colour schemes': looked,
  });
  expect(looked).toBeGreaterThan(0);
});
