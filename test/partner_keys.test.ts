// Partners and their keys as staff keep them: shown once, no more than their maker may, replaced with an overlap, revoked at once.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import * as acts from '../src/partners/keys/acts.ts';
import { find } from '../src/partners/keys/keys.ts';
import { lostBy, stateOf } from '../src/partners/keys/states.ts';
import type { Role } from '../src/staff/roles.ts';
import { newKey } from '../src/web/ids.ts';
import { atWork, colleagueIn } from './support/colleagues.ts';
import { copy } from './support/copies.ts';
import { aCustomer } from './support/people.ts';
import { sceneAt } from './support/orders.ts';
import { aKey, aPartner, systemWith } from './support/partners.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
import type { Reply, Visitor } from './support/visitor.ts';

const here = '/admin/partners';
const hour = 3_600_000;
const day = 24 * hour;
const reading = { life: '90', 'scope_groups:read': 'on', 'scope_orders:read': 'on' };

const keyIn = ({ text }: Reply) => /<code id="key"[^>]*>(rgl_[\w-]{43})</.exec(text)?.[1] ?? '';
const formKeyIn = ({ text }: Reply) => /name="key" value="([^"]+)"/.exec(text)?.[1] ?? '';
const told = () => rows(`select act, before, after from audit where act like 'partner_%' order by id`);
const callWith = async (key: string) => {
  const { status, json } = await systemWith(key).get('/groups');
  return [status, json.code];
};

/** Makes a key by its page; returns the reply, and the same once more. */
async function make(browser: Visitor, partnerId: string, form: Record<string, string> = reading) {
  const path = `${here}/${partnerId}/keys/new`;
  const key = formKeyIn(await browser.get(path));
  return { path, form: { ...form, key }, reply: await browser.post(path, { ...form, key }) };
}

/** Puts another key in the place of one, by its page. */
async function replace(browser: Visitor, id: string, overlap: string) {
  const path = `${here}/keys/${id}/replacement`;
  const key = formKeyIn(await browser.get(path));
  return { path, form: { overlap, key }, reply: await browser.post(path, { overlap, key }) };
}

/** Lets time pass for a key: all that is known of it was so much earlier. */
const passTime = (id: string, ms: number) =>
  env.DB.prepare('update partner_keys set created_at = created_at - ?1, expires_at = expires_at - ?1 where id = ?2')
    .bind(ms, id)
    .run();

/** A key as the verbs are given it. */
async function known(id: string) {
  const { db, store } = await sceneAt();
  const [key] = await find(db, store.id, id);
  if (!key) throw new Error('no such key');
  return key;
}

it('a partner is added, renamed, and removed while it never had a key; two have not one name', async () => {
  const browser = await atWork({ role: 'manager' });
  const added = await browser.post(here, { name: 'Till <1>' });
  const at = added.location?.split('?')[0] ?? '';
  expect((await browser.post(here, { name: 'Till <1>' })).status).toBe(409);
  expect((await browser.get(at)).text).toContain('Till &lt;1&gt;');
  const other = (await browser.post(here, { name: 'Books' })).location?.split('?')[0] ?? '';
  expect((await browser.post(at, { name: 'Books' })).status).toBe(409);
  expect((await browser.post(at, { name: 'Till' })).location).toBe(`${at}?done=renamed`);
  await make(browser, at.slice(here.length + 1));

  expect((await browser.post(`${other}/removal`)).location).toBe(`${here}?done=removed`);
  expect((await browser.post(`${at}/removal`)).location).toBe(`${at}?problem=is_used`);
  expect((await rows('select name from partners')).map(({ name }) => name)).toEqual(['Till']);
  expect((await told()).map(({ act }) => act)).toEqual([
    'partner_added',
    'partner_added',
    'partner_renamed',
    'partner_key_made',
    'partner_removed',
  ]);
});

describe('a key', () => {
  it('is shown once, on the reply to its form, and stored as a hash; it does what was ticked', async () => {
    const { counts, ...counted } = counting();
    const browser = await atWork({ role: 'manager', ...counted });
    const partnerId = await aPartner();
    const form = await browser.get(`${here}/${partnerId}/keys/new`);
    counts.waits = 0;
    const path = `${here}/${partnerId}/keys/new`;
    const reply = await browser.post(path, { ...reading, key: formKeyIn(form) });
    const key = keyIn(reply);

    expect(reply.status).toBe(200);
    expect(counts.waits).toBeLessThanOrEqual(3);
    expect(reply.headers.get('Cache-Control')).toBe('no-store');
    expect(await callWith(key)).toEqual([200, undefined]);
    expect((await systemWith(key).get('/points')).status).not.toBe(200);
    expect(await everythingStored()).not.toContain(key);
    expect((await browser.get(here)).text).not.toContain('never');
    const page = await browser.get(`${here}/${partnerId}`);
    expect(page.text).toContain(`${key.slice(0, 12)}…`);
    expect(page.text).not.toContain(key);
    const [entry] = await told();
    expect(JSON.parse(String(entry?.after))).toMatchObject({
      partner: 'Till',
      key: key.slice(0, 12),
      scopes: 'groups:read, orders:read',
    });
  });

  it('is made once by a form that is sent twenty times at once, and never shown again', async () => {
    const browser = await atWork();
    const partnerId = await aPartner();
    const path = `${here}/${partnerId}/keys/new`;
    const form = { ...reading, key: formKeyIn(await browser.get(path)) };
    const replies = await Promise.all(Array.from({ length: 20 }, () => browser.post(path, form)));
    const shown = replies.filter(({ status }) => status === 200);
    const others = new Set(replies.filter(({ status }) => status !== 200).map(({ location }) => location));

    expect(shown.map((reply) => keyIn(reply).length)).toEqual([47]);
    expect([...others]).toEqual([`${here}/${partnerId}?problem=made_already`]);
    expect(await value('select count(*) from partner_keys')).toBe(1);
    expect((await told()).length).toBe(1);
  });

  it('with nothing ticked is none, and what a role may not do cannot be given', async () => {
    const browser = await atWork({ role: 'manager' });
    const partnerId = await aPartner();
    const none = await make(browser, partnerId, { life: '30' });
    const scene = await sceneAt();
    const wanted = { partner: { id: partnerId, name: 'Till' }, formKey: newKey(1), lifeMs: null };
    const by = { id: colleagueIn(browser), role: 'support' as Role };
    const beyond = await acts.make(scene, by, { ...wanted, scopes: ['orders:read', 'orders:write'] }, Date.now());

    expect(none.reply.status).toBe(422);
    expect(none.reply.text).toContain('id="scopes-problem"');
    expect(beyond).toEqual({ ok: false, problem: 'role_too_low' });
    expect(await rows('select * from partner_keys')).toEqual([]);
  });

  it('that is revoked is refused at the very next call, and asks for no password', async () => {
    const browser = await atWork({ role: 'manager' });
    const { key, id, partnerId } = await aKey({ role: 'manager' });
    expect(await callWith(key)).toEqual([200, undefined]);
    await env.DB.prepare('update sessions set proved_at = 1').run();
    const revoked = await browser.post(`${here}/keys/${id}/revocation`);

    expect(revoked.location).toBe(`${here}/${partnerId}?done=revoked`);
    expect(await callWith(key)).toEqual([401, 'key_revoked']);
    expect((await browser.post(`${here}/keys/${id}/revocation`)).location).toContain('problem=not_live');
    expect((await browser.get(`${here}/${partnerId}/keys/new`)).location).toBe(
      `/admin/proof?next=${encodeURIComponent(`${here}/${partnerId}/keys/new`)}`,
    );
    expect((await browser.post(`${here}/keys/${id}/replacement`, { overlap: 'day' })).location).toContain(
      '/admin/proof',
    );
    expect((await told()).map(({ act }) => act)).toEqual(['partner_key_revoked']);
  });
});

it('a key that works can be revoked, however many are over by now', async () => {
  const { id, partnerId } = await aKey();
  const { id: over } = await aKey({ partnerId, expiresAt: 1 });
  await copy(over, 60);

  expect((await (await atWork()).get(`${here}/${partnerId}`)).text).toContain(`/keys/${id}/revocation`);
});

describe('a key in the place of another', () => {
  it('does the same for as long, in the name of whoever made it; the old one goes on for the overlap', async () => {
    const browser = await atWork({ role: 'manager' });
    const expiresAt = Date.now() + 30 * day;
    const { key: old, id } = await aKey({ role: 'support', scopes: ['groups:read', 'orders:read'], expiresAt });
    const { reply, path, form } = await replace(browser, id, 'day');
    const fresh = keyIn(reply);

    expect([await callWith(old), await callWith(fresh)]).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    const [made] = await rows('select * from partner_keys where id <> ?', id);
    expect(made).toMatchObject({ staff_id: colleagueIn(browser), scopes: '["groups:read","orders:read"]' });
    expect(Number(made?.expires_at) - Number(made?.created_at)).toBeCloseTo(30 * day, -4);
    expect((await browser.post(path, form)).location).toContain('problem=made_already');
    expect((await browser.get(path)).location).toContain('problem=not_live');
    await passTime(id, day - hour);
    expect(await callWith(old)).toEqual([200, undefined]);
    await passTime(id, hour);
    expect(await callWith(old)).toEqual([401, 'key_expired']);
    expect(await callWith(fresh)).toEqual([200, undefined]);
  });

  it.each([
    ['none', null, 0],
    ['hour', null, hour],
    ['week', null, 7 * day],
    ['week', 2 * day, 2 * day],
  ])('leaves it for an overlap of %s, but never longer than it had', async (overlap, left, expected) => {
    const browser = await atWork();
    const now = Date.now();
    const { key, id } = await aKey({ scopes: ['groups:read'], expiresAt: left === null ? null : now + left });
    await replace(browser, id, overlap);

    expect(Number(await value('select expires_at from partner_keys where id = ?', id)) - now).toBeCloseTo(expected, -4);
    expect((await callWith(key))[0]).toBe(expected === 0 ? 401 : 200);
  });

  it('is made once, by twenty forms and by two people at once', async () => {
    const { id } = await aKey();
    const [one, other] = [await atWork(), await atWork({ email: 'second@example.com' })];
    const path = `${here}/keys/${id}/replacement`;
    const [form, another] = [await one.get(path), await other.get(path)].map((page) => ({
      overlap: 'hour',
      key: formKeyIn(page),
    }));
    const replies = await Promise.all([
      ...Array.from({ length: 10 }, () => one.post(path, form ?? {})),
      ...Array.from({ length: 10 }, () => other.post(path, another ?? {})),
    ]);

    expect(replies.filter(({ status }) => status === 200).length).toBe(1);
    expect(await value('select count(*) from partner_keys')).toBe(2);
    expect((await told()).map(({ act }) => act)).toEqual(['partner_key_replaced']);
  });

  it('takes over from whoever has left, with what the new role may', async () => {
    const { key, id, staffId } = await aKey();
    await env.DB.prepare('update staff_roles set disabled_at = 1 where staff_id = ?').bind(staffId).run();
    expect(await callWith(key)).toEqual([401, 'key_without_maker']);
    const browser = await atWork({ role: 'manager' });
    expect((await browser.get(here)).text).toContain('its maker has left');
    const { reply } = await replace(browser, id, 'none');

    expect(await callWith(keyIn(reply))).toEqual([200, undefined]);
    const before = await known(id);
    expect(acts.handedOn('support', before)).not.toContain('orders:write');
    const by = { id: staffId, role: 'support' as Role };
    const narrow = await aKey({ scopes: ['orders:write'], role: 'support' });
    const formKey = newKey(1);
    expect(
      await acts.replace(await sceneAt(), by, { before: await known(narrow.id), formKey, overlapMs: 0 }, Date.now()),
    ).toEqual({ ok: false, problem: 'role_too_low' });
  });
});

describe('whose key it is', () => {
  it('decides: nobody replaces or revokes one of somebody above themselves', async () => {
    const { key, id, partnerId } = await aKey({ role: 'owner' });
    const browser = await atWork({ role: 'manager' });
    const before = await everythingStored();
    const there = `${here}/${partnerId}?problem=beyond_reach`;

    expect((await browser.post(`${here}/keys/${id}/revocation`)).location).toBe(there);
    expect((await browser.post(`${here}/keys/${id}/replacement`, { overlap: 'none' })).location).toBe(there);
    expect((await browser.get(`${here}/keys/${id}/replacement`)).location).toBe(there);
    expect((await browser.get(`${here}/${partnerId}`)).text).not.toContain('/revocation');
    expect(await everythingStored()).toBe(before);
    expect(await callWith(key)).toEqual([200, undefined]);
  });

  it('is told where they are disabled or get another role', async () => {
    const { staffId } = await aKey({ role: 'manager' });
    await aKey({ staffId, expiresAt: 1 });
    const browser = await atWork();

    expect((await browser.get('/admin/staff')).text).toContain('1 key of a partner, which they made, stops with it');
    expect((await browser.get(`/admin/staff/${staffId}`)).text).toContain('Keys of partners</dt><dd><bdi>1<');
  });
});

it('what a key did is in the audit by the name of its maker, with the partner and the key where a browser would stand', async () => {
  const { key } = await aKey();
  const customerId = await aCustomer();
  await systemWith(key).post(`/customers/${customerId}/points`, { points: 5, reason: 'Hello' });
  const { text } = await (await atWork({ email: 'second@example.com' })).get('/admin/audit');

  expect(text).toContain(`Till (${key.slice(0, 12)}…)`);
});

it('partners and keys of another store are not there', async () => {
  const { id, partnerId } = await aKey({ store: 'trade' });
  const browser = await atWork();
  const before = await everythingStored();
  const replies = [
    await browser.get(`${here}/${partnerId}`),
    await browser.get(`${here}/${partnerId}/keys/new`),
    await browser.get(`${here}/keys/${id}/replacement`),
    await browser.post(`${here}/${partnerId}`, { name: 'Mine' }),
    await browser.post(`${here}/${partnerId}/removal`),
    await browser.post(`${here}/${partnerId}/keys/new`, reading),
    await browser.post(`${here}/keys/${id}/replacement`, { overlap: 'none' }),
    await browser.post(`${here}/keys/${id}/revocation`),
  ];

  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 404));
  expect((await browser.get(here)).text).not.toContain(partnerId);
  expect(await everythingStored()).toBe(before);
});

it.each([
  ['active', {}],
  ['active', { expiresAt: 8 * day }],
  ['expiring', { expiresAt: 6 * day }],
  ['ending', { expiresAt: hour, replacedBy: 'key_1' }],
  ['without_maker', { role: null }],
  ['replaced', { expiresAt: 0, replacedBy: 'key_1' }],
  ['expired', { expiresAt: 0, role: null }],
  ['revoked', { expiresAt: 0, revokedAt: -1, role: null }],
] as const)('a key is said to be %s: %o', (state, facts) => {
  const key = { expiresAt: null, revokedAt: null, replacedBy: null, role: 'owner' as Role | null, ...facts };
  expect(stateOf(key, 0)).toBe(state);
});

it('what the role of the maker is too low for by now is said', () => {
  const scopes = ['orders:read', 'orders:write', 'unknown:read'];
  expect(lostBy({ scopes, role: 'support' })).toEqual(['orders:write']);
  expect(lostBy({ scopes, role: 'manager' })).toEqual([]);
  expect(lostBy({ scopes, role: null })).toEqual([]);
});
