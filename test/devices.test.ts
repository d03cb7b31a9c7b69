// Devices: a sign-in from one that was not seen before is told to its owner; what is kept of each, and for how long.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { run } from '../src/jobs.ts';
import { deviceName, placeNames } from '../src/sessions/devices.ts';
import { translator } from '../src/web/i18n.ts';
import { agents } from './support/agents.ts';
import { linkIn, postbox, type Postbox } from './support/mail.ts';
import { aCustomer, password, signIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { brokenDatabase, counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const email = 'grace@example.com';
const cookie = '__Host-device';
const hourly = '0 * * * *';
const day = 86_400_000;

/** A browser whose messages end in the postbox. */
const browserOf = (post: Postbox) => visitor({ bindings: { EMAIL: post.binding } });

/** Signs in with a User-Agent, from a place as the edge tells it. */
function signInFrom(browser: Visitor, agent: string, cf: { city?: string; country?: string } = {}) {
  return browser.send('/login', {
    method: 'POST',
    body: new URLSearchParams({ email, password }).toString(),
    headers: {
      Origin: browser.origin,
      'Content-Type': 'application/x-www-form-urlencoded',
      'User-Agent': agent,
    },
    cf,
  });
}

describe('a sign-in from a device not seen before', () => {
  it('is told to the owner, once, with device, place and time', async () => {
    const post = postbox();
    await aCustomer();
    await signIn(browserOf(post));
    const phone = browserOf(post);
    await signInFrom(phone, agents.safari, { city: 'Prague', country: 'CZ' });
    for (let times = 0; times < 2; times += 1) await signIn(phone);

    expect(post.sent.map((mail) => [mail.to, mail.subject])).toEqual([
      [email, 'A new sign-in to your account at Harbour Goods'],
    ]);
    for (const part of [post.sent[0]?.text, post.sent[0]?.html]) {
      for (const words of ['Safari on iOS', 'Prague, Czechia', '/forgot-password']) expect(part).toContain(words);
      expect(part).toMatch(/\d{1,2} \w+ 20\d\d at \d\d:\d\d (GMT|IST)/);
    }
    expect(linkIn(post.sent[0], '/forgot-password')).toBe('/forgot-password');
  });

  it('is not told when it is the first of the account', async () => {
    const post = postbox();
    await aCustomer();
    await signIn(browserOf(post));

    expect(post.sent).toEqual([]);
    expect(await rows('select * from outbox')).toEqual([]);
    expect(await value('select count(*) from known_devices')).toBe(1);
  });

  it('is not told for a device that is known, also after signing out and for each of two customers', async () => {
    const post = postbox();
    await aCustomer();
    await aCustomer({ email: 'other@example.com' });
    const shared = browserOf(post);
    for (const who of [email, 'other@example.com', email, 'other@example.com']) {
      await signIn(shared, who);
      await shared.post('/logout');
    }

    expect(post.sent).toEqual([]);
    expect(await value('select count(*) from known_devices')).toBe(2);
  });

  it.each([
    ['de', 'Eine neue Anmeldung in Ihrem Konto bei Harbour Goods', 'Firefox unter Windows', 'Tschechien'],
    ['cs', 'Nové přihlášení k vašemu účtu v obchodě Harbour Goods', 'Firefox v systému Windows', 'Česko'],
  ])('is told in the language of the customer: %s', async (language, subject, device, place) => {
    const post = postbox();
    await aCustomer({ language });
    await signIn(browserOf(post));
    await signInFrom(browserOf(post), agents.firefox, { country: 'CZ' });

    expect(post.sent[0]?.subject).toBe(subject);
    expect(post.sent[0]?.text).toContain(`\n${device}\n${place}\n`);
  });

  it('is told once when the same device signs in many times at once', async () => {
    const post = postbox();
    await aCustomer();
    await signIn(visitor());
    const cookies = new Map([[cookie, 'd'.repeat(43)]]);
    const bindings = { EMAIL: post.binding };
    await Promise.all(
      Array.from({ length: 5 }, () => signIn(visitor({ bindings, network: '10.9.9.9', cookies: new Map(cookies) }))),
    );

    expect(post.sent).toHaveLength(1);
    expect(await value('select count(*) from known_devices')).toBe(2);
  });

  it('is told five times an hour at most, from however many devices', async () => {
    const post = postbox();
    const id = await aCustomer();
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 5)
      insert into known_devices (customer_id, device_hash, first_seen_at, last_seen_at) select ?1, i, ?2, ?2 from n`,
    )
      .bind(id, Date.now())
      .run();
    await signIn(browserOf(post));
    expect(post.sent).toEqual([]);

    await env.DB.prepare(`update known_devices set first_seen_at = 0`).run();
    await signIn(browserOf(post));
    expect(post.sent).toHaveLength(1);
  });

  it('is not told, and leaves nothing, when it fails', async () => {
    const post = postbox();
    await aCustomer();
    await signIn(visitor());
    const before = await rows('select * from known_devices');
    const browser = browserOf(post);
    await signIn(browser, email, 'not the password at all');

    expect(browser.cookies.has(cookie)).toBe(false);
    expect(post.sent).toEqual([]);
    expect(await rows('select * from known_devices')).toEqual(before);
  });

  it.each([0, 1])('is all or nothing when D1 fails after %i round trips', async (working) => {
    await aCustomer();
    await signIn(visitor());
    const stored = () =>
      Promise.all(['known_devices', 'sessions', 'outbox'].map((table) => rows(`select * from ${table}`)));
    const before = await stored();
    // The isolate knows the store already, so the round trips are those of the sign-in.
    const reply = await signIn(visitor({ bindings: { DB: brokenDatabase(working) } }));

    expect(reply.status).toBe(503);
    expect(await stored()).toEqual(before);
  });

  it('costs no wait for storage more', async () => {
    await aCustomer();
    await signIn(visitor());
    const { counts, ...counted } = counting();
    await signIn(visitor(counted));

    expect(counts.waits).toBe(2);
  });
});

describe('the device cookie', () => {
  it('is random, lives a year, and only its hash is stored', async () => {
    await aCustomer();
    const browser = visitor();
    const line = (await signIn(browser)).headers.getSetCookie().find((one) => one.startsWith(cookie)) ?? '';
    const token = browser.cookies.get(cookie) ?? 'no token';

    expect(line).toMatch(/^__Host-device=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(await everythingStored()).not.toContain(token);
  });

  it.each(['', 'short', 'x'.repeat(5000), `${'a'.repeat(42)}'`])(
    'is made anew when it was made up: %j',
    async (made) => {
      await aCustomer();
      const browser = visitor({ cookies: new Map([[cookie, made]]) });
      await signIn(browser);

      expect(browser.cookies.get(cookie)).toMatch(/^[\w-]{43}$/);
      expect(browser.cookies.get(cookie)).not.toBe(made);
    },
  );

  it('signs nobody in', async () => {
    await aCustomer();
    const browser = visitor();
    await signIn(browser);
    const only = new Map([[cookie, browser.cookies.get(cookie) ?? '']]);

    expect((await visitor({ cookies: only }).get('/account')).status).toBe(303);
  });
});

describe('what a browser says it is', () => {
  const t = translator('en');

  it.each([
    [agents.firefox, 'Firefox on Windows'],
    [agents.edge, 'Microsoft Edge on Windows'],
    [agents.chrome, 'Chrome on macOS'],
    [agents.safari, 'Safari on iOS'],
    [agents.samsung, 'Samsung Internet on Android'],
    ['Windows NT 10.0', 'Windows'],
    ['', 'Unknown device'],
    ['curl/8.5.0', 'Unknown device'],
    ['__proto__/1.0 (constructor)', 'Unknown device'],
  ])('%s', (agent, name) => {
    expect(deviceName(agent, t)).toBe(name);
  });

  it.each([
    'Evil\r\nBcc: everybody@example.com/1.0 (x) y',
    'Visit https://evil.example now/1.0 (x) y',
    '<b>Your account is closed</b>/1.0 (x) y',
    '{{ store.origin }}/1.0 ({% raw %}) y',
    'a\u0085b\u2028c\u202ed/1.0 (x) y',
  ])('never reaches a page or a message as it was written: %j', async (agent) => {
    expect(deviceName(agent, t)).toBe('Unknown device');

    const post = postbox();
    await aCustomer();
    await signIn(browserOf(post));
    const browser = browserOf(post);
    await signInFrom(browser, agent.replaceAll(/[\r\n]/g, '\t').replaceAll(/[^\u0000-\u00ff]/g, ' '));
    const { text } = await browser.get('/account/security');
    const [mail] = post.sent;

    expect(mail?.text).toContain('\n\nUnknown device\n');
    // Nonces and ids are made by chance, and may be any letters.
    for (const part of [mail?.text, mail?.html, text.replaceAll(/nonce="[^"]*"|[0-9a-z]{20,}/g, '')]) {
      expect(part).not.toMatch(/evil|Bcc|is closed|raw|1\.0|store\.origin/i);
    }
  });

  it('is stored as one line of at most 200 characters', async () => {
    await aCustomer();
    await signInFrom(visitor(), `a\tb\u0085c\u00add${'x'.repeat(300)}`, { city: `Praha\n${'x'.repeat(200)}` });
    const [session] = await rows('select device, place from sessions');

    expect(session?.device).toMatch(/^a b c dx{193}$/);
    expect(session?.place).toMatch(/^Praha x{94}$/);
  });

  it('says a country in words, and what is none as it is', () => {
    const inEnglish = placeNames('en');
    expect(['Prague, CZ', 'CZ', 'Prague', 'T1', 'XX', '', 'CZ, Prague'].map(inEnglish)).toEqual([
      'Prague, Czechia',
      'Czechia',
      'Prague',
      'T1',
      'XX',
      '',
      'CZ, Prague',
    ]);
  });
});

describe('known devices', () => {
  const grow = (days: number, device: string) =>
    env.DB.prepare('update known_devices set last_seen_at = last_seen_at - ? where device_hash = ?')
      .bind(days * day, device)
      .run();

  it('are forgotten after a year, but not the latest one, so that the next new one is still told', async () => {
    const post = postbox();
    await aCustomer();
    await signIn(visitor());
    await signIn(visitor());
    const [first, second] = await rows('select device_hash from known_devices');
    await grow(400, String(first?.device_hash));
    await grow(380, String(second?.device_hash));
    for (let times = 0; times < 2; times += 1) await run(hourly, env, Date.now());
    expect(await rows('select device_hash from known_devices')).toEqual([second]);

    await signIn(browserOf(post));
    expect(post.sent).toHaveLength(1);
  });

  it('stay while they are younger', async () => {
    await aCustomer();
    await signIn(visitor());
    await signIn(visitor());
    await env.DB.prepare('update known_devices set last_seen_at = last_seen_at - ?')
      .bind(364 * day)
      .run();
    await run(hourly, env, Date.now());

    expect(await value('select count(*) from known_devices')).toBe(2);
  });

  it('go with a person who is removed', async () => {
    const id = await aCustomer({ status: 'pending', hasLogin: false });
    await env.DB.batch([
      env.DB.prepare(`insert into known_devices values (?, 'some hash', 0, 0)`).bind(id),
      env.DB.prepare('update memberships set registered_at = 0'),
    ]);
    await run(hourly, env, Date.now());

    expect(await rows('select * from known_devices')).toEqual([]);
    expect(await rows('select * from customers')).toEqual([]);
  });

  it('end when a link sets the password, and the sign-in after that is told to nobody', async () => {
    const post = postbox();
    await aCustomer();
    await signIn(visitor());
    const browser = browserOf(post);
    await browser.post('/forgot-password', { email });
    await browser.post(linkIn(post.sent[0], '/set-password/'), { password: 'five brass bells by the quay' });
    expect(await rows('select * from known_devices')).toEqual([]);

    post.sent.length = 0;
    await signIn(browser, email, 'five brass bells by the quay');
    expect(post.sent).toEqual([]);
  });
});
