// What the pages are looked at in: the demo with everybody of the screens in it, and every store of it speaks every language, so that
// there is no page that is not seen in each. Each file has shops of its own, since what happens to them stays.
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll } from 'vitest';
import { demoStores } from '../../src/demo/shops.ts';
import { stores } from '../../src/stores/schema.ts';
import type { Database } from '../../src/web/database.ts';
import { languages, type Language } from '../../src/web/i18n.ts';
import { launch } from '../browser/browser.ts';
import { castOf } from '../browser/screens/cast.ts';
import type { Cast, Screen } from '../browser/screens/screen.ts';
import { openShops } from '../browser/server.ts';

const shops = await openShops(speakAll);

/** Where the shops answer. */
export const { port } = shops;

/** One browser per test file; every visitor has cookies of their own. */
export const browser = await launch();
afterAll(async () => {
  await browser.close();
  await shops.close();
});

/** Who is in the shops, once they have come in: two dozen pages one after the other. */
export function cast(): Cast {
  if (!present) throw new Error('nobody is there before the tests begin');
  return present;
}

let present: Cast | undefined;
beforeAll(async () => {
  present = await castOf(browser, port);
}, 300_000);

/** All languages, the store's own first; what is for developers is in English. */
export function allLanguagesOf({ store, name }: Pick<Screen, 'store'> & { name?: string }): readonly Language[] {
  if (name === 'mail in development') return ['en'];
  return [...new Set([...demoStores[store].languages, ...languages])];
}

async function speakAll(db: Database): Promise<void> {
  for (const store of ['goods', 'outlet', 'trade', 'sklad'] as const) {
    const spoken = allLanguagesOf({ store }).join(',');
    await db.update(stores).set({ languages: spoken }).where(eq(stores.id, demoStores[store].id));
  }
}
