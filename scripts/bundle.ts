// The Worker as it is deployed: what wrangler makes of an entry, for programs that start it themselves.
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { run } from './run.ts';

/** Bundles an entry as for a deployment, into a new folder, which the caller removes. Not minified its names can be read. */
export async function bundled(entry = 'src/index.ts', { minify = true } = {}): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const names = minify ? [] : ['--minify=false'];
  await run('wrangler', ['deploy', entry, '--dry-run', '--outdir', folder, ...names], { quiet: true });
  return folder;
}

/** The modules of the bundle in this folder, as miniflare takes them, the entry first. */
export function modulesIn(folder: string, entry = 'src/index.ts') {
  const beside = (ending: string, type: 'Text' | 'Data') =>
    readdirSync(folder).flatMap((name) => (name.endsWith(ending) ? [{ type, path: join(folder, name) }] : []));
  const main = { type: 'ESModule' as const, path: join(folder, `${parse(entry).name}.js`) };
  return [main, ...beside('.liquid', 'Text'), ...beside('.bin', 'Data')];
}
