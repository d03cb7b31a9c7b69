// /admin/statuses, statuses that staff set, and what is done to many orders at once.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { atWork } from './support/colleagues.ts';
import { postbox } from './support/mail.ts';
import { aGuestOrder, anOrder, guestPath, numberOf } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { aStatus, packed } from './support/statuses.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const here = '/admin/statuses';
const stored = () =>
  rows('select id, names, set_by, days, after_id, position, retired_at from order_statuses order by position, id');
const follows = (after: string, days = '3') => ({ ...packed, trigger: 'follows', days, after });

describe('a status of the store', () => {
  it('is added, changed, moved, retired and brought back, and the audit says so', async () => {
    const browser = await atWork({ role: 'manager' });
    expect((await browser.get(here)).text).toContain('You have no statuses of your own');
    expect((await browser.post(here, packed)).location).toBe(`${here}?done=added`);
    await browser.post(here, { ...packed, name_en: 'Reminder', trigger: 'overdue', days: '7' });
    const [one, two] = (await stored()).map(({ id }) => String(id));
    await browser.post(`${here}/${one}`, { ...packed, name_en: 'Wrapped' });
    await browser.post(`${here}/${two}/move`, { direction: 'up' });
    await browser.post(`${here}/${one}/retirement`);

    expect(await stored()).toMatchObject([
      { id: two, set_by: 'overdue', days: 7, position: 1, retired_at: null },
      { id: one, position: 2, retired_at: expect.any(Number) as number, names: '{"en":"Wrapped","de":"Gepackt"}' },
    ]);
    expect((await browser.get(here)).text).toMatch(/Reminder[^]*payment 7 days overdue[^]*Wrapped[^]*\(retired\)/);
    expect((await browser.post(`${here}/${one}/return`)).location).toBe(`${here}?done=returned`);
    expect((await rows('select act from audit order by id')).map(({ act }) => act)).toEqual([
      ...(['status_added', 'status_added', 'status_changed', 'status_changed'] as const),
      ...(['status_retired', 'status_returned'] as const),
    ]);
    const owner = await atWork();
    expect((await owner.get('/admin/audit')).text).toContain('Status brought back');
  });

  it.each([
    ['a second of the same event', { ...packed, trigger: 'paid' }, 409, 'is set by the same event'],
    ['a second of as many days', { ...packed, trigger: 'overdue', days: '7' }, 409, 'is set by the same event'],
    ['a second that follows the same', follows('sts_paid'), 409, 'follows the same one'],
    ['one that follows a retired one', follows('sts_old'), 409, 'is retired or gone'],
    ['one that follows one of another store', follows('sts_outlet'), 422, 'is retired or gone'],
    [
      'one that follows nothing',
      { ...packed, trigger: 'follows', days: '3' },
      422,
      'choose the status that it follows',
    ],
    ['no days', follows('sts_next', '0'), 422, '1 to 365 days'],
    ['too many days', { ...packed, trigger: 'overdue', days: '366' }, 422, '1 to 365 days'],
    [
      'an invoice of what is cancelled',
      { ...packed, trigger: 'cancelled', document: 'invoice' },
      422,
      'comes to nothing',
    ],
    ['no name', { ...packed, name_en: '' }, 422, 'Please fill in this field'],
    ['another colour', { ...packed, colour: 'red;background:url(//x)' }, 422, 'cannot be used here'],
  ])('is not %s', async (_, form, status, words) => {
    await aStatus({ id: 'sts_paid', trigger: 'paid' });
    await aStatus({ id: 'sts_late', trigger: 'overdue', days: 7 });
    await aStatus({ id: 'sts_next', trigger: 'follows', days: 3, afterId: 'sts_paid' });
    await aStatus({ id: 'sts_old', retiredAt: 1 });
    await aStatus({ id: 'sts_outlet', store: 'outlet' });
    const browser = await atWork({ role: 'manager' });
    const before = await stored();
    const reply = await browser.post(here, form);

    expect(reply.status).toBe(status);
    expect(reply.text).toContain(words);
    expect(await stored()).toEqual(before);
  });

  it('never comes after itself, however long the way, and not when two are saved at once either', async () => {
    const browser = await atWork({ role: 'manager' });
    for (const id of ['sts_a', 'sts_b', 'sts_c']) await aStatus({ id });
    const save = (id: string, after: string) => browser.post(`${here}/${id}`, follows(after));
    expect((await save('sts_a', 'sts_a')).status).toBe(409);
    expect((await save('sts_b', 'sts_a')).status).toBe(303);
    expect((await save('sts_c', 'sts_b')).status).toBe(303);
    expect((await save('sts_a', 'sts_c')).text).toContain('It would come after itself');

    for (let round = 0; round < 5; round += 1) {
      await env.DB.prepare(`update order_statuses set set_by = 'hand', days = 0, after_id = null`).run();
      const replies = await Promise.all([save('sts_a', 'sts_b'), save('sts_b', 'sts_c'), save('sts_c', 'sts_a')]);
      expect(replies.map(({ status }) => status).toSorted()).toEqual([303, 303, 409]);
      expect(await value('select count(*) from order_statuses where after_id is not null')).toBe(2);
    }
    const twice = await Promise.all([1, 2, 3].map(() => browser.post(here, { ...packed, trigger: 'paid' })));
    expect(twice.map(({ status }) => status).toSorted()).toEqual([303, 409, 409]);
  });

  it('that an order has had is retired, not removed, and comes back only to a place that is free', async () => {
    const [used, unused, paid] = [await aStatus(), await aStatus({ position: 2 }), await aStatus({ trigger: 'paid' })];
    const id = await anOrder(await aCustomer());
    const browser = await atWork({ role: 'manager' });
    await browser.post(`/admin/orders/${id}/status`, { status: used });
    await browser.post(`/admin/orders/${id}/payments`, { amount: '64.80' });
    await browser.post(`${here}/${unused}`, follows(used));

    expect((await browser.post(`${here}/${used}/retirement`)).location).toBe(`${here}/${used}?problem=is_followed`);
    expect((await browser.post(`${here}/${unused}/removal`)).location).toBe(`${here}?done=removed`);
    for (const one of [used, paid])
      expect((await browser.post(`${here}/${one}/removal`)).location).toBe(`${here}/${one}?problem=is_used`);
    await browser.post(`${here}/${paid}/retirement`);
    await browser.post(here, { ...packed, trigger: 'paid' });
    expect((await browser.post(`${here}/${paid}/return`)).location).toBe(`${here}/${paid}?problem=trigger_taken`);
    expect((await browser.get(`${here}/${paid}?problem=trigger_taken`)).text).toContain('Retire that one first');
  });

  it('of another store is not there, for any method, and support only look', async () => {
    const foreign = await aStatus({ store: 'outlet' });
    const own = await aStatus();
    const browser = await atWork({ role: 'manager' });
    const before = await everythingStored();
    for (const rest of ['', '/move', '/retirement', '/return', '/removal'])
      expect((await browser.post(`${here}/${foreign}${rest}`, packed)).status).toBe(404);
    expect((await browser.get(`${here}/${foreign}`)).status).toBe(404);
    expect(await everythingStored()).toBe(before);

    const support = await atWork({ role: 'support', email: 'sue@example.com' });
    expect((await support.get(`${here}/${own}`)).text).not.toMatch(/<form[^>]*action="\/admin\/statuses/);
    expect((await support.get(`/admin/orders`)).text).not.toContain('name="order"');
  });
});

describe('a status that staff set', () => {
  it('shows in lists, on the page and in the history, in the language of whoever looks, with who did it', async () => {
    const status = await aStatus({ texts: { en: 'It waits.' } });
    const customer = await signedIn({ language: 'de' });
    const id = await anOrder(customerIn(customer));
    const post = postbox();
    const browser = await atWork({ role: 'manager', name: 'Max Manager', bindings: { EMAIL: post.binding } });
    const note = 'By the <quay>.\nCome & see.';
    const reply = await browser.post(`/admin/orders/${id}/status`, { status, note });

    expect(reply.location).toBe(`/admin/orders/${id}?done=status_set`);
    expect(await rows(`select act from audit`)).toEqual([{ act: 'order_status_set' }]);
    for (const path of ['/admin/orders', `/admin/orders/${id}`, `/admin/customers/${customerIn(customer)}/orders`])
      expect((await browser.get(path)).text).toMatch(/tag tag-violet[^]*Packed/);
    expect((await browser.get(`/admin/orders/${id}`)).text).toMatch(
      /Packed[^]*Max Manager[^]*It waits\.[^]*By the &lt;quay/,
    );
    for (const path of ['/account', '/account/orders', `/account/orders/${await numberOf(id)}`]) {
      const { text } = await customer.get(path);
      expect(text).toContain('Gepackt');
      expect(text).not.toContain('Max Manager');
    }
    const mail = post.sent.find(({ subject }) => subject.endsWith(': Gepackt'));
    expect(mail?.text).toContain(note);
    expect(mail?.html).toContain('By the &lt;quay&gt;.<br>Come &amp; see.');
    await env.DB.prepare(`update order_statuses set names = '{"cs":"Zabaleno"}'`).run();
    expect((await customer.get('/account/orders')).text).toContain('Zabaleno');
  });

  it('says by which rule, and a guest sees it on their page', async () => {
    const status = await aStatus({ trigger: 'paid' });
    const order = await aGuestOrder();
    const browser = await atWork({ role: 'manager' });
    await browser.post(`/admin/orders/${order.id}/payments`, { amount: '64.80' });

    expect(await value('select status_id from orders')).toBe(status);
    expect((await browser.get(`/admin/orders/${order.id}`)).text).toContain('by the rule: payment received');
    const { text } = await visitor().get(await guestPath(order));
    expect(text).toContain('It waits for the postman.');
    expect(text).not.toContain('by the rule');
  });

  it.each([
    ['of another store', { store: 'outlet' } as const, 'status_gone'],
    ['that an event sets', { trigger: 'paid' } as const, 'status_gone'],
    ['that is retired', { retiredAt: 1 }, 'status_gone'],
  ])('is none %s', async (_, traits, problem) => {
    const status = await aStatus(traits);
    const id = await anOrder(await aCustomer());
    const browser = await atWork({ role: 'manager' });
    expect((await browser.post(`/admin/orders/${id}/status`, { status })).location).toContain(problem);

    expect(await value('select status_id from orders')).toBe(null);
    expect((await browser.get(`/admin/orders/${id}`)).text).not.toContain(status);
  });

  it('is set once of twenty clicks, and not twice', async () => {
    const status = await aStatus({ document: 'invoice' });
    const id = await anOrder(await aCustomer());
    const browser = await atWork({ role: 'manager' });
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => browser.post(`/admin/orders/${id}/status`, { status })),
    );

    expect(replies.filter(({ location }) => location?.endsWith('done=status_set'))).toHaveLength(1);
    expect(await value(`select count(*) from order_events where event = 'status'`)).toBe(1);
    expect(await value(`select count(*) from outbox where template = 'order_status_own'`)).toBe(1);
    expect(await value(`select count(*) from documents where type = 'invoice'`)).toBe(1);
    expect((await browser.post(`/admin/orders/${id}/status`, { status })).location).toContain('has_status');
  });
});

/** Sends what the bar sends, and goes on until all is done, as the page does; returns the last page. */
async function doToMany(browser: Visitor, act: string, orders: readonly string[], confirmed = '') {
  const body = new URLSearchParams({ act, ...(confirmed ? { confirmed } : {}) });
  for (const id of orders) body.append('order', id);
  const headers = { Origin: browser.origin, 'Content-Type': 'application/x-www-form-urlencoded' };
  let reply = await browser.send('/admin/orders/bulk', { method: 'POST', body: body.toString(), headers });
  for (let step = 0; step < 10 && reply.location; step += 1) {
    const { text } = await browser.get(reply.location);
    const [, form] = /<form[^>]*data-step[^>]*>([^]*?)<\/form>/.exec(text) ?? [];
    if (form === undefined) return { ...reply, text };
    const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', typed = '']) => [
      name,
      typed,
    ]);
    reply = await browser.post('/admin/orders/bulk', Object.fromEntries(fields));
  }
  return reply;
}

describe('many orders at once', () => {
  it('are each decided by themselves, and each is told of', async () => {
    const customer = await aCustomer();
    const [open, paid, cancelled] = [await anOrder(customer), await anOrder(customer), await anOrder(customer)];
    const foreign = await anOrder(
      await aCustomer({ store: 'outlet', email: 'o@example.com' }),
      {},
      { store: 'outlet' },
    );
    const browser = await atWork({ role: 'manager' });
    await browser.post(`/admin/orders/${paid}/payments`, { amount: '64.80' });
    await browser.post(`/admin/orders/${cancelled}/cancellation`);
    const { text } = await doToMany(browser, 'paid', [open, paid, cancelled, foreign, 'ord_nothing']);

    expect(text).toContain('Done for one order.');
    for (const words of ['>Done<', 'is paid', 'is cancelled already', 'No order of this store'])
      expect(text).toContain(words);
    expect(text).not.toContain(await numberOf(foreign).then((number) => `/admin/orders/${foreign}">${number}`));
    expect(await rows('select id, paid_minor from orders where paid_minor > 0 order by id')).toHaveLength(2);
    expect(await rows('select turnover_minor, order_count from memberships where customer_id = ?', customer)).toEqual([
      { turnover_minor: 2 * 6480, order_count: 2 },
    ]);
    expect(await value(`select count(*) from audit where act = 'order_paid'`)).toBe(2);
    expect(await value(`select count(*) from outbox where template = 'order_status'`)).toBe(3);
  });

  it('get a status of the store, more than a portion of them, and each request waits as often as for one', async () => {
    const customer = await aCustomer();
    const status = await aStatus();
    const ids = [];
    for (let count = 0; count < 45; count += 1)
      ids.push(await anOrder(customer, {}, { now: 1_790_000_000_000 + count }));
    const { cookies } = await atWork({ role: 'manager' });
    const waits = [];
    for (const some of [ids.slice(0, 1), ids.slice(1, 21)]) {
      const { counts, ...counted } = counting();
      await visitor({ cookies, ...counted }).post('/admin/orders/bulk', {
        act: `status:${status}`,
        rest: some.join('.'),
      });
      waits.push(counts.waits);
    }
    expect(waits).toEqual([2, 2]);
    const { text } = await doToMany(visitor({ cookies }), `status:${status}`, ids);

    expect(text).toContain('Done for 24 orders.');
    expect(text.match(/has this status already/g)).toHaveLength(21);
    expect(await rows('select distinct status_id from orders')).toEqual([{ status_id: status }]);
    expect(await value(`select count(*) from order_events where event = 'status'`)).toBe(45);
    expect(await value(`select count(*) from outbox where template = 'order_status_own'`)).toBe(45);
  });

  it('are shipped, delivered, and cancelled only once staff have seen what that means', async () => {
    const customer = await aCustomer();
    const one = await anOrder(customer, { paymentMethod: 'elsewhere' });
    const two = await anOrder(customer);
    const browser = await atWork({ role: 'manager' });
    await doToMany(browser, 'shipped', [one, two]);
    await doToMany(browser, 'delivered', [one, two]);
    const asked = await doToMany(browser, 'cancelled', [one, two]);
    expect(asked.text).toContain('2 orders come to nothing');
    expect(await rows('select status from orders order by id')).toEqual([
      { status: 'delivered' },
      { status: 'placed' },
    ]);
    const { text } = await doToMany(browser, 'cancelled', [one, two], 'on');

    expect(text).toContain('Done for one order.');
    expect(await rows('select status from orders order by id')).toEqual([
      { status: 'delivered' },
      { status: 'cancelled' },
    ]);
  });

  it.each([
    ['nothing', {}, 'does not come from the list'],
    ['no order', { act: 'paid' }, 'Tick the orders first'],
    ['another act', { act: 'refunded', order: 'ord_1' }, 'does not come from the list'],
    ['no ids', { act: 'paid', order: "' or 1=1 --" }, 'does not come from the list'],
    [
      'too many',
      { act: 'paid', rest: Array.from({ length: 101 }, (_, i) => `ord_${i}`).join('.') },
      'does not come from the list',
    ],
  ])('are none of %s', async (_, form, words) => {
    const browser = await atWork({ role: 'manager' });
    const before = await everythingStored();
    const reply = await browser.post('/admin/orders/bulk', form);

    expect(reply.status).toBe(422);
    expect(reply.text).toContain(words);
    expect(await everythingStored()).toBe(before);
  });

  it('have a status of nobody else', async () => {
    const foreign = await aStatus({ store: 'outlet' });
    const id = await anOrder(await aCustomer());
    const { text } = await doToMany(await atWork({ role: 'manager' }), `status:${foreign}`, [id]);

    expect(text).toContain('cannot be set by hand');
    expect(await value('select status_id from orders')).toBe(null);
  });
});
