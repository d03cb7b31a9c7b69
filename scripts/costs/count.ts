// Counts the ways through the product on a state of its own: the demo with a crowd of customers and their orders beside it.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from '../../src/credentials/hashing.ts';
import { gather } from '../../src/demo/crowd.ts';
import { demoPeople } from '../../src/demo/people.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { trade } from '../../src/demo/trade.ts';
import { webhookDeliveries, webhooks } from '../../src/partners/webhooks/schema.ts';
import { batch, openDatabase } from '../../src/web/database.ts';
import { build } from '../build.ts';
import { startWorker, type Running } from '../worker.ts';
import { prepare } from '../serve.ts';
import { browserOf } from './browser.ts';
import { add, shared, times, type Counts } from './counts.ts';
import { sizeOf } from './size.ts';
import { crons, type Counted, type Cron } from './counted.ts';
import { tour } from './tour.ts';
import { storageIn, type Storage } from '../storage.ts';

/** How many new customers go each way, and how many are there already, with how many orders. */
const people = 40;
const crowd = { customers: 20_000, orders: 20_000 };

const port = 8787;
const origin = `http://${demoStores.goods.hostname}:${port}`;
const picture = `${'0'.repeat(64)}.png`;

export async function count(): Promise<Counted> {
  const state = mkdtempSync(join(tmpdir(), 'costs-'));
  try {
    await build();
    await prepare({ port, state });
    await arranging(state, furnish);
    const { store, alone } = await counting(state, async (worker) => ({
      store: await askForStore(worker),
      alone: await runJobs(worker),
    }));
    await arranging(state, gatherCrowd);
    const among = await counting(state, runJobs);
    return {
      ways: await counting(state, (worker) => tour({ worker, state, origin, picture: `/pictures/${picture}`, people })),
      jobs: jobsOf(alone, among),
      store,
      pageFill: fillOf(state),
    };
  } finally {
    rmSync(state, { recursive: true });
  }
}

/** Starts the counted Worker on this state, has something done with it, and stops it. */
async function counting<T>(state: string, work: (worker: Running) => Promise<T>): Promise<T> {
  const worker = await startWorker(state, { entry: 'scripts/costs/counter.ts' });
  try {
    return await work(worker);
  } finally {
    await worker.stop();
  }
}

/** What the first request to an isolate costs more than the second. */
async function askForStore(worker: Running): Promise<Counts> {
  const browser = browserOf(worker, { origin, network: '10.0.0.1' });
  await browser.get('/');
  const first = browser.counted();
  await browser.get('/');
  return add(first, times(browser.counted(), -1));
}

/** What the jobs cost once there is nothing left for them to do. */
async function runJobs(worker: Running): Promise<Record<Cron, Counts>> {
  const run = async (cron: Cron) => {
    const reply = await worker.fetch(`${origin}/`, { headers: { 'X-Cron': cron } });
    return JSON.parse(reply.headers.get('X-Counts') ?? '{}') as Counts;
  };
  for (const cron of crons) {
    for (let left = 50; left > 0 && (await run(cron)).rowsWritten > 0; left -= 1);
  }
  return { '*/5 * * * *': await run('*/5 * * * *'), '0 * * * *': await run('0 * * * *') };
}

function jobsOf(alone: Record<Cron, Counts>, among: Record<Cron, Counts>): Counted['jobs'] {
  const jobOf = (cron: Cron) => {
    const more = add(among[cron], times(alone[cron], -1));
    return { once: alone[cron], perThousand: shared(more, crowd.customers / 1000) };
  };
  return { '*/5 * * * *': jobOf('*/5 * * * *'), '0 * * * *': jobOf('0 * * * *') };
}

async function arranging<T>(state: string, work: (env: Storage['env']) => Promise<T>): Promise<T> {
  const stored = await storageIn(state);
  try {
    return await work(stored.env);
  } finally {
    await stored.dispose();
  }
}

/** A picture as large as a photograph on a page, and no webhooks. */
async function furnish(env: Storage['env']): Promise<void> {
  await env.PICTURES.put(`${demoStores.goods.id}/${picture}`, randomBytes(60_000));
  // Those of the demo lead nowhere: what is tried there again and again is no shop's cost.
  await batch(openDatabase(env), [openDatabase(env).delete(webhookDeliveries), openDatabase(env).delete(webhooks)]);
}

/** The crowd with its orders, and a regular customer with sixty. */
async function gatherCrowd(env: Storage['env']): Promise<void> {
  const db = openDatabase(env);
  await gather(db, { count: crowd.customers, passwordHash: await hashPassword(randomBytes(32).toString('base64')) });
  await trade(db, { count: crowd.orders });
  await trade(db, { count: 60, of: demoPeople[0].email });
}

function fillOf(state: string): number {
  const { held, pages } = sizeOf(state);
  return Math.round((held / pages) * 100) / 100;
}
