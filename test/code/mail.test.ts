// Messages must look right where people read them: every template against the features that mail clients support.
import { globSync, readFileSync } from 'node:fs';
import { caniemail } from 'caniemail';
import { Liquid } from 'liquidjs';
import { expect, it } from 'vitest';

const folder = 'src/messages/templates';
const templates = globSync(`${folder}/*/*.liquid`);
const clients: Parameters<typeof caniemail>[0]['clients'] = [
  'apple-mail.*',
  'gmail.*',
  'outlook.*',
  'yahoo.*',
  'samsung-email.*',
  'thunderbird.macos',
  'protonmail.*',
];

/** Features whose absence changes nothing about how a message reads. */
const harmless = new Set(['<body> element', 'role attribute', 'text-decoration', 'height property']);

const liquid = new Liquid();
const frame = readFileSync(`${folder}/frame.liquid`, 'utf8');

it.each(templates)('%s is understood by the common mail clients', (file) => {
  const [, body = ''] = readFileSync(file, 'utf8').split(/^--- (?:html|text)$/m);
  const store = { name: 'Harbour Goods', origin: 'https://shop.example', address: '4 Custom House Quay, Dublin' };
  const logo = { path: '/pictures/logo.png', width: 160, height: 40 };
  const html = String(
    liquid.parseAndRenderSync(frame, {
      ...store,
      logo,
      language: 'en',
      body: liquid.parseAndRenderSync(body, { store }),
    }),
  );
  const { errors } = caniemail({ clients, html }).issues;
  const missing = [...(errors ?? [])].flatMap(([client, issues]) => issues.map(({ title }) => `${client}: ${title}`));

  expect(missing.filter((one) => !harmless.has(one.split(': ')[1] ?? ''))).toEqual([]);
});
