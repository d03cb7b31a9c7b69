// Every screen of the shops. The checks of the pages and the pictures share this list.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demoStores } from '../../../src/demo/shops.ts';
import type { Language } from '../../../src/web/i18n.ts';
import { freshPage, fromOwnNetwork, originOf, resize } from '../browser.ts';
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

/** Browsers that have been here before, by who and in which language, with their pages that nobody looks at just now. */
export type Known = Map<string, { context: Promise<BrowserContext>; free: Page[] }>;

type Opening = { locale: Language; watch?: (page: Page) => void; known?: Known };

/**
 * Opens the screen, on a desktop in daylight: in a browser that is known, if those are handed in, of which a visitor's has forgotten
 * everything; else in a new one.
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
      ...(who ? { storageState: cast.cookies[who] } : {}),
    });
  const page = known ? await pageOf(known, nameOf(screen, locale), fresh) : await fresh();
  if (known && !who) await forgetMe(page.context());
  watch?.(page);
  await screen.reach(page, cast);
  return page;
}

/** Looks away from the screen. A page of somebody who is known is kept for their next one: a browser takes its time to make another. */
export async function leave(page: Page, screen: Screen, { locale, known }: Opening): Promise<void> {
  if (!known) return page.context().close();
  // Nothing that it shows may go on while the next one of them begins.
  if (!screen.who) await page.goto('about:blank');
  known.get(nameOf(screen, locale))?.free.push(page);
}

const nameOf = ({ store, who }: Screen, locale: Language) => `${store} ${who ?? 'visitor'} ${locale}`;

/** A page of a browser that is known from now on. */
async function pageOf(known: Known, name: string, fresh: () => Promise<Page>): Promise<Page> {
  const { context, free } = known.get(name) ?? { context: fresh().then((page) => page.context()), free: [] };
  known.set(name, { context, free });
  const kept = free.pop();
  if (!kept) return isShared(name) ? (await context).newPage() : fresh();
  await resize(kept, 'desktop');
  await kept.emulateMedia({ colorScheme: 'light' });
  return kept;
}

/** Whether several pages of it may be open at once: visitors are strangers to each other. */
function isShared(name: string): boolean {
  return !name.includes(' visitor ');
}

/** Makes somebody of a browser who was never here before, from a network that nobody else has. */
async function forgetMe(context: BrowserContext): Promise<void> {
  await context.clearCookies();
  await context.setExtraHTTPHeaders(fromOwnNetwork());
}
