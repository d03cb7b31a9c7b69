// What stands in docs/speed.md: the figures of one bench, kept in bench/measured.json, and the table that is made of them.
import { readFileSync, writeFileSync } from 'node:fs';
import { formatted, withPart } from '../scripts/written.ts';
import type { Size } from './data/making.ts';
import type { circumstances } from './machine.ts';
import type { Plan } from './rounds.ts';
import type { Spread } from './statistics.ts';
import type { Row } from './table.ts';

const [file, page] = ['bench/measured.json', 'docs/speed.md'];
const marks = ['<!-- speed: written by `npm run bench -- --keep` -->', '<!-- end of speed -->'] as const;

/** One bench, as its JSON has it. */
export type Kept = ReturnType<typeof circumstances> & Plan & { size: Size; pages: Row[] };

/** Keeps these figures, and writes their table into the page. */
export async function keep(kept: Kept): Promise<void> {
  writeFileSync(file, await formatted(file, JSON.stringify(kept, null, 2)));
  writeFileSync(page, await withSpeed(readFileSync(page, 'utf8'), kept));
  console.log(`${page} has the table`);
}

/** The page with the table of these figures between its markers. */
export function withSpeed(text: string, kept: Kept): Promise<string> {
  return withPart({ path: page, text }, marks, tableOf(kept));
}

function tableOf({ at, machine, versions, size, rounds, turnMs, pages }: Kept): string {
  const head = [
    'page',
    'CPU, ms',
    'floor, ms',
    'ratio',
    'goal',
    '',
    'waits',
    'statements',
    'rows read',
    'packed bytes',
  ];
  const rows = pages.map((row) => [
    row.name,
    row.pageMs.median.toFixed(2),
    row.floorMs.median.toFixed(2),
    told(row.ratio),
    row.goal ? `${row.goal.times.toFixed(2)} × ${row.goal.of}` : '',
    row.verdict ?? '',
    ...[row.waits, row.statements, row.rowsRead, row.packed].map(String),
  ]);
  const whole = (count: number) => count.toLocaleString('en');
  return [
    `Measured ${at.slice(0, 10)}: ${whole(size.customers)} customers and ${whole(size.orders)} orders, ${rounds} rounds, turns of ${turnMs} ms,`,
    `on ${machine.cores} × ${machine.processor}, ${machine.memoryGb} GB, workerd ${versions.workerd}.`,
    '',
    ...[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

const told = ({ median, least, most }: Spread) => `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
