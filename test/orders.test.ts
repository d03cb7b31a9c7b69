// Orders: what they cost, what may happen to them, and that figures and history never disagree.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { Dice } from '../src/demo/dice.ts';
import { grant } from '../src/loyalty/granting.ts';
import { change } from '../src/orders/changing/changing.ts';
import * as handling from '../src/orders/handling.ts';
import { place } from '../src/orders/placing/placing.ts';
import { steps, type Step } from '../src/orders/steps.ts';
import type { StepResult } from '../src/orders/taking.ts';
import { sharesOf, taxIn, totalsOf } from '../src/orders/placing/totals.ts';
import { aColleague } from './support/colleagues.ts';
import { anOrder, aProduct, numberOf, sceneAt, wanted } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';

/** A customer with so many points; returns their id. */
async function withPoints(points: number): Promise<string> {
  const customerId = await aCustomer();
  await grant(await sceneAt(), await aColleague(), { customerId, points, reason: 'Welcome' }, Date.now());
  return customerId;
}

describe('what an order costs', () => {
  it.each([
    ['one piece', [[5990, 1, 2300]], 490, 0, { items: 5990, total: 6480, tax: 1120 + 92 }],
    ['several pieces', [[899, 3, 2300]], 0, 0, { items: 2697, total: 2697, tax: 504 }],
    [
      'two rates',
      [
        [1000, 1, 2300],
        [1000, 1, 0],
      ],
      0,
      0,
      { items: 2000, total: 2000, tax: 187 },
    ],
    [
      'points, which lower the tax of each rate',
      [
        [1000, 1, 2300],
        [1000, 1, 0],
      ],
      0,
      1000,
      { items: 2000, total: 1000, tax: 93 },
    ],
    ['points for more than it costs', [[500, 1, 2300]], 0, 9999, { items: 500, total: 0, tax: 0 }],
  ] as const)('%s', (_, items, shippingMinor, pointsMinor, expected) => {
    const totals = totalsOf(
      items.map(([priceMinor, quantity, taxBasisPoints]) => ({ unitPriceMinor: priceMinor, quantity, taxBasisPoints })),
      { shippingMinor, shippingTaxBasisPoints: 2300, pointsMinor },
    );

    expect({ items: totals.itemsMinor, total: totals.totalMinor, tax: totals.taxMinor }).toEqual(expected);
  });

  it('is the sum of its lines, shipping and tax to the cent, whatever is ordered', () => {
    for (let run = 0; run < 2000; run += 1) {
      const dice = new Dice(run);
      const upTo = (most: number) => Math.floor(dice.roll() * most);
      const items = Array.from({ length: 1 + upTo(6) }, () => ({
        unitPriceMinor: upTo(50_000),
        quantity: 1 + upTo(20),
        taxBasisPoints: dice.pick([0, 700, 1200, 1900, 2100, 2300]),
      }));
      const terms = {
        shippingMinor: upTo(2000),
        shippingTaxBasisPoints: 2100,
        pointsMinor: dice.shows(0.5) ? upTo(100_000) : 0,
      };
      const totals = totalsOf(items, terms);
      const sum = (amounts: readonly number[]) => amounts.reduce((one, other) => one + other, 0);

      expect(totals.itemsMinor).toBe(sum(totals.lines.map((line) => line.totalMinor)));
      expect(totals.totalMinor).toBe(totals.itemsMinor + totals.shippingMinor - totals.pointsMinor);
      expect(totals.taxMinor).toBe(sum(totals.lines.map((line) => line.taxMinor)) + totals.shippingTaxMinor);
      expect(totals.totalMinor).toBeGreaterThanOrEqual(0);
      for (const amount of [totals.shippingTaxMinor, ...totals.lines.map((line) => line.taxMinor)])
        expect(amount).toBeGreaterThanOrEqual(0);
      for (const [index, line] of totals.lines.entries())
        expect(line.totalMinor).toBe((items[index]?.unitPriceMinor ?? 0) * (items[index]?.quantity ?? 0));
    }
  });

  it('shares to the last unit, and finds the tax in an amount', () => {
    expect(sharesOf(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(sharesOf(7, [0, 0])).toEqual([0, 0]);
    expect(taxIn(12_100, 2100)).toBe(2100);
  });
});

describe('placing', () => {
  it('copies what the order depends on, and takes the next number of the year', async () => {
    const customerId = await aCustomer({ group: 'gold' });
    const productId = await aProduct({ stock: 5 });
    const first = await anOrder(customerId, { items: [{ productId, quantity: 2 }] });
    await anOrder(customerId, { items: [{ productId, quantity: 1 }] });
    const year = new Date().getFullYear();
    await env.DB.prepare(`update products set names = '{"en":"Renamed"}', price_minor = 1`).run();

    expect((await rows('select number from orders order by id')).map(({ number }) => number)).toEqual([
      `${year}-00001`,
      `${year}-00002`,
    ]);
    expect(
      await rows(
        `select name, list_price_minor, unit_price_minor, quantity from order_lines where order_id = ?`,
        first,
      ),
    ).toEqual([{ name: 'Rope bag', list_price_minor: 5990, unit_price_minor: 5391, quantity: 2 }]);
    expect(await rows('select group_name, discount_basis_points, total_minor from orders where id = ?', first)).toEqual(
      [{ group_name: 'Gold', discount_basis_points: 1000, total_minor: 2 * 5391 + 490 }],
    );
    expect(await value('select stock from products')).toBe(2);
    expect(await rows('select order_count, turnover_minor from memberships')).toEqual([
      { order_count: 2, turnover_minor: 0 },
    ]);
  });

  it.each([
    ['of somebody who is denied', 'denied', 1, 'not_a_customer'],
    ['of somebody who waits', 'pending', 1, 'not_a_customer'],
    ['of nothing', 'active', 0, 'nothing_ordered'],
    ['of half a piece', 'active', 0.5, 'nothing_ordered'],
    ['of more than there is', 'active', 6, 'not_enough'],
  ] as const)('%s is refused by name and takes no number', async (_, status, quantity, problem) => {
    const customerId = await aCustomer({ status });
    const productId = await aProduct({ stock: 5 });
    const scene = await sceneAt();
    const items = quantity === 0 ? [] : [{ productId, quantity }];

    expect(await place(scene, wanted(customerId, productId, { items }), Date.now())).toEqual({ ok: false, problem });
    expect(await value('select count(*) from orders')).toBe(0);
    expect(await value('select count(*) from number_series')).toBe(0);
    expect(await value('select stock from products')).toBe(5);
  });

  it('of a product of another store, or one that is not sold any more, is refused', async () => {
    const customerId = await aCustomer();
    const scene = await sceneAt();
    const others = [await aProduct({ store: 'trade' }), await aProduct({ retiredAt: 1 }), 'prd_nowhere'];

    for (const productId of others)
      expect(await place(scene, wanted(customerId, productId), Date.now())).toEqual({ ok: false, problem: 'not_sold' });
  });

  it('with points takes their worth off, and they are spent with the order', async () => {
    const customerId = await withPoints(1000);
    const orderId = await anOrder(customerId, { points: 700 });

    expect(await rows('select points_spent, points_minor, total_minor from orders')).toEqual([
      { points_spent: 700, points_minor: 700, total_minor: 5990 + 490 - 700 },
    ]);
    expect(await rows('select cause, points, balance, reason from points_entries order by position')).toMatchObject([
      { points: 1000 },
      { cause: `spent:${orderId}`, points: -700, balance: 300, reason: await numberOf(orderId) },
    ]);
    expect(await value('select points from memberships')).toBe(300);
  });

  it('takes no more points than the order costs, and counts those by what they are worth', async () => {
    await withPolicies({ loyalty: { pointWorthMinor: 1000 } });
    await anOrder(await withPoints(100), { points: 100 });

    expect(await rows('select points_spent, points_minor, total_minor, tax_minor from orders')).toEqual([
      { points_spent: 7, points_minor: 6480, total_minor: 0, tax_minor: 0 },
    ]);
    expect(await value('select points from memberships')).toBe(93);
  });

  it('spends nothing where points are worth nothing', async () => {
    await withPolicies({ loyalty: { pointWorthMinor: 0 } });
    await anOrder(await withPoints(100), { points: 100 });

    expect(await rows('select points_spent, total_minor from orders')).toEqual([
      { points_spent: 0, total_minor: 6480 },
    ]);
    expect(await value('select points from memberships')).toBe(100);
  });

  it.each([101, -1, 0.5, Number.NaN])('with %s points of 100 is refused by name', async (points) => {
    const customerId = await withPoints(100);
    const refusal = await place(await sceneAt(), wanted(customerId, await aProduct(), { points }), Date.now());

    expect(refusal).toEqual({ ok: false, problem: 'points_too_few' });
    expect(await value('select count(*) from orders')).toBe(0);
    expect(await value('select points from memberships')).toBe(100);
  });

  it('with the same points twenty times at once, has one effect and leaves no gap', async () => {
    const customerId = await withPoints(500);
    const productId = await aProduct();
    const scene = await sceneAt();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => place(scene, wanted(customerId, productId, { points: 500 }), Date.now())),
    );

    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await value('select last from number_series')).toBe(1);
    expect(await value('select count(*) from orders')).toBe(1);
    expect(await value('select points from memberships')).toBe(0);
  });

  it('with points gives them back when it is cancelled or refunded, also where it cost nothing else', async () => {
    const customerId = await withPoints(20_000);
    const scene = await sceneAt();
    const [cancelled, refunded] = [
      await anOrder(customerId, { points: 100 }),
      await anOrder(customerId, { points: 9999, paymentMethod: 'elsewhere' }),
    ];
    expect(await value('select points from memberships')).toBe(20_000 - 100 - 6480);
    await handling.cancel(scene, { orderId: cancelled, staffId: null }, Date.now());
    const shipped = { orderId: refunded, staffId: null };
    expect(await handling.ship(scene, shipped, { carrier: '', trackingCode: '' }, Date.now())).toMatchObject({
      ok: true,
    });
    expect(await handling.refund(scene, shipped, Date.now())).toMatchObject({ ok: true });

    expect(await value('select points from memberships')).toBe(20_000);
    expect(await value('select turnover_minor from memberships')).toBe(0);
  });

  it('of the last piece, twenty at once, has one effect; numbers have no gap and none is taken twice', async () => {
    const customerId = await aCustomer();
    const [last, plenty] = [await aProduct({ stock: 1 }), await aProduct()];
    const scene = await sceneAt();
    const results = await Promise.all(
      Array.from({ length: 20 }).flatMap(() => [
        place(scene, wanted(customerId, last), Date.now()),
        place(scene, wanted(customerId, plenty), Date.now()),
      ]),
    );

    expect(results.filter(({ ok }) => ok)).toHaveLength(21);
    expect(await value('select stock from products where id = ?', last)).toBe(0);
    const numbers = (await rows('select number from orders order by number')).map(({ number }) => String(number));
    expect(numbers.map((number) => Number(number.slice(-5)))).toEqual(
      Array.from({ length: 21 }, (__, index) => index + 1),
    );
  });
});

describe('what happens to an order', () => {
  it.each([...steps])('%s, twenty at once, has one effect', async (step) => {
    const scene = await sceneAt();
    const customerId = await aCustomer();
    const orderId = await anOrder(customerId, {
      paymentMethod: ['pay', 'refund', 'repay'].includes(step) ? 'bank_transfer' : 'elsewhere',
    });
    const acting = { orderId, staffId: null };
    if (step === 'refund' || step === 'repay') await handling.receivePayment(scene, acting, 6480, 1);
    if (step === 'repay') {
      const revision = Number(await value('select revision from orders'));
      await change(scene, acting, { revision, shippingMinor: 0, why: '', isWhyTold: false }, 1);
    }
    if (step === 'deliver') await handling.ship(scene, acting, { carrier: '', trackingCode: '' }, 1);
    const verbs: Record<Step, () => Promise<StepResult>> = {
      pay: () => handling.receivePayment(scene, acting, 6480, 2),
      ship: () => handling.ship(scene, acting, { carrier: 'dpd', trackingCode: '1' }, 2),
      deliver: () => handling.deliver(scene, acting, 2),
      cancel: () => handling.cancel(scene, acting, 2),
      refund: () => handling.refund(scene, acting, 2),
      repay: () => handling.repay(scene, acting, 2),
    };
    const results = await Promise.all(Array.from({ length: 20 }, verbs[step]));

    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await value('select count(*) from order_events where at = 2')).toBe(1);
    const {
      turnover_minor: turnover,
      order_count: count,
      unrated_count: unrated,
    } = (await rows('select * from memberships'))[0] ?? {};
    expect({ turnover, count, unrated }).toEqual({
      turnover: step === 'pay' ? 6480 : step === 'repay' ? 5990 : 0,
      count: step === 'cancel' ? 0 : 1,
      unrated: step === 'deliver' ? 1 : 0,
    });
  });

  it('of another store is not found', async () => {
    const orderId = await anOrder(await aCustomer());
    const outlet = await sceneAt('outlet');

    expect(await handling.cancel(outlet, { orderId, staffId: null }, 1)).toEqual({ ok: false, problem: 'not_found' });
  });
});
