// Inputs that were answered badly once, each by itself.
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import { calledAt, keyed } from '../support/inputs/calls.ts';
import { asForm, sceneAt } from '../support/inputs/routes.ts';
import { routes } from '../support/routes.ts';

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
