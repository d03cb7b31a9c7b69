// Four kinds of tests: against the Worker inside workerd, about the source, against the running product's processes, and in
// a real browser. The browser comes last and has the machine to itself; what starts processes waits much, and does so beside the first.
import { resolve } from 'node:path';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig, type Plugin } from 'vitest/config';

/** Gives the product's hashing the scrypt of test/support/scrypt.ts. */
const lessHashing: Plugin = {
  name: 'less-hashing',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('/src/credentials/hashing.ts') ? code.replace('node:crypto', resolve('test/support/scrypt.ts')) : null,
};

const migrations = await readD1Migrations('migrations');

/** As wrangler bundles it. */
const asText = (code: string) => `export default ${JSON.stringify(code)}`;

export default defineConfig({
  test: {
    silent: 'passed-only',
    projects: [
      {
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
          name: 'worker',
          include: ['test/*.test.ts'],
          setupFiles: ['test/support/storage.ts'],
          isolate: false,
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 30_000,
          provide: { migrations },
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [{ name: 'liquid', transform: (code, id) => (id.endsWith('.liquid') ? asText(code) : null) }],
        test: {
          name: 'code',
          include: ['test/code/*.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'process',
          include: ['test/process/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/*.test.ts'],
          globalSetup: ['test/browser/server.ts'],
          maxWorkers: 1,
          maxConcurrency: 3,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
