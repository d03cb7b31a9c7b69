// Settings as staff change them, up to what a shopper meets at the next request.
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { colleagueIn, atWork, staffPassword } from './support/colleagues.ts';
import { aGuestOrder } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { rowForms, settingsForms } from './support/settings.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const formOf = (path: string) => settingsForms.find((one) => one.path === `/admin/settings/${path}`)?.form ?? {};
const stored = () => value('select policies from stores where id = ?', 'sto_harbour_goods');
const asOf = async () => String(await value('select updated_at from stores where id = ?', 'sto_harbour_goods'));
const acts = () => rows(`select act, before, after from audit where act = 'settings_changed' order by id`);
const shownIn = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

const everyForm = [...settingsForms, ...rowForms.map(({ list, row, form }) => ({ path: `${list}/${row}`, form }))];

it.each(everyForm)('$path saves nothing where nothing is different', async ({ path, form }) => {
  const manager = await atWork({ role: 'manager' });
  await manager.post(path, form);
  const before = await everythingStored();

  expect((await manager.post(path, form)).location).toBe(`${path}?done=saved`);
  expect(await everythingStored()).toBe(before);
});

it('a setting holds at the next request, and the audit tells what is different', async () => {
  const manager = await atWork({ role: 'manager' });
  const form = { ...formOf('access'), passwordMinimum: '20', removeUnactivatedAfterDays: '' };
  await manager.post('/admin/settings/access', { ...form, asOf: await asOf() });

  const ada = { name: 'Ada King', email: 'ada.king@example.com', password: 'seven grey gulls' };
  expect((await visitor().post('/register', ada)).text).toContain('At least 20 characters');
  expect(await acts()).toEqual([
    {
      act: 'settings_changed',
      before: JSON.stringify({ passwordMinimum: 12, removeUnactivatedAfterDays: 30 }),
      after: JSON.stringify({ passwordMinimum: 20, removeUnactivatedAfterDays: null }),
    },
  ]);
  const owner = await atWork();
  expect(shownIn((await owner.get('/admin/audit')).text)).toContain('Shortest password: 12 → 20');
});

it('what shuts people out says whom, and is saved once that is agreed to', async () => {
  await aCustomer({ email: 'waiting@example.com', status: 'pending' });
  await aGuestOrder();
  const manager = await atWork({ role: 'manager' });
  const before = await everythingStored();
  const form = { ...formOf('shopping'), shopAccess: 'customers_only' };
  const asked = await manager.post('/admin/settings/shopping', { ...form, asOf: await asOf() });

  expect(asked.status).toBe(409);
  expect(asked.text).toContain('one guest ordered');
  expect(asked.text).toContain('One person on record is not an active customer');
  expect(asked.text).toMatch(/value="customers_only" checked/);
  expect(await everythingStored()).toBe(before);
  expect((await visitor().get('/')).status).toBe(200);

  await manager.post('/admin/settings/shopping', { ...form, agreed: 'on', asOf: await asOf() });
  expect((await visitor().get('/search?q=rope')).status).toBe(303);
});

it('registration by invitation says how many registered lately', async () => {
  const manager = await atWork({ role: 'manager' });
  await aCustomer({ email: 'new@example.com' });
  await env.DB.prepare('update memberships set registered_at = ?').bind(Date.now()).run();
  const form = { ...formOf('access'), registration: 'invitation' };

  expect((await manager.post('/admin/settings/access', form)).text).toContain('one person registered by themselves');
  await manager.post('/admin/settings/access', { ...form, agreed: 'on' });
  expect((await visitor().post('/register', {})).status).toBe(403);
});

it('of two who change settings at once the second is told what the first changed, and keeps what they typed', async () => {
  const one = await atWork({ role: 'manager', name: 'Mary' });
  const other = await atWork({ email: 'other@example.com' });
  const seen = await asOf();
  await one.post('/admin/settings/access', { ...formOf('access'), passwordMinimum: '16', asOf: seen });
  const after = await stored();
  const late = await other.post('/admin/settings/shopping', {
    ...formOf('shopping'),
    orderHistory: 'pool',
    asOf: seen,
  });

  expect(late.status).toBe(409);
  expect(shownIn(late.text)).toContain('Mary: Shortest password: 12 → 16');
  expect(late.text).toMatch(/value="pool" checked/);
  expect(await stored()).toBe(after);
  const again = /name="asOf" value="(\d+)"/.exec(late.text)?.[1] ?? '';
  await other.post('/admin/settings/shopping', { ...formOf('shopping'), orderHistory: 'pool', asOf: again });
  expect(JSON.parse(String(await stored()))).toMatchObject({ passwordMinimum: 16, orderHistory: 'pool' });
});

it('twenty at once save once', async () => {
  const manager = await atWork({ role: 'manager' });
  const seen = await asOf();
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, place) =>
      manager.post('/admin/settings/access', { ...formOf('access'), passwordMinimum: `${20 + place}`, asOf: seen }),
    ),
  );

  expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
  expect(await acts()).toHaveLength(1);
});

it('where the password was not said lately it is asked for in the form, which keeps what was typed', async () => {
  const manager = await atWork({ role: 'manager' });
  const path = '/admin/settings/staff';
  await env.DB.prepare('update sessions set started_at = started_at - 3600000, last_seen_at = last_seen_at - 1').run();
  await env.DB.prepare('update staff set sessions_valid_from = 0').run();
  const form = { 'staff.secondStep': 'optional' };
  expect((await manager.get(path)).text).toContain('name="currentPassword"');
  const wrong = await manager.post(path, { ...form, currentPassword: 'not this one' });
  expect(wrong.status).toBe(422);
  expect((await manager.post(path, form)).status).toBe(422);

  const { counts, ...counted } = counting();
  const proved = visitor({ cookies: manager.cookies, ...counted });
  expect((await proved.post(path, { ...form, currentPassword: staffPassword })).status).toBe(303);
  expect(counts.waits).toBeLessThanOrEqual(3);
  expect((await manager.get(path)).text).not.toContain('name="currentPassword"');
  expect(await rows(`select act from audit where staff_id = ?`, colleagueIn(manager))).toEqual([{ act: 'proved' }]);
});

it('support looks and changes nothing', async () => {
  const support = await atWork({ role: 'support' });
  const { text } = await support.get('/admin/settings/access');

  expect(text).toContain('disabled');
  expect(text).not.toContain('>Save</button>');
  expect((await support.post('/admin/settings/access', formOf('access'))).status).toBe(403);
});

it('a store speaks of its own settings only', async () => {
  const outlet = await atWork({ store: 'outlet' });
  await outlet.post('/admin/settings/shopping', { ...formOf('shopping'), checkout: 'optional' });

  expect(await acts()).toHaveLength(1);
  expect(await value('select policies from stores where id = ?', 'sto_harbour_outlet')).not.toContain('guest_only');
});
