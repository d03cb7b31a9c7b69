// The whole product on this machine: migrations, the demo, the built assets, and workerd on a port of 127.0.0.1.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fill } from '../src/demo/demo.ts';
import { openDatabase, type Database } from '../src/web/database.ts';
import { run, start, stop } from './run.ts';
import { storageIn } from './storage.ts';

export type Place = {
  port: number;
  /** The folder that holds D1, KV and the rest between runs. */
  state: string;
};

/** A key of this machine's own, so that no secret is in the repository. */
export function ensureSecrets(): void {
  if (!existsSync('.dev.vars')) writeFileSync('.dev.vars', `SEALING_KEY=${randomBytes(32).toString('base64')}\n`);
}

/** Applies the migrations and, once, fills in the demo; `arrange` puts more beside it. */
export async function prepare({ port, state }: Place, arrange?: (db: Database) => Promise<void>): Promise<void> {
  ensureSecrets();
  await run('wrangler', ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', state], { quiet: true });
  const stored = await storageIn(state);
  try {
    const db = openDatabase(stored.env);
    await fill(db, port, Date.now());
    await arrange?.(db);
  } finally {
    await stored.dispose();
  }
}

/** Starts the Worker and returns once it answers. The caller may `stop` it; it also ends with this process. */
export async function serve({ port, state }: Place, options: { quiet: boolean }): Promise<ChildProcess> {
  const child = start(
    'wrangler',
    [
      'dev',
      ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0', '--persist-to', state],
      ...['--var', 'ENVIRONMENT:development', '--show-interactive-dev-session=false', '--log-level', 'warn'],
    ],
    { ...options, ownGroup: true },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stop(child, signal).then(() => process.exit()));
  }
  // What nobody reads must still be taken, or a full pipe would hold the Worker up.
  child.stdout?.resume();
  child.stderr?.resume();
  for (let tries = 0; child.exitCode === null && tries < 300; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).catch(() => null);
    if (answer) return child;
    await wait(200);
  }
  await stop(child);
  throw new Error(`nothing answers on port ${port}`);
}

/** A port of 127.0.0.1 that nobody uses just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
