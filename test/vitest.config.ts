// Four kinds of tests: against the Worker inside workerd, about the source, against the running product's processes, and in
// a real browser. The browser comes last and has the machine to itself; what starts processes waits much, and does so beside the first.
// Which of them a command runs stands in scripts/test.ts.
import { resolve } from 'node:path';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig, type Plugin, type TestProjectConfiguration } from 'vitest/config';

/** Gives the product's hashing the scrypt of test/support/scrypt.ts. */
const lessHashing: Plugin = {
  name: 'less-hashing',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('/src/credentials/hashing.ts') ? code.replace('node:crypto', resolve('test/support/scrypt.ts')) : null,
};

/** Which malformed inputs are tried, and where (test/support/inputs/trying.ts). */
const inputs = { seed: process.env['SEED'] ?? '', runs: process.env['RUNS'] ?? '', at: process.env['AT'] ?? '' };

const migrations = await readD1Migrations('migrations');

/** Messages as wrangler bundles them: as text. */
const liquid: Plugin = {
  name: 'liquid',
  transform: (code, id) => (id.endsWith('.liquid') ? `export default ${JSON.stringify(code)}` : null),
};

/** Where there is no workerd the table of routes can be read all the same: what it would make there is not asked for. */
const withoutWorkerd: Plugin = {
  name: 'without-workerd',
  enforce: 'pre',
  resolveId: (id) => (id.startsWith('cloudflare:') ? `\0${id}` : null),
  load: (id) =>
    id.startsWith('\0cloudflare:')
      ? 'export const env = {}; export class DurableObject {} export const createExecutionContext = null, waitOnExecutionContext = null;'
      : null,
};

/** Tests against the Worker inside workerd, with real D1, KV and e-mail bindings. */
const inWorkerd = (name: string, include: string, limits: { testTimeout: number }): TestProjectConfiguration => ({
  plugins: [
    lessHashing,
    cloudflareTest({
      wrangler: { configPath: './wrangler.toml' },
      remoteBindings: false,
      miniflare: {
        bindings: { ENVIRONMENT: 'test', SEALING_KEY: 'a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE=' },
      },
    }),
  ],
  test: {
    name,
    include: [include],
    setupFiles: ['test/support/storage.ts'],
    isolate: false,
    maxWorkers: 2,
    hookTimeout: 30_000,
    provide: { migrations, inputs },
    sequence: { groupOrder: 0 },
    ...limits,
  },
});

/** Tests that start the product's processes themselves, and end them. */
const ofProcesses = (name: string, include: string, limits: { testTimeout: number }): TestProjectConfiguration => ({
  test: {
    name,
    include: [include],
    globalSetup: ['test/support/prepared.ts'],
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { groupOrder: 0 },
    ...limits,
  },
});

/** Tests in a real browser, on the product with its demo: on one that all share, or each file on its own. */
const inBrowser = (
  name: string,
  include: string,
  limits: { testTimeout: number; globalSetup?: string[] },
): TestProjectConfiguration => ({
  plugins: [liquid, withoutWorkerd],
  test: {
    name,
    include: [include],
    maxWorkers: 1,
    maxConcurrency: 3,
    hookTimeout: 60_000,
    sequence: { groupOrder: 1 },
    ...limits,
  },
});

export default defineConfig({
  test: {
    silent: 'passed-only',
    projects: [
      inWorkerd('worker', 'test/*.test.ts', { testTimeout: 20_000 }),
      {
        plugins: [liquid],
        test: {
          name: 'code',
          include: ['test/code/*.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      ofProcesses('process', 'test/process/*.test.ts', { testTimeout: 120_000 }),
      inBrowser('browser', 'test/browser/*.test.ts', { testTimeout: 60_000, globalSetup: ['test/browser/server.ts'] }),

      inWorkerd('faults', 'test/faults/*.test.ts', { testTimeout: 600_000 }),
      ofProcesses('faults-process', 'test/faults/process/*.test.ts', { testTimeout: 1_800_000 }),
      inWorkerd('abuse', 'test/abuse/*.test.ts', { testTimeout: 900_000 }),
      ofProcesses('abuse-process', 'test/abuse/process/*.test.ts', { testTimeout: 900_000 }),
      inBrowser('pages', 'test/pages/*.test.ts', { testTimeout: 300_000 }),
    ],
  },
});
