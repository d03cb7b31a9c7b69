// What staff do to many customers at once: to those who are ticked, or to all whom a search finds.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { most } from '../src/customers/bulk/bulk.ts';
import { run } from '../src/jobs.ts';
import { atWork } from './support/colleagues.ts';
import { postbox } from './support/mail.ts';
import { aCustomer } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

type Traits = Parameters<typeof aCustomer>[0];

/** So many customers, in the order in which they were made. */
async function crowd(count: number, traits: Traits = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    ids.push(await aCustomer({ email: `c${number}@example.com`, name: `Customer ${number}`, ...traits }));
  }
  return ids;
}

/** Very many contacts, made at once. */
async function contacts(count: number): Promise<void> {
  await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
    insert into customers (id, pool_id, email, email_key, created_at, updated_at)
    select printf('cus_%06d', i), 'pol_harbour', 'c' || i || '@example.com', 'c' || i || '@example.com', i, i from n`,
  )
    .bind(count)
    .run();
  await env.DB.prepare(
    `insert into memberships (store_id, customer_id, status, is_account, created_at)
    select 'sto_harbour_goods', id, 'active', 0, created_at from customers`,
  ).run();
}

function send(browser: Visitor, fields: Record<string, string>, ticked: readonly string[] = []) {
  const body = new URLSearchParams(fields);
  for (const id of ticked) body.append('customer', id);
  return browser.send('/admin/customers/bulk', {
    method: 'POST',
    body: body.toString(),
    headers: { Origin: browser.origin, 'Content-Type': 'application/x-www-form-urlencoded' },
  });
}

const toTicked = (browser: Visitor, act: string, ids: readonly string[]) =>
  send(browser, { act, scope: 'ticked' }, ids);
const toFound = (browser: Visitor, act: string, search: Record<string, string>) =>
  send(browser, { ...search, act, scope: 'found', confirmed: 'on' });

const results = () => rows('select result, count(*) as count from bulk_results group by result order by result');
const told = (act: string) => value('select count(*) from audit where act = ?', act);

describe('to fifty who are ticked', () => {
  it('access is granted: each gets an invitation, and a result with their name', async () => {
    const ids = await crowd(50, { hasLogin: false });
    const post = postbox();
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    const { location } = await toTicked(browser, 'invite', ids);
    const { text } = await browser.get(location ?? '');

    expect(await results()).toEqual([{ result: 'done', count: 50 }]);
    expect(new Set(post.sent.map((mail) => mail.to)).size).toBe(50);
    expect(text.match(/>Invited</g)).toHaveLength(50);
    for (const id of ids) expect(text).toContain(`href="/admin/customers/${id}"`);
    expect(text).toContain('Done for 50 customers.');
    expect(await told('customer_invited')).toBe(50);
    expect(await rows(`select "after" from audit where act = 'bulk_started'`)).toEqual([
      { after: expect.stringContaining('"act":"invite","customers":50') as string },
    ]);
  });

  it('those who wait become active and are told', async () => {
    const ids = await crowd(50, { status: 'pending' });
    const post = postbox();
    await toTicked(await atWork({ role: 'manager', bindings: { EMAIL: post.binding } }), 'activate', ids);

    expect(await results()).toEqual([{ result: 'done', count: 50 }]);
    expect(await rows('select distinct status from memberships')).toEqual([{ status: 'active' }]);
    expect(post.sent).toHaveLength(50);
    expect(await told('customer_activated')).toBe(50);
  });

  it('they are denied', async () => {
    const ids = await crowd(50);
    await toTicked(await atWork({ role: 'manager' }), 'deny', ids);

    expect(await results()).toEqual([{ result: 'done', count: 50 }]);
    expect(await rows('select distinct status from memberships')).toEqual([{ status: 'denied' }]);
    expect(await told('customer_denied')).toBe(50);
  });

  it('they come into a group by hand, with the move in the history of each', async () => {
    const ids = await crowd(50);
    const browser = await atWork({ role: 'manager' });
    await send(browser, { act: 'group', scope: 'ticked', into: 'grp_gold' }, ids);

    expect(await results()).toEqual([{ result: 'done', count: 50 }]);
    expect(await rows('select distinct group_id, is_group_by_hand from memberships')).toEqual([
      { group_id: 'grp_gold', is_group_by_hand: 1 },
    ]);
    expect(await value(`select count(*) from group_moves where reason = 'hand' and to_name = 'Gold'`)).toBe(50);
    expect(await told('customer_grouped')).toBe(50);
  });

  it('they are deleted, once staff have seen what that means', async () => {
    const ids = await crowd(50);
    const stays = await aCustomer({ email: 'stays@example.com' });
    const browser = await atWork({ role: 'manager' });
    const asked = await toTicked(browser, 'delete', ids);

    expect(asked.text).toContain('50 customers are ticked.');
    expect(asked.text).toContain('This cannot be undone');
    expect(asked.text.match(/name="customer"/g)).toHaveLength(50);
    expect(await value('select count(*) from customers')).toBe(51);
    const { location } = await send(browser, { act: 'delete', scope: 'ticked', confirmed: 'on' }, ids);
    expect((await browser.get(location ?? '')).text).toContain('Done for 50 customers.');
    expect(await rows('select id from customers')).toEqual([{ id: stays }]);
    expect(await rows('select distinct customer_id from bulk_results')).toEqual([{ customer_id: null }]);
    expect(
      await rows(
        `select count(distinct json_extract("before", '$.customer')) as count, max(customer_id) as about
        from audit where act = 'customer_deleted'`,
      ),
    ).toEqual([{ count: 50, about: null }]);
  });

  it('the form and the statements cost what they cost for one, but for what each is sent', async () => {
    const ids = await crowd(50);
    const { cookies } = await atWork({ role: 'manager' });
    const { counts, ...counted } = counting();
    await toTicked(visitor({ cookies, ...counted }), 'deny', ids);

    expect(counts.waits).toBeLessThanOrEqual(3);
    expect(counts.statements).toBeLessThanOrEqual(12);
  });
});

describe('each has their own result', () => {
  it('where the group is of another store, or gone', async () => {
    const ids = await crowd(2);
    const browser = await atWork({ role: 'manager', store: 'outlet' });
    const here = await aCustomer({ email: 'here@example.com', store: 'outlet' });
    await send(browser, { act: 'group', scope: 'ticked', into: 'grp_gold' }, [...ids, here]);

    expect(await results()).toEqual([{ result: 'group_gone', count: 3 }]);
    expect(await value('select count(*) from memberships where group_id is not null')).toBe(0);
  });

  it('and deleting takes nobody from another store', async () => {
    const [id = ''] = await crowd(1, { store: 'trade' });
    await send(await atWork({ role: 'manager' }), { act: 'delete', scope: 'ticked', confirmed: 'on' }, [id]);

    expect(await results()).toEqual([{ result: 'not_found', count: 1 }]);
    expect(await value('select count(*) from customers')).toBe(1);
    expect(await told('customer_deleted')).toBe(0);
  });

  it('where it cannot be done to some', async () => {
    const ids = [
      await aCustomer({ email: 'a@example.com', hasLogin: false }),
      await aCustomer({ email: 'b@example.com' }),
      await aCustomer({ email: 'c@example.com', hasLogin: false, status: 'denied' }),
      await aCustomer({ email: 'd@example.com', store: 'trade', hasLogin: false }),
      'cus_01jxnobody',
    ];
    const post = postbox();
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    const { location } = await toTicked(browser, 'invite', ids);
    const { text } = await browser.get(location ?? '');

    expect((await rows('select result from bulk_results order by position')).map(({ result }) => result)).toEqual([
      'done',
      'has_login',
      'denied',
      'not_found',
      'not_found',
    ]);
    expect(post.sent.map((mail) => mail.to)).toEqual(['a@example.com']);
    expect(text).toContain('Can sign in already: 1');
    expect(text).not.toContain('d@example.com');
    expect(await told('customer_invited')).toBe(1);
  });

  it('and nothing happens to whom it was done already', async () => {
    const ids = [await aCustomer({ email: 'a@example.com', status: 'denied' }), await aCustomer({ status: 'active' })];
    const browser = await atWork({ role: 'manager' });
    await toTicked(browser, 'deny', ids);
    await toTicked(browser, 'activate', ids);

    expect(await results()).toEqual([
      { result: 'already_denied', count: 1 },
      { result: 'done', count: 1 },
      { result: 'not_pending', count: 2 },
    ]);
  });

  it('and is told in words without markup, whatever the customer is called', async () => {
    const id = await aCustomer({ name: '<script>alert(1)</script>{{7*7}}=1+1' });
    const browser = await atWork({ role: 'manager' });
    const { location } = await toTicked(browser, 'deny', [id]);
    const { text } = await browser.get(location ?? '');

    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}=1+1');
  });

  it('and stays without a name once the customer is erased', async () => {
    const id = await aCustomer();
    const browser = await atWork({ role: 'manager' });
    const { location } = await toTicked(browser, 'deny', [id]);
    await env.DB.prepare('delete from memberships').run();

    expect((await browser.get(location ?? '')).text).toContain('Somebody who is not on record here');
  });
});

describe('passwords that the shop makes', () => {
  it('are made for ten at a time, and the rest waits for the next portion', async () => {
    await withPolicies({ passwordAtRegistration: 'generated' });
    const ids = await crowd(12, { status: 'pending', hasLogin: false });
    const post = postbox();
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    const { location } = await toTicked(browser, 'activate', ids);

    expect(await results()).toEqual([
      { result: null, count: 2 },
      { result: 'done', count: 10 },
    ]);
    expect((await browser.get(location ?? '')).text).toMatch(/10 of 12 customers[\s\S]*Not yet/);
    expect((await browser.post(`${location}/step`)).location).toBe(location);
    expect(await value('select count(*) from logins')).toBe(12);
    expect(post.sent).toHaveLength(12);
  });
});

describe('to all whom a search finds', () => {
  it('staff are asked first, with the number, and nothing is done until then', async () => {
    await crowd(3);
    await aCustomer({ email: 'other@example.com', name: 'Somebody else' });
    const browser = await atWork({ role: 'manager' });
    const { status, text } = await send(browser, { q: 'customer', sort: 'name', act: 'deny', scope: 'found' });

    expect(status).toBe(200);
    expect(text).toContain('The search finds 3 customers.');
    expect(text).toMatch(/name="q" value="customer"[\s\S]*name="confirmed" value="on"/);
    expect(await rows('select * from bulk_acts')).toEqual([]);
  });

  it('portion by portion, in the order of the list, by pressing on', async () => {
    await crowd(70);
    await aCustomer({ email: 'other@example.com', name: 'Somebody else' });
    const browser = await atWork({ role: 'manager' });
    const { location } = await toFound(browser, 'deny', { q: 'customer', sort: 'name' });
    expect((await browser.get(location ?? '')).text).toContain('0 of 70 customers');

    await browser.post(`${location}/step`);
    expect((await browser.get(location ?? '')).text).toMatch(/50 of 70 customers[\s\S]*value="50"/);
    await browser.post(`${location}/step`);
    await browser.post(`${location}/step`);
    expect(await results()).toEqual([{ result: 'done', count: 70 }]);
    expect(await rows(`select status, count(*) as count from memberships group by status order by status`)).toEqual([
      { status: 'active', count: 1 },
      { status: 'denied', count: 70 },
    ]);
    const first = await browser.get(location ?? '');
    const next = /href="([^"]*\?after=50)"/.exec(first.text)?.[1] ?? '';
    expect((await browser.get(next)).text.match(/>Denied</g)).toHaveLength(20);
  });

  it('of two who press on at once one has an effect', async () => {
    await crowd(60, { status: 'pending' });
    const post = postbox();
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    const { location } = await toFound(browser, 'activate', {});
    await Promise.all([1, 2, 3].map(() => browser.post(`${location}/step`)));
    await browser.post(`${location}/step`);

    expect(await results()).toEqual([{ result: 'done', count: 60 }]);
    expect(post.sent).toHaveLength(60);
    expect(await told('customer_activated')).toBe(60);
  });

  it('what was left is gone on with by the job, and its messages go out', async () => {
    await crowd(120, { hasLogin: false });
    const browser = await atWork({ role: 'manager' });
    const { location } = await toFound(browser, 'invite', {});
    await browser.post(`${location}/step`);
    const post = postbox();
    await run('*/5 * * * *', { ...env, EMAIL: post.binding }, Date.now());

    expect(await results()).toEqual([{ result: 'done', count: 120 }]);
    expect(post.sent).toHaveLength(70);
    expect((await browser.get(location ?? '')).text).toContain('Done for 120 customers.');
  });

  it('the job does not go on for somebody who may not act here any more', async () => {
    await crowd(3);
    await toFound(await atWork({ role: 'manager' }), 'deny', {});
    await env.DB.prepare('update staff_roles set disabled_at = 1').run();
    await run('*/5 * * * *', env, Date.now());

    expect(await results()).toEqual([{ result: null, count: 3 }]);
  });

  it('ten thousand are taken, one more is refused', async () => {
    await contacts(most);
    const browser = await atWork({ role: 'manager' });
    const { location } = await toFound(browser, 'deny', { registered: 'no' });
    expect((await browser.get(location ?? '')).text).toContain('0 of 10,000 customers');
    expect(await rows('select customer_id from bulk_results where position in (1, 10000) order by position')).toEqual([
      { customer_id: 'cus_010000' },
      { customer_id: 'cus_000001' },
    ]);

    await aCustomer({ hasLogin: false });
    await env.DB.prepare('update memberships set is_account = 0').run();
    const { status, text } = await toFound(browser, 'deny', { registered: 'no' });
    expect(status).toBe(422);
    expect(text).toContain('more than 10,000 customers');
    expect(await value('select count(*) from bulk_acts')).toBe(1);
  });
});

describe('refused is', () => {
  it('support, and whoever works at another store', async () => {
    const ids = await crowd(1);
    const { location } = await toTicked(await atWork({ role: 'manager' }), 'deny', ids);
    const support = await atWork({ role: 'support' });
    expect((await toTicked(support, 'invite', ids)).status).toBe(403);
    expect((await support.get(location ?? '')).status).toBe(403);

    const elsewhere = await atWork({ store: 'trade', role: 'owner' });
    expect((await elsewhere.get(location ?? '')).status).toBe(404);
    expect((await elsewhere.post(`${location}/step`)).status).toBe(404);
    expect(await value('select count(*) from bulk_acts')).toBe(1);
  });

  const one = ['cus_01jxsomebody'];
  it.each<[string, Record<string, string>, string[]]>([
    ['nobody at all', { act: 'deny', scope: 'ticked' }, []],
    ['more than a page', { act: 'deny', scope: 'ticked' }, Array.from({ length: 51 }, (_, n) => `cus_${n}`)],
    ['an id that is none', { act: 'deny', scope: 'ticked' }, ["cus_'; drop table customers"]],
    ['an endless id', { act: 'deny', scope: 'ticked' }, [`cus_${'x'.repeat(5000)}`]],
    ['an act that there is not', { act: 'promote', scope: 'ticked' }, one],
    ['no act', { scope: 'ticked' }, one],
    ['a scope that there is not', { act: 'deny', scope: 'everybody' }, one],
    ['a search that finds nobody', { act: 'deny', scope: 'found', q: 'nobody' }, []],
  ])('%s, with words and a way back', async (_, fields, ticked) => {
    const { status, text } = await send(await atWork({ role: 'manager' }), fields, ticked);

    expect(status).toBe(422);
    expect(text).toContain('Nothing was done');
    expect(text).toContain('href="/admin/customers?');
    expect(await rows('select * from bulk_acts')).toEqual([]);
  });
});

it('acts go with their results after thirty days, and not before', async () => {
  const browser = await atWork({ role: 'manager' });
  await toTicked(browser, 'deny', await crowd(2));
  await run('0 * * * *', env, Date.now() + 29 * 86_400_000);
  expect(await value('select count(*) from bulk_results')).toBe(2);

  await run('0 * * * *', env, Date.now() + 31 * 86_400_000);
  expect(await rows('select * from bulk_results')).toEqual([]);
  expect(await rows('select * from bulk_acts')).toEqual([]);
});
