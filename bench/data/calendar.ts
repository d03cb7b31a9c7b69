// Days of the shop's zone, for millions of moments: worked out once for each day, not for each moment.
import { latest } from '../../src/demo/crowd.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { dayAfter, startsOfDays } from '../../src/ui/dates.ts';
import { doorsOpen } from './people.ts';

const dayMs = 86_400_000;
const days = [new Date(doorsOpen - 2 * dayMs).toISOString().slice(0, 10)];
while (Date.parse(days.at(-1) ?? '') < latest + dayMs) days.push(dayAfter(days.at(-1) ?? ''));
const starts = days.map(startsOfDays(demoStores.goods.timeZone));

/** Which day a moment is while there are customers: `2026-10-31`. */
export function shopDay(at: number): string {
  // A day is at most an hour longer or shorter than others, so it is this one or the one beside it.
  let place = Math.floor((at - (starts[0] ?? 0)) / dayMs);
  if ((starts[place + 1] ?? Infinity) <= at) place += 1;
  if ((starts[place] ?? 0) > at) place -= 1;
  return days[place] ?? '';
}
