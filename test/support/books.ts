// Whether what is stored holds together: figures are what the history comes to, numbers have no gap, and nothing points to what is gone.
// Asked of D1 within workerd; test/support/killing/books.ts asks the file of a shop that was killed, and more of what one write leaves.
import { demoStores } from '../../src/demo/shops.ts';
import { orderDaysAt } from './order-days.ts';
import { rows } from './records.ts';

/** What must find nothing, by what it would be. */
const wrong: Record<string, string> = {
  'figures of a membership that are not those of its orders': `
    select m.customer_id, m.store_id, m.turnover_minor, m.order_count from memberships m where (m.turnover_minor, m.order_count) <> (
      select coalesce(sum(case when paid_at is not null and cancelled_at is null and refunded_at is null then total_minor end), 0),
        count(case when cancelled_at is null then 1 end)
      from orders o where o.customer_id = m.customer_id and o.store_id = m.store_id)`,
  'points of a membership that are not those of its ledger': `
    select m.customer_id, m.points from memberships m where m.points <> (
      select coalesce(sum(points), 0) from points_entries e
      where e.customer_id = m.customer_id and e.store_id = m.store_id and e.position is not null)`,
  'a balance that does not follow from the one before': `
    select * from (
      select customer_id, position, balance, points, lag(balance, 1, 0) over (partition by customer_id, store_id order by position) as before
      from points_entries where position is not null)
    where balance <> before + points or balance < 0`,
  'less than nothing in stock': 'select id, stock from products where stock < 0',
  'numbers of papers with a gap': `
    select store_id, type, count(*) as papers, max(number) as last from documents group by store_id, type, substr(number, 1, 4)
    having count(*) <> count(distinct number) or count(*) <> cast(substr(max(number), 6) as integer)`,
  'numbers of orders with a gap': `
    select store_id, count(*) as orders, max(number) as last from orders group by store_id, substr(number, 1, 4)
    having count(*) <> count(distinct number) or count(*) <> cast(substr(max(number), 6) as integer)`,
  'an order that was sent away and cancelled':
    'select id from orders where shipped_at is not null and cancelled_at is not null',
  'an order that is paid and cancelled':
    'select id from orders where cancelled_at is not null and paid_minor <> refunded_minor',
  'an order that does not cost what its parts cost': `
    select id, total_minor from orders where total_minor <> items_minor + shipping_minor - rebate_minor - points_minor
    or items_minor <> (select coalesce(sum(l.total_minor), 0) from order_lines l where l.order_id = orders.id)`,
  'two invoices of an order that are open': `
    select order_id from documents where type in ('invoice', 'credit_note') group by order_id
    having sum(case type when 'invoice' then 1 else -1 end) not in (0, 1)`,
  'a store without an owner': `
    select id from stores where exists (select 1 from staff_roles where store_id = stores.id and role = 'owner')
    and not exists (select 1 from staff_roles where store_id = stores.id and role = 'owner' and disabled_at is null)`,
};

/** What does not hold together, in words; nothing where all does. */
export async function amiss(): Promise<string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(wrong)) {
    for (const row of await rows(sql)) found.push(`${what}: ${JSON.stringify(row)}`);
  }
  for (const row of await rows('pragma foreign_key_check')) found.push(`points to nothing: ${JSON.stringify(row)}`);
  const days = await orderDaysAt(demoStores.goods);
  if (JSON.stringify(days.kept) !== JSON.stringify(days.expected)) found.push(`days: ${JSON.stringify(days)}`);
  return found;
}
