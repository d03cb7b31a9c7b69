// Which store a request is for, what its policies decide, and in which language its pages are.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import worker from '../src/index.ts';
import { policiesSchema } from '../src/stores/policies.ts';
import { createExecutionContext } from 'cloudflare:test';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { visitor } from './support/visitor.ts';

const ada = { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' };

describe('the host of a request', () => {
  it('names the store, each with its own language first', async () => {
    const titles = await Promise.all(
      (['goods', 'outlet', 'trade', 'sklad'] as const).map(async (store) => {
        const { text } = await visitor({ store, language: 'fr' }).get('/');
        return /<html lang="(\w+)".*<h1>(.*)<\/h1>/.exec(text)?.slice(1).join(': ');
      }),
    );

    expect(titles).toEqual([
      'en: Welcome to Harbour Goods',
      'en: Welcome to Harbour Outlet',
      'de: Willkommen bei Hafen Handel',
      'cs: Vítejte v obchodě Přístav Sklad',
    ]);
  });

  it.each(['nowhere.example', 'goods.localhost', '127.0.0.1', 'localhost.'])(
    'gives nothing away where there is no store: %s',
    async (host) => {
      const response = await worker.fetch(new Request(`http://${host}/account`), env, createExecutionContext());

      expect(response.status).toBe(404);
      expect(await response.text()).toBe('');
      expect(response.headers.get('Content-Type')).toBeNull();
    },
  );

  it('is not taken from a header that anybody can send', async () => {
    const { text } = await visitor().get('/', {
      'X-Forwarded-Host': 'trade.localhost',
      Forwarded: 'host=trade.localhost',
    });

    expect(text).toContain('Harbour Goods');
  });
});

describe('policies', () => {
  it('are complete from nothing, with the defaults of the product', () => {
    expect(policiesSchema.parse({})).toMatchObject({
      registration: 'open',
      activation: 'email',
      passwordAtRegistration: 'chosen',
      forgottenPassword: 'link',
      passwordMinimum: 12,
      checkout: 'optional',
      shopAccess: 'everyone',
      orderHistory: 'store',
    });
  });

  it.each([
    { registration: 'closed' },
    { passwordMinimum: 7 },
    { passwordMinimum: 65 },
    { shop: { brandColour: 'red' } },
    { shop: { brandColour: '#fff;}' } },
    { email: { senderAddress: 'a@b.example\nBcc: c@d.example' } },
    { removeUnactivatedAfterDays: 0 },
  ])('that are not valid are not saved: %j', async (changes) => {
    const before = await rows('select id, policies from stores');
    await expect(withPolicies(changes as never)).rejects.toThrow(ZodError);
    expect(await rows('select id, policies from stores')).toEqual(before);
  });

  it('that change decide the next request in this isolate', async () => {
    await withPolicies({ registration: 'invitation' });

    expect((await visitor().get('/login')).text).not.toContain('/register');
    expect((await visitor().post('/register', ada)).status).toBe(403);
  });

  it('that were changed in another isolate are read again before anybody registers', async () => {
    await visitor().get('/register');
    await env.DB.prepare(
      `update stores set policies = json_set(policies, '$.registration', 'invitation'), updated_at = updated_at + 1`,
    ).run();

    const reply = await visitor().post('/register', ada);
    expect(reply.status).toBe(403);
    expect(await value('select count(*) from customers')).toBe(0);
  });

  it('that ask for another field show the form again with what was typed', async () => {
    await visitor().get('/register');
    await env.DB.prepare(
      `update stores set policies = json_set(policies, '$.registrationFields.company', 'required'), updated_at = updated_at + 1`,
    ).run();

    const reply = await visitor().post('/register', ada);
    expect(reply.status).toBe(409);
    expect(reply.text).toContain('name="company"');
    expect(reply.text).toContain('value="Ada King"');
  });
});

describe('the language of a page', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['fr,cs;q=0.4,de;q=0.3', 'cs'],
    ['en;q=0.1,de;q=0.9', 'de'],
    ['*', 'en'],
    ['', 'en'],
    ['x'.repeat(10_000), 'en'],
    ['de;q=broken', 'de'],
  ])('follows the browser: %s', async (header, language) => {
    const reply = await visitor().get('/', { 'Accept-Language': header || ' ' });

    expect(reply.headers.get('Content-Language')).toBe(language);
  });

  it('is only one that the store speaks', async () => {
    expect((await visitor({ store: 'outlet', language: 'cs' }).get('/')).headers.get('Content-Language')).toBe('en');
  });

  it('is the one chosen in the footer, and the choice leads back', async () => {
    const browser = visitor();
    const reply = await browser.post('/language', { language: 'cs', back: '/login' });

    expect(reply).toMatchObject({ status: 303, location: '/login' });
    expect((await browser.get('/login')).text).toContain('<html lang="cs">');
  });

  it.each([{ language: 'xx' }, { language: '' }, {}, { language: 'cs', back: '//evil.example' }])(
    'stays when the choice is not one: %j',
    async (form) => {
      const reply = await visitor().post('/language', form);

      expect(reply).toMatchObject({ status: 303, location: '/' });
    },
  );
});
