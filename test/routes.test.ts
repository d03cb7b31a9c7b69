import { describe, expect, it } from 'vitest';
import { app } from '../src/app.tsx';
import { aCustomer, signedIn, signIn } from './support/people.ts';
import { everythingStored } from './support/records.ts';
import { pathFor, routes, type Audience } from './support/routes.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const name = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
const ofAudience = (audience: Audience) => routes.filter((route) => route.for === audience);

function use(browser: Visitor, { method, path, form }: (typeof routes)[number]) {
  return method === 'GET' ? browser.get(path) : browser.post(path, form ?? {});
}

it('lists every route of the product with who may use it', () => {
  const mounted = app.routes.filter((route) => route.method !== 'ALL').map(name);

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
    for (const { headers } of replies) {
      expect(headers.get('Content-Security-Policy')).toMatch(
        /^default-src 'none'; script-src 'self' 'inline-speculation-rules'/,
      );
      expect(headers.get('Content-Security-Policy')).toContain(`frame-ancestors 'none'`);
      expect(headers.get('Content-Security-Policy')).not.toContain('unsafe');
      expect(headers.get('Strict-Transport-Security')).toContain('max-age=63072000');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
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
