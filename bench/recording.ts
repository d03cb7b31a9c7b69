// What the pages ask of their bindings: recorded, counted, and handed to the floor.
import { gzipSync } from 'node:zlib';
import { ask } from './asking.ts';
import type { Lesson, Recording, Step } from './calls.ts';
import { freshWords } from './fresh.ts';
import { recordedKey } from './keys.ts';
import type { Page } from './pages.ts';
import type { Served } from './serving.ts';

/** What a page asks and weighs, whatever the machine. */
export type Counted = Recording['counts'] & { bytes: number; packed: number };

/** Records each page and teaches the floor the same. */
export async function teachFloor(served: Served, pages: readonly Page[]): Promise<Map<string, Counted>> {
  const counted = new Map<string, Counted>();
  for (const page of pages) {
    const [{ counts, steps, body }, fresh] = await learned(served, page);
    const lesson: Lesson = { steps: withPassword(steps, page), fresh };
    const taught = await ask(served.floor, { ...put, path: `/${page.name}`, body: JSON.stringify(lesson) });
    if (taught.status !== 200) throw new Error(`the floor answers ${taught.status}`);
    counted.set(page.name, { ...counts, bytes: Buffer.byteLength(body), packed: gzipSync(body).byteLength });
  }
  return counted;
}

/** A recording of the page at work, and what is new in each: two in a row that ask the same, as far as that is not new. */
async function learned(served: Served, page: Page): Promise<[Recording, string[]]> {
  // The first time an isolate learns what it keeps for some seconds: the store, its words.
  let before = await record(served, page);
  for (let tries = 0; tries < 5; tries += 1) {
    const recording = await record(served, page);
    const fresh = freshWords(before.steps, recording.steps);
    if (fresh && recording.steps.length <= before.steps.length) return [recording, fresh];
    before = recording;
  }
  throw new Error(`${page.name} asks something else each time`);
}

const put = { method: 'PUT', headers: {} };

/** Where a password is hashed no binding is called, so nothing is recorded of it. */
function withPassword(steps: Step[], { password }: Page): Step[] {
  return password === undefined
    ? steps
    : [...steps, { call: { on: 'PASSWORD', password }, after: [0], isLater: false }];
}

let recorded = 0;

async function record({ recorder }: Served, page: Page): Promise<Recording> {
  const { method, path, headers, body, keys } = page;
  recorded += 1;
  const own = {
    'CF-Connecting-IP': `10.255.0.${recorded}`,
    ...(keys ? { Authorization: `Bearer ${recordedKey}` } : {}),
  };
  const reply = await ask(recorder, { method, path, headers: { ...headers, ...own }, ...(body ? { body } : {}) });
  const recording = JSON.parse(reply.body) as Recording;
  if (recording.status !== page.status) throw new Error(`${page.name} answers ${recording.status}`);
  return recording;
}
