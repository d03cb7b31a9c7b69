// Sessions: how they end, where they count, that nobody makes one up, and what happens when KV cannot be reached.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { aCustomer, signedIn, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { brokenKv, staleKv } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const day = 86_400_000;
const cookie = '__Host-customer';

describe('signing out', () => {
  it('ends the session at the next request, also when KV still answers with it', async () => {
    const browser = await signedIn();
    const old = new Map(browser.cookies);
    const bindings = { SESSIONS: staleKv() };
    const leaving = visitor({ cookies: browser.cookies, bindings });
    const reply = await leaving.post('/logout');

    expect(reply.location).toBe('/login?signed-out');
    expect(reply.headers.get('Clear-Site-Data')).toBe('"cache"');
    expect(leaving.cookies.has(cookie)).toBe(false);
    expect((await env.SESSIONS.list()).keys).toHaveLength(1);
    expect((await visitor({ cookies: old, bindings }).get('/account')).location).toBe('/login?next=%2Faccount');
    expect((await visitor({ cookies: old, bindings }).get('/')).text).not.toContain('Grace Hopper');
  });

  it('clears the session from KV', async () => {
    const browser = await signedIn();
    await browser.post('/logout');

    expect((await env.SESSIONS.list()).keys).toEqual([]);
  });

  it('works when there is no session, and twice', async () => {
    expect((await visitor().post('/logout')).status).toBe(303);
    const browser = await signedIn();
    await browser.post('/logout');
    expect((await browser.post('/logout')).status).toBe(303);
  });

  it('never happens by a GET', async () => {
    const browser = await signedIn();

    expect((await browser.get('/logout')).status).toBe(404);
    expect((await browser.get('/account')).status).toBe(200);
  });
});

describe('a session', () => {
  it('is nothing at a store of another pool', async () => {
    const { cookies } = await signedIn({ store: 'goods' });
    await aCustomer({ store: 'trade' });

    expect((await visitor({ store: 'trade', cookies }).get('/account')).status).toBe(303);
    expect((await visitor({ store: 'sklad', cookies }).get('/account')).status).toBe(303);
  });

  it('is nothing at a store of the pool that the customer is not a member of', async () => {
    const { cookies } = await signedIn({ store: 'goods' });

    expect((await visitor({ store: 'outlet', cookies }).get('/account')).status).toBe(303);
  });

  it.each([
    ['denied', `update memberships set status = 'denied'`],
    ['put back to pending', `update memberships set status = 'pending'`],
    ['given a new password', `update logins set sessions_valid_from = sessions_valid_from + 1000000`],
    ['removed', `delete from memberships`],
    ['signed out elsewhere', `update sessions set ended_at = 1`],
  ])('ends at once when the customer is %s', async (_, change) => {
    const browser = await signedIn();
    expect((await browser.get('/account')).status).toBe(200);
    await env.DB.prepare(change).run();

    expect((await browser.get('/account')).status).toBe(303);
    expect((await browser.post('/account/profile', { name: 'x', phone: '', language: '' })).status).toBe(303);
    expect(await value('select name from customers')).toBe('Grace Hopper');
  });

  it('ends after seven days without use, and after thirty days however much it was used', async () => {
    const browser = await signedIn();
    const now = Date.now();
    await env.DB.prepare('update sessions set last_seen_at = ?')
      .bind(now - 7 * day)
      .run();
    expect((await browser.get('/account')).status).toBe(303);

    await env.DB.prepare('update sessions set last_seen_at = ?')
      .bind(now - 6 * day)
      .run();
    expect((await browser.get('/account')).status).toBe(200);

    await env.DB.prepare('update sessions set started_at = ?')
      .bind(now - 30 * day)
      .run();
    expect((await browser.get('/account')).status).toBe(303);
  });

  it('is noted as used once an hour, not at every page', async () => {
    const browser = await signedIn();
    const earlier = Date.now() - 2 * 3_600_000;
    await env.DB.prepare('update sessions set last_seen_at = ?').bind(earlier).run();

    await browser.get('/account');
    const noted = await value('select last_seen_at from sessions');
    expect(noted).toBeGreaterThan(earlier);
    await browser.get('/account');
    expect(await value('select last_seen_at from sessions')).toBe(noted);
  });

  it('is stored by a hash: neither D1 nor KV holds the token', async () => {
    const browser = await signedIn();
    const token = browser.cookies.get(cookie)?.split('.')[1] ?? 'no token';
    const { keys } = await env.SESSIONS.list();

    expect(JSON.stringify([keys, await rows('select * from sessions')])).not.toContain(token);
  });

  it("cannot be had with one's own token and another's id", async () => {
    const browser = await signedIn();
    const victim = await aCustomer({ email: 'victim@example.com', name: 'Victim' });
    const token = browser.cookies.get(cookie)?.split('.')[1] ?? '';
    const forged = visitor({ cookies: new Map([[cookie, `${victim}.${token}`]]) });

    expect((await forged.get('/account')).status).toBe(303);
  });

  it.each(['', 'x', 'cus_.', `cus_${'0'.repeat(26)}.${'a'.repeat(43)}`, `cus_${'0'.repeat(26)}.${'a'.repeat(9000)}`])(
    'is nothing when the cookie is made up: %j',
    async (made) => {
      const browser = visitor({ cookies: new Map([[cookie, made]]) });

      expect((await browser.get('/account')).status).toBe(303);
      expect((await browser.get('/')).status).toBe(200);
    },
  );
});

describe('when KV cannot be reached', () => {
  const down = { SESSIONS: brokenKv() };

  it('a signed-in page says so calmly and nobody is let in', async () => {
    const { cookies } = await signedIn();
    const reply = await visitor({ cookies, bindings: down }).get('/account');

    expect(reply.status).toBe(503);
    expect(reply.text).toContain('We will be right back');
    expect(reply.text).not.toContain('Grace');
  });

  it('signing in gives no cookie; signing out still ends the session', async () => {
    await aCustomer();
    const late = visitor({ bindings: down });
    expect((await signIn(late)).status).toBe(503);
    expect(late.cookies.has(cookie)).toBe(false);

    const browser = visitor();
    await signIn(browser);
    const old = new Map(browser.cookies);
    expect((await visitor({ cookies: browser.cookies, bindings: down }).post('/logout')).status).toBe(303);
    expect((await visitor({ cookies: old }).get('/account')).status).toBe(303);
  });
});
