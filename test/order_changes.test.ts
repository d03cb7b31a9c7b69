// /admin/orders/:id/change: staff change an order by hand, and write notes about it. That the books balance whatever is changed is in
// test/order_sequences.test.ts.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { change } from '../src/orders/changing/changing.ts';
import * as handling from '../src/orders/handling.ts';
import { find, plan } from '../src/orders/taking.ts';
import { batch } from '../src/web/database.ts';
import { atWork } from './support/colleagues.ts';
import { postbox } from './support/mail.ts';
import { aGuestOrder, anOrder, aProduct, guestPath, numberOf, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const revisionOf = async (id: string) => Number(await value('select revision from orders where id = ?', id));
const at = async (id: string, what = 'change') => `/admin/orders/${id}/${what}?revision=${await revisionOf(id)}`;
const why = 'Asked by phone <3';

/** The form as the page shows it: its address, and what its fields hold. */
async function formAt(browser: Visitor, id: string) {
  const { text } = await browser.get(`/admin/orders/${id}/change`);
  return formIn(text);
}

function formIn(text: string) {
  const form = /<form method="post" action="([^"]+\/change[^"]*)"([\s\S]*?)<\/form>/.exec(text);
  const unescaped = (html = '') => html.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
  const inputs = [...(form?.[2] ?? '').matchAll(/<input[^>]*name="([^"]+)"[^>]*>/g)];
  const boxes = inputs.filter(([tag]) => !tag.includes('type="checkbox"'));
  const values = boxes.map(([tag, name]) => [name ?? '', unescaped(/value="([^"]*)"/.exec(tag)?.[1])]);
  const selects = [...(form?.[2] ?? '').matchAll(/<select[^>]*name="([^"]+)"([\s\S]*?)<\/select>/g)];
  const chosen = selects.map(([, name, options]) => [name, /value="([^"]*)" selected/.exec(options ?? '')?.[1] ?? '']);
  const all: Record<string, string> = Object.fromEntries([...values, ...chosen]);
  return { action: unescaped(form?.[1]), values: all };
}

const orderNow = async (id: string) =>
  (
    await rows(
      `select total_minor, tax_minor, rebate_minor, item_count, shipping_minor, paid_minor, refunded_minor, status,
        delivery ->> 'city' as city, billing ->> 'city' as billed from orders where id = ?`,
      id,
    )
  )[0];

/** A browser of somebody of the staff, and what the shop sends because of them. */
async function atDesk(traits: Parameters<typeof atWork>[0] = {}) {
  const { sent, binding } = postbox();
  return { browser: await atWork({ ...traits, bindings: { EMAIL: binding } }), sent, binding };
}

describe('an order that staff change', () => {
  it('costs, holds and says what they changed; history and audit name who and why, and the customer reads neither', async () => {
    const customer = await signedIn({ language: 'de' });
    const rope = await aProduct({ stock: 5 });
    const hook = await aProduct({
      sku: 'HK-1',
      priceMinor: 1000,
      taxClass: 'zero',
      stock: 4,
      names: { en: 'Boat hook' },
    });
    const id = await anOrder(customerIn(customer), { items: [{ productId: rope, quantity: 2 }] });
    const { browser, sent } = await atDesk({ role: 'manager', name: 'Max Manager' });
    const { action, values } = await formAt(browser, id);
    const { status } = await browser.post(action, {
      ...values,
      'quantity-1': '1',
      'price-1': '50',
      shipping: '0',
      rebate: '10 %',
      delivery_city: 'Cork',
      'sku-1': 'HK-1',
      'count-1': '2',
      'name-2': 'Sail repair',
      'count-2': '1',
      'cost-2': '20',
      'tax-2': 'standard',
      why,
    });

    expect(status).toBe(303);
    // 50 + 2 × 10 + 20, less a tenth, of which the zero rate bears its share.
    expect(await orderNow(id)).toEqual({
      total_minor: 8100,
      tax_minor: 841 + 337,
      rebate_minor: 900,
      item_count: 4,
      shipping_minor: 0,
      paid_minor: 0,
      refunded_minor: 0,
      status: 'placed',
      city: 'Cork',
      billed: 'Dublin',
    });
    expect(await rows('select id, stock from products where stock is not null order by stock')).toEqual([
      { id: hook, stock: 2 },
      { id: rope, stock: 4 },
    ]);
    const page = (await browser.get(`/admin/orders/${id}`)).text;
    for (const words of [
      'Max Manager',
      'Asked by phone &lt;3',
      'Rope bag: Quantity: 2 → 1',
      'Rope bag: Price: €59.90 → €50.00',
      'Boat hook: 2 added',
      'Sail repair: 1 added',
      'Discount: €0.00 → €9.00',
      'Delivery address: another one',
      'Total: €124.70 → €81.00',
      'Shipping: €4.90 → €0.00',
    ]) {
      expect(page).toContain(words);
    }
    expect(await value(`select count(*) from audit where act = 'order_changed'`)).toBe(1);
    const shown = (await customer.get(`/account/orders/${await numberOf(id)}`)).text;
    expect(shown).toMatch(/Vom Shop geändert(<\/bdi>)?<\/strong> 81,00/);
    expect(shown).not.toMatch(/Asked by phone|Max Manager|→/);
    expect((await customer.get('/account/orders?q=sail')).text).toContain(await numberOf(id));
    const [news] = sent;
    expect(sent).toHaveLength(1);
    expect(news?.subject).toBe(`Wir haben Ihre Bestellung ${await numberOf(id)} geändert`);
    expect(news?.text).toMatch(/kostet jetzt 81,00\s€.*noch 81,00\s€ zu zahlen/);
    expect(news?.text).not.toContain('phone');
  });

  it('has one effect of twenty equal changes at once, and tells once, with the reason where that is ticked', async () => {
    const id = await anOrder(await aCustomer());
    const { browser, sent, binding } = await atDesk();
    const same = () => visitor({ cookies: new Map(browser.cookies), bindings: { EMAIL: binding } });
    const path = await at(id);
    const form = { rebate: '1', why, isWhyTold: 'on' };
    const replies = await Promise.all(Array.from({ length: 20 }, () => same().post(path, form)));

    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await value(`select count(*) from order_events where event = 'changed'`)).toBe(1);
    expect(sent.map(({ text }) => text)).toEqual([expect.stringMatching(/costs €63\.80 now[\s\S]*Asked by phone <3/)]);
  });

  it('shows whoever was slower what changed meanwhile, keeps what they typed, and takes it on top', async () => {
    const id = await anOrder(await aCustomer(), { paymentMethod: 'elsewhere' });
    const [one, other] = [await atWork({ name: 'Max Manager' }), await atWork({ email: 'two@example.com' })];
    const [first, second] = [await formAt(one, id), await formAt(other, id)];
    await one.post(first.action, { ...first.values, 'quantity-1': '3', shipping: '9.90', why: 'Three of them' });
    const reply = await other.post(second.action, { ...second.values, rebate: '5', why: 'A good customer' });

    expect(reply.status).toBe(409);
    for (const words of ['Max Manager', 'Three of them', 'Quantity: 1 → 3', 'Shipping: €4.90 → €9.90']) {
      expect(reply.text).toContain(words);
    }
    const again = formIn(reply.text);
    expect(again.values).toMatchObject({ 'quantity-1': '3', shipping: '9.90', rebate: '5', why: 'A good customer' });
    expect((await other.post(again.action, again.values)).status).toBe(303);
    expect(await orderNow(id)).toMatchObject({ total_minor: 3 * 5990 + 990 - 500, item_count: 3 });
  });

  it('is as it was where anything is wrong, and says what', async () => {
    const short = await aProduct({ sku: 'FEW', stock: 1 });
    await aProduct({ sku: 'ELSEWHERE', store: 'outlet' });
    await aProduct({ sku: 'GONE', retiredAt: 1 });
    const customer = await aCustomer();
    const [placed, sent, over, foreign] = [
      await anOrder(customer, { items: [{ productId: short, quantity: 1 }] }),
      await anOrder(customer, { paymentMethod: 'elsewhere' }),
      await anOrder(customer),
      await anOrder(await aCustomer({ store: 'trade', email: 'other@example.com' }), {}, { store: 'trade' }),
    ];
    const scene = await sceneAt();
    await handling.ship(scene, { orderId: sent, staffId: null }, { carrier: 'dpd', trackingCode: '01234567890123' }, 1);
    await handling.cancel(scene, { orderId: over, staffId: null }, 1);
    const browser = await atWork();
    const before = await everythingStored();
    const astray: unknown[] = [];
    for (const [id, form, expected, words] of [
      [placed, {}, 422, 'Nothing is different'],
      [placed, { rebate: '1', why: '' }, 422, 'id="why-problem"'],
      [placed, { rebate: 'lots' }, 422, 'id="rebate-problem"'],
      [placed, { rebate: '101 %' }, 422, 'id="rebate-problem"'],
      [placed, { rebate: '64.81' }, 422, 'more than the order costs'],
      [placed, { rebate: '9999999999999' }, 422, 'id="rebate-problem"'],
      [placed, { 'quantity-1': '0' }, 422, 'id="quantity-1-problem"'],
      [placed, { 'quantity-1': '1000' }, 422, 'id="quantity-1-problem"'],
      [placed, { 'quantity-1': '2' }, 422, 'not enough'],
      [placed, { 'price-1': '-1' }, 422, 'id="price-1-problem"'],
      [placed, { 'price-1': '100000000.01' }, 422, 'id="price-1-problem"'],
      [placed, { 'gone-1': 'on' }, 422, 'Cancel it instead'],
      [placed, { 'quantity-7': '2' }, 422, 'Nothing is different'],
      [placed, { 'sku-2': 'ELSEWHERE', 'count-2': '1' }, 422, 'id="sku-2-problem"'],
      [placed, { 'sku-1': 'GONE', 'count-1': '1' }, 422, 'id="sku-1-problem"'],
      [placed, { 'name-1': 'Sail repair', 'count-1': '1' }, 422, 'id="cost-1-problem"'],
      [placed, { shipping: '1.234' }, 422, 'id="shipping-problem"'],
      [placed, { delivery_country: 'IE', delivery_city: '' }, 422, 'id="delivery_city-problem"'],
      [placed, { trackingCode: '01234567890123', carrier: 'dpd' }, 422, 'when the order is shipped'],
      [sent, { 'quantity-1': '2' }, 422, 'nothing can come to it'],
      [sent, { 'price-1': '60' }, 422, 'nothing can come to it'],
      [sent, { trackingCode: '7', carrier: 'dpd' }, 422, 'id="trackingCode-problem"'],
      [over, { rebate: '1' }, 409, 'came to nothing'],
      [foreign, { rebate: '1' }, 404, ''],
      ['ord_nothing', { rebate: '1' }, 404, ''],
    ] as const) {
      const { status, text } = await browser.post(await at(id), { why, ...form });
      if (status !== expected || !text.includes(words)) astray.push([form, status, text.includes(words)]);
    }

    expect(astray).toEqual([]);
    expect(await everythingStored()).toBe(before);
    const support = await atWork({ role: 'support', email: 'sue@example.com' });
    expect((await support.get(`/admin/orders/${placed}/change`)).status).toBe(403);
    expect((await support.get(`/admin/orders/${placed}`)).text).not.toContain('/change');
  });

  it('and that has an invoice has it taken back and another one, with their numbers in the history', async () => {
    const id = await anOrder(await aCustomer());
    const { browser, sent } = await atDesk();
    await browser.post(`/admin/orders/${id}/payments`, { amount: '64.80' });
    await browser.post(await at(id), { 'price-1': '40', why });
    await browser.post(`/admin/orders/${id}/repayment`);
    await browser.post(await at(id), { 'name-1': 'Sail repair', 'count-1': '1', 'cost-1': '30', why });
    const papers = await rows(
      `select type, number, content ->> 'corrects' as corrects, content ->> 'totalMinor' as total from documents
      where type <> 'order' order by issued_at, type, number`,
    );

    expect(papers).toEqual([
      { type: 'invoice', number: '2026-00001', corrects: null, total: 6480 },
      { type: 'credit_note', number: '2026-00001', corrects: '2026-00001', total: 6480 },
      { type: 'invoice', number: '2026-00002', corrects: null, total: 4490 },
      { type: 'credit_note', number: '2026-00002', corrects: '2026-00002', total: 4490 },
      { type: 'invoice', number: '2026-00003', corrects: null, total: 7490 },
    ]);
    const page = (await browser.get(`/admin/orders/${id}`)).text;
    expect(page).toContain('Credit note 2026-00002, invoice 2026-00003');
    expect(page).toContain('value="30.00"');
    expect(await orderNow(id)).toMatchObject({ paid_minor: 6480, refunded_minor: 1990, status: 'paid' });
    await browser.post(`/admin/orders/${id}/payments`, { amount: '30' });
    await browser.post(`/admin/orders/${id}/refund`);
    expect(await rows('select turnover_minor, points from memberships')).toEqual([{ turnover_minor: 0, points: 0 }]);
    expect(
      await value(`select content ->> 'corrects' from documents where type = 'credit_note' order by id desc`),
    ).toBe('2026-00003');
    const subjects = sent.map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.startsWith('Your invoice'))).toHaveLength(2);
    expect(subjects.filter((subject) => subject.startsWith('We have changed'))).toHaveLength(2);
    expect(subjects.filter((subject) => subject.startsWith('We are sending back'))).toHaveLength(1);
  });

  it('is paid once it costs no more than what came', async () => {
    const id = await anOrder(await aCustomer());
    const browser = await atWork();
    await browser.post(`/admin/orders/${id}/payments`, { amount: '50' });
    await browser.post(await at(id), { rebate: '20', why });

    expect(await orderNow(id)).toMatchObject({ total_minor: 4480, status: 'paid' });
    expect(await value('select turnover_minor from memberships')).toBe(4480);
    expect(await value(`select content ->> 'totalMinor' from documents where type = 'invoice'`)).toBe(4480);
    expect((await browser.get(`/admin/orders/${id}`)).text).toContain('€5.20 was paid too much');
  });
});

it('money is noted once of a form that is sent twice, and not where the order has changed since', async () => {
  const id = await anOrder(await aCustomer());
  const browser = await atWork();
  const formTo = async (what: string) =>
    (await browser.get(`/admin/orders/${id}`)).text
      .split('action="')
      .find((rest) => rest.includes(`/${what}?`))
      ?.split('"')[0] ?? '';
  const payments = await formTo('payments');
  await browser.post(payments, { amount: '50' });
  expect((await browser.post(payments, { amount: '10' })).location).toContain('problem=changed_meanwhile');
  await browser.post(await at(id), { rebate: '20', why });
  const [repayment, refund] = [await formTo('repayment'), await formTo('refund')];
  await browser.post(await at(id), { rebate: '30', why });
  for (const stale of [repayment, refund]) {
    expect((await browser.post(stale)).location).toContain('problem=changed_meanwhile');
  }
  expect(await orderNow(id)).toMatchObject({ paid_minor: 5000, refunded_minor: 0 });
  await browser.post(await formTo('repayment'));
  expect(await orderNow(id)).toMatchObject({ refunded_minor: 1520 });
});

describe('a note about an order', () => {
  it('is of staff only, or for whoever ordered, who has it as a message and with the order', async () => {
    const customer = await signedIn();
    const guest = await aGuestOrder();
    const { browser, sent: told } = await atDesk();
    for (const id of [await anOrder(customerIn(customer)), guest.id]) {
      await browser.post(await at(id, 'notes'), { text: 'Watch this one', to: 'staff' });
      await browser.post(await at(id, 'notes'), { text: 'It comes on Friday,\r\nbefore noon <3', to: 'customer' });
      const page = (await browser.get(`/admin/orders/${id}`)).text;
      expect(page).toContain('Watch this one');
      expect(page).toContain('before noon &lt;3');
      const path = id === guest.id ? await guestPath(guest) : `/account/orders/${await numberOf(id)}`;
      const { text } = await (id === guest.id ? visitor() : customer).get(path);
      expect(text).not.toMatch(/Watch this one|Internal note/);
      expect(text).toContain('before noon &lt;3');
    }

    expect(told.map(({ text }) => text)).toEqual(Array(2).fill(expect.stringContaining('on Friday,\nbefore noon <3')));
    expect(told[0]?.html).toContain('before noon &lt;3');
    expect(JSON.stringify(told)).not.toContain('Watch');
  });

  it('that is empty, huge, for nobody, or about an order that changed meanwhile is not written, and stays in its field', async () => {
    const id = await anOrder(await aCustomer());
    const browser = await atWork();
    const path = await at(id, 'notes');
    for (const form of [{}, { text: 'x'.repeat(1001), to: 'staff' }, { text: 'Hm', to: 'everybody' }]) {
      expect((await browser.post(path, form)).status).toBe(422);
    }
    await browser.post(path, { text: 'First', to: 'staff' });
    const { status, text } = await browser.post(path, { text: 'Second', to: 'staff' });

    expect([status, text.includes('First'), text.includes('>Second</textarea>')]).toEqual([409, true, true]);
    expect(await value(`select count(*) from order_events where event = 'noted'`)).toBe(1);
  });

  it('and every reason go with the person, also what was written of an order that was still open', async () => {
    const customer = await signedIn();
    const id = await anOrder(customerIn(customer), { paymentMethod: 'elsewhere' });
    const browser = await atWork();
    await browser.post(await at(id), { rebate: '1', why: 'Grace asked' });
    await browser.post(`/admin/customers/${customerIn(customer)}/deletion`, { password: 'tall-ships-in-the-fog' });
    expect(await value('select erased_at from orders')).not.toBeNull();
    await browser.post(await at(id, 'notes'), { text: 'Leave it with Grace’s neighbour', to: 'staff' });
    const scene = await sceneAt();
    await handling.ship(scene, { orderId: id, staffId: null }, { carrier: '', trackingCode: '' }, Date.now());
    await handling.deliver(scene, { orderId: id, staffId: null }, Date.now());

    expect(await everythingStored()).not.toMatch(/Grace/);
    expect(await value('select count(*) from order_events where changes is not null')).toBe(0);
  });
});

it('two of the staff who change an order at once, one has an effect, whoever reads it first', async () => {
  const id = await anOrder(await aCustomer());
  const scene = await sceneAt();
  const revision = await revisionOf(id);
  const results = await Promise.all(
    [100, 200].map((minor) =>
      change(scene, { orderId: id, staffId: null }, { revision, rebate: { minor }, why, isWhyTold: false }, 5),
    ),
  );

  expect(results.map((result) => (result.ok ? 'ok' : result.problem)).toSorted()).toEqual(['changed_meanwhile', 'ok']);
});

it('what is done to an order that became somebody else’s meanwhile is not done', async () => {
  const id = await anOrder(await aCustomer());
  const other = await aCustomer({ email: 'other@example.com' });
  const scene = await sceneAt();
  const found = await find(scene, id);
  if (!found) throw new Error('no order');
  const planned = plan(scene, found, { staffId: null }, { step: 'pay', changeOf: handling.payingAll(scene, 5) }, 5);
  if (!planned.ok) throw new Error(planned.problem);
  await env.DB.prepare('update orders set customer_id = ?').bind(other).run();
  const before = await everythingStored();
  const [, taken] = await batch(scene.db, planned.statements);

  expect(taken).toEqual([]);
  expect(await everythingStored()).toBe(before);
});
