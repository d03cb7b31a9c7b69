// What becomes of an order of the crowd, by chance that comes out the same each time. It takes the steps that the rules allow
// (orders/steps.ts), and what would have come after the end of the demo's time has not happened yet: so the latest are open.
import type { orders } from '../orders/schema.ts';
import type { Dice } from './dice.ts';

const day = 86_400_000;

export type Method = (typeof orders.paymentMethod.enumValues)[number];

/** Something that happened to an order; the money of a payment or refund. */
export type Happening = { event: (typeof orders.status.enumValues)[number]; at: number; amountMinor: number | null };

/** The events of an order in their order, from placing on, none of them after `end`. */
export function lifeOf(
  dice: Dice,
  { placedAt, totalMinor, method }: { placedAt: number; totalMinor: number; method: Method },
  end: number,
): Happening[] {
  let at = placedAt;
  const life: Happening[] = [{ event: 'placed', at, amountMinor: null }];
  const later = (event: Happening['event'], [least, most]: readonly [number, number], amountMinor?: number) => {
    at += Math.round((least + dice.roll() * (most - least)) * day);
    life.push({ event, at, amountMinor: amountMinor ?? null });
  };
  const fate = dice.roll();
  if (fate < 0.06) {
    later('cancelled', [0.1, 12]);
  } else {
    if (method === 'elsewhere') later('paid', [0.001, 0.02], totalMinor);
    if (method === 'bank_transfer') payByTransfer(dice, totalMinor, later);
    later('shipped', [0.2, 3]);
    later('delivered', [0.8, 6]);
    if (method === 'cash_on_delivery') later('paid', [0.5, 4], totalMinor);
    if (fate > 0.96) later('refunded', [2, 20], totalMinor);
  }
  return life.filter((one) => one.at <= end);
}

type Later = (event: Happening['event'], days: readonly [number, number], amountMinor: number) => void;

/** Mostly at once; some people send a part, and then the rest. */
function payByTransfer(dice: Dice, totalMinor: number, later: Later): void {
  const part = Math.floor(totalMinor / 2);
  if (part > 0 && dice.shows(0.02)) {
    later('paid', [0.3, 3], part);
    later('paid', [1, 5], totalMinor - part);
  } else {
    later('paid', [0.2, 5], totalMinor);
  }
}

/** What the order is after all that, as its row says it. */
export function standingOf(life: readonly Happening[], totalMinor: number) {
  const at = (event: Happening['event']) => life.findLast((one) => one.event === event)?.at ?? null;
  const moneyOf = (event: Happening['event']) =>
    life.reduce((sum, one) => sum + (one.event === event ? (one.amountMinor ?? 0) : 0), 0);
  const paidMinor = moneyOf('paid');
  const isPaid = paidMinor === totalMinor && at('paid') !== null;
  const last = (['refunded', 'cancelled', 'delivered', 'shipped'] as const).find((one) => at(one) !== null);
  return {
    status: last ?? (isPaid ? ('paid' as const) : ('placed' as const)),
    paidMinor,
    refundedMinor: moneyOf('refunded'),
    paidAt: isPaid ? at('paid') : null,
    shippedAt: at('shipped'),
    deliveredAt: at('delivered'),
    cancelledAt: at('cancelled'),
    refundedAt: at('refunded'),
  };
}
