// What must be so in every shop at every moment, whatever was done to it and however it ended: each is asked of the storage itself, and
// what is kept beside history is worked out from it again.
import { openFile } from '../mortal.ts';

/** Each finds what is wrong, as rows. */
const rules: Record<string, string> = {
  'points are the sum of their entries': `select m.store_id, m.customer_id from memberships m where m.points <> coalesce((
    select sum(points) from points_entries e where e.customer_id = m.customer_id and e.store_id = m.store_id and position is not null), 0)`,
  'points left are the points': `select m.store_id, m.customer_id from memberships m where m.points <> coalesce((
    select sum(points_left) from points_entries e where e.customer_id = m.customer_id and e.store_id = m.store_id and position is not null), 0)`,
  'entries are numbered without gaps': `select store_id, customer_id from points_entries where position is not null
    group by 1, 2 having count(*) <> max(position)`,
  'the number of orders': `select m.store_id, m.customer_id from memberships m where m.order_count <> (
    select count(*) from orders o where o.customer_id = m.customer_id and o.store_id = m.store_id and status <> 'cancelled')`,
  turnover: `select m.store_id, m.customer_id from memberships m where m.turnover_minor <> coalesce((
    select sum(total_minor) from orders o where o.customer_id = m.customer_id and o.store_id = m.store_id
      and paid_at is not null and status not in ('cancelled', 'refunded')), 0)`,
  'what waits for a review': `select m.store_id, m.customer_id from memberships m where m.unrated_count <> (
    select count(*) from purchases p where p.customer_id = m.customer_id and p.store_id = m.store_id and rated_at is null)`,
  'the count of the basket': `select m.store_id, m.customer_id from memberships m where m.basket_count <> (
    select count(*) from basket_items b where b.customer_id = m.customer_id and b.store_id = m.store_id)`,
  'an order is its lines': `select id from orders o where items_minor <> coalesce((
    select sum(total_minor) from order_lines where order_id = o.id), -1)
    or total_minor <> items_minor + shipping_minor - rebate_minor - points_minor`,
  'an order was placed once, and confirmed once on paper': `select id from orders o
    where (select count(*) from order_events where order_id = o.id and event = 'placed') <> 1
    or (select count(*) from documents where order_id = o.id and type = 'order') <> 1`,
  'an order that is paid has an invoice': `select id from orders o where paid_at is not null
    and not exists (select 1 from documents where order_id = o.id and type = 'invoice')`,
  'what was paid is in the history': `select id from orders o where paid_minor <> coalesce((
    select sum(amount_minor) from order_events where order_id = o.id and event = 'paid'), 0)`,
  'numbers have no gaps': `select s.store_id, series from number_series s where last <> (
    select count(*) from documents d where d.store_id = s.store_id and d.type = substr(series, 1, instr(series, ':') - 1)
      and substr(d.number, 1, 4) = substr(series, instr(series, ':') + 1))`,
  'no two changes of orders have one number': `select store_id, revision from orders where revision > 0 group by 1, 2 having count(*) > 1`,
  'no two changes of customers have one number': `select store_id, revision from memberships where revision > 0 group by 1, 2 having count(*) > 1`,
  'whoever is on record can be found': `select m.store_id, m.customer_id from memberships m
    where not exists (select 1 from search_terms t where t.customer_id = m.customer_id and t.store_id = m.store_id)`,
  'nobody is without a store': `select id from customers c where not exists (select 1 from memberships where customer_id = c.id)`,
  'partners are told of each paper': `select d.id from documents d join webhooks w on w.store_id = d.store_id where d.issued_at > w.created_at
    and 1 <> (select count(*) from webhook_deliveries where webhook_id = w.id and type = 'document.issued' and subject ->> 'document_id' = d.id)`,
  'what is sent keeps no secret': `select id from outbox where sent_at is not null and (sealed_secret is not null or next_attempt_at is not null)`,
  'what was put on record as done has every result': `select b.id from bulk_acts b where done_at is not null
    and exists (select 1 from bulk_results where bulk_id = b.id and result is null)`,
  // What is in orders and what is left; what was cancelled, or paid back before it left, has come back.
  'the goods': `select p.id, p.stock + coalesce((select sum(l.quantity) from order_lines l join orders o on o.id = l.order_id
    where l.product_id = p.id and not (o.status in ('cancelled', 'refunded') and o.shipped_at is null)), 0)
    from products p where stock > 500000`,
  'the file is sound': `select integrity_check from pragma_integrity_check where integrity_check <> 'ok'`,
  'what is referred to is there': `select * from pragma_foreign_key_check`,
};

/** How many rules there are. */
export const ruleCount = Object.keys(rules).length;

/** What the rules find, each as one text. */
export function findings(state: string): Set<string> {
  const database = openFile(state);
  try {
    return new Set(
      Object.entries(rules).flatMap(([name, sql]) =>
        database
          .prepare(sql)
          .all()
          .map((row) => `${name}: ${Object.values(row).join(' ')}`),
      ),
    );
  } finally {
    database.close();
  }
}
