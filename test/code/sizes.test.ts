// What visitors download and what Cloudflare starts, in bytes after gzip.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { exitCode } from '../../scripts/run.ts';

const kilobyte = 1000;

/** The size of a folder's files of these kinds, each after gzip. */
function zipped(folder: string, kinds: readonly string[]): number {
  const files = readdirSync(folder).filter((name) => kinds.includes(extname(name)));
  return files.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name)), { level: 9 }).length, 0);
}

it('there is one stylesheet of at most 15 KB', () => {
  expect(readdirSync('public/assets').filter((name) => extname(name) === '.css')).toHaveLength(1);
  expect(zipped('public/assets', ['.css'])).toBeLessThanOrEqual(15 * kilobyte);
});

it('the Worker is at most 720 KB, fonts apart (decision 036)', async () => {
  const bundle = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    expect(await exitCode('wrangler', ['deploy', '--dry-run', '--outdir', bundle], { quiet: true })).toBe(0);
    expect(readdirSync(bundle)).toContain('index.js');
    expect(zipped(bundle, ['.js', '.wasm', '.liquid'])).toBeLessThanOrEqual(720 * kilobyte);
  } finally {
    rmSync(bundle, { recursive: true });
  }
}, 60_000);
