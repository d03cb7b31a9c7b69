// What the orders of a store come to: what their customers received first by which order, and the figures of their memberships.
import { sql } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import { orderLines, orders, purchases } from '../orders/schema.ts';
import { batch, type Database } from '../web/database.ts';

/** Works them out anew for every customer of the store. */
export async function settle(db: Database, storeId: string): Promise<void> {
  await batch(db, [
    db
      .insert(purchases)
      .select(
        sql`
        select ${storeId}, ${orders.customerId}, ${orderLines.productId}, ${orders.id}, min(${orders.deliveredAt}), null
        from ${orders} join ${orderLines} on ${orderLines.orderId} = ${orders.id}
        where ${orders.storeId} = ${storeId} and ${orders.customerId} is not null
          and ${orders.deliveredAt} is not null and ${orderLines.productId} is not null
        group by ${orders.customerId}, ${orderLines.productId}`,
      )
      .onConflictDoNothing(),
    db
      .update(memberships)
      .set({
        orderCount: sql`told.order_count`,
        turnoverMinor: sql`told.turnover_minor`,
        lastOrderAt: sql`told.last_order_at`,
        unratedCount: sql`told.unrated_count`,
      })
      .from(
        sql`(
        select member.customer_id,
          count(${orders.id}) - count(${orders.cancelledAt}) as order_count,
          coalesce(sum(case when ${orders.paidAt} is not null and ${orders.refundedAt} is null then ${orders.totalMinor} end), 0) as turnover_minor,
          max(case when ${orders.cancelledAt} is null then ${orders.placedAt} end) as last_order_at,
          (select count(*) from ${purchases} where ${purchases.storeId} = ${storeId}
            and ${purchases.customerId} = member.customer_id and ${purchases.ratedAt} is null) as unrated_count
        from ${memberships} as member left join ${orders}
          on ${orders.customerId} = member.customer_id and ${orders.storeId} = member.store_id
        where member.store_id = ${storeId} group by member.customer_id) as told`,
      )
      .where(sql`${memberships.storeId} = ${storeId} and ${memberships.customerId} = told.customer_id`),
  ]);
}
