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
  for (const order of await rows('select * from orders where store_id = ?', id)) {
    const total = Number(order.total_minor);
    if (order.cancelled_at === null) add(order.placed_at, order.group_name, 1, 0);
    if (order.paid_at !== null) add(order.paid_at, order.group_name, 0, total);
    if (order.paid_at !== null && order.refunded_at !== null) add(order.refunded_at, order.group_name, 0, -total);
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
