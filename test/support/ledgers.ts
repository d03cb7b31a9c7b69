// What a shop's books should say, in plain TypeScript: orders in a list, and for each customer figures and points worked out from it.
import type { Step } from '../../src/orders/steps.ts';
import { Model as Points } from './points.ts';

export type Method = 'bank_transfer' | 'cash_on_delivery' | 'elsewhere';

export type Good = { id: string; sku: string; priceMinor: number; stock: number | null };

type Policy = ConstructorParameters<typeof Points>[0] & { pointsPerUnit: number; pointWorthMinor: number };

/** A line by its position; of no good, where it is something else. */
type Piece = { good: Good | null; quantity: number; unitMinor: number };

export type Sold = {
  id: string;
  customerId: string;
  method: Method;
  /** The discount of the customer's group, in hundredths of a percent. */
  discount: number;
  pieces: Map<number, Piece>;
  shippingMinor: number;
  rebateMinor: number;
  /** What the points that are spent are worth, and how many they are. */
  pointsMinor: number;
  spent: number;
  totalMinor: number;
  paidMinor: number;
  refundedMinor: number;
  placedAt: number;
  /** Whether it was all paid once; whether there is an invoice of it; how often it was changed by hand. */
  isCounted: boolean;
  isInvoiced: boolean;
  changes: number;
  done: Set<'shipped' | 'delivered' | 'cancelled' | 'refunded'>;
};

/** What staff change: lines by position, without a quantity one goes; new ones; amounts in minor units. */
export type Wish = {
  lines: Map<number, { quantity?: number; unitPriceMinor?: number }>;
  added: { good: Good | null; quantity: number; unitPriceMinor: number | null }[];
  shippingMinor?: number;
  rebate?: { minor: number } | { basisPoints: number };
};

type Customer = { points: Points; received: Set<string>; rated: Set<string> };

type NewlySold = Omit<
  Sold,
  'paidMinor' | 'refundedMinor' | 'rebateMinor' | 'isCounted' | 'isInvoiced' | 'changes' | 'done'
>;

/** The books of a store. */
export class Books {
  readonly orders: Sold[] = [];
  private readonly customers = new Map<string, Customer>();
  private readonly policy: Policy;

  constructor(policy: Policy) {
    this.policy = policy;
  }

  of(customerId: string): Customer {
    const known = this.customers.get(customerId);
    if (known) return known;
    const made = { points: new Points(this.policy), received: new Set<string>(), rated: new Set<string>() };
    this.customers.set(customerId, made);
    return made;
  }

  /** What an order costs after so many points, and how many of them it takes. */
  priced(costMinor: number, points: number): Pick<Sold, 'totalMinor' | 'pointsMinor' | 'spent'> {
    const pointsMinor = Math.min(points * this.policy.pointWorthMinor, costMinor);
    const spent = Math.ceil(pointsMinor / this.policy.pointWorthMinor);
    return { totalMinor: costMinor - pointsMinor, pointsMinor, spent };
  }

  place(order: NewlySold): void {
    const nothing = { paidMinor: 0, refundedMinor: 0, rebateMinor: 0, isCounted: false, isInvoiced: false, changes: 0 };
    this.orders.push({ ...order, ...nothing, done: new Set() });
    for (const { good, quantity } of order.pieces.values()) if (good && good.stock !== null) good.stock -= quantity;
    if (order.spent > 0) this.of(order.customerId).points.spend(order.id, order.spent, order.placedAt);
  }

  /** Why the step cannot be taken, in the words of the shop; null where it can. */
  refusal(order: Sold, step: Step): string | null {
    const { done, totalMinor } = order;
    const owed = owedOf(order);
    if (done.has('cancelled')) return 'is_cancelled';
    if (done.has('refunded')) return 'is_refunded';
    switch (step) {
      case 'pay':
        return owed <= 0 ? 'is_paid' : null;
      case 'ship':
        if (done.has('shipped')) return 'is_shipped';
        return order.method === 'bank_transfer' && owed > 0 ? 'not_paid' : null;
      case 'deliver':
        if (!done.has('shipped')) return 'not_shipped';
        return done.has('delivered') ? 'is_delivered' : null;
      case 'cancel':
        if (done.has('shipped')) return 'is_shipped';
        return owed < totalMinor ? 'is_paid' : null;
      case 'refund':
        return owed === totalMinor && totalMinor > 0 ? 'not_paid' : null;
      case 'repay':
        return owed >= 0 ? 'not_too_much' : null;
    }
  }

  /** Takes a step that can be taken; of a payment so much. */
  take(order: Sold, step: Step, now: number, amountMinor: number): void {
    const { received } = this.of(order.customerId);
    if (step === 'pay') {
      order.paidMinor += amountMinor;
      if (owedOf(order) === 0 && !order.isCounted) this.count(order, now);
    }
    if (step === 'ship') {
      order.done.add('shipped');
      order.isInvoiced = true;
    }
    if (step === 'deliver') {
      order.done.add('delivered');
      for (const { good } of order.pieces.values()) if (good) received.add(good.id);
    }
    if (step === 'cancel') this.undo(order, 'cancelled', now);
    if (step === 'refund') {
      order.refundedMinor = order.paidMinor;
      this.undo(order, 'refunded', now);
    }
    if (step === 'repay') order.refundedMinor = order.paidMinor - order.totalMinor;
  }

  private count(order: Sold, now: number): void {
    order.isCounted = true;
    order.isInvoiced = true;
    const earned = this.earnedFor(order.totalMinor);
    if (earned > 0) this.of(order.customerId).points.earn(order.id, earned, now);
  }

  private undo(order: Sold, how: 'cancelled' | 'refunded', now: number): void {
    const { points } = this.of(order.customerId);
    if (!order.done.has('shipped')) {
      for (const { good, quantity } of order.pieces.values()) if (good && good.stock !== null) good.stock += quantity;
    }
    order.done.add(how);
    order.isInvoiced = false;
    points.giveBack(order.id, now);
    if (order.isCounted) points.reverse(order.id, now);
  }

  private earnedFor(totalMinor: number): number {
    return Math.floor((totalMinor * this.policy.pointsPerUnit) / 100);
  }

  /** The order as it would be by what staff wish: its lines, and what comes off. */
  wished(
    order: Sold,
    wish: Wish,
  ): { pieces: Sold['pieces']; itemsMinor: number } & Pick<Sold, 'shippingMinor' | 'rebateMinor'> {
    const pieces = new Map<number, Piece>();
    for (const [position, piece] of order.pieces) {
      const { quantity = piece.quantity, unitPriceMinor = piece.unitMinor } = wish.lines.get(position) ?? {};
      if (quantity > 0) pieces.set(position, { ...piece, quantity, unitMinor: unitPriceMinor });
    }
    for (const [place, { good, quantity, unitPriceMinor }] of wish.added.entries()) {
      const less = good ? Math.round((good.priceMinor * (10_000 - order.discount)) / 10_000) : 0;
      const position = Math.max(...order.pieces.keys()) + 1 + place;
      pieces.set(position, { good, quantity, unitMinor: unitPriceMinor ?? less });
    }
    const itemsMinor = [...pieces.values()].reduce((sum, { unitMinor, quantity }) => sum + unitMinor * quantity, 0);
    const { rebate = { minor: order.rebateMinor }, shippingMinor = order.shippingMinor } = wish;
    const rebateMinor = 'minor' in rebate ? rebate.minor : Math.round((itemsMinor * rebate.basisPoints) / 10_000);
    return { pieces, itemsMinor, shippingMinor, rebateMinor };
  }

  /** Why it cannot be changed so, in the words of the shop; null where it can. */
  refusalOf(order: Sold, wish: Wish): string | null {
    const { pieces, itemsMinor, shippingMinor, rebateMinor } = this.wished(order, wish);
    if (order.done.has('cancelled')) return 'is_cancelled';
    if (order.done.has('refunded')) return 'is_refunded';
    const before = JSON.stringify([[...order.pieces], order.shippingMinor, order.rebateMinor]);
    if (before === JSON.stringify([[...pieces], shippingMinor, rebateMinor])) return 'nothing_changed';
    if (pieces.size === 0) return 'no_lines';
    const rises = [...pieces].some(([position, { quantity, unitMinor }]) => {
      const was = order.pieces.get(position);
      return !was || was.quantity < quantity || was.unitMinor < unitMinor;
    });
    if (order.done.has('shipped') && (rises || shippingMinor > order.shippingMinor)) return 'has_left';
    if (rebateMinor > itemsMinor + shippingMinor) return 'rebate_too_high';
    const goods = new Set([...pieces.values()].flatMap(({ good }) => (good ? [good] : [])));
    const isShort = [...goods].some((good) => {
      const more = countIn(pieces, good) - countIn(order.pieces, good);
      return more > 0 && good.stock !== null && good.stock < more;
    });
    return isShort ? 'not_enough' : null;
  }

  /** Changes an order that can be changed so. */
  change(order: Sold, wish: Wish, now: number, revision: number): void {
    const { points } = this.of(order.customerId);
    const before = { ...order };
    const { itemsMinor, ...wished } = this.wished(order, wish);
    const costMinor = itemsMinor + wished.shippingMinor - wished.rebateMinor;
    const pointsMinor = Math.min(order.pointsMinor, costMinor);
    const spent = order.pointsMinor === 0 ? 0 : Math.ceil((order.spent * pointsMinor) / order.pointsMinor);
    Object.assign(order, wished, {
      pointsMinor,
      spent,
      totalMinor: costMinor - pointsMinor,
      changes: order.changes + 1,
    });
    const goods = [...before.pieces.values(), ...wished.pieces.values()].flatMap(({ good }) => (good ? [good] : []));
    for (const good of new Set(goods)) {
      if (good.stock !== null) good.stock -= countIn(wished.pieces, good) - countIn(before.pieces, good);
    }
    const of = `${revision}`;
    if (spent < before.spent) points.giveBack(order.id, now, { points: before.spent - spent, of });
    const more = this.earnedFor(order.totalMinor) - this.earnedFor(before.totalMinor);
    if (before.isCounted && more !== 0) points.adjust(order.id, more, now, of);
    if (!before.isCounted && order.paidMinor > order.refundedMinor && owedOf(order) <= 0) this.count(order, now);
  }

  rate(customerId: string, good: string, now: number): boolean {
    const { points, received, rated } = this.of(customerId);
    if (!received.has(good) || rated.has(good)) return false;
    rated.add(good);
    points.review(good, now);
    return true;
  }

  countAndExpire(now: number): void {
    for (const { points } of this.customers.values()) points.countAndExpire(now);
  }

  /** What the customer's membership should say. */
  figuresOf(customerId: string) {
    const { points, received, rated } = this.of(customerId);
    const theirs = this.orders.filter((order) => order.customerId === customerId);
    const standing = theirs.filter(({ done }) => !done.has('cancelled'));
    const turnover = theirs.filter((one) => one.isCounted && !one.done.has('refunded') && !one.done.has('cancelled'));
    return {
      customer_id: customerId,
      turnover_minor: turnover.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
      order_count: standing.length,
      last_order_at: standing.at(-1)?.placedAt ?? null,
      unrated_count: received.size - rated.size,
      points: points.balance,
    };
  }
}

/** What is still to be paid; negative where too much was. */
export function owedOf({ totalMinor, paidMinor, refundedMinor }: Sold): number {
  return totalMinor - paidMinor + refundedMinor;
}

function countIn(pieces: Sold['pieces'], good: Good): number {
  return [...pieces.values()].reduce((sum, one) => sum + (one.good === good ? one.quantity : 0), 0);
}
