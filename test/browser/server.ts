// The running product for the tests in a browser: on a free port, with a temporary state that is deleted afterwards.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readD1Migrations } from '@cloudflare/vitest-plugin';
import type { TestProject } from 'vitest/node';
import { startWorker } from '../../scripts/cpu.ts';
import { ensureSecrets } from '../../scripts/serve.ts';
import { fill } from '../../src/demo/demo.ts';
import { openDatabase, type Database } from '../../src/web/database.ts';
import { openChandlery } from './chandlery.ts';
import { addShoppers } from './shoppers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the product answers while the tests run. */
    port: number;
  }
}

/** Runs once before the tests; what it returns runs once after them. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const { port, close } = await openShops(async (db, at) => {
    await addShoppers(db, Date.now());
    await openChandlery(db, at, Date.now());
  });
  project.provide('port', port);
  return close;
}

/**
 * The demo on a port of its own, with nothing beside it but what is arranged; `close` ends it and leaves nothing behind. It is the bundle
 * that would be deployed, in workerd alone: what `npm run dev` has around it, to see changes and to log, takes as long as a page.
 */
export async function openShops(
  arrange?: (db: Database, port: number) => Promise<void>,
): Promise<{ port: number; close: () => Promise<void> }> {
  ensureSecrets();
  const state = await mkdtemp(join(tmpdir(), 'regulars-'));
  const { port, bindings, stop } = await startWorker(state, { vars: { ENVIRONMENT: 'development' } });
  const env = await bindings();
  for (const { queries } of await readD1Migrations('migrations')) {
    await env.DB.batch(queries.map((query) => env.DB.prepare(query)));
  }
  const db = openDatabase(env);
  await fill(db, port, Date.now());
  await arrange?.(db, port);
  const close = async () => {
    await stop();
    await rm(state, { recursive: true, maxRetries: 10, retryDelay: 200 });
  };
  return { port, close };
}
