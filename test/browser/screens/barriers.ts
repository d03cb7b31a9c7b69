// What keeps somebody from using a page, as axe finds it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';

/** The same as the package's own source, at less than half the size: every page reads it anew. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA and good practice. */
export const everything = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

/** What another colour scheme can change. */
export const ofColours = { runOnly: ['color-contrast', 'link-in-text-block'] };

/**
 * Puts axe into the page, whose policy lets no script in: its source is evaluated, by the browser's own protocol, where a browser that
 * knows it already need not read it again.
 */
export async function bringAxe(page: Page): Promise<void> {
  const inspector = inspectors.get(page) ?? (await page.context().newCDPSession(page));
  inspectors.set(page, inspector);
  await inspector.send('Runtime.evaluate', { expression: axe });
}

const inspectors = new WeakMap<Page, CDPSession>();

/** What axe finds by these rules; not in frames, which run no script, so not axe's either. */
export async function barriers(page: Page, rules: object): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify({ ...rules, iframes: false, resultTypes: ['violations'] })})`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
}
