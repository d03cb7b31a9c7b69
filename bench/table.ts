// What the bench says in the terminal.
import type { Page } from './pages.ts';
import type { Reading, Share } from './profile.ts';
import type { Counted } from './recording.ts';
import type { Measured } from './rounds.ts';
import { isBroken, spreadOf, type Spread } from './statistics.ts';

/** A page with all that is known of it. */
export type Row = Counted & {
  name: string;
  pageMs: Spread;
  floorMs: Spread;
  ratio: Spread;
  ratios: number[];
  goal: number | null;
  /** `missed`: the median is above the goal, and may be so by chance. */
  verdict: 'kept' | 'missed' | 'broken' | null;
};

/** Puts together what was measured and counted of a page. */
export function rowOf({ name, goal }: Page, measured: Measured | undefined, counted: Counted | undefined): Row {
  if (!measured || !counted) throw new Error(`${name} was not measured`);
  const ratios = measured.page.map((ms, round) => ms / (measured.floor[round] ?? NaN));
  const ratio = spreadOf(ratios);
  const verdict = goal === null ? null : isBroken(ratios, goal) ? 'broken' : ratio.median > goal ? 'missed' : 'kept';
  return {
    name,
    pageMs: spreadOf(measured.page),
    floorMs: spreadOf(measured.floor),
    ratio,
    ratios,
    goal,
    verdict,
    ...counted,
  };
}

/** Prints a line for each page: CPU of the page, of the floor, and their ratio, as the median (least–most); then what is counted. */
export function printTable(rows: readonly Row[]): void {
  const head = ['page', 'CPU ms', 'floor ms', 'ratio', 'goal', '', 'waits', 'statements', 'rows', 'bytes', 'packed'];
  const lines = rows.map((row) => [
    row.name,
    told(row.pageMs),
    told(row.floorMs),
    told(row.ratio),
    row.goal === null ? '' : `≤ ${row.goal.toFixed(2)}`,
    row.verdict ?? '',
    ...[row.waits, row.statements, row.rowsRead, row.bytes, row.packed].map(String),
  ]);
  console.log(`\n${columns([head, ...lines])}`);
}

/** Prints where the time of a page goes: packages, files and functions, each with its own share and that of all it calls. */
export function printProfile(name: string, { busyMs, packages, files, functions }: Reading, requests: number): void {
  console.log(
    `\n${name}: ${(busyMs / requests).toFixed(2)} ms in the Worker for each of ${requests} requests, with the profiler on`,
  );
  const part = (title: string, shares: readonly Share[], most: number) => {
    const lines = shares.slice(0, most).map((share) => [percent(share.self), percent(share.total), share.name]);
    console.log(`\n${columns([['self', 'total', title], ...lines])}`);
  };
  part('package', packages, 15);
  part('file', files, 40);
  part('function', functions, 50);
  const ours = functions.filter((share) => share.name.includes(' — src/'));
  part(
    'function of ours, with what it calls',
    ours.toSorted((one, other) => other.total - one.total),
    50,
  );
}

const told = ({ median, least, most }: Spread) => `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** Rows under each other; the last column, which may be long, is not filled up. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, place) => Math.max(...rows.map((row) => row[place]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, place) => cell.padEnd(widths[place] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
