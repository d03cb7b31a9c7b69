// The Worker as it is deployed: what wrangler makes of an entry, for programs that start it themselves.
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { run } from './run.ts';

export type Bundle = {
  /** Where it lies; whoever asked for it removes it. */
  folder: string;
  /** Its modules, the entry first. */
  modules: { type: 'ESModule' | 'Text' | 'Data'; path: string }[];
};

/** Bundles an entry as for a deployment; what browsers load is built already. Not minified its names can be read. */
export async function bundle(entry: string, { minify = true } = {}): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const names = minify ? [] : ['--minify=false'];
  await run('wrangler', ['deploy', entry, '--dry-run', '--outdir', folder, ...names], { quiet: true });
  const beside = (ending: string, type: 'Text' | 'Data') =>
    readdirSync(folder).flatMap((name) => (name.endsWith(ending) ? [{ type, path: join(folder, name) }] : []));
  const main = { type: 'ESModule' as const, path: join(folder, `${parse(entry).name}.js`) };
  return { folder, modules: [main, ...beside('.liquid', 'Text'), ...beside('.bin', 'Data')] };
}
