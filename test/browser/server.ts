// The running product for the tests in a browser: on a free port, with a temporary state that is deleted afterwards.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stop } from '../../scripts/run.ts';
import { freePort, prepare, serve } from '../../scripts/serve.ts';
import type { Database } from '../../src/web/database.ts';
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

/** The demo on a port of its own, with nothing beside it but what is arranged; `close` ends it and leaves nothing behind. */
export async function openShops(
  arrange?: (db: Database, port: number) => Promise<void>,
): Promise<{ port: number; close: () => Promise<void> }> {
  const state = await mkdtemp(join(tmpdir(), 'regulars-'));
  const port = await freePort();
  await prepare({ port, state }, (db) => arrange?.(db, port) ?? Promise.resolve());
  const worker = await serve({ port, state }, { quiet: true });
  const close = async () => {
    await stop(worker);
    // The last of its children may still write a moment longer.
    await rm(state, { recursive: true, maxRetries: 10, retryDelay: 200 });
  };
  return { port, close };
}
