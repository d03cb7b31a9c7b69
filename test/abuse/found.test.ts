// Inputs that were answered badly once, each by itself.
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import { calledAt, keyed } from '../support/inputs/calls.ts';
import { asForm, sceneAt } from '../support/inputs/routes.ts';
import { routes } from '../support/routes.ts';
import { visitor } from '../support/visitor.ts';

describe('a form', () => {
  const found: [what: string, path: string, at: (path: string) => string, body: string, status: number][] = [
    [
      'that was shown at a moment which no id can say',
      '/admin/settings/account-page/blocks',
      (path) => path,
      'block=figures&asOf=9007199254740991',
      409,
    ],
    ...['%00', 'a%0d%0aX:1', '%7F'].map((id): (typeof found)[number] => [
      `about something that is called ${id}`,
      '/admin/webhooks/:id/secret',
      () => `/admin/webhooks/${id}/secret`,
      'seen=1&hours=24',
      404,
    ]),
    [
      'about something that is called é',
      '/admin/webhooks/:id/secret',
      () => '/admin/webhooks/%C3%A9/secret',
      'seen=1&hours=24',
      303,
    ],
  ];

  it.each(found)('%s', async (what, path, at, body, status) => {
    const route = routes.find((one) => one.method === 'POST' && one.path === path);
    if (!route) throw new Error(`there is no ${path}`);
    const scene = await sceneAt(route);
    const input = { what, method: 'POST', path: at(scene.place().path), headers: asForm, body, expected: [status] };

    expect(await scene.flawOf(input)).toBeNull();
  });
});

describe('a browser', () => {
  it.each(['', ' ', '<img src=x>', 'x'.repeat(8000)])('names no request: %j', async (ray) => {
    const { headers } = await visitor().get('/login', { 'CF-Ray': ray });

    expect(headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['', 'javascript:alert(1)', 'x'.repeat(4000)])('chooses no token by which it registers: %j', async (held) => {
    const browser = visitor({ cookies: new Map([['__Host-registration', held]]) });
    await browser.post('/register', {
      email: 'ada@example.com',
      name: 'Ada',
      password: 'seven gulls above the harbour',
    });

    expect(browser.cookies.get('__Host-registration')).toMatch(/^[\w-]{43}$/);
  });
});

it('is led back by no address that holds what none can', async () => {
  for (const back of ['/\u009fb', '/\u007f', '/é', '/\u2028', '/a b', '/\\evil.example']) {
    expect((await visitor().post('/language', { language: 'de', back })).location).toBe('/');
  }
});

describe('a call', () => {
  const called = async (operation: string, how: { query?: string; body?: string }) => {
    const endpoint = endpoints.find((one) => one.operation === operation);
    if (!endpoint) throw new Error(`there is no ${operation}`);
    const { scene } = await calledAt(endpoint);
    const [path = ''] = scene.place().path.split('?');
    const headers = keyed(scene, endpoint);
    const sent = { what: operation, method: endpoint.method.toUpperCase(), headers, expected: [422] };
    return scene.flawOf({ ...sent, path: `${path}?${how.query ?? ''}`, ...(how.body ? { body: how.body } : {}) });
  };

  it.each(['x', '', '1e1', '0x10', '1.5', '-1', '101'])('for at most %j rows', async (limit) => {
    expect(await called('listProducts', { query: `limit=${limit}` })).toBeNull();
  });

  it.each(['createProduct', 'createWebhook', 'addOrderNote', 'addPoints'])('that lacks everything: %s', async (one) => {
    expect(await called(one, { body: '{}' })).toBeNull();
  });
});
