// Builds what browsers load into public/: one stylesheet, the browser modules and the dictionary of passwords, each with a hash in its
// name, and assets/manifest.json, which tells the Worker those names; and the description of the partner API with its docs. For the
// Worker all its messages in one file.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, parse } from 'node:path';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { buildSync } from 'esbuild';
import { describing, readEndpoints } from './description.ts';
import { asPromised } from './description/sharing.ts';
import { buildDocs, docsHeaders } from './docs.ts';
import { hashed } from './hashed.ts';
import { run } from './run.ts';

const out = 'public/assets';
const messages = 'src/messages/templates';

/** The stylesheet, the modules and the messages; writes public/ anew. */
export async function build(): Promise<void> {
  writeFileSync(`${messages}/built.json`, JSON.stringify(templates()));
  rmSync('public', { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await run('tailwindcss', ['--input', 'src/ui/styles.css', '--output', `${out}/app.css`, '--minify'], { quiet: true });
  const modules = ['copying', 'finding', 'live', 'progress', 'strength', 'ticking'];
  const names = modules.map((name) => [`${name}.js`, buildModule(name)]);
  writeFileSync(`${out}/dictionary.json`, JSON.stringify({ dictionary, adjacencyGraphs }));
  const own = ['app.css', 'dictionary.json'].map((name) => [name, hashed(out, name)]);
  const manifest = { ...Object.fromEntries(own), ...Object.fromEntries(names) };
  writeFileSync(`${out}/manifest.json`, JSON.stringify(manifest));
  mkdirSync('public/api/v1', { recursive: true });
  writeFileSync('public/api/v1/openapi.json', JSON.stringify(asPromised(describing(await readEndpoints()))));
  buildDocs();
  writeFileSync('public/_headers', headers + docsHeaders);
}

/** Builds a module of the browser, and returns the name of its file. What it shares with others it has in itself: a request costs more. */
function buildModule(name: string): string {
  const { metafile } = buildSync({
    entryPoints: [`src/client/${name}.ts`],
    outdir: out,
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    metafile: true,
  });
  const built = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.includes('client/'));
  if (!built) throw new Error(`nothing was built of ${name}`);
  return basename(built[0]);
}

/** Every message by language and name. As files of their own they would not be packed together, and they repeat each other. */
function templates(): Record<string, Record<string, string>> {
  const entries = readdirSync(messages, { recursive: true, encoding: 'utf8' }).toSorted();
  const found: Record<string, Record<string, string>> = {};
  for (const entry of entries) {
    const { dir, name, ext } = parse(entry);
    if (dir && ext === '.liquid') (found[dir] ??= {})[name] = readFileSync(`${messages}/${entry}`, 'utf8');
  }
  return found;
}

const headers = `/assets/*
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff
  Strict-Transport-Security: max-age=63072000; includeSubDomains
  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'
  Cross-Origin-Resource-Policy: same-origin
  Referrer-Policy: no-referrer
`;

if (import.meta.main) await build();
