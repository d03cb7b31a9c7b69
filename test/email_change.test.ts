// Another e-mail address: proved by a link that goes to it, told to the old one, and undone by that.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { linkIn, postbox, type Postbox } from './support/mail.ts';
import { aCustomer, password, signedIn, signIn } from './support/people.ts';
import { everythingStored, rows } from './support/records.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const old = 'grace@example.com';
const next = 'Admiral.Hopper@example.com';
const form = { email: next, currentPassword: password };

/** A signed-in browser whose messages are kept. */
async function atHome() {
  await aCustomer({ email: old });
  const post = postbox();
  const browser = visitor({ bindings: { EMAIL: post.binding } });
  await signIn(browser, old);
  post.sent.length = 0;
  return { browser, post };
}

/** Asks for the new address and follows the link. */
async function changed() {
  const { browser, post } = await atHome();
  await browser.post('/account/email', form);
  await browser.post(linkIn(post.sent[0], '/confirm-email/'));
  return { browser, post };
}

const ask = (browser: Visitor, typed: Record<string, string> = form) => browser.post('/account/email', typed);

describe('a new address', () => {
  it('is proved by a link that goes to it, and nothing changes before', async () => {
    const { browser, post } = await atHome();
    const reply = await ask(browser);

    expect(reply).toMatchObject({ status: 303, location: '/account/email?sent' });
    expect(post.sent.map((mail) => mail.to)).toEqual([next]);
    const link = linkIn(post.sent[0], '/confirm-email/');
    for (let count = 0; count < 3; count += 1) expect((await visitor().get(link)).text).toContain(next);
    expect((await signIn(visitor(), old)).status).toBe(303);
    expect((await signIn(visitor(), next)).status).toBe(422);
  });

  it('signs in once it is proved, and the old one is told', async () => {
    const { browser, post } = await changed();

    expect((await signIn(visitor(), next.toLowerCase())).status).toBe(303);
    expect((await signIn(visitor(), old)).status).toBe(422);
    expect((await browser.get('/account/profile')).text).toContain(next);
    expect(post.sent.at(-1)).toMatchObject({
      to: old,
      subject: 'The e-mail address of your account at Harbour Goods was changed',
    });
  });

  it('is given to one of twenty who use the link at once, and the old one is told once', async () => {
    const { browser, post } = await atHome();
    await ask(browser);
    const link = linkIn(post.sent[0], '/confirm-email/');
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => visitor({ bindings: { EMAIL: post.binding } }).post(link)),
    );

    expect(replies.filter((reply) => reply.status === 303)).toHaveLength(1);
    expect(post.sent.filter((mail) => mail.to === old)).toHaveLength(1);
  });

  it('ends a link for a new password that was sent to the old one', async () => {
    const { browser, post } = await atHome();
    await visitor({ bindings: { EMAIL: post.binding } }).post('/forgot-password', { email: old });
    const reset = linkIn(post.sent.at(-1), '/set-password/');
    await ask(browser);
    await browser.post(linkIn(post.sent.at(-1), '/confirm-email/'));

    expect((await visitor().get(reset)).status).toBe(410);
  });

  it('may be the same address in other letters', async () => {
    const { browser, post } = await atHome();
    await ask(browser, { ...form, email: 'Grace@Example.com' });
    await browser.post(linkIn(post.sent[0], '/confirm-email/'));

    expect(await rows('select email, email_key from customers')).toEqual([
      { email: 'Grace@Example.com', email_key: 'grace@example.com' },
    ]);
  });

  it.each([
    [{ ...form, currentPassword: 'not my password' }, 'currentPassword'],
    [{ ...form, currentPassword: '' }, 'currentPassword'],
    [{ ...form, email: old }, 'email'],
    [{ ...form, email: 'nobody@' }, 'email'],
    [{ ...form, email: 'a@example.com\r\nBcc: b@example.com' }, 'email'],
    [{ currentPassword: password }, 'email'],
  ])('is refused at its field: %j', async (typed, field) => {
    const { browser, post } = await atHome();
    const reply = await ask(browser, typed);

    expect(reply.status).toBe(422);
    expect(reply.text).toContain(`id="${field}-problem"`);
    expect(post.sent).toEqual([]);
  });

  it('is asked for at most ten times in a quarter of an hour', async () => {
    const { browser } = await atHome();
    const statuses = [];
    for (let count = 0; count < 11; count += 1) {
      statuses.push((await ask(browser, { ...form, currentPassword: `guess number ${count}` })).status);
    }

    expect(statuses.at(-2)).toBe(422);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('an address that somebody else has', () => {
  it('gets the same answer, and its owner a message', async () => {
    await aCustomer({ email: 'other@example.com', name: 'Other' });
    const { browser, post } = await atHome();
    const taken = await ask(browser, { ...form, email: ' Other@example.com' });
    const free = await ask(browser);

    expect([taken.status, taken.location, taken.text]).toEqual([free.status, free.location, free.text]);
    expect(post.sent.map((mail) => [mail.to, mail.subject])).toEqual([
      ['other@example.com', 'You already have an account at Harbour Goods'],
      [next, 'Confirm your new e-mail address for Harbour Goods'],
    ]);
    expect(post.sent[0]?.text).not.toContain('/confirm-email/');
  });

  it('is not taken over when it was free while the link was sent', async () => {
    const { browser, post } = await atHome();
    await ask(browser);
    await aCustomer({ email: next, name: 'Quicker' });
    const reply = await browser.post(linkIn(post.sent[0], '/confirm-email/'));

    expect(reply.status).toBe(409);
    expect((await signIn(visitor(), old)).status).toBe(303);
    expect(await rows('select email from customers order by name')).toEqual([{ email: old }, { email: next }]);
  });

  it('at a store of another pool is free', async () => {
    await aCustomer({ store: 'trade', email: next });
    await changed();

    expect((await signIn(visitor(), next)).status).toBe(303);
  });
});

describe('somebody who took the account over', () => {
  const stolen = 'thief@example.com';
  const further = 'other-thief@example.com';

  /** A thief who knows the password has changed the address; the owner has the link to undo it. */
  async function taken() {
    const { browser, post } = await atHome();
    await ask(browser, { ...form, email: stolen });
    await browser.post(linkIn(post.sent.at(-1), '/confirm-email/'));
    return { browser, post, undo: linkIn(post.sent.at(-1), '/restore-email/') };
  }

  it('gets no way to undo of their own by changing the address once more', async () => {
    const { browser, post, undo } = await taken();
    await ask(browser, { ...form, email: further });
    await browser.post(linkIn(post.sent.at(-1), '/confirm-email/'));

    expect(post.sent.at(-1)).toMatchObject({ to: stolen });
    expect(post.sent.at(-1)?.text).not.toContain('/restore-email/');
    expect((await visitor().post(undo)).location).toBe('/email-restored');
    expect(await rows('select email from customers')).toEqual([{ email: old }]);
  });

  it.each([
    [
      'changes the password',
      (browser: Visitor) =>
        browser.post('/account/password', { currentPassword: password, password: 'five brass bells by the quay' }),
    ],
    [
      'sets it by a link to their address',
      async (_: Visitor, post: Postbox) => {
        const thief = visitor({ bindings: { EMAIL: post.binding } });
        await thief.post('/forgot-password', { email: stolen });
        await thief.post(linkIn(post.sent.at(-1), '/set-password/'), { password: 'five brass bells by the quay' });
      },
    ],
  ])('does not end the owner’s way back when they %s', async (_, act) => {
    const { browser, post, undo } = await taken();
    await act(browser, post);

    expect((await visitor().post(undo)).location).toBe('/email-restored');
  });

  it('knows a password that works no more once the owner has undone it', async () => {
    const { undo } = await taken();
    await visitor().post(undo);

    expect((await signIn(visitor(), old)).status).toBe(422);
    expect((await signIn(visitor(), stolen)).status).toBe(422);
  });
});

describe('the old address', () => {
  it('takes the account back: every session ends, and it gets a link for a new password', async () => {
    const { browser, post } = await changed();
    const owner = visitor({ bindings: { EMAIL: post.binding } });
    const link = linkIn(post.sent.at(-1), '/restore-email/');
    expect((await owner.get(link)).text).toContain(old);
    expect((await owner.post(link)).location).toBe('/email-restored');

    expect((await browser.get('/account')).status).toBe(303);
    expect(post.sent.at(-1)?.to).toBe(old);
    await owner.post(linkIn(post.sent.at(-1), '/set-password/'), { password: 'five brass bells by the quay' });
    expect((await signIn(visitor(), old, 'five brass bells by the quay')).status).toBe(303);
    expect((await signIn(visitor(), next)).status).toBe(422);
  });

  it('may do so for seven days, once', async () => {
    const { post } = await changed();
    const link = linkIn(post.sent.at(-1), '/restore-email/');
    await env.DB.prepare('update link_tokens set expires_at = expires_at - 7 * 86400000').run();
    expect((await visitor().post(link)).status).toBe(410);
    await env.DB.prepare('update link_tokens set expires_at = expires_at + 86400000').run();
    expect((await visitor().post(link)).status).toBe(303);
    expect((await visitor().post(link)).status).toBe(410);
  });
});

it('keeps the tokens of both links nowhere in clear', async () => {
  const { browser, post } = await atHome();
  await ask(browser);
  const confirm = linkIn(post.sent[0], '/confirm-email/');
  await browser.post(confirm);
  const restore = linkIn(post.sent.at(-1), '/restore-email/');
  const stored = await everythingStored();

  for (const link of [confirm, restore]) expect(stored).not.toContain(link.split('/')[2]);
});

it('is for customers only', async () => {
  expect((await visitor().post('/account/email', form)).location).toBe('/login');
  const { cookies } = await signedIn({ store: 'trade' });
  expect((await visitor({ cookies }).post('/account/email', form)).location).toBe('/login');
});
