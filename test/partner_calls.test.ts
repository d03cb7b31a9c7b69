// What holds for every call of a partner: the key, the allowance, sending again, and how things were when they were looked at.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { mostCalls } from '../src/partners/serving/allowance.ts';
import { aCustomer } from './support/people.ts';
import { aKey, aSystem, systemWith } from './support/partners.ts';
import { rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
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

  it('waits for storage at most three times', async () => {
    const { counts, ...counted } = counting();
    const system = await aSystem({}, counted);
    await system.post(`/customers/${await aCustomer()}/points`, hello);

    expect(counts.waits).toBeLessThanOrEqual(3);
  });
});
