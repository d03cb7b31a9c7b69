// A customer takes over what they ordered as a guest: orders at this store under their own e-mail address, once they have proved that
// they read what goes to it. Before that nothing of these orders is theirs to see, and until they are taken over as little as tells
// them apart. Taking over is one batch that decides for itself: of many at once, each order is taken once and counts once.
import { asc, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { logins } from '../../access/schema.ts';
import { isActive } from '../../customers/customers.ts';
import { customers, memberships } from '../../customers/schema.ts';
import { running } from '../../groups/rules/rules.ts';
import * as audit from '../../staff/audit/audit.ts';
import type { Store } from '../../stores/stores.ts';
import { eventOfEach, idOfEach } from '../../partners/webhooks/events.ts';
import { batch, reading, type Database } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { prepared } from '../../web/prepared.ts';
import { revised } from '../revisions.ts';
import { orderLines, orders } from '../schema.ts';
import { bequeathing, type Named } from './bequeathing.ts';

/** Orders that are shown, and taken over, at a time. */
export const mostAtOnce = 50;

/** Up to how many there are counted. */
export const mostCounted = 20;

type Taking = { store: Pick<Store, 'id'>; customerId: string };

/** Whether an order waits for this customer to take it over, as a condition on orders. */
function isWaiting({ store, customerId }: Taking): SQL {
  const key = sql`(
    select ${customers.emailKey} from ${customers} join ${logins} on ${logins.customerId} = ${customers.id}
      join ${memberships} on ${memberships.customerId} = ${customers.id}
    where ${customers.id} = ${customerId} and ${logins.emailProvedAt} is not null and ${isActive(store.id, customerId)})`;
  return sql`${orders.storeId} = ${store.id} and ${orders.guestKey} = ${key} and ${orders.customerId} is null`;
}

/** How many orders wait for this customer, counted up to `mostCounted`, as a value in SQL. */
export function waitingCount(store: Pick<Store, 'id'>, customerId: string) {
  const some = sql`select 1 from ${orders} where ${isWaiting({ store, customerId })} limit ${mostCounted}`;
  return sql<number>`(select count(*) from (${some}))`.as('waiting_orders');
}

/** The same as a statement of one row. */
export const countOf = prepared((db, { storeId, customerId }: { storeId: string; customerId: string }) =>
  reading(db, { count: waitingCount({ id: storeId }, customerId) }),
);

/** The orders that wait for this customer, the newest first, one more than are shown; of each only what tells it apart. */
export function waitingFor(db: Database, store: Store, customerId: string) {
  return db
    .select({
      id: orders.id,
      ending: sql<string>`substr(${orders.number}, -2)`.as('number_ending'),
      itemCount: orders.itemCount,
      totalMinor: orders.totalMinor,
      currency: orders.currency,
      placedAt: orders.placedAt,
    })
    .from(orders)
    .where(isWaiting({ store, customerId }))
    .orderBy(sql`${orders.placedAt} desc`, sql`${orders.id} desc`)
    .limit(mostAtOnce + 1);
}

export type Waiting = Awaited<ReturnType<typeof waitingFor>>[number];

const orderId = z.string().regex(/^\w{1,40}$/);

/** The orders that were ticked: none, one, or up to as many as are shown. */
export const takeoverSchema = z.object({
  order: z
    .union([orderId.transform((id) => [id]), z.array(orderId).max(mostAtOnce)], 'invalid')
    .prefault([])
    .refine((ids) => ids.length > 0, 'none_ticked'),
});

/**
 * Gives the customer those of the orders that wait for them, with everything that an order of theirs comes to: papers, figures, what
 * can be rated, words to find it by, and the rules of groups. Points are not: what was paid as a guest earned none. Returns how many
 * were taken over; none where somebody else was quicker, or nothing of it was theirs.
 */
export async function takeOver(
  scene: audit.Scene,
  customerId: string,
  orderIds: readonly string[],
  now: number,
): Promise<number> {
  const { db, store } = scene;
  const asked = JSON.stringify(orderIds.slice(0, mostAtOnce));
  const isTaken = sql`${orders.id} in (select value from json_each(${asked})) and ${isWaiting({ store, customerId })}`;
  const named = await namesIn(db, isTaken);
  const numbers = sql`select ${orders.number} from ${orders} where ${isTaken}`;
  const told = sql`json_object('orders', (select json_group_array(number) from (${numbers})))`;
  const act = { by: null, act: 'own_orders_taken_over', customerId, after: told } as const;
  const results: readonly unknown[] = await batch(db, [
    audit.entry(scene, act, now, sql`exists (${numbers})`),
    ...bequeathing({ db, store }, { customerId, isTaken, named }, now),
    ...running(db, store, { customerIds: [customerId] }, newId('move', now), now),
    eventOfEach(db, eachOf(store, customerId, now), now, isTaken),
    // Everything above looks at orders that are still a guest's, so the one that takes them comes last.
    db
      .update(orders)
      .set({ customerId, guestKey: null, secretHash: null, ...revised(orders.storeId, now) })
      .where(isTaken)
      .returning({ id: orders.id }),
  ]);
  return z.array(z.unknown()).parse(results.at(-1)).length;
}

/** What partners are told of each of the orders. */
function eachOf(store: Store, customerId: string, now: number) {
  return {
    type: 'order.updated',
    storeId: store.id,
    subject: { order_id: sql`${orders.id}`, customer_id: customerId },
    id: idOfEach(newId('event', now), sql`${orders.id}`),
    rows: sql`${orders}`,
    first: 'places',
  } as const;
}

/** What was in each of the orders. Lines of an order never change, so this may be read before the batch. */
async function namesIn(db: Database, isTaken: SQL): Promise<Named[]> {
  const lines = await db
    .select({ orderId: orderLines.orderId, name: orderLines.name })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(isTaken)
    .orderBy(asc(orderLines.orderId), asc(orderLines.position));
  return [...Map.groupBy(lines, (line) => line.orderId)].map(([id, those]) => ({
    id,
    names: those.map(({ name }) => name),
  }));
}
