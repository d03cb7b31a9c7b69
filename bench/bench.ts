// `npm run bench`: what the pages cost in CPU, against a floor that asks the storage the same and does nothing else. Prints a table, writes
// all figures as JSON, and fails where a goal is broken. `--only overview,orders` measures some pages, `--rounds 9` and `--turn 2000`
// (milliseconds of processor) measure longer, `--warm 300` warms up for fewer requests, `--json file` writes elsewhere, `--keep` writes the
// table into docs/speed.md. `--profile overview` tells instead where the time of a page goes, and writes a profile that browsers open.
// `--customers` and `--orders` say how large the shop is. Linux only.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keep, type Kept } from './keeping.ts';
import { circumstances } from './machine.ts';
import { pagesFor, type Page } from './pages.ts';
import { profileDuring, readProfile } from './profile.ts';
import { teachFloor } from './recording.ts';
import { comparing, loadOf, measure } from './rounds.ts';
import { inShop, type Shop } from './shop.ts';
import { printProfile, printTable, rowOf } from './table.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    turn: { type: 'string', default: '800' },
    warm: { type: 'string', default: '1500' },
    only: { type: 'string' },
    profile: { type: 'string' },
    keep: { type: 'boolean', default: false },
    json: { type: 'string', default: '.wrangler/bench/bench.json' },
    customers: { type: 'string', default: '10000' },
    orders: { type: 'string', default: '100000' },
  },
});

const plan = { rounds: numberIn('rounds'), turnMs: numberIn('turn'), warming: numberIn('warm') };
const size = { customers: numberIn('customers'), orders: numberIn('orders') };

/** Requests of which a profile is taken. */
const profiled = 500;

const { profile: profiledPage } = values;
await inShop(size, profiledPage === undefined ? compare : (shop) => profile(shop, profiledPage), {
  inspected: profiledPage !== undefined,
});

async function compare(shop: Shop): Promise<void> {
  const all = await pagesFor(shop);
  const pages = values.only?.split(',').map((name) => named(all, name)) ?? all;
  const counted = await teachFloor(shop.served, pages);
  const measured = await measure(shop, comparing(pages), plan);
  const rows = pages.map((page) => rowOf(page, measured.get(page.name), counted.get(page.name)));
  printTable(rows);
  const kept: Kept = { ...circumstances(), size, ...plan, pages: rows };
  writeFileSync(values.json, JSON.stringify(kept, null, 2));
  console.log(`\nall figures: ${values.json}`);
  const broken = rows.filter(({ verdict }) => verdict === 'broken').map(({ name }) => name);
  if (broken.length > 0) {
    console.log(`broken: ${broken.join(', ')}`);
    process.exitCode = 1;
  }
  if (values.keep) await keep(kept);
}

async function profile({ loader, ...shop }: Shop, name: string): Promise<void> {
  const page = named(await pagesFor(shop), name);
  const put = (amount: number) =>
    loader.put({ ...loadOf(page, 'page', shop.served), amount, connections: 4 }, page.status);
  await put(plan.warming);
  const taken = await profileDuring(shop.served.inspector, () => put(profiled));
  const file = `.wrangler/bench/${name}.cpuprofile`;
  writeFileSync(file, JSON.stringify(taken));
  printProfile(name, readProfile(taken, shop.served.folder), profiled);
  console.log(`\nthe whole profile: ${file}`);
}

function named(all: readonly Page[], name: string): Page {
  const page = all.find((one) => one.name === name);
  if (!page) throw new Error(`there is no page ${name}; there are ${all.map((one) => one.name).join(', ')}`);
  return page;
}

function numberIn(option: 'rounds' | 'turn' | 'warm' | 'customers' | 'orders'): number {
  const count = Number(values[option]);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--${option} takes a whole number`);
  return count;
}
