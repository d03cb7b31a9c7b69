// The second step of signing in for staff: what is asked for, what works once, and what may be done before it.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { demoStores } from '../src/demo/shops.ts';
import { seal } from '../src/credentials/sealing.ts';
import { ownerInvitation } from '../src/staff/entrance/first.ts';
import { codeAt, intervalOf } from '../src/staff/second-step/codes.ts';
import { agents } from './support/agents.ts';
import { aColleague, atWork, colleagueIn, staffPassword, staffSignIn } from './support/colleagues.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aCustomer } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { isForStaff, routes } from './support/routes.ts';
import { giveSecondStep, stepSecret } from './support/second-step.ts';
import { withPolicies } from './support/staff.ts';
import { visitor, type Reply, type Visitor } from './support/visitor.ts';

const here = '/admin/second-step';
const interval = 30_000;

/** The code that a device shows now, or so many intervals from now; time stands still within a test but for milliseconds. */
const code = (intervals = 0, secret = stepSecret) => codeAt(secret, Date.now() + intervals * interval);
const acts = async () => (await rows('select act from audit order by id')).map(({ act }) => String(act));
const keyIn = ({ text }: Reply) => (/id="key">\s*([A-Z2-7 ]+?)\s*</.exec(text)?.[1] ?? '').replaceAll(' ', '');
const codesIn = ({ text }: Reply) =>
  [...text.matchAll(/<li>((?:[a-z2-7]{4}-){5}[a-z2-7]{4})<\/li>/g)].map(([, one = '']) => one);

/** Somebody who has a second step that this session has not taken. */
async function asked(traits: Parameters<typeof atWork>[0] = {}): Promise<Visitor> {
  const browser = await atWork(traits);
  await giveSecondStep(browser);
  return browser;
}

/** Somebody who has set one up by the page, with their secret and recovery codes. */
async function withOwn(traits: Parameters<typeof atWork>[0] = {}) {
  const browser = await atWork(traits);
  const secret = keyIn(await browser.get(here));
  const reply = await browser.post(here, { code: code(0, secret) });
  return { browser, secret, codes: codesIn(reply) };
}

/** The same person in another browser, after the password. */
async function elsewhere(email = 'owner@example.com'): Promise<Visitor> {
  const browser = visitor();
  await staffSignIn(browser, email);
  return browser;
}

const forgetUse = () => env.DB.prepare('update staff set second_step_used = null').run();
const sayPasswordLongAgo = () => env.DB.prepare('update sessions set proved_at = 1').run();

describe('a code', () => {
  // RFC 6238, appendix B, of which six digits are the last six.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('is that of RFC 6238 at %d s', (seconds, expected) => {
    expect(codeAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', seconds * 1000)).toBe(expected);
  });

  it('is good in its interval and beside it', () => {
    const at = 1_764_000_000_000;
    const good = [-2, -1, 0, 1, 2].map((apart) =>
      intervalOf(stepSecret, codeAt(stepSecret, at + apart * interval), at),
    );

    expect(good).toEqual([null, at / interval - 1, at / interval, at / interval + 1, null]);
  });
});

describe('setting it up', () => {
  it('shows a secret, the same when the page is loaded again, and asks for a code of it', async () => {
    const browser = await atWork();
    const page = await browser.get(here);
    const secret = keyIn(page);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(page.text).toContain(
      `otpauth://totp/Harbour%20Goods:owner%40example.com?issuer=Harbour%20Goods&amp;secret=${secret}`,
    );
    expect(keyIn(await browser.get(here))).toBe(secret);
    const wrong = await browser.post(here, { code: '000000' });
    expect([wrong.status, keyIn(wrong)]).toEqual([422, secret]);
    const other = await elsewhere();
    expect(keyIn(await other.get(here))).not.toBe(secret);

    const codes = codesIn(await browser.post(here, { code: code(0, secret) }));
    expect(new Set(codes).size).toBe(10);
    expect((await browser.get('/admin')).status).toBe(200);
    expect((await other.get('/admin/orders?page=2')).location).toBe(`${here}?next=%2Fadmin%2Forders%3Fpage%3D2`);
    const stored = await everythingStored();
    for (const shown of [secret, ...codes, ...codes.map((one) => one.replaceAll('-', ''))])
      expect(stored).not.toContain(shown);
    expect((await acts()).toSorted()).toEqual(['second_step_set', 'signed_in']);
  });

  it('asks for the password first where it was said long ago', async () => {
    const browser = await atWork();
    const secret = keyIn(await browser.get(here));
    await sayPasswordLongAgo();
    const page = await browser.get(here);
    expect(keyIn(page)).toBe('');
    expect(page.text).toContain('/admin/proof?next=%2Fadmin%2Fsecond-step');

    expect((await browser.post(here, { code: code(0, secret) })).location).toContain('/admin/proof?next=');
    expect(await value('select second_step_at from staff')).toBeNull();
  });

  it('happens once, of five at once, and offers another secret afterwards', async () => {
    const browser = await atWork();
    const secret = keyIn(await browser.get(here));
    const replies = await Promise.all(Array.from({ length: 5 }, () => browser.post(here, { code: code(0, secret) })));
    const [codes = []] = replies.map(codesIn).filter((all) => all.length > 0);
    expect(replies.filter((reply) => codesIn(reply).length > 0)).toHaveLength(1);
    expect(await value('select count(*) from staff_recovery_codes')).toBe(10);
    expect((await browser.post(`${here}/removal`, { code: codes[0] ?? '' })).location).toBe(`${here}?removed`);

    expect(keyIn(await browser.get(here))).toMatch(/^(?!undefined)[A-Z2-7]{32}$/);
    expect(keyIn(await browser.get(here))).not.toBe(secret);
  });
});

describe('taking it', () => {
  it('leads on to where one wanted to go', async () => {
    const browser = await asked();
    expect((await browser.get('/admin/audit')).location).toBe(`${here}?next=%2Fadmin%2Faudit`);
    expect((await browser.get(`${here}?next=%2Fadmin%2Faudit`)).text).toContain('value="/admin/audit"');

    const before = visitor({ cookies: new Map(browser.cookies) });
    expect((await browser.post(here, { code: code(), next: '/admin/audit' })).location).toBe('/admin/audit');
    expect((await browser.get('/admin/audit')).status).toBe(200);
    expect((await before.get('/admin/audit')).location).toContain('/admin/login');
    expect(
      (
        await asked({ email: 'other@example.com' }).then((one) =>
          one.post(here, { code: code(), next: '//evil.example' }),
        )
      ).location,
    ).toBe('/admin');
  });

  it('works by a code once, then by the next one, and never by an earlier one', async () => {
    const browser = await asked();
    const same = code();
    const next = code(1);
    expect((await browser.post(here, { code: same })).status).toBe(303);
    const other = await elsewhere();
    expect((await other.post(here, { code: same })).status).toBe(422);
    expect((await other.post(here, { code: next })).status).toBe(303);
    const third = await elsewhere();

    for (const used of [same, next]) expect((await third.post(here, { code: used })).status).toBe(422);
    expect((await acts()).filter((act) => act === 'second_step_failed')).toHaveLength(3);
  });

  it('says the same of whatever is no code of theirs', async () => {
    const { codes: foreign, secret } = await withOwn({ email: 'other@example.com' });
    const { codes } = await withOwn();
    const [used = '', mine = ''] = codes;
    const browser = await elsewhere();
    await browser.post(here, { code: used });
    const late = await elsewhere();
    const replies = [];
    for (const typed of ['000000', code(-2), code(0, secret), foreign[0] ?? '', used, '12345', 'a'.repeat(24)]) {
      replies.push(await late.post(here, { code: typed }));
    }
    const told = replies.map(({ status, text }) => [status, text.replaceAll(/nonce="[^"]*"/g, '')].join());

    expect(new Set(told).size).toBe(1);
    expect(replies[0]?.status).toBe(422);
    expect((await late.get('/admin')).location).toContain(here);
    expect((await late.post(here, { code: ` ${mine.toUpperCase().replaceAll('-', ' ')} ` })).status).toBe(303);
  });

  it('is for one of twenty who try the same code at once', async () => {
    const browser = await asked();
    const others = Array.from({ length: 20 }, () => visitor({ cookies: new Map(browser.cookies) }));
    const typed = code();
    const replies = await Promise.all(others.map((one) => one.post(here, { code: typed })));

    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
    expect((await acts()).filter((act) => act === 'second_step_taken')).toHaveLength(1);
  });

  it('is slowed down after ten tries, for this person only', async () => {
    const browser = await asked();
    const other = await asked({ email: 'other@example.com' });
    for (let count = 0; count < 10; count += 1) await browser.post(here, { code: '000000' });

    expect((await browser.post(here, { code: code() })).status).toBe(429);
    expect((await visitor({ cookies: browser.cookies }).get('/admin')).location).toContain(here);
    expect((await other.post(here, { code: code() })).status).toBe(303);
  });

  it('works by each recovery code once, of five at once', async () => {
    const { codes } = await withOwn();
    const browser = await elsewhere();
    const replies = await Promise.all(Array.from({ length: 5 }, () => browser.post(here, { code: codes[3] ?? '' })));
    expect(replies.filter(({ status }) => status === 303)).not.toHaveLength(0);
    expect((await acts()).filter((act) => act === 'recovery_used')).toHaveLength(1);

    expect((await browser.get(here)).text).toContain('9 recovery codes are left');
  });

  it('outlives a change of the key, and is sealed with the new one from then on', async () => {
    const browser = await asked();
    const key = Buffer.alloc(32, 7).toString('base64');
    const changed = visitor({
      cookies: browser.cookies,
      bindings: { SEALING_KEY: key, SEALING_KEY_BEFORE: env.SEALING_KEY },
    });
    expect((await changed.post(here, { code: code() })).status).toBe(303);
    await forgetUse();
    await env.DB.prepare('update sessions set second_step_at = null').run();

    expect(
      (await visitor({ cookies: browser.cookies, bindings: { SEALING_KEY: key } }).post(here, { code: code() })).status,
    ).toBe(303);
  });

  it('is by one’s own secret: one that is copied from somebody else opens nothing', async () => {
    const browser = await asked();
    const sealed = await seal(env.SEALING_KEY, 'stf_somebody_else', stepSecret);
    await env.DB.prepare('update staff set second_step_secret = ?').bind(sealed).run();

    expect((await browser.post(here, { code: code() })).status).toBe(500);
    expect((await browser.get('/admin')).location).toContain(here);
  });
});

describe('before it is taken', () => {
  const open = new Set([`GET ${here}`, `POST ${here}`]);
  const nobody: [string, readonly string[], () => Promise<Visitor>][] = [
    ['has one', [], () => asked()],
    [
      'needs one',
      ['GET /admin/proof', 'POST /admin/proof'],
      async () => {
        await withPolicies({ staff: { secondStep: 'required' } });
        return atWork();
      },
    ],
  ];

  it.each(nobody)('whoever %s may use its page and the way out, and nothing else', async (_, besides, arrive) => {
    const browser = await arrive();
    await aCustomer();
    const before = await everythingStored();
    for (const route of routes.filter(isForStaff)) {
      const name = `${route.method} ${route.path}`;
      if (open.has(name) || besides.includes(name)) continue;
      const reply =
        route.method === 'GET' ? await browser.get(route.path) : await browser.post(route.path, route.form ?? {});
      expect([name, reply.status, reply.location?.split('?')[0]]).toEqual([name, 303, here]);
      expect(reply.text).toBe('');
    }
    expect(await everythingStored()).toBe(before);

    expect((await browser.get(here)).text).not.toContain('href="/admin/customers"');
    expect((await browser.post('/admin/logout')).location).toBe('/admin/login?signed-out');
  });

  it('counts at the next request that a store requires it, and there only', async () => {
    const browser = await atWork();
    await env.DB.prepare(`insert into staff_roles (staff_id, store_id, role) values (?, ?, 'owner')`)
      .bind(colleagueIn(browser), demoStores.outlet.id)
      .run();
    await env.DB.prepare(`update stores set policies = '{"staff":{"secondStep":"required"}}' where id = ?`)
      .bind(demoStores.goods.id)
      .run();
    expect((await browser.get('/admin')).location).toBe(`${here}?next=%2Fadmin`);
    expect((await visitor({ store: 'outlet', cookies: browser.cookies }).get('/admin')).status).toBe(200);

    const secret = keyIn(await browser.get(here));
    const [recovery = ''] = codesIn(await browser.post(here, { code: code(0, secret) }));
    expect((await browser.get('/admin')).status).toBe(200);
    expect((await browser.get(here)).text).not.toContain(`${here}/removal`);
    expect((await browser.post(`${here}/removal`, { code: recovery })).location).toBe(`${here}?changed`);
    expect(await value('select second_step_at is not null from staff')).toBe(1);
  });
});

describe('one’s own second step', () => {
  it('is turned off with a code, and asks for nothing from then on', async () => {
    const { browser, codes } = await withOwn();
    expect((await browser.post(`${here}/removal`, { code: '000000' })).status).toBe(422);
    expect((await browser.post(`${here}/removal`, { code: codes[0] ?? '' })).location).toBe(`${here}?removed`);

    expect((await (await elsewhere()).get('/admin')).status).toBe(200);
    expect(await value('select count(*) from staff_recovery_codes')).toBe(0);
    expect((await acts()).toSorted()).toEqual([
      'recovery_used',
      'second_step_failed',
      'second_step_removed',
      'second_step_set',
      'signed_in',
    ]);
  });

  it('has new recovery codes with a code; the earlier ones end', async () => {
    const { browser, secret, codes } = await withOwn();
    const fresh = codesIn(await browser.post(`${here}/recovery-codes`, { code: code(1, secret) }));
    expect(new Set([...codes, ...fresh]).size).toBe(20);
    expect(await value('select count(*) from staff_recovery_codes')).toBe(10);
    const other = await elsewhere();
    expect((await other.post(here, { code: codes[1] ?? '' })).status).toBe(422);

    expect((await other.post(here, { code: fresh[1] ?? '' })).status).toBe(303);
  });

  it.each(['removal', 'recovery-codes'])('asks for a password that was said lately before its %s', async (act) => {
    const { browser, codes } = await withOwn();
    await sayPasswordLongAgo();

    expect((await browser.post(`${here}/${act}`, { code: codes[0] ?? '' })).location).toBe(
      '/admin/proof?next=%2Fadmin%2Fsecond-step',
    );
    expect(await value('select count(*) from staff_recovery_codes where used_at is null')).toBe(10);
  });

  it('stays when the password is set by a link, and goes with an invitation from the terminal', async () => {
    await withOwn();
    const post = postbox();
    await visitor({ bindings: { EMAIL: post.binding } }).post('/admin/forgot-password', { email: 'owner@example.com' });
    const fresh = 'five brass bells by the quay';
    await visitor().post(linkIn(post.sent[0], '/admin/set-password/'), { password: fresh });
    const browser = visitor();
    await staffSignIn(browser, 'owner@example.com', fresh);
    expect((await browser.get('/admin')).location).toContain(here);

    const { path, sql } = await ownerInvitation({ email: 'owner@example.com', hostname: 'localhost' }, Date.now());
    for (const statement of sql.split(/;\n?/).filter((one) => one.trim())) await env.DB.prepare(statement).run();
    await visitor().post(path, { password: staffPassword });
    expect((await (await elsewhere()).get('/admin')).status).toBe(200);
    expect(await value('select count(*) from staff_recovery_codes')).toBe(0);
  });
});

describe('a colleague', () => {
  const email = 'colleague@example.com';

  async function together(role: 'owner' | 'support' = 'support') {
    const owner = await atWork();
    const colleague = await atWork({ role, email, name: 'Sue Support' });
    const id = await giveSecondStep(colleague, { isTaken: true });
    return { owner, colleague, id };
  }

  it('who has lost everything loses the second step and every session by an owner, which is told', async () => {
    const { owner, colleague, id } = await together();
    expect((await owner.get(`/admin/staff/${id}`)).text).toContain(`/admin/staff/${id}/second-step/removal`);
    expect((await owner.post(`/admin/staff/${id}/second-step/removal`)).location).toBe(
      `/admin/staff/${id}?done=second_step`,
    );

    expect((await colleague.get('/admin')).location).toContain('/admin/login');
    expect((await (await elsewhere(email)).get('/admin')).status).toBe(200);
    expect(await rows(`select staff_id, subject_id from audit where act = 'second_step_taken_away'`)).toEqual([
      { staff_id: colleagueIn(owner), subject_id: id },
    ]);
    expect((await owner.post(`/admin/staff/${id}/second-step/removal`)).location).toBe(
      '/admin/staff?problem=not_found',
    );
  });

  it('keeps it where the owner is none at another store of theirs, is themselves, or has not said the password', async () => {
    const { owner, id } = await together('owner');
    const own = await giveSecondStep(owner, { isTaken: true });
    const away = (who: string) => owner.post(`/admin/staff/${who}/second-step/removal`);
    expect((await away(own)).location).toBe(`/admin/staff/${own}?problem=self`);
    await env.DB.prepare(`insert into staff_roles (staff_id, store_id, role) values (?, ?, 'support')`)
      .bind(id, demoStores.outlet.id)
      .run();
    expect((await away(id)).location).toBe(`/admin/staff/${id}?problem=beyond_reach`);
    expect((await owner.get(`/admin/staff/${id}?problem=beyond_reach`)).text).toContain('They also work at a shop');
    await sayPasswordLongAgo();
    expect((await away(id)).location).toBe(`/admin/proof?next=${encodeURIComponent(`/admin/staff/${id}`)}`);

    expect(await value('select count(*) from staff where second_step_at is not null')).toBe(2);
    expect(await value('select count(*) from sessions where ended_at is not null')).toBe(0);
  });

  it('is shown with where they are signed in, and is signed out in one place or everywhere', async () => {
    const { owner, colleague, id } = await together();
    await env.DB.prepare(`update sessions set device = ?, place = 'Prague, CZ' where holder_id = ?`)
      .bind(agents.firefox, id)
      .run();
    const more = await elsewhere(email);
    await env.DB.prepare('update sessions set second_step_at = 1 where holder_id = ?').bind(id).run();
    const { text } = await owner.get(`/admin/staff/${id}`);
    for (const shown of ['Sue Support', 'Firefox on Windows', 'Prague, Czechia', 'Unknown device'])
      expect(text).toContain(shown);
    const session = String(await value(`select public_id from sessions where place = 'Prague, CZ'`));
    const at = `/admin/staff/${id}/sessions/end`;
    expect((await owner.post(at, { session })).location).toBe(`/admin/staff/${id}?done=session_ended`);
    expect((await colleague.get('/admin')).location).toContain('/admin/login');
    expect((await more.get('/admin')).status).toBe(200);
    expect((await owner.post(at, { session })).location).toBe('/admin/staff?problem=not_found');
    const own = String(await value('select public_id from sessions where holder_id = ?', colleagueIn(owner)));
    expect((await owner.post(at, { session: own })).location).toBe('/admin/staff?problem=not_found');

    expect((await owner.post(at)).location).toBe(`/admin/staff/${id}?done=signed_out`);
    expect((await more.get('/admin')).location).toContain('/admin/login');
    expect((await owner.get(`/admin/staff/${id}`)).text).toContain('Nowhere at the moment.');
    expect((await acts()).filter((act) => act.includes('ended'))).toEqual(['session_ended', 'sessions_ended']);
  });

  it('of another store, of another pool, or who never was, is not found', async () => {
    const owner = await atWork();
    const others = [
      await aColleague({ store: 'outlet', email: 'outlet@example.com' }),
      await aColleague({ store: 'trade', email: 'trade@example.com' }),
      'stf_nobody',
    ];
    for (const id of others) {
      expect((await owner.get(`/admin/staff/${id}`)).status).toBe(404);
      for (const act of ['second-step/removal', 'sessions/end']) {
        expect((await owner.post(`/admin/staff/${id}/${act}`)).location).toBe('/admin/staff?problem=not_found');
      }
    }
  });
});
