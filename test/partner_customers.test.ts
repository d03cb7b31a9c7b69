// Customers for partners: who is found, who is put on record once, and who may change what whoever else may be changing.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { demoStores } from '../src/demo/shops.ts';
import { customer } from '../src/customers/representing.ts';
import { revising } from '../src/customers/revisions.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { aCustomer, anAddress, customerIn, signedIn } from './support/people.ts';
import { aKey, aPartner, aSystem, systemWith, type Answer, type System } from './support/partners.ts';
import { rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

type Page = { data: Record<string, unknown>[]; next_cursor: string | null };

const pageIn = ({ json }: Answer) => json as unknown as Page;
const mary = { email: 'mary@example.com', name: 'Mary Somerville' };
const outcome = ({ status, json }: Answer) => [status, json.code ?? null];

/** The ids of a whole list, page by page; `between` happens behind each page. */
async function walk(system: System, path: string, between: (page: number) => Promise<void> = () => Promise.resolve()) {
  const ids: unknown[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null; page += 1) {
    const reply: Answer = await system.get(`${path}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(reply.status).toBe(200);
    ids.push(...pageIn(reply).data.map(({ id }) => id));
    cursor = pageIn(reply).next_cursor;
    await between(page);
  }
  return ids;
}

/** So many contacts of the demo store, in one statement: every tenth in the group gold, every tenth registered. */
async function manyCustomers(count: number): Promise<void> {
  const now = Date.now();
  const id = `'cus_many' || substr('00000' || value, -5)`;
  const all = `json_each((select json_group_array(value) from (with recursive n(value) as (select 1 union all select value + 1 from n where value < ${count}) select value from n)))`;
  await env.DB.batch([
    env.DB.prepare(
      `insert into customers (id, pool_id, email, email_key, created_at, updated_at)
       select ${id}, ?1, value || '@many.example', value || '@many.example', ?2, ?2 from ${all}`,
    ).bind(demoStores.goods.poolId, now),
    env.DB.prepare(
      `insert into memberships (store_id, customer_id, status, group_id, created_at, is_account, revision, updated_at)
       select ?1, ${id}, 'active', case when value % 10 = 0 then 'grp_gold' end, ?2, value % 10 = 1, value, ?2 - 2000000 + value * 1000 from ${all}`,
    ).bind(demoStores.goods.id, now),
  ]);
}

/** Changes a customer at this moment. */
async function touch(id: string, at = Date.now()): Promise<void> {
  const db = openDatabase(env);
  await batch(db, [revising(db, id, at)]);
}

describe('a customer', () => {
  it('is shown with all that there is, and as much more as is asked for', async () => {
    const system = await aSystem();
    const id = await aCustomer({ group: 'gold' });
    const addressId = await anAddress(id);
    const plain = await system.get(`/customers/${id}`);
    const more = await system.get(`/customers/${id}?expand=addresses,group`);

    expect(plain.json).toMatchObject({
      id,
      external_id: null,
      email: 'grace@example.com',
      name: 'Grace Hopper',
      phone: null,
      status: 'active',
      is_registered: true,
      group_id: 'grp_gold',
      is_group_by_hand: true,
      group: null,
      currency: 'EUR',
      answers: {},
      addresses: null,
      denied_at: null,
    });
    expect(more.json).toMatchObject({ group: { id: 'grp_gold' }, addresses: [{ id: addressId, city: 'Dublin' }] });
    expect((await system.get(`/customers/${id}`, { 'If-None-Match': plain.headers.get('ETag') ?? '' })).status).toBe(
      304,
    );
    for (const { json } of [plain, more]) expect(customer.safeParse(json).error).toBeUndefined();
  });

  it.each(['pending', 'denied'] as const)('who is %s is shown so', async (status) => {
    const system = await aSystem();
    const reply = await system.get(`/customers/${await aCustomer({ status })}`);

    expect(reply.json.status).toBe(status);
  });

  it('of another store of the pool is not there, whatever is asked', async () => {
    const system = await aSystem();
    const id = await aCustomer({ store: 'outlet' });
    const addressId = await anAddress(id);
    const before = JSON.stringify(await rows('select * from customers, memberships, addresses'));
    const asked: [string, string, unknown?][] = [
      ['get', ''],
      ['get', '/export'],
      ['get', '/addresses'],
      ['get', `/addresses/${addressId}`],
      ['patch', '', { name: 'Nobody' }],
      ['patch', `/addresses/${addressId}`, { city: 'Cork' }],
      ['post', '/addresses', { name: 'A', line1: 'B', city: 'C', postal_code: 'D01 X285', country: 'IE' }],
      ['post', '/invitation', {}],
      ['post', '/activation', {}],
      ['post', '/denial', {}],
      ['put', '/group', { group_id: 'grp_gold' }],
      ['put', '/group', { group_id: null }],
      ['delete', '/denial'],
      ['delete', `/addresses/${addressId}`],
      ['delete', ''],
    ];
    for (const [method, path, body] of asked) {
      const reply = await system.send(method, `/customers/${id}${path}`, body);
      expect([method, path, ...outcome(reply)]).toEqual([method, path, 404, 'not_found']);
    }

    expect(JSON.stringify(await rows('select * from customers, memberships, addresses'))).toBe(before);
    expect(pageIn(await system.get('/customers?email=grace@example.com')).data).toEqual([]);
    expect(await value(`select count(*) from audit where act glob 'customer_*'`)).toBe(0);
  });
});

describe('the list', () => {
  it('finds one by any spelling of the address, and by the own id of whoever asks', async () => {
    const one = await aSystem();
    const other = await aSystem();
    const id = await aCustomer({ email: 'Grace@Example.com' });
    await one.send('patch', `/customers/${id}`, { external_id: 'K-1' });
    const found = async (system: System, query: string) =>
      pageIn(await system.get(`/customers?${query}`)).data.map((row) => [row.id, row.external_id]);

    expect(await found(one, `email=${encodeURIComponent(' GRACE@example.COM ')}`)).toEqual([[id, 'K-1']]);
    expect(await found(one, 'external_id=K-1')).toEqual([[id, 'K-1']]);
    expect(await found(other, 'external_id=K-1')).toEqual([]);
    expect(await found(other, 'email=grace@example.com&status=active&is_registered=true')).toEqual([[id, null]]);
    expect(await found(other, 'email=grace@example.com&status=denied')).toEqual([]);
    expect(outcome(await one.get('/customers?external_id=%00'))).toEqual([422, 'invalid']);
  });

  it('reads at most four rows for each that it returns, on every page', async () => {
    await visitor().get('/login');
    await manyCustomers(2000);
    const since = new Date(Date.now() - 1_500_000).toISOString();
    const { key } = await aKey();
    for (const query of ['', '&group_id=grp_gold', '&is_registered=true', `&updated_since=${since}`, '&expand=group']) {
      const read = async (more: string) => {
        const { counts, ...counted } = counting();
        const page = pageIn(await systemWith(key, counted).get(`/customers?limit=100${query}${more}`));
        expect([query, counts.waits, page.data.length]).toEqual([query, 1, 100]);
        expect(counts.rowsRead).toBeGreaterThan(100);
        expect([query, Math.max(counts.rowsRead, 400)]).toEqual([query, 400]);
        return page;
      };
      const { next_cursor: cursor } = await read('');
      await read(`&cursor=${cursor}`);
    }
  });

  it('skips and doubles none of those who were there, whoever comes and changes while it is read', async () => {
    const system = await aSystem();
    await manyCustomers(60);
    const ids = await walk(system, '/customers?limit=25', async (page) => {
      await system.post('/customers', { email: `${page}@later.example` });
      await system.send('patch', '/customers/cus_many00003', { name: `Page ${page}` });
    });
    const old = ids.filter((id) => String(id).startsWith('cus_many'));

    expect(old.length).toBe(60);
    expect(new Set(old).size).toBe(60);
  });

  it('since a moment has whoever changes meanwhile again at its end, and nobody is left out', async () => {
    const system = await aSystem();
    await manyCustomers(60);
    const since = Date.now() - 1000;
    for (let index = 1; index <= 40; index += 1) await touch(`cus_many000${String(index).padStart(2, '0')}`);
    const path = `/customers?limit=15&updated_since=${new Date(since).toISOString()}`;
    const ids = await walk(system, path, async (page) => {
      if (page === 0) await touch('cus_many00002');
      if (page === 0) await touch('cus_many00039');
      // A change that was begun later and is made sooner is behind none of the others.
      if (page === 1) await touch('cus_many00050', Date.now() + 5000);
      if (page === 1) await touch('cus_many00051', Date.now() - 500);
    });

    expect(new Set(ids)).toEqual(
      new Set([
        ...Array.from({ length: 40 }, (_, index) => `cus_many000${String(index + 1).padStart(2, '0')}`),
        'cus_many00050',
        'cus_many00051',
      ]),
    );
    expect(ids.slice(-4)).toEqual(['cus_many00002', 'cus_many00039', 'cus_many00050', 'cus_many00051']);
    expect(ids.filter((id) => id === 'cus_many00002').length).toBe(2);
    expect(ids.filter((id) => id === 'cus_many00039').length).toBe(1);
  });

  it('since a moment has whoever came since then, also before changes were told of', async () => {
    const system = await aSystem();
    await manyCustomers(3);
    await env.DB.batch([
      env.DB.prepare(`update memberships set revision = 0, updated_at = 0, created_at = 5000`),
      env.DB.prepare(`update memberships set created_at = 1000 where customer_id = 'cus_many00003'`),
    ]);
    const list = (since: number) => walk(system, `/customers?limit=1&updated_since=${new Date(since).toISOString()}`);

    expect(await list(2000)).toEqual(['cus_many00001', 'cus_many00002']);
    await touch('cus_many00001', 100_000);
    expect(await list(2000)).toEqual(['cus_many00002', 'cus_many00001']);
    expect(await list(90_000)).toEqual(['cus_many00001']);
  });

  it('takes no cursor of another order', async () => {
    const system = await aSystem();
    await manyCustomers(3);
    const { next_cursor: cursor } = pageIn(await system.get('/customers?limit=1'));

    expect(outcome(await system.get(`/customers?limit=1&is_registered=false&cursor=${cursor}`))).toEqual([
      422,
      'invalid',
    ]);
    expect(outcome(await system.get(`/customers?limit=1&cursor=${cursor}`))).toEqual([200, null]);
  });
});

describe('putting somebody on record', () => {
  it('is done once, however often and however it is sent at once', async () => {
    const system = await aSystem();
    const spellings = Array.from({ length: 20 }, (_, index) => (index % 2 ? 'Mary@Example.com' : ' mary@example.com '));
    const replies = await Promise.all(
      spellings.map((email) => system.post('/customers', { ...mary, email, invite: true })),
    );
    const made = replies.filter(({ status }) => status === 201);
    const refused = replies.filter(({ status }) => status !== 201);

    expect(made.length).toBe(1);
    expect(refused.map(outcome)).toEqual(refused.map(() => [409, 'customer_known']));
    expect(refused.every(({ json }) => String(json.detail).includes(String(made[0]?.json.id)))).toBe(true);
    expect(await value('select count(*) from memberships')).toBe(1);
    expect(await value(`select count(*) from outbox where template = 'invitation'`)).toBe(1);
    expect(await value(`select count(*) from audit where act = 'customer_opened'`)).toBe(1);
  });

  it('with one Idempotency-Key makes one, and equal replies', async () => {
    const system = await aSystem();
    const send = () => system.post('/customers', { ...mary, external_id: 'K-1' }, { 'Idempotency-Key': 'one' });
    const replies = await Promise.all(Array.from({ length: 20 }, send));
    const done = [...replies.filter(({ status }) => status === 201), await send()];

    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect(new Set(replies.filter(({ status }) => status !== 201).map(({ json }) => json.code))).toSatisfy(
      (codes: Set<unknown>) => codes.size === 0 || (codes.size === 1 && codes.has('idempotency_in_flight')),
    );
  });

  it('does all of it, or nothing', async () => {
    const system = await aSystem();
    const dublin = { name: 'Mary', line1: '4 Quay', city: 'Dublin', postal_code: 'd01x285', country: 'IE' };
    const body = {
      ...mary,
      external_id: 'K-1',
      group_id: 'grp_gold',
      addresses: [{ ...dublin, is_default_billing: true }],
    };
    const gone = await system.post('/customers', { ...body, group_id: 'grp_nothing' });
    const made = await system.post('/customers?expand=addresses,group', body);
    const called = await system.post('/customers', { ...body, email: 'other@example.com' });

    expect(outcome(gone)).toEqual([409, 'group_gone']);
    expect(made.json).toMatchObject({
      status: 'pending',
      external_id: 'K-1',
      is_group_by_hand: true,
      group: { id: 'grp_gold' },
      addresses: [{ postal_code: 'D01 X285', is_default_billing: true }],
    });
    expect(outcome(called)).toEqual([409, 'external_id_known']);
    expect(await value('select count(*) from customers')).toBe(1);
  });

  it('leaves somebody of another store of the pool as they are, and tells only readers who is known', async () => {
    const { partnerId, staffId } = await aKey();
    const writer = systemWith((await aKey({ partnerId, staffId, scopes: ['customers:write'] })).key);
    const id = await aCustomer({ store: 'outlet' });
    const made = await writer.post('/customers', { email: 'GRACE@example.com', name: 'Somebody Else' });
    const known = await writer.post('/customers', { email: 'grace@example.com' });

    expect(made.json).toMatchObject({ id, name: 'Grace Hopper', status: 'active' });
    expect(outcome(known)).toEqual([409, 'customer_known']);
    expect(known.text).not.toContain(id);
  });

  it.each([
    [{ name: 'Mary\u0000Somerville' }, '/name', 'one_line'],
    [{ name: 'Mary\r\nBcc: all@example.com' }, '/name', 'one_line'],
    [{ name: 'x'.repeat(101) }, '/name', 'too_long'],
    [{ phone: '+3531'.padEnd(41, '5') }, '/phone', 'too_long'],
    [{ company: 'x'.repeat(101) }, '/company', 'too_long'],
    [{ vat_id: 'IE'.padEnd(31, '1') }, '/vat_id', 'too_long'],
    [{ company: '\u202eevil' }, '/company', 'one_line'],
    [{ email: 'mary@example.com\r\nBcc: all@example.com' }, '/email', 'email_invalid'],
    [{ email: `${'x'.repeat(250)}@example.com` }, '/email', 'email_invalid'],
    [{ email: ' ' }, '/email', 'required'],
    [{ phone: '12' }, '/phone', 'phone_invalid'],
    [{ vat_id: 'IE1' }, '/vat_id', 'vat_id_invalid'],
    [{ birth_date: '2999-01-01' }, '/birth_date', 'birth_date_invalid'],
    [{ birth_date: '1980-02-31' }, '/birth_date', 'date_invalid'],
    [{ answers: { nothing: 'x' } }, '/answers/nothing', 'field_unknown'],
    [{ addresses: [{ country: 'IE', name: 'A' }] }, '/addresses/0/line1', 'required'],
    [{ addresses: [{ country: 'XX' }] }, '/addresses/0/country', 'invalid'],
    [{ language: 'xx' }, '/language', 'invalid'],
    [{ name: 5 }, '/name', 'type_invalid'],
    [{ nickname: 'x' }, '/nickname', 'field_unknown'],
    [{ external_id: 'with blank' }, '/external_id', 'invalid'],
  ])('refuses %j', async (part, field, code) => {
    const system = await aSystem();
    const reply = await system.post('/customers', { ...mary, ...part });

    expect(outcome(reply)).toEqual([422, 'invalid']);
    expect(reply.json.errors).toContainEqual(expect.objectContaining({ field, code }));
    expect(await value('select count(*) from customers')).toBe(0);
  });

  it('takes answers as the store asks', async () => {
    const system = await aSystem({ store: 'sklad' });
    const made = await system.post('/customers', {
      ...mary,
      answers: { trade: 'charter', boats: '2,5', cranes: 'on' },
    });
    const path = `/customers/${String(made.json.id)}`;
    const changed = await system.send('patch', path, { answers: { cranes: null, boats: '3' } });
    const refused = await system.send('patch', path, { answers: { boats: 'many', trade: 'piracy' } });

    expect(made.json.answers).toEqual({ trade: 'charter', boats: '2.5', cranes: 'on' });
    expect(changed.json.answers).toEqual({ trade: 'charter', boats: '3' });
    expect(refused.json.errors).toMatchObject([
      { field: '/answers/trade', code: 'invalid' },
      { field: '/answers/boats', code: 'number_invalid' },
    ]);
  });
});

describe('a partner’s own id', () => {
  it('makes one customer, and changes them from then on', async () => {
    const system = await aSystem();
    const put = (body: unknown) => system.send('put', '/customers/external/K%2F1', body);
    const replies = await Promise.all(Array.from({ length: 8 }, () => put(mary)));
    const changed = await put({ email: 'mary@somerville.example', phone: '01 555 0100' });

    expect(replies.map(outcome)).toEqual(replies.map(() => [200, null]));
    expect(new Set(replies.map(({ json }) => json.id)).size).toBe(1);
    expect(changed.json).toMatchObject({
      id: replies[0]?.json.id,
      external_id: 'K/1',
      email: 'mary@somerville.example',
      name: 'Mary Somerville',
      phone: '+353 1 555 0100',
    });
    expect(await value('select count(*) from customers')).toBe(1);
  });

  it('is each partner’s own', async () => {
    const one = await aSystem();
    const other = await aSystem();
    const theirs = await one.send('put', '/customers/external/K-1', mary);
    const taken = await other.send('put', '/customers/external/K-1', mary);
    const others = await other.send('put', '/customers/external/K-1', { email: 'caroline@example.com' });
    const path = `/customers/${String(theirs.json.id)}`;
    const known = await other.send('patch', path, { external_id: 'K-1' });
    const named = await other.send('patch', path, { external_id: 'K-9' });

    expect(outcome(taken)).toEqual([409, 'customer_known']);
    expect(others.json.id).not.toBe(theirs.json.id);
    expect(outcome(known)).toEqual([409, 'external_id_known']);
    expect(named.json.external_id).toBe('K-9');
    expect(outcome(await other.send('patch', path, { external_id: 'K-9' }))).toEqual([200, null]);
    expect((await other.send('patch', path, { external_id: 'K-10' })).json.external_id).toBe('K-10');
    expect((await one.get(path)).json.external_id).toBe('K-1');
    expect((await other.send('patch', path, { external_id: null })).json.external_id).toBeNull();
  });

  it('says what is to be on record also of somebody whom the pool knows, and leaves them the address that they sign in with', async () => {
    const system = await aSystem();
    const id = await aCustomer({ store: 'outlet' });
    const put = (email: string) => system.send('put', '/customers/external/K-1', { email, name: 'Grace B. Hopper' });
    const first = await put('grace@example.com');
    const second = await put('hopper@example.com');

    expect(first.json).toMatchObject({ id, name: 'Grace B. Hopper' });
    expect(second.json).toMatchObject({ id, email: 'grace@example.com' });
    expect(await value('select count(*) from outbox')).toBe(0);
  });
});

describe('changing somebody', () => {
  it('changes what is sent and nothing else, and tells the audit', async () => {
    const system = await aSystem();
    const id = await aCustomer();
    await Promise.all([
      system.send('patch', `/customers/${id}`, { phone: '01 555 0100' }),
      system.send('patch', `/customers/${id}`, { company: 'Harvard' }),
      system.send('patch', `/customers/${id}`, { language: 'de' }),
    ]);
    const nothing = await system.send('patch', `/customers/${id}`, {});

    expect(nothing.json).toMatchObject({
      name: 'Grace Hopper',
      phone: '+353 1 555 0100',
      company: 'Harvard',
      language: 'de',
    });
    expect(await value(`select count(*) from audit where act = 'customer_changed' and customer_id = ?`, id)).toBe(3);
  });

  it('of two with one ETag takes one, and none with an old one', async () => {
    const system = await aSystem();
    const id = await aCustomer();
    const path = `/customers/${id}`;
    const etag = (await system.get(path)).headers.get('ETag') ?? '';
    const send = (name: string) => system.send('patch', path, { name }, { 'If-Match': etag });
    const replies = await Promise.all(Array.from({ length: 6 }, (_, index) => send(`Name ${index}`)));
    const stale = await send('Later');
    const won = replies.filter(({ status }) => status === 200);
    const next = await system.send('patch', path, { name: 'Next' }, { 'If-Match': won[0]?.headers.get('ETag') ?? '' });

    expect(won.length).toBe(1);
    expect(replies.filter(({ status }) => status !== 200).map(outcome)).toEqual(
      Array.from({ length: 5 }, () => [412, 'stale']),
    );
    expect(outcome(stale)).toEqual([412, 'stale']);
    expect(outcome(next)).toEqual([200, null]);
    const own = await system.send(
      'patch',
      path,
      { name: 'X' },
      { 'If-Match': (await system.get(path)).headers.get('ETag') ?? '' },
    );
    expect(outcome(own)).toEqual([200, null]);
  });

  it('of an address asks whoever signs in with it, and nobody takes another’s', async () => {
    const system = await aSystem();
    const id = await aCustomer();
    const contact = await aCustomer({ email: 'mary@example.com', hasLogin: false });
    const asked = await system.send('patch', `/customers/${id}`, { email: 'hopper@example.com' });
    const changed = await system.send('patch', `/customers/${contact}`, { email: 'somerville@example.com' });
    const known = await system.send('patch', `/customers/${contact}`, { email: 'GRACE@example.com' });

    expect(asked.json.email).toBe('grace@example.com');
    expect(await rows('select template, to_address from outbox')).toEqual([
      { template: 'email_change', to_address: 'hopper@example.com' },
    ]);
    expect(changed.json.email).toBe('somerville@example.com');
    expect(outcome(known)).toEqual([409, 'email_known']);
  });

  it('of an address of somebody of other stores takes a manager of those', async () => {
    const manager = await aSystem({ role: 'manager' });
    const id = await aCustomer({ hasLogin: false });
    const now = Date.now();
    await env.DB.prepare(
      `insert into memberships (store_id, customer_id, status, created_at) values (?, ?, 'pending', ?)`,
    )
      .bind(demoStores.outlet.id, id, now)
      .run();

    expect(outcome(await manager.send('patch', `/customers/${id}`, { email: 'x@example.com' }))).toEqual([
      403,
      'beyond_reach',
    ]);
  });
});

describe('letting in and keeping out', () => {
  it('denies at once, and allows again', async () => {
    const system = await aSystem();
    const browser = await signedIn();
    const id = customerIn(browser);
    const in1 = await browser.get('/account');
    const denied = await system.post(`/customers/${id}/denial`, {});
    const out = await browser.get('/account');
    const again = await system.post(`/customers/${id}/denial`, {});
    const allowed = await system.send('delete', `/customers/${id}/denial`);
    const twice = await system.send('delete', `/customers/${id}/denial`);

    expect([in1.status, out.status]).toEqual([200, 303]);
    expect([denied.json.status, again.json.status]).toEqual(['denied', 'denied']);
    expect([allowed.status, outcome(twice)]).toEqual([204, [404, 'not_found']]);
    expect((await browser.get('/account')).status).toBe(200);
    expect(await rows(`select act, count(*) as times from audit group by act order by act`)).toEqual([
      { act: 'customer_allowed', times: 1 },
      { act: 'customer_denied', times: 1 },
    ]);
  });

  it('invites and activates those who can be', async () => {
    const system = await aSystem();
    const waiting = await aCustomer({ status: 'pending', hasLogin: false });
    const invited = await system.post(`/customers/${waiting}/invitation`, {});
    const activated = await system.post(`/customers/${waiting}/activation`, {});
    const twice = await system.post(`/customers/${waiting}/activation`, {});
    const active = await aCustomer({ email: 'ada@example.com' });
    const denied = await aCustomer({ email: 'bob@example.com', status: 'denied', hasLogin: false });

    expect([invited.json.status, activated.json.status]).toEqual(['pending', 'active']);
    expect(outcome(twice)).toEqual([409, 'not_pending']);
    expect(outcome(await system.post(`/customers/${active}/invitation`, {}))).toEqual([409, 'has_login']);
    expect(outcome(await system.post(`/customers/${denied}/invitation`, {}))).toEqual([409, 'denied']);
  });

  it('chooses a group by hand, gives back to the rules, and knows no group of another store', async () => {
    const system = await aSystem();
    const id = await aCustomer();
    const choose = (groupId: string | null) => system.send('put', `/customers/${id}/group`, { group_id: groupId });
    const gold = await choose('grp_gold');
    const gone = await choose('grp_nothing');
    const back = await choose(null);

    expect(gold.json).toMatchObject({ group_id: 'grp_gold', is_group_by_hand: true });
    expect(outcome(gone)).toEqual([409, 'group_gone']);
    expect(back.json.is_group_by_hand).toBe(false);
  });

  it('removes somebody with all that says who they were, also what was replied about them', async () => {
    const { key, partnerId } = await aKey();
    const system = systemWith(key);
    const made = await system.post('/customers', { ...mary, external_id: 'K-1' });
    const path = `/customers/${String(made.json.id)}`;
    await system.post(`${path}/addresses`, {
      name: 'Mary',
      line1: '4 Quay',
      city: 'Dublin',
      postal_code: 'D01 X285',
      country: 'IE',
    });
    const kept = await value('select count(*) from partner_requests where reply is not null');
    const exported = await system.get(`${path}/export`);
    const removed = await system.send('delete', path);

    expect(JSON.parse(exported.text)).toMatchObject({
      customer: [{ email: mary.email }],
      partner_ids: [{ externalId: 'K-1' }],
      orders: [],
    });
    expect(kept).toBe(2);
    expect(removed.status).toBe(204);
    expect(outcome(await system.get(path))).toEqual([404, 'not_found']);
    expect(await value('select count(*) from partner_ids where partner_id = ?', partnerId)).toBe(0);
    expect(await value('select count(*) from partner_requests where reply is not null')).toBe(0);
    expect(await value(`select count(*) from audit where act = 'customer_deleted'`)).toBe(1);
  });

  it('exports what this store holds, and nothing of another', async () => {
    const system = await aSystem();
    const id = await aCustomer();
    const other = await aPartner('outlet');
    await env.DB.prepare(
      `insert into memberships (store_id, customer_id, status, created_at) values (?, ?, 'active', 1)`,
    )
      .bind(demoStores.outlet.id, id)
      .run();
    await env.DB.prepare(
      `insert into partner_ids (partner_id, store_id, kind, external_id, subject_id, created_at) values (?, ?, 'customer', 'O-1', ?, 1)`,
    )
      .bind(other, demoStores.outlet.id, id)
      .run();
    const exported = JSON.parse((await system.get(`/customers/${id}/export`)).text) as Record<string, unknown[]>;

    expect([exported.memberships?.length, exported.partner_ids]).toEqual([1, []]);
    expect(JSON.stringify(exported)).not.toMatch(/passwordHash|password_hash|tokenHash/);
  });
});

describe('an address book', () => {
  const dublin = { name: 'Grace', line1: '4 Quay', city: 'Dublin', postal_code: 'D01 X285', country: 'IE' };

  it('takes each address once, by the rules of its country', async () => {
    const system = await aSystem();
    const path = `/customers/${await aCustomer()}/addresses`;
    const first = await system.post(path, { ...dublin, is_default_delivery: true });
    const same = await system.post(path, { ...dublin, postal_code: 'd01x285' });
    const wrong = await system.post(path, { ...dublin, postal_code: '1', line1: 'a\nb' });
    const list = pageIn(await system.get(path));

    expect(first.json).toMatchObject({ is_default_delivery: true, company: null });
    expect(same.json.id).toBe(first.json.id);
    expect(list.data.map(({ id }) => id)).toEqual([first.json.id]);
    expect(wrong.json.errors).toMatchObject([
      { field: '/line1', code: 'one_line' },
      { field: '/postal_code', code: 'postal_code_invalid' },
    ]);
  });

  it('changes what is sent, by whoever knows how it is', async () => {
    const system = await aSystem();
    const customerId = await aCustomer();
    const first = await anAddress(customerId, { isDefaultBilling: true });
    const path = `/customers/${customerId}/addresses/${await anAddress(customerId, { line1: '5 Quay' })}`;
    const etag = (await system.get(path)).headers.get('ETag') ?? '';
    const send = (line2: string) =>
      system.send('patch', path, { line2, is_default_billing: true }, { 'If-Match': etag });
    const replies = await Promise.all([send('A'), send('B'), send('C')]);
    const removed = await system.send('delete', path);

    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412]);
    expect(replies.find(({ status }) => status === 200)?.json).toMatchObject({
      line1: '5 Quay',
      is_default_billing: true,
    });
    expect((await system.get(`/customers/${customerId}/addresses/${first}`)).json.is_default_billing).toBe(false);
    expect([removed.status, outcome(await system.get(path))]).toEqual([204, [404, 'not_found']]);
  });
});

it('refuses halves of characters, and takes whole ones', async () => {
  const system = await aSystem();
  const half = await system.post('/customers', '{"email":"mary@example.com","name":"Mary \\ud83d"}');
  const whole = await system.post('/customers', '{"email":"mary@example.com","name":"Mary \\ud83d\\ude80"}');

  expect(outcome(half)).toEqual([400, 'body_malformed']);
  expect(whole.json.name).toBe('Mary 🚀');
});
