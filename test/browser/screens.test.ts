// Every screen, in the languages that tell: valid HTML, usable by everybody, within its bounds, and quiet.
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { resize, screenSizes } from './browser.ts';
import { barriers, bringAxe, everything } from './screens/barriers.ts';
import { castOf } from './screens/cast.ts';
import { wrongInHtml } from './screens/html.ts';
import { looksIn } from './screens/looking.ts';
import type { Cast } from './screens/screen.ts';
import { languagesOf, screens, tellingLanguagesOf } from './screens/screens.ts';
import { browser } from './visitor.ts';

const port = inject('port');
let cast: Cast;
// Two dozen pages one after the other, before the first screen.
beforeAll(async () => {
  cast = await castOf(browser, port);
}, 300_000);

const lookAt = looksIn(browser);

/** A phone in daylight and a desktop in the dark: test/pages/axe.test.ts looks at all four, and in every language. */
const looks = [
  ['phone', 'light'],
  ['desktop', 'dark'],
] as const;

/**
 * Colours, sizes and structure are the same in every language, so the first of the store is looked at closely. Of the one with the
 * longest words the width is; test/pages/html.test.ts checks the HTML of all.
 */
const shown = screens.flatMap((screen) => tellingLanguagesOf(screen).map((language) => ({ ...screen, language })));

// A few at a time: each has a page of its own, and waits now and then.
describe.concurrent('every screen is valid HTML, usable by everybody, within a phone, and quiet', () => {
  it.each(shown)('$name, $language', async ({ language, ...screen }) => {
    const isFirst = language === languagesOf(screen)[0];
    await lookAt({ cast, port }, screen, language, async (page, seen) => {
      if (isFirst) expect(await wrongInHtml(await seen.html())).toEqual([]);

      await resize(page, 'phone');
      expect(await page.evaluate('document.documentElement.scrollWidth'), 'width on a phone').toBe(
        screenSizes.phone.width,
      );

      if (isFirst) await bringAxe(page);
      for (const [size, colorScheme] of isFirst ? looks : []) {
        await resize(page, size);
        await page.emulateMedia({ colorScheme });
        expect(await barriers(page, everything), `${size}, ${colorScheme}`).toEqual([]);
      }

      expect(await seen.disturbances()).toEqual([]);
    });
  });
});
