// The log: what it says of requests and refusals, that it names nobody, and that nobody writes lines into it.
import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { atWork, colleagueIn } from './support/colleagues.ts';
import { linkIn, postbox, refusing } from './support/mail.ts';
import { aKey, systemWith } from './support/partners.ts';
import { signIn } from './support/people.ts';
import { brokenDatabase } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

afterEach(() => vi.restoreAllMocks());

it('names no person, password, token or address of a visitor in the logs, whatever happens', async () => {
  const lines: string[] = [];
  const note = (line: unknown) => void lines.push(String(line));
  vi.spyOn(console, 'log').mockImplementation(note);
  vi.spyOn(console, 'error').mockImplementation(note);
  const ada = { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' };
  const post = postbox();
  const network = '192.0.2.77';
  const browser = visitor({ network, bindings: { EMAIL: post.binding } });

  await browser.post('/register', ada);
  const link = linkIn(post.sent[0], '/activate/');
  await browser.get(link);
  await visitor({ network, bindings: { DB: brokenDatabase(0) } }).post(link, {});
  await browser.post(link);
  await signIn(browser, ada.email, ada.password);
  await browser.get('/account?private=ada');
  for (const working of [0, 1, 2]) {
    const late = { ...ada, email: `late${working}@example.com` };
    await visitor({ network, bindings: { DB: brokenDatabase(working), EMAIL: refusing() } }).post('/register', late);
  }
  const token = browser.cookies.get('__Host-customer')?.split('.')[1] ?? 'none';

  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  const all = lines.join('\n');
  for (const secret of ['example.com', 'seven gulls', 'Ada', 'private', network, token, link.slice(10)]) {
    expect(all).not.toContain(secret);
  }
});

/** The events that are logged while this is done. */
async function logged(what: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)));
  await what();
  return lines.map((line) => JSON.parse(line));
}

it('says who asked for what is not for their role, and which key for what it may not', async () => {
  const browser = await atWork({ role: 'support' });
  const { id: key, key: secret } = await aKey({ scopes: ['groups:read'] });
  const events = await logged(async () => {
    await browser.get('/admin/staff');
    await systemWith(secret).get('/customers');
    await env.DB.prepare('update partner_keys set revoked_at = 1').run();
    await systemWith(secret).get('/groups');
    await systemWith('rgl_guessed').get('/groups');
  });

  expect(events.filter(({ event }) => event === 'not_allowed')).toMatchObject([
    { staff: colleagueIn(browser), role: 'support', needed: 'owner' },
  ]);
  expect(events.filter(({ event }) => event === 'partner_refused')).toMatchObject([
    { key, problem: 'scope_missing' },
    { key, problem: 'key_revoked' },
    { problem: 'key_invalid' },
  ]);
  expect(events.filter(({ event }) => event === 'request').map(({ status }) => status)).toEqual([403, 403, 401, 401]);
});

it('is one event a line, whatever a browser calls itself and a request its name', async () => {
  const events = await logged(() =>
    visitor().get('/nowhere', { 'User-Agent': '{"event":"sign_in"}', 'CF-Ray': '"},{"event":"sign_in"' }),
  );

  expect(events.map(({ event }) => event)).toEqual(['request']);
});
