// What sets a store's own status by itself: each rule does its work once, however often and at once it is asked to.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { deliver } from '../src/messages/delivery.ts';
import { postOf } from '../src/messages/posting.ts';
import * as changing from '../src/orders/changing/changing.ts';
import * as handling from '../src/orders/handling.ts';
import { applyRules } from '../src/orders/statuses/due.ts';
import type { Acting } from '../src/orders/taking.ts';
import { asGuest, putIn } from './support/checkout.ts';
import { openDatabase } from '../src/web/database.ts';
import { postbox } from './support/mail.ts';
import { aGuestOrder, anOrder, aProduct, sceneAt } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { aStatus } from './support/statuses.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const day = 86_400_000;
type Scene = Awaited<ReturnType<typeof sceneAt>>;

const parcel = { carrier: 'dpd', trackingCode: '01234567890123' };
const asShipped = (scene: Scene, to: Acting) => handling.ship(scene, to, parcel, Date.now());
const asPaid = (scene: Scene, to: Acting) => handling.receiveAll(scene, to, Date.now());

/** What happens to an order, and what must have happened before. */
const happenings: Record<
  string,
  { before: ('paid' | 'shipped')[]; now: (scene: Scene, to: Acting) => Promise<unknown> }
> = {
  paid: { before: [], now: asPaid },
  shipped: { before: ['paid'], now: asShipped },
  delivered: { before: ['paid', 'shipped'], now: (scene, to) => handling.deliver(scene, to, Date.now()) },
  cancelled: { before: [], now: (scene, to) => handling.cancel(scene, to, Date.now()) },
  refunded: { before: ['paid'], now: (scene, to) => handling.refund(scene, to, Date.now()) },
};

const twentyTimes = (act: () => Promise<unknown>) => Promise.all(Array.from({ length: 20 }, act));
const events = () => rows(`select status_id, rule, staff_id from order_events where event = 'status'`);
const told = () => rows(`select to_address, language from outbox where template = 'order_status_own'`);
const papers = async (type: string) => value('select count(*) from documents where type = ?', type);
const shown = () => value('select status_id from orders');

/** The one message in the words of the store's own status, as it is sent. */
async function sentOwn() {
  const post = postbox();
  const ids = (await rows(`select id from outbox where template = 'order_status_own'`)).map(({ id }) => String(id));
  await deliver(postOf({ ...env, EMAIL: post.binding }), ids, Date.now());
  return post.sent;
}

/** An order that a German-speaking customer placed, or a guest in Czech. */
const ordered = {
  'a customer': async () => anOrder(await aCustomer({ language: 'de' })),
  'a guest': async () => (await aGuestOrder({ language: 'cs' })).id,
};

describe.each(Object.entries(happenings))('the status of what is %s', (event, { before, now }) => {
  it.each(Object.keys(ordered) as (keyof typeof ordered)[])(
    'is set once of twenty at once, and %s is told once, in their language',
    async (who) => {
      const document = event === 'cancelled' || event === 'refunded' ? null : 'delivery_note';
      const id = await aStatus({ trigger: event as 'paid', document });
      const orderId = await ordered[who]();
      const scene = await sceneAt();
      const acting = { orderId, staffId: null };
      if (before.includes('paid')) await asPaid(scene, acting);
      if (before.includes('shipped')) await asShipped(scene, acting);
      await env.DB.prepare('delete from outbox').run();
      await twentyTimes(() => now(scene, acting));

      expect(await shown()).toBe(id);
      expect(await events()).toEqual([{ status_id: id, rule: event, staff_id: null }]);
      const isGuest = who === 'a guest';
      expect(await rows(`select template, language from outbox`)).toEqual([
        { template: 'order_status_own', language: isGuest ? 'cs' : 'de' },
      ]);
      if (document) expect(await papers('delivery_note')).toBe(1);
      const [mail, ...others] = await sentOwn();
      expect(others).toEqual([]);
      expect(mail).toMatchObject({
        from: { name: 'Harbour Goods', email: 'hello@harbour-goods.example' },
        to: 'grace@example.com',
        subject: expect.stringContaining(isGuest ? ': Zabaleno' : ': Gepackt') as string,
      });
      // There is no Czech text, so the first language of the store has it.
      for (const part of [mail?.text, mail?.html])
        expect(part).toContain(isGuest ? 'It waits for the postman.' : 'Sie wartet auf die Post.');
      if (event === 'shipped') expect(mail?.text).toContain('01234567890123');
    },
  );
});

it('the status of what is placed is set once of twenty sends of a checkout, with its invoice, and the guest is told', async () => {
  const id = await aStatus({ trigger: 'placed', document: 'invoice' });
  await aProduct({ slug: 'rope-bag' });
  const browser = visitor();
  await putIn(browser, 'rope-bag');
  await browser.post('/checkout', asGuest);
  const { text } = await browser.get('/checkout/review');
  const shownAs = { shown: /name="shown" value="([^"]+)"/.exec(text)?.[1] ?? '' };
  await twentyTimes(() => visitor({ cookies: new Map(browser.cookies) }).post('/checkout/order', shownAs));

  expect(await value('select count(*) from orders')).toBe(1);
  expect(await shown()).toBe(id);
  expect(await events()).toEqual([{ status_id: id, rule: 'placed', staff_id: null }]);
  expect(await told()).toEqual([{ to_address: 'guest@example.com', language: 'en' }]);
  expect(await papers('invoice')).toBe(1);
  expect((await rows('select template from outbox order by template')).map(({ template }) => template)).toEqual([
    'order_confirmation_guest',
    'order_status_own',
  ]);
});

it('without a status of its own an event is told in the standard words, and what was set by hand is over', async () => {
  const byHand = await aStatus();
  await anOrder(await aCustomer());
  await env.DB.prepare('update orders set status_id = ?, status_at = 1').bind(byHand).run();
  const scene = await sceneAt();
  await asPaid(scene, { orderId: String(await value('select id from orders')), staffId: null });

  expect(await shown()).toBe(null);
  expect(await events()).toEqual([]);
  expect(await value(`select count(*) from outbox where template = 'order_status'`)).toBe(1);
});

it('a status without a message tells nobody, and one that is retired does nothing', async () => {
  await aStatus({ trigger: 'paid', isTold: false });
  await aStatus({ trigger: 'shipped', retiredAt: 1 });
  const orderId = await anOrder(await aCustomer());
  const scene = await sceneAt();
  await env.DB.prepare('delete from outbox').run();
  await asPaid(scene, { orderId, staffId: null });
  expect(await rows('select id from outbox')).toEqual([]);
  await asShipped(scene, { orderId, staffId: null });

  expect(await shown()).toBe(null);
  expect(await rows('select template from outbox')).toEqual([{ template: 'order_status' }]);
});

it('money that comes after the parcel leaves what the order is called', async () => {
  const id = await aStatus({ trigger: 'shipped' });
  const orderId = await anOrder(await aCustomer(), { paymentMethod: 'cash_on_delivery' });
  const scene = await sceneAt();
  await asShipped(scene, { orderId, staffId: null });
  await asPaid(scene, { orderId, staffId: null });

  expect(await shown()).toBe(id);
});

it('an event that comes a second time, after the order has grown, sets its status again and tells nobody twice', async () => {
  const id = await aStatus({ trigger: 'paid', document: 'delivery_note' });
  const orderId = await anOrder(await aCustomer());
  const scene = await sceneAt();
  await asPaid(scene, { orderId, staffId: null });
  await env.DB.prepare('update orders set total_minor = total_minor + 100, paid_at = null, status_id = null').run();
  const again = await asPaid(scene, { orderId, staffId: null });

  expect(again).toMatchObject({ ok: true });
  expect(await shown()).toBe(id);
  expect(await events()).toHaveLength(1);
  expect(await told()).toHaveLength(1);
  expect(await papers('delivery_note')).toBe(1);
});

it('a delivery note says what is in the parcel, also where a change paid the order or came after one was issued', async () => {
  await aStatus({ trigger: 'paid', document: 'delivery_note' });
  await aStatus({ trigger: 'delivered', document: 'delivery_note' });
  const orderId = await anOrder(await aCustomer(), { items: [{ productId: await aProduct(), quantity: 3 }] });
  const scene = await sceneAt();
  const acting = { orderId, staffId: null };
  const line = async (wanted: { quantity?: number; unitPriceMinor?: number }) => {
    const revision = Number(await value('select revision from orders'));
    const lines = new Map([[1, wanted]]);
    return changing.change(scene, acting, { lines, revision, why: 'Asked', isWhyTold: false }, Date.now());
  };
  const counts = async () =>
    (
      await rows(
        `select content ->> '$.lines[0].quantity' as count from documents where type = 'delivery_note' order by id`,
      )
    ).map(({ count }) => count);
  await handling.receivePayment(scene, acting, 13_000, Date.now());
  expect(await line({ quantity: 2 })).toMatchObject({ ok: true });
  expect(await counts()).toEqual([2]);
  await line({ unitPriceMinor: 5000 });
  await line({ quantity: 1 });
  await asShipped(scene, acting);
  expect(await counts()).toEqual([2, 1]);
  await line({ unitPriceMinor: 4000 });
  await handling.deliver(scene, acting, Date.now());
  expect(await counts()).toEqual([2, 1]);
});

describe('time', () => {
  const late = (days: number) =>
    env.DB.prepare('update orders set due_at = ?')
      .bind(Date.now() - days * day - 1)
      .run();
  const run = async () => applyRules((await sceneAt()).db, Date.now());

  it('sets the status of what is overdue once of twenty runs, the latest of several, and the next one later', async () => {
    const first = await aStatus({ trigger: 'overdue', days: 7, document: 'invoice' });
    const second = await aStatus({ trigger: 'overdue', days: 14, names: { en: 'Second reminder' } });
    await anOrder(await aCustomer({ language: 'de' }));
    await late(6);
    await run();
    expect(await events()).toEqual([]);
    await late(7);
    await twentyTimes(run);
    expect(await events()).toEqual([{ status_id: first, rule: 'overdue:7', staff_id: null }]);
    expect(await told()).toEqual([{ to_address: 'grace@example.com', language: 'de' }]);
    expect((await sentOwn())[0]?.subject).toContain('Gepackt');
    expect(await papers('invoice')).toBe(1);
    await late(40);
    await twentyTimes(run);

    expect(await shown()).toBe(second);
    expect(await events()).toHaveLength(2);
    expect(await told()).toHaveLength(2);
    // Where two are due at once the earlier one is left out; and a rule whose days were changed has done its work.
    await anOrder(await aCustomer({ email: 'other@example.com' }));
    await late(20);
    await run();
    await env.DB.prepare('update order_statuses set days = 16 where id = ?').bind(second).run();
    await twentyTimes(run);
    expect(await rows(`select status_id from order_events where event = 'status' order by id`)).toHaveLength(3);
    expect(await rows('select distinct reminded_days from orders')).toEqual([{ reminded_days: 16 }]);
  });

  it.each([
    ['paid', 'update orders set paid_at = 1'],
    ['cancelled', 'update orders set cancelled_at = 1'],
    ['refunded in part', 'update orders set refunded_at = 1'],
    ['changed to cost nothing', 'update orders set total_minor = 0'],
    ['of a rule that is retired', 'update order_statuses set retired_at = 1'],
    ['paid otherwise', 'update orders set due_at = null'],
  ])('does nothing to what is %s', async (_, change) => {
    await aStatus({ trigger: 'overdue', days: 1 });
    await anOrder(await aCustomer());
    await late(3);
    await env.DB.prepare(change).run();
    await run();

    expect(await events()).toEqual([]);
    expect(await told()).toEqual([]);
  });

  it('sets what follows another status once of twenty runs, while the order is still in that', async () => {
    const before = await aStatus();
    const next = await aStatus({ trigger: 'follows', days: 3, afterId: before, names: { en: 'Ready' } });
    const last = await aStatus({ trigger: 'follows', days: 2, afterId: next, names: { en: 'Waits still' } });
    await anOrder(await aCustomer());
    const since = (days: number) =>
      env.DB.prepare('update orders set status_at = ?')
        .bind(Date.now() - days * day - 1)
        .run();
    await env.DB.prepare('update orders set status_id = ?').bind(before).run();
    await since(2);
    await run();
    expect(await events()).toEqual([]);
    await since(3);
    await twentyTimes(run);
    expect(await events()).toEqual([{ status_id: next, rule: 'follows:3', staff_id: null }]);
    expect(await told()).toHaveLength(1);
    await since(2);
    await twentyTimes(run);

    expect(await shown()).toBe(last);
    expect(await events()).toHaveLength(2);
  });

  it('goes through more orders than a portion, of several stores, and reads nothing of those that are not late', async () => {
    const customerId = await aCustomer();
    await aStatus({ trigger: 'overdue', days: 7 });
    await aStatus({ store: 'outlet', trigger: 'overdue', days: 7 });
    await anOrder(customerId);
    const columns = (await rows(`select name from pragma_table_info('orders')`)).map(({ name }) => String(name));
    const copies = (count: number, store: string, dueAt: number) => {
      const values = columns.map((name) =>
        name === 'id'
          ? `'ord_' || '${store}' || i || '_${dueAt}'`
          : name === 'number'
            ? `'N' || i || '_${dueAt}'`
            : name === 'store_id'
              ? `'${store}'`
              : name === 'due_at'
                ? String(dueAt)
                : name,
      );
      return env.DB.prepare(
        `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
        insert into orders select ${values.join(', ')} from orders cross join n where orders.number like '20%'`,
      ).run();
    };
    await copies(60, 'sto_harbour_goods', Date.now() - 8 * day);
    await copies(10, 'sto_harbour_outlet', Date.now() - 9 * day);
    await copies(3000, 'sto_harbour_goods', Date.now() + day);
    await run();

    expect(await value(`select count(*) from order_events where rule = 'overdue:7'`)).toBe(70);
    const { counts, bindings } = counting();
    await applyRules(openDatabase({ DB: bindings.DB }), Date.now());
    expect(counts.rowsRead).toBeLessThan(40);
  });
});
