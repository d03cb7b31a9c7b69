// A visitor of a demo store in a real browser, for one test.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, inject } from 'vitest';
import type { DemoStore } from '../../src/demo/shops.ts';
import { freshPage, launch, originOf } from './browser.ts';

/** One browser per test file; every visitor has cookies of their own. */
export const browser = await launch();
afterAll(() => browser.close());

/** A page of somebody who was never here before; everything closes with the browser. */
export function visitor(store: DemoStore = 'goods', options: BrowserContextOptions = {}): Promise<Page> {
  return freshPage(browser, originOf(store, inject('port')), options);
}

/** The path and the query of the page's address. */
export function pathOf(page: Page): string {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}
