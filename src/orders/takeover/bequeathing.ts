// What comes to a customer with orders that they take over, as statements for the batch that does it, before it: each looks at the
// orders while they are still a guest's.
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { findableByEach } from '../../customers/finding/numbers.ts';
import { isActive } from '../../customers/customers.ts';
import { revised } from '../../customers/revisions.ts';
import { memberships } from '../../customers/schema.ts';
import { documents } from '../../documents/schema.ts';
import type { Statement } from '../../web/database.ts';
import { termsOf } from '../history/terms.ts';
import { orderLines, orders, orderTerms, purchases } from '../schema.ts';
import type { Scene } from '../taking.ts';

/** An order, and what its lines are called. */
export type Named = { id: string; names: readonly string[] };

type Bequest = {
  customerId: string;
  /** Which orders are taken over, as a condition on orders. */
  isTaken: SQL;
  named: readonly Named[];
};

/** The papers, figures, things to rate and words of the orders become the customer's. */
export function bequeathing(scene: Scene, bequest: Bequest, now: number): Statement[] {
  const { db, store } = scene;
  const { customerId, isTaken } = bequest;
  return [
    db
      .update(documents)
      .set({ customerId })
      .where(
        and(
          eq(documents.storeId, store.id),
          inArray(documents.orderId, sql`(select ${orders.id} from ${orders} where ${isTaken})`),
        ),
      ),
    figures(scene, bequest, now),
    ...received(scene, bequest),
    words(scene, bequest),
    findableByEach(db, { storeId: store.id, customerId }, sql`select ${orders.number} from ${orders} where ${isTaken}`),
  ];
}

/** They count as if the customer had placed them: what is paid and not given back as turnover, what is not cancelled as an order. */
function figures({ db, store }: Scene, { customerId, isTaken }: Bequest, now: number): Statement {
  const of = (what: SQL, which: SQL) => sql`coalesce((select ${what} from ${orders} where ${isTaken} and ${which}), 0)`;
  const isPaid = sql`${orders.paidAt} is not null and ${orders.refundedAt} is null and ${orders.cancelledAt} is null`;
  const isStanding = sql`${orders.cancelledAt} is null`;
  const latest = of(sql`max(${orders.placedAt})`, isStanding);
  return db
    .update(memberships)
    .set({
      turnoverMinor: sql`${memberships.turnoverMinor} + ${of(sql`sum(${orders.totalMinor})`, isPaid)}`,
      orderCount: sql`${memberships.orderCount} + ${of(sql`count(*)`, isStanding)}`,
      lastOrderAt: sql`nullif(max(coalesce(${memberships.lastOrderAt}, 0), ${latest}), 0)`,
      ...revised(store.id, now),
    })
    .where(and(isActive(store.id, customerId), sql`exists (select 1 from ${orders} where ${isTaken})`));
}

/** What has arrived can be rated, once each, whichever order it came with first. */
function received({ db, store }: Scene, { customerId, isTaken }: Bequest): Statement[] {
  return [
    db
      .insert(purchases)
      .select(
        sql`
        select ${store.id}, ${customerId}, ${orderLines.productId}, ${orders.id}, min(${orders.deliveredAt}), null
        from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
        where ${isTaken} and ${orders.deliveredAt} is not null and ${orderLines.productId} is not null
        group by ${orderLines.productId}`,
      )
      .onConflictDoNothing(),
    db
      .update(memberships)
      .set({ unratedCount: sql`${memberships.unratedCount} + changes()` })
      .where(isActive(store.id, customerId)),
  ];
}

/** What the orders are found by. */
function words({ db, store }: Scene, { customerId, isTaken, named }: Bequest): Statement {
  const pairs = JSON.stringify(named.flatMap(({ id, names }) => termsOf(names).map((word) => [id, word])));
  return db
    .insert(orderTerms)
    .select(
      sql`
      select ${customerId}, ${store.id}, word.value ->> 1, ${orders.placedAt}, ${orders.id}
      from json_each(${pairs}) as word join ${orders} on ${orders.id} = word.value ->> 0 where ${isTaken}
      union select ${customerId}, ${store.id}, lower(${orders.number}), ${orders.placedAt}, ${orders.id}
      from ${orders} where ${isTaken}`,
    )
    .onConflictDoNothing();
}
