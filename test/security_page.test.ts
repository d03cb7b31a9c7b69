// Where one is signed in: the list of places, ending one of them, and signing out everywhere else.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { agents } from './support/agents.ts';
import { aCustomer, password, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { counting, staleKv } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const page = '/account/security';
const email = 'grace@example.com';
const day = 86_400_000;

type Agent = keyof typeof agents;

/** A browser of that make in which the customer signs in now. */
async function arrives(agent: Agent, who = email, store: 'goods' | 'outlet' | 'trade' = 'goods'): Promise<Visitor> {
  const browser = visitor({ store });
  const reply = await browser.post('/login', { email: who, password }, { 'User-Agent': agents[agent] });
  expect(reply.status).toBe(303);
  return browser;
}

const idsIn = (html: string) => [...html.matchAll(/sessions\/(ses_[0-9a-z]{26})\/end/g)].map(([, id = '']) => id);
const endOf = (id: unknown) => `${page}/sessions/${String(id)}/end`;
const idOf = (agent: Agent) => value('select public_id from sessions where device = ?', agents[agent]);
const isIn = async (browser: Visitor) => (await browser.get('/account')).status === 200;

describe('the list of places', () => {
  it('says in plain words where the customer is signed in, and which of them is this one', async () => {
    await aCustomer();
    await arrives('safari');
    const here = await arrives('firefox');
    const { text } = await here.get(page);

    expect(text).toContain('Firefox on Windows');
    expect(text).toContain('Safari on iOS');
    expect(text.split('This browser')).toHaveLength(2);
    expect(text.indexOf('This browser')).toBeLessThan(text.indexOf('Safari on iOS'));
    expect(idsIn(text)).toEqual([await idOf('firefox'), await idOf('safari')]);
  });

  it('says the place with its country, and when, in the zone of the store and the language of the page', async () => {
    const here = await signedIn({ language: 'de' });
    await env.DB.prepare(`update sessions set started_at = ?, place = 'Prague, CZ'`)
      .bind(Date.now() - day)
      .run();
    await env.DB.prepare('update logins set sessions_valid_from = 0').run();
    const { text } = await here.get(page);
    const format = new Intl.DateTimeFormat('de', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'Europe/Dublin',
    });

    expect(text).toContain('Prague, Tschechien');
    expect(text).toContain(`Angemeldet seit ${format.format(Date.now() - day)}`);
  });

  it('holds what the customer has at every store of the pool, and nothing of anybody else', async () => {
    await aCustomer();
    await aCustomer({ store: 'trade' });
    await aCustomer({ email: 'other@example.com' });
    await arrives('edge', 'other@example.com');
    await arrives('samsung', email, 'trade');
    await arrives('safari', email, 'outlet');
    const { text } = await (await arrives('firefox')).get(page);

    expect(text).toContain('Safari on iOS');
    expect(text).not.toContain('Edge');
    expect(text).not.toContain('Samsung');
    expect(idsIn(text)).toHaveLength(2);
  });

  it.each([
    ['signed out', 'ended_at = 1'],
    ['unused for seven days', `last_seen_at = last_seen_at - ${7 * day}`],
    ['thirty days old', `started_at = started_at - ${30 * day}`],
    ['ended by a new password', 'started_at = (select sessions_valid_from - 1 from logins)'],
  ])('leaves out what is %s', async (_, change) => {
    await aCustomer();
    const here = await arrives('firefox');
    await arrives('safari');
    await env.DB.prepare(`update sessions set ${change} where device = ?`).bind(agents.safari).run();
    const { text } = await here.get(page);

    expect(text).not.toContain('Safari');
    expect(text).toContain('You are signed in nowhere else.');
  });

  it('shows neither a token nor its hash', async () => {
    const here = await signedIn();
    const { text } = await here.get(page);
    const token = here.cookies.get('__Host-customer')?.split('.')[1] ?? 'no token';

    expect(text).not.toContain(token);
    expect(text).not.toContain(String(await value('select token_hash from sessions')));
  });

  it('is bounded, however many sessions there are and were', async () => {
    const here = await signedIn();
    const alone = counting();
    await visitor({ cookies: here.cookies, ...alone }).get(page);
    const holder = await value('select id from customers');
    const old = (name: string, ended: string) =>
      env.DB.prepare(
        `with recursive n(i) as (select 1 union all select i + 1 from n where i < 200)
        insert into sessions (token_hash, public_id, holder_id, started_at, last_seen_at, ended_at, device, place)
        select '${name}' || i, '${name}' || i, ?1, ?2 + i, ?2 + i, ${ended}, '', '' from n`,
      )
        .bind(holder, Date.now())
        .run();

    await old('ended', '?2');
    const many = counting();
    await visitor({ cookies: here.cookies, ...many }).get(page);
    expect(many.counts.rowsRead).toBe(alone.counts.rowsRead);

    await old('open', 'null');
    const most = counting();
    const { text } = await visitor({ cookies: here.cookies, ...most }).get(page);
    expect(text.match(/<li><div>/g)).toHaveLength(50);
    expect(text).toContain('Only the newest 50 are shown here.');
    expect(most.counts.rowsRead).toBeLessThanOrEqual(alone.counts.rowsRead + 2 * 50);
    expect(most.counts).toMatchObject({ waits: 1, statements: 4 });
  });
});

describe('ending one', () => {
  it('signs out there at the next request, also when KV still answers with it, and nowhere else', async () => {
    await aCustomer();
    const [here, there, third] = [await arrives('firefox'), await arrives('safari'), await arrives('edge')];
    const bindings = { SESSIONS: staleKv() };
    const reply = await visitor({ cookies: here.cookies, bindings }).post(endOf(await idOf('safari')));

    expect(reply.location).toBe(`${page}?ended`);
    expect((await here.get(reply.location ?? '')).text).toContain('You are signed out there.');
    expect((await env.SESSIONS.list()).keys).toHaveLength(3);
    expect((await visitor({ cookies: there.cookies, bindings }).get('/account')).status).toBe(303);
    expect(await isIn(here)).toBe(true);
    expect(await isIn(third)).toBe(true);
  });

  it('clears it from KV, once it is a fact in D1', async () => {
    await aCustomer();
    const here = await arrives('firefox');
    await arrives('safari');
    await here.post(endOf(await idOf('safari')));

    const ended = await value('select token_hash from sessions where ended_at is not null');
    expect((await env.SESSIONS.list()).keys.map(({ name }) => name)).not.toContain(`session:${String(ended)}`);
    expect((await env.SESSIONS.list()).keys).toHaveLength(1);
  });

  it('is the same as signing out when it is this one', async () => {
    await aCustomer();
    const here = await arrives('firefox');
    const cookies = new Map(here.cookies);
    const reply = await here.post(endOf(await idOf('firefox')));

    expect(reply.location).toBe('/login?signed-out');
    expect(here.cookies.has('__Host-customer')).toBe(false);
    expect(await isIn(visitor({ cookies }))).toBe(false);
  });

  it('twice, and twenty times at once, ends it once', async () => {
    await aCustomer();
    const here = await arrives('firefox');
    await arrives('safari');
    const end = endOf(await idOf('safari'));
    const replies = await Promise.all(Array.from({ length: 20 }, () => here.post(end)));

    expect(replies.filter(({ location }) => location === `${page}?ended`)).toHaveLength(1);
    expect(replies.filter(({ location }) => location === `${page}?gone`)).toHaveLength(19);
    expect((await here.get(`${page}?gone`)).text).toContain('That sign-in had already ended.');
  });

  it("does nothing to somebody else's, and answers as to one that never was", async () => {
    await aCustomer();
    await aCustomer({ email: 'other@example.com' });
    await aCustomer({ store: 'trade', email: 'third@example.com' });
    const here = await arrives('firefox');
    const other = await arrives('safari', 'other@example.com');
    const third = await arrives('edge', 'third@example.com', 'trade');
    const made = ['ses_00000000000000000000000000', '%27%20or%201=1', 'x'.repeat(5000), encodeURIComponent('\u0085')];
    const hash = String(await value('select token_hash from sessions where device = ?', agents.safari));
    const before = await rows('select * from sessions');
    for (const id of [await idOf('safari'), await idOf('edge'), hash, ...made]) {
      expect(await here.post(endOf(id))).toMatchObject({ status: 303, location: `${page}?gone`, text: '' });
    }
    // No address of ours holds control characters.
    expect((await here.post(endOf('%00'))).status).toBe(404);

    expect(await rows('select * from sessions')).toEqual(before);
    expect(await isIn(other)).toBe(true);
    expect(await isIn(third)).toBe(true);
  });

  it('cannot be sent from another site, or by a link', async () => {
    await aCustomer();
    const here = await arrives('firefox');
    const there = await arrives('safari');
    const forged = await here.post(endOf(await idOf('safari')), {}, { Origin: 'https://evil.example' });

    expect(forged.status).toBe(403);
    expect((await here.get(endOf(await idOf('safari')))).status).toBe(404);
    expect(await isIn(there)).toBe(true);
  });
});

describe('signing out everywhere else', () => {
  it('leaves this browser and ends all others, also twice and when KV is stale', async () => {
    await aCustomer();
    await aCustomer({ email: 'other@example.com' });
    const other = await arrives('chrome', 'other@example.com');
    const outlet = await arrives('safari', email, 'outlet');
    const there = await arrives('safari');
    const here = await arrives('firefox');
    const bindings = { SESSIONS: staleKv() };
    for (let times = 0; times < 2; times += 1) {
      const reply = await visitor({ cookies: here.cookies, bindings }).post(`${page}/others/end`);
      expect(reply.location).toBe(`${page}?others-ended`);
    }

    expect((await visitor({ cookies: there.cookies, bindings }).get('/account')).status).toBe(303);
    expect((await visitor({ store: 'outlet', cookies: outlet.cookies, bindings }).get('/account')).status).toBe(303);
    expect((await here.get(`${page}?others-ended`)).text).toContain('You are signed out everywhere else.');
    expect(await isIn(other)).toBe(true);
  });

  it('clears them from KV', async () => {
    await aCustomer();
    await arrives('safari');
    await arrives('edge');
    const here = await arrives('firefox');
    await here.post(`${page}/others/end`);

    const own = await value('select token_hash from sessions where ended_at is null');
    expect((await env.SESSIONS.list()).keys.map(({ name }) => name)).toEqual([`session:${String(own)}`]);
  });
});
