// What the pages ask of their bindings: recorded once, counted, and handed to the floor.
import { gzipSync } from 'node:zlib';
import { ask } from './asking.ts';
import type { Recording } from './calls.ts';
import type { Page } from './pages.ts';
import type { Served } from './serving.ts';

/** What a page asks and weighs, whatever the machine. */
export type Counted = Recording['counts'] & { bytes: number; packed: number };

/** Records each page and teaches the floor the same. */
export async function teachFloor(served: Served, pages: readonly Page[]): Promise<Map<string, Counted>> {
  const counted = new Map<string, Counted>();
  for (const page of pages) {
    // The first time an isolate learns what it keeps: the store, its words.
    await record(served, page);
    const { counts, steps, body } = await record(served, page);
    const taught = await ask(served.floor, { ...put, path: `/${page.name}`, body: JSON.stringify(steps) });
    if (taught.status !== 200) throw new Error(`the floor answers ${taught.status}`);
    counted.set(page.name, { ...counts, bytes: Buffer.byteLength(body), packed: gzipSync(body).byteLength });
  }
  return counted;
}

const put = { method: 'PUT', headers: {} };

async function record({ recorder }: Served, page: Page): Promise<Recording> {
  const { method, path, headers, body, keys: [key] = [] } = page;
  const own = { 'CF-Connecting-IP': '10.255.0.1', ...(key ? { Authorization: `Bearer ${key}` } : {}) };
  const reply = await ask(recorder, { method, path, headers: { ...headers, ...own }, ...(body ? { body } : {}) });
  const recording = JSON.parse(reply.body) as Recording;
  if (recording.status !== page.status) throw new Error(`${page.name} answers ${recording.status}`);
  return recording;
}
