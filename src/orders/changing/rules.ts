// What staff may change of an order, and when. The rules are this table: a change is refused by the first reason that holds. An order
// that has left can only come to less: its lines and prices, and the price of shipping, may fall, and nothing comes to it.
import type { Order } from '../taking.ts';
import { differencesOf } from './differences.ts';

export type ChangingProblem =
  'nothing_changed' | 'no_lines' | 'too_many_lines' | 'has_left' | 'has_not_left' | 'rebate_too_high';

/** The most lines that an order may come to have by hand. */
export const mostLines = 200;

type Reason = readonly [problem: ChangingProblem, holds: (before: Order, after: Order) => boolean];

const reasons: readonly Reason[] = [
  ['nothing_changed', (before, after) => differencesOf(before, after).length === 0],
  // An order of nothing is one that is cancelled.
  ['no_lines', (_, after) => after.lines.length === 0],
  ['too_many_lines', (before, after) => after.lines.length > Math.max(mostLines, before.lines.length)],
  ['has_left', (before, after) => before.shippedAt !== null && (rises(before, after) || goesElsewhere(before, after))],
  ['has_not_left', (before, after) => before.shippedAt === null && isParcelOther(before, after)],
  ['rebate_too_high', (_, after) => after.rebateMinor > after.itemsMinor + after.shippingMinor],
];

/** Why an order that stands cannot be changed like this; null where it can. */
export function problemOf(before: Order, after: Order): ChangingProblem | null {
  return reasons.find(([, holds]) => holds(before, after))?.[0] ?? null;
}

/** Whether a line or the shipping comes new, is more or costs more. */
function rises(before: Order, after: Order): boolean {
  const lineBefore = (position: number) => before.lines.find((line) => line.position === position);
  return (
    after.shippingMinor > before.shippingMinor ||
    after.lines.some(({ position, quantity, unitPriceMinor }) => {
      const line = lineBefore(position);
      return !line || quantity > line.quantity || unitPriceMinor > line.unitPriceMinor;
    })
  );
}

function goesElsewhere(before: Order, after: Order): boolean {
  return JSON.stringify(before.delivery) !== JSON.stringify(after.delivery);
}

function isParcelOther(before: Order, after: Order): boolean {
  return before.carrier !== after.carrier || before.trackingCode !== after.trackingCode;
}
