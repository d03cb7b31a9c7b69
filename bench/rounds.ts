// Measuring in rounds: in each, every page and its floor take a turn, one right after the other, so that what the machine does besides
// falls on both. A ratio is that of one round; its median and its spread are what is told.
import { cpuMsOf } from '../scripts/processes.ts';
import type { Loader } from './loading.ts';
import type { Page } from './pages.ts';
import type { Served } from './serving.ts';

/** What takes a turn: the page, a Worker that asks the same of storage, and one that asks nothing. */
export type Runner = 'page' | 'floor' | 'hello';

/** Milliseconds of processor for a request, round by round. */
export type Measured = Record<Runner, number[]>;

export type Plan = {
  rounds: number;
  /** Milliseconds of processor that a turn should take: the kernel counts in tens of them. */
  turnMs: number;
  /** Requests before the first turn, for the compiler of V8. */
  warming: number;
};

type Bench = { served: Served; loader: Loader };

/** Connections that ask at the same time. */
const connections = 4;

/** What is slow is not warmed up for longer: nearly all of it is no JavaScript. */
const mostWarmingMs = 8000;

/** Whose turn it may be. */
export type Taker = { page: Page; runner: Runner };

/** Everybody whose turns a comparison needs. */
export function comparing(pages: readonly Page[]): Taker[] {
  const runners = ({ goal }: Page): Runner[] => (goal?.of === 'hello' ? ['page', 'floor', 'hello'] : ['page', 'floor']);
  return pages.flatMap((page) => runners(page).map((runner) => ({ page, runner })));
}

/** Gives all of them their turns; the figures stand under the names of the pages. */
export async function measure(bench: Bench, takers: readonly Taker[], plan: Plan): Promise<Map<string, Measured>> {
  const warmed = [];
  for (const taker of takers) warmed.push({ ...taker, requests: await warmUp(bench, taker, plan) });
  const measured = new Map(
    takers.map(({ page }): [string, Measured] => [page.name, { page: [], floor: [], hello: [] }]),
  );
  for (let round = 0; round < plan.rounds; round += 1) {
    // Who comes first in one round comes last in the next.
    for (const one of round % 2 === 0 ? warmed : warmed.toReversed()) {
      const ms = await turn(bench, one, one.requests);
      measured.get(one.page.name)?.[one.runner].push(ms / one.requests);
    }
  }
  return measured;
}

/** Asks until the compiler has done its work; returns how many requests make up a turn. */
async function warmUp(bench: Bench, taker: Taker, { turnMs, warming }: Plan): Promise<number> {
  let portion = 12;
  let ms = await turn(bench, taker, portion);
  for (let [asked, spent] = [portion, ms]; asked < warming && spent < mostWarmingMs; asked += portion, spent += ms) {
    portion *= 2;
    ms = await turn(bench, taker, portion);
  }
  return Math.ceil(turnMs / (Math.max(ms, 1) / portion));
}

/** So many requests, and the milliseconds of processor that they took. */
async function turn({ served, loader }: Bench, { page, runner }: Taker, amount: number): Promise<number> {
  const before = cpuMsOf('workerd');
  const status = runner === 'page' ? page.status : 200;
  await loader.put({ ...loadOf(page, runner, served), amount, connections }, status);
  return cpuMsOf('workerd') - before;
}

/** What is asked of the product, or of the floor in its place. */
export function loadOf({ name, method, path, headers, body, keys }: Page, runner: Runner, served: Served) {
  if (runner !== 'page')
    return { url: served.floor.href, method, path: runner === 'floor' ? `/${name}` : '/', headers: {} };
  return { url: served.product.href, method, path, headers, ...(body ? { body } : {}), ...(keys ? { keys } : {}) };
}
