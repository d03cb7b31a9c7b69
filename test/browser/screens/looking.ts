// One look at a screen, from its opening until it is left, in a browser that was here before.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { demoStores } from '../../../src/demo/shops.ts';
import type { Language } from '../../../src/web/i18n.ts';
import { fromOwnNetwork, resize } from '../browser.ts';
import type { Screen } from './screen.ts';
import { freshPageFor, type Shops } from './screens.ts';
import { watched, type Seen } from './watching.ts';

/** Who has been here before, by the store, who they are and their language, with their pages that nobody looks at just now. */
type Known = Map<string, { context: Promise<BrowserContext>; free: Page[] }>;

/** What is done while a screen is shown; `seen` is what its page did so far. */
type Look = (page: Page, seen: Seen) => Promise<void>;

/**
 * Looks at screens in this browser, several at once if need be. Each opens on a desktop in daylight; a visitor has forgotten everything
 * since the last one, and a page of somebody who is known is kept for their next one: a browser takes its time to make another.
 */
export function looksIn(
  browser: Browser,
): (shops: Shops, screen: Screen, language: Language, look: Look) => Promise<void> {
  const known: Known = new Map();
  return async (shops, screen, language, look) => {
    const name = `${screen.store} ${screen.who ?? 'visitor'} ${language}`;
    const page = await pageOf(known, name, screen, () => freshPageFor(browser, shops, screen, language));
    if (!screen.who) await forgetMe(page.context());
    const seen = watched(page, `${demoStores[screen.store].hostname}:${shops.port}`);
    await screen.reach(page, shops.cast);
    try {
      await look(page, seen);
    } finally {
      seen.stop();
      // Nothing that it shows may go on while the next one of them begins.
      if (!screen.who) await page.goto('about:blank');
      known.get(name)?.free.push(page);
    }
  };
}

/** A page of a browser that is known from now on. Several of one person may be open at once; visitors are strangers to each other. */
async function pageOf(known: Known, name: string, { who }: Screen, fresh: () => Promise<Page>): Promise<Page> {
  const { context, free } = known.get(name) ?? { context: fresh().then((page) => page.context()), free: [] };
  known.set(name, { context, free });
  const kept = free.pop();
  if (!kept) return who ? (await context).newPage() : fresh();
  await resize(kept, 'desktop');
  await kept.emulateMedia({ colorScheme: 'light' });
  return kept;
}

/** Makes somebody of a browser who was never here before, from a network that nobody else has. */
async function forgetMe(context: BrowserContext): Promise<void> {
  await context.clearCookies();
  await context.setExtraHTTPHeaders(fromOwnNetwork());
}
