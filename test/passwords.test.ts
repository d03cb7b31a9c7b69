// Passwords that are forgotten, set by a link or made by the store, and changed; who must change theirs, and how often one may try.
import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { generatePassword } from '../src/credentials/generated.ts';
import { alike } from './support/likeness.ts';
import { linkIn, postbox, type Postbox } from './support/mail.ts';
import { aCustomer, password, signedIn, signIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { routes } from './support/routes.ts';
import { withPolicies } from './support/staff.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const email = 'grace@example.com';
const fresh = 'five brass bells by the quay';

/** Asks for a forgotten password and returns what was sent. */
async function forget(address = email, options: { network?: string; post?: Postbox } = {}) {
  const post = options.post ?? postbox();
  const { network } = options;
  const browser = visitor({ bindings: { EMAIL: post.binding }, ...(network ? { network } : {}) });
  const reply = await browser.post('/forgot-password', { email: address });
  return { reply, sent: post.sent, browser };
}

const passwordIn = (text: string | undefined) =>
  /(?:[0-9a-z]{4}-){6}[0-9a-z]{4}/.exec(text ?? '')?.[0] ?? 'no password';

describe('a forgotten password, by link', () => {
  it('is set anew by who reads the mail, and the old one ends with every session', async () => {
    const elsewhere = await signedIn();
    const { sent } = await forget();
    const browser = visitor();
    const reply = await browser.post(linkIn(sent[0], '/set-password/'), { password: fresh });

    expect(reply).toMatchObject({ status: 303, location: '/login?password-set' });
    expect((await elsewhere.get('/account')).status).toBe(303);
    expect((await signIn(visitor())).status).toBe(422);
    expect((await signIn(browser, email, fresh)).status).toBe(303);
  });

  it('tells the owner that the password was changed', async () => {
    await aCustomer({ name: 'Grace Hopper' });
    const { sent } = await forget();
    const post = postbox();
    await visitor({ bindings: { EMAIL: post.binding } }).post(linkIn(sent[0], '/set-password/'), { password: fresh });

    expect(post.sent.map((mail) => [mail.to, mail.subject])).toEqual([
      [email, 'Your password at Harbour Goods was changed'],
    ]);
  });

  it('signs nobody in, and changes nothing until the link is used', async () => {
    await aCustomer();
    const { sent, browser } = await forget();
    expect((await signIn(visitor())).status).toBe(303);
    await browser.post(linkIn(sent[0], '/set-password/'), { password: fresh });

    expect((await browser.get('/account')).status).toBe(303);
  });

  it.each([
    ['', 'required'],
    ['password1234', 'common'],
    ['grace@example.com', 'contextual'],
    ['short', 'short'],
  ])('takes no password against the rule: %j', async (typed) => {
    await aCustomer();
    const { sent } = await forget();
    const reply = await visitor().post(linkIn(sent[0], '/set-password/'), { password: typed });

    expect(reply.status).toBe(422);
    expect(reply.text).toContain('id="password-problem"');
    expect((await signIn(visitor())).status).toBe(303);
  });
});

describe('asking for a forgotten password', () => {
  it('gets the same answer and the same work, whoever asks', async () => {
    await aCustomer({ email: 'active@example.com' });
    await aCustomer({ email: 'pending@example.com', status: 'pending' });
    await aCustomer({ email: 'denied@example.com', status: 'denied' });
    await aCustomer({ email: 'contact@example.com', hasLogin: false });
    const who = ['active', 'pending', 'denied', 'contact', 'unknown'];
    const post = postbox();
    const replies = [];
    for (const name of who) replies.push(JSON.stringify(alike((await forget(`${name}@example.com`, { post })).reply)));

    expect(new Set(replies).size).toBe(1);
    expect(post.sent.map((mail) => mail.to)).toEqual(['active@example.com']);
  });

  it('sends the link of a registration once more, with what was typed in this browser still good', async () => {
    const first = postbox();
    const browser = visitor({ bindings: { EMAIL: first.binding } });
    await browser.post('/register', { email, name: 'Grace Hopper', password: fresh });
    const { sent } = await forget();

    expect((await browser.get(linkIn(first.sent[0], '/activate/'))).status).toBe(410);
    await browser.post(linkIn(sent[0], '/activate/'));
    expect((await signIn(browser, email, fresh)).status).toBe(303);
  });

  it('sends at most three messages an hour to one address, from wherever', async () => {
    await aCustomer();
    const post = postbox();
    for (let count = 0; count < 5; count += 1) expect((await forget(email, { post })).reply.status).toBe(303);

    expect(post.sent).toHaveLength(3);
  });

  it('stops after twenty from one network', async () => {
    const statuses = [];
    for (let count = 0; count < 21; count += 1) {
      statuses.push((await forget(`nobody${count}@example.com`, { network: '198.51.100.20' })).reply.status);
    }

    expect(statuses.filter((status) => status === 303)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });

  it('works at a store of the pool where the customer has not been yet', async () => {
    await aCustomer({ store: 'goods' });
    const post = postbox();
    await visitor({ store: 'outlet', bindings: { EMAIL: post.binding } }).post('/forgot-password', { email });

    expect(post.sent[0]?.text).toContain('http://outlet.localhost:8787/set-password/');
  });

  it('takes the address of the store from its settings and not from the request', async () => {
    await aCustomer();
    const post = postbox();
    const browser = visitor({ bindings: { EMAIL: post.binding } });
    await browser.post('/forgot-password', { email }, { 'X-Forwarded-Host': 'evil.example' });

    expect(post.sent[0]?.text).not.toContain('evil.example');
  });
});

describe('a forgotten password, where the store makes new ones', () => {
  it('ends the old one and every session, and must be changed at the first sign-in', async () => {
    await withPolicies({ forgottenPassword: 'generated' });
    const elsewhere = await signedIn();
    const { sent } = await forget();
    const made = passwordIn(sent[0]?.text);

    expect((await signIn(visitor())).status).toBe(422);
    expect((await elsewhere.get('/account')).status).toBe(303);
    const browser = visitor();
    expect((await signIn(browser, email, made)).status).toBe(303);
    expect((await browser.get('/account')).location).toBe('/account/password');
    const form = { currentPassword: made, password: fresh };
    expect((await browser.post('/account/password', form)).location).toBe('/account/password?changed');
    expect((await browser.get('/account')).status).toBe(200);
    expect((await signIn(visitor(), email, made)).status).toBe(422);
  });

  it('works for three days', async () => {
    await withPolicies({ forgottenPassword: 'generated' });
    await aCustomer();
    const { sent } = await forget();
    const made = passwordIn(sent[0]?.text);
    const browser = visitor();
    await signIn(browser, email, made);
    await env.DB.prepare('update logins set password_expires_at = ?').bind(Date.now()).run();

    expect((await signIn(visitor(), email, made)).status).toBe(422);
    expect((await browser.get('/account/password')).location).toContain('/login');
  });

  it('is in clear nowhere but in the message', async () => {
    await withPolicies({ forgottenPassword: 'generated' });
    await aCustomer();
    const { sent } = await forget();

    expect(passwordIn(sent[0]?.text)).not.toBe('no password');
    expect(await everythingStored()).not.toContain(passwordIn(sent[0]?.text));
  });
});

it('a generated password has 140 bits, in letters and digits that do not look alike', () => {
  const made = Array.from({ length: 200 }, generatePassword);

  expect(new Set(made).size).toBe(200);
  for (const one of made) expect(one).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){6}[0-9a-hjkmnp-tv-z]{4}$/);
});

describe('whoever must change the password first', () => {
  async function confined(): Promise<Visitor> {
    const browser = await signedIn();
    await env.DB.prepare('update logins set password_expires_at = ?')
      .bind(Date.now() + 3_600_000)
      .run();
    return browser;
  }

  it('reaches only the form and the way out, on every route', async () => {
    const browser = await confined();
    const before = await everythingStored();
    const open = new Set(['POST /logout', 'GET /account/password', 'POST /account/password']);
    for (const { method, path, form, for: audience } of routes) {
      if (open.has(`${method} ${path}`) || audience === 'development') continue;
      const reply = method === 'GET' ? await browser.get(path) : await browser.post(path, form ?? {});
      expect(reply.text).not.toContain('Grace Hopper');
      if (audience === 'customer') expect([path, reply.location]).toEqual([path, '/account/password']);
    }
    expect(await value('select name from customers')).toBe('Grace Hopper');
    expect(before).toContain('Grace Hopper');
    browser.cookies.delete('__Host-language');
    const { text, status } = await browser.get('/account/password');
    expect(status).toBe(200);
    expect(text).toContain('Choose one of your own now');
    expect(text).not.toContain('class="account-nav"');
  });

  it('may sign out', async () => {
    expect((await (await confined()).post('/logout')).location).toBe('/login?signed-out');
  });
});

describe('changing the password', () => {
  const form = { currentPassword: password, password: fresh };

  it('ends every other session, keeps this browser signed in under a new one, and tells the owner', async () => {
    const elsewhere = await signedIn();
    const post = postbox();
    const browser = visitor({ bindings: { EMAIL: post.binding } });
    await signIn(browser);
    const before = new Map(browser.cookies);
    const reply = await browser.post('/account/password', form);

    expect(reply).toMatchObject({ status: 303, location: '/account/password?changed' });
    expect((await browser.get('/account')).status).toBe(200);
    expect((await elsewhere.get('/account')).status).toBe(303);
    expect((await visitor({ cookies: before }).get('/account')).status).toBe(303);
    expect(post.sent.map((mail) => mail.subject)).toEqual(['Your password at Harbour Goods was changed']);
    expect((await signIn(visitor(), email, fresh)).status).toBe(303);
  });

  it('ends links that were sent before', async () => {
    const browser = await signedIn();
    const { sent } = await forget();
    await browser.post('/account/password', form);

    expect((await visitor().get(linkIn(sent[0], '/set-password/'))).status).toBe(410);
  });

  it.each([
    [{ currentPassword: 'not the current one', password: fresh }, 'currentPassword', 'not your current password'],
    [{ currentPassword: password, password }, 'password', 'differs from the current one'],
    [{ currentPassword: password, password: 'short' }, 'password', 'too short'],
    [{ currentPassword: password, password: '' }, 'password', 'fill in'],
    [{ password: fresh }, 'currentPassword', 'fill in'],
  ])('refuses %j', async (typed, field, words) => {
    const browser = await signedIn();
    const reply = await browser.post('/account/password', typed);

    expect(reply.status).toBe(422);
    expect(reply.text).toMatch(new RegExp(`id="${field}-problem"[^>]*>[^<]*${words}`));
    expect((await signIn(visitor())).status).toBe(303);
  });

  it('stops after ten tries', async () => {
    const browser = await signedIn();
    const statuses = [];
    for (let count = 0; count < 11; count += 1) {
      const typed = { currentPassword: `guess number ${count}`, password: fresh };
      statuses.push((await browser.post('/account/password', typed)).status);
    }

    expect(statuses.at(9)).toBe(422);
    expect(statuses.at(10)).toBe(429);
  });

  it('is whole or not at all when it is sent ten times at once', async () => {
    const browser = await signedIn();
    await Promise.all(Array.from({ length: 5 }, () => browser.post('/account/password', form)));

    expect((await signIn(visitor(), email, fresh)).status).toBe(303);
    expect(await rows('select * from logins where password_expires_at is not null')).toEqual([]);
  });
});

it('the dictionary of passwords is asked for again where it could not be had', async () => {
  vi.resetModules();
  const { passwordRule } = await import('../src/credentials/dictionary.ts');
  const assets = vi.spyOn(env.ASSETS, 'fetch').mockRejectedValueOnce(new Error('away'));
  await expect(passwordRule()).rejects.toThrow('away');
  const assess = await passwordRule();
  expect(assess('passwordpassword', [], 12).strength).toBe('weak');
  expect(assess(fresh, [], 12).problem).toBeNull();
  await passwordRule();
  expect(assets).toHaveBeenCalledTimes(2);
});
