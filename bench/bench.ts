// `npm run bench`: what the pages cost in CPU, against a floor that asks the storage the same and does nothing else. Prints a table, writes
// all figures as JSON, and fails where a goal is broken. `--only overview,orders` measures some pages, `--rounds 9` and `--requests 400`
// measure longer, `--json file` writes elsewhere. `--profile overview` tells instead where the time of a page goes, and writes a profile
// that browsers open. Linux only.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.ts';
import { fillWith, stateOf } from './data.ts';
import { addKeys } from './keys.ts';
import { startLoader } from './loading.ts';
import { circumstances } from './machine.ts';
import { pagesFor } from './pages.ts';
import { profileDuring, readProfile } from './profile.ts';
import { teachFloor } from './recording.ts';
import { loadOf, measure } from './rounds.ts';
import { serveBench } from './serving.ts';
import { printProfile, printTable, rowOf } from './table.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    requests: { type: 'string', default: '200' },
    only: { type: 'string' },
    profile: { type: 'string' },
    json: { type: 'string', default: '.wrangler/bench/bench.json' },
    customers: { type: 'string', default: '1000' },
    orders: { type: 'string', default: '20000' },
  },
});

const [rounds, requests] = [numberIn('rounds'), numberIn('requests')];
const size = { customers: numberIn('customers'), orders: numberIn('orders') };
const made = stateOf(size);

await build();
const shoppers = await fillWith(made, size);
// What is done while it is measured stays out of what was made.
mkdirSync('.wrangler/bench', { recursive: true });
const state = mkdtempSync('.wrangler/bench/run-');
cpSync(made, state, { recursive: true });
await addKeys(state);
const served = await serveBench(state, { inspected: values.profile !== undefined });
const loader = startLoader();
try {
  const all = await pagesFor({ served, shoppers });
  if (values.profile === undefined) await compare();
  else await profile(values.profile);

  async function compare(): Promise<void> {
    const wanted = values.only?.split(',') ?? all.map(({ name }) => name);
    const pages = wanted.map(named);
    const counted = await teachFloor(served, pages);
    const measured = await measure({ served, loader }, pages, { rounds, requests });
    const rows = pages.map((page) => rowOf(page, measured.get(page.name), counted.get(page.name)));
    printTable(rows);
    writeFileSync(values.json, JSON.stringify({ ...circumstances(), size, rounds, requests, pages: rows }, null, 2));
    console.log(`\nall figures: ${values.json}`);
    const broken = rows.filter(({ verdict }) => verdict === 'broken').map(({ name }) => name);
    if (broken.length > 0) {
      console.log(`broken: ${broken.join(', ')}`);
      process.exitCode = 1;
    }
  }

  async function profile(name: string): Promise<void> {
    const page = named(name);
    const put = () =>
      loader.put({ ...loadOf(page, 'page', served), amount: requests * 2, connections: 4 }, page.status);
    await put(); // For the compiler.
    const taken = await profileDuring(served.inspector, put);
    const file = `.wrangler/bench/${name}.cpuprofile`;
    writeFileSync(file, JSON.stringify(taken));
    printProfile(name, readProfile(taken, served.folder), requests * 2);
    console.log(`\nthe whole profile: ${file}`);
  }

  function named(name: string) {
    const page = all.find((one) => one.name === name);
    if (!page) throw new Error(`there is no page ${name}; there are ${all.map((one) => one.name).join(', ')}`);
    return page;
  }
} finally {
  loader.stop();
  await served.stop();
  rmSync(state, { recursive: true });
}

function numberIn(option: 'rounds' | 'requests' | 'customers' | 'orders'): number {
  const count = Number(values[option]);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--${option} takes a whole number`);
  return count;
}
