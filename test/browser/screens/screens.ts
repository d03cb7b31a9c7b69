// Every screen of the shops. The checks of the pages and the pictures share this list.
import type { Browser, Page } from 'playwright-core';
import { demoStores } from '../../../src/demo/shops.ts';
import type { Language } from '../../../src/web/i18n.ts';
import { freshPage, originOf } from '../browser.ts';
import type { Cast, Screen } from './screen.ts';
import { shopScreens } from './shop.ts';
import { staffScreens } from './staff.ts';

export const screens: readonly Screen[] = [...shopScreens, ...staffScreens];

/** The languages a screen is shown in. */
export function languagesOf({ store }: Screen): readonly Language[] {
  return demoStores[store].languages;
}

/** Opens the screen in a browser of its own. */
export async function open(
  browser: Browser,
  { cast, port }: { cast: Cast; port: number },
  screen: Screen,
  { locale, watch }: { locale: Language; watch?: (page: Page) => void },
): Promise<Page> {
  const page = await freshPage(browser, originOf(screen.store, port), {
    locale,
    reducedMotion: 'reduce',
    ...(screen.who ? { storageState: cast.cookies[screen.who] } : {}),
  });
  watch?.(page);
  await screen.reach(page, cast);
  return page;
}
