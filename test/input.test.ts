// What comes in that no page of ours sends: forms from elsewhere, other bodies, control characters, long passwords; and a D1 that is down.
import { describe, expect, it } from 'vitest';
import { signedIn } from './support/people.ts';
import { brokenDatabase } from './support/storage-faults.ts';
import { rows, value } from './support/records.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const ada = { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' };
const form = 'application/x-www-form-urlencoded';
const addresses = [
  '/register',
  '/login',
  '/logout',
  '/language',
  '/activate/x',
  '/account/profile',
  '/account/addresses',
];

function sent(browser: Visitor, path: string, body: BodyInit, headers: Record<string, string> = {}) {
  return browser.send(path, {
    method: 'POST',
    body,
    headers: { Origin: browser.origin, 'Content-Type': form, ...headers },
  });
}

describe('a form from somewhere else', () => {
  const foreign: [string, Record<string, string>][] = [
    ['another site', { Origin: 'https://evil.example' }],
    ['another site, without an origin', { Origin: '', 'Sec-Fetch-Site': 'cross-site' }],
    ['another store', { Origin: 'http://outlet.localhost:8787' }],
    ['a sibling host', { 'Sec-Fetch-Site': 'same-site' }],
    ['nowhere', { Origin: 'null' }],
    ['a typed address', { 'Sec-Fetch-Site': 'none' }],
    ['two places at once', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' }],
  ];

  it.each(foreign)('is refused: %s', async (_, headers) => {
    const browser = await signedIn();
    for (const path of addresses) {
      for (const type of [form, 'application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
        const reply = await sent(browser, path, 'name=Changed', { 'Content-Type': type, ...headers });
        expect([path, type, reply.status]).toEqual([path, type, 403]);
      }
    }
    expect(await value('select name from customers')).toBe('Grace Hopper');
    expect((await browser.get('/account')).status).toBe(200);
  });

  it('is refused when it says nothing about where it is from', async () => {
    const reply = await visitor().send('/login', {
      method: 'POST',
      body: 'email=a',
      headers: { 'Content-Type': form },
    });

    expect(reply.status).toBe(403);
    expect(reply.text).toContain('This was not sent from our pages');
  });

  it('is taken from our own page, by either header', async () => {
    const byFetchSite = await visitor().send('/logout', {
      method: 'POST',
      headers: { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': form },
    });

    const asChromeDoes = await visitor().post('/logout', {}, { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' });

    expect(byFetchSite.status).toBe(303);
    expect(asChromeDoes.status).toBe(303);
    expect((await visitor().post('/logout')).status).toBe(303);
  });
});

describe('a body that is not a form', () => {
  it.each([
    ['JSON', 'application/json', '{"email":"a@b.example"}'],
    ['text', 'text/plain', 'email=a'],
    [
      'a file',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="email"; filename="a"\r\n\r\na\r\n--x--',
    ],
    ['broken multipart', 'multipart/form-data; boundary=x', '--y'],
    ['an odd type', 'application/x-www-form-urlencodedx', 'email=a'],
    ['nothing said', '', 'email=a'],
  ])('is refused with 415: %s', async (_, type, body) => {
    for (const path of addresses)
      expect((await sent(visitor(), path, body, { 'Content-Type': type })).status).toBe(415);
  });

  it('is refused with 413 when it is huge, told or not how long it is', async () => {
    const huge = `name=${'x'.repeat(1024 * 1024)}`;
    const reply = await sent(visitor(), '/register', huge);
    expect(reply.status).toBe(413);
    expect(reply.text).toContain('That is too much');

    const stream = new Response(huge).body;
    if (stream) expect((await sent(visitor(), '/register', stream)).status).toBe(413);
  });
});

describe('fields that hold something else than one line of text', () => {
  const bodies: [string, string][] = [
    ['twice the field', 'email=a@example.com&email=b@example.com'],
    ['an array', 'email[]=a@example.com'],
    ['an object', 'email[a]=b'],
    ['a NUL', 'email=a%00@example.com'],
    ['invalid UTF-8', 'email=%ff%fe@example.com'],
    ['nothing at all', ''],
    ['only separators', '&&&===&'],
    ['a prototype', '__proto__[email]=a@example.com&constructor=1&__proto__=x'],
    ['a long address', `email=${'a'.repeat(300)}@example.com`],
  ];

  it.each(bodies)('are refused at the form: %s', async (_, body) => {
    const rest = '&password=seven+gulls+above+the+harbour&name=Ada';
    for (const path of ['/register', '/login']) {
      const reply = await sent(visitor(), path, body + rest);
      expect([path, reply.status]).toEqual([path, 422]);
      expect(reply.text).toContain('id="email-problem"');
    }
    expect(await rows('select * from customers')).toEqual([]);
  });

  it.each(['a\nb', 'a\r\nb', 'a\u0000b', 'a\u2028b', 'x'.repeat(101), ''])(
    'are refused as a name: %j',
    async (name) => {
      const reply = await visitor().post('/register', { ...ada, name });

      expect(reply.status).toBe(422);
      expect(reply.text).toContain('id="name-problem"');
    },
  );

  it('do not become markup', async () => {
    const name = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;
    const browser = await signedIn();
    await browser.post('/account/profile', { name, phone: '', language: '' });
    const { text } = await browser.get('/account');

    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;script&gt;');
  });

  it('are taken in every script of the world, and decoded once', async () => {
    const browser = await signedIn();
    for (const name of [
      'Božena Němcová',
      'Αλέξανδρος',
      '王小明',
      'مريم',
      "O'Brien-Løvås",
      '👩‍👩‍👧 family',
      '%41da &amp; %2541da',
    ]) {
      expect((await browser.post('/account/profile', { name, phone: '', language: '' })).status).toBe(303);
      expect(await value('select name from customers')).toBe(name.normalize('NFC'));
    }
  });
});

describe('a password of any length', () => {
  it.each([
    [1024, 422],
    [1025, 422],
    [60_000, 422],
  ])('%i characters are answered quickly', async (length, status) => {
    const start = performance.now();
    const reply = await visitor().post('/login', { email: ada.email, password: 'x'.repeat(length) });

    expect(reply.status).toBe(status);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('when D1 cannot be reached', () => {
  it.each([0, 1, 2, 3])(
    'after %i round trips, registering is whole or not at all, and says so calmly',
    async (working) => {
      const reply = await visitor({ bindings: { DB: brokenDatabase(working) } }).post('/register', ada);
      const people = await value('select count(*) from customers');

      expect(await value('select count(*) from memberships')).toBe(people);
      expect(await value('select count(*) from link_tokens')).toBe(people);
      expect(await value('select count(*) from outbox')).toBe(people);
      if (reply.status !== 303) {
        expect(reply.status).toBe(503);
        expect(reply.text).not.toMatch(/D1_ERROR|secrets|select|insert/i);
      }
    },
  );

  it.each([
    '/',
    '/login',
    '/register',
    '/account',
    '/account/profile',
    '/account/addresses',
    '/account/addresses/new',
    '/activate/x',
  ])('a page is calm and gives nothing away: %s', async (path) => {
    const { cookies } = await signedIn();
    const reply = await visitor({ cookies, bindings: { DB: brokenDatabase(0) } }).get(path);

    expect(reply.status).toBe(503);
    expect(reply.text).not.toMatch(/D1_ERROR|secrets|Grace/);
  });
});

it('names every reply, and every error page tells the name', async () => {
  const reply = await visitor().get('/nowhere');
  const id = reply.headers.get('X-Request-Id') ?? 'none';

  expect(reply.status).toBe(404);
  expect(reply.text).toContain(id);
});
