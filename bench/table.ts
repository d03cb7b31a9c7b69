// What the bench says in the terminal.
import type { Goal, Page } from './pages.ts';
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
  goal: Goal | null;
  verdict: Verdict | null;
  most: Page['most'];
};

/** `missed`: the median is above the goal, and may be so by chance. */
export type Verdict = 'kept' | 'missed' | 'broken';

/** Puts together what was measured and counted of a page. */
export function rowOf({ name, goal, most }: Page, measured: Measured | undefined, counted: Counted | undefined): Row {
  if (!measured || !counted) throw new Error(`${name} was not measured`);
  const ratios = ratiosOf(measured);
  const ratio = spreadOf(ratios);
  const isOver = counted.waits > most.waits || counted.rowsRead > most.rowsRead;
  return {
    name,
    pageMs: spreadOf(measured.page),
    floorMs: spreadOf(measured.floor),
    ratio,
    ratios,
    goal,
    verdict: isOver ? 'broken' : goal && verdictOn(ratios, goal.times),
    most,
    ...counted,
  };
}

/** Round by round: the page against its floor, or against a hello, when both have done without what storage costs. */
function ratiosOf({ page, floor, hello }: Measured): number[] {
  return page.map((ms, round) => {
    const [least = NaN, bare] = [floor[round], hello[round]];
    return bare === undefined ? ms / least : (ms - (least - bare)) / bare;
  });
}

function verdictOn(ratios: readonly number[], goal: number): Verdict {
  if (isBroken(ratios, goal)) return 'broken';
  return spreadOf(ratios).median > goal ? 'missed' : 'kept';
}

/** Prints a line for each page: CPU of the page, of the floor, and their ratio, as the median (least–most); then what is counted. */
export function printTable(rows: readonly Row[]): void {
  const head = [
    'page',
    'CPU ms',
    'floor ms',
    'ratio',
    'goal',
    '',
    'waits',
    'limits',
    'statements',
    'rows',
    'bytes',
    'packed',
  ];
  const lines = rows.map((row) => [
    row.name,
    told(row.pageMs),
    told(row.floorMs),
    told(row.ratio),
    row.goal === null ? '' : `≤ ${row.goal.times.toFixed(2)} ${row.goal.of}`,
    row.verdict ?? '',
    within(row.waits, row.most.waits),
    ...[row.limits, row.statements].map(String),
    within(row.rowsRead, row.most.rowsRead),
    ...[row.bytes, row.packed].map(String),
  ]);
  console.log(`\n${columns([head, ...lines])}`);
  console.log(
    '\nlimits: calls of the rate limiter, which Cloudflare answers on the same machine; they are no waits for storage',
  );
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
const within = (count: number, most: number) => (count > most ? `${count} > ${most}` : String(count));
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** Rows under each other; the last column, which may be long, is not filled up. */
export function columns(rows: readonly (readonly string[])[]): string {
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
