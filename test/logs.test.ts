import { afterEach, expect, it, vi } from 'vitest';
import { linkIn, postbox, refusing } from './support/mail.ts';
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
