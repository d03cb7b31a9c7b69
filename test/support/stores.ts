// Demo stores for tests.
import { env } from 'cloudflare:workers';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import * as stores from '../../src/stores/stores.ts';
import { openDatabase } from '../../src/web/database.ts';

/** A demo store as requests know it. */
export async function demoStore(store: DemoStore = 'goods'): Promise<stores.Store> {
  const found = await stores.atHost(openDatabase(env), demoStores[store].hostname, Date.now());
  if (!found) throw new Error('no demo store');
  return found;
}
