// What a call of a partner may cost, whichever it is: waits for storage, and statements, which do not become more with what is there.
// And what every reply says of itself.
import { describe, expect, it } from 'vitest';
import { endpoints } from '../src/api/endpoints.ts';
import type { Endpoint } from '../src/partners/contract.ts';
import { copy } from './support/copies.ts';
import { aKey, systemWith } from './support/partners.ts';
import { requestFor } from './support/requests/requests.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

/** Sends the request that is taken, or another to its path, and counts. The store is known by then, as it is to a Worker at work. */
async function calling({ operation, method }: Endpoint) {
  const { key, partnerId } = await aKey();
  const taken = await requestFor(operation, partnerId);
  await visitor().get('/login');
  const send = async (path = taken.path, headers: Record<string, string> = {}) => {
    const { counts, ...counted } = counting();
    const reply = await systemWith(key, counted).send(method, path, taken.body, headers);
    return { reply, counts };
  };
  return { path: taken.path, send };
}

describe.each(endpoints.map((endpoint) => [endpoint.operation, endpoint] as const))('%s', (_, endpoint) => {
  const isRead = endpoint.method === 'get';

  it('waits for storage as seldom as it can, and its reply says what every reply does', async () => {
    const { path, send } = await calling(endpoint);
    const { reply, counts } = await send();
    const said = (name: string) => reply.headers.get(name);

    expect(reply.status).toBe(endpoint.status);
    expect(counts.waits).toBeGreaterThan(0);
    expect(counts.waits).toBeLessThanOrEqual(isRead ? 1 : 3);
    expect(said('Cache-Control')).toBe('no-store');
    expect(said('Regulars-Version')).toBe('2026-11-26');
    expect(said('RateLimit')).toMatch(/^"key";r=\d+;t=\d+$/);
    expect(said('RateLimit-Policy')).toMatch(/^"key";q=\d+;w=60$/);
    expect(said('X-Request-Id')).toBeTruthy();
    expect(said('X-Content-Type-Options')).toBe('nosniff');
    expect(reply.headers.getSetCookie()).toEqual([]);
    if (!isRead || !endpoint.isSingle) return;
    const known = await send(path, { 'If-None-Match': said('ETag') ?? 'none' });
    expect([known.reply.status, known.reply.text, known.counts.waits]).toEqual([304, '', 1]);
  });

  it.runIf(isRead && endpoint.reply && 'data' in shapeOf(endpoint))(
    'asks as many statements for fifty as for one',
    async () => {
      const { path, send } = await calling(endpoint);
      const isPaged = 'limit' in endpoint.query.shape;
      const whole = isPaged ? `${path.split('?')[0]}?limit=100` : path;
      const few = await send(whole);
      const first = listed(few.reply.json)[0] ?? {};
      await copy(String(first.id ?? first.event_id ?? first.product_id), 50);
      const many = await send(whole);

      expect(few.reply.status).toBe(200);
      expect(many.counts.statements).toBe(few.counts.statements);
      expect(many.counts.waits).toBe(1);
      if (isPaged) expect(listed(many.reply.json).length).toBeGreaterThanOrEqual(50);
    },
  );
});

function shapeOf({ reply }: Endpoint): object {
  return reply && 'shape' in reply && typeof reply.shape === 'object' && reply.shape !== null ? reply.shape : {};
}

function listed(json: Record<string, unknown>): Record<string, unknown>[] {
  return Array.isArray(json.data) ? (json.data as Record<string, unknown>[]) : [];
}
