// /admin/orders: which orders are found, by what is read; the same as CSV; and what changed since a list was read.
import { gzipSync } from 'node:zlib';
import { env } from 'cloudflare:workers';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import * as handling from '../src/orders/handling.ts';
import { payingOf } from '../src/orders/list/paying.ts';
import { atWork } from './support/colleagues.ts';
import { aGuestOrder, anOrder, aProduct, manyOrders, numberOf, sceneAt } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const day = 86_400_000;
const noon = Date.UTC(2026, 5, 15, 12);

const idsOn = (text: string) => [...text.matchAll(/<tr id="(ord_\w+)"/g)].map(([, id = '']) => id);
const list = (query: string) => `/admin/orders${query}`;
const nextOn = (text: string) => /href="(\/admin\/orders\?[^"]*after=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');

async function ownStatus(id: string, en: string): Promise<void> {
  await env.DB.prepare(
    `insert into order_statuses (id, store_id, names, texts, colour, position, set_by, is_told) values (?, 'sto_harbour_goods', ?, '{}', 'violet', 1, 'hand', 0)`,
  )
    .bind(id, JSON.stringify({ en, de: `${en} (de)` }))
    .run();
}

/** Orders of each kind, a day apart: their ids by what they are. */
async function orders() {
  const items = [{ productId: await aProduct(), quantity: 1 }];
  const grace = await aCustomer({ name: 'Grace Hopper' });
  const ada = await aCustomer({ email: 'ada.king@example.com', name: 'Ada King' });
  const place = (who: string, ago: number, paymentMethod: 'bank_transfer' | 'elsewhere' = 'elsewhere') =>
    anOrder(who, { items, paymentMethod }, { now: noon - ago * day });
  const found = {
    graces: await place(grace, 1),
    adas: await place(ada, 2),
    packed: await place(ada, 3),
    shipped: await place(grace, 4),
    awaited: await place(grace, 5, 'bank_transfer'),
    overdue: await place(ada, 30, 'bank_transfer'),
    paid: await place(ada, 31, 'bank_transfer'),
    olives: (
      await aGuestOrder({ items, email: 'olive@example.org', paymentMethod: 'elsewhere' }, { now: noon - 6 * day })
    ).id,
  };
  const scene = await sceneAt();
  await handling.receiveAll(scene, { orderId: found.paid, staffId: null }, noon);
  await handling.ship(scene, { orderId: found.shipped, staffId: null }, { carrier: '', trackingCode: '' }, noon);
  await ownStatus('sts_packed', 'In packing');
  await env.DB.prepare(`update orders set status_id = 'sts_packed' where id = ?`).bind(found.packed).run();
  await env.DB.prepare(`update orders set due_at = case id when ?1 then ?3 else ?4 end where id in (?1, ?2)`)
    .bind(found.overdue, found.awaited, Date.now() - day, Date.now() + day)
    .run();
  await anOrder(await aCustomer({ store: 'outlet', email: 'other@example.com' }), {}, { store: 'outlet', now: noon });
  return found;
}

type Name = keyof Awaited<ReturnType<typeof orders>>;

const filters: [string, Name[]][] = [
  ['', ['graces', 'adas', 'packed', 'shipped', 'awaited', 'olives', 'overdue', 'paid']],
  ['?status=placed', ['graces', 'adas', 'packed', 'awaited', 'olives', 'overdue']],
  ['?status=paid', ['paid']],
  ['?status=shipped', ['shipped']],
  ['?status=sts_packed', ['packed']],
  ['?status=sts_other', []],
  ['?payment=unpaid', ['overdue', 'awaited']],
  ['?payment=overdue', ['overdue']],
  ['?payment=overdue&status=paid', []],
  ['?who=guest', ['olives']],
  ['?who=customer&status=placed', ['graces', 'adas', 'packed', 'awaited', 'overdue']],
  ['?from=2026-06-10&to=2026-06-13', ['adas', 'packed', 'shipped', 'awaited']],
  ['?from=2026-06-10&status=shipped', ['shipped']],
  ['?to=2026-05-16&payment=unpaid', ['overdue']],
  ['?q=hopper', ['graces', 'shipped', 'awaited']],
  ['?q=hopper&status=shipped', ['shipped']],
  ['?q=king%20ada', ['adas', 'packed', 'overdue', 'paid']],
  ['?q=ada.king%40exa', ['adas', 'packed', 'overdue', 'paid']],
  ['?q=olive%40exam', ['olives']],
  ['?q=hopper&who=guest', ['olives']],
  ['?q=nobody', []],
  ['?q=%25', []],
  ['?q=%3Cscript%3E', []],
  ['?status=nothing&payment=x&who=y&from=yesterday', []],
  ['?payment=x&who=y&from=yesterday', ['graces', 'adas', 'packed', 'shipped', 'awaited', 'olives', 'overdue', 'paid']],
];

describe('the list of orders', () => {
  it('has what its filters leave, in its order, and what changed since the beginning fits alike', async () => {
    const made = await orders();
    const browser = await atWork({ role: 'support' });
    for (const [query, names] of filters) {
      const { text } = await browser.get(list(query));
      const changed = await browser.get(`/admin/orders/changes${query === '' ? '?' : `${query}&`}since=0`);
      const fitting = [...changed.text.matchAll(/<tr id="(ord_\w+)"[^>]*data-fits/g)].map(([, id = '']) => id);
      const expected = names.map((name) => made[name]);

      expect([query, idsOn(text)]).toEqual([query, expected]);
      expect([query, fitting.toSorted()]).toEqual([query, expected.toSorted()]);
      expect(idsOn(changed.text).toSorted()).toEqual(Object.values(made).toSorted());
    }
  });

  it('finds by the beginning of a number, the highest first', async () => {
    const made = await orders();
    const browser = await atWork({ role: 'support' });
    const number = await numberOf(made.paid);

    expect(idsOn((await browser.get(list(`?q=${number}`))).text)).toEqual([made.paid]);
    expect(idsOn((await browser.get(list(`?q=${number.slice(0, 3)}`))).text)).toHaveLength(8);
    expect(idsOn((await browser.get(list(`?q=${number}&status=shipped`))).text)).toEqual([]);
  });

  it('says of each what it is, in words', async () => {
    const made = await orders();
    const { text } = await (await atWork({ role: 'support' })).get('/admin/orders');
    const row = (id: string) => new RegExp(`<tr id="${id}"[\\s\\S]*?</tr>`).exec(text)?.[0].replaceAll(/<[^>]+>/g, ' ');

    expect(row(made.olives)).toMatch(/Grace Hopper .*Guest.*Rope bag.*Placed.*Elsewhere.*€64\.80/s);
    expect(row(made.packed)).toContain('In packing');
    expect(row(made.overdue)).toContain('Overdue');
    expect(row(made.paid)).toMatch(/Paid\s+Paid/);
    expect(text).not.toContain('/admin/orders/export');
  });

  it.each(['x', 'W10', 'WyJwbGFjZWQiLCJ4Iiwie30iXQ', "' or 1=1--"])('begins anew at no place: %s', async (after) => {
    const browser = await atWork({ role: 'support' });
    const { location } = await browser.get(list(`?status=paid&after=${encodeURIComponent(after)}`));

    expect(location).toBe('/admin/orders?status=paid');
  });
});

describe('a page of the list, among ten thousand orders of a store', () => {
  /** Goes through pages; tells how many rows each read. */
  async function through(cookies: Visitor['cookies'], path: string, pages: number) {
    const seen: string[] = [];
    const read: number[] = [];
    let at: string | undefined = path;
    for (let page = 1; page <= pages && at !== undefined; page += 1) {
      const { counts, ...counted } = counting();
      const { text } = await visitor({ cookies, ...counted }).get(at);
      expect(counts.waits).toBe(1);
      expect(gzipSync(text).length).toBeLessThanOrEqual(10 * 1024);
      seen.push(...idsOn(text));
      read.push(counts.rowsRead);
      at = nextOn(text);
    }
    expect(new Set(seen).size).toBe(seen.length);
    return { seen, read, at };
  }

  async function arrange() {
    await manyOrders(await aCustomer(), 10_000);
    await ownStatus('sts_packed', 'In packing');
    await env.DB.batch([
      env.DB.prepare(`update orders set revision = rowid`),
      env.DB.prepare(`update orders set status_id = 'sts_packed' where cast(substr(number, 3) as integer) % 7 = 0`),
      env.DB.prepare(
        `update orders set due_at = placed_at where cast(substr(number, 3) as integer) % 5 = 0 and placed_at < ${Date.now()}`,
      ),
    ]);
    return (await atWork({ role: 'support' })).cookies;
  }

  it('reads a few rows per row shown, by each filter, the first page and the fifth', async () => {
    const cookies = await arrange();
    for (const query of [
      '',
      '?status=shipped',
      '?status=sts_packed',
      '?payment=unpaid',
      '?payment=overdue',
      '?q=N-0',
      '?q=hopper',
      '?q=grace%40example',
      '?from=2005-01-01&to=2020-12-31',
      '?status=delivered&from=2005-01-01&to=2020-12-31',
    ]) {
      const { seen, read } = await through(cookies, list(query), 5);
      expect([query, seen.length]).toEqual([query, 250]);
      for (const rowsRead of read) expect([query, rowsRead <= 5 * 50, rowsRead]).toEqual([query, true, rowsRead]);
    }
  });

  it('looks at a thousand orders where no index answers, says so, and goes on from there', async () => {
    const cookies = await arrange();
    await env.DB.prepare(`update orders set guest_key = 'x@example.com' where number in ('N-09950', 'N-08500')`).run();
    const first = await visitor({ cookies }).get(list('?who=guest'));
    const { seen, read } = await through(cookies, list('?who=guest'), 20);

    expect(first.text).toContain('1,000 orders were looked at for this page, back to');
    expect(seen).toEqual(['ord_009950', 'ord_008500']);
    expect(read).toHaveLength(11);
    for (const rowsRead of read) expect(rowsRead).toBeLessThanOrEqual(4 * 1000);
  });

  it('asks for little where nothing or one order has changed', async () => {
    const cookies = await arrange();
    for (const [since, most] of [
      [10_000, 8],
      [9_999, 12],
    ] as const) {
      const { counts, ...counted } = counting();
      const { text } = await visitor({ cookies, ...counted }).get(`/admin/orders/changes?q=hopper&since=${since}`);
      expect(idsOn(text)).toHaveLength(10_000 - since);
      expect(counts.rowsRead).toBeLessThanOrEqual(most);
    }
  });
});

describe('the list as CSV', () => {
  it('holds what the filters leave, of this store only, for spreadsheets, and is told to the audit', async () => {
    const made = await orders();
    await env.DB.prepare(`update orders set summary = '=1+1' where id = ?`).bind(made.olives).run();
    const browser = await atWork({ role: 'manager' });
    const reply = await browser.post('/admin/orders/export', { who: 'guest' });
    const { data } = Papa.parse<string[]>(reply.text.trim());

    expect(reply.headers.get('Content-Disposition')).toMatch(/^attachment; filename=orders-\d{4}-\d\d-\d\d\.csv$/);
    expect(data).toHaveLength(2);
    expect(data[1]).toEqual([
      await numberOf(made.olives),
      new Date(noon - 6 * day).toISOString(),
      'Grace Hopper',
      'olive@example.org',
      'Yes',
      'Placed',
      '',
      'Elsewhere',
      '',
      "'=1+1",
      '1',
      '64.80',
      '0.00',
      'EUR',
    ]);
    expect(await rows(`select act from audit where act = 'orders_exported'`)).toHaveLength(1);
    expect(Papa.parse((await browser.post('/admin/orders/export', {})).text.trim()).data).toHaveLength(9);
  });

  it('holds every order once, however many there are and however few of them fit', async () => {
    await manyOrders(await aCustomer(), 2600);
    await env.DB.prepare(`update orders set guest_key = 'x' where number in ('N-00001', 'N-01500', 'N-02600')`).run();
    const browser = await atWork({ role: 'manager' });
    const numbersIn = async (form: Record<string, string>) =>
      Papa.parse<string[]>((await browser.post('/admin/orders/export', form)).text.trim())
        .data.slice(1)
        .map(([one]) => one);

    expect(new Set(await numbersIn({})).size).toBe(2600);
    expect(await numbersIn({ who: 'guest' })).toEqual(['N-02600', 'N-01500', 'N-00001']);
  });
});

describe('what changed since', () => {
  const revisionOn = (text: string) => Number(/data-revision="(\d+)"/.exec(text)?.[1]);

  it('is every order that was written, each as it is then, whenever it is asked for', async () => {
    const items = [{ productId: await aProduct(), quantity: 1 }];
    const customer = await aCustomer();
    const scene = await sceneAt();
    const browser = await atWork({ role: 'support' });
    await anOrder(await aCustomer({ store: 'trade', email: 'other@example.com' }), {}, { store: 'trade' });
    let shown = revisionOn((await browser.get('/admin/orders')).text);
    const known = new Map<string, string>();
    const all: string[] = [];
    let seed = 8;
    const random = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most;
    for (let round = 0; round < 25; round += 1) {
      const written = new Set<string>();
      for (let count = random(4); count > 0; count -= 1) {
        const orderId = all[random(all.length + 1)];
        if (orderId === undefined) {
          const placed = await anOrder(customer, { items });
          all.push(placed);
          written.add(placed);
        } else {
          const act = [handling.receiveAll, handling.cancel, handling.deliver, handling.refund][random(4)];
          const result = await act?.(scene, { orderId, staffId: null }, Date.now());
          if (result?.ok) written.add(orderId);
        }
      }
      const { text } = await browser.get(`/admin/orders/changes?since=${shown}`);
      expect(idsOn(text).toSorted()).toEqual([...written].toSorted());
      for (const [, id = '', said = ''] of text.matchAll(/<tr id="(ord_\w+)"[^>]*data-said="[^:]*: (\w+)"/g))
        known.set(id, said.toLowerCase());
      shown = revisionOn(text);
      expect(shown).toBe(
        await value(`select coalesce(max(revision), 0) from orders where store_id = 'sto_harbour_goods'`),
      );
    }
    const stored = await rows(`select id, status from orders where store_id = 'sto_harbour_goods'`);
    expect(new Map(stored.map(({ id, status }) => [id, status]))).toEqual(known);
  });

  it('is too much to come at once after fifty orders, and says so', async () => {
    await manyOrders(await aCustomer(), 60);
    await env.DB.prepare('update orders set revision = rowid').run();
    const { text } = await (await atWork({ role: 'support' })).get('/admin/orders/changes?since=0');

    expect(idsOn(text)).toHaveLength(50);
    expect(text).toContain('data-more');
  });

  it('keeps no session alive by itself, only where somebody is at the page', async () => {
    const browser = await atWork({ role: 'support' });
    const seenAt = () => value('select last_seen_at from sessions');
    await env.DB.prepare('update sessions set last_seen_at = last_seen_at - 600000').run();
    const before = await seenAt();
    await browser.get('/admin/orders/changes?since=0');
    expect(await seenAt()).toBe(before);

    await browser.get('/admin/orders/changes?since=0&attended=');
    expect(await seenAt()).not.toBe(before);
  });
});

it.each([
  ['paid', { paidMinor: 100, paidAt: 1 }],
  ['overdue', {}],
  ['overdue', { paidMinor: 40 }],
  ['part', { paidMinor: 40, dueAt: 9 }],
  // Paid, then cheaper and the rest sent back, then dearer again.
  ['part', { paidMinor: 100, refundedMinor: 40, paidAt: 1 }],
  ['paid', { totalMinor: 60, paidMinor: 100, refundedMinor: 40, paidAt: 1 }],
  ['paid', { totalMinor: 0 }],
] as const)('an order is told as %s where it is %o', (paying, traits) => {
  const order = { status: 'placed', paymentMethod: 'bank_transfer', totalMinor: 100, dueAt: 5 } as const;
  expect(payingOf({ ...order, paidMinor: 0, refundedMinor: 0, paidAt: null, ...traits }, 7)).toBe(paying);
});
