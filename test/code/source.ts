// The repository as text: its files, and what each file of src imports.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** The text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every file of a folder of the repository, by its path from the root: `src/stores/stores.ts`. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
}

/** The TypeScript of src that is written by hand. */
export const sourceFiles = filesIn('src').filter((path) => /\.tsx?$/.test(path) && path !== 'src/env.d.ts');

export type Import = { from: string; to: string };

/**
 * The imports between files of src that are left when the program runs. Types are not among them: who only names the
 * shape of something does not depend on how it works.
 */
export function valueImports(): Import[] {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: sourceFiles,
    outdir: 'nowhere',
    // A noun and its pages may share a name.
    entryNames: '[dir]/[name]-[hash]',
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    packages: 'external',
    external: ['*/assets/manifest.json'],
    loader: { '.liquid': 'text', '.bin': 'binary' },
    logLevel: 'silent',
  });
  return Object.entries(metafile.inputs).flatMap(([from, { imports }]) =>
    imports.filter(({ external }) => !external).map(({ path }) => ({ from, to: path })),
  );
}

/** Everything a file names after `from` or in `import()`, packages and types too. */
export function namedImports(path: string): string[] {
  const named = textOf(path).matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g);
  return [...named].map(([, specifier = '']) => specifier);
}

/** The first circle among the imports, as the way round it; empty when there is none. */
export function circleIn(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const follow = (place: string, way: readonly string[]): string[] => {
    if (way.includes(place)) return [...way.slice(way.indexOf(place)), place];
    if (done.has(place)) return [];
    for (const { to } of targets.get(place) ?? []) {
      const circle = follow(to, [...way, place]);
      if (circle.length > 0) return circle;
    }
    done.add(place);
    return [];
  };
  for (const start of targets.keys()) {
    const circle = follow(start, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
