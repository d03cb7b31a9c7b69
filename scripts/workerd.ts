// The product in workerd alone, which can be killed at any moment and started again on what it had stored. What `npm run dev` has around
// it, to see changes and to log, is not what is tested, and takes ten times as long to start.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { convertV4MiniflareOptions, Miniflare, Response, type MiniflareOptions, type Request } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as optionsOf } from 'wrangler';
import { modulesIn } from './bundle.ts';
import { stop } from './run.ts';
import { freePort, type Place } from './serve.ts';

type Bundle = {
  folder: string;
  state: string;
  entry?: string;
  /** Variables that are not those of wrangler.toml. */
  vars?: Record<string, string>;
  /** Takes what leaves the Worker; without it e-mails become files of this machine, and webhooks go to the internet. */
  outside?: Outside;
};

/** Who receives what a Worker sends, in this process: it lives on while workerd is killed. What it returns is the status of its answer. */
export type Outside = {
  mail: (mail: Record<string, unknown>) => number | Promise<number>;
  webhook: (request: { url: string; id: string; body: string }) => number | Promise<number>;
};

/** How miniflare runs the bundle in this folder on this state, with the bindings of wrangler.toml. */
export function optionsFor({ folder, state, entry, vars = {}, outside }: Bundle): MiniflareOptions {
  const { email, ...workerOptions } = optionsOf('wrangler.toml').workerOptions;
  const worker = {
    ...workerOptions,
    name: 'regulars',
    bindings: { ...(workerOptions.bindings as object), ...vars },
    modulesRoot: folder,
    modules: modulesIn(folder, entry),
  };
  const workers = outside
    ? [{ ...worker, serviceBindings: leaving(outside) }, postOffice(outside)]
    : [{ ...worker, email }];
  const options = {
    workers,
    // Where requests come from is made up, not asked of the network.
    cf: false,
    // As with `npm run dev`, an address runs what Cron does.
    unsafeTriggerHandlers: true,
    resourcePersistencePath: `${state}/v3`,
    // What it logs is not what is measured.
    handleStructuredLogs: () => undefined,
  };
  return convertV4MiniflareOptions(options as Parameters<typeof convertV4MiniflareOptions>[0]);
}

/** The bindings by which a Worker sends to somebody of this process. */
function leaving({ webhook }: Outside) {
  return {
    EMAIL: { name: 'post-office', entrypoint: 'PostOffice' },
    WEBHOOK_EXIT: async (request: Request) => {
      const id = request.headers.get('webhook-id') ?? '';
      const status = await webhook({ url: request.url, id, body: await request.text() });
      return new Response(null, { status });
    },
  };
}

/** In the place of the e-mail service: it hands over each mail, and does not take it where the answer is not 2xx. */
function postOffice({ mail }: Outside) {
  const contents = `import { WorkerEntrypoint } from 'cloudflare:workers';
    export class PostOffice extends WorkerEntrypoint {
      async send(mail) {
        const reply = await this.env.OUTSIDE.fetch('http://outside/', { method: 'POST', body: JSON.stringify(mail) });
        if (!reply.ok) throw new Error('not taken: ' + reply.status);
        return { messageId: 'taken' };
      }
    }
    export default {};`;
  return {
    name: 'post-office',
    compatibilityDate: optionsOf('wrangler.toml').workerOptions.compatibilityDate,
    modules: [{ type: 'ESModule' as const, path: 'post-office.js', contents }],
    serviceBindings: {
      OUTSIDE: async (request: Request) =>
        new Response(null, { status: await mail((await request.json()) as Record<string, unknown>) }),
    },
  };
}

/** The product that can be killed: always on the same port, always on the same state. */
export type Mortal = Place & {
  /** Starts workerd in a process group of its own, and returns once it listens. */
  start: () => Promise<void>;
  /** Ends the process group with SIGKILL, and returns once it is gone. */
  kill: () => Promise<void>;
  /** Ends it for good. What is stored stays. */
  close: () => Promise<void>;
};

type Mortality = Bundle & {
  port?: number;
  /** What a shell does before workerd, in the process that becomes workerd: `ulimit -f 100`. */
  before?: string;
};

/** Makes ready to start the bundle. What it asks of the machine (the e-mail binding writes a file) is answered by this process. */
export async function mortal({ before = ':', ...bundle }: Mortality): Promise<Mortal> {
  const port = bundle.port ?? (await freePort());
  const { miniflare, command } = await toldTo(optionsFor(bundle), port);
  let workerd: ChildProcess | undefined;
  const kill = async () => {
    if (workerd) await stop(workerd, 'SIGKILL');
  };
  process.once('exit', () => void kill());
  return {
    port,
    state: bundle.state,
    start: async () => {
      workerd = await listening(command, before);
    },
    kill,
    close: async () => {
      await kill();
      // It says once more that nothing started.
      await miniflare.dispose().catch(() => undefined);
    },
  };
}

type Command = { args: string[]; config: Buffer };

/**
 * What miniflare would tell workerd. It knows one way only, to start it itself and hold on to it, so what it starts is a script that
 * keeps what it is told and ends. Miniflare then says that nothing started, and goes on answering what a Worker asks of it.
 */
async function toldTo(options: MiniflareOptions, port: number): Promise<{ miniflare: Miniflare; command: Command }> {
  const folder = mkdtempSync(join(tmpdir(), 'told-'));
  const [script, config, args] = ['workerd', 'config', 'args'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(script, `#!/bin/sh\ncat > '${config}'\nprintf '%s\\n' "$@" > '${args}'\n`);
  chmodSync(script, 0o755);
  process.env.MINIFLARE_WORKERD_PATH = script;
  try {
    const miniflare = new Miniflare({ ...options, port });
    const failure: unknown = await miniflare.ready.then(
      () => null,
      (error: unknown) => error,
    );
    if (!existsSync(args)) throw failure;
    return {
      miniflare,
      command: { args: readFileSync(args, 'utf8').trim().split('\n'), config: readFileSync(config) },
    };
  } finally {
    delete process.env.MINIFLARE_WORKERD_PATH;
    rmSync(folder, { recursive: true });
  }
}

/** Where the program lies that miniflare would start. */
function workerdPath(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('miniflare'));
  return (require('workerd') as { default: string }).default;
}

/** Starts workerd as it was told to miniflare; it says on its fourth pipe when it listens. */
async function listening({ args, config }: Command, before: string): Promise<ChildProcess> {
  const child = spawn('/bin/sh', ['-c', `${before}\nexec "$0" "$@"`, workerdPath(), ...args], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, TZ: 'UTC' },
  });
  let said = '';
  for (const pipe of [child.stdout, child.stderr]) pipe?.on('data', (text: Buffer) => (said += text.toString()));
  child.stdin?.on('error', () => undefined).end(config);
  const control = createInterface(child.stdio[3] as Readable);
  const gone = once(child, 'exit').then(() => control.close());
  for await (const line of control) {
    const { event, socket } = JSON.parse(line) as { event: string; socket?: string };
    if (event === 'listen' && socket === 'entry') return child;
  }
  await gone;
  throw new Error(`workerd did not start: ${said}`);
}
