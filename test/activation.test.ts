// The link that activates an account: what its button does, once, and that it plants nothing of whoever typed another's address.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { linkIn, postbox } from './support/mail.ts';
import { aCustomer, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const ada = { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' };

/** A browser that has registered Ada, and the path of the link in her message. */
async function registered(form: Record<string, string> = ada): Promise<{ browser: Visitor; link: string }> {
  const post = postbox();
  const browser = visitor({ bindings: { EMAIL: post.binding } });
  await browser.post('/register', form);
  return { browser, link: linkIn(post.sent[0], '/activate/') };
}

describe('the link in the message', () => {
  it('changes nothing however often it is opened', async () => {
    const { browser, link } = await registered();
    const before = await rows('select * from link_tokens, memberships');
    for (let count = 0; count < 3; count += 1) expect((await browser.get(link)).status).toBe(200);

    expect(await rows('select * from link_tokens, memberships')).toEqual(before);
  });

  it('activates at the press of the button, and the password that was registered signs in', async () => {
    const { browser, link } = await registered();
    const reply = await browser.post(link);

    expect(reply).toMatchObject({ status: 303, location: '/activated' });
    expect(await rows('select status from memberships')).toEqual([{ status: 'active' }]);
    expect(await signIn(browser, ada.email, ada.password)).toMatchObject({ status: 303, location: '/account' });
  });

  it('signs nobody in', async () => {
    const { browser, link } = await registered();
    await browser.post(link);

    expect((await browser.get('/account')).location).toBe('/login?next=%2Faccount');
  });

  it('is used once, whoever else tries at the same time', async () => {
    const { browser, link } = await registered();
    const replies = await Promise.all(Array.from({ length: 20 }, () => browser.post(link)));

    expect(replies.filter((reply) => reply.status === 303)).toHaveLength(1);
    expect(replies.filter((reply) => reply.status === 410)).toHaveLength(19);
  });

  it('tells a second press that it was used', async () => {
    const { browser, link } = await registered();
    await browser.post(link);
    const again = await browser.post(link);

    expect(again.status).toBe(410);
    expect(again.text).toContain('This link was used already');
  });

  it('is too old after three days', async () => {
    const { browser, link } = await registered();
    await env.DB.prepare('update link_tokens set expires_at = ?').bind(Date.now()).run();

    expect((await browser.get(link)).text).toContain('This link is too old');
    expect((await browser.post(link)).status).toBe(410);
    expect(await value('select status from memberships')).toBe('pending');
  });

  it.each([
    '/activate/x',
    `/activate/${'a'.repeat(43)}`,
    `/activate/${'a'.repeat(5000)}`,
    '/activate/%EF%BF%BE',
    "/activate/'or 1=1--",
  ])('leads nowhere when it is made up: %s', async (path) => {
    expect((await visitor().get(path)).status).toBe(410);
    expect((await visitor().post(path)).status).toBe(410);
  });

  it('is no address at all with a control character', async () => {
    expect((await visitor().get('/activate/%00')).status).toBe(404);
    expect((await visitor().post('/activate/%00')).status).toBe(404);
  });

  it('is nothing at another store, of the same pool or not', async () => {
    const { link } = await registered();

    for (const store of ['outlet', 'trade'] as const) expect((await visitor({ store }).post(link)).status).toBe(410);
    expect(await value('select status from memberships')).toBe('pending');
  });

  it('does nothing for somebody who was denied in the meantime', async () => {
    const { browser, link } = await registered();
    await env.DB.prepare(`update memberships set status = 'denied'`).run();

    expect((await browser.post(link)).status).toBe(410);
    expect(await value('select status from memberships')).toBe('denied');
  });

  it('is not shown to the shop it leads from: no referrer, and nothing may keep the page', async () => {
    const { browser, link } = await registered();
    const { headers } = await browser.get(link);

    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Cache-Control')).toBe('no-store');
  });
});

describe('somebody who registers an address that is not theirs', () => {
  it('plants no password: the person who holds the link chooses it in their own browser', async () => {
    const { browser: attacker, link } = await registered();
    const owner = visitor();

    expect((await owner.get(link)).text).toContain('autocomplete="new-password"');
    expect((await owner.post(link)).status).toBe(422);
    const own = { password: 'five brass bells by the quay', name: 'Ada King' };
    expect((await owner.post(link, own)).status).toBe(303);

    expect((await signIn(attacker, ada.email, ada.password)).status).toBe(422);
    expect((await signIn(owner, ada.email, 'five brass bells by the quay')).status).toBe(303);
  });

  it('plants no name, no phone and no consent: the person fills in the form again', async () => {
    const { link } = await registered({ ...ada, name: 'Not Ada', phone: '+353 1 555 0100', newsletter: 'on' });
    expect(await rows('select name, phone from customers')).toEqual([{ name: '', phone: '' }]);
    const owner = visitor();
    expect((await owner.get(link)).text).not.toContain('Not Ada');
    const nameless = await owner.post(link, { password: 'five brass bells by the quay' });
    expect(nameless.status).toBe(422);
    expect(nameless.text).toContain('id="name-problem"');
    await owner.post(link, { password: 'five brass bells by the quay', name: 'Ada King' });

    expect(await rows('select name, phone from customers')).toEqual([{ name: 'Ada King', phone: '' }]);
    expect(await value('select newsletter_at from memberships')).toBeNull();
    expect(await value('select carried from link_tokens')).toBeNull();
  });

  it('changes nothing about somebody on record until the link is used', async () => {
    await aCustomer({ email: ada.email, name: 'Ada on record', status: 'pending', hasLogin: false });
    const { browser, link } = await registered({ ...ada, name: 'Ada who proved it' });

    expect(await value('select name from customers')).toBe('Ada on record');
    await browser.post(link);
    expect(await value('select name from customers')).toBe('Ada who proved it');
  });

  it('must still choose a password by the rule', async () => {
    const { link } = await registered();
    const reply = await visitor().post(link, { password: 'adaking12345', name: 'Ada King' });

    expect(reply.status).toBe(422);
    expect(reply.text).toContain('id="password-problem"');
    expect(await value('select status from memberships')).toBe('pending');
  });
});

it('keeps consent and data of the person who registered and proved the address', async () => {
  const { browser, link } = await registered({ ...ada, phone: '+353 1 555 0100', newsletter: 'on' });
  await browser.post(link);

  expect(await rows('select name, phone from customers')).toEqual([{ name: 'Ada King', phone: '+353 1 555 0100' }]);
  expect(await value('select newsletter_at from memberships')).toBeTypeOf('number');
});
