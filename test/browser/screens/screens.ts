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

/** The store's own language, and the one with the longest words, or else its second: what fits in these fits. */
export function tellingLanguagesOf(screen: Screen): readonly Language[] {
  const [first = 'en', second = first] = languagesOf(screen);
  const longest = languagesOf(screen).find((one) => one === 'de' && one !== first) ?? second;
  return [...new Set([first, longest])];
}

/** The shops that are looked at: who is in them, and where they answer. */
export type Shops = { cast: Cast; port: number };

/** Opens the screen in a new browser, on a desktop in daylight; closing its context leaves it. */
export async function open(browser: Browser, shops: Shops, screen: Screen, language: Language): Promise<Page> {
  const page = await freshPageFor(browser, shops, screen, language);
  await screen.reach(page, shops.cast);
  return page;
}

/** A page in a new browser of whoever is on the screen, who has not gone there yet. */
export function freshPageFor(
  browser: Browser,
  { cast, port }: Shops,
  { store, who }: Screen,
  locale: Language,
): Promise<Page> {
  return freshPage(browser, originOf(store, port), { locale, ...(who ? { storageState: cast.cookies[who] } : {}) });
}
