// Every screen of the shops. The checks of the pages and the pictures share this list.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demoStores } from '../../../src/demo/shops.ts';
import type { Language } from '../../../src/web/i18n.ts';
import { freshPage, originOf, resize } from '../browser.ts';
import type { Cast, Screen } from './screen.ts';
import { shopScreens } from './shop.ts';
import { staffScreens } from './staff.ts';

export const screens: readonly Screen[] = [...shopScreens, ...staffScreens];

/** The languages a screen is shown in. */
export function languagesOf({ store }: Screen): readonly Language[] {
  return demoStores[store].languages;
}

/** Somebody's browsers that have been here before, by who and in which language, with their pages that nobody looks at just now. */
export type Known = Map<string, { context: Promise<BrowserContext>; free: Page[] }>;

type Opening = { locale: Language; watch?: (page: Page) => void; known?: Known };

/**
 * Opens the screen, on a desktop in daylight: of a visitor in a browser of its own, of somebody who has signed in in the one of theirs that
 * is known, if those are handed in.
 */
export async function open(
  browser: Browser,
  { cast, port }: { cast: Cast; port: number },
  screen: Screen,
  { locale, watch, known }: Opening,
): Promise<Page> {
  const { store, who } = screen;
  const fresh = () =>
    freshPage(browser, originOf(store, port), {
      locale,
      reducedMotion: 'reduce',
      ...(who ? { storageState: cast.cookies[who] } : {}),
    });
  const page = who && known ? await pageOf(known, nameOf(screen, locale), fresh) : await fresh();
  watch?.(page);
  await screen.reach(page, cast);
  return page;
}

/** Looks away from the screen. A page of somebody who is known is kept for their next one: a browser takes its time to make another. */
export async function leave(page: Page, screen: Screen, { locale, known }: Opening): Promise<void> {
  if (!screen.who || !known) return page.context().close();
  known.get(nameOf(screen, locale))?.free.push(page);
}

const nameOf = ({ store, who }: Screen, locale: Language) => `${store} ${who} ${locale}`;

/** A page of a browser that is known from now on. */
async function pageOf(known: Known, name: string, fresh: () => Promise<Page>): Promise<Page> {
  const { context, free } = known.get(name) ?? { context: fresh().then((page) => page.context()), free: [] };
  known.set(name, { context, free });
  const kept = free.pop();
  if (!kept) return (await context).newPage();
  await resize(kept, 'desktop');
  await kept.emulateMedia({ colorScheme: 'light' });
  return kept;
}
