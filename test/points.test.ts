// Points as customers and staff see them. How they come and go is tested in test/points_ledger.
import { env } from 'cloudflare:workers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { countAndExpire } from '../src/loyalty/due.ts';
import { byDay } from '../src/loyalty/ledger.ts';
import { spending } from '../src/loyalty/spending.ts';
import * as handling from '../src/orders/handling.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { atWork, colleagueIn } from './support/colleagues.ts';
import { anOrder, numberOf, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const db = openDatabase(env);
const day = 86_400_000;

const shownIn = (text: string) => (text.split('<main')[1] ?? '').replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

/** An order that is paid; returns its id. */
async function aPaidOrder(customerId: string, now = Date.now()): Promise<string> {
  const orderId = await anOrder(customerId, {}, { now });
  const result = await handling.receiveAll(await sceneAt(), { orderId, staffId: null }, now);
  if (!result.ok) throw new Error(result.problem);
  return orderId;
}

/** Very many entries of a customer that count, one point each, the last of them still there. */
async function manyEntries(customerId: string, count: number): Promise<void> {
  await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
    insert into points_entries (id, store_id, customer_id, kind, cause, points, points_left, balance, position, counts_at, expires_at, reason, at)
    select printf('pts_%06d', i), 'sto_harbour_goods', ?2, 'hand', 'hand:' || i, 1, 1, i, i, ?3 + i * 60000, ?4 + i * 60000, 'Number ' || i, ?3 from n`,
  )
    .bind(count, customerId, Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1))
    .run();
  await env.DB.prepare('update memberships set points = ? where customer_id = ?').bind(count, customerId).run();
}

describe('the page of points', () => {
  it('says how points come and that there are none yet', async () => {
    await withPolicies({ loyalty: { pointsPerUnit: 2, countsAfterDays: 1, pointsForReview: 50 } });
    const { status, text } = await (await signedIn()).get('/account/points');

    expect(status).toBe(200);
    expect(shownIn(text)).toMatch(
      /You have 0 points\. Each €1\.00 of an order gives 2 points\. They count one day after/,
    );
    expect(shownIn(text)).toContain('A review of something you bought gives 50 points.');
    expect(shownIn(text)).toContain('No points yet.');
  });

  it('shows what an order gave, first as waiting and then in the ledger, with what it is worth', async () => {
    await withPolicies({ loyalty: { pointsPerUnit: 1, pointWorthMinor: 5 } });
    const browser = await signedIn();
    const orderId = await aPaidOrder(customerIn(browser));
    const before = shownIn((await browser.get('/account/points')).text);
    await countAndExpire(db, Date.now() + 14 * day);
    const { text } = await browser.get('/account/points');
    const number = await numberOf(orderId);

    expect(before).toMatch(/You have 0 points\..*Not counting yet \d+ \w+ \d{4} 64 points/);
    expect(shownIn(text)).toMatch(/You have 64 points, worth €3\.20\..*Expiring next \d+ \w+ \d{4} 64 points/);
    expect(shownIn(text)).toMatch(new RegExp(`Order ${number} \\+64 64`));
    expect(text).toContain(`href="/account/orders/${number}"`);
  });

  it('follows an order: what is refunded takes its points, and what was spent on it comes back', async () => {
    await withPolicies({ loyalty: { pointsPerUnit: 1, countsAfterDays: 0 } });
    const browser = await signedIn();
    const customerId = customerIn(browser);
    const scene = await sceneAt();
    const [first, second] = [await aPaidOrder(customerId), await anOrder(customerId)];
    await batch(db, spending(db, scene.store, { customerId, orderId: second, points: 30 }, Date.now()));
    await Promise.all(
      Array.from({ length: 20 }, () => handling.cancel(scene, { orderId: second, staffId: null }, Date.now())),
    );
    expect(await value('select points from memberships where customer_id = ?', customerId)).toBe(64);
    await Promise.all(
      Array.from({ length: 20 }, () => handling.refund(scene, { orderId: first, staffId: null }, Date.now())),
    );

    expect(await rows('select kind, points, balance from points_entries order by position')).toEqual([
      { kind: 'earned', points: 64, balance: 64 },
      { kind: 'spent', points: -30, balance: 34 },
      { kind: 'returned', points: 30, balance: 64 },
      { kind: 'reversed', points: -64, balance: 0 },
    ]);
    expect(await value('select points from memberships where customer_id = ?', customerId)).toBe(0);
    expect(shownIn((await browser.get('/account/points')).text)).toMatch(/Order refunded .* −64 0 .*Order cancelled/);
  });

  it('lists twenty at a time, newest first, to the very first and back', async () => {
    const browser = await signedIn();
    await manyEntries(customerIn(browser), 45);
    const numbersAt = async (path: string) => {
      const { text } = await browser.get(path);
      const numbers = [...text.matchAll(/Number (\d+)/g)].map(([, number]) => Number(number));
      return { numbers, older: /href="(\/account\/points\?before=\d+)"/.exec(text)?.[1] ?? null };
    };
    const first = await numbersAt('/account/points');
    const second = await numbersAt(first.older ?? '');
    const third = await numbersAt(second.older ?? '');

    expect([...first.numbers, ...second.numbers, ...third.numbers]).toEqual(
      Array.from({ length: 45 }, (_, index) => 45 - index),
    );
    expect(first.numbers).toHaveLength(20);
    expect(third.older).toBe(null);
    for (const odd of ['?before=many', '?before=0', '?before=-3', '?before=1.5', '?before=']) {
      expect((await numbersAt(`/account/points${odd}`)).numbers).toEqual(first.numbers);
    }
  });

  it.each(['', '?before=5001', '?before=21'])(
    'costs at ten thousand entries what it shows: one wait, four rows read per row, 10 KB (%s)',
    async (query) => {
      const browser = await signedIn();
      await manyEntries(customerIn(browser), 10_000);
      const { counts, ...counted } = counting();
      const { text } = await visitor({ cookies: browser.cookies, ...counted }).get(`/account/points${query}`);
      const shown = text.split('<tr>').length - 2;

      expect(shown).toBe(20);
      expect(counts.waits).toBe(1);
      expect(counts.rowsRead).toBeLessThanOrEqual(4 * shown);
      expect(gzipSync(text).length).toBeLessThanOrEqual(10 * 1024);
    },
  );

  it('is in the navigation where the store gives points or the customer has some', async () => {
    await withPolicies({ loyalty: { pointsPerUnit: 0 } });
    const browser = await signedIn();
    const isLinked = async () => (await browser.get('/account/profile')).text.includes('href="/account/points"');
    expect(await isLinked()).toBe(false);
    expect((await browser.get('/account/points')).status).toBe(200);
    await env.DB.prepare('update memberships set points = 1').run();
    expect(await isLinked()).toBe(true);
    await env.DB.prepare('update memberships set points = 0').run();
    await withPolicies({ loyalty: { pointsForReview: 10 } });
    expect(await isLinked()).toBe(true);
  });

  it('shows nobody else’s points, nor those of another store', async () => {
    const browser = await signedIn();
    const other = await aCustomer({ email: 'other@example.com' });
    await manyEntries(other, 3);
    await env.DB.prepare(
      `insert into points_entries (id, store_id, customer_id, kind, cause, points, points_left, balance, position, counts_at, expires_at, reason, at)
      values ('pts_there', 'sto_harbour_outlet', ?, 'hand', 'hand:1', 1, 1, 1, 1, 1, 2, 'Number 9', 1)`,
    )
      .bind(customerIn(browser))
      .run();

    expect((await browser.get('/account/points')).text).not.toContain('Number');
  });

  it.each([
    ['de', 'Sie haben 1.234 Punkte im Wert von 12,34 €.'],
    ['cs', 'Váš stav je 1 234 bodů v hodnotě 12,34 €.'],
  ])('speaks %s', async (language, words) => {
    const browser = await signedIn();
    await env.DB.prepare('update memberships set points = 1234').run();

    expect(shownIn((await browser.get('/account/points', { 'Accept-Language': language })).text)).toContain(words);
  });
});

describe('the next days', () => {
  const ahead = (points: number, at: number) => ({ points, at });
  const dayOf = (at: number) => String(Math.floor(at / day));

  it('are summed by day, five at most', () => {
    const those = [0, 1, day, 2 * day, 3 * day, 4 * day, 5 * day].map((at) => ahead(2, at));

    expect(byDay(those, dayOf).map(({ points }) => points)).toEqual([4, 2, 2, 2, 2]);
  });

  it('leave the last day out where it may not be whole', () => {
    const those = Array.from({ length: 21 }, (_, index) => ahead(1, index < 18 ? 0 : day));

    expect(byDay(those, dayOf)).toEqual([ahead(18, 0)]);
    expect(byDay(those.slice(1), dayOf)).toEqual([ahead(17, 0), ahead(3, day)]);
  });
});

describe('staff', () => {
  it('see a customer’s latest entries, and what waits', async () => {
    const id = await aCustomer();
    const orderId = await aPaidOrder(id);
    const manager = await atWork({ role: 'manager', name: 'Max Manager' });
    const { location } = await manager.post(`/admin/customers/${id}/points`, { points: '+50', reason: 'Late parcel' });
    const { text } = await manager.get(location ?? '');

    expect(location).toBe(`/admin/customers/${id}/orders?done=points_changed`);
    expect(shownIn(text)).toContain('The points are saved.');
    expect(shownIn(text)).toMatch(
      new RegExp(
        `Order ${await numberOf(orderId)} \\+64 counts on .*From the shop Late parcel \\(Max Manager\\) \\+50 50`,
      ),
    );
    const support = shownIn((await (await atWork({ role: 'support' })).get(location ?? '')).text);
    expect(support).toContain('Late parcel');
    expect(support).not.toContain('Give or take points');
  });

  it.each([
    [{ points: '', reason: 'x' }, 422, 'Please fill in this field.'],
    [{ points: '0', reason: 'x' }, 422, 'Please enter a whole number other than zero'],
    [{ points: '-0', reason: 'x' }, 422, 'Please enter a whole number other than zero'],
    [{ points: '1.5', reason: 'x' }, 422, 'Please enter a whole number other than zero'],
    [{ points: '1000000', reason: 'x' }, 422, 'Please enter a whole number other than zero'],
    [{ points: '5', reason: ' ' }, 422, 'Please fill in this field.'],
    [{ points: '−1', reason: 'x' }, 409, 'The customer does not have that many points.'],
  ])('are told what is wrong with %j, and nothing changes', async (form, status, words) => {
    const id = await aCustomer();
    const reply = await (await atWork({ role: 'manager' })).post(`/admin/customers/${id}/points`, form);

    expect(reply.status).toBe(status);
    expect(reply.text).toContain(words);
    expect(await rows('select * from points_entries')).toEqual([]);
    expect(await rows(`select * from audit where act = 'points_changed'`)).toEqual([]);
  });

  it('leave a line in the audit without the reason, and reach no customer of another store', async () => {
    const [here, there] = [await aCustomer(), await aCustomer({ store: 'trade', email: 'there@example.com' })];
    const browser = await atWork({ role: 'owner' });
    const form = { points: '-1', reason: 'Grace asked' };
    await env.DB.prepare('update memberships set points = 0').run();
    await browser.post(`/admin/customers/${here}/points`, { ...form, points: '7' });
    const foreign = await browser.post(`/admin/customers/${there}/points`, form);
    const unknown = await browser.post('/admin/customers/cus_nobody/points', form);

    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(await rows(`select staff_id, customer_id, after from audit where act = 'points_changed'`)).toEqual([
      { staff_id: colleagueIn(browser), customer_id: here, after: '{"points":7}' },
    ]);
    expect(shownIn((await browser.get('/admin/audit')).text)).toMatch(/Points changed by hand.*Points: 7/);
  });
});
