// `npm run bench:growth`: whether a page costs more when there is more in the database. Two shops of different sizes are served side by
// side; in each, customers with few, some and many orders, and staff, ask for their pages in turns. Prints CPU, rows read and statements
// of each page, and fails where the overview costs more than 10 % more beyond noise, or a page reads more rows than it may.
// `--large` compares 10,000 customers with 1,000,000; `--quick` measures the overview alone, on two small shops, and counts the others;
// `--rounds 15` and `--turn 1000` (milliseconds of processor) measure longer; `--keep` writes docs/pictures/growth.svg. Linux only.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.ts';
import { fillWith, stateOf } from './data.ts';
import { brokenRows, hasGrown, ratioOf, mostTimes, type Ratio } from './growth/judging.ts';
import type { Grown, Growth } from './growth/figures.ts';
import { openShop, type Shop } from './growth/shops.ts';
import { keep } from './growth/keeping.ts';
import { measureAll, type Figures } from './growth/turns.ts';
import { circumstances } from './machine.ts';
import { columns } from './table.ts';

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    turn: { type: 'string' },
    json: { type: 'string', default: '.wrangler/bench/growth.json' },
    keep: { type: 'boolean', default: false },
  },
});

const known = { few: 10, some: 100, many: 1500 };
const sizes = values.quick
  ? [
      { customers: 100, orders: 2000, known },
      { customers: 1000, orders: 4000, known },
    ]
  : values.large
    ? [
        { customers: 10_000, orders: 100_000 },
        { customers: 1_000_000, orders: 5_000_000 },
      ]
    : [
        { customers: 1000, orders: 20_000 },
        { customers: 10_000, orders: 100_000 },
      ];
const plan = {
  rounds: Number(values.rounds ?? (values.quick ? 6 : 9)),
  turnMs: Number(values.turn ?? (values.quick ? 250 : 400)),
};

await build();
mkdirSync('.wrangler/bench', { recursive: true });
const shops: Shop[] = [];
const orders: Record<string, number> = {};
try {
  for (const size of sizes) {
    const shoppers = await fillWith(stateOf(size), size);
    for (const [who, { orders: count }] of Object.entries(shoppers)) orders[who] = count;
    shops.push(await openShop(stateOf(size), shoppers));
  }
  await compare(shops as [Shop, Shop]);
} finally {
  for (const shop of shops) await shop.close();
}

async function compare([small, large]: [Shop, Shop]): Promise<void> {
  const names = large.pages.filter(({ kind }) => !values.quick || kind === 'overview').map(({ name }) => name);
  const figures = await measureAll([small, large], names, plan);
  const rows = large.pages.map(({ name, kind, whose, statements, rowsRead, shown }) => {
    const before = small.pages.find((one) => one.name === name);
    const [here, there] = [figures.large.get(name), figures.small.get(name)];
    const few = figures.large.get(`${kind}, few`);
    return {
      ...{ name, kind, whose, statements, shown },
      rowsRead: [before?.rowsRead ?? null, rowsRead] as const,
      cpuMs: [medianOf(there), medianOf(here)] as const,
      byCustomers: pairs(here, there),
      byOrders: whose === 'some' || whose === 'many' ? pairs(here, few) : null,
    };
  });
  print(rows);
  const told: Growth = { ...circumstances(), sizes, ...plan, orders, pages: rows };
  writeFileSync(values.json, JSON.stringify(told, null, 2));
  console.log(`\nall figures: ${values.json}`);
  const grown = rows
    .filter(({ kind }) => kind === 'overview')
    .flatMap(({ name, byCustomers, byOrders }) => [
      ...(byCustomers && hasGrown(byCustomers) ? [`${name} costs ${said(byCustomers)} in the larger shop`] : []),
      ...(byOrders && hasGrown(byOrders) ? [`${name} costs ${said(byOrders)} of what it costs with few orders`] : []),
    ]);
  const broken = [...new Set([...brokenRows(small.pages), ...brokenRows(large.pages), ...grown])];
  for (const line of broken) console.log(`broken: ${line}`);
  if (broken.length > 0) process.exitCode = 1;
  else
    console.log(
      `the overview costs the same, within ${((mostTimes - 1) * 100).toFixed(0)} % or noise; no page reads more rows than it may`,
    );
  if (values.keep) await keep(told);
}

function pairs(over: Figures, under: Figures): Ratio | null {
  return over && under ? ratioOf(over.map((ms, round) => ms / (under[round] ?? NaN))) : null;
}

function medianOf(figures: Figures): number | null {
  return figures ? ratioOf(figures).median : null;
}

function said(ratio: Ratio | null): string {
  return ratio ? `${ratio.median.toFixed(2)} (${ratio.from.toFixed(2)}–${ratio.to.toFixed(2)})` : '';
}

function print(rows: readonly Grown[]): void {
  const [small, large] = sizes.map(({ customers }) => customers.toLocaleString('en'));
  const head = [
    'page',
    'shown',
    'statements',
    `rows, ${small}`,
    `rows, ${large}`,
    `ms, ${small}`,
    `ms, ${large}`,
    'by customers',
    'by orders',
  ];
  const lines = rows.map((row) => [
    row.name,
    ...[row.shown, row.statements, row.rowsRead[0] ?? '', row.rowsRead[1]].map(String),
    ...row.cpuMs.map((ms) => ms?.toFixed(2) ?? ''),
    said(row.byCustomers),
    said(row.byOrders),
  ]);
  console.log(columns([head, ...lines]));
}
