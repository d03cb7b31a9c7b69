// The Worker under plain `workerd serve`, and beside it in the same process, on the same D1 and KV, the floor and the recorder.
// Miniflare writes workerd's configuration and starts it; each Worker has a socket of its own, so that no request passes through
// Miniflare's own Worker, which stands before every other under `wrangler dev` and costs as much as a page.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as optionsOf } from 'wrangler';
import { bundled, modulesIn } from '../scripts/bundle.ts';

export type Served = {
  /** Where each Worker answers: an address of 127.0.0.1. */
  product: URL;
  floor: URL;
  recorder: URL;
  /** The inspector of V8; it listens only where it was asked for. */
  inspector: URL;
  /** The folder of the bundle of the product. */
  folder: string;
  stop: () => Promise<void>;
};

/** Starts all three on this state. With `inspected` the names of the product can be read, and the inspector listens. */
export async function serveBench(state: string, { inspected = false } = {}): Promise<Served> {
  const [product, recorder, floor] = await Promise.all([
    bundled('src/index.ts', { minify: !inspected }),
    bundled('bench/recorder.ts'),
    bundleFloor(),
  ]);
  // Assets are answered before the Worker, by another; here they are a folder that it may read.
  const { assets: _, ...workerOptions } = optionsOf('wrangler.toml').workerOptions;
  const { durableObjects: __, ...bindings } = workerOptions;
  const whole = { ...workerOptions, serviceBindings: { ASSETS: { disk: { path: 'public' } } } };
  const worker = (name: string, entry: string, folder: string, options: object) => ({
    ...options,
    name,
    modulesRoot: folder,
    modules: modulesIn(folder, entry),
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
  });
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: [
        worker('product', 'src/index.ts', product, whole),
        worker('recorder', 'bench/recorder.ts', recorder, whole),
        worker('floor', 'bench/floor.ts', floor, bindings),
      ],
      // Where requests come from is made up, not asked of the network.
      cf: false,
      resourcePersistencePath: `${state}/v3`,
      // What it logs is not what is measured.
      handleStructuredLogs: () => undefined,
      ...(inspected ? { inspectorPort: 0 } : {}),
    }),
  );
  await miniflare.ready;
  return {
    product: await miniflare.unsafeGetDirectURL('product'),
    floor: await miniflare.unsafeGetDirectURL('floor'),
    recorder: await miniflare.unsafeGetDirectURL('recorder'),
    inspector: inspected ? await miniflare.getInspectorURL() : new URL('ws://127.0.0.1'),
    folder: product,
    stop: async () => {
      await miniflare.dispose();
      for (const folder of [product, recorder, floor]) rmSync(folder, { recursive: true });
    },
  };
}

/** The floor is no Worker of wrangler.toml: it has no Durable Objects. */
async function bundleFloor(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'floor-'));
  await build({
    entryPoints: ['bench/floor.ts'],
    outfile: join(folder, 'floor.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    external: ['node:*'],
  });
  return folder;
}
