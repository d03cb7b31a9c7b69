// What an order is to the figures: the turnover of its customer and of the days, points, stock, and its open invoice. Each hands up
// statements for the batch of what happened.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { revised } from '../customers/revisions.ts';
import { memberships } from '../customers/schema.ts';
import { earning } from '../loyalty/earning.ts';
import { reversing } from '../loyalty/reversing.ts';
import { returning } from '../loyalty/spending.ts';
import { dayOf } from '../ui/dates.ts';
import type { Statement } from '../web/database.ts';
import { counting } from './days/days.ts';
import * as papers from './papers/papers.ts';
import { stocking } from './stock.ts';
import type { Order, Scene } from './taking.ts';

/** The statement that writes these figures of whoever ordered; none for nobody, or without any. */
export function figuring(
  { db, store }: Scene,
  { customerId }: Order,
  figures: Record<string, SQL>,
  now: number,
  when: SQL,
): Statement[] {
  if (customerId === null || Object.keys(figures).length === 0) return [];
  return [
    db
      .update(memberships)
      .set({ ...figures, ...revised(store.id, now) })
      .where(and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId), when)),
  ];
}

/** The turnover of an order that comes to nothing goes; what was paid in part only never counted. */
export function uncounted({ paidAt, totalMinor }: Order): Record<string, SQL> {
  return paidAt === null ? {} : { turnoverMinor: sql`${memberships.turnoverMinor} - ${totalMinor}` };
}

/**
 * An order that comes to nothing: points go where they came from, what never left comes back to the stock, and its invoice is taken back.
 * Whether the shop gets back what has left, and can sell it, it knows later; then staff count it themselves.
 */
export function undone(scene: Scene, order: Order, now: number, happened: SQL): Statement[] {
  const counted = [
    turnedOver(scene, order, -order.totalMinor, now, happened),
    ...takenBack(scene, order, now, happened),
  ];
  return [
    ...givenBack(scene, order, now, happened),
    ...(order.shippedAt === null ? [stocking(scene.db, order.lines, [], happened)] : []),
    ...(order.paidAt === null ? [] : counted),
    ...papers.creditNote(scene, order, now, happened).statements,
  ];
}

/** Turnover of an order, on the day on which its money comes or goes. */
export function turnedOver(
  { db, store }: Scene,
  { groupName }: Order,
  turnoverMinor: number,
  now: number,
  when: SQL,
): Statement {
  return counting(db, store, { groupName, turnoverMinor }, now, when);
}

/** An order counts no more on the day on which it was placed. */
export function notPlaced({ db, store }: Scene, { groupName, placedAt }: Order, now: number, when: SQL): Statement {
  return counting(db, store, { groupName, orders: -1, day: dayOf(placedAt, store.timeZone) }, now, when);
}

/** The points of an order that is paid. */
export function earned({ db, store }: Scene, order: Order, now: number, when: SQL): Statement[] {
  const { id: orderId, number: orderNumber, customerId, totalMinor } = order;
  return customerId === null ? [] : earning(db, store, { customerId, orderId, orderNumber, totalMinor }, now, when);
}

/** The points that were spent on an order come back. */
function givenBack({ db, store }: Scene, { id: orderId, customerId }: Order, now: number, when: SQL): Statement[] {
  return customerId === null ? [] : returning(db, store, { customerId, orderId }, now, when);
}

/** The points that an order earned go. */
function takenBack({ db, store }: Scene, { id: orderId, customerId }: Order, now: number, when: SQL): Statement[] {
  return customerId === null ? [] : reversing(db, store, { customerId, orderId }, now, when);
}
