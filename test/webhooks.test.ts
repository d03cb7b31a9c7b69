// Webhooks: what arrives, when, how often, and where nothing is ever sent.
import { env } from 'cloudflare:workers';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { run } from '../src/jobs.ts';
import { addressOf } from '../src/partners/webhooks/addresses.ts';
import { deliverDue, type Courier } from '../src/partners/webhooks/delivery.ts';
import { eventTypes } from '../src/partners/webhooks/events.ts';
import { backOffMs } from '../src/partners/webhooks/recording.ts';
import type { Try } from '../src/partners/webhooks/schema.ts';
import { newSecret } from '../src/partners/webhooks/signing.ts';
import { aKey, aSystem, systemWith } from './support/partners.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { aDelivery, aWebhook, down, happening, receiver, secret, type Received } from './support/webhooks.ts';

const cron = '*/5 * * * *';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

afterEach(() => vi.useRealTimers());

/** Lets time go by: for everything but the timers of the machine. */
function passing(ms: number): void {
  vi.useFakeTimers({ now: Date.now() + ms, toFake: ['Date'] });
}

const state = () => rows('select tries, next_at, delivered_at, given_up_at from webhook_deliveries order by event_id');

async function logs(): Promise<Try[][]> {
  const all = await rows('select log from webhook_deliveries order by event_id');
  return all.map(({ log }) => JSON.parse(String(log)) as Try[]);
}

function verify({ headers, body }: Pick<Received, 'headers' | 'body'>, key = secret): unknown {
  return new Webhook(key).verify(body, headers);
}

describe('a delivery', () => {
  async function delivered(): Promise<Received> {
    await aWebhook();
    await happening('customer.updated');
    const { received, courier } = receiver();
    await deliverDue(courier);
    if (!received[0]) throw new Error('nothing arrived');
    return received[0];
  }

  it('is verified by the package of Standard Webhooks, and says what happened to what', async () => {
    const one = await delivered();

    expect(verify(one)).toEqual({
      type: 'customer.updated',
      timestamp: expect.stringMatching(/^2.*Z$/),
      data: { customer_id: 'cus_ada', customer_url: expect.stringMatching(/\/api\/v1\/customers\/cus_ada$/) },
    });
    expect(one).toMatchObject({
      url: 'https://till.example.com/regulars',
      headers: { 'content-type': 'application/json', 'webhook-id': expect.stringMatching(/^evt_/) },
    });
    expect(await state()).toMatchObject([{ tries: 1, next_at: null, delivered_at: expect.any(Number) }]);
    expect(await logs()).toMatchObject([[{ status: 204, problem: null }]]);
  });

  it.each<[string, (one: Received) => Pick<Received, 'headers' | 'body'>]>([
    ['body', ({ headers, body }) => ({ headers, body: body.replace('cus_ada', 'cus_bob') })],
    ['id', ({ headers, body }) => ({ headers: { ...headers, 'webhook-id': 'evt_other' }, body })],
    [
      'moment',
      ({ headers, body }) => ({
        headers: { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) },
        body,
      }),
    ],
    ['signature', ({ headers, body }) => ({ headers: { ...headers, 'webhook-signature': 'v1,bm8=' }, body })],
  ])('with another %s is refused', async (_, altered) => {
    const one = await delivered();

    expect(() => verify(altered(one))).toThrow('No matching signature found');
  });

  it('is refused five minutes later, and with another secret', async () => {
    const one = await delivered();
    expect(() => verify(one, newSecret())).toThrow('No matching signature found');
    passing(5 * minute + 1000);

    expect(() => verify(one)).toThrow('too old');
  });

  it('is signed with the secret before as well, until that has ended', async () => {
    const { key, partnerId } = await aKey();
    const id = await aWebhook({ partnerId });
    const { received, bindings } = receiver();
    const system = systemWith(key, { bindings });
    const { json } = await system.post(`/webhooks/${id}/secret`, { previous_hours: 1 });
    const renewed = String(json.secret);
    await system.post(`/webhooks/${id}/test`, {});
    passing(hour);
    await system.post(`/webhooks/${id}/test`, {});
    const [soon, later] = received;
    if (!soon || !later) throw new Error('nothing arrived');

    expect(renewed).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(verify(later, renewed)).toMatchObject({ type: 'webhook.test', data: { webhook_id: id } });
    expect(() => verify(later, secret)).toThrow('No matching signature found');
    vi.useRealTimers();
    expect([verify(soon, renewed), verify(soon, secret)]).toMatchObject([{ type: 'webhook.test' }, { data: {} }]);
  });

  it('goes to every webhook that wants it, of this store only, under one id', async () => {
    await aWebhook({ events: ['order.paid'] });
    await aWebhook({ events: ['order.paid', 'customer.updated'], url: 'https://one.example.com/' });
    await aWebhook({ url: 'https://two.example.com/' });
    await aWebhook({ url: 'https://off.example.com/', disabledAt: 1, disabledFor: 'staff' });
    await aWebhook({ store: 'trade' });
    await happening('customer.updated');
    const { received, courier } = receiver();
    await deliverDue(courier);

    expect(received.map(({ url }) => url).toSorted()).toEqual(['https://one.example.com/', 'https://two.example.com/']);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('follows the response that caused it, without Cron', async () => {
    const { key, partnerId } = await aKey();
    const id = await aWebhook({ partnerId });
    const { received, bindings } = receiver();
    const system = systemWith(key, { bindings });
    const { status, json } = await system.post(`/webhooks/${id}/test`, {});
    const { json: list } = await system.get(`/webhooks/${id}/deliveries`);

    expect([status, json.status]).toEqual([202, 'waiting']);
    expect(received).toHaveLength(1);
    expect(list.data).toMatchObject([
      { event_id: json.event_id, status: 'delivered', tries: 1, log: [{ http_status: 204 }] },
    ]);
  });
});

describe('a receiver', () => {
  it('that is down for a day gets each event once when it is back, and the log shows each try', async () => {
    await aWebhook();
    const began = Date.now();
    let isUp = false;
    const { received, bindings } = receiver(() => (isUp ? 200 : down()));
    for (const type of eventTypes.slice(0, 5)) {
      await happening(type);
      await run(cron, { ...env, ...bindings }, Date.now());
      passing(2 * hour);
    }
    while (Date.now() - began < day) {
      await run(cron, { ...env, ...bindings }, Date.now());
      passing(30 * minute);
    }
    const tries = received.length;
    isUp = true;
    for (let rest = 0; rest < 24 * 2; rest += 1) {
      await run(cron, { ...env, ...bindings }, Date.now());
      passing(30 * minute);
    }
    const arrived = received.slice(tries);

    expect(arrived.map(({ body }) => (JSON.parse(body) as { type: string }).type).toSorted()).toEqual(
      eventTypes.slice(0, 5).toSorted(),
    );
    const byEvent = Map.groupBy(received, ({ headers }) => headers['webhook-id']);
    for (const same of byEvent.values()) expect(new Set(same.map(({ body }) => body)).size).toBe(1);
    const told = await logs();
    expect(told.flat()).toHaveLength(received.length);
    for (const log of told) {
      expect(log.map(({ problem }) => problem)).toEqual([...log.slice(1).map(() => 'unreachable'), null]);
      expect(log.length).toBeGreaterThan(3);
    }
    expect(await value('select failing_since from webhooks')).toBe(null);
  });

  it('that never comes back gets each event as often as the table says, over more than a day', async () => {
    await aWebhook();
    await happening('order.paid');
    const { received, bindings } = receiver(down);
    const began = Date.now();
    while ((await state())[0]?.given_up_at === null) {
      await run(cron, { ...env, ...bindings }, Date.now());
      passing(5 * minute);
    }

    expect(received).toHaveLength(backOffMs.length + 1);
    expect(Number(received.at(-1)?.at) - began).toBeGreaterThan(26 * hour);
    expect(Date.now() - began).toBeLessThan(30 * hour);
    expect((await logs())[0]).toHaveLength(received.length);
  });

  it.each<[string, Parameters<typeof receiver>[0], Partial<Try>]>([
    [
      'hangs is not waited for',
      (_, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))),
      { status: null, problem: 'too_slow' },
    ],
    [
      'leads elsewhere is not followed',
      () => Promise.resolve(Response.redirect('https://other.example.com/')),
      { status: 302, problem: 'redirected' },
    ],
    ['refuses is asked again', () => 404, { status: 404, problem: 'refused' }],
    ['has too much to do is asked again', () => 429, { status: 429, problem: 'busy' }],
    ['fails is asked again', () => 500, { status: 500, problem: 'failed' }],
    ['cannot be reached is asked again', down, { status: null, problem: 'unreachable' }],
  ])('that %s', async (_, answering, tried) => {
    await aWebhook();
    await happening('order.paid');
    const { received, courier } = receiver(answering);
    await deliverDue({ ...courier, patienceMs: 50 });

    expect(received).toHaveLength(1);
    expect((await logs())[0]).toMatchObject([tried]);
    expect(await state()).toMatchObject([{ tries: 1, delivered_at: null, given_up_at: null }]);
    expect(Number((await state())[0]?.next_at) - Date.now()).toBeGreaterThan(4 * minute);
  });

  it('that does not answer holds up no other, and is asked for no more than a few things', async () => {
    await aWebhook({ url: 'https://down.example.com/' });
    await aWebhook({ url: 'https://up.example.com/' });
    for (let count = 0; count < 30; count += 1) await happening('order.paid');
    const { received, courier } = receiver(({ url }) => (url.includes('down') ? down() : 200));
    await deliverDue(courier);

    expect(received.filter(({ url }) => url.includes('up'))).toHaveLength(30);
    expect(received.filter(({ url }) => url.includes('down')).length).toBeLessThanOrEqual(4);
    expect(await value('select count(*) from webhook_deliveries where tries = 0 and next_at <= ?', Date.now())).toBe(
      30 - received.filter(({ url }) => url.includes('down')).length,
    );
  });

  it('for which much waits, or that takes it slowly, comes no second time before others had their turn', async () => {
    await aWebhook({ url: 'https://busy.example.com/', events: ['order.paid'] });
    await aWebhook({ url: 'https://calm.example.com/', events: ['order.shipped'] });
    for (let count = 0; count < 50; count += 1) await happening('order.paid');
    await happening('order.shipped');
    const { received, courier } = receiver();
    await deliverDue(courier);

    expect(received.findIndex(({ url }) => url.includes('calm'))).toBeLessThanOrEqual(20);
    expect(received).toHaveLength(51);
  });

  it('that is back tells at once of what waited for it, and what it never takes is tried no more often for that', async () => {
    const id = await aWebhook({ failingSince: Date.now() - hour });
    const waiting = { givenUpAt: null, nextAt: Date.now() + 6 * hour, tries: 4 };
    await aDelivery(id, { ...waiting, type: 'order.shipped' });
    await aDelivery(id, { ...waiting, type: 'order.cancelled', at: Date.now() - 2 * day });
    await happening('order.paid');
    const { received, courier } = receiver(({ body }) => (body.includes('shipped') ? 400 : 200));
    await deliverDue(courier);
    await deliverDue(courier);

    expect(received).toHaveLength(2);
    expect(
      await rows('select type, tries, delivered_at is null as waits from webhook_deliveries order by type'),
    ).toEqual([
      { type: 'order.cancelled', tries: 4, waits: 1 },
      { type: 'order.paid', tries: 1, waits: 0 },
      { type: 'order.shipped', tries: 4, waits: 1 },
    ]);
  });

  it('gets each event once when many deliver at once', async () => {
    await aWebhook();
    for (let count = 0; count < 25; count += 1) await happening('order.paid');
    const { received, courier } = receiver();
    await Promise.all(Array.from({ length: 4 }, () => deliverDue(courier)));

    expect(received).toHaveLength(25);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(25);
  });

  it('gets an event whose Worker died before it delivered, and once more one whose Worker died behind', async () => {
    await aWebhook();
    await happening('order.paid');
    const dying = receiver();
    const DB = new Proxy(dying.courier.db, {
      get: (db, name) => {
        if (name === 'batch' && dying.received.length > 0) return () => Promise.reject(new Error('killed'));
        const member: unknown = Reflect.get(db, name);
        return typeof member === 'function' ? member.bind(db) : member;
      },
    });
    const courier: Courier = { ...dying.courier, db: DB };
    await deliverDue(courier);
    const { received, bindings } = receiver();
    await run(cron, { ...env, ...bindings }, Date.now());
    expect(received).toHaveLength(0);
    passing(2 * minute);
    await run(cron, { ...env, ...bindings }, Date.now());

    expect(received[0]?.headers['webhook-id']).toBe(dying.received[0]?.headers['webhook-id']);
    expect(received).toHaveLength(1);
    expect((await logs())[0]).toMatchObject([{ problem: 'unfinished' }, { problem: null }]);
  });
});

describe('a webhook goes off', () => {
  const notices = () =>
    rows(`select to_address, data from outbox where template = 'webhook_disabled' order by to_address`);
  const told = () => rows(`select act, staff_id, after from audit where act = 'webhook_disabled'`);

  it.each<[string, () => number, number, string]>([
    ['at once where the receiver is gone', () => 410, 0, 'gone'],
    ['where nothing has arrived for three days', () => 500, 3 * day, 'failures'],
  ])('%s, and the owner is told once', async (_, answering, since, why) => {
    await withPolicies({ email: { ownerAddresses: ['olive@example.com', 'oscar@example.com'] } });
    const id = await aWebhook({ failingSince: since === 0 ? null : Date.now() - since });
    for (let count = 0; count < 3; count += 1) await happening('order.paid');
    await env.DB.prepare('update webhook_deliveries set at = at - ?').bind(day).run();
    const { received, bindings, courier } = receiver(answering);
    await Promise.all([run(cron, { ...env, ...bindings }, Date.now()), deliverDue(courier), deliverDue(courier)]);
    await happening('order.paid');
    passing(day);
    await run(cron, { ...env, ...bindings }, Date.now());

    expect(received.length).toBeLessThanOrEqual(3);
    expect(await value('select disabled_for from webhooks where id = ?', id)).toBe(why);
    expect(await value('select count(*) from webhook_deliveries where given_up_at is null')).toBe(0);
    expect((await notices()).map(({ to_address: to }) => to)).toEqual(['olive@example.com', 'oscar@example.com']);
    expect(JSON.parse(String((await notices())[0]?.data))).toEqual({
      id,
      partner: 'Till',
      host: 'till.example.com',
      why,
    });
    expect(await told()).toHaveLength(1);
    expect(await value(`select count(*) from outbox where sent_at is not null`)).toBe(2);
  });

  it('not where something has arrived while another try failed, or where it leads elsewhere by then', async () => {
    await aWebhook({ failingSince: Date.now() - 3 * day });
    for (const type of ['order.paid', 'order.shipped'] as const) await happening(type);
    await env.DB.prepare('update webhook_deliveries set at = at - ?').bind(day).run();
    const arrival = () => value('select failing_since from webhooks');
    const { courier } = receiver(async ({ body }) => {
      if (body.includes('order.shipped')) await vi.waitUntil(async () => (await arrival()) === null);
      return new Response(null, { status: body.includes('order.shipped') ? 500 : 204 });
    });
    await deliverDue(courier);
    const moving = receiver(async () => {
      await env.DB.prepare(`update webhooks set url = 'https://other.example.com/'`).run();
      return new Response(null, { status: 410 });
    });
    await happening('order.paid');
    await deliverDue(moving.courier);

    expect(await value('select disabled_at from webhooks')).toBe(null);
  });

  it.each([
    ['not before that', 3 * day - minute, day],
    ['nor for what has just happened, if nothing did for long', 9 * day, 0],
  ])('%s', async (_, since, age) => {
    await aWebhook({ failingSince: Date.now() - since });
    await happening('order.paid');
    await env.DB.prepare('update webhook_deliveries set at = at - ?').bind(age).run();
    await deliverDue(receiver(() => 500).courier);

    expect(await value('select disabled_at from webhooks')).toBe(null);
    expect(await notices()).toEqual([]);
  });
});

describe('what was sent', () => {
  it('is sent again when the partner asks, with the same id, and as often as if it were new', async () => {
    const { key, partnerId } = await aKey();
    const id = await aWebhook({ partnerId });
    const eventId = await aDelivery(id);
    const { received, bindings } = receiver();
    const system = systemWith(key, { bindings });
    const { json } = await system.post(`/webhooks/${id}/deliveries/${eventId}/replay`, {});
    await system.post(`/webhooks/${id}/deliveries/${eventId}/replay`, {});

    expect(json).toMatchObject({ event_id: eventId, status: 'waiting', tries: 0 });
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([eventId, eventId]);
  });

  it('is not sent again while it is being sent, nor to a webhook that is off or of another partner', async () => {
    const { key, partnerId } = await aKey();
    const system = systemWith(key, receiver());
    const id = await aWebhook({ partnerId });
    const until = Date.now() + minute;
    const trying = { at: 1, status: null, problem: 'unfinished', ms: 0 };
    const eventId = await aDelivery(id, { givenUpAt: null, nextAt: until, tries: 3, log: [trying] });
    const off = await aWebhook({ partnerId, disabledAt: 1, disabledFor: 'gone' });
    const others = await aWebhook();
    const again = async (webhookId: string, event: string) => {
      const { status, json } = await system.post(`/webhooks/${webhookId}/deliveries/${event}/replay`, {});
      return [status, json.code ?? json.tries];
    };

    expect(await again(id, eventId)).toEqual([202, 3]);
    expect(await again(off, await aDelivery(off))).toEqual([409, 'webhook_disabled']);
    expect(await again(others, await aDelivery(others))).toEqual([404, 'not_found']);
    expect(await again(id, 'evt_nothing')).toEqual([404, 'not_found']);
    expect(await value('select next_at from webhook_deliveries where event_id = ?', eventId)).toBe(until);
  });

  it('is forgotten after thirty days', async () => {
    const id = await aWebhook();
    await aDelivery(id, { at: Date.now() - 30 * day - 1 });
    const kept = await aDelivery(id, { at: Date.now() - 29 * day });
    await run('0 * * * *', env, Date.now());

    expect(await rows('select event_id from webhook_deliveries')).toEqual([{ event_id: kept }]);
  });

  it('is listed page by page, and for its own partner only', async () => {
    const { key, partnerId } = await aKey();
    const system = systemWith(key);
    const id = await aWebhook({ partnerId });
    const events = [];
    for (let count = 0; count < 3; count += 1) events.push(await aDelivery(id, { eventId: `evt_${count}` }));
    const first = await system.get(`/webhooks/${id}/deliveries?limit=2`);
    const second = await system.get(`/webhooks/${id}/deliveries?limit=2&cursor=${String(first.json.next_cursor)}`);
    const listed = [first, second].flatMap(({ json }) => json.data as { event_id: string }[]);

    expect(listed.map(({ event_id: one }) => one)).toEqual(events.toReversed());
    expect(second.json.next_cursor).toBe(null);
    expect((await (await aSystem()).get(`/webhooks/${id}/deliveries`)).status).toBe(404);
  });
});

describe('a secret', () => {
  it('is shown once, also where the reply was lost, and is stored nowhere in clear', async () => {
    const system = await aSystem();
    const body = { url: 'https://till.example.com/regulars?token=abc' };
    const create = () => system.post('/webhooks', body, { 'Idempotency-Key': 'one' });
    const first = await create();
    const again = await create();
    const shown = await system.get(`/webhooks/${String(first.json.id)}`);

    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.json.secret).toMatch(/^whsec_/);
    expect(again.text).toBe(first.text);
    expect(shown.json).not.toHaveProperty('secret');
    expect(await value('select count(*) from webhooks')).toBe(1);
    const stored = await everythingStored();
    expect(stored).not.toContain(String(first.json.secret).slice(6));
    expect(stored).not.toContain('whsec_');
  });
});

describe('a webhook of a partner', () => {
  it('is changed, switched off and on, and deleted by it and by nobody else', async () => {
    const system = await aSystem();
    const other = await aSystem();
    const { json } = await system.post('/webhooks', { url: 'https://till.example.com/', event_types: ['order.paid'] });
    const path = `/webhooks/${String(json.id)}`;
    const eventId = await aDelivery(String(json.id), { givenUpAt: null, nextAt: Date.now() + hour });
    const found = await system.get(path);
    const changes = { url: 'https://desk.example.com:8443/', event_types: null, is_enabled: false };
    const stale = await system.send('patch', path, changes, { 'If-Match': '"other"' });
    const off = await system.send('patch', path, changes, { 'If-Match': String(found.headers.get('ETag')) });
    const givenUp = await value('select given_up_at from webhook_deliveries where event_id = ?', eventId);
    const on = await system.send('patch', path, { is_enabled: true });
    const strange = await Promise.all(
      (['get', 'patch', 'delete'] as const).map((method) =>
        other.send(method, path, method === 'patch' ? { is_enabled: false } : undefined),
      ),
    );
    const listed = await other.get('/webhooks');
    const gone = await system.send('delete', path);

    expect(stale.status).toBe(412);
    expect(off.json).toMatchObject({
      url: changes.url,
      event_types: null,
      is_enabled: false,
      disabled_because: 'partner',
    });
    expect(givenUp).not.toBe(null);
    expect(on.json).toMatchObject({ is_enabled: true, disabled_at: null, disabled_because: null });
    expect(strange.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(listed.json.data).toEqual([]);
    expect([gone.status, (await system.get(path)).status]).toEqual([204, 404]);
    expect(await value('select count(*) from webhook_deliveries')).toBe(0);
  });

  it('is one of ten at most', async () => {
    const { key, partnerId } = await aKey();
    for (let count = 0; count < 9; count += 1) await aWebhook({ partnerId });
    const system = systemWith(key);
    const create = () => system.post('/webhooks', { url: 'https://till.example.com/' });
    const replies = [await create(), await create()];

    expect(replies.map(({ status, json }) => [status, json.code])).toEqual([
      [201, undefined],
      [409, 'webhooks_too_many'],
    ]);
  });
});

describe('nothing is sent', () => {
  const refused = [
    'http://till.example.com/',
    'ftp://till.example.com/',
    'till.example.com',
    '//till.example.com/',
    '',
    'https://user@till.example.com/',
    'https://user:word@till.example.com/',
    'https://till.example.com/#part',
    'https://till.example.com:22/',
    'https://till.example.com:25/',
    'https://till.example.com:8080/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://0x7f.1/',
    'https://127.0.0.1./',
    'https://①②⑦.0.0.1/',
    'https://0/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/',
    'https://100.64.0.1/',
    'https://192.0.0.192/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://8.8.8.8/',
    'https://255.255.255.255/',
    'https://3232235777/',
    'https://0xa9fea9fe/',
    'https://%31%32%37.0.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[fe80::1]/',
    'https://[fc00::1]/',
    'https://[fd12:3456::1]/',
    'https://[ff02::1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2606:4700::1]/',
    'https://[::127.0.0.1]/',
    'https://localhost/',
    'https://LOCALHOST/',
    'https://localhost./',
    'https://a.localhost/',
    'https://router/',
    'https://printer.local/',
    'https://metadata.google.internal/',
    'https://nas.home.arpa/',
    'https://a.lan/',
    'https://a.home/',
    'https://a.corp/',
    'https://a.test/',
    'https://a.onion/',
    'https://1.0.0.127.in-addr.arpa/',
    'https://till.example.com./',
    'https://till..example.com/',
    'https://-till.example.com-/',
    'https://till/',
    `https://till.example.com/${'x'.repeat(500)}`,
    `https://till.example.com/${'é'.repeat(90)}`,
  ];

  it.each(refused)('to %s', (url) => {
    expect(addressOf(url, false)).toBe(null);
  });

  it.each([
    ['https://till.example.com', 'https://till.example.com/'],
    ['https://TILL.Example.com:443/a?b=c', 'https://till.example.com/a?b=c'],
    ['https://till.example.com:8443/', 'https://till.example.com:8443/'],
    ['https://kasse.müller.de/', 'https://kasse.xn--mller-kva.de/'],
    ['https://127.0.0.1.example.com/', 'https://127.0.0.1.example.com/'],
  ])('but to %s', (url, kept) => {
    expect(addressOf(url, false)).toBe(kept);
  });

  it('to a loopback by anybody but a developer, and to one as little as ever else', async () => {
    expect(addressOf('http://localhost:9999/a', true)).toBe('http://localhost:9999/a');
    expect(addressOf('http://192.168.1.1/', true)).toBe(null);
    expect(addressOf('http://till.example.com/', true)).toBe(null);
    await aWebhook({ url: 'http://localhost:9999/a' });
    await happening('order.paid');
    const { received, bindings } = receiver();
    await run(cron, { ...env, ...bindings, ENVIRONMENT: 'production' }, Date.now());

    expect(received).toEqual([]);
    expect((await logs())[0]).toMatchObject([{ problem: 'address_refused' }]);
  });

  it('to one of our own stores, nor is a webhook changed to such', async () => {
    await env.DB.prepare(`insert into store_hosts values ('account.example.com', 'sto_hafen_handel')`).run();
    const system = await aSystem();
    const made = await system.post('/webhooks', { url: 'https://till.example.com/' });
    const replies = await Promise.all([
      system.post('/webhooks', { url: 'https://account.example.com/api' }),
      system.post('/webhooks', { url: 'https://10.0.0.1/' }),
      system.send('patch', `/webhooks/${String(made.json.id)}`, { url: 'https://account.example.com/api' }),
    ]);

    expect(replies.map(({ status, json }) => [status, json.code])).toEqual(replies.map(() => [422, 'url_refused']));
  });
});
