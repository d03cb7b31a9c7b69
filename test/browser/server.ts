// The running product for the tests in a browser: on a free port, with a temporary state that is deleted afterwards.
import type { TestProject } from 'vitest/node';
import { startWorker } from '../../scripts/worker.ts';
import { fill } from '../../src/demo/demo.ts';
import { openDatabase, type Database } from '../../src/web/database.ts';
import { copyOf, prepared, remove, type Prepared } from '../support/prepared.ts';
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
  project.provide('prepared', await prepared());
  return close;
}

/**
 * The demo on a port of its own, with nothing beside it but what is arranged; `close` ends it and leaves nothing behind. What is
 * prepared already is not made again. It is the bundle
 * that would be deployed, in workerd alone: what `npm run dev` has around it, to see changes and to log, takes as long as a page.
 */
export async function openShops(
  arrange?: (db: Database, port: number) => Promise<void>,
  made?: Prepared,
): Promise<{ port: number; close: () => Promise<void> }> {
  const { bundle, state: demo } = made ?? (await prepared());
  const state = copyOf(demo);
  const { port, bindings, stop } = await startWorker(state, { bundle, vars: { ENVIRONMENT: 'development' } });
  const db = openDatabase(await bindings());
  await fill(db, port, Date.now());
  await arrange?.(db, port);
  const close = async () => {
    await stop();
    remove(state);
  };
  return { port, close };
}
