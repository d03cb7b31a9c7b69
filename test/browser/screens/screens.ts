// Every screen of the shops. The checks of the pages and the pictures share this list.
import type { Browser, BrowserContext, Page } from 'playwright-core';
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

/** Somebody's browsers that have been here before, by who and in which language. */
export type Known = Map<string, Promise<BrowserContext>>;

/**
 * Opens the screen: of a visitor in a browser of its own, of somebody who has signed in in the one of theirs that is known, if those
 * are handed in.
 */
export async function open(
  browser: Browser,
  { cast, port }: { cast: Cast; port: number },
  screen: Screen,
  { locale, watch, known }: { locale: Language; watch?: (page: Page) => void; known?: Known },
): Promise<Page> {
  const { store, who } = screen;
  const fresh = () =>
    freshPage(browser, originOf(store, port), {
      locale,
      reducedMotion: 'reduce',
      ...(who ? { storageState: cast.cookies[who] } : {}),
    });
  const page = who && known ? await pageOf(known, `${store} ${who} ${locale}`, fresh) : await fresh();
  watch?.(page);
  await screen.reach(page, cast);
  return page;
}

/** A new page of a browser that is known from now on. */
async function pageOf(known: Known, name: string, fresh: () => Promise<Page>): Promise<Page> {
  const context = known.get(name) ?? fresh().then((page) => page.context());
  known.set(name, context);
  return (await context).newPage();
}
