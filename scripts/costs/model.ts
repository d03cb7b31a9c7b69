// From counts, prices and use to what a shop costs a month.
import type { Counted, Cron } from './counted.ts';
import { add, nothing, times, type Counts } from './counts.ts';
import { costOf, planUsd, prices, type Meter } from './prices.ts';
import type { Way } from './counted.ts';
import { bytesPerEvent, logDays, monthsKept, peak, timesAMonth } from './use.ts';

const gigabyte = 1_000_000_000;

/**
 * What one database takes: how large it may be, how many statements it runs in a second where each takes a millisecond, and how many of
 * them one run of the Worker may ask. Source: https://developers.cloudflare.com/d1/platform/limits/
 */
const databaseGb = 10;
const statementsASecondAtMost = 1000;
const statementsARunAtMost = 1000;

const daysAMonth = 30;
const secondsAMonth = daysAMonth * 86_400;

/** How often Cron wakes the Worker in a month. */
const runs: Record<Cron, number> = { '*/5 * * * *': daysAMonth * 24 * 12, '0 * * * *': daysAMonth * 24 };

export type Month = {
  used: Record<Meter, number>;
  usd: Record<Meter, number>;
  totalUsd: number;
  /** Statements a second that D1 is asked in the busiest hour. */
  statementsASecond: number;
};

/** From how many customers on one database is full, or asked a thousand times a second, and the jobs of an hour come to their end. */
export function limitsOf(counted: Counted): { kilobytes: number; full: number; busy: number; rulesEnd: number } {
  const many = 1_000_000;
  const { used, statementsASecond } = monthOf(counted, many);
  const { once, perThousand } = counted.jobs['0 * * * *'];
  return {
    kilobytes: (used.databaseGb * gigabyte) / many / 1000,
    full: (databaseGb / used.databaseGb) * many,
    busy: (statementsASecondAtMost / statementsASecond) * many,
    rulesEnd: ((statementsARunAtMost - once.statements) / perThousand.statements) * 1000,
  };
}

/** A month of a shop with so many customers on record. */
export function monthOf({ ways, jobs, store, pageFill }: Counted, customers: number): Month {
  let counts = nothing();
  let cpuMs = 0;
  let bytes = 0;
  for (const [way, { bytesKept, cpuMs: ms, ...once }] of Object.entries(ways) as [Way, (typeof ways)[Way]][]) {
    const count = timesAMonth[way] * customers;
    counts = add(counts, times(once, count));
    cpuMs += ms * count;
    bytes += (bytesKept * count * monthsKept[way]) / pageFill;
  }
  // As if no isolate ever knew the store: in a small shop hardly one does, in a large one it does not matter.
  counts = add(counts, times(store, counts.requests));
  for (const [cron, { once, perThousand }] of Object.entries(jobs) as [Cron, (typeof jobs)[Cron]][]) {
    counts = add(counts, times(add(once, times(perThousand, customers / 1000)), runs[cron]));
  }
  const used = usedBy(counts, { cpuMs, bytes });
  const usd = ofEach((meter) => costOf(meter, used[meter]));
  const totalUsd = Object.values(usd).reduce((sum, one) => sum + one, planUsd);
  return { used, usd, totalUsd, statementsASecond: (counts.statements / secondsAMonth) * peak };
}

function usedBy(counts: Counts, { cpuMs, bytes }: { cpuMs: number; bytes: number }): Record<Meter, number> {
  const { requests, rowsRead, rowsWritten, kvReads, kvWrites, messages } = counts;
  // Cloudflare writes an event for each request beside the lines of the Worker.
  const logGb = ((requests + counts.logLines) * bytesPerEvent) / gigabyte;
  const kept = { databaseGb: bytes / gigabyte, logGb, logGbKept: (logGb * logDays) / daysAMonth };
  return { requests, cpuMs, rowsRead, rowsWritten, kvReads, kvWrites, messages, ...kept };
}

function ofEach(figure: (meter: Meter) => number): Record<Meter, number> {
  const entries = (Object.keys(prices) as Meter[]).map((meter) => [meter, figure(meter)] as const);
  return Object.fromEntries(entries) as Record<Meter, number>;
}
