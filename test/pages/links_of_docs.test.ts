// `npm run test:pages -- links_of_docs`: what README.md and docs/ speak of is there: files, headings, pages of the product, commands.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { marked, type Token } from 'marked';
import { expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import { tell } from '../support/figures.ts';
import { fits, routesAt } from './routing.ts';

const documents = ['README.md', 'docs', 'docs/decisions', 'docs/security'].flatMap((place) =>
  place.endsWith('.md')
    ? [place]
    : readdirSync(place)
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(place, name)),
);

const commands = Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts);

/** Addresses of the running product that are no routes: files that are built, and what runs Cron by hand. */
const besides = /^\/(api\/docs|api\/v1\/openapi\.json|cdn-cgi\/local\/scheduled|dev)$/;

/** Where documents lead on the web. */
const outside = ['www.standardwebhooks.com', 'developers.cloudflare.com', 'www.cloudflarestatus.com', 'github.com'];

it.each(documents)('%s speaks of what is there', (document) => {
  const missing = spokenOf(document).filter((one) => !isThere(document, one));
  expect(missing).toEqual([]);
});

it('says how much it followed', (context) => {
  const spoken = documents.flatMap(spokenOf).length;
  tell(context, {
    'documents whose links were followed': documents.length,
    'files, headings, pages and commands that they speak of': spoken,
  });
  expect(spoken).toBeGreaterThan(100);
});

type Spoken = { kind: 'link' | 'path' | 'page' | 'command'; name: string };

/** Everything in a document that can be missing. */
function spokenOf(document: string): Spoken[] {
  const found: Spoken[] = [];
  const tokens = marked.lexer(readFileSync(document, 'utf8'));
  void marked.walkTokens(tokens, (token: Token) => {
    if (token.type === 'link' || token.type === 'image') found.push({ kind: 'link', name: String(token.href) });
    if (token.type === 'codespan') found.push(...inCode(String(token.text)));
    if (token.type === 'code') found.push(...commandsIn(String(token.text)), ...addressesIn(String(token.text)));
  });
  return found;
}

/** A path, a page or a command in code; what has a gap to be filled in is none. */
function inCode(text: string): Spoken[] {
  if (/[<*…]/.test(text)) return [];
  if (/^(src|test|scripts|docs|migrations|bench)\/[\w./-]+$/.test(text)) return [{ kind: 'path', name: text }];
  if (/^\/[\w./:?=+-]*$/.test(text)) return [{ kind: 'page', name: text }];
  return [...commandsIn(text), ...addressesIn(text)];
}

function commandsIn(text: string): Spoken[] {
  return [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => ({ kind: 'command', name }));
}

function addressesIn(text: string): Spoken[] {
  return [...text.matchAll(/http:\/\/[a-z.]*localhost:8787[^\s'`]*/g)].map(([name]) => ({ kind: 'link', name }));
}

function isThere(document: string, { kind, name }: Spoken): boolean {
  if (kind === 'command') return commands.includes(name);
  if (kind === 'path') return ['', '.test.ts', '.test.tsx'].some((ending) => existsSync(name + ending));
  if (kind === 'page') return isPage(name);
  if (/^https?:\/\/([a-z.]*localhost|account\.example\.com)/.test(name))
    return isPage(name.replace(/^https?:\/\/[^/]*/, '') || '/');
  if (/^https?:/.test(name)) return outside.includes(new URL(name).host);
  const [path = '', heading] = name.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  return existsSync(file) && (heading === undefined || headingsOf(file).includes(heading));
}

function isPage(address: string): boolean {
  const path = address.split('?')[0] ?? '';
  const isEndpoint = endpoints.some((one) =>
    fits(one.path.replaceAll(/\{(\w+)\}/g, ':$1'), path.replace('/api/v1', '')),
  );
  return besides.test(path) || isEndpoint || routesAt('GET', path).length > 0 || routesAt('POST', path).length > 0;
}

/** What GitHub calls the headings of a document. */
function headingsOf(file: string): string[] {
  const titles = readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm);
  return [...titles].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
