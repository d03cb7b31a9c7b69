// Runs the project's own tools, quietly and without the network.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const offline = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  NO_UPDATE_NOTIFIER: '1',
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  CI: '1',
};

type Options = {
  /** Keep the output instead of showing it. */
  quiet?: boolean;
  /** In a process group of its own, so that `stop` reaches what the tool starts too. */
  ownGroup?: boolean;
};

/** Starts a tool of node_modules/.bin. */
export function start(tool: string, args: string[], options: Options = {}): ChildProcess {
  return spawn(`node_modules/.bin/${tool}`, args, {
    env: { ...process.env, ...offline },
    stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    detached: options.ownGroup ?? false,
  });
}

/** Ends what `start` started in its own group, with everything it started itself, and waits until it is gone. */
export async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  try {
    process.kill(-child.pid, signal);
  } catch {
    return; // It ended just now.
  }
  await gone;
}

/** Runs a tool to its end. With `quiet` its output is shown only when it fails; a failure ends this process too. */
export async function run(tool: string, args: string[], options: { quiet?: boolean } = {}): Promise<void> {
  const code = await exitCode(tool, args, options);
  if (code !== 0) process.exit(code);
}

/** Runs a tool to its end and tells its exit code. */
export async function exitCode(tool: string, args: string[], options: { quiet?: boolean } = {}): Promise<number> {
  const { code, written, complaints } = await ended(start(tool, args, options));
  if (code !== 0 && options.quiet) console.error(written + complaints);
  return code;
}

/** Runs a tool to its end and hands over what it writes; a failure shows it and ends this process. */
export async function output(tool: string, args: string[]): Promise<string> {
  const { code, written, complaints } = await ended(start(tool, args, { quiet: true }));
  if (code === 0) return written;
  console.error(written + complaints);
  process.exit(code);
}

/** Waits for the end of a tool; what it says is kept where it is not shown. */
async function ended(child: ChildProcess): Promise<{ code: number; written: string; complaints: string }> {
  let written = '';
  let complaints = '';
  child.stdout?.on('data', (text: Buffer) => (written += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (complaints += text.toString()));
  const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  return { code, written, complaints };
}
