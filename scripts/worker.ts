// The bundle that would be deployed, running in workerd on a state of this machine.
import { rmSync } from 'node:fs';
import { Miniflare } from 'miniflare';
import { bundled } from './bundle.ts';
import { optionsFor } from './workerd.ts';

/** The Worker, running on a port of 127.0.0.1, a way to ask it, and what it has bound. */
export type Running = {
  port: number;
  fetch: Miniflare['dispatchFetch'];
  bindings: () => Promise<Env>;
  stop: () => Promise<void>;
};

type Options = {
  /** What stands around src/index.ts. */
  entry?: string;
  /** Variables that are not those of wrangler.toml. */
  vars?: Record<string, string>;
  /** Where it is bundled already. */
  bundle?: string;
};

/** Bundles the Worker as for a deployment and starts it on this state; what browsers load is built already. */
export async function startWorker(
  state: string,
  { entry = 'src/index.ts', vars = {}, bundle }: Options = {},
): Promise<Running> {
  const folder = bundle ?? (await bundled(entry));
  const miniflare = new Miniflare(optionsFor({ folder, state, entry, vars }));
  const address = await miniflare.ready;
  return {
    port: Number(address.port),
    fetch: miniflare.dispatchFetch.bind(miniflare),
    bindings: () => miniflare.getBindings<Env>(),
    stop: async () => {
      await miniflare.dispose();
      if (bundle === undefined) rmSync(folder, { recursive: true });
    },
  };
}
