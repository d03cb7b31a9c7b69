// `npm run test:pages -- html`: what the server sends of every screen in every language, the stylesheet, the drawings and the HTML of
// the messages, by the checker of the W3C; and the screens by html-validate as well, which knows more of names and labels.
import { mkdtempSync, readdirSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { demoStores } from '../../src/demo/shops.ts';
import { render } from '../../src/messages/render.ts';
import { samplesIn } from '../../src/messages/templates/samples.ts';
import { defaultTemplate } from '../../src/messages/templates/templates.ts';
import { parse } from '../../src/stores/stores.ts';
import { languages } from '../../src/web/i18n.ts';
import { freshPage, originOf } from '../browser/browser.ts';
import { wrongInHtml } from '../browser/screens/html.ts';
import { looksIn } from '../browser/screens/looking.ts';
import { screens } from '../browser/screens/screens.ts';
import { tell } from '../support/figures.ts';
import { checked, type Finding } from './checker.ts';
import { ask } from './crawling.ts';
import { allLanguagesOf, browser, cast, port } from './shops.ts';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lookAt = looksIn(browser);
const shown = screens.flatMap((screen, place) =>
  allLanguagesOf(screen).map((language) => ({ ...screen, language, file: `${place}.${language}.html` })),
);

/** What stays as it is: in which files, what the checker says, and why. */
const accepted: readonly { in: RegExp; says: RegExp; because: string }[] = [
  {
    in: /\.html$/,
    says: /^Trailing slash on void elements/,
    because: 'JSX writes void elements so, and quotes every attribute',
  },
  {
    in: /^\d+\.\w+\.html$/,
    says: /^Article lacks heading/,
    because: 'a note, a review or a question is an article of one paragraph, and has no title',
  },
  {
    in: /^mail-/,
    says: /^The “(width|cellpadding|cellspacing|border|align|valign|nowrap)” attribute on the “(table|td)” element is obsolete/,
    because: 'mail programs know how tables stand by these, and not by CSS',
  },
  {
    in: /^app\..*\.css$/,
    says: /@(property|starting-style|view-transition)|“(transition-behavior|position-area|margin-trim|scroll-initial-target|vector-effect|interpolate-size)”|base-select|::picker-icon/,
    because: 'CSS that browsers know and the checker does not yet',
  },
  {
    in: /^app\..*\.css$/,
    says: /^CSS: Parse Error\.|“webkit-user-select”/,
    because:
      'what comes with daisyUI: `::picker(select)`, which the checker cannot read, and a property that means nothing',
  },
];

describe.concurrent('every screen is sent as valid HTML', () => {
  it.each(shown)('$name, $language', async ({ language, file, ...screen }) => {
    await lookAt({ cast: cast(), port }, screen, language, async (_page, seen) => {
      const html = await seen.html();
      expect(html).toContain(`<html lang="${language}"`);
      writeFileSync(join(folder, file), html);
      expect(await wrongInHtml(html)).toEqual([]);
    });
  });
});

it('the checker of the W3C finds nothing wrong', async (context) => {
  bring('public/assets', /\.css$/);
  bring('public/api', /^docs\.html$/);
  bring('public/api/docs', /^docs\..*\.css$/);
  const mails = writeMails();
  const hasLogo = await bringLogo();
  const found = await checked(folder);
  const pages = named(/^\d+\.\w+\.html$/);
  tell(context, {
    'pages that the checker of the W3C read': pages,
    'messages that it read': mails,
    'stylesheets and drawings that it read': named(/\.(css|svg)$/),
    'what it found and is accepted with a reason': found.filter(isAccepted).length,
  });
  expect([...new Set(found.filter((one) => !isAccepted(one)).map(inWords))]).toEqual([]);
  // What is accepted and is not found any more would hide what comes back.
  const isAll = pages === shown.length;
  expect(hasLogo).toBe(isAll);
  expect(isAll ? accepted.filter((one) => !found.some((said) => isCase(one, said))) : []).toEqual([]);
});

function isAccepted(finding: Finding): boolean {
  return accepted.some((one) => isCase(one, finding));
}

function isCase(one: (typeof accepted)[number], { file, message }: Finding): boolean {
  return one.in.test(file) && one.says.test(message);
}

function inWords({ file, kind, message, extract }: Finding): string {
  const place = Number(file.split('.')[0]);
  return `${screens[place]?.name ?? file}: ${kind}: ${message} ${extract}`;
}

/** How many files of such names there are to be read. */
function named(names: RegExp): number {
  return readdirSync(folder).filter((name) => names.test(name)).length;
}

/** Copies what is built. */
function bring(from: string, names: RegExp): void {
  for (const name of readdirSync(from)) if (names.test(name)) copyFileSync(join(from, name), join(folder, name));
}

/** Every message, with little in it and with much, in every language; returns how many. */
function writeMails(): number {
  const { hostname, languages: spoken, policies, ...goods } = demoStores.goods;
  const kept = { languages: spoken.join(','), policies: JSON.stringify(policies), createdAt: 1, updatedAt: 1 };
  const store = parse({ ...goods, ...kept, origin: `https://${hostname}` });
  let count = 0;
  for (const language of languages) {
    for (const size of ['least', 'most'] as const) {
      for (const [name, data] of Object.entries(samplesIn(language, size))) {
        const { html } = render(store, defaultTemplate(name, language), language, data, 'ada@example.com');
        writeFileSync(join(folder, `mail-${name}-${language}-${size}.html`), html);
        count += 1;
      }
    }
  }
  return count;
}

/** The logo, as the shop hands it out; whether there is one, which one of the screens uploads. */
async function bringLogo(): Promise<boolean> {
  const page = await freshPage(browser, originOf('goods', port));
  await page.goto('/');
  const logo = page.locator('header img').first();
  if ((await logo.count()) === 0) return false;
  const { body, type } = await ask(`localhost:${port}`, (await logo.getAttribute('src')) ?? '/');
  expect(type).toContain('image/svg+xml');
  writeFileSync(join(folder, 'logo.svg'), body);
  return true;
}
