// A customer takes over what they ordered as a guest: only their own, at this store, after proof, once, and with everything that an
// order of theirs comes to.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { Dice } from '../src/demo/dice.ts';
import { groupRules } from '../src/groups/schema.ts';
import * as handling from '../src/orders/handling.ts';
import { issueInvoice } from '../src/orders/papers/invoicing.ts';
import { takeOver } from '../src/orders/takeover/takeover.ts';
import { openDatabase, type Database } from '../src/web/database.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aGuestOrder, anOrder, aProduct, numberOf, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const page = '/account/orders/guest';

/** What is stored of orders and of those whom they belong to, to see that nothing changed. */
const state = async () =>
  JSON.stringify([
    await rows('select * from orders order by id'),
    await rows('select * from memberships'),
    await rows('select * from documents'),
  ]);

/** Ticks these orders and sends the form. */
function take(browser: Visitor, ...ids: string[]) {
  return browser.send(page, {
    method: 'POST',
    body: ids.map((id) => `order=${encodeURIComponent(id)}`).join('&'),
    headers: { Origin: browser.origin, 'Content-Type': 'application/x-www-form-urlencoded' },
  });
}

async function paid(id: string) {
  await handling.receiveAll(await sceneAt(), { orderId: id, staffId: null }, Date.now());
}

async function delivered(id: string) {
  const scene = await sceneAt();
  const acting = { orderId: id, staffId: null };
  await handling.receiveAll(scene, acting, Date.now());
  await handling.ship(scene, acting, { carrier: 'dpd', trackingCode: '' }, Date.now());
  await handling.deliver(scene, acting, Date.now());
}

describe('orders that wait to be taken over', () => {
  it('are told apart by date, sum, pieces and the end of the number, and by nothing else', async () => {
    const browser = await signedIn({ isProved: true });
    const productId = await aProduct({ names: { en: 'Secret telescope' } });
    const { id, secret } = await aGuestOrder({ items: [{ productId, quantity: 2 }] });
    const { text } = await browser.get(page);

    for (const part of ['…01', '2 pieces', '€124.70', `value="${id}"`]) expect(text).toContain(part);
    for (const part of ['telescope', 'Custom House Quay', '+353', secret, await numberOf(id)]) {
      expect(text).not.toContain(part);
    }
  });

  it('are counted on the overview and above the orders, up to twenty, in the same read', async () => {
    const { cookies } = await signedIn({ isProved: true, group: 'gold' });
    const at = async (path: string) => {
      const { counts, ...counted } = counting();
      const { text } = await visitor({ cookies, ...counted }).get(path);
      return { counts, told: /(\d+\+?) orders? (was|were) placed/.exec(text)?.[1] };
    };
    expect((await at('/account')).told).toBeUndefined();
    for (let count = 0; count < 25; count += 1) {
      await aGuestOrder();
      if (count === 0) expect((await at('/account')).told).toBe('1');
    }
    for (const path of ['/account', '/account/orders']) {
      const { counts, told } = await at(path);
      expect(told).toBe('20+');
      expect(counts.waits).toBe(1);
      expect(counts.statements).toBeLessThanOrEqual(5);
      expect(counts.rowsRead).toBeLessThanOrEqual(60);
    }
  });

  it('are those of this store and this address only, and of somebody who is active and has proved it', async () => {
    await aGuestOrder();
    await aGuestOrder({ email: 'outlet@example.com' });
    const nobodies: [string, Visitor][] = [
      ['unproved', await signedIn()],
      ['another address', await signedIn({ email: 'grace@example.org', isProved: true })],
      ['another store of the pool', await signedIn({ store: 'outlet', email: 'outlet@example.com', isProved: true })],
      ['another pool', await signedIn({ store: 'trade', isProved: true })],
    ];
    for (const [who, browser] of nobodies) {
      const nothing = await Promise.all(['/account', '/account/orders'].map((path) => browser.get(path)));
      expect([who, ...nothing.map(({ text }) => text.includes('placed with your e-mail address'))]).toEqual([
        who,
        false,
        false,
      ]);
      expect((await browser.get(page)).text).not.toContain('name="order"');
    }
  });

  it('show, count and change nothing before the address is proved', async () => {
    const without = await signedIn({ email: 'without@example.com' });
    const withSome = await signedIn({ email: 'grace@example.com' });
    const { id } = await aGuestOrder();
    const bare = async (browser: Visitor, path: string) =>
      (await browser.get(path)).text.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/(without|grace)@/g, '…@');
    for (const path of ['/account', '/account/orders', page])
      expect(await bare(withSome, path)).toBe(await bare(without, path));
    const before = await state();

    expect(await take(withSome, id)).toMatchObject({ status: 303, location: `${page}?taken=0` });
    expect(await state()).toBe(before);
  });

  it('are not shown to whoever registers the address and never follows the link', async () => {
    const { id } = await aGuestOrder();
    const thief = visitor();
    await thief.post('/register', {
      email: 'grace@example.com',
      password: 'seven gulls above the harbour',
      name: 'Thief',
    });

    expect((await thief.get(page)).location).toContain('/login');
    expect((await take(thief, id)).location).toContain('/login');
    expect(await value('select customer_id from orders')).toBeNull();
  });
});

describe('an order that is taken over', () => {
  it('comes with its papers, words, figures and what can be rated, and is told in the audit', async () => {
    const browser = await signedIn({ isProved: true });
    const customerId = customerIn(browser);
    const own = await anOrder(customerId, {}, { now: Date.now() - 86_400_000 });
    const productId = await aProduct({ names: { en: 'Brass telescope' } });
    const { id } = await aGuestOrder({ items: [{ productId, quantity: 1 }] });
    await delivered(id);
    const number = await numberOf(id);

    expect(await take(browser, id)).toMatchObject({ status: 303, location: `${page}?taken=1` });
    expect((await browser.get(`${page}?taken=1`)).text).toContain('1 order is in your account now');
    for (const path of ['/account/orders', '/account/orders?q=telescope', `/account/orders?q=${number}`]) {
      expect((await browser.get(path)).text).toContain(number);
    }
    expect((await browser.get('/account/documents')).text.split(number).length).toBeGreaterThan(3);
    expect((await browser.get('/account/reviews')).text).toContain('Brass telescope');
    expect((await rows('select guest_key, secret_hash from orders where id = ?', id))[0]).toEqual({
      guest_key: null,
      secret_hash: null,
    });
    expect(await value(`select count(*) from search_terms where term = '#' || ?`, number)).toBe(1);
    expect(await rows(`select customer_id, "after" from audit where act = 'own_orders_taken_over'`)).toEqual([
      { customer_id: customerId, after: JSON.stringify({ orders: [number] }) },
    ]);
    expect(await value('select group_concat(customer_id) from orders where id in (?, ?)', own, id)).toBe(
      `${customerId},${customerId}`,
    );
    await expectFigures();
  });

  it('earns no points for what was paid before, and what is paid after does', async () => {
    const customerId = await aCustomer({ isProved: true });
    const [before, after] = [await aGuestOrder(), await aGuestOrder()];
    await paid(before.id);
    await takeOver(await sceneAt(), customerId, [before.id, after.id], Date.now());
    await paid(after.id);

    expect(await rows('select order_id from points_entries')).toEqual([{ order_id: after.id }]);
    await handling.refund(await sceneAt(), { orderId: before.id, staffId: null }, Date.now());
    await expectFigures();
  });

  it('brings the customer into the group whose rule they fulfil then', async () => {
    const customerId = await aCustomer({ isProved: true });
    const rule = { groupId: 'grp_gold', match: 'all', ordersFrom: 2, updatedAt: 1 } as const;
    await openDatabase(env).insert(groupRules).values(rule);
    const orders = [await aGuestOrder(), await aGuestOrder()];
    await takeOver(
      await sceneAt(),
      customerId,
      orders.map(({ id }) => id),
      Date.now(),
    );

    expect(await value('select group_id from memberships')).toBe('grp_gold');
  });

  it('is taken once, by twenty clicks at once, and by one of two customers', async () => {
    const browser = await signedIn({ isProved: true });
    const ids = [(await aGuestOrder()).id, (await aGuestOrder()).id];
    for (const id of ids) await delivered(id);
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => take(visitor({ cookies: browser.cookies }), ...ids)),
    );

    expect(replies.filter(({ location }) => location === `${page}?taken=2`)).toHaveLength(1);
    expect(replies.filter(({ location }) => location === `${page}?taken=0`)).toHaveLength(19);
    expect(await value(`select count(*) from audit where act = 'own_orders_taken_over'`)).toBe(1);
    await expectFigures();
  });

  it.each([
    ['a payment', handling.receiveAll],
    ['an invoice', issueInvoice],
    ['a cancellation', handling.cancel],
  ] as const)('between the read and the write of %s lets nothing happen by what was read', async (_, act) => {
    const customerId = await aCustomer({ isProved: true });
    const scene = await sceneAt();
    const { id } = await aGuestOrder();
    const db = meanwhile(scene.db, () => takeOver(scene, customerId, [id], Date.now()));

    expect(await act({ ...scene, db }, { orderId: id, staffId: null }, Date.now())).toEqual({
      ok: false,
      problem: 'changed_meanwhile',
    });
    expect(await value('select customer_id from orders')).toBe(customerId);
    await expectFigures();
    expect(await act(scene, { orderId: id, staffId: null }, Date.now())).toMatchObject({ ok: true });
    await expectFigures();
  });
});

/** The database, where something happens before its second batch. */
function meanwhile(db: Database, happens: () => Promise<unknown>): Database {
  let calls = 0;
  return new Proxy(db, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      if (name !== 'batch') return found;
      return async (...args: Parameters<Database['batch']>) => {
        calls += 1;
        if (calls === 2) await happens();
        return target.batch(...args);
      };
    },
  });
}

describe('what cannot be taken over', () => {
  it('is somebody else’s, of another store or address, unknown or already a customer’s; nothing changes', async () => {
    const browser = await signedIn({ isProved: true });
    const ids = [
      (await aGuestOrder({ email: 'other@example.com' })).id,
      (await aGuestOrder({}, { store: 'outlet' })).id,
      await anOrder(await aCustomer({ email: 'other@example.com' })),
      await anOrder(customerIn(browser)),
      'ord_01jxnone',
    ];
    const before = await state();

    for (const id of ids) expect((await take(browser, id)).location).toBe(`${page}?taken=0`);
    expect((await take(browser, ...ids)).location).toBe(`${page}?taken=0`);
    expect(await state()).toBe(before);
    expect(await value(`select count(*) from audit where act = 'own_orders_taken_over'`)).toBe(0);
    const { id } = await aGuestOrder();
    expect((await take(browser, ...ids, id, id)).location).toBe(`${page}?taken=1`);
    await expectFigures();
  });

  it('is what was sent wrongly, too much at once, or nothing', async () => {
    const browser = await signedIn({ isProved: true });
    const { id } = await aGuestOrder();
    const before = await everythingStored();
    const many = Array.from({ length: 51 }, (_, index) => `ord_${index}`);

    for (const ids of [[], [''], ["' or 1=1 --"], ['x'.repeat(41)], [id, ''], [...many, id]]) {
      const reply = await take(browser, ...ids);
      expect(reply.status).toBe(422);
      expect(reply.text).toContain('role="alert"');
    }
    expect((await browser.post(page, { 'order[]': id })).status).toBe(422);
    expect(await everythingStored()).toBe(before);
  });

  it('is at most fifty at once; the rest follows', async () => {
    const browser = await signedIn({ isProved: true });
    for (let count = 0; count < 53; count += 1) await aGuestOrder();
    const ticked = [...(await browser.get(page)).text.matchAll(/name="order" value="(\w+)"/g)].map(([, id = '']) => id);

    expect(ticked).toHaveLength(50);
    expect((await take(browser, ...ticked)).location).toBe(`${page}?taken=50`);
    expect(await value('select count(distinct revision) from orders')).toBe(53);
    expect((await browser.get(page)).text.match(/name="order"/g)).toHaveLength(3);
    await expectFigures();
  });

  it.each(['pending', 'denied'] as const)('is anything, for somebody who is %s', async (status) => {
    const customerId = await aCustomer({ isProved: true, status });
    const { id } = await aGuestOrder();

    expect(await takeOver(await sceneAt(), customerId, [id], Date.now())).toBe(0);
    expect(await value('select customer_id from orders')).toBeNull();
  });
});

it('figures, papers, words and ratings are what the orders come to, whatever was done before and after', async () => {
  const dice = new Dice(7);
  const scene = await sceneAt();
  const people = [await aCustomer({ isProved: true }), await aCustomer({ email: 'ada@example.com', isProved: true })];
  const emails = ['grace@example.com', 'ada@example.com'];
  const goods = await Promise.all(['Rope bag', 'Brass lamp', 'Old chart'].map((en) => aProduct({ names: { en } })));
  const orders: string[] = [];
  let now = Date.UTC(2026, 10, 1);
  for (let count = 0; count < 120; count += 1) {
    now += 3_600_000;
    const items = goods.filter(() => dice.shows(0.6)).map((productId) => ({ productId, quantity: 1 + (count % 2) }));
    if (items.length > 0 && dice.shows(0.5)) {
      orders.push(
        dice.shows(0.7)
          ? (await aGuestOrder({ items, email: dice.pick(emails), paymentMethod: 'elsewhere' }, { now })).id
          : await anOrder(dice.pick(people), { items, paymentMethod: 'elsewhere' }, { now }),
      );
    }
    if (orders.length === 0) continue;
    const acting = { orderId: dice.pick(orders.slice(-6)), staffId: null };
    await dice.pick([
      () => handling.receiveAll(scene, acting, now),
      () => handling.receivePayment(scene, acting, 100, now),
      () => handling.ship(scene, acting, { carrier: '', trackingCode: '' }, now),
      () => handling.deliver(scene, acting, now),
      () => handling.cancel(scene, acting, now),
      () => handling.refund(scene, acting, now),
    ])();
    if (dice.shows(0.3)) await takeOver(scene, dice.pick(people), orders.filter(() => dice.shows(0.4)).slice(-50), now);
  }
  await expectFigures();
  expect(
    Number(await value('select count(*) from orders where customer_id is not null and secret_hash is null')),
  ).toBeGreaterThan(15);
}, 60_000);

/** What is kept of each customer is what their orders come to, worked out from scratch. */
async function expectFigures(): Promise<void> {
  const whose = 'o.customer_id = m.customer_id and o.store_id = m.store_id';
  const wrong = await rows(`
    select m.customer_id from memberships m where
      turnover_minor <> (select coalesce(sum(total_minor), 0) from orders o where ${whose} and paid_at is not null and refunded_at is null)
      or order_count <> (select count(*) from orders o where ${whose} and cancelled_at is null)
      or last_order_at is not (select max(placed_at) from orders o where ${whose} and cancelled_at is null)
      or unrated_count <> (select count(*) from purchases o where ${whose} and rated_at is null)`);
  expect(wrong).toEqual([]);
  const received = `select distinct o.customer_id, l.product_id from orders o join order_lines l on l.order_id = o.id
    where o.customer_id is not null and o.delivered_at is not null order by 1, 2`;
  expect(await rows('select customer_id, product_id from purchases order by 1, 2')).toEqual(await rows(received));
  expect(
    await rows(
      'select d.id from documents d join orders o on o.id = d.order_id where d.customer_id is not o.customer_id',
    ),
  ).toEqual([]);
  const found =
    'from order_terms t where t.order_id = o.id and t.customer_id = o.customer_id and t.placed_at = o.placed_at';
  const unfound = await rows(`
    select o.id from orders o where o.customer_id is not null and (
      not exists (select 1 ${found} and t.term = lower(o.number))
      or not exists (select 1 ${found} and t.term glob '[a-z]*')
      or not exists (select 1 from search_terms s where s.customer_id = o.customer_id and s.term = '#' || lower(o.number)))`);
  expect(unfound).toEqual([]);
  const strange =
    'select t.order_id from order_terms t join orders o on o.id = t.order_id where t.customer_id is not o.customer_id';
  expect(await rows(strange)).toEqual([]);
}

it('somebody who registers with the address of their order, and follows the link, takes it over', async () => {
  const { id } = await aGuestOrder();
  const post = postbox();
  const browser = visitor({ bindings: { EMAIL: post.binding } });
  const ada = { email: 'grace@example.com', password: 'seven gulls above the harbour', name: 'Grace' };
  await browser.post('/register', ada);
  await browser.post(linkIn(post.sent[0], '/activate/'));
  await browser.post('/login', ada);

  expect((await browser.get('/account')).text).toContain('placed with your e-mail address');
  expect((await take(browser, id)).location).toBe(`${page}?taken=1`);
  await expectFigures();
});
