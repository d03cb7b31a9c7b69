// The audit of what customers do about their accounts, and how owners find their way through all of it.
import { env } from 'cloudflare:workers';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { run } from '../src/jobs.ts';
import { about, entries, everything } from '../src/staff/audit/trail.ts';
import { wantedSchema } from '../src/staff/audit/input.ts';
import { openDatabase } from '../src/web/database.ts';
import { firstId, newId } from '../src/web/ids.ts';
import { atWork, colleagueIn } from './support/colleagues.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aCustomer, customerIn, password, signedIn, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const goods = 'sto_harbour_goods';
const fresh = 'five brass bells by the quay';
const day = 86_400_000;

/** What was told of customers, oldest first: the act, and whose. */
async function told(): Promise<string[]> {
  const found = await rows(`select act, customer_id from audit where act glob 'own_*' order by rowid`);
  return found.map(({ act, customer_id: id }) => `${String(act)} ${id === null ? 'nobody' : 'customer'}`);
}

/** Writes entries as they were at that time, straight into D1. */
async function wasTold(entry: Partial<Record<'store' | 'staff' | 'act' | 'customer' | 'device', string>>, at: number) {
  const { store = goods, staff = null, act = 'own_signed_in', customer = null, device = '' } = entry;
  await env.DB.prepare(
    `insert into audit (id, store_id, staff_id, act, customer_id, device, place, at) values (?, ?, ?, ?, ?, ?, '', ?)`,
  )
    .bind(newId('audit', at), store, staff, act, customer, device, at)
    .run();
}

describe('what customers do about their accounts is told', () => {
  it('from registration to deletion', async () => {
    const post = postbox();
    const browser = visitor({ bindings: { EMAIL: post.binding } });
    const ada = { email: 'ada@example.com', name: 'Ada King', password: 'seven gulls above the harbour' };
    await browser.post('/register', ada);
    await browser.post(linkIn(post.sent.at(-1), '/activate/'));
    await browser.post('/register', ada);
    await signIn(browser, ada.email, 'not the password');
    await signIn(browser, ada.email, ada.password);
    await browser.post('/account/password', { currentPassword: ada.password, password: fresh });
    await browser.post('/account/email', { email: 'countess@example.com', currentPassword: fresh });
    await browser.post(linkIn(post.sent.at(-1), '/confirm-email/'));
    await browser.post(linkIn(post.sent.at(-1), '/restore-email/'));
    await browser.post(linkIn(post.sent.at(-1), '/set-password/'), { password: ada.password });
    await browser.post('/forgot-password', { email: ada.email });
    await signIn(browser, ada.email, ada.password);
    await browser.post('/account/security/others/end');
    await browser.post('/account/privacy/export');
    await browser.post('/logout');
    await browser.post('/logout');
    const id = String(await value('select id from customers'));
    const acts = await rows('select act, store_id, staff_id, customer_id, "before", "after" from audit order by rowid');

    expect(acts.map(({ act }) => act)).toEqual([
      'own_registered',
      'own_activated',
      'own_registered_again',
      'own_sign_in_failed',
      'own_signed_in',
      'own_password_changed',
      'own_email_asked',
      'own_email_changed',
      'own_email_undone',
      'own_password_set',
      'own_password_asked',
      'own_signed_in',
      'own_others_ended',
      'own_exported',
      'own_signed_out',
    ]);
    for (const { act: _, ...entry } of acts) {
      expect(entry).toEqual({ store_id: goods, staff_id: null, customer_id: id, before: null, after: null });
    }
  });

  it('with device and place, and without address or password', async () => {
    await aCustomer();
    const headers = { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0' };
    const form = { email: 'grace@example.com', password };
    const browser = visitor();
    await browser.post('/login', form, { Origin: browser.origin, ...headers });

    expect(await value('select device from audit')).toBe(headers['User-Agent']);
    const all = JSON.stringify(await rows('select * from audit'));
    for (const secret of ['grace@', 'Grace', password]) expect(all).not.toContain(secret);
  });

  it('at the sign-in as much for an address that nobody has', async () => {
    await aCustomer();
    await visitor().get('/');
    const waits = [];
    for (const email of ['grace@example.com', 'nobody@example.com']) {
      const { counts, ...counted } = counting();
      await signIn(visitor(counted), email, 'not the password');
      waits.push([counts.waits, counts.statements]);
    }

    expect(await told()).toEqual(['own_sign_in_failed customer', 'own_sign_in_failed nobody']);
    expect(waits[0]).toEqual(waits[1]);
  });

  it('when a forgotten password is replaced by one that the store makes', async () => {
    await withPolicies({ forgottenPassword: 'generated' });
    await aCustomer();
    for (const email of ['grace@example.com', 'nobody@example.com'])
      await visitor().post('/forgot-password', { email });

    expect(await told()).toEqual([
      'own_password_sent customer',
      'own_password_asked customer',
      'own_password_asked nobody',
    ]);
  });

  it('when one session is ended, once', async () => {
    const browser = await signedIn();
    await signIn(visitor());
    const id = String(await value('select public_id from sessions order by started_at desc, rowid desc'));
    for (let count = 0; count < 2; count += 1) await browser.post(`/account/security/sessions/${id}/end`);

    expect((await told()).filter((one) => one.startsWith('own_session_ended'))).toHaveLength(1);
  });

  it('when somebody waits for staff after a right password, as a sign-in that failed', async () => {
    await withPolicies({ activation: 'admin' }, 'outlet');
    await aCustomer();
    await signIn(visitor({ store: 'outlet' }));

    expect(await rows('select store_id, act from audit')).toEqual([
      { store_id: 'sto_harbour_outlet', act: 'own_sign_in_failed' },
    ]);
  });

  it('when they are deleted: that it happened, at every store, and nothing of whom', async () => {
    const browser = await signedIn();
    await signIn(visitor({ store: 'outlet' }));
    await wasTold({ act: 'customer_activated', customer: customerIn(browser), device: 'of staff' }, 1);
    const headers = { Origin: browser.origin, 'User-Agent': 'Lynx of Grace' };
    await browser.post('/account/privacy/deletion', { currentPassword: password }, headers);
    const left = await rows('select store_id, act, customer_id, device, place from audit order by act, store_id');

    expect(left.filter(({ act }) => act === 'own_deleted').map(({ store_id: id }) => id)).toEqual([
      goods,
      'sto_harbour_outlet',
    ]);
    expect(JSON.stringify(left)).not.toMatch(/cus_|Lynx/);
    expect(left.find(({ act }) => act === 'customer_activated')?.device).toBe('of staff');
  });
});

describe('signing out', () => {
  it('is told of staff, once, and of nobody whose cookie is not theirs to sign out with', async () => {
    const browser = await atWork();
    const staff = browser.cookies.get('__Host-staff') ?? '';
    const customer = (await signedIn()).cookies.get('__Host-customer') ?? '';
    expect((await visitor({ cookies: new Map([['__Host-staff', customer]]) }).post('/admin/logout')).status).toBe(303);
    const id = colleagueIn(browser);
    await browser.post('/admin/logout');
    await visitor({ cookies: new Map([['__Host-staff', staff]]) }).post('/admin/logout');
    await visitor({ cookies: new Map([['__Host-customer', `${id}.${'x'.repeat(43)}`]]) }).post('/logout');

    expect(await rows(`select staff_id from audit where act glob '*signed_out'`)).toEqual([{ staff_id: id }]);
  });
});

describe('the page', () => {
  /** The words of the column "What", from the top. */
  const actsOn = (text: string) =>
    [...text.matchAll(/<tr>\s*<td class="tabular-nums">.*?<\/td>\s*<td.*?<\/td>\s*<td>(.*?)<\/td>/gs)].map(
      ([, cell = '']) =>
        cell
          .replaceAll(/<[^>]+>/g, ' ')
          .replaceAll(/\s+/g, ' ')
          .trim(),
    );

  async function happened() {
    const browser = await atWork();
    const manager = await atWork({ role: 'manager', name: 'Mary Manager' });
    const customer = await aCustomer();
    await env.DB.prepare('delete from audit').run();
    const at = Date.parse('2026-03-28T12:00:00Z');
    await wasTold({ act: 'signed_in', staff: colleagueIn(manager) }, at);
    await wasTold({ act: 'sign_in_failed' }, at + day);
    await wasTold({ act: 'own_signed_in', customer }, at + 2 * day);
    await wasTold({ act: 'own_sign_in_failed' }, at + 3 * day);
    await wasTold({ act: 'customer_activated', staff: colleagueIn(browser), customer }, at + 4 * day);
    await wasTold({ act: 'own_signed_in', store: 'sto_harbour_outlet', customer }, at + 5 * day);
    return { browser, customer, manager: colleagueIn(manager) };
  }

  it('is filtered by who, what, customer and days of the store, in any combination', async () => {
    const { browser, customer, manager } = await happened();
    const found = async (query: string) => actsOn((await browser.get(`/admin/audit?${query}`)).text);
    const all = [
      'Customer activated: Grace Hopper',
      'Customer’s sign-in failed',
      'Customer signed in: Grace Hopper',
      'Sign-in failed',
      'Signed in',
    ];

    expect(await found('')).toEqual(all);
    expect(await found(`who=${manager}`)).toEqual([all[4]]);
    expect(await found('who=customers')).toEqual([all[1], all[2]]);
    expect(await found('who=nobody')).toEqual([all[3]]);
    expect(await found('act=own_sign_in_failed')).toEqual([all[1]]);
    expect(await found(`customer=${customer}`)).toEqual([all[0], all[2]]);
    expect(await found('from=2026-03-30&to=2026-03-31')).toEqual([all[1], all[2]]);
    expect(await found(`customer=${customer}&who=customers&to=2026-03-30&act=own_signed_in`)).toEqual([all[2]]);
    expect(await found(`customer=${customer}&who=nobody`)).toEqual([]);
    expect(await found('who=somebody&act=x&from=soon&to=32&customer=%27&before=%22')).toEqual(all);
  });

  it('begins a day when the store does, also when clocks change', () => {
    const { since, until } = wantedSchema({ timeZone: 'Europe/Dublin' }).parse({
      from: '2026-03-29',
      to: '2026-03-29',
    });

    expect(new Date(since ?? 0).toISOString()).toBe('2026-03-29T00:00:00.000Z');
    expect(new Date(until ?? 0).toISOString()).toBe('2026-03-29T23:00:00.000Z');
    expect(firstId('audit', since ?? 0) <= newId('audit', since ?? 0)).toBe(true);
    expect(firstId('audit', since ?? 0) > newId('audit', (since ?? 0) - 1)).toBe(true);
  });

  it('leads to the customer, says who it was, and keeps the filters from page to page', async () => {
    const { browser, customer } = await happened();
    const at = Date.parse('2026-05-01T12:00:00Z');
    for (let count = 0; count < 60; count += 1) await wasTold({ customer }, at + count);
    const first = await browser.get(`/admin/audit?who=customers&from=&customer=${customer}`);
    const older = /href="(\/admin\/audit\?[^"]*before=[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await browser.get(older);

    expect(first.text).toContain(`href="/admin/customers/${customer}"`);
    expect(first.text).toMatch(/<option value="customers" selected/);
    expect(first.text).toContain('The customer');
    expect(older).toMatch(/^\/admin\/audit\?who=customers&customer=cus_\w+&before=aud_\w+$/);
    expect([actsOn(first.text).length, actsOn(second.text).length]).toEqual([50, 11]);
    expect(second.text).toContain('To the newest');
    expect((await browser.get('/admin/audit?who=customers&act=proved')).text).toContain('Nothing matches.');
  });

  it('shows what was there before and after, by name', async () => {
    const browser = await atWork();
    await env.DB.prepare(
      `insert into audit (id, store_id, act, "before", "after", device, place, at) values ('aud_1', ?, 'role_changed', ?, ?, '', '', 1)`,
    )
      .bind(goods, '{"role":"support"}', '{"role":"owner","seats":3}')
      .run();
    const { text } = await browser.get('/admin/audit?act=role_changed');

    expect(text).toContain('Role: Support → Owner');
    expect(text).toContain('seats: 3');
  });

  it('reads in proportion to what it shows, without a filter and with each', async () => {
    const browser = await atWork();
    const staff = colleagueIn(browser);
    const customer = await aCustomer();
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 6000)
      insert into audit (id, store_id, staff_id, act, customer_id, device, place, at)
      select 'aud_01k' || printf('%07d', i) || '0000000000000000', ?, iif(i % 3 = 0, ?, null),
        iif(i % 3 = 1, 'own_signed_in', iif(i % 60 = 2, 'role_changed', 'signed_in')), iif(i % 60 = 1, ?, null), '', '', i from n`,
    )
      .bind(goods, staff, customer)
      .run();
    const { counts, bindings } = counting();
    const db = openDatabase({ ...env, ...bindings });
    const read = async (wanted: Partial<typeof everything>) => {
      const before = counts.rowsRead;
      const found = await entries(db, goods, { ...everything, ...wanted });
      return [found.length, (counts.rowsRead - before) / found.length] as const;
    };
    const middle = 'aud_01k00030000000000000000000';
    const wishes: Partial<typeof everything>[] = [
      {},
      { who: staff },
      { who: 'customers' },
      { who: 'nobody' },
      { act: 'role_changed' },
      { act: 'own_signed_in' },
      { customerId: customer },
      { before: middle },
      { who: 'customers', before: middle },
      { who: 'nobody', before: middle },
      { act: 'signed_in', before: middle },
      { until: Date.now() },
    ];

    for (const wanted of wishes) {
      const [count, perRow] = await read(wanted);
      expect([wanted, count]).toEqual([wanted, 51]);
      expect([wanted, perRow <= 6]).toEqual([wanted, true]);
    }
  });
});

describe('what is typed by strangers', () => {
  const agents = ['<script>alert(1)</script>', '=cmd()', '{{7*7}}'];

  it('is inert on the page and in the file', async () => {
    for (const agent of agents) {
      const stranger = visitor();
      const form = { email: 'nobody@example.com', password };
      await stranger.post('/login', form, { Origin: stranger.origin, 'User-Agent': agent });
    }
    const browser = await atWork();
    const { text } = await browser.get('/admin/audit');
    const file = await browser.post('/admin/audit/export', { who: 'customers' });
    const devices = Papa.parse<string[]>(file.text.trim()).data.map((line) => line[8]);

    expect(text.match(/Unknown device/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).not.toMatch(/<script>alert|=cmd|7\*7/);
    expect(devices).toEqual(['Device', '{{7*7}}', "'=cmd()", '<script>alert(1)</script>']);
    expect(file.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  });
});

describe('the audit as CSV', () => {
  it('is whole, of this store and by the filters, and is told itself', async () => {
    const browser = await atWork();
    const customer = await aCustomer({ name: '=1+1' });
    for (let count = 0; count < 1203; count += 1) {
      if (count % 400 === 0) await wasTold({ customer }, Date.now());
    }
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1200)
      insert into audit (id, store_id, act, customer_id, device, place, at)
      select 'aud_00' || printf('%05d', i), ?, 'own_signed_in', ?, '', '', i from n`,
    )
      .bind(goods, customer)
      .run();
    await wasTold({ store: 'sto_harbour_outlet', customer }, Date.now());
    const reply = await browser.post('/admin/audit/export', { who: 'customers', to: '' });
    const { data } = Papa.parse<string[]>(reply.text.trim());

    expect(data).toHaveLength(1 + 1204);
    expect(data[1]?.slice(1, 6)).toEqual(['The customer', 'Customer signed in', '', "'=1+1", customer]);
    expect(reply.headers.get('Content-Disposition')).toMatch(/^attachment; filename=audit-\d{4}-\d\d-\d\d\.csv$/);
    expect(await value(`select staff_id from audit where act = 'audit_exported'`)).toBe(colleagueIn(browser));
    const mine = await browser.post('/admin/audit/export', { who: colleagueIn(browser) });
    expect(mine.text.split('\r\n').slice(1).join()).toContain('Audit downloaded');
  });
});

describe('entries about one customer', () => {
  it('are the newest fifty at this store', async () => {
    const one = await aCustomer();
    const other = await aCustomer({ email: 'other@example.com' });
    for (let count = 0; count < 55; count += 1) await wasTold({ customer: one }, count + 1);
    await wasTold({ customer: other }, 100);
    await wasTold({ customer: one, store: 'sto_harbour_outlet' }, 101);
    const found = await about(openDatabase(env), goods, one);

    expect(found.map(({ at }) => at)).toEqual(Array.from({ length: 50 }, (_, index) => 55 - index));
    expect(new Set(found.map(({ customer }) => customer))).toEqual(new Set(['Grace Hopper']));
  });
});

describe('every hour', () => {
  it('what customers did half a year ago goes; what staff did stays', async () => {
    const now = Date.now();
    await wasTold({ act: 'own_signed_in' }, now - 181 * day);
    await wasTold({ act: 'own_signed_in', store: 'sto_harbour_outlet' }, now - 181 * day);
    await wasTold({ act: 'own_signed_out' }, now - 179 * day);
    await wasTold({ act: 'signed_in' }, now - 900 * day);
    for (let count = 0; count < 2; count += 1) await run('0 * * * *', env, now);

    expect(await rows('select act from audit order by act')).toEqual([{ act: 'own_signed_out' }, { act: 'signed_in' }]);
  });
});
