// Staff set a status of the store's own: one that waits for a person or for time. What an event sets is set by the event alone.
import { and, eq, sql } from 'drizzle-orm';
import * as audit from '../../staff/audit/audit.ts';
import { batch } from '../../web/database.ts';
import { isAsRead } from '../revisions.ts';
import { orders } from '../schema.ts';
import { find, type Found } from '../taking.ts';
import { setting, type Status } from './following.ts';
import { orderStatuses } from './schema.ts';

export type SettingProblem = 'status_gone' | 'has_status';

export type SetResult =
  | { ok: true; orderId: string; messageIds: string[] }
  | { ok: false; problem: SettingProblem | 'not_found' | 'changed_meanwhile' };

/** Whether staff can set this status by hand. */
export function isForHands({ trigger, retiredAt }: Pick<Status, 'trigger' | 'retiredAt'>): boolean {
  return retiredAt === null && (trigger === 'hand' || trigger === 'overdue' || trigger === 'follows');
}

type Wish = {
  /** Undefined for one that the store does not have. */
  status: Status | undefined;
  staffId: string;
  /** What whoever ordered is told with it, which may be empty. */
  note: string;
};

/**
 * Sets a status of an order. Problems: `not_found`, `status_gone` for one that cannot be set by hand, `has_status`, and
 * `changed_meanwhile`.
 */
export async function set(scene: audit.Scene, orderId: string, wish: Wish, now: number): Promise<SetResult> {
  const found = await find(scene, orderId);
  if (!found) return { ok: false, problem: 'not_found' };
  const planned = plan(scene, found, wish, now);
  if (!planned.ok) return planned;
  const [, rows] = await batch(scene.db, planned.statements);
  if (rows.length === 0) return { ok: false, problem: 'changed_meanwhile' };
  return { ok: true, orderId, messageIds: planned.messageIds };
}

/** The statements of the same for an order that was found; the second returns the order if its status was set. */
export function plan(scene: audit.Scene, { order, who }: Found, { status, staffId, note }: Wish, now: number) {
  const { store } = scene;
  if (!status || !isForHands(status)) return { ok: false, problem: 'status_gone' } as const;
  if (order.statusId === status.id) return { ok: false, problem: 'has_status' } as const;
  const isTheirs = and(eq(orders.id, order.id), eq(orders.storeId, store.id), isAsRead(order));
  const { id, trigger, retiredAt } = orderStatuses;
  const isStill = and(eq(id, status.id), eq(trigger, status.trigger), sql`${retiredAt} is null`);
  const when = sql`exists (select 1 from ${orders} where ${isTheirs})
    and exists (select 1 from ${orderStatuses} where ${isStill})`;
  const settled = setting(scene, { order, who }, { status, staffId, rule: null, note }, now, when);
  const entry = { by: staffId, act: 'order_status_set', after: { order: order.id, status: status.id } } as const;
  return {
    ok: true as const,
    messageIds: settled.messageIds,
    statements: [...settled.statements, audit.entry(scene, entry, now, settled.isSet)] as const,
  };
}
