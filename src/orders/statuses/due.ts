// Statuses that time sets: so many days after an order should have been paid, or after another status was set. Cron sets them for all
// stores, in portions. What is due is read in proportion to what there is of it, and said again by the statement that sets it; so it is
// safe to repeat and to run twice at once, and what was paid meanwhile, or moved on, gets nothing.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import * as stores from '../../stores/stores.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { logError } from '../../web/log.ts';
import { orderEvents } from '../events/schema.ts';
import { revised } from '../revisions.ts';
import { orders } from '../schema.ts';
import { owedIn } from '../steps.ts';
import { finding, foundIn, type Found, type Scene } from '../taking.ts';
import { setting, type Status } from './following.ts';
import { orderStatuses } from './schema.ts';

const day = 86_400_000;

/** Orders of each kind in a portion, and portions in a run; the rest is for the next run. */
const portion = 25;
const portions = 20;

/** Sets what is due at the orders of every store. */
export async function applyRules(db: Database, now: number): Promise<void> {
  for (let count = 0; count < portions; count += 1) if (!(await applyPortion(db, now))) return;
}

/** Returns whether there may be more to do. What fails at one store keeps no other from its own. */
async function applyPortion(db: Database, now: number): Promise<boolean> {
  const [late, next] = await batch(db, [overdue(db, now), following(db, now)] as const);
  const due = [...late, ...next];
  const storesById = await stores.byIds(
    db,
    due.map(({ status }) => status.storeId),
  );
  for (const store of storesById.values()) {
    try {
      const here = due.filter(({ status }) => status.storeId === store.id);
      await applyAt({ db, store }, here, now);
    } catch (error) {
      logError('status_rules_failed', error, { store: store.id });
    }
  }
  return late.length === portion || next.length === portion;
}

async function applyAt(scene: Scene, due: readonly Due[], now: number): Promise<void> {
  const orderIds = due.map(({ orderId }) => orderId);
  const found = foundIn(await batch(scene.db, finding(scene, orderIds)));
  await batch(
    scene.db,
    due.flatMap(({ orderId, status }) =>
      found.filter(({ order }) => order.id === orderId).flatMap((one) => firing(scene, one, status, now)),
    ),
  );
}

/** The statements by which a rule does what is due to an order, if it still is. */
function firing(scene: Scene, found: Found, status: Status, now: number): Statement[] {
  const { db, store } = scene;
  const { trigger, days, afterId } = status;
  const { id, retiredAt, trigger: setBy, days: after } = orderStatuses;
  const isStill = and(eq(id, status.id), eq(setBy, trigger), eq(after, days), sql`${retiredAt} is null`);
  const isRule = sql`exists (select 1 from ${orderStatuses} where ${isStill})`;
  const isOne = and(eq(orders.id, found.order.id), eq(orders.storeId, store.id));
  const having = (condition: SQL) =>
    sql`${isRule} and exists (select 1 from ${orders} where ${isOne} and ${condition})`;
  const rule = `${trigger}:${days}`;
  const set = (when: SQL) => [
    ...setting(scene, found, { status, staffId: null, rule, note: '' }, now, when).statements,
  ];
  if (trigger === 'follows') {
    return set(having(sql`${orders.statusId} = ${afterId} and ${orders.statusAt} <= ${now - days * day}`));
  }
  const isLate = sql`${isOwed} and ${orders.remindedDays} < ${days} and ${orders.dueAt} <= ${now - days * day}`;
  // A status whose days were changed has done its work as well.
  const wasSet = sql`exists (select 1 from ${orderEvents} where ${orderEvents.orderId} = ${found.order.id}
    and ${orderEvents.statusId} = ${status.id} and ${orderEvents.rule} glob 'overdue:*')`;
  return [
    ...set(having(sql`${isLate} and ${orders.refundedAt} is null and ${owedIn} > 0 and not ${wasSet}`)),
    db
      .update(orders)
      .set({ remindedDays: days, ...revised(store.id, now) })
      .where(and(isOne, isLate, isRule)),
  ];
}

/** As the index of what is owed says it, literally. */
const isOwed = sql`${orders.dueAt} is not null and ${orders.paidAt} is null and ${orders.cancelledAt} is null`;

/** What is due of one kind: an order, and the status that it gets. */
type Due = Awaited<ReturnType<typeof following>>[number];

/** Orders that wait in a status for as long as the one that follows it says. */
function following(db: Database, now: number) {
  const due = sql`(
    select waiting.id as order_id, rule.id as status_id
    from order_statuses as rule cross join orders as waiting indexed by orders_own_status_since
    where rule.set_by = 'follows' and rule.retired_at is null and waiting.status_id is not null
      and waiting.status_id = rule.after_id and waiting.status_at <= ${now} - rule.days * ${day}
    limit ${portion}) as due`;
  return dueOf(db, due);
}

/**
 * Orders that are so many days late as a status says, and were not as late when the last one was set; of several the one for the
 * latest. Orders of a store lie in the index by how late they were: each level of that is looked for by itself, and in it what is due.
 */
function overdue(db: Database, now: number) {
  const lowest = (condition: SQL) => sql`(
    select min(owed.reminded_days) from orders as owed
    where ${condition} and owed.due_at is not null and owed.paid_at is null and owed.cancelled_at is null)`;
  const due = sql`(
    with recursive level(store_id, days) as (
      select here.store_id, ${lowest(sql`owed.store_id = here.store_id`)}
      from (select distinct store_id from order_statuses where set_by = 'overdue' and retired_at is null) as here
      union all
      select level.store_id, ${lowest(sql`owed.store_id = level.store_id and owed.reminded_days > level.days`)}
      from level where level.days is not null)
    select late.id as order_id, rule.id as status_id
    from level cross join order_statuses as rule cross join orders as late indexed by orders_reminded
    where rule.store_id = level.store_id and rule.set_by = 'overdue' and rule.retired_at is null and rule.days > level.days
      and late.store_id = level.store_id and late.reminded_days = level.days and late.due_at <= ${now} - rule.days * ${day}
      and late.due_at is not null and late.paid_at is null and late.cancelled_at is null
      and not exists (
        select 1 from order_statuses as later where later.store_id = rule.store_id and later.set_by = 'overdue'
          and later.retired_at is null and later.days > rule.days and late.due_at <= ${now} - later.days * ${day})
    limit ${portion}) as due`;
  return dueOf(db, due);
}

function dueOf(db: Database, due: SQL) {
  return db
    .select({ orderId: sql<string>`due.order_id`.as('due_order_id'), status: orderStatuses })
    .from(due)
    .innerJoin(orderStatuses, sql`${orderStatuses.id} = due.status_id`);
}
