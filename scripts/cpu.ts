// What a page costs the Worker in CPU, measured: the bundle that would be deployed runs in workerd, on the local state, and the
// kernel tells how long that process worked. D1 and KV run in the same process here, so the Worker alone costs less.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { Miniflare } from 'miniflare';
import { bundled } from './bundle.ts';
import { optionsFor } from './workerd.ts';

/** Requests for each address in a turn, and turns; the addresses take turns so that none has the better time of day. */
const perTurn = 10;
const turns = 8;

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

/** CPU of workerd in ms per request of each of these addresses, by their names. Linux only. */
export async function cpuOf(
  worker: Running,
  addresses: Readonly<Record<string, string>>,
  headers: Record<string, string>,
): Promise<Map<string, number>> {
  const workerd = childNamed('workerd');
  const spent = new Map<string, number>();
  // The first turn is for the compiler.
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const [name, address] of Object.entries(addresses)) {
      const before = cpuMs(workerd);
      for (let count = 0; count < perTurn; count += 1) await ask(worker, address, headers);
      if (turn > 0) spent.set(name, (spent.get(name) ?? 0) + cpuMs(workerd) - before);
    }
  }
  return new Map([...spent].map(([name, ms]) => [name, ms / (turns * perTurn)]));
}

/** The page at an address; anything else than a page is an error. */
export async function ask(worker: Running, address: string, headers: Record<string, string>): Promise<string> {
  const reply = await worker.fetch(address, { headers, redirect: 'manual' });
  const text = await reply.text();
  if (reply.status !== 200) throw new Error(`${address} answers ${reply.status}`);
  return text;
}

/** CPU in ms that the Worker which this process started has used so far, D1 and KV included. Linux only. */
export function workerCpuMs(): number {
  return cpuMs(childNamed('workerd'));
}

/** The process of this name that this process started. */
function childNamed(name: string): number {
  const processes = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  const found = processes.find((pid) => {
    const { comm, fields } = statOf(pid);
    return comm === name && Number(fields[1]) === process.pid;
  });
  if (found === undefined) throw new Error(`${name} does not run`);
  return Number(found);
}

/** User and system time of a process. The kernel counts in hundredths of a second. */
function cpuMs(pid: number): number {
  const { fields } = statOf(String(pid));
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** `pid (name) state ppid …`: the name may hold anything, so the rest begins behind its last bracket. Source: proc_pid_stat(5). */
function statOf(pid: string): { comm: string; fields: string[] } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    return { comm: stat.slice(stat.indexOf('(') + 1, end), fields: stat.slice(end + 2).split(' ') };
  } catch {
    return { comm: '', fields: [] }; // It ended just now.
  }
}
