// The shop that is measured, served: a copy of what was made, so that what is done while it is measured stays out of it.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { build } from '../scripts/build.ts';
import { fillWith, stateOf, type Shoppers } from './data.ts';
import type { Size } from './data/making.ts';
import { addKeys } from './keys.ts';
import { startLoader, type Loader } from './loading.ts';
import { serveBench, type Served } from './serving.ts';

export type Shop = { served: Served; loader: Loader; shoppers: Shoppers };

/** Where a shop of this size lies, made where it is not there yet, and who can sign in there. */
export async function made(size: Size): Promise<{ state: string; shoppers: Shoppers }> {
  const state = stateOf(size);
  return { state, shoppers: await fillWith(state, size) };
}

/** Opens a shop of this size for as long as the work takes. */
export async function inShop(
  size: Size,
  work: (shop: Shop) => Promise<void>,
  options: { inspected?: boolean } = {},
): Promise<void> {
  await build();
  const { state: whole, shoppers } = await made(size);
  const state = mkdtempSync('.wrangler/bench/run-');
  cpSync(whole, state, { recursive: true });
  await addKeys(state);
  const served = await serveBench(state, options);
  const loader = startLoader();
  try {
    await work({ served, loader, shoppers });
  } finally {
    loader.stop();
    await served.stop();
    rmSync(state, { recursive: true });
  }
}
