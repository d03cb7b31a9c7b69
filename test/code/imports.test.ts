// What may use what. Only imports that are left when the program runs count; types may be named from anywhere.
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { circleIn, namedImports, sourceFiles, valueImports, type Import } from './source.ts';

/** A folder uses folders of its own row and of the rows below it, never one above. */
const list = [
  // Each audience's map. Nothing uses a face.
  ['storefront', 'account', 'admin', 'api'],
  // Features, from those that use to those that are used.
  ['privacy', 'checkout', 'pools', 'settings'],
  ['orders', 'reviews', 'discussions', 'wishlist', 'forms'],
  ['catalog', 'documents', 'loyalty', 'groups', 'access'],
  ['customers', 'staff', 'partners'],
  ['messages'],
  ['stores'],
  // The ground: no business words.
  ['credentials', 'sessions', 'pictures', 'ui', 'web', 'locales'],
];

const faces = ['storefront', 'account', 'admin', 'api'];
const ground = ['credentials', 'sessions', 'pictures', 'ui', 'web', 'locales'];

/** They may use everything, and nothing uses them: the Worker's entry and maps, the demo, and what browsers load. */
const programs = ['index.ts', 'app.tsx', 'jobs.ts', 'demo', 'client'];

/** A feature's faces meet its audience's guard wherever the feature stands in the list. */
const guards: Record<string, string> = { 'admin.tsx': 'staff', 'api.ts': 'partners' };

/** Files that speak HTTP. All other files of features and sessions hold rules: no hono, no request. */
const edges = ['routes.ts', 'routes.tsx', 'admin.tsx', 'api.ts', 'pages.tsx', 'fields.tsx', 'dev.tsx'];
const edgesByPath = [
  'src/checkout/cookies.ts',
  'src/sessions/visits.ts',
  'src/stores/serving.ts',
  'src/messages/posting.ts',
  'src/partners/serving/asking.ts',
  'src/partners/serving/reading.ts',
  'src/partners/serving/replying.ts',
  'src/partners/serving/writing.ts',
];
const edgeFolders = [...faces, ...programs, 'ui', 'web'];

const imports = valueImports();
const acrossFolders = imports.filter(({ from, to }) => folderOf(from) !== folderOf(to));

/** The folder under src, or the file itself when it stands directly in src. */
function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function rowOf(path: string): number {
  return list.findIndex((row) => row.includes(folderOf(path)));
}

function isProgram(path: string): boolean {
  return programs.includes(folderOf(path));
}

function isSchema(path: string): boolean {
  return basename(path) === 'schema.ts';
}

function meetsItsGuard({ from, to }: Import): boolean {
  return guards[basename(from)] === folderOf(to);
}

function told(found: readonly Import[]): string[] {
  return found.map(({ from, to }) => `${from} uses ${to}`);
}

it('every folder of src has its place in the list', () => {
  const known = [...list.flat(), ...programs, 'env.d.ts'];
  expect(sourceFiles.filter((path) => !known.includes(folderOf(path)))).toEqual([]);
});

it('imports run down the list only', () => {
  const up = acrossFolders.filter((one) => !isProgram(one.from) && rowOf(one.from) > rowOf(one.to));
  const refused = up.filter((one) => !(isSchema(one.from) && isSchema(one.to)) && !meetsItsGuard(one));
  expect(told(refused)).toEqual([]);
});

it('nothing uses a face, not even its types', () => {
  const used = sourceFiles
    .filter((path) => !isProgram(path))
    .flatMap((from) => namedImports(from).map((to) => ({ from, to })))
    .filter(({ from, to }) => faces.some((face) => face !== folderOf(from) && to.includes(`../${face}/`)));
  expect(told(used)).toEqual([]);
});

it('nothing uses the entry, the maps, the demo or what browsers load', () => {
  const used = acrossFolders.filter(({ from, to }) => isProgram(to) && from !== 'src/index.ts');
  expect(told(used)).toEqual([]);
});

it('no file uses itself by a detour', () => {
  expect(circleIn(imports)).toEqual([]);
});

it('no two features use each other', () => {
  const features = list.flat().filter((folder) => !faces.includes(folder) && !ground.includes(folder));
  const between = acrossFolders.filter(
    (one) =>
      features.includes(folderOf(one.from)) &&
      features.includes(folderOf(one.to)) &&
      !meetsItsGuard(one) &&
      !isSchema(one.to),
  );
  expect(circleIn(between.map(({ from, to }) => ({ from: folderOf(from), to: folderOf(to) })))).toEqual([]);
});

it('a schema uses nothing but schemas', () => {
  const other = imports.filter(({ from, to }) => isSchema(from) && !isSchema(to));
  expect(told(other)).toEqual([]);
});

it('pages make no queries', () => {
  const asking = sourceFiles
    .filter((path) => basename(path) === 'pages.tsx')
    .flatMap((from) => namedImports(from).map((to) => ({ from, to })))
    .filter(({ to }) => to.startsWith('drizzle-orm') || basename(to) === 'schema.ts');
  expect(told(asking)).toEqual([]);
});

it('rules know nothing of HTTP: neither hono nor the request', () => {
  const spoken = sourceFiles
    .filter((path) => !edgeFolders.includes(folderOf(path)))
    .filter((path) => !edges.includes(basename(path)) && !edgesByPath.includes(path))
    .flatMap((from) => namedImports(from).map((to) => ({ from, to })))
    .filter(({ to }) => /^@?hono(\/|$)/.test(to) || to.endsWith('/web/context.ts'));
  expect(told(spoken)).toEqual([]);
});

it('JSX stands only in files that speak HTTP', () => {
  const shown = sourceFiles
    .filter((path) => path.endsWith('.tsx') && !edgeFolders.includes(folderOf(path)))
    .filter((path) => !edges.includes(basename(path)));
  expect(shown).toEqual([]);
});
