// Measuring in rounds: in each, every page and its floor take a turn, one right after the other, so that what the machine does besides
// falls on both. A ratio is that of one round; its median and its spread are what is told.
import type { Loader } from './loading.ts';
import type { Page } from './pages.ts';
import { cpuMsOf } from './processes.ts';
import type { Served } from './serving.ts';

/** Milliseconds of processor for a request, round by round. */
export type Measured = { page: number[]; floor: number[] };

/** Connections that ask at the same time. */
const connections = 4;

type Plan = { rounds: number; requests: number };

/** Measures all pages; the first round is for the compiler and is not counted. */
export async function measure(
  { served, loader }: { served: Served; loader: Loader },
  pages: readonly Page[],
  { rounds, requests }: Plan,
): Promise<Map<string, Measured>> {
  const measured = new Map(pages.map(({ name }): [string, Measured] => [name, { page: [], floor: [] }]));

  /** Asks one of the two, and returns what a request cost. */
  async function turn(page: Page, of: 'page' | 'floor'): Promise<number> {
    const before = cpuMsOf('workerd');
    await loader.put({ ...loadOf(page, of, served), amount: requests, connections }, of === 'page' ? page.status : 200);
    return (cpuMsOf('workerd') - before) / requests;
  }

  for (let round = 0; round <= rounds; round += 1) {
    const first = round % pages.length;
    for (const page of [...pages.slice(first), ...pages.slice(0, first)]) {
      const order = round % 2 === 0 ? (['page', 'floor'] as const) : (['floor', 'page'] as const);
      for (const of of order) {
        const ms = await turn(page, of);
        if (round > 0) measured.get(page.name)?.[of].push(ms);
      }
    }
  }
  return measured;
}

/** What is asked of the product, and of the floor in its place. */
export function loadOf({ name, method, path, headers, body, keys }: Page, of: 'page' | 'floor', served: Served) {
  if (of === 'floor') return { url: served.floor.href, method, path: `/${name}`, headers: {} };
  return { url: served.product.href, method, path, headers, ...(body ? { body } : {}), ...(keys ? { keys } : {}) };
}
