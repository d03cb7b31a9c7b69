// What holds for every call of a partner: the key, the allowance, sending again, and how things were when they were looked at.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../src/api/endpoints.ts';
import { mostCalls } from '../src/partners/serving/allowance.ts';
import { mostValues } from '../src/partners/serving/asking.ts';
import { aProduct } from './support/orders.ts';
import { partnerRequests } from '../src/partners/schema.ts';
import { keeping } from '../src/partners/serving/repeating.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { aCustomer } from './support/people.ts';
import { aKey, aSystem, systemWith, type System } from './support/partners.ts';
import { rows, value } from './support/records.ts';
import { tillOrder } from './support/requests/orders.ts';
import { counting, failingAt, meanwhile } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const hello = { points: 50, reason: 'Welcome' };

it('reads with one wait, and replies with what is left of the allowance', async () => {
  await visitor().get('/login');
  const { counts, ...counted } = counting();
  const system = await aSystem({}, counted);
  const reply = await system.get('/groups');

  expect(reply.status).toBe(200);
  expect(counts.waits).toBe(1);
  expect(reply.headers.get('RateLimit')).toBe(`"key";r=${mostCalls - 1};t=60`);
  expect(reply.headers.get('Regulars-Version')).toBe('2026-11-26');
  expect(reply.headers.get('Cache-Control')).toBe('no-store');
  expect(reply.headers.get('X-Request-Id')).toBeTruthy();
});

it('refuses the call that is one too many, until the minute is over', async () => {
  const { key, id } = await aKey();
  const system = systemWith(key);
  await system.get('/groups');
  await env.DB.prepare('update partner_keys set calls = ? where id = ?').bind(mostCalls, id).run();
  const refused = await system.get('/groups');
  await env.DB.prepare('update partner_keys set calls_from = calls_from - 60000 where id = ?').bind(id).run();

  expect([refused.status, refused.json.code]).toEqual([429, 'too_many_requests']);
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect((await system.get('/groups')).status).toBe(200);
});

it('takes no other method, and lets no page of another site read', async () => {
  const system = await aSystem();

  const { status, headers, json } = await system.send('delete', '/groups');
  expect([status, json.code, headers.get('Allow')]).toEqual([405, 'method_not_allowed', 'GET']);
  const asked = await system.get('/groups', { Origin: 'https://evil.example' });
  expect(asked.headers.get('Access-Control-Allow-Origin')).toBeNull();
});

describe('a POST', () => {
  it('that is sent twenty times at once does one thing', async () => {
    const system = await aSystem();
    const customerId = await aCustomer();
    const send = () => system.post(`/customers/${customerId}/points`, hello, { 'Idempotency-Key': 'one' });
    const replies = await Promise.all(Array.from({ length: 20 }, send));
    const again = await send();

    const done = replies.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set([...done, again].map(({ text }) => text)).size).toBe(1);
    expect(replies.filter(({ status }) => status !== 201).map(({ json }) => json.code)).toEqual(
      Array.from({ length: 20 - done.length }, () => 'idempotency_in_flight'),
    );
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await value('select points from memberships where customer_id = ?', customerId)).toBe(50);
  });

  it('shows what was done, where the reply was lost with the Worker', async () => {
    const system = await aSystem();
    const customerId = await aCustomer();
    const send = () => system.post(`/customers/${customerId}/points`, hello, { 'Idempotency-Key': 'one' });
    const first = await send();
    await env.DB.prepare('update partner_requests set status = null, reply = null').run();
    const again = await send();

    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(await value('select points from memberships where customer_id = ?', customerId)).toBe(50);
  });

  it('keeps no reply about somebody who was removed before it could be', async () => {
    const db = openDatabase(env);
    const customerId = await aCustomer();
    await (await aSystem()).post(`/customers/${customerId}/points`, hello);
    await env.DB.prepare('update partner_requests set status = null, reply = null').run();
    const [kept] = await db.select().from(partnerRequests);
    if (!kept) throw new Error('nothing is kept');
    const keep = (whose: string) => batch(db, [keeping(db, kept, { status: 201, body: '{}', customerId: whose })]);
    await keep('cus_gone');
    const before = await value('select reply from partner_requests');
    await keep(customerId);

    expect([before, await value('select reply from partner_requests')]).toEqual([null, '{}']);
  });

  it('does what another that died before it has left', async () => {
    const system = await aSystem();
    const customerId = await aCustomer();
    const send = () => system.post(`/customers/${customerId}/points`, hello, { 'Idempotency-Key': 'one' });
    await send();
    await env.DB.prepare(`update partner_requests set status = null, reply = null, changed_by = ''`).run();
    const soon = await send();
    await env.DB.prepare('update partner_requests set claimed_at = claimed_at - 61000').run();
    const later = await send();

    expect(soon.json.code).toBe('idempotency_in_flight');
    // What is made has the same id, so even this, which had been done, is not done a second time.
    expect(later.status).toBe(201);
    expect(await value('select points from memberships where customer_id = ?', customerId)).toBe(50);
  });

  it('with a key that belongs to another request is refused', async () => {
    const system = await aSystem();
    const customerId = await aCustomer();
    const send = (points: number) =>
      system.post(`/customers/${customerId}/points`, { ...hello, points }, { 'Idempotency-Key': 'one' });
    await send(50);
    const other = await send(60);

    expect([other.status, other.json.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('that is refused changes nothing, and may be sent again', async () => {
    const system = await aSystem();
    const customerId = await aCustomer();
    const take = () =>
      system.post(`/customers/${customerId}/points`, { points: -5, reason: 'No' }, { 'Idempotency-Key': 'one' });
    const refused = await take();
    await system.post(`/customers/${customerId}/points`, hello);
    const taken = await take();

    expect([refused.status, refused.json.code]).toEqual([409, 'points_too_few']);
    expect(taken.json).toMatchObject({ points: -5, balance: 45 });
    expect((await rows('select * from partner_requests where status is null')).length).toBe(0);
  });

  it('that was refused is not taken for done by who comes before that is over', async () => {
    const { key } = await aKey();
    const customerId = await aCustomer();
    let isDown = true;
    const system = systemWith(key, { bindings: { DB: failingAt(/^delete from "partner_requests"/, () => isDown) } });
    const take = () =>
      system.post(`/customers/${customerId}/points`, { points: -5, reason: 'No' }, { 'Idempotency-Key': 'one' });
    const replies = [await take(), await take()];
    isDown = false;
    await system.post(`/customers/${customerId}/points`, hello);
    await env.DB.prepare('update partner_requests set claimed_at = claimed_at - 61000').run();
    replies.push(await take());

    expect(replies.map(({ status, json }) => [status, json.code])).toEqual([
      [409, 'points_too_few'],
      [409, 'idempotency_in_flight'],
      [201, undefined],
    ]);
    expect(await value('select points from memberships where customer_id = ?', customerId)).toBe(45);
  });

  it('changes nothing once another has taken it over and given it up', async () => {
    const { key } = await aKey();
    const customerId = await aCustomer();
    await systemWith(key).get('/groups');
    // The second is that of the change.
    const DB = meanwhile(2, () => env.DB.prepare('delete from partner_requests').run());
    const send = (system: System) =>
      system.post(`/customers/${customerId}/points`, hello, { 'Idempotency-Key': 'one' });
    const overtaken = await send(systemWith(key, { bindings: { DB } }));
    const again = await send(systemWith(key));

    expect([overtaken.status, overtaken.json.code]).toEqual([409, 'idempotency_in_flight']);
    expect(again.status).toBe(201);
    expect(await value('select points from memberships where customer_id = ?', customerId)).toBe(50);
  });

  it('about a guest keeps nothing of them, and shows the same again', async () => {
    const system = await aSystem();
    const body = await tillOrder({ guest_email: 'guest@example.com' });
    const send = () => system.post('/orders', body, { 'Idempotency-Key': 'one' });
    const [first, again] = [await send(), await send()];

    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(JSON.stringify(await rows('select * from partner_requests'))).not.toContain('guest@');
    expect(await value('select count(*) from orders')).toBe(1);
  });

  it('waits for storage at most three times', async () => {
    const { counts, ...counted } = counting();
    const system = await aSystem({}, counted);
    await system.post(`/customers/${await aCustomer()}/points`, hello);

    expect(counts.waits).toBeLessThanOrEqual(3);
  });
});

it('knows the tag of a thing also as the edge sends it where it compresses the reply', async () => {
  const system = await aSystem();
  const path = `/products/${await aProduct()}`;
  const tag = `W/${(await system.get(path)).headers.get('ETag') ?? ''}`;
  const change = (stock: number) => system.send('patch', path, { stock }, { 'If-Match': `"other", ${tag}` });

  expect((await system.get(path, { 'If-None-Match': tag })).status).toBe(304);
  expect([(await change(5)).status, (await change(6)).status]).toEqual([200, 412]);
});

it('says of unknown fields each once, however many there are', async () => {
  const body = Object.fromEntries(Array.from({ length: 5000 }, (_, nth) => [`unknown_${nth}`, 1]));
  const { status, text } = await (await aSystem()).send('put', '/orders/external/T-1', body);

  expect(status).toBe(422);
  expect(text.length).toBeLessThan(10_000);
});

it('looks at so many values of a body and no more', async () => {
  const lines = (count: number) => ({ lines: Array.from({ length: count }, () => 1) });
  const put = async (body: unknown) => (await (await aSystem()).send('put', '/orders/external/T-1', body)).status;

  expect([await put(lines(mostValues - 2)), await put(lines(mostValues - 1))]).toEqual([422, 413]);
});

it('takes a cursor that somebody made up for a place, or refuses it', async () => {
  const system = await aSystem();
  const paged = endpoints.filter(({ query, method }) => method === 'get' && 'cursor' in query.shape);
  for (const place of [
    '["\\ud800"]',
    '[1,"\\ud800"]',
    '[1e400,""]',
    '[-1,"ord_x"]',
    '{"__proto__":1}',
    '[9007199254740991]',
  ]) {
    const cursor = Buffer.from(place).toString('base64url');
    for (const { path } of paged) {
      const { status } = await system.get(`${path.replace('{id}', 'prl_goods_trade')}?cursor=${cursor}`);
      expect([place, path, [200, 404, 422].includes(status)]).toEqual([place, path, true]);
    }
  }
});
