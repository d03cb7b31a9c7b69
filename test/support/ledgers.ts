// What a shop's books should say, in plain TypeScript: orders in a list, and for each customer figures and points worked out from it.
import type { Step } from '../../src/orders/steps.ts';
import { Model as Points } from './points.ts';

export type Method = 'bank_transfer' | 'cash_on_delivery' | 'elsewhere';

export type Good = { id: string; priceMinor: number; stock: number | null };

type Policy = ConstructorParameters<typeof Points>[0] & { pointsPerUnit: number; pointWorthMinor: number };

export type Sold = {
  id: string;
  customerId: string;
  method: Method;
  goods: readonly string[];
  totalMinor: number;
  paidMinor: number;
  placedAt: number;
  done: Set<'shipped' | 'delivered' | 'cancelled' | 'refunded'>;
};

type Customer = { points: Points; received: Set<string>; rated: Set<string> };

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
  priced(costMinor: number, points: number): { totalMinor: number; spent: number } {
    const worth = Math.min(points * this.policy.pointWorthMinor, costMinor);
    return { totalMinor: costMinor - worth, spent: Math.ceil(worth / this.policy.pointWorthMinor) };
  }

  place(order: Omit<Sold, 'paidMinor' | 'done'>, spent: number): void {
    this.orders.push({ ...order, paidMinor: 0, done: new Set() });
    if (spent > 0) this.of(order.customerId).points.spend(order.id, spent, order.placedAt);
  }

  /** Why the step cannot be taken, in the words of the shop; null where it can. */
  refusal(order: Sold, step: Step): string | null {
    const { done, paidMinor, totalMinor } = order;
    const isPaid = paidMinor === totalMinor;
    if (done.has('cancelled')) return 'is_cancelled';
    if (done.has('refunded')) return 'is_refunded';
    if (step === 'pay') return isPaid ? 'is_paid' : null;
    if (step === 'ship') {
      if (done.has('shipped')) return 'is_shipped';
      return order.method === 'bank_transfer' && !isPaid ? 'not_paid' : null;
    }
    if (step === 'deliver') {
      if (!done.has('shipped')) return 'not_shipped';
      return done.has('delivered') ? 'is_delivered' : null;
    }
    if (step === 'cancel') {
      if (done.has('shipped')) return 'is_shipped';
      return paidMinor > 0 ? 'is_paid' : null;
    }
    return paidMinor === 0 && totalMinor > 0 ? 'not_paid' : null;
  }

  /** Takes a step that can be taken; of a payment so much. */
  take(order: Sold, step: Step, now: number, amountMinor: number): void {
    const { points, received } = this.of(order.customerId);
    if (step === 'pay') {
      order.paidMinor += amountMinor;
      const earned = Math.floor((order.totalMinor * this.policy.pointsPerUnit) / 100);
      if (order.paidMinor === order.totalMinor && earned > 0) points.earn(order.id, earned, now);
    }
    if (step === 'ship') order.done.add('shipped');
    if (step === 'deliver') {
      order.done.add('delivered');
      for (const good of order.goods) received.add(good);
    }
    if (step === 'cancel') {
      order.done.add('cancelled');
      points.giveBack(order.id, now);
    }
    if (step === 'refund') {
      order.done.add('refunded');
      points.giveBack(order.id, now);
      points.reverse(order.id, now);
    }
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
    const turnover = theirs.filter(
      (one) => one.paidMinor === one.totalMinor && !one.done.has('refunded') && !one.done.has('cancelled'),
    );
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
