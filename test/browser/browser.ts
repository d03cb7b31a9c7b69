// A real Chromium, and pages in it. An installed Chrome or Chromium is used where there is one, else the one that comes
// with the packages; that one is for Linux only.
import { existsSync } from 'node:fs';
import packed from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';

const installed = [
  chromium.executablePath(),
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Starts the browser. The arguments that come with the packed Chromium are left out: they switch off the same-origin
 * policy and put everything into one process, and these tests are about a browser as people have it.
 */
export async function launch(args: string[] = []): Promise<Browser> {
  const executablePath = installed.find((path) => existsSync(path)) ?? (await packed.executablePath());
  return chromium.launch({ executablePath, args });
}

/** The widths at which the pages are looked at. */
export const screenSizes = {
  phone: { width: 360, height: 740 },
  tablet: { width: 768, height: 1024 },
  desktop: { width: 1280, height: 800 },
} as const;

/** Makes the page as wide as that, where it is not: the browser lays it out anew each time it is told. */
export async function resize(page: Page, name: keyof typeof screenSizes): Promise<void> {
  const size = screenSizes[name];
  if (page.viewportSize()?.width !== size.width) await page.setViewportSize(size);
}

/** The address of a demo store, without a path. */
export function originOf(store: DemoStore, port: number): string {
  return `http://${demoStores[store].hostname}:${port}`;
}

let visitors = 0;

/** What a request has in it that comes from a network that nobody else has, as Cloudflare would name it: the shops count tries by it. */
export function fromOwnNetwork(): Record<string, string> {
  visitors += 1;
  const start = process.pid % 200;
  return { 'CF-Connecting-IP': `10.${start}.${visitors >> 8}.${visitors & 255}` };
}

/**
 * A page of somebody who was never here before, and wants nothing to move: without a graphics card each page that fades into the next
 * takes longer than the rest of it. Paths are the store's: `page.goto('/login')`.
 */
export async function freshPage(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'en',
    viewport: screenSizes.desktop,
    reducedMotion: 'reduce',
    extraHTTPHeaders: fromOwnNetwork(),
    ...options,
  });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}
