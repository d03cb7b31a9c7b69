// Every endpoint of the partner API is refused alike: by the key, by what it may do, and by what is sent. Whatever is refused changes
// nothing.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../src/api/endpoints.ts';
import { mostBytes } from '../src/partners/serving/asking.ts';
import { scopes } from '../src/partners/scopes.ts';
import { aKey, everyScope, systemWith, type System } from './support/partners.ts';
import { brokenIn } from './support/requests/breaking.ts';
import { requestFor, requests } from './support/requests/requests.ts';
import { rowsOf, tables } from './support/worlds.ts';

it('has a request that is taken for every endpoint', () => {
  expect(Object.keys(requests).toSorted()).toEqual(endpoints.map(({ operation }) => operation).toSorted());
});

/** Everything in D1 but the counting of calls. */
async function stored(): Promise<string> {
  const names = (await tables()).filter((name) => name !== 'partner_keys');
  return JSON.stringify([...(await rowsOf(names))]);
}

type Sent = { as?: System; body?: unknown; path?: string; headers?: Record<string, string> };

describe.each(endpoints.map((endpoint) => [endpoint.operation, endpoint] as const))('%s', (operation, endpoint) => {
  const ready = async () => {
    const made = await aKey();
    const taken = await requestFor(operation, made.partnerId);
    const system = systemWith(made.key);
    const send = async ({ as = system, body = taken.body, path = taken.path, headers = {} }: Sent = {}) => {
      const { status, json } = await as.send(endpoint.method, path, body, headers);
      return [status, json.code];
    };
    return { ...made, taken, send };
  };

  it('is refused to a key that is none, is over or of another store, or may not', async () => {
    const { partnerId, staffId, send } = await ready();
    const keyed = async (traits: Parameters<typeof aKey>[0]) => systemWith((await aKey({ partnerId, ...traits })).key);
    const revoked = await aKey({ partnerId });
    await env.DB.prepare('update partner_keys set revoked_at = 1 where id = ?').bind(revoked.id).run();
    const without = everyScope.filter((scope) => scope !== endpoint.scope);
    const orphan = await aKey({ partnerId });
    await env.DB.prepare('update staff_roles set disabled_at = 1 where staff_id = ?').bind(orphan.staffId).run();
    const lowered = scopes[endpoint.scope] === 'support' ? null : await aKey({ partnerId, role: 'support' });
    const others = await aKey({ store: 'trade' });
    const expired = await keyed({ staffId, expiresAt: Date.now() - 1 });
    const narrow = await keyed({ staffId, scopes: without });
    const before = await stored();

    const unkeyed = await send({ headers: { Authorization: '' } });
    expect(unkeyed).toEqual([401, 'key_missing']);
    expect(await send({ as: systemWith('rgl_nothing') })).toEqual([401, 'key_invalid']);
    expect(await send({ as: expired })).toEqual([401, 'key_expired']);
    expect(await send({ as: systemWith(revoked.key) })).toEqual([401, 'key_revoked']);
    expect(await send({ as: systemWith(orphan.key) })).toEqual([401, 'key_without_maker']);
    expect(await send({ as: systemWith(others.key) })).toEqual([401, 'key_invalid']);
    expect(await send({ as: narrow })).toEqual([403, 'scope_missing']);
    if (lowered) expect(await send({ as: systemWith(lowered.key) })).toEqual([403, 'role_too_low']);
    expect(await stored()).toBe(before);
  });

  it('is refused where what is sent cannot be read or is not as described', async () => {
    const { taken, send } = await ready();
    const before = await stored();

    expect(await send({ headers: { 'Regulars-Version': '1999-01-01' } })).toEqual([400, 'version_unknown']);
    expect(await send({ path: withQuery(taken.path, 'surplus=1') })).toEqual([422, 'invalid']);
    expect(await send({ path: withQuery(taken.path, 'limit=0&limit=-1') })).toEqual([422, 'invalid']);
    if (endpoint.method === 'post') {
      expect(await send({ headers: { 'Idempotency-Key': '' } })).toEqual([400, 'idempotency_key_invalid']);
      expect(await send({ headers: { 'Idempotency-Key': 'x'.repeat(256) } })).toEqual([400, 'idempotency_key_invalid']);
    }
    if (endpoint.method !== 'get') {
      expect(await send({ body: 'x'.repeat(mostBytes + 1) })).toEqual([413, 'too_large']);
      expect(await send({ headers: { 'Content-Type': 'text/plain' }, body: '{}' })).toEqual([415, 'wrong_type']);
    }
    if (endpoint.body) {
      for (const text of ['{', '', '"\ud800', '{"a":1}{']) {
        expect([text, ...(await send({ body: text }))]).toEqual([text, 400, 'body_malformed']);
      }
    }
    expect(await stored()).toBe(before);
  });

  it.runIf(endpoint.body)('is refused with any one field of another type', async () => {
    const { taken, send } = await ready();
    const before = await stored();
    const bodies = endpoint.body ? brokenIn(endpoint.body, taken.body) : [];

    for (const { field, body } of bodies) {
      expect([field, body, ...(await send({ body: JSON.stringify(body) }))]).toEqual([field, body, 422, 'invalid']);
    }
    expect(bodies.length).toBeGreaterThan(0);
    expect(await stored()).toBe(before);
  });

  it('is taken as it should be', async () => {
    const { send } = await ready();

    expect(await send()).toEqual([endpoint.status, undefined]);
  });
});

function withQuery(path: string, query: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}
