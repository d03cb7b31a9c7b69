// Every kind of link, by the same rules.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { invite } from '../src/access/activation/admission.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aCustomer, password, signIn } from './support/people.ts';
import { rows } from './support/records.ts';
import { byStaff } from './support/staff.ts';
import { visitor } from './support/visitor.ts';

const email = 'ada.king@example.com';
const chosen = { password: 'five brass bells by the quay', name: 'Ada King' };

type Kind = {
  purpose: string;
  path: string;
  /** Where a new one is asked for. */
  again: string;
  /** Lets the link be sent; called again, a newer one. */
  send: () => Promise<string>;
};

const kinds: Kind[] = [
  {
    purpose: 'activation',
    path: '/activate/',
    again: '/forgot-password',
    send: async () => {
      const post = postbox();
      const form = { email, name: 'Ada King', password: 'seven gulls above the harbour' };
      await visitor({ bindings: { EMAIL: post.binding } }).post('/register', form);
      return linkIn(post.sent[0], '/activate/');
    },
  },
  {
    purpose: 'invitation',
    path: '/set-password/',
    again: '/forgot-password',
    send: async () => {
      const [known] = await rows('select id from customers');
      const id = known ? String(known.id) : await aCustomer({ email, hasLogin: false, status: 'pending' });
      const { sent } = await byStaff(invite, id);
      return linkIn(sent[0], '/set-password/');
    },
  },
  {
    purpose: 'set_password',
    path: '/set-password/',
    again: '/forgot-password',
    send: async () => {
      const [known] = await rows('select id from customers');
      if (!known) await aCustomer({ email });
      const post = postbox();
      await visitor({ bindings: { EMAIL: post.binding } }).post('/forgot-password', { email });
      return linkIn(post.sent[0], '/set-password/');
    },
  },
  {
    purpose: 'email_change',
    path: '/confirm-email/',
    again: '/account/email',
    send: async () => {
      const [known] = await rows('select id from customers');
      if (!known) await aCustomer({ email });
      const post = postbox();
      const browser = visitor({ bindings: { EMAIL: post.binding } });
      await signIn(browser, email);
      await browser.post('/account/email', { email: 'new@example.com', currentPassword: password });
      return linkIn(post.sent.at(-1), '/confirm-email/');
    },
  },
];

/** The way back from a change of address: only here a newer one does not end the older (test/email_change). */
const undo: Kind = {
  purpose: 'email_undo',
  path: '/restore-email/',
  again: '/forgot-password',
  send: async () => {
    await aCustomer({ email });
    const post = postbox();
    const browser = visitor({ bindings: { EMAIL: post.binding } });
    await signIn(browser, email);
    await browser.post('/account/email', { email: 'new@example.com', currentPassword: password });
    await browser.post(linkIn(post.sent.at(-1), '/confirm-email/'));
    return linkIn(post.sent.at(-1), '/restore-email/');
  },
};

/** Sends the form behind the link as a visitor of its own. */
function use(link: string, store: 'goods' | 'outlet' | 'trade' = 'goods') {
  return visitor({ store }).post(link, chosen);
}

describe.each([...kinds, undo])('a link for $purpose', ({ purpose, path, again: newOne, send }) => {
  it('changes nothing when it is opened, and works once', async () => {
    const link = await send();
    const before = await rows('select * from link_tokens');
    for (let count = 0; count < 3; count += 1) expect((await visitor().get(link)).status).toBe(200);
    expect(await rows('select * from link_tokens')).toEqual(before);

    expect((await use(link)).status).toBe(303);
    const again = await use(link);
    expect(again.status).toBe(410);
    expect(again.text).toContain(`href="${newOne}"`);
  });

  it('works for one of twenty who use it at once', async () => {
    const link = await send();
    const replies = await Promise.all(Array.from({ length: 20 }, () => use(link)));

    expect(replies.filter((reply) => reply.status === 303)).toHaveLength(1);
    expect(replies.filter((reply) => reply.status === 410)).toHaveLength(19);
    expect(await rows('select * from logins')).toHaveLength(1);
    expect(await rows(`select * from outbox where template = 'password_changed'`)).toHaveLength(
      purpose === 'set_password' ? 1 : 0,
    );
  });

  it('works until the last second and not after it', async () => {
    const link = await send();
    const expire = (ms: number) =>
      env.DB.prepare('update link_tokens set expires_at = ?')
        .bind(Date.now() + ms)
        .run();

    await expire(-1000);
    const late = await use(link);
    expect(late.status).toBe(410);
    expect(late.text).toContain('Send me a new link');
    await expire(5000);
    expect((await use(link)).status).toBe(303);
  });

  it('is nothing at another store', async () => {
    const link = await send();

    expect((await use(link, 'outlet')).status).toBe(410);
    expect((await use(link, 'trade')).status).toBe(410);
  });

  it('is nothing where another kind of link is used', async () => {
    const token = (await send()).slice(path.length);
    const others = ['/activate/', '/set-password/', '/confirm-email/', '/restore-email/'].filter((one) => one !== path);
    for (const other of others) expect((await use(other + token)).status).toBe(410);
  });

  it.each([
    ['denied', `update memberships set status = 'denied'`],
    ['removed', `delete from link_tokens`],
  ])('is nothing for somebody who was %s', async (_, change) => {
    const link = await send();
    await env.DB.prepare(change).run();

    expect((await visitor().get(link)).status).toBe(410);
    expect((await use(link)).status).toBe(410);
  });

  it('is stored by its hash and kept by nobody: no referrer, no store', async () => {
    const link = await send();
    const { headers } = await visitor().get(link);

    expect(JSON.stringify(await rows('select * from link_tokens'))).not.toContain(link.slice(path.length));
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Cache-Control')).toBe('no-store');
  });
});

it.each(kinds)('a link for $purpose ends when a newer one is sent', async ({ send }) => {
  const older = await send();
  const newer = await send();

  expect((await use(older)).status).toBe(410);
  expect((await use(newer)).status).toBe(303);
});

it('nobody guesses for long: the thirty-first try from one network is one too many', async () => {
  const guesser = visitor({ network: '192.0.2.31' });
  const guess = async (count: number) => (await guesser.post(`/set-password/guess${count}`, chosen)).status;
  const statuses: number[] = [];
  for (let count = 0; count < 31; count += 1) statuses.push(await guess(count));

  expect(new Set(statuses.slice(0, 30))).toEqual(new Set([410]));
  expect(statuses[30]).toBe(429);
});
