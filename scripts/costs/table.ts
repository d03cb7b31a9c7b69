// The tables of docs/operations.md that no one types: what was counted, and what the model makes of it.
import { crons, ways, type Counted, type Figures, type Way } from './counted.ts';
import type { Counts } from './counts.ts';
import { limitsOf, monthOf, type Month } from './model.ts';
import { planUsd, prices, readOn, type Meter } from './prices.ts';
import { bytesPerEvent, logDays, monthsKept, peak, shops, timesAMonth } from './use.ts';

const meters = Object.keys(prices) as Meter[];

/** Everything between the markers, as Markdown. */
export function tablesOf(counted: Counted): string {
  const months = shops.map((customers) => monthOf(counted, customers));
  return [costs(months), used(months), oneDatabase(counted), counts(counted), use(), priceList()].join('\n\n');
}

function costs(months: readonly Month[]): string {
  const rows = meters.map((meter) => [prices[meter].what, ...months.map(({ usd }) => dollars(usd[meter]))]);
  return table(
    ['US dollars a month', ...shops.map((customers) => `${whole(customers)} customers`)],
    [
      ['Workers Paid', ...months.map(() => dollars(planUsd))],
      ...rows,
      ['**together**', ...months.map(({ totalUsd }) => `**${dollars(totalUsd)}**`)],
    ],
  );
}

function used(months: readonly Month[]): string {
  const rows = meters.map((meter) => [prices[meter].what, ...months.map((month) => rounded(month.used[meter]))]);
  const busiest = months.map(({ statementsASecond }) => rounded(statementsASecond));
  return table(
    ['used in a month', ...shops.map((customers) => `${whole(customers)} customers`)],
    [...rows, ['statements a second in the busiest hour', ...busiest]],
  );
}

function oneDatabase(counted: Counted): string {
  const { full, busy, kilobytes, rulesEnd } = limitsOf(counted);
  return `A customer with three years of orders takes up ${rounded(kilobytes)} KB, so one database of 10 GB is **full at about
${rounded(full)} customers**. At a thousand statements a second it has as much to do as it can do, in the busiest hour at about
${rounded(busy)} customers. One run of the rules of groups asks 1,000 statements at about ${rounded(rulesEnd)} customers.`;
}

function counts({ ways: figures, jobs, store }: Counted): string {
  const rows = (Object.entries(figures) as [Way, Figures][]).map(([way, one]) => [
    ways[way],
    ...amounts(one),
    whole(one.bytesKept),
    whole(one.cpuMs),
  ]);
  const ofJobs = crons.flatMap((cron) => [
    [`jobs of \`${cron}\`, a run with nothing due`, ...amounts(jobs[cron].once), '', ''],
    [`jobs of \`${cron}\`, for 1,000 customers more`, ...amounts(jobs[cron].perThousand), '', ''],
  ]);
  return table(
    [
      'what is done once',
      'requests',
      'statements',
      'rows read',
      'rows written',
      'KV reads',
      'KV writes',
      'e-mails',
      'log lines',
      'bytes kept',
      'CPU, ms',
    ],
    [...rows, ['a store that the isolate does not know', ...amounts(store), '', ''], ...ofJobs],
  );
}

function amounts(one: Counts): string[] {
  const { requests, statements, rowsRead, rowsWritten, kvReads, kvWrites, messages, logLines } = one;
  return [requests, statements, rowsRead, rowsWritten, kvReads, kvWrites, messages, logLines].map(tenths);
}

function use(): string {
  const rows = (Object.keys(ways) as Way[]).map((way) => [
    ways[way],
    String(timesAMonth[way]),
    monthsKept[way] === 0 ? '' : String(monthsKept[way]),
  ]);
  const about = `Orders at two to three a year, one for every forty visits. The busiest hour has ${peak} times the requests of the average one. An event of the log is taken to weigh ${whole(bytesPerEvent)}
bytes, and is kept for ${logDays} days.`;
  return `${table(['assumed, for each customer on record', 'times a month', 'months in the database'], rows)}\n\n${about}`;
}

function priceList(): string {
  const rows = meters.map((meter) => {
    const { what, included, usd, per, source } = prices[meter];
    return [
      what,
      whole(included),
      `$${usd.toFixed(usd < 0.01 ? 3 : 2)} for ${per === 1 ? 'each' : whole(per)}`,
      source,
    ];
  });
  return table([`price, read on ${readOn}`, 'included', 'then', 'source'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const right = head.map((_, place) => (place === 0 ? '---' : '--:'));
  return [line(head), line(right), ...rows.map(line)].join('\n');
}

const whole = (count: number) => Math.round(count).toLocaleString('en');
const tenths = (count: number) => (count === 0 ? '' : count.toLocaleString('en', { maximumFractionDigits: 1 }));
const dollars = (usd: number) => usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Two digits that count: more would say that a model knows more than it does. */
const rounded = (count: number) => count.toLocaleString('en', { maximumSignificantDigits: 2 });
