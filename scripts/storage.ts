// What is stored on this machine, for programs that read or write it while no Worker runs: the bindings of wrangler.toml that store
// something, without the Worker and its Durable Objects.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as optionsOf } from 'wrangler';

export type Storage = { env: Pick<Env, 'DB' | 'SESSIONS' | 'PICTURES'>; dispose: () => Promise<void> };

/** Opens what lies in the state folder. Whoever opens it disposes of it. */
export async function storageIn(state: string): Promise<Storage> {
  const { durableObjects: _, ...bindings } = optionsOf('wrangler.toml').workerOptions;
  const modules = [{ type: 'ESModule' as const, path: 'nothing.js', contents: 'export default {};' }];
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({ ...bindings, modules, resourcePersistencePath: `${state}/v3` }),
  );
  return { env: await miniflare.getBindings<Storage['env']>(), dispose: () => miniflare.dispose() };
}

/** The file of SQLite that is D1, in a state folder. Throws where there is none, or several. */
export function fileOf(state: string): string {
  const folder = join(state, 'v3/d1/miniflare-D1DatabaseObject');
  const [name, ...others] = readdirSync(folder).filter((one) => /^[0-9a-f]{64}\.sqlite$/.test(one));
  if (name === undefined || others.length > 0) throw new Error(`${folder} holds no database, or several`);
  return join(folder, name);
}
