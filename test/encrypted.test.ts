// What comes in clear where the store is at home under https.
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import worker from '../src/index.ts';
import * as stores from '../src/stores/stores.ts';
import { aKey, systemWith } from './support/partners.ts';
import { value } from './support/records.ts';
import { visitor } from './support/visitor.ts';

beforeEach(async () => {
  await env.DB.prepare(`update stores set origin = 'https://localhost:8787' where id = 'sto_harbour_goods'`).run();
  stores.forget();
});

it('a page leads on to where it is, and nothing stands in the reply', async () => {
  const reply = await visitor().get('/login?next=%2Faccount');

  expect([reply.status, reply.location]).toEqual([308, 'https://localhost:8787/login?next=%2Faccount']);
  expect(reply.text).toBe('');
});

it('a form is refused, and nothing comes of it', async () => {
  const form = { email: 'ada.king@example.com', name: 'Ada King', password: 'seven gulls above the harbour' };

  expect((await visitor().post('/register', form)).status).toBe(403);
  expect(await value('select count(*) from customers')).toBe(0);
});

it('a call of a partner is refused and not led on, and the key is not looked at', async () => {
  const { key } = await aKey();
  const reply = await systemWith(key).get('/groups');

  expect([reply.status, reply.headers.get('Location')]).toEqual([403, null]);
  expect(reply.headers.get('Content-Type')).toBe('application/problem+json');
  expect(await value('select used_at from partner_keys')).toBeNull();
});

it('what comes encrypted is answered', async () => {
  const page = await worker.fetch(new Request('https://localhost:8787/login'), env, createExecutionContext());

  expect(page.status).toBe(200);
});
