// Every screen, in the languages that tell: valid HTML, usable by everybody, within its bounds, and quiet.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { HtmlValidate } from 'html-validate';
import type { CDPSession, ConsoleMessage, Page, Request, Response } from 'playwright-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { demoStores } from '../../src/demo/shops.ts';
import { resize, screenSizes } from './browser.ts';
import { castOf } from './screens/cast.ts';
import type { Cast } from './screens/screen.ts';
import { languagesOf, leave, open, screens, tellingLanguagesOf, type Known } from './screens/screens.ts';
import { browser } from './visitor.ts';

const port = inject('port');
let cast: Cast;
// Two dozen pages one after the other, before the first screen.
beforeAll(async () => {
  cast = await castOf(browser, port);
}, 120_000);

const known: Known = new Map();

/** The same as the package's own source, at less than half the size: every page reads it anew. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const looks = [
  ['phone', 'light'],
  ['phone', 'dark'],
  ['desktop', 'dark'],
  ['desktop', 'light'],
] as const;

/**
 * Colours, sizes and structure are the same in every language, so axe looks at the first of the store, and the HTML check, which knows
 * of names and labels too, and the width at the one with the longest words as well. With `EVERY_LANGUAGE=1` all look at all.
 */
const isThorough = process.env.EVERY_LANGUAGE === '1';
const spoken = isThorough ? languagesOf : tellingLanguagesOf;

const shown = screens.flatMap((screen) => spoken(screen).map((language) => ({ ...screen, language })));

// A few at a time: each has a page of its own, and waits now and then.
describe.concurrent('every screen is valid HTML, usable by everybody, within a phone, and quiet', () => {
  it.each(shown)('$name, $language', async ({ language, ...screen }) => {
    let seen: ReturnType<typeof watched> | undefined;
    const opening = {
      locale: language,
      known,
      watch: (fresh: Page) => {
        seen = watched(fresh);
      },
    };
    const page = await open(browser, { cast, port }, screen, opening);
    const isFirst = language === languagesOf(screen)[0];
    try {
      expect(await wrongInHtml((await seen?.html()) ?? '')).toEqual([]);

      await resize(page, 'phone');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(screenSizes.phone.width);

      if (isFirst || isThorough) await bringAxe(page);
      for (const [size, colorScheme] of isFirst ? looks : looks.slice(0, isThorough ? 1 : 0)) {
        await resize(page, size);
        await page.emulateMedia({ colorScheme });
        const rules = colorScheme === 'dark' ? ofColours : isFirst ? everything : ofWords;
        expect(await barriers(page, rules), `${size}, ${colorScheme}`).toEqual([]);
      }

      await page.waitForLoadState('load');
      const own = `${demoStores[screen.store].hostname}:${port}`;
      expect(seen?.hosts.filter((host) => host !== own)).toEqual([]);
      expect(seen?.complaints).toEqual([]);
    } finally {
      seen?.stop();
      await leave(page, screen, opening);
    }
  });
});

/** Keeps what the page does until it is stopped: the hosts it asks, what the browser complains about, and its HTML. */
function watched(page: Page) {
  const hosts: string[] = [];
  const complaints: string[] = [];
  let latest: Response | undefined;
  const listeners = {
    request: (request: Request) => {
      if (!request.url().startsWith('data:')) hosts.push(new URL(request.url()).host);
    },
    response: (response: Response) => {
      // Not what is in a frame: a message is written for mail programs, and checked for them in test/code/mail.test.ts.
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) latest = response;
    },
    pageerror: (error: Error) => void complaints.push(error.message),
    console: (message: ConsoleMessage) => {
      // A page that answers 404 or 422 is meant to; a file of it that does is not.
      const isItself = message.location().url === page.url() && message.text().startsWith('Failed to load resource');
      if (['error', 'warning'].includes(message.type()) && !isItself) complaints.push(message.text());
    },
  };
  page.on('request', listeners.request);
  page.on('response', listeners.response);
  page.on('pageerror', listeners.pageerror);
  page.on('console', listeners.console);
  const stop = () => {
    page.off('request', listeners.request);
    page.off('response', listeners.response);
    page.off('pageerror', listeners.pageerror);
    page.off('console', listeners.console);
  };
  return { hosts, complaints, stop, html: async () => (await latest?.text()) ?? '' };
}

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // Taste: how the same HTML is written.
    'void-style': 'off',
    'attr-quotes': 'off',
    'doctype-style': 'off',
  },
});

async function wrongInHtml(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) => messages.map((one) => `${one.ruleId}: ${one.message} (${one.selector})`));
}

/** WCAG 2.2 A and AA and good practice. */
const everything = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

/** What another colour scheme can change. */
const colourRules = ['color-contrast', 'link-in-text-block'];
const ofColours = { runOnly: colourRules };

/** What another language can change: all but colours. */
const ofWords = { ...everything, rules: Object.fromEntries(colourRules.map((rule) => [rule, { enabled: false }])) };

/**
 * Puts axe into the page, whose policy lets no script in: its source is evaluated, by the browser's own protocol, where a browser that
 * knows it already need not read it again.
 */
async function bringAxe(page: Page): Promise<void> {
  const inspector = inspectors.get(page) ?? (await page.context().newCDPSession(page));
  inspectors.set(page, inspector);
  await inspector.send('Runtime.evaluate', { expression: axe });
}

const inspectors = new WeakMap<Page, CDPSession>();

/** What axe finds by these rules; not in frames, which run no script, so not axe's either. */
async function barriers(page: Page, rules: object): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify({ ...rules, iframes: false, resultTypes: ['violations'] })})`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
}
