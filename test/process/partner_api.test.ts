// The partner API against its own description: every endpoint is called by its example and by what is refused, through a proxy that
// compares each reply with what is described; what is not described is a difference here too. The examples are tried on the demo by the same run.
import type { ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { describing, readEndpoints } from '../../scripts/description.ts';
import { callOf, inOrder, type Call } from '../../scripts/description/examples.ts';
import { start, stop } from '../../scripts/run.ts';
import { freePort } from '../../scripts/serve.ts';
import type { Endpoint } from '../../src/partners/contract.ts';
import { mostCalls } from '../../src/partners/serving/allowance.ts';
import { mostBytes } from '../../src/partners/serving/asking.ts';
import type { Database } from '../../src/web/database.ts';
import { sha256 } from '../../src/web/secrets.ts';
import { openShops } from '../browser/server.ts';

const endpoints = inOrder(await readEndpoints());
let db: Database;
let close: () => Promise<void>;
let proxy: ChildProcess;
let address: string;
const described = `.wrangler/described-${process.pid}.json`;

beforeAll(async () => {
  const arrange = async (opened: Database) => {
    db = opened;
    await addNarrowKeys();
  };
  const shops = await openShops(arrange, inject('prepared'));
  ({ close } = shops);
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const upstream = `http://localhost:${shops.port}/api/v1`;
  const options = ['--port', String(port), '--verboseLevel', 'silent'];
  writeFileSync(described, JSON.stringify(describing(endpoints)));
  proxy = start('prism', ['proxy', described, upstream, ...options], {
    quiet: true,
    ownGroup: true,
  });
  proxy.stdout?.resume();
  proxy.stderr?.resume();
  for (let tries = 0; tries < 100 && !(await fetch(address).catch(() => null)); tries += 1) await wait(100);
});

afterAll(async () => {
  await stop(proxy);
  rmSync(described, { force: true });
  await close();
});

const narrowKeys = { reading: 'rgl_reads-groups', other: 'rgl_reads-points' };

/** Two keys of the demo's partner that may do one thing each, so that each endpoint is refused to one of them. */
async function addNarrowKeys(): Promise<void> {
  const scopes = { reading: 'groups:read', other: 'points:read' };
  for (const name of ['reading', 'other'] as const) {
    await db.run(sql`insert into partner_keys (id, partner_id, store_id, staff_id, hash, prefix, scopes, created_at)
      select ${`key_${name}`}, partner_id, store_id, staff_id, ${await sha256(narrowKeys[name])}, ${name},
        ${JSON.stringify([scopes[name]])}, created_at from partner_keys limit 1`);
  }
}

/** A key that may not call this endpoint. */
function narrow({ scope }: Endpoint): string {
  return scope === 'groups:read' ? narrowKeys.other : narrowKeys.reading;
}

type Reply = { status: number; code: string; headers: Headers; differing: string[] };

type Violation = { location: string[]; message: string };

/** Calls through the proxy: what came back, and how the reply, or with `request` the request too, differs from what is described. */
async function ask({ path, ...call }: Call, where: readonly string[] = ['response']): Promise<Reply> {
  const reply = await fetch(`${address}${path}`, call);
  const text = await reply.text();
  const found = JSON.parse(reply.headers.get('sl-violations') ?? '[]') as Violation[];
  const differing = found.filter(({ location }) => where.includes(location[0] ?? ''));
  const isProblem = reply.headers.get('Content-Type') === 'application/problem+json';
  return {
    status: reply.status,
    code: isProblem ? (JSON.parse(text) as { code: string }).code : '',
    headers: reply.headers,
    differing: differing.map(({ location, message }) => `${location.join('.')}: ${message}`),
  };
}

/** The call with something else in it. */
function but(call: Call, other: Partial<Call>): Call {
  return { ...call, ...other, headers: { ...call.headers, ...other.headers } };
}

/** Calls and what must come back; gathers what is otherwise. */
function asking() {
  const wrong: unknown[] = [];
  const check = async (what: string, call: Call, wanted: Partial<Pick<Reply, 'status' | 'code'>>, where?: string[]) => {
    const reply = await ask(call, where);
    const { status, code, differing } = reply;
    const isWanted = status === (wanted.status ?? status) && code === (wanted.code ?? code) && status < 500;
    if (!isWanted || differing.length > 0) wrong.push([what, status, code, ...differing]);
    return reply;
  };
  return { wrong, check };
}

/** The demo's key, as if it had not been used in this minute. */
async function countFromZero(): Promise<void> {
  await db.run(sql`update partner_keys set calls = 0`);
}

it('takes every example of the description on the demo, once, and replies as described', async () => {
  const { wrong, check } = asking();
  for (const endpoint of endpoints) {
    const { operation, method, status, isSingle } = endpoint;
    const call = callOf(endpoint);
    const other = { 'If-Match': '"other"', 'Idempotency-Key': 'other' };
    if (endpoint.version)
      await check(`${operation}, otherwise by now`, but(call, { headers: other }), { code: 'stale' });
    const { headers } = await check(operation, call, { status, code: '' }, ['request', 'response']);
    if (method === 'get' && isSingle) {
      const known = { 'If-None-Match': headers.get('ETag') ?? '' };
      await check(`${operation}, as it is known`, but(call, { headers: known }), { status: 304 });
    }
    if (method !== 'post') continue;
    const again = await check(`${operation}, again`, call, { status });
    if (again.headers.get('Idempotency-Replayed') !== 'true') wrong.push([operation, 'was not replayed']);
    await db.run(sql`update partner_requests set status = null, reply = null, changed_by = '', claim = 'another'
      where key = ${operation}`);
    await check(`${operation}, in flight`, call, { code: 'idempotency_in_flight' });
    // The proxy writes bodies anew, so it is the other request that is kept.
    await db.run(sql`update partner_requests set hash = 'another' where key = ${operation}`);
    await check(`${operation}, of another`, call, { code: 'idempotency_key_reused' });
  }
  expect(wrong).toEqual([]);
});

it('refuses as described', async () => {
  const { wrong, check } = asking();
  for (const endpoint of endpoints) {
    await countFromZero();
    const call = callOf(endpoint);
    const { 'Idempotency-Key': _, ...unnamed } = call.headers;
    const queried = `${call.path}${call.path.includes('?') ? '&' : '?'}surplus=1`;
    const large = JSON.stringify({ surplus: 'x'.repeat(mostBytes) });
    const calls: Record<string, Call> = {
      key_missing: but(call, { headers: { Authorization: '' } }),
      key_invalid: but(call, { headers: { Authorization: 'Bearer rgl_none' } }),
      scope_missing: but(call, { headers: { Authorization: `Bearer ${narrow(endpoint)}` } }),
      version_unknown: but(call, { headers: { 'Regulars-Version': '1999-01-01' } }),
      invalid: but(call, { path: queried }),
      ...(endpoint.method === 'post' ? { idempotency_key_missing: { ...call, headers: unnamed } } : {}),
      ...(endpoint.body ? { wrong_type: but(call, { headers: { 'Content-Type': 'text/plain' } }) } : {}),
      ...(endpoint.body ? { too_large: but(call, { body: large }) } : {}),
    };
    await Promise.all(
      Object.entries(calls).map(([code, one]) => check(`${endpoint.operation}, ${code}`, one, { code })),
    );
    const name = `${endpoint.operation}, of nothing`;
    await check(name, but(call, { path: nowhere(endpoint), headers: { 'Idempotency-Key': 'none' } }), {});
  }
  expect(wrong).toEqual([]);
});

it('refuses the call that is one too many as described', async () => {
  const { wrong, check } = asking();
  const [first] = endpoints;
  if (!first) throw new Error('no endpoint');
  await db.run(sql`update partner_keys set calls = ${mostCalls}, calls_from = ${Date.now()}`);
  await check('one too many', callOf(first), { code: 'too_many_requests' });

  expect(wrong).toEqual([]);
});

/** The path of the example, with an id of nothing in the place of each. */
function nowhere({ path, example }: Endpoint): string {
  const [sent = '', query] = example.path.split('?');
  const values = sent.split('/');
  const parts = path.split('/').map((part, index) => {
    const prefix = /^[a-z]{3}_/.exec(values[index] ?? '')?.[0] ?? '';
    return part.startsWith('{') ? `${prefix}nothing` : part;
  });
  return `${parts.join('/')}${query ? `?${query}` : ''}`;
}
