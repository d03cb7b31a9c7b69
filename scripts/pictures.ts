// `npm run pictures`: every screen at three widths, light and dark, as pictures/*.png, to look at after a change of
// looks; `--only search` those with that in their name. With `--docs` it takes the pictures of the README instead, into docs/pictures/;
// with `--messages` those of the e-mails.
import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import type { Language } from '../src/web/i18n.ts';
import { launch, screenSizes } from '../test/browser/browser.ts';
import { castOf } from '../test/browser/screens/cast.ts';
import type { Cast, Screen } from '../test/browser/screens/screen.ts';
import { languagesOf, open, screens } from '../test/browser/screens/screens.ts';
import { openShops } from '../test/browser/server.ts';
import { build } from './build.ts';
import { takeMessages } from './messages.ts';

type Studio = { browser: Browser; port: number; cast: Cast };

/** Screens with enough words to show what another language does to them. */
const wordy = [
  'home',
  'register with errors',
  'activate elsewhere',
  'overview',
  'profile',
  'security',
  'addresses, many',
  'privacy of one store, with errors',
  'account deleted',
  'register with all that can be asked, and errors',
  'profile with all that can be asked',
  'new address with errors',
  'admin, people wait',
  'admin, customers',
];

/** The screens of the README, and what their files are called. */
const inReadme = new Map([
  ['register with a strong password', 'register'],
  ['activate', 'activate'],
  ['overview', 'overview'],
  ['review', 'review'],
]);

async function takeAll(studio: Studio): Promise<void> {
  rmSync('pictures', { recursive: true, force: true });
  mkdirSync('pictures');
  for (const screen of screens.filter(({ name }) => name.includes(values.only))) {
    const languages = languagesOf(screen);
    for (const language of wordy.includes(screen.name) ? languages : languages.slice(0, 1)) {
      await takeViews(studio, screen, language);
    }
  }
}

async function takeViews({ browser, ...where }: Studio, screen: Screen, language: Language): Promise<void> {
  const page = await open(browser, where, screen, language);
  for (const size of Object.values(screenSizes)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await take(page, `pictures/${fileName(screen.name)}.${language}.${size.width}.${colorScheme}.png`);
    }
  }
  await page.context().close();
}

async function takeForReadme({ browser, ...where }: Studio): Promise<void> {
  mkdirSync('docs/pictures', { recursive: true });
  for (const screen of screens) {
    const file = inReadme.get(screen.name);
    if (!file) continue;
    const page = await open(browser, where, screen, 'en');
    await page.setViewportSize({ width: 1280, height: 600 });
    await take(page, `docs/pictures/${file}.png`);
    await page.context().close();
  }
}

/** The whole page, however long it is. */
async function take(page: Page, path: string): Promise<void> {
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}

function fileName(screenName: string): string {
  return screenName.replaceAll(/\W+/g, '-');
}

async function takeScreens(browser: Browser, pictures: (studio: Studio) => Promise<void>): Promise<void> {
  const { port, close } = await openShops();
  try {
    await pictures({ browser, port, cast: await castOf(browser, port) });
  } finally {
    await close();
  }
}

const off = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { docs: off, messages: off, only: { type: 'string', default: '' } } });
await build();
const browser = await launch();
try {
  await (values.messages ? takeMessages(browser) : takeScreens(browser, values.docs ? takeForReadme : takeAll));
} finally {
  await browser.close();
}
