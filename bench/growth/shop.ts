// A process that serves one shop, so that what its workerd works is told apart from what that of another does. It is told what to ask by
// messages, and answers each: the names of its pages, what a page reads, what a turn costs.
import { ask } from '../asking.ts';
import type { Recording } from '../calls.ts';
import type { Shoppers } from '../data.ts';
import { startLoader } from '../loading.ts';
import { cpuMsOf } from '../../scripts/processes.ts';
import { get } from '../pages.ts';
import { serveBench } from '../serving.ts';
import { nameOf, pagesOf, type Page } from './pages.ts';

/** What a page asks of the database, and how many rows it shows. */
type Counted = { statements: number; rowsRead: number; shown: number };

/** A page as the process that compares knows it. */
export type Listed = Pick<Page, 'kind' | 'whose' | 'most'> & { name: string } & Counted;

export type Order =
  { do: 'open'; state: string; shoppers: Shoppers } | { do: 'turn'; name: string; requests: number } | { do: 'close' };

const loader = startLoader();
let served: Awaited<ReturnType<typeof serveBench>> | undefined;
let pages: Page[] = [];

async function open(state: string, shoppers: Shoppers): Promise<Listed[]> {
  served = await serveBench(state);
  pages = await pagesOf(served, shoppers);
  const listed: Listed[] = [];
  for (const page of pages) {
    const { kind, whose, most } = page;
    listed.push({ kind, whose, most, name: nameOf(page), ...(await countedOf(page)) });
  }
  return listed;
}

async function countedOf(page: Page): Promise<Counted> {
  if (!served) throw new Error('the shop is closed');
  const { path, headers } = page;
  let recording: Recording | undefined;
  // The first time an isolate learns what it keeps: the store, its words.
  for (let time = 0; time < 2; time += 1) {
    recording = JSON.parse((await ask(served.recorder, { method: 'GET', path, headers })).body) as Recording;
    if (recording.status !== 200) throw new Error(`${path} answers ${recording.status}`);
  }
  const body = await get(served, path, headers);
  const shown = page.row
    ? new Set([...body.matchAll(page.row)].map(([found], at) => (found === '<tr' ? at : found))).size
    : 1;
  const { statements = 0, rowsRead = 0 } = recording?.counts ?? {};
  return { statements, rowsRead, shown };
}

/** Milliseconds of processor for each of so many requests. */
async function turn(name: string, requests: number): Promise<number> {
  const page = pages.find((one) => nameOf(one) === name);
  if (!served || !page) throw new Error(`there is no page ${name}`);
  const before = cpuMsOf('workerd');
  const { path, headers } = page;
  const load = { url: served.product.href, method: 'GET', path, headers, amount: requests, connections: 4 };
  await loader.put(load, 200);
  return (cpuMsOf('workerd') - before) / requests;
}

async function close(): Promise<null> {
  loader.stop();
  await served?.stop();
  process.disconnect();
  return null;
}

process.on('message', (order: Order) => {
  const done =
    order.do === 'open'
      ? open(order.state, order.shoppers)
      : order.do === 'turn'
        ? turn(order.name, order.requests)
        : close();
  done.then(
    (answer) => process.connected && process.send?.({ answer }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
