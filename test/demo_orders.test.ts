// Orders by the thousand for the demo: believable, and as if they had been placed one by one.
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { gather } from '../src/demo/crowd.ts';
import { demoStores } from '../src/demo/shops.ts';
import { trade } from '../src/demo/trade.ts';
import { totalsOf } from '../src/orders/placing/totals.ts';
import { problemOf, type Step } from '../src/orders/steps.ts';
import { openDatabase } from '../src/web/database.ts';
import { addGoods } from '../src/demo/goods.ts';
import { orderDaysAt } from './support/order-days.ts';
import { anOrder, numberOf } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';

const db = openDatabase(env);
const steps: Record<string, Step> = {
  paid: 'pay',
  shipped: 'ship',
  delivered: 'deliver',
  cancelled: 'cancel',
  refunded: 'refund',
};

beforeEach(async () => {
  await addGoods(db, 1);
  await gather(db, { count: 150, passwordHash: '' });
});

const figures = () =>
  rows(
    `select customer_id, turnover_minor, order_count, last_order_at, unrated_count from memberships order by customer_id`,
  );

it('come out the same each time, and making more adds the rest', async () => {
  await trade(db, { count: 400 });
  const once = await everythingStored();
  await trade(db, { count: 400 });
  expect(await everythingStored()).toBe(once);
  await trade(db, { count: 300 });
  expect(await everythingStored()).toBe(once);
  await trade(db, { count: 450 });
  expect(await value('select count(*) from orders')).toBe(450);
});

it('are as the rules of orders allow, with totals to the cent and numbers without gaps', async () => {
  await anOrder(await aCustomer(), {}, { now: Date.UTC(2026, 1, 1) });
  await trade(db, { count: 1500 });
  const orders = await rows('select * from orders order by number');
  const lines = Map.groupBy(
    await rows('select * from order_lines order by order_id, position'),
    (line) => line.order_id,
  );
  const events = Map.groupBy(await rows('select * from order_events order by order_id, id'), (event) => event.order_id);
  const seen = { status: new Set(), method: new Set(), year: new Set() };
  for (const order of orders) {
    const theirs = lines.get(order.id) ?? [];
    const totals = totalsOf(
      theirs.map((line) => ({
        unitPriceMinor: Number(line.unit_price_minor),
        quantity: Number(line.quantity),
        taxBasisPoints: Number(line.tax_basis_points),
      })),
      {
        shippingMinor: Number(order.shipping_minor),
        shippingTaxBasisPoints: Number(order.shipping_tax_basis_points),
        pointsMinor: 0,
      },
    );
    expect([order.total_minor, order.tax_minor, order.items_minor]).toEqual([
      totals.totalMinor,
      totals.taxMinor,
      totals.itemsMinor,
    ]);
    expect(theirs.map((line) => line.total_minor)).toEqual(totals.lines.map(({ totalMinor }) => totalMinor));
    const state = {
      status: 'placed',
      paymentMethod: order.payment_method,
      totalMinor: order.total_minor,
      paidMinor: 0,
      shippedAt: null,
      deliveredAt: null,
      cancelledAt: null,
      refundedAt: null,
    } as Parameters<typeof problemOf>[1];
    let at = 0;
    for (const [place, { event, amount_minor: amount, at: when }] of (events.get(order.id) ?? []).entries()) {
      expect(Number(when)).toBeGreaterThanOrEqual(at);
      at = Number(when);
      const step = steps[String(event)];
      expect(step === undefined).toBe(place === 0);
      if (step === undefined) continue;
      expect(problemOf(step, state)).toBe(null);
      if (event === 'paid') state.paidMinor += Number(amount);
      if (event === 'shipped') state.shippedAt = at;
      if (event === 'delivered') state.deliveredAt = at;
      if (event === 'cancelled') state.cancelledAt = at;
      if (event === 'refunded') state.refundedAt = at;
      const isDone = event !== 'paid' || (state.paidMinor === state.totalMinor && state.status === 'placed');
      if (isDone) state.status = event as typeof state.status;
    }
    expect(order).toMatchObject({
      status: state.status,
      paid_minor: state.paidMinor,
      shipped_at: state.shippedAt,
      delivered_at: state.deliveredAt,
      cancelled_at: state.cancelledAt,
      refunded_at: state.refundedAt,
    });
    seen.status.add(order.status);
    seen.method.add(order.payment_method);
    seen.year.add(String(order.number).slice(0, 4));
  }
  expect([seen.status.size, seen.method.size, seen.year.size >= 5]).toEqual([6, 3, true]);
  const numbers = Map.groupBy(orders, ({ number }) => String(number).slice(0, 4));
  for (const [year, those] of numbers) {
    expect(those.map(({ number }) => number)).toEqual(
      those.map((_, place) => `${year}-${String(place + 1).padStart(5, '0')}`),
    );
  }
});

it('are what the memberships say, are found by their words and numbers, and are rated once each', async () => {
  const grace = await aCustomer();
  const number = await numberOf(await anOrder(grace));
  await trade(db, { count: 800 });
  const told = await figures();
  const orders = await rows(
    'select customer_id, total_minor, paid_at, refunded_at, cancelled_at, placed_at from orders',
  );
  const bought = await rows(
    `select o.customer_id, l.product_id, min(o.delivered_at) as at from orders o join order_lines l on l.order_id = o.id
    where o.delivered_at is not null group by 1, 2 order by 1, 2`,
  );
  for (const { customer_id: id, ...figure } of told) {
    const theirs = orders.filter((order) => order.customer_id === id);
    const placed = theirs.filter((order) => order.cancelled_at === null);
    const paid = theirs.filter((order) => order.paid_at !== null && order.refunded_at === null);
    expect(figure).toEqual({
      turnover_minor: paid.reduce((sum, order) => sum + Number(order.total_minor), 0),
      order_count: placed.length,
      last_order_at: placed.length === 0 ? null : Math.max(...placed.map((order) => Number(order.placed_at))),
      unrated_count: bought.filter((one) => one.customer_id === id).length,
    });
  }
  expect(await rows('select customer_id, product_id, at from purchases order by 1, 2')).toEqual(bought);
  expect(
    await value('select count(*) from orders where id not in (select order_id from order_terms where term = number)'),
  ).toBe(0);
  expect(
    await value(`select count(*) from orders where not exists (
      select 1 from search_terms s where s.customer_id = orders.customer_id and s.term = '#' || orders.number)`),
  ).toBe(0);
  expect(await value('select count(*) from orders where number = ?', number)).toBe(1);
  const days = await orderDaysAt(demoStores.goods);
  expect(days.kept.length).toBeGreaterThan(500);
  expect(days.kept).toEqual(days.expected);
});

it('can all be of one customer, beside those of the crowd', async () => {
  const grace = await aCustomer();
  await trade(db, { count: 50 });
  await trade(db, { count: 1200, of: 'Grace@example.com' });
  await trade(db, { count: 1200, of: 'grace@example.com' });

  expect(await value('select count(*) from orders where customer_id = ?', grace)).toBeGreaterThanOrEqual(1200);
  expect(await value('select count(*) from orders')).toBe(1250);
  await expect(trade(db, { count: 1, of: 'nobody@example.com' })).rejects.toThrow(
    'nobody@example.com is no active customer',
  );
});
