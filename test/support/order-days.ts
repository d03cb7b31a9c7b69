// The figures of a store's days, as they are kept and as its orders come to.
import { daysOf } from '../../src/ui/dates.ts';
import { rows } from './records.ts';

type Figures = { order_count: number; turnover_minor: number };

/** Both, by day and group, without what is nothing; orders of another store count for nothing. */
export async function orderDaysAt({ id, timeZone }: { id: string; timeZone: string }) {
  const dayOf = daysOf(timeZone);
  const found = new Map<string, Figures>();
  const add = (at: unknown, group: unknown, orders: number, turnover: number) => {
    const key = `${dayOf(Number(at))} ${String(group)}`;
    const { order_count, turnover_minor } = found.get(key) ?? { order_count: 0, turnover_minor: 0 };
    found.set(key, { order_count: order_count + orders, turnover_minor: turnover_minor + turnover });
  };
  // By how much an order came to cost more, each time that it was changed by hand.
  const changes = await rows(
    `select order_id, at, value ->> 'after' - value ->> 'before' as more from order_events, json_each(changes)
    where event = 'changed' and value ->> 'what' = 'total'`,
  );
  for (const order of await rows('select * from orders where store_id = ?', id)) {
    const total = Number(order.total_minor);
    if (order.cancelled_at === null) add(order.placed_at, order.group_name, 1, 0);
    if (order.paid_at === null) continue;
    const later = changes.filter((one) => one.order_id === order.id && Number(one.at) > Number(order.paid_at));
    const more = later.reduce((sum, one) => sum + Number(one.more), 0);
    add(order.paid_at, order.group_name, 0, total - more);
    for (const one of later) add(one.at, order.group_name, 0, Number(one.more));
    const undone = order.refunded_at ?? order.cancelled_at;
    if (undone !== null) add(undone, order.group_name, 0, -total);
  }
  const kept = await rows('select * from order_days where store_id = ? order by day, group_name', id);
  return {
    kept: something(
      kept.map(({ day, group_name, order_count, turnover_minor }) => [
        `${String(day)} ${String(group_name)}`,
        { order_count: Number(order_count), turnover_minor: Number(turnover_minor) },
      ]),
    ),
    expected: something([...found]),
  };
}

function something(days: readonly (readonly [string, Figures])[]): [string, Figures][] {
  return days
    .filter(([, { order_count, turnover_minor }]) => order_count !== 0 || turnover_minor !== 0)
    .map(([key, figures]): [string, Figures] => [key, figures])
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
