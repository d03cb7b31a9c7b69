// How points come: for a paid order once the store's delay is over, for a review at once. Each cause gives points once. All hand
// up statements for the caller's batch; where the store gives no points for it, there are none.
import { sql, type SQL } from 'drizzle-orm';
import type { Database, Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { minorOf } from '../ui/money.ts';
import { day, gaining, membershipIf, writing, type Shop } from './entries.ts';

type PaidOrder = {
  customerId: string;
  orderId: string;
  /** As the ledger names the order. */
  orderNumber?: string;
  totalMinor: number;
};

/** What points are worth, in minor units of the store's currency. */
export function worthOf({ policies }: Pick<Shop, 'policies'>, points: number): number {
  return points * policies.loyalty.pointWorthMinor;
}

/** How many points pay this amount: the fewest that are worth as much. Where points are worth nothing, none do. */
export function pointsWorth({ policies }: Pick<Shop, 'policies'>, amountMinor: number): number {
  const { pointWorthMinor } = policies.loyalty;
  return pointWorthMinor === 0 ? 0 : Math.ceil(amountMinor / pointWorthMinor);
}

/** How many points a paid order of this total gives. */
export function pointsFor({ currency, policies }: Pick<Shop, 'currency' | 'policies'>, totalMinor: number): number {
  return Math.max(0, Math.floor((totalMinor * policies.loyalty.pointsPerUnit) / minorOf(1, currency)));
}

/**
 * The statements that give a customer the points of a paid order, once; they count after the store's delay. With `when` only where
 * that condition holds at the place of the first statement.
 */
export function earning(db: Database, store: Shop, order: PaidOrder, now: number, when: SQL = sql`true`): Statement[] {
  const { countsAfterDays, livesDays } = store.policies.loyalty;
  const points = pointsFor(store, order.totalMinor);
  if (points === 0) return [];
  const whose = { storeId: store.id, customerId: order.customerId };
  const countsAt = now + countsAfterDays * day;
  const gain = {
    id: newId('points', now),
    kind: 'earned',
    cause: `earned:${order.orderId}`,
    orderId: order.orderId,
    points,
    expiresAt: countsAt + livesDays * day,
    reason: order.orderNumber ?? '',
  } as const;
  if (countsAfterDays === 0) return gaining(db, whose, gain, now, when);
  const waiting = { ...gain, balance: null, position: null, countsAt };
  return [writing(db, whose, waiting, membershipIf(whose, when), now)];
}

type Review = { customerId: string; productId: string };

/**
 * The statements that give a customer the points for their review of a product, once; they count at once. With `when` only
 * where that condition holds at the place of the first statement.
 */
export function forReview(
  db: Database,
  store: Shop,
  { customerId, productId }: Review,
  now: number,
  when: SQL = sql`true`,
): Statement[] {
  const { pointsForReview, livesDays } = store.policies.loyalty;
  if (pointsForReview === 0) return [];
  const gain = {
    id: newId('points', now),
    kind: 'review',
    cause: `review:${productId}`,
    points: pointsForReview,
    expiresAt: now + livesDays * day,
    reason: '',
  } as const;
  return gaining(db, { storeId: store.id, customerId }, gain, now, when);
}
