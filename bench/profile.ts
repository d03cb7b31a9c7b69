// A CPU profile of a page under load: where the Worker spends its time, by source file and by function. The times are those of V8 while the
// profiler runs, so they say which part is how large, and not what a page costs.
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';

type Frame = { functionName: string; url: string; lineNumber: number; columnNumber: number };

type Node = { id: number; callFrame: Frame; children?: number[] };

/** As the Profiler of V8's inspector writes it, and as browsers open it: `.cpuprofile`. */
export type Profile = { nodes: Node[]; samples: number[] };

const samplingMicroseconds = 100;

/** Profiles the Worker `product` while the work is done. */
export async function profileDuring(inspector: URL, work: () => Promise<void>): Promise<Profile> {
  const socket = new WebSocket(new URL('/core:user:product', inspector).href);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('the inspector does not answer')), { once: true });
  });
  let last = 0;
  const ask = (method: string, params = {}) =>
    new Promise<unknown>((resolve, reject) => {
      const id = (last += 1);
      const answered = ({ data }: { data: unknown }) => {
        const reply = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
        if (reply.id !== id) return;
        socket.removeEventListener('message', answered);
        if (reply.error) reject(new Error(`${method}: ${reply.error.message}`));
        else resolve(reply.result);
      };
      socket.addEventListener('message', answered);
      socket.send(JSON.stringify({ id, method, params }));
    });
  await ask('Profiler.enable');
  await ask('Profiler.setSamplingInterval', { interval: samplingMicroseconds });
  await ask('Profiler.start');
  await work();
  const { profile } = (await ask('Profiler.stop')) as { profile: Profile };
  socket.close();
  return profile;
}

/** A file or a function, with its share of the time in which the Worker did something. */
export type Share = { name: string; self: number; total: number };

export type Reading = { busyMs: number; packages: Share[]; files: Share[]; functions: Share[] };

/** What a profile says of the bundle in this folder, the largest first. */
export function readProfile(profile: Profile, folder: string): Reading {
  const sources = sourcesOf(folder);
  const children = new Map(profile.nodes.map(({ id, children: below = [] }) => [id, below]));
  const nodes = new Map(profile.nodes.map((node) => [node.id, { node, ...placeOf(node.callFrame, sources) }]));
  const selves = selfTimes(profile);
  const busy = [...nodes].reduce((sum, [id, { file }]) => sum + (file === '(idle)' ? 0 : (selves.get(id) ?? 0)), 0);
  const tallies = { package: new Tally(busy), file: new Tally(busy), function: new Tally(busy) };
  const [root] = profile.nodes;

  /** Adds a node and all below it; returns how long they took. What calls itself counts once in a total. */
  const walk = (id: number, above: ReadonlySet<string>): number => {
    const place = nodes.get(id);
    if (!place || place.file === '(idle)') return 0;
    const names = { package: place.package, file: place.file, function: `${place.function} — ${place.file}` };
    const kinds = ['package', 'file', 'function'] as const;
    const within = new Set([...above, ...kinds.map((kind) => kind + names[kind])]);
    const self = selves.get(id) ?? 0;
    const total = (children.get(id) ?? []).reduce((sum, child) => sum + walk(child, within), self);
    for (const kind of kinds) tallies[kind].add(names[kind], self, above.has(kind + names[kind]) ? 0 : total);
    return total;
  };
  if (root) walk(root.id, new Set());
  return {
    busyMs: busy,
    packages: tallies.package.shares(),
    files: tallies.file.shares(),
    functions: tallies.function.shares(),
  };
}

/** Milliseconds of each node's own: as many samples, whose distance the machine may have stretched. */
function selfTimes({ nodes, samples }: Profile): Map<number, number> {
  const times = new Map(nodes.map(({ id }) => [id, 0]));
  for (const id of samples) times.set(id, (times.get(id) ?? 0) + samplingMicroseconds / 1000);
  return times;
}

/** Where a function stands: in a file of ours, in a package, in workerd's own part of the Worker, or in V8 itself. */
function placeOf({ functionName, url, lineNumber, columnNumber }: Frame, { map, fileAt }: Sources) {
  const name = functionName || '(anonymous)';
  if (!url.endsWith('index.js')) {
    const file = url || (/^\(.*\)$/.test(functionName) ? functionName : '(native)');
    return { function: name, file, package: url ? 'workerd' : file };
  }
  const file = fileAt(lineNumber);
  const entry = map.findEntry(lineNumber, columnNumber);
  const named = 'originalLine' in entry ? `${name}:${entry.originalLine + 1}` : name;
  const [, path] = /node_modules\/(?!.*node_modules\/)(.*)$/.exec(file) ?? [];
  if (path === undefined) return { function: named, file, package: 'src' };
  return { function: named, file: path, package: /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path };
}

type Sources = { map: SourceMap; fileAt: (line: number) => string };

/** Where the lines of a bundle come from: esbuild writes the path of a module above it, and the map knows the lines of ours. */
function sourcesOf(folder: string): Sources {
  const map = new SourceMap(JSON.parse(readFileSync(join(folder, 'index.js.map'), 'utf8')) as SourceMapPayload);
  let file = '(bundle)';
  const files = readFileSync(join(folder, 'index.js'), 'utf8')
    .split('\n')
    .map((line) => (file = /^\/\/ (\S+\.\w+)$/.exec(line)?.[1] ?? file));
  return { map, fileAt: (line) => files[line] ?? '(bundle)' };
}

class Tally {
  readonly #times = new Map<string, { self: number; total: number }>();
  readonly #whole: number;

  constructor(whole: number) {
    this.#whole = whole;
  }

  add(name: string, self: number, total: number): void {
    const before = this.#times.get(name) ?? { self: 0, total: 0 };
    this.#times.set(name, { self: before.self + self, total: before.total + total });
  }

  shares(): Share[] {
    return [...this.#times]
      .map(([name, { self, total }]) => ({ name, self: self / this.#whole, total: total / this.#whole }))
      .toSorted((one, other) => other.self - one.self);
  }
}
