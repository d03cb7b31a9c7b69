// KV on its worst days: it throws, never answers, has lost everything, or holds what was long deleted. Nobody gets in who may not, nobody
// reads what is somebody else's, and what was asked for is done whole or not at all.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { changed } from '../../src/web/database.ts';
import { wrongWithPage } from '../support/calm.ts';
import { aColleague, atWork, staffPassword } from '../support/colleagues.ts';
import { tell } from '../support/figures.ts';
import { atStandstill } from '../support/form-trials.ts';
import { aCustomer, password, signedIn } from '../support/people.ts';
import { rows, value } from '../support/records.ts';
import { isForStaff, pathFor, routes, type Route } from '../support/routes.ts';
import { brokenKv, staleKv } from '../support/storage-faults.ts';
import { visitor, type Reply, type Visitor } from '../support/visitor.ts';

const deaf = () => new Promise<never>(() => undefined);
const hangingKv = (): KVNamespace => changed(env.SESSIONS, { get: deaf, put: deaf, delete: deaf });
const failingAt = (what: 'get' | 'put' | 'delete'): KVNamespace =>
  changed(env.SESSIONS, { [what]: () => Promise.reject(new Error(`KV ${what.toUpperCase()} failed: 500 Internal`)) });

const guarded = routes.filter((route) => route.method === 'GET' && (route.for === 'customer' || isForStaff(route)));
/** The pages that everybody may see look different to who is signed in. */
const open = ['/', '/search', '/basket', '/checkout', '/register', '/login', '/forgot-password'];

atStandstill();

/** One after the other is begun, since each makes what it needs; all of them are waited for at once. */
async function allSeen(which: readonly Route[], SESSIONS: KVNamespace): Promise<[string, Reply][]> {
  const begun: Promise<[string, Reply]>[] = [];
  const customer = await signedIn({ name: 'Grace Hopper' });
  const staff = await atWork({ name: 'Grace Hopper' });
  for (const route of which) {
    const browser = isForStaff(route) ? staff : customer;
    const path = await pathFor(browser, { ...route, id: async () => 'something' });
    const { cookies } = browser;
    const reply = visitor({ cookies, bindings: { SESSIONS }, language: 'de' }).get(path);
    begun.push(reply.then((one) => [route.path, one]));
  }
  return Promise.all(begun);
}

describe('KV that fails', () => {
  it.each([
    ['throws', brokenKv],
    ['never answers', hangingKv],
  ])('and %s: every page of an account and of staff is calm, and shows nothing of anybody', async (_, kv) => {
    const wrong = (await allSeen(guarded, kv())).flatMap(([path, reply]) =>
      [...(reply.status === 503 ? [] : [`has the status ${reply.status}`]), ...wrongWithPage(reply)].map(
        (what) => `${path} ${what}`,
      ),
    );

    expect(wrong).toEqual([]);
  });

  it('is nothing to visitors: they are not asked for a session', async () => {
    const browser = visitor({ bindings: { SESSIONS: brokenKv() } });
    for (const path of open)
      expect([path, (await browser.get(path)).status]).toEqual([path, path === '/checkout' ? 303 : 200]);
  });

  it.each([
    ['a customer', '/login', { email: 'grace@example.com', password }, '__Host-customer'],
    ['staff', '/admin/login', { email: 'owner@example.com', password: staffPassword }, '__Host-staff'],
  ])(
    'while %s signs in: they are not, are told so calmly, and are in when it is back',
    async (_, path, form, cookie) => {
      await aCustomer();
      await aColleague();
      for (const kv of [failingAt('put'), hangingKv()]) {
        const browser = visitor({ language: 'de' });
        const { cookies } = browser;
        const reply = await visitor({ cookies, language: 'de', bindings: { SESSIONS: kv } }).post(path, form);
        expect(wrongWithPage(reply)).toEqual([]);
        expect(cookies.has(cookie)).toBe(false);
        expect((await browser.post(path, form)).status).toBe(303);
        expect((await browser.get(path === '/login' ? '/account' : '/admin')).status).toBe(200);
      }
    },
  );

  it('while a password is changed: no other one works than the one that is stored', async () => {
    const { cookies } = await signedIn();
    const form = { currentPassword: password, password: 'five brass bells by the quay' };
    const reply = await visitor({ cookies, language: 'de', bindings: { SESSIONS: failingAt('put') } }).post(
      '/account/password',
      form,
    );
    const works = async (typed: string) =>
      (await visitor().post('/login', { email: 'grace@example.com', password: typed })).status === 303;

    expect(wrongWithPage(reply)).toEqual([]);
    expect([await works(password), await works(form.password)].filter(Boolean)).toHaveLength(1);
  });

  it.each([
    ['a customer', '/logout', '/account', signedIn],
    ['staff', '/admin/logout', '/admin', atWork],
  ])(
    'while %s signs out: the session has ended all the same, in every browser that holds it',
    async (_, path, page, arrive) => {
      for (const [nth, kv] of [failingAt('delete'), staleKv()].entries()) {
        const { cookies } = await arrive({ email: `leaves${nth}@example.com` });
        const copy = visitor({ cookies: new Map(cookies) });
        const reply = await visitor({ cookies, bindings: { SESSIONS: kv } }).post(path);
        expect(reply.status).toBe(303);
        expect((await copy.get(page)).location).toContain('login');
      }
    },
  );
});

describe('KV that has lost every session', () => {
  it('sends everybody to sign in, and shows nothing of anybody', async () => {
    const none: KVNamespace = changed(env.SESSIONS, { get: () => Promise.resolve(null) });
    for (const [path, reply] of await allSeen(guarded, none)) {
      expect([path, reply.status, /^\/(admin\/)?login/.test(reply.location ?? ''), reply.text]).toEqual([
        path,
        303,
        true,
        '',
      ]);
    }
  });

  it.each(['{', '[]', 'null', '"cus_x"', '{"holderId":"cus_01jxsomebodyelse000000000"}'])(
    'or holds %s in its place',
    async (held) => {
      const odd: KVNamespace = changed(env.SESSIONS, {
        get: () => new Response(held).json(),
      });
      const { cookies } = await signedIn();
      const reply = await visitor({ cookies, bindings: { SESSIONS: odd } }).get('/account');

      expect(reply.text).not.toContain('Grace');
      expect([303, 500]).toContain(reply.status);
    },
  );
});

/** What ends the right to be there, by whoever does it, where KV does not hear of it. */
const endings: [string, (id: string, browser: Visitor) => Promise<unknown>][] = [
  [
    'signed out',
    (_, browser) => visitor({ cookies: new Map(browser.cookies), bindings: { SESSIONS: staleKv() } }).post('/logout'),
  ],
  ['was denied', (id) => rows(`update memberships set status = 'denied' where customer_id = ?`, id)],
  [
    'was signed out everywhere',
    (id) => rows('update logins set sessions_valid_from = ? where customer_id = ?', Date.now() + 1, id),
  ],
  [
    'changed the password elsewhere',
    async () => {
      const other = visitor({ bindings: { SESSIONS: staleKv() } });
      await other.post('/login', { email: 'grace@example.com', password });
      await other.post('/account/password', { currentPassword: password, password: 'five brass bells by the quay' });
    },
  ],
  [
    'deleted the account elsewhere',
    async () => {
      const other = visitor({ bindings: { SESSIONS: staleKv() } });
      await other.post('/login', { email: 'grace@example.com', password });
      await other.post('/account/privacy/deletion', { currentPassword: password });
    },
  ],
];

describe('KV that still holds what was deleted', () => {
  const pages = guarded.filter((route) => route.for === 'customer');

  it.each(endings)('lets nobody in who %s, at any page', async (_, end) => {
    const browser = await signedIn({ name: 'Grace Hopper' });
    const id = String(await value('select id from customers'));
    const paths = [];
    for (const route of pages.filter((one) => !one.id)) paths.push(await pathFor(browser, route));
    await end(id, browser);
    for (const path of paths) {
      const reply = await visitor({ cookies: new Map(browser.cookies), bindings: { SESSIONS: staleKv() } }).get(path);
      expect([path, reply.status, reply.text]).toEqual([path, 303, '']);
    }
  });

  it('lets staff in no more who signed out or were disabled', async () => {
    for (const end of [
      (browser: Visitor) =>
        visitor({ cookies: new Map(browser.cookies), bindings: { SESSIONS: staleKv() } }).post('/admin/logout'),
      () => rows('update staff_roles set disabled_at = 1'),
    ]) {
      const browser = await atWork({ email: `${crypto.randomUUID()}@example.com` });
      await end(browser);
      const reply = await visitor({ cookies: browser.cookies, bindings: { SESSIONS: staleKv() } }).get('/admin');
      expect([reply.status, reply.text]).toEqual([303, '']);
    }
  });
});

it('was tried on every page that asks who somebody is', (context) => {
  tell(context, { 'pages behind a sign-in, with KV throwing, hanging and empty': `${guarded.length} × 3` });
  expect(guarded.length).toBeGreaterThan(60);
});
