// Every address of the product: who may use it, that looking changes nothing, and what every reply says.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { app } from '../src/app.tsx';
import { isAtLeast, roles } from '../src/staff/roles.ts';
import { atWork } from './support/colleagues.ts';
import { aCustomer, signedIn, signIn } from './support/people.ts';
import { everythingStored } from './support/records.ts';
import { insider, isForStaff, pathFor, routes, type Audience } from './support/routes.ts';
import { visitor, type Reply, type Visitor } from './support/visitor.ts';

const name = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
const ofAudience = (audience: Audience) => routes.filter((route) => route.for === audience);

/** Whether a reply is a page of ours that somebody reads, rather than a part of one, a file or a message in its frame. */
function isPage({ text, headers }: Reply): boolean {
  return text.startsWith('<!doctype html>') && !headers.get('Content-Security-Policy')?.includes('sandbox');
}

function use(browser: Visitor, { method, path, form }: (typeof routes)[number]) {
  return method === 'GET' ? browser.get(path) : browser.post(path, form ?? {});
}

it('lists every route of the product with who may use it', () => {
  const mounted = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/api/v1/')).map(name);

  expect(routes.map(name).toSorted()).toEqual([...new Set(mounted)].toSorted());
});

describe('the signed-in area', () => {
  const outsiders: [string, () => Promise<Visitor>][] = [
    ['a visitor', () => Promise.resolve(visitor())],
    [
      'a customer of another pool',
      async () => {
        const { cookies } = await signedIn({ store: 'trade' });
        return visitor({ cookies });
      },
    ],
    [
      'a pending customer',
      async () => {
        await aCustomer({ status: 'pending' });
        const browser = visitor();
        await signIn(browser);
        return browser;
      },
    ],
    [
      'a denied customer',
      async () => {
        await aCustomer({ status: 'denied' });
        const browser = visitor();
        await signIn(browser);
        return browser;
      },
    ],
  ];

  it.each(outsiders)('sends %s to sign in, and does nothing for them', async (_, arrive) => {
    const browser = await arrive();
    const before = await everythingStored();
    for (const route of ofAudience('customer')) {
      const reply = await use(browser, route);
      expect([name(route), reply.status]).toEqual([name(route), 303]);
      expect(reply.location).toMatch(/^\/login(\?next=|$)/);
      expect(reply.text).toBe('');
    }

    expect(await everythingStored()).toBe(before);
  });

  it.each(ofAudience('customer'))('lets customers in: $method $path', async (route) => {
    const browser = await signedIn();
    const reply = await use(browser, { ...route, path: await pathFor(browser, route) });

    expect(reply.location ?? '').not.toContain('/login');
    expect(reply.status).toBeLessThan(400);
    if (isPage(reply)) expect(reply.text).toContain('action="/logout"');
  });
});

describe('the administration', () => {
  const ofStaff = routes.filter(isForStaff);
  // What the other roles may, and who else is refused where: test/abuse/matrix.test.ts.
  it.each(ofStaff)('$method $path is open to $for', async (route) => {
    const browser = await insider(route);
    const reply = await use(browser, { ...route, path: await pathFor(browser, route) });

    expect(reply.location ?? '').not.toMatch(/^\/admin\/(login|proof)/);
    expect(reply.status).toBeLessThan(400);
    if (isPage(reply)) expect(reply.text).toContain('action="/admin/logout"');
  });

  it.each(roles.filter((role) => role !== 'owner'))('refuses %s what is for the roles above', async (role) => {
    const browser = await atWork({ role });
    const refused = [];
    for (const route of ofStaff.filter((one) => !isAtLeast(role, one.for))) {
      refused.push({ ...route, path: await pathFor(browser, route) });
    }
    const before = await everythingStored();
    for (const route of refused) {
      const reply = await use(browser, route);
      expect([name(route), reply.status]).toEqual([name(route), 403]);
      expect(reply.text).toContain('This is not for your role');
    }
    expect(await everythingStored()).toBe(before);
  });

  const outsiders: [string, () => Promise<Visitor>][] = [
    ['a visitor', () => Promise.resolve(visitor())],
    ['a customer', () => signedIn()],
    ['a customer whose cookie says staff', asStaffByCookie],
    [
      'the owner of a store of another pool',
      async () => visitor({ cookies: (await atWork({ store: 'trade' })).cookies }),
    ],
    [
      'the owner of another store of the pool',
      async () => visitor({ cookies: (await atWork({ store: 'outlet' })).cookies }),
    ],
    ['somebody who was disabled', disabled],
    ['somebody who was idle for half an hour', async () => idle('last_seen_at', 30 * 60_000)],
    ['somebody who signed in twelve hours ago', async () => idle('started_at', 12 * 3_600_000)],
  ];

  it.each(outsiders)('sends %s to sign in, and does nothing for them', async (_, arrive) => {
    const browser = await arrive();
    const before = await everythingStored();
    for (const route of ofStaff) {
      const reply = await use(browser, route);
      expect([name(route), reply.status]).toEqual([name(route), 303]);
      expect(reply.location).toMatch(/^\/admin\/login(\?next=|$)/);
      expect(reply.text).toBe('');
    }

    expect(await everythingStored()).toBe(before);
  });

  async function asStaffByCookie(): Promise<Visitor> {
    const { cookies } = await signedIn();
    return visitor({ cookies: new Map([['__Host-staff', cookies.get('__Host-customer') ?? '']]) });
  }

  async function disabled(): Promise<Visitor> {
    const browser = await atWork();
    await env.DB.prepare('update staff_roles set disabled_at = 1').run();
    return browser;
  }

  async function idle(column: string, ms: number): Promise<Visitor> {
    const browser = await atWork();
    await env.DB.prepare(`update sessions set ${column} = ${column} - ?`).bind(ms).run();
    return browser;
  }

  it('lets no member of staff into the account of a customer', async () => {
    const browser = await atWork();
    const cookies = new Map([['__Host-customer', browser.cookies.get('__Host-staff') ?? '']]);

    expect((await visitor({ cookies }).get('/account')).location).toContain('/login');
  });
});

it('has no development pages outside development', async () => {
  for (const ENVIRONMENT of ['production', 'test', '', 'Development']) {
    const browser = visitor({ bindings: { ENVIRONMENT } });
    for (const route of ofAudience('development')) expect((await use(browser, route)).status).toBe(404);
  }
});

it('changes nothing at any GET', async () => {
  const browser = await signedIn();
  const before = await everythingStored();
  for (const route of routes.filter(({ method }) => method === 'GET')) await browser.get(route.path);

  expect(await everythingStored()).toBe(before);
});

describe('every reply', () => {
  it('carries the security headers and is kept by nobody', async () => {
    const browser = await signedIn();
    const replies = await Promise.all([
      ...routes.map((route) => use(visitor(), route)),
      browser.get('/account'),
      browser.get('/nowhere'),
    ]);
    for (const { headers, text } of replies) {
      expect(headers.get('Content-Type') ?? '').toMatch(
        text === '' ? /^/ : /; ?charset=utf-8$|^application\/(problem\+)?json$/i,
      );
      expect(headers.get('Content-Security-Policy')).toMatch(
        /^default-src 'none'; script-src 'self' 'inline-speculation-rules'/,
      );
      for (const rule of [`frame-ancestors 'none'`, `object-src 'none'`, `base-uri 'none'`, `form-action 'self'`])
        expect(headers.get('Content-Security-Policy')).toContain(rule);
      expect(headers.get('Content-Security-Policy')).not.toContain('unsafe');
      expect(headers.get('Strict-Transport-Security')).toBe('max-age=63072000; includeSubDomains');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
      expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
      expect(headers.get('Permissions-Policy')).toMatch(/camera=\(\).*geolocation=\(\)/);
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
      for (const about of ['Server', 'X-Powered-By', 'Via']) expect(headers.get(about)).toBeNull();
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('X-Request-Id')).toBeTruthy();
    }
  });

  it('sets cookies only with the __Host- prefix, Secure, HttpOnly and SameSite', async () => {
    await aCustomer();
    for (const route of routes) {
      for (const cookie of (await use(visitor(), route)).headers.getSetCookie()) {
        expect(cookie).toMatch(/^__Host-.*Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      }
    }
  });
});

it('answers a method that an address does not have with 404, and HEAD like GET', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    const browser = visitor();
    const headers = { Origin: browser.origin, 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await browser.send('/account/profile', { method, headers })).status).toBe(404);
  }
  expect(await visitor().send('/login', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
});
