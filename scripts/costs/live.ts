// What an hour in front of the list of orders costs, by each way to keep it up to date: `npm run costs -- --live`. What one question
// costs is counted; how often it is asked is how each way works; the prices are Cloudflare's.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoStaff } from '../../src/demo/people.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { cpuMsOf } from '../processes.ts';
import { prepare } from '../serve.ts';
import { startWorker } from '../worker.ts';
import { browserOf } from './browser.ts';
import { shared, type Counts } from './counts.ts';
import { objectPrices, prices } from './prices.ts';

/** Who looks at a store's list in an hour, what happens meanwhile, and how many such stores there are. */
const staff = 5;
const changes = 40;
const stores = 1000;

/** Questions that are counted for one. */
const times = 100;

/** How long a bell or a look for one takes a Durable Object, and the memory that is paid for. */
const ringSeconds = 0.02;
const objectGb = 0.128;

/** CPU is that of workerd with D1 and KV in it. */
type Asked = Counts & { cpuMs: number };

/** What one question costs, when nothing has changed and when one order has. */
async function count(): Promise<{ nothing: Asked; one: Asked }> {
  const state = mkdtempSync(join(tmpdir(), 'live-'));
  const port = 8787;
  await prepare({ port, state });
  const worker = await startWorker(state, { entry: 'scripts/costs/counter.ts' });
  try {
    const browser = browserOf(worker, { origin: `http://${demoStores.goods.hostname}:${port}`, network: '10.0.0.1' });
    const [, , { email, password }] = demoStaff;
    await browser.get('/admin/login');
    await browser.post('/admin/login', { email, password });
    const revision = Number(/data-revision="(\d+)"/.exec(await browser.get('/admin/orders'))?.[1]);
    const asking = async (since: number): Promise<Asked> => {
      await browser.get(`/admin/orders/changes?since=${since}`);
      browser.counted();
      const before = cpuMsOf('workerd');
      for (let turn = 0; turn < times; turn += 1) await browser.get(`/admin/orders/changes?since=${since}`);
      return { ...shared(browser.counted(), times), cpuMs: (cpuMsOf('workerd') - before) / times };
    };
    return { nothing: await asking(revision), one: await asking(revision - 1) };
  } finally {
    await worker.stop();
    rmSync(state, { recursive: true });
  }
}

type Hour = Pick<Counts, 'requests' | 'statements' | 'rowsRead' | 'kvReads'> & {
  cpuMs: number;
  objectRequests: number;
  objectGbS: number;
};

/** So many questions that find nothing, and one by each of the staff for each change. */
function asked({ nothing, one }: { nothing: Asked; one: Asked }, inVain: number): Hour {
  const sum = (name: keyof Asked) => inVain * nothing[name] + staff * changes * one[name];
  return {
    requests: sum('requests'),
    statements: sum('statements'),
    rowsRead: sum('rowsRead'),
    kvReads: sum('kvReads'),
    cpuMs: sum('cpuMs'),
    objectRequests: 0,
    objectGbS: 0,
  };
}

function waysIn(counted: { nothing: Asked; one: Asked }): Record<string, Hour> {
  const every = (seconds: number) => staff * (3600 / seconds);
  // Somebody comes again after ten minutes, at the next bell.
  const bells = { ...asked(counted, every(60) + staff * 6), objectRequests: changes + staff * 6 };
  const looks = every(2);
  const stream = asked(counted, staff);
  return {
    'polling every 2 s': asked(counted, every(2)),
    'a stream that looks every 2 s': {
      ...stream,
      // Each look is a statement of one row, by a Worker that stays; what it thinks meanwhile is a twentieth of a request.
      ...{ statements: stream.statements + looks, rowsRead: stream.rowsRead + looks },
      cpuMs: stream.cpuMs + (looks * counted.nothing.cpuMs) / 20,
    },
    'a bell that stays awake, a question every 60 s': { ...bells, objectGbS: 3600 * objectGb },
    'a bell that sleeps, a question every 30 s': {
      ...asked(counted, every(30) + staff * 6),
      objectRequests: bells.objectRequests,
      objectGbS: bells.objectRequests * ringSeconds * objectGb,
    },
    'a bell that sleeps, a question every 60 s': {
      ...bells,
      objectGbS: bells.objectRequests * ringSeconds * objectGb,
    },
  };
}

function dollarsOf(hour: Hour): number {
  const of = (used: number, { usd, per }: { usd: number; per: number }) => (used / per) * usd;
  return (
    of(hour.requests, prices.requests) +
    of(hour.cpuMs, prices.cpuMs) +
    of(hour.rowsRead, prices.rowsRead) +
    of(hour.kvReads, prices.kvReads) +
    of(hour.objectRequests, objectPrices.requests) +
    of(hour.objectGbS, objectPrices.gbS)
  );
}

/** The table, as Markdown. */
export async function liveTable(): Promise<string> {
  const counted = await count();
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const lines = Object.entries(waysIn(counted)).map(([name, hour]) =>
    [
      name,
      ...[hour.requests, hour.statements, hour.rowsRead, hour.kvReads, hour.cpuMs, hour.objectRequests].map(whole),
      hour.objectGbS < 1 ? hour.objectGbS.toFixed(1) : whole(hour.objectGbS),
      (dollarsOf(hour) * stores).toFixed(2),
      whole((hour.statements * stores) / 3600),
    ].join(' | '),
  );
  const heads = 'requests | statements | rows read | keys read | CPU, ms | requests to objects | GB-s';
  return [
    `| an hour, ${staff} staff, ${changes} changes | ${heads} | US dollars, ${stores} stores | statements a second, ${stores} stores |`,
    `| --- | ${'---: | '.repeat(9)}`.trim(),
    ...lines.map((line) => `| ${line} |`),
    '',
    `One question: ${told(counted.nothing)}; with a change: ${told(counted.one)}.`,
  ].join('\n');
}

function told({ statements, rowsRead, kvReads, cpuMs }: Asked): string {
  return `${statements} statements, ${rowsRead} rows read, ${kvReads} key read, ${cpuMs.toFixed(1)} ms`;
}
