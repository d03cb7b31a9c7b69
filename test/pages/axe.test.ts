// `npm run test:pages -- axe`: every screen in every language, on a phone and on a desktop, in daylight and in the dark. Whatever axe
// finds fails, and so does what a page asks of others, what a browser complains about, and what is wider than a phone.
import { describe, expect, it } from 'vitest';
import { resize, screenSizes } from '../browser/browser.ts';
import { barriers, bringAxe, everything, ofColours } from '../browser/screens/barriers.ts';
import { looksIn } from '../browser/screens/looking.ts';
import { screens } from '../browser/screens/screens.ts';
import { tell } from '../support/figures.ts';
import { allLanguagesOf, browser, cast, port } from './shops.ts';

const lookAt = looksIn(browser);

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
    await lookAt({ cast: cast(), port }, screen, language, async (page, seen) => {
      await resize(page, 'phone');
      expect(await page.evaluate('document.documentElement.scrollWidth'), 'width on a phone').toBe(
        screenSizes.phone.width,
      );
      expect(await page.locator('html').getAttribute('lang')).toBe(language);

      await bringAxe(page);
      for (const [size, colorScheme, rules] of looks) {
        await resize(page, size);
        await page.emulateMedia({ colorScheme });
        expect(await barriers(page, rules), `${size}, ${colorScheme}`).toEqual([]);
        looked += 1;
      }

      expect(await seen.disturbances()).toEqual([]);
    });
  });
});

it('says what it looked at', (context) => {
  tell(context, {
    'screens that axe looked at': screens.length,
    'looks at them, in three languages, two sizes and two colour schemes': looked,
  });
  expect(looked).toBeGreaterThan(0);
});
