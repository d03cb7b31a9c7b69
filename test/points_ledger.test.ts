// Points as they come and go: by chance against a plain model, many at once, and rule by rule. Their pages are tested in test/points.
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { demoStores } from '../src/demo/shops.ts';
import { countAndExpire, portion } from '../src/loyalty/due.ts';
import { earning, forReview, pointsFor } from '../src/loyalty/earning.ts';
import { grant } from '../src/loyalty/granting.ts';
import { reversing } from '../src/loyalty/reversing.ts';
import { returning, spending } from '../src/loyalty/spending.ts';
import { policiesSchema } from '../src/stores/policies.ts';
import type * as stores from '../src/stores/stores.ts';
import { batch, openDatabase, type Statement } from '../src/web/database.ts';
import { nowhere } from '../src/web/network.ts';
import { aColleague } from './support/colleagues.ts';
import { aCustomer } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { Model } from './support/points.ts';
import { brokenDatabase, counting } from './support/storage-faults.ts';
import { demoStore } from './support/stores.ts';

const db = openDatabase(env);
const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);

type Loyalty = Partial<stores.Store['policies']['loyalty']>;

/** Harbour Goods as it would be with these points. */
async function goods(loyalty: Loyalty = {}): Promise<stores.Store> {
  const found = await demoStore();
  const defaults = { pointsPerUnit: 1, countsAfterDays: 14, livesDays: 100, pointsForReview: 20 };
  return { ...found, policies: { ...policiesSchema.parse({ loyalty: { ...defaults, ...loyalty } }) } };
}

const run = (statements: readonly Statement[]) => batch(db, statements);

const balanceOf = (customerId: string) => value('select points from memberships where customer_id = ?', customerId);

const ledgerOf = (customerId: string) =>
  rows(
    `select kind, cause, points, points_left, balance, position, counts_at, expires_at from points_entries
    where customer_id = ? order by position is null, position, counts_at, id`,
    customerId,
  );

/** What must be true of a customer's points whatever happened. */
async function expectSound(customerId: string): Promise<void> {
  const ledger = await ledgerOf(customerId);
  const points = await balanceOf(customerId);
  const counted = ledger.filter(({ position }) => position !== null);
  let sum = 0;
  for (const [index, entry] of counted.entries()) {
    sum += Number(entry.points);
    expect([entry.position, entry.balance]).toEqual([index + 1, sum]);
    expect(sum).toBeGreaterThanOrEqual(0);
  }
  expect(points).toBe(sum);
  expect(ledger.reduce((all, entry) => all + Number(entry.points_left), 0)).toBe(sum);
  expect(ledger.every((one) => Number(one.points_left) >= 0 && (one.position !== null || one.points_left === 0))).toBe(
    true,
  );
  expect(new Set(ledger.map(({ cause }) => cause)).size).toBe(ledger.length);
}

/** Deterministic chance. */
function chance(seed: number) {
  let state = seed * 2_654_435_761 + 1;
  return (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return Math.floor(((state ^ (state >>> 13)) / 2 ** 32 + 1) * below) % below;
  };
}

describe('whatever happens in whatever order', () => {
  const perRun = 20;
  const seen = new Set<string>();

  it.each(Array.from({ length: 16 }, (_, index) => index))(
    'the points are what a plain model says, twenty customers at a time (%i)',
    async (seed) => {
      const roll = chance(seed + 1);
      const by = await aColleague();
      const store = await goods({ countsAfterDays: roll(2) * 14, livesDays: 30 + roll(60) });
      const scene = { db, store, from: nowhere };
      const people = await Promise.all(
        Array.from({ length: perRun }, (_, index) => aCustomer({ email: `c${index}@example.com`, hasLogin: false })),
      );
      const models = people.map(() => new Model(store.policies.loyalty));
      let now = start;
      for (let step = 0; step < 18; step += 1) {
        now += roll(12) * day + roll(1000);
        if (roll(3) === 0) {
          await countAndExpire(db, now);
          for (const model of models) model.countAndExpire(now);
          continue;
        }
        const statements: Statement[] = [];
        for (const [index, customerId] of people.entries()) {
          const model = models[index];
          if (!model) continue;
          const order = String(roll(4));
          const whose = { customerId, orderId: order };
          const points = 1 + roll(120);
          switch (roll(8)) {
            case 0:
            case 1:
              statements.push(...earning(db, store, { ...whose, totalMinor: points * 100 + 99 }, now));
              model.earn(order, points, now);
              break;
            case 2:
            case 3:
              statements.push(...spending(db, store, { ...whose, points }, now));
              model.spend(order, points, now);
              break;
            case 4:
              statements.push(...returning(db, store, whose, now));
              model.giveBack(order, now);
              break;
            case 5:
              statements.push(...reversing(db, store, whose, now));
              model.reverse(order, now);
              break;
            case 6:
              statements.push(...forReview(db, store, { customerId, productId: order }, now));
              model.review(order, now);
              break;
            default: {
              // Not in the batch of the others: what came before in it must be there.
              await run(statements.splice(0));
              const signed = roll(2) === 0 ? points : -points;
              const { ok } = await grant(scene, by, { customerId, points: signed, reason: 'Sorry' }, now);
              expect(ok).toBe(model.byHand(signed, now));
            }
          }
        }
        await run(statements);
      }
      for (const [index, customerId] of people.entries()) {
        await expectSound(customerId);
        const ledger = await ledgerOf(customerId);
        expect(ledger.map((entry) => [entry.kind, entry.points, entry.points_left])).toEqual(models[index]?.told());
        for (const { kind } of ledger) seen.add(String(kind));
      }
    },
    30_000,
  );

  it('everything that can happen has happened', () => {
    expect([...seen].toSorted((one, other) => one.localeCompare(other))).toEqual([
      'earned',
      'expired',
      'hand',
      'returned',
      'reversed',
      'review',
      'spent',
    ]);
  });
});

/** A customer with points given by hand in portions, the first of which expires first. */
async function withPoints(...portions: number[]) {
  const store = await goods();
  const customerId = await aCustomer();
  const by = await aColleague();
  const scene = { db, store, from: nowhere };
  for (const [index, points] of portions.entries()) {
    await grant(scene, by, { customerId, points, reason: 'Welcome' }, start + index * day);
  }
  return { store, customerId, scene, by };
}

const leftOf = async (customerId: string) =>
  (await ledgerOf(customerId)).filter(({ points }) => Number(points) > 0).map((entry) => entry.points_left);

describe('a paid order', () => {
  it.each([
    [1, 'EUR', 9999, 99],
    [2, 'EUR', 1250, 25],
    [3, 'EUR', 133, 3],
    [1, 'JPY', 120, 120],
    [0, 'EUR', 9999, 0],
    [1, 'EUR', 99, 0],
  ])('gives %i points per unit of %s: %i minor units are %i points', async (pointsPerUnit, currency, total, points) => {
    expect(pointsFor({ ...(await goods({ pointsPerUnit })), currency }, total)).toBe(points);
  });

  it('gives points once, however often and at once it is told', async () => {
    const { store, customerId } = await withPoints();
    const order = { customerId, orderId: 'ord_1', totalMinor: 5000 };
    await Promise.all(Array.from({ length: 20 }, () => run(earning(db, store, order, start))));
    expect(await balanceOf(customerId)).toBe(0);
    await Promise.all(Array.from({ length: 20 }, () => countAndExpire(db, start + 14 * day)));

    expect(await balanceOf(customerId)).toBe(50);
    expect(await ledgerOf(customerId)).toMatchObject([{ kind: 'earned', counts_at: start + 14 * day }]);
    await expectSound(customerId);
  });

  it('gives points at once where the store has no delay, also to twenty clicks', async () => {
    const { customerId } = await withPoints();
    const store = await goods({ countsAfterDays: 0 });
    const order = { customerId, orderId: 'ord_1', totalMinor: 5000 };
    await Promise.all(Array.from({ length: 20 }, () => run(earning(db, store, order, start))));

    expect(await balanceOf(customerId)).toBe(50);
    await expectSound(customerId);
  });

  it('gives nothing to somebody who is not on record at the store', async () => {
    const { store } = await withPoints();
    const there = await aCustomer({ store: 'trade', email: 'there@example.com' });
    await run(earning(db, store, { customerId: there, orderId: 'ord_1', totalMinor: 5000 }, start));
    await run(forReview(db, store, { customerId: 'cus_nobody', productId: 'prd_1' }, start));

    expect(await rows('select * from points_entries')).toEqual([]);
  });
});

describe('spending', () => {
  it('takes what expires first, across entries', async () => {
    const { store, customerId } = await withPoints(30, 40, 50);
    await run(spending(db, store, { customerId, orderId: 'ord_1', points: 45 }, start + 9 * day));

    expect(await leftOf(customerId)).toEqual([0, 25, 50]);
    expect(await balanceOf(customerId)).toBe(75);
    await expectSound(customerId);
  });

  it('takes all or nothing', async () => {
    const { store, customerId } = await withPoints(30);
    const outcomes = [];
    for (const [orderId, points] of [
      ['ord_1', 31],
      ['ord_2', 30],
      ['ord_3', 1],
      ['ord_4', 0],
      ['ord_5', -5],
    ] as const) {
      const statements = spending(db, store, { customerId, orderId, points }, start);
      if (statements.length > 0) await run(statements);
      outcomes.push(await value('select count(*) from points_entries where order_id = ?', orderId));
    }

    expect(outcomes).toEqual([0, 1, 0, 0, 0]);
    expect(await balanceOf(customerId)).toBe(0);
    await expectSound(customerId);
  });

  it('has one effect for an order when it is sent twenty times at once', async () => {
    const { store, customerId } = await withPoints(500);
    const spend = () => run(spending(db, store, { customerId, orderId: 'ord_1', points: 40 }, start));
    await Promise.all(Array.from({ length: 20 }, spend));

    expect(await balanceOf(customerId)).toBe(460);
    await expectSound(customerId);
  });

  it('of twenty orders at once pays as many as there are points for', async () => {
    const { store, customerId } = await withPoints(60, 60);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        run(spending(db, store, { customerId, orderId: `ord_${index}`, points: 35 }, start)),
      ),
    );

    expect(await balanceOf(customerId)).toBe(15);
    expect((await ledgerOf(customerId)).filter(({ kind }) => kind === 'spent')).toHaveLength(3);
    await expectSound(customerId);
  });

  it('does not happen where the caller’s condition does not hold, nor with what waits to count', async () => {
    const { store, customerId } = await withPoints(10);
    await run(earning(db, store, { customerId, orderId: 'ord_0', totalMinor: 90_000 }, start));
    await run(spending(db, store, { customerId, orderId: 'ord_1', points: 5 }, start, sql`1 = 2`));
    await run(spending(db, store, { customerId, orderId: 'ord_2', points: 11 }, start));

    expect(await balanceOf(customerId)).toBe(10);
  });
});

describe('a cancelled order', () => {
  it('gives back once what was spent, for as long as it had left', async () => {
    const { store, customerId } = await withPoints(30, 40);
    const order = { customerId, orderId: 'ord_1' };
    await run(spending(db, store, { ...order, points: 50 }, start + 10 * day));
    await Promise.all(Array.from({ length: 20 }, () => run(returning(db, store, order, start + 300 * day))));

    expect(await balanceOf(customerId)).toBe(70);
    // The second portion would have lived for 91 days more when it was spent.
    expect((await ledgerOf(customerId)).at(-1)).toMatchObject({
      kind: 'returned',
      points: 50,
      expires_at: start + 391 * day,
    });
    await expectSound(customerId);
  });

  it('gives nothing back where nothing was spent', async () => {
    const { store, customerId } = await withPoints(30);
    await run(returning(db, store, { customerId, orderId: 'ord_1' }, start));

    expect(await ledgerOf(customerId)).toHaveLength(1);
  });
});

describe('a refunded order', () => {
  const order = (customerId: string) => ({ customerId, orderId: 'ord_1' });

  it('loses its points before they count', async () => {
    const { store, customerId } = await withPoints(30);
    await run(earning(db, store, { ...order(customerId), totalMinor: 5000 }, start));
    await Promise.all(Array.from({ length: 20 }, () => run(reversing(db, store, order(customerId), start + day))));
    await countAndExpire(db, start + 20 * day);

    expect((await ledgerOf(customerId)).map(({ points, balance }) => [points, balance])).toEqual([
      [30, 30],
      [50, 80],
      [-50, 30],
    ]);
    await expectSound(customerId);
  });

  it('loses them from the points themselves, and what was spent of them from others', async () => {
    const { customerId } = await withPoints(30);
    const store = await goods({ countsAfterDays: 0, livesDays: 10 });
    await run(earning(db, store, { ...order(customerId), totalMinor: 5000 }, start + day));
    await run(spending(db, store, { customerId, orderId: 'ord_2', points: 20 }, start + 2 * day));
    expect(await leftOf(customerId)).toEqual([30, 30]);
    await run(reversing(db, store, order(customerId), start + 3 * day));

    expect(await leftOf(customerId)).toEqual([10, 0]);
    await expectSound(customerId);
  });

  it('loses no more than there is, nor what has expired, and owes nothing', async () => {
    const { customerId } = await withPoints(5);
    const store = await goods({ countsAfterDays: 0, livesDays: 10 });
    await run(earning(db, store, { ...order(customerId), totalMinor: 5000 }, start + day));
    await run(spending(db, store, { customerId, orderId: 'ord_2', points: 50 }, start + 2 * day));
    await run(reversing(db, store, order(customerId), start + 3 * day));
    await run(earning(db, store, { customerId, orderId: 'ord_3', totalMinor: 2000 }, start + 3 * day));
    await countAndExpire(db, start + 13 * day);
    await run(earning(db, store, { customerId, orderId: 'ord_4', totalMinor: 700 }, start + 13 * day));
    await run(reversing(db, store, { customerId, orderId: 'ord_3' }, start + 14 * day));
    await run(reversing(db, store, order(customerId), start + 14 * day));

    expect((await ledgerOf(customerId)).map(({ kind, points, balance }) => [kind, points, balance])).toEqual([
      ['hand', 5, 5],
      ['earned', 50, 55],
      ['spent', -50, 5],
      ['reversed', -5, 0],
      ['earned', 20, 20],
      ['expired', -20, 0],
      ['earned', 7, 7],
      ['reversed', 0, 7],
    ]);
    await expectSound(customerId);
  });
});

describe('by hand', () => {
  it('points are given and taken with a reason, and the audit is told of it', async () => {
    const { scene, by, customerId } = await withPoints(30);
    const take = (points: number) => grant(scene, by, { customerId, points, reason: 'Given twice' }, start);

    expect(await take(-20)).toEqual({ ok: true });
    expect(await take(-11)).toEqual({ ok: false, problem: 'points_too_few' });
    expect(await grant(scene, by, { customerId: 'cus_nobody', points: 5, reason: 'Who?' }, start)).toEqual({
      ok: false,
      problem: 'not_found',
    });
    expect(await rows(`select act, staff_id, customer_id, after from audit order by rowid`)).toEqual([
      { act: 'points_changed', staff_id: by, customer_id: customerId, after: '{"points":30}' },
      { act: 'points_changed', staff_id: by, customer_id: customerId, after: '{"points":-20}' },
    ]);
    expect(await rows(`select reason, staff_id from points_entries where points = -20`)).toEqual([
      { reason: 'Given twice', staff_id: by },
    ]);
    await expectSound(customerId);
  });

  it('twenty takings at once never take more than there is', async () => {
    const { scene, by, customerId } = await withPoints(30);
    const take = () => grant(scene, by, { customerId, points: -7, reason: 'Mistake' }, start);
    const results = await Promise.all(Array.from({ length: 20 }, take));

    expect(results.filter(({ ok }) => ok)).toHaveLength(4);
    expect(await balanceOf(customerId)).toBe(2);
    await expectSound(customerId);
  });
});

describe('a review', () => {
  it('gives points at once, once for a product', async () => {
    const { store, customerId } = await withPoints();
    const review = { customerId, productId: 'prd_1' };
    await Promise.all(Array.from({ length: 20 }, () => run(forReview(db, store, review, start))));
    await run(forReview(db, await goods({ pointsForReview: 0 }), { customerId, productId: 'prd_2' }, start));

    expect(await balanceOf(customerId)).toBe(20);
    await expectSound(customerId);
  });
});

describe('every hour', () => {
  /** Entries of many customers at two stores, straight into D1: two for each, one that waits and one that is over. */
  async function crowd(customers: number): Promise<void> {
    for (const storeId of [demoStores.goods.id, demoStores.outlet.id]) {
      await env.DB.prepare(
        `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
        insert into memberships (store_id, customer_id, status, points, created_at)
        select ?, 'cus_' || i, 'active', 3, 0 from n`,
      )
        .bind(customers, storeId)
        .run();
    }
    await env.DB.batch([
      env.DB.prepare(
        `insert into points_entries (id, store_id, customer_id, kind, cause, points, points_left, balance, position, counts_at, expires_at, reason, at)
        select 'over' || rowid, store_id, customer_id, 'earned', 'earned:1', 3, 3, 3, 1, 1, 5, '', 1 from memberships`,
      ),
      env.DB.prepare(
        `insert into points_entries (id, store_id, customer_id, kind, cause, points, points_left, counts_at, expires_at, reason, at)
        select 'waits' || rowid, store_id, customer_id, 'earned', 'earned:2', 7, 0, 6, 20, '', 1 from memberships`,
      ),
    ]);
  }

  async function people(count: number): Promise<void> {
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
      insert into customers (id, pool_id, email, email_key, created_at, updated_at)
      select 'cus_' || i, 'pol_harbour', i, i, 0, 0 from n`,
    )
      .bind(count)
      .run();
  }

  it('points of every store count and expire, portion by portion, whoever else does it at once', async () => {
    const count = portion / 2 + 100;
    await people(count);
    await crowd(count);
    await Promise.all(Array.from({ length: 4 }, () => countAndExpire(db, 10)));
    const told = await rows(
      `select kind, points, points_left, balance, position, count(*) as many from points_entries group by 1, 2, 3, 4, 5 order by position`,
    );

    expect(told).toEqual([
      { kind: 'earned', points: 3, points_left: 0, balance: 3, position: 1, many: 2 * count },
      { kind: 'earned', points: 7, points_left: 7, balance: 10, position: 2, many: 2 * count },
      { kind: 'expired', points: -3, points_left: 0, balance: 7, position: 3, many: 2 * count },
    ]);
    expect(await rows('select distinct points from memberships')).toEqual([{ points: 7 }]);
  });

  it('reads next to nothing where nothing is due, however long the ledgers are, and else in proportion', async () => {
    const read = async (now: number) => {
      const { counts, bindings } = counting();
      await countAndExpire(openDatabase({ DB: bindings.DB }), now);
      return counts.rowsRead;
    };
    const nothing = await read(2);
    await people(300);
    await crowd(300);

    expect(nothing).toBeLessThanOrEqual(30);
    expect(await read(2)).toBe(nothing);
    // Of 600 customers an entry begins to count and another expires.
    expect(await read(10)).toBeLessThanOrEqual(1200 * 30);
  });

  it('what D1 loses on the way is done by the next run', async () => {
    const { store, customerId } = await withPoints(30);
    await run(earning(db, store, { customerId, orderId: 'ord_1', totalMinor: 5000 }, start));
    await expect(countAndExpire(openDatabase({ DB: brokenDatabase(0) }), start + 14 * day)).rejects.toThrow(
      'network connection lost',
    );
    await expectSound(customerId);
    for (let count = 0; count < 3; count += 1) await countAndExpire(db, start + 500 * day);

    expect(await balanceOf(customerId)).toBe(0);
    await expectSound(customerId);
  });
});
