// Staff: how they come in, what they may do to each other, and what is told of it.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ownerInvitation } from '../src/staff/entrance/first.ts';
import { aColleague, atWork, colleagueIn, staffPassword, staffSignIn } from './support/colleagues.ts';
import { alike } from './support/likeness.ts';
import { linkIn, postbox, type Postbox } from './support/mail.ts';
import { aCustomer } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { staleKv } from './support/storage-faults.ts';
import { withPolicies } from './support/staff.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const fresh = 'five brass bells by the quay';
const owner = 'owner@example.com';

const acts = async () => (await rows('select act from audit order by id')).map(({ act }) => act);

/** Asks for a forgotten password; returns what was sent. */
async function forget(email = owner, store: 'goods' | 'outlet' = 'goods'): Promise<Postbox> {
  const post = postbox();
  await visitor({ store, bindings: { EMAIL: post.binding } }).post('/admin/forgot-password', { email });
  return post;
}

/** An owner at work whose messages are kept. */
async function ownerAtWork() {
  const post = postbox();
  const browser = await atWork({ bindings: { EMAIL: post.binding } });
  return { browser, post };
}

describe('signing in to the administration', () => {
  it('leads to the first page, or to where one wanted to go', async () => {
    await aColleague();
    const browser = visitor();
    expect((await browser.get('/admin/audit')).location).toBe('/admin/login?next=%2Fadmin%2Faudit');
    const form = { email: ' Owner@Example.com', password: staffPassword, next: '/admin/audit' };
    expect((await browser.post('/admin/login', form)).location).toBe('/admin/audit');

    expect((await browser.get('/admin')).text).toContain('A owner');
    expect(await acts()).toEqual(['signed_in']);
  });

  it.each(['/account', 'https://evil.example', '//evil.example', '/administer', '/admin\\evil'])(
    'leads nowhere else: %s',
    async (next) => {
      await aColleague();

      expect((await visitor().post('/admin/login', { email: owner, password: staffPassword, next })).location).toBe(
        '/admin',
      );
    },
  );

  it('says the same to unknown, wrong, disabled, invited and from another store, and tells the audit', async () => {
    await aColleague();
    await aColleague({ email: 'invited@example.com', hasPassword: false });
    await aColleague({ email: 'disabled@example.com' });
    await env.DB.prepare(
      `update staff_roles set disabled_at = 1 where staff_id = (select id from staff where email = 'disabled@example.com')`,
    ).run();
    await aColleague({ email: 'outlet@example.com', store: 'outlet' });
    await aColleague({ email: 'trade@example.com', store: 'trade' });
    await aCustomer({ email: 'grace@example.com' });
    const replies = [await staffSignIn(visitor(), owner, 'not the password')];
    for (const name of ['unknown', 'invited', 'disabled', 'outlet', 'trade', 'grace']) {
      replies.push(await staffSignIn(visitor(), `${name}@example.com`));
    }
    const told = replies.map((reply) => JSON.stringify(alike(reply)).replaceAll(/\w+@example\.com/g, '…'));

    expect(new Set(told).size).toBe(1);
    expect(replies[0]?.status).toBe(422);
    expect(await acts()).toEqual(Array(7).fill('sign_in_failed'));
  });

  it('stops after ten tries from one network, and lets the owner in from another', async () => {
    await aColleague();
    const statuses = [];
    for (let count = 0; count < 11; count += 1) {
      const thief = visitor({ network: '192.0.2.44' });
      statuses.push((await staffSignIn(thief, owner, `guess ${count}`)).status);
    }

    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(422));
    expect(statuses[10]).toBe(429);
    expect((await staffSignIn(visitor())).status).toBe(303);
  });

  it('ends with signing out, at the next request, also when KV is stale', async () => {
    const browser = await atWork();
    const copy = visitor({ cookies: new Map(browser.cookies), bindings: { SESSIONS: staleKv() } });
    expect(
      (await visitor({ cookies: browser.cookies, bindings: { SESSIONS: staleKv() } }).post('/admin/logout')).location,
    ).toBe('/admin/login?signed-out');

    expect((await copy.get('/admin')).location).toContain('/admin/login');
  });

  it('begins a new session each time, and the one that the browser had ends', async () => {
    const browser = await atWork();
    const before = new Map(browser.cookies);
    await staffSignIn(browser);

    expect((await browser.get('/admin')).status).toBe(200);
    expect((await visitor({ cookies: before }).get('/admin')).status).toBe(303);
  });

  it('stays signed in while it is used', async () => {
    const browser = await atWork();
    const minutes = (count: number) =>
      env.DB.prepare('update sessions set last_seen_at = last_seen_at - ?')
        .bind(count * 60_000)
        .run();
    for (let count = 0; count < 3; count += 1) {
      await minutes(20);
      expect((await browser.get('/admin')).status).toBe(200);
    }
  });
});

describe('the first owner', () => {
  async function invited(email: string, hostname = 'localhost'): Promise<string> {
    const { path, sql } = await ownerInvitation({ email, hostname }, Date.now());
    for (const statement of sql.split(/;\n?/).filter((one) => one.trim())) await env.DB.prepare(statement).run();
    return path;
  }

  it('is made by a link from the terminal, which works once', async () => {
    const path = await invited("o'neill@example.com");
    expect((await visitor().get(path)).text).toContain('o&#39;neill@example.com');
    expect((await visitor().post(path, { password: fresh })).location).toBe('/admin/login?password-set');
    expect((await visitor().post(path, { password: fresh })).status).toBe(410);

    const browser = visitor();
    await staffSignIn(browser, "o'neill@example.com", fresh);
    expect((await browser.get('/admin/staff')).status).toBe(200);
  });

  it('gets back in by another one, as an owner again; the earlier link ends', async () => {
    const first = await invited(owner);
    const second = await invited(owner);
    expect((await visitor().post(first, { password: fresh })).status).toBe(410);
    await env.DB.prepare(`update staff_roles set role = 'support', disabled_at = 1`).run();
    const third = await invited(owner);
    expect((await visitor().post(second, { password: fresh })).status).toBe(410);
    await visitor().post(third, { password: fresh });

    expect((await staffSignIn(visitor(), owner, fresh)).status).toBe(303);
    expect(await rows('select role, disabled_at from staff_roles')).toEqual([{ role: 'owner', disabled_at: null }]);
    expect(await value('select count(*) from staff')).toBe(1);
  });

  it('is nobody at another store', async () => {
    const path = await invited(owner);

    for (const store of ['outlet', 'trade'] as const) {
      expect((await visitor({ store }).post(path, { password: fresh })).status).toBe(410);
    }
  });

  it.each([
    ['not an address', 'localhost'],
    [owner, `x'; drop table staff; --`],
  ])('is refused: %s at %s', async (email, hostname) => {
    await expect(ownerInvitation({ email, hostname }, Date.now())).rejects.toThrow(/\w/);
  });

  it('stands nowhere in clear', async () => {
    const path = await invited(owner);

    expect(await everythingStored()).not.toContain(path.split('/').at(-1));
  });
});

describe('a link to set a password', () => {
  it('changes nothing when it is opened, and works for one of twenty who use it at once', async () => {
    await aColleague();
    const link = linkIn((await forget()).sent[0], '/admin/set-password/');
    expect((await visitor().get(link)).status).toBe(200);
    expect((await staffSignIn(visitor())).status).toBe(303);
    const replies = await Promise.all(Array.from({ length: 20 }, () => visitor().post(link, { password: fresh })));

    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 410)).toHaveLength(19);
    expect((await acts()).filter((act) => act === 'password_set')).toHaveLength(1);
  });

  it('ends every session', async () => {
    const browser = await atWork();
    await visitor().post(linkIn((await forget()).sent[0], '/admin/set-password/'), { password: fresh });

    expect((await browser.get('/admin')).status).toBe(303);
    expect((await staffSignIn(visitor())).status).toBe(422);
    expect((await staffSignIn(visitor(), owner, fresh)).status).toBe(303);
  });

  it('works until the last second and not after it', async () => {
    await aColleague();
    const link = linkIn((await forget()).sent[0], '/admin/set-password/');
    const ends = (ms: number) =>
      env.DB.prepare('update staff_links set expires_at = ?')
        .bind(Date.now() + ms)
        .run();
    await ends(-1000);
    const late = await visitor().post(link, { password: fresh });
    expect(late.status).toBe(410);
    expect(late.text).toContain('href="/admin/forgot-password"');
    await ends(5000);

    expect((await visitor().post(link, { password: fresh })).status).toBe(303);
  });

  it('is nothing once they are disabled, at another store, and for customers', async () => {
    await aColleague();
    const link = linkIn((await forget()).sent[0], '/admin/set-password/');
    const token = link.split('/').at(-1) ?? '';
    expect((await visitor({ store: 'outlet' }).post(link, { password: fresh })).status).toBe(410);
    expect((await visitor().post(`/set-password/${token}`, { password: fresh })).status).toBe(410);
    await env.DB.prepare('update staff_roles set disabled_at = 1').run();

    expect((await visitor().post(link, { password: fresh })).status).toBe(410);
  });

  it.each(['', 'password1234', 'owner@example.com', 'short'])(
    'takes no password against the rule: %j',
    async (typed) => {
      await aColleague();
      const reply = await visitor().post(linkIn((await forget()).sent[0], '/admin/set-password/'), { password: typed });

      expect(reply.status).toBe(422);
      expect(reply.text).toContain('id="password-problem"');
    },
  );

  it('is sent to who works here, with the same answer for everybody, at most three an hour', async () => {
    await aColleague();
    const post = postbox();
    const replies = [];
    for (const email of [owner, owner, owner, owner, 'unknown@example.com']) {
      const browser = visitor({ bindings: { EMAIL: post.binding } });
      replies.push(JSON.stringify(alike(await browser.post('/admin/forgot-password', { email }))));
    }

    expect(new Set(replies).size).toBe(1);
    expect(post.sent.map(({ to }) => to)).toEqual([owner, owner, owner]);
  });
});

describe('an invitation', () => {
  const form = { name: 'Sue Support', email: 'sue@example.com', role: 'support' };

  it('lets somebody in with the role that it names', async () => {
    const { browser, post } = await ownerAtWork();
    expect((await browser.post('/admin/staff', form)).location).toBe('/admin/staff?done=invited');
    expect(post.sent[0]).toMatchObject({ to: 'sue@example.com', subject: 'You are invited to work at Harbour Goods' });
    await visitor().post(linkIn(post.sent[0], '/admin/set-password/'), { password: fresh });

    const sue = visitor();
    await staffSignIn(sue, 'sue@example.com', fresh);
    expect((await sue.get('/admin')).status).toBe(200);
    expect((await sue.get('/admin/staff')).status).toBe(403);
    expect((await browser.get('/admin/staff')).text).toContain('Sue Support');
  });

  it('is sent once more on request, and the earlier link ends', async () => {
    const { browser, post } = await ownerAtWork();
    await browser.post('/admin/staff', form);
    const id = String(await value(`select id from staff where email = 'sue@example.com'`));
    await browser.post(`/admin/staff/${id}/invitation`);
    const [older, newer] = post.sent.map((mail) => linkIn(mail, '/admin/set-password/'));

    expect((await visitor().get(older ?? '')).status).toBe(410);
    expect((await visitor().get(newer ?? '')).status).toBe(200);
  });

  it('is refused for somebody who works here, whatever the spelling', async () => {
    const { browser } = await ownerAtWork();
    const reply = await browser.post('/admin/staff', { ...form, email: ' OWNER@example.com' });

    expect(reply.status).toBe(409);
    expect(reply.text).toContain('Somebody with this address works here already.');
    expect(reply.text).toContain('value="Sue Support"');
  });

  it('gives somebody of another store of the pool a role here at once, with the password that they have', async () => {
    await aColleague({ store: 'outlet', email: 'outlet@example.com' });
    const { browser } = await ownerAtWork();
    await browser.post('/admin/staff', { ...form, email: 'outlet@example.com' });
    const colleague = visitor();

    expect((await staffSignIn(colleague, 'outlet@example.com')).status).toBe(303);
    expect((await colleague.get('/admin/staff')).status).toBe(403);
  });

  it('makes one of five that are sent at once', async () => {
    const { browser } = await ownerAtWork();
    const replies = await Promise.all(Array.from({ length: 5 }, () => browser.post('/admin/staff', form)));

    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await value(`select count(*) from staff where email = 'sue@example.com'`)).toBe(1);
  });

  it.each([
    [{ ...form, name: '' }, 'name'],
    [{ ...form, email: 'sue@' }, 'email'],
    [{ ...form, role: 'emperor' }, 'role'],
  ])('is refused at its field: %j', async (typed, field) => {
    const { browser } = await ownerAtWork();
    const reply = await browser.post('/admin/staff', typed);

    expect(reply.status).toBe(422);
    expect(reply.text).toContain(`id="${field}-problem"`);
  });
});

describe('owners', () => {
  async function withColleague(role: 'owner' | 'support' = 'support') {
    const browser = await atWork();
    const id = await aColleague({ email: 'colleague@example.com', role });
    const colleague = visitor();
    await staffSignIn(colleague, 'colleague@example.com');
    return { browser, id, colleague };
  }

  it('change roles, which counts at the next request', async () => {
    const { browser, id, colleague } = await withColleague();
    expect((await colleague.get('/admin/audit')).status).toBe(403);
    expect((await browser.post(`/admin/staff/${id}/role`, { role: 'owner' })).location).toBe(
      '/admin/staff?done=changed',
    );

    expect((await colleague.get('/admin/audit')).status).toBe(200);
    expect(await rows(`select "before", "after" from audit where act = 'role_changed'`)).toEqual([
      { before: '{"role":"support"}', after: '{"role":"owner"}' },
    ]);
  });

  it('shut somebody out at the next request, and let them in again', async () => {
    const { browser, id, colleague } = await withColleague();
    await browser.post(`/admin/staff/${id}/disabling`);
    expect((await colleague.get('/admin')).location).toContain('/admin/login');
    expect((await staffSignIn(colleague, 'colleague@example.com')).status).toBe(422);
    await browser.post(`/admin/staff/${id}/enabling`);

    expect((await staffSignIn(colleague, 'colleague@example.com')).status).toBe(303);
    expect(await acts()).toEqual(expect.arrayContaining(['disabled', 'enabled']));
  });

  it('sign somebody out everywhere', async () => {
    const { browser, id, colleague } = await withColleague();
    await browser.post(`/admin/staff/${id}/sessions/end`);

    expect((await colleague.get('/admin')).location).toContain('/admin/login');
    expect((await staffSignIn(colleague, 'colleague@example.com')).status).toBe(303);
  });

  it.each(['disabling', 'role'])('do not do it to themselves: %s', async (act) => {
    const { browser } = await withColleague('owner');
    const reply = await browser.post(`/admin/staff/${colleagueIn(browser)}/${act}`, { role: 'support' });

    expect(reply.location).toBe('/admin/staff?problem=self');
    expect((await browser.get('/admin/staff?problem=self')).text).toContain('You cannot do this to yourself.');
  });

  it('do nothing to somebody of another store or pool, or to nobody', async () => {
    const browser = await atWork();
    const others = [
      await aColleague({ store: 'outlet', email: 'a@example.com' }),
      await aColleague({ store: 'trade', email: 'b@example.com' }),
      'stf_nobody',
    ];
    const before = await rows('select * from staff_roles');
    for (const id of others) {
      for (const act of ['disabling', 'enabling', 'role', 'sessions/end', 'invitation']) {
        const { location } = await browser.post(`/admin/staff/${id}/${act}`, { role: 'owner' });
        expect(location).toBe('/admin/staff?problem=not_found');
      }
    }

    expect(await rows('select * from staff_roles')).toEqual(before);
  });

  it.each(['disabling', 'role'])('always stay: of two who remove each other at once, one does (%s)', async (act) => {
    const { browser, id, colleague } = await withColleague('owner');
    const form = { role: 'support' };
    await Promise.all([
      browser.post(`/admin/staff/${id}/${act}`, form),
      colleague.post(`/admin/staff/${colleagueIn(browser)}/${act}`, form),
    ]);

    expect(await value(`select count(*) from staff_roles where role = 'owner' and disabled_at is null`)).toBe(1);
    const entries = (await acts()).filter((one) => one === 'disabled' || one === 'role_changed');
    expect(entries).toHaveLength(1);
  });

  it('are asked for their password again before a change, ten minutes after they said it', async () => {
    const { browser, id } = await withColleague();
    const later = () =>
      env.DB.prepare('update sessions set started_at = started_at - 600000, proved_at = proved_at - 600000').run();
    await env.DB.prepare('update staff set sessions_valid_from = 0').run();
    await later();
    expect((await browser.get('/admin/staff')).status).toBe(200);
    expect((await browser.post(`/admin/staff/${id}/disabling`)).location).toBe('/admin/proof?next=%2Fadmin%2Fstaff');
    expect(await acts()).not.toContain('disabled');

    const wrong = await browser.post('/admin/proof', { currentPassword: 'wrong', next: '/admin/staff' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('id="currentPassword-problem"');
    const right = { currentPassword: staffPassword, next: '/admin/staff' };
    const before = visitor({ cookies: new Map(browser.cookies) });
    expect((await browser.post('/admin/proof', right)).location).toBe('/admin/staff');
    expect((await before.get('/admin')).location).toContain('/admin/login');
    expect((await browser.post(`/admin/staff/${id}/disabling`)).location).toBe('/admin/staff?done=disabled');
    await later();
    expect((await browser.post(`/admin/staff/${id}/enabling`)).location).toContain('/admin/proof');
  });

  it('is told of once where the password is sent twice at a time, and nobody is signed out', async () => {
    const { browser } = await withColleague();
    const right = { currentPassword: staffPassword, next: '/admin/staff' };

    const replies = await Promise.all([browser.post('/admin/proof', right), browser.post('/admin/proof', right)]);

    expect(replies.map(({ location }) => location)).toEqual(['/admin/staff', '/admin/staff']);
    expect((await browser.get('/admin')).status).toBe(200);
    expect((await acts()).filter((act) => act === 'proved')).toHaveLength(1);
  });
});

describe('registrations that wait for staff', () => {
  async function waiting(): Promise<{ browser: Visitor; post: Postbox; id: string }> {
    await withPolicies({ activation: 'admin' });
    const post = postbox();
    const form = { email: 'ada.king@example.com', name: 'Ada <b>King</b>', password: 'seven gulls above the harbour' };
    await visitor().post('/register', form);
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    return { browser, post, id: String(await value('select id from customers')) };
  }

  it('stand on the first page, as text, until they are activated, once', async () => {
    const { browser, post, id } = await waiting();
    const { text } = await browser.get('/admin');
    expect(text).toContain('Ada &lt;b&gt;King&lt;/b&gt;');
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => browser.post(`/admin/customers/${id}/activation`)),
    );

    expect(replies.filter(({ location }) => location === '/admin?done=activated')).toHaveLength(1);
    expect(post.sent.map(({ subject }) => subject)).toEqual(['Your account at Harbour Goods is active']);
    expect((await browser.get('/admin')).text).toContain('Nobody waits.');
    expect(await rows(`select customer_id from audit where act = 'customer_activated'`)).toEqual([{ customer_id: id }]);
  });

  it('are not activated from another store', async () => {
    const { id } = await waiting();
    const browser = await atWork({ store: 'outlet', email: 'outlet@example.com' });

    expect((await browser.post(`/admin/customers/${id}/activation`)).location).toBe('/admin?problem=not_waiting');
    expect(await value('select status from memberships')).toBe('pending');
  });
});

describe('the audit', () => {
  it('tells who did what and from where, newest first, in portions, of this store only', async () => {
    await aColleague();
    const browser = visitor();
    await staffSignIn(browser);
    await aColleague({ store: 'outlet', email: 'outlet@example.com' });
    await staffSignIn(visitor({ store: 'outlet' }), 'outlet@example.com');
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 60)
      insert into audit (id, store_id, act, device, place, at)
      select printf('aud_0%04d', i), 'sto_harbour_goods', 'signed_in', '<script>alert(1)</script>', '', i from n`,
    ).run();
    const first = await browser.get('/admin/audit');
    const older = /href="(\/admin\/audit\?before=[^"]+)"/.exec(first.text)?.[1] ?? '';
    const second = await browser.get(older);

    expect(first.text.match(/<tr>/g)).toHaveLength(51);
    expect(second.text.match(/<tr>/g)).toHaveLength(12);
    expect(first.text).toContain('A owner');
    expect(second.text).not.toContain('before=');
    expect(first.text + second.text).not.toMatch(/<script>alert|outlet/);
    expect((await browser.get('/admin/audit?before=%27%20or%201=1--')).status).toBe(200);
  });

  it('holds no secret', async () => {
    const { browser } = await ownerAtWork();
    await browser.post('/admin/staff', { name: 'Sue', email: 'sue@example.com', role: 'support' });
    const told = JSON.stringify(await rows('select * from audit'));

    for (const secret of [staffPassword, 'scrypt', 'sue@example.com']) expect(told).not.toContain(secret);
  });
});
