// Every message as a picture, to look at after a change of templates: in each language, with little and with much, as wide as a phone and
// as the window of a mail program, several on a sheet.
import { mkdirSync } from 'node:fs';
import { buildSync } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { render } from '../src/messages/render.ts';
import type { samplesIn } from '../src/messages/templates/samples.ts';
import type { defaultTemplate } from '../src/messages/templates/templates.ts';
import type { parse } from '../src/stores/stores.ts';
import { demoStores } from '../src/demo/shops.ts';
import { languages } from '../src/web/i18n.ts';

/** What of the source is needed, which Node does not load as it is. */
type Source = {
  render: typeof render;
  samplesIn: typeof samplesIn;
  defaultTemplate: typeof defaultTemplate;
  parse: typeof parse;
};

const widths = [360, 640];

/** Messages on a sheet, beside each other. */
const onSheet = 4;

/** Writes the sheets into pictures/. */
export async function takeMessages(browser: Browser): Promise<void> {
  const { render, samplesIn, defaultTemplate, parse } = await source();
  const { hostname, languages: offered, policies, ...goods } = demoStores.goods;
  const kept = { languages: offered.join(','), policies: JSON.stringify(policies), createdAt: 1, updatedAt: 1 };
  const store = parse({ ...goods, ...kept, origin: `https://${hostname}` });
  mkdirSync('pictures', { recursive: true });
  const page = await browser.newPage();
  for (const language of languages) {
    for (const size of ['least', 'most'] as const) {
      const mails = Object.entries(samplesIn(language, size)).map(([name, data]) => ({
        ...render(store, defaultTemplate(name, language), language, data, 'ada@example.com'),
        name,
      }));
      for (const width of widths) {
        for (let from = 0; from < mails.length; from += onSheet) {
          const path = `pictures/messages.${language}.${size}.${width}.${from / onSheet + 1}.png`;
          await takeSheet(page, mails.slice(from, from + onSheet), width, path);
        }
      }
    }
  }
}

type Shown = { name: string; subject: string; html: string };

async function takeSheet(page: Page, mails: readonly Shown[], width: number, path: string): Promise<void> {
  await page.setViewportSize({ width: onSheet * (width + 16), height: 800 });
  const frames = mails.map(
    ({ name, subject, html }) =>
      `<div><p>${attribute(name)}<br>${attribute(subject)}</p><iframe srcdoc="${attribute(html)}"></iframe></div>`,
  );
  const looks = `body { margin: 0; display: grid; grid-template-columns: repeat(${onSheet}, ${width}px); gap: 16px }
    iframe { width: 100%; border: 1px solid red } p { font: 12px sans-serif; overflow: hidden }`;
  await page.setContent(`<style>${looks}</style>${frames.join('')}`, { waitUntil: 'load' });
  await page.evaluate(
    `for (const frame of document.querySelectorAll('iframe'))
      frame.style.height = frame.contentDocument.documentElement.scrollHeight + 'px'`,
  );
  await page.screenshot({ path, fullPage: true });
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

async function source(): Promise<Source> {
  const contents = `
    export { render } from './src/messages/render.ts';
    export { samplesIn } from './src/messages/templates/samples.ts';
    export { defaultTemplate } from './src/messages/templates/templates.ts';
    export { parse } from './src/stores/stores.ts';`;
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: '.', loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    loader: { '.liquid': 'text' },
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire('file:///');` },
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)) as Source;
}
