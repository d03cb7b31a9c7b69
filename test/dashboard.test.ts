// /admin: how the last days went, and what waits for staff.
import { gzipSync } from 'node:zlib';
import { env } from 'cloudflare:workers';
import { getTableColumns, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { lastDays, noting } from '../src/access/activity.ts';
import { Dice } from '../src/demo/dice.ts';
import { adding } from '../src/demo/rows.ts';
import { run } from '../src/jobs.ts';
import { counting } from '../src/orders/days/days.ts';
import { orderDays } from '../src/orders/days/schema.ts';
import * as handling from '../src/orders/handling.ts';
import { orders } from '../src/orders/schema.ts';
import type * as stores from '../src/stores/stores.ts';
import { dayAfter, dayOf } from '../src/ui/dates.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { atWork } from './support/colleagues.ts';
import { anOrder, aProduct, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, signedIn, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting as costing } from './support/storage-faults.ts';
import { demoStore } from './support/stores.ts';
import { visitor } from './support/visitor.ts';

const hour = 3_600_000;
const db = openDatabase(env);

async function goods(timeZone = 'Europe/Dublin'): Promise<stores.Store> {
  return { ...(await demoStore()), timeZone };
}

/** What is plotted for these days, without those on which nothing was. */
async function plotted(store: stores.Store, now: number) {
  const days = await lastDays(db, store, 30, now);
  expect(days).toHaveLength(30);
  expect(days.at(-1)?.day).toBe(dayOf(now, store.timeZone));
  return days.filter(({ registrations, active }) => registrations + active > 0);
}

const registeredAt = (id: string, at: string) =>
  env.DB.prepare('update memberships set registered_at = ? where customer_id = ?').bind(Date.parse(at), id).run();

describe('registrations', () => {
  it('count on the day of the store, also when clocks change', async () => {
    const moments = [
      '2026-03-28T22:59:59.999Z',
      '2026-03-28T23:00:00Z',
      '2026-03-29T21:59:59.999Z',
      '2026-03-29T22:00:00Z',
      '2026-03-30T21:59:59Z',
      '2026-02-28T22:59:59Z',
    ];
    for (const [index, at] of moments.entries()) {
      await registeredAt(await aCustomer({ email: `c${index}@example.com` }), at);
    }
    await registeredAt(await aCustomer({ email: 'outlet@example.com', store: 'outlet' }), '2026-03-29T12:00:00Z');
    await aCustomer({ email: 'later@example.com' });

    expect(await plotted(await goods('Europe/Berlin'), Date.parse('2026-03-30T12:00:00Z'))).toEqual([
      { day: '2026-03-28', registrations: 1, active: 0 },
      { day: '2026-03-29', registrations: 2, active: 0 },
      { day: '2026-03-30', registrations: 2, active: 0 },
    ]);
  });
});

describe('active customers', () => {
  it('count once a day, whoever and how often', async () => {
    const now = Date.now();
    const one = await aCustomer();
    const other = await aCustomer({ email: 'other@example.com' });
    const store = await goods();
    for (const id of [one, one, other, 'cus_nobody']) await batch(db, noting(db, store, id, now));
    await Promise.all(Array.from({ length: 20 }, () => batch(db, noting(db, store, one, now))));
    await batch(db, noting(db, store, one, now - 24 * hour));
    const found = await plotted(store, now);

    expect(found.map(({ active }) => active)).toEqual([1, 2]);
  });

  it('are those who sign in, and those who are signed in and come by', async () => {
    const browser = await signedIn();
    await signIn(visitor());
    await aCustomer({ email: 'other@example.com' });
    await signIn(visitor(), 'other@example.com', 'not the password');
    const yesterday = dayAfter(dayOf(Date.now(), 'Europe/Dublin'), -1);
    await env.DB.batch([
      env.DB.prepare('update active_days set day = ?').bind(yesterday),
      env.DB.prepare('update active_customers set day = ?').bind(yesterday),
    ]);
    await browser.get('/account');
    expect(await value('select count(*) from active_days')).toBe(1);
    await env.DB.prepare('update sessions set last_seen_at = last_seen_at - ?').bind(hour).run();
    await browser.get('/account');
    await browser.get('/account');

    expect(await rows('select customers from active_days order by day')).toEqual([{ customers: 1 }, { customers: 1 }]);
    expect(await rows('select distinct customer_id from active_customers')).toEqual([
      { customer_id: customerIn(browser) },
    ]);
  });

  it('are kept as a number; who they were goes after two days', async () => {
    const now = Date.now();
    const store = await goods();
    const id = await aCustomer();
    for (const days of [0, 1, 2, 3, 20]) await batch(db, noting(db, store, id, now - days * 24 * hour));
    for (let count = 0; count < 2; count += 1) await run('0 * * * *', env, now);

    expect(Number(await value('select count(*) from active_customers'))).toBeLessThanOrEqual(3);
    expect(await value('select max(day) from active_customers')).toBe(dayOf(now, store.timeZone));
    expect((await plotted(store, now)).map(({ active }) => active)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('the first page of staff', () => {
  it('plots thirty days as pictures with words and tables, without script or style in the page', async () => {
    await aCustomer();
    await signIn(visitor());
    const browser = await atWork({ role: 'support' });
    const { text } = await browser.get('/admin');
    const plots = text.match(/<svg.*?<\/svg>/gs) ?? [];

    expect(plots).toHaveLength(2);
    for (const plot of plots) {
      expect(plot).toMatch(/^<svg[^>]* role="img"[^>]*><title>(Registrations|Active customers)<\/title><desc>/);
      expect(plot).toContain('d="M611 160v-160h17v160"');
    }
    expect(text).toContain('1 in 30 days');
    expect(text).toContain('1 today');
    expect(text).toContain('The most on one day: 1.');
    expect(text).toContain('Nothing was ordered in these days.');
    expect(text.match(/<summary>As a table/g)).toHaveLength(2);
    expect(text).not.toMatch(/ style="|NaN|undefined|\[object/);
  });

  it('says what came in and what is open, by day and group, and which payments are late', async () => {
    const now = Date.now();
    const scene = await sceneAt();
    const productId = await aProduct({ priceMinor: 10_000 });
    const items = [{ productId, quantity: 1 }];
    const gold = await aCustomer({ group: 'gold', email: 'gold@example.com' });
    const [paid, late] = [await anOrder(gold, { items }), await anOrder(await aCustomer(), { items })];
    await handling.receiveAll(scene, { orderId: paid, staffId: null }, now);
    await handling.cancel(scene, { orderId: await anOrder(gold, { items }), staffId: null }, now);
    await env.DB.prepare('update orders set due_at = ? where id = ?')
      .bind(now - 3 * 24 * hour, late)
      .run();
    await env.DB.prepare(
      `insert into order_statuses (id, store_id, names, texts, colour, position, set_by, is_told)
      values ('sta_1', ?, '{"en":"<Being packed>"}', '{}', 'blue', 1, 'hand', 0)`,
    )
      .bind(scene.store.id)
      .run();
    await env.DB.prepare(`update orders set status_id = 'sta_1', status_at = 1 where id = ?`).bind(paid).run();
    await batch(db, [
      counting(db, scene.store, { groupName: '', turnoverMinor: 5000 }, now - 31 * 24 * hour, sql`true`),
      counting(db, scene.store, { groupName: '', orders: 1 }, now - 31 * 24 * hour, sql`true`),
    ]);
    const { text } = await (await atWork({ role: 'support' })).get('/admin?days=30');
    const words = text.replaceAll(/<(?!bdi|\/bdi)[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

    for (const said of [
      'Turnover €94.90 in 30 days · +90% on the 30 days before',
      'Orders 2 in 30 days · +100% on the 30 days before',
      '<bdi>Gold</bdi> €94.90 1 <bdi>Standard</bdi> €0.00 1',
      '<bdi>Placed</bdi> 1 <bdi>Paid</bdi> 1 <bdi>Shipped</bdi> 0 <bdi>&lt;Being packed&gt;</bdi> 1',
      '3 days late',
      '€104.90',
      '1 payment is overdue',
    ])
      expect(words).toContain(said);
    for (const to of [`/admin/orders/${late}`, '/admin/orders?payment=overdue', '/admin/orders?status=sta_1'])
      expect(text).toContain(`href="${to}"`);
    expect(text.match(/<pattern /g)).toHaveLength(5);
  });

  it('reads and sends as much for thousands of orders as for more, over thirteen weeks too', async () => {
    const store = await goods();
    const browser = await atWork();
    const id = await anOrder(await aCustomer());
    await env.DB.prepare('update orders set due_at = 1 where id = ?').bind(id).run();
    const columns = Object.values(getTableColumns(orders)).map(({ name }) => name);
    const copied = columns.map((name) => (name === 'id' || name === 'number' ? `${name} || i` : name)).join(', ');
    const more = async (from: number, to: number) =>
      env.DB.prepare(
        `insert into orders (${columns.join(', ')}) select ${copied} from (
          with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${to}) select i from n
        ) join orders on id = ?`,
      )
        .bind(id)
        .run();
    const dice = new Dice(7);
    const days = Array.from({ length: 182 }, (_, index) => dayAfter(dayOf(Date.now(), store.timeZone), -index));
    const groups = ['', 'Gold', 'Silver', 'Trade', 'Staff of the shop', 'Wholesale', 'Resellers', 'Friends'];
    const figures = days.flatMap((day) =>
      groups.map((groupName) => ({
        storeId: store.id,
        day,
        groupName,
        orderCount: Math.floor(dice.roll() * 90),
        turnoverMinor: Math.floor(dice.roll() * 900_000) - 50_000,
      })),
    );
    await batch(db, [adding(db, orderDays, figures)]);
    const look = async () => {
      const { counts, ...bindings } = costing();
      const { text } = await visitor({ cookies: new Map(browser.cookies), ...bindings }).get('/admin?days=91');
      return { counts, text };
    };
    await more(1, 1500);
    const many = await look();
    await more(1501, 6000);
    const most = await look();

    expect(many.text.match(/1,000\+/g)).toHaveLength(2);
    expect(many.text.match(/days late/g)).toHaveLength(10);
    expect(most.counts).toEqual(many.counts);
    expect(many.counts).toMatchObject({ waits: 1, statements: 5 });
    expect(many.counts.rowsRead).toBeLessThanOrEqual(2 * 182 * groups.length + 2 * 1001 + 400);
    expect(gzipSync(many.text).length).toBeLessThanOrEqual(10 * 1024);
  });

  it('reads as much for a large shop as for a small one, but for its registrations', async () => {
    const browser = await atWork();
    const look = async () => {
      const { counts, ...counted } = costing();
      await visitor({ cookies: new Map(browser.cookies), ...counted }).get('/admin');
      return counts;
    };
    const small = await look();
    for (let count = 0; count < 40; count += 1) await aCustomer({ email: `c${count}@example.com` });
    await env.DB.prepare('update memberships set registered_at = 1').run();
    const store = await goods();
    const ids = (await rows('select id from customers')).map(({ id }) => String(id));
    for (const id of ids) await batch(db, noting(db, store, id, Date.now()));
    const large = await look();

    expect(large.waits).toBe(1);
    expect(large.rowsRead).toBeLessThanOrEqual(small.rowsRead + 3);
  });

  it('says which messages could not be delivered lately, at this store', async () => {
    const now = Date.now();
    const browser = await atWork({ role: 'support' });
    expect((await browser.get('/admin')).text).not.toContain('could not be delivered');
    const given = async (id: string, store: string, at: number) =>
      env.DB.prepare(
        `insert into outbox (id, store_id, to_address, template, language, data, created_at, given_up_at)
        values (?, ?, 'x@example.com', 'account_active', 'en', '{}', 1, ?)`,
      )
        .bind(id, store, at)
        .run();
    await given('msg_1', 'sto_harbour_goods', now - 31 * 24 * hour);
    await given('msg_2', 'sto_harbour_outlet', now);
    await given('msg_3', 'sto_harbour_goods', now - hour);
    expect((await browser.get('/admin')).text).toContain('1 message could not be delivered in the last 30 days.');
    await given('msg_4', 'sto_harbour_goods', now);

    expect((await browser.get('/admin')).text).toContain('2 messages could not be delivered in the last 30 days.');
  });

  it('leads from who waits to their page', async () => {
    await withPolicies({ activation: 'admin' });
    const id = await aCustomer({ status: 'pending' });
    const browser = await atWork({ role: 'support' });

    expect((await browser.get('/admin')).text).toContain(`href="/admin/customers/${id}"`);
  });
});
