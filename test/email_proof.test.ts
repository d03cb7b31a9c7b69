// Whether a customer reads what goes to their address: which ways in prove it, which do not, and the link by which they prove it.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { activate, invite } from '../src/access/activation/admission.ts';
import { linkIn, postbox, type Postbox } from './support/mail.ts';
import { aCustomer, password, signedIn, signIn } from './support/people.ts';
import { everythingStored, value } from './support/records.ts';
import { byStaff, withPolicies } from './support/staff.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const ada = { email: 'ada@example.com', password: 'seven gulls above the harbour', name: 'Ada King' };
const newPassword = { password: 'five brass bells by the quay' };

const isProved = async () => (await value('select email_proved_at from logins')) !== null;

function atHome(post: Postbox, cookies?: Visitor['cookies']): Visitor {
  return visitor({ bindings: { EMAIL: post.binding }, ...(cookies ? { cookies } : {}) });
}

/** Changes the address of somebody who has proved nothing, and follows these links. */
async function changed(post: Postbox, ...links: string[]) {
  const browser = atHome(post, (await signedIn()).cookies);
  await browser.post('/account/email', { email: 'next@example.com', currentPassword: password });
  for (const link of links) await browser.post(linkIn(post.sent.at(-1), link));
}

/** Registers where staff activate, who then do. */
async function admitted(post: Postbox) {
  await withPolicies({ activation: 'admin' });
  await atHome(post).post('/register', ada);
  await byStaff(activate, String(await value('select id from customers')), 'goods', post);
}

const ways: [string, boolean, (post: Postbox) => Promise<unknown>][] = [
  [
    'activation by link',
    true,
    async (post) => {
      const browser = atHome(post);
      await browser.post('/register', ada);
      await browser.post(linkIn(post.sent[0], '/activate/'));
    },
  ],
  [
    'an invitation',
    true,
    async (post) => {
      await byStaff(invite, await aCustomer({ hasLogin: false, status: 'pending' }), 'goods', post);
      await atHome(post).post(linkIn(post.sent[0], '/set-password/'), newPassword);
    },
  ],
  [
    'a password set by link',
    true,
    async (post) => {
      await aCustomer();
      await atHome(post).post('/forgot-password', { email: 'grace@example.com' });
      await atHome(post).post(linkIn(post.sent[0], '/set-password/'), newPassword);
    },
  ],
  ['a new address that is only asked for', false, (post) => changed(post)],
  ['a new address that is confirmed', true, (post) => changed(post, '/confirm-email/')],
  [
    'an address that is restored',
    true,
    async (post) => {
      await changed(post, '/confirm-email/');
      await env.DB.prepare('update logins set email_proved_at = null').run();
      await atHome(post).post(linkIn(post.sent.at(-1), '/restore-email/'));
    },
  ],
  ['staff who activate somebody with a password of their own', false, admitted],
  [
    'signing in with that password',
    false,
    async (post) => {
      await admitted(post);
      await signIn(atHome(post), ada.email, ada.password);
    },
  ],
];

it.each(ways)('%s proves the address: %s', async (_, proves, go) => {
  const post = postbox();
  await go(post);

  expect(await value('select count(*) from logins')).toBe(1);
  expect(await isProved()).toBe(proves);
});

it('somebody who joins another store of the pool has proved it there too', async () => {
  await aCustomer({ isProved: true });
  const browser = visitor({ store: 'outlet' });
  await signIn(browser);

  expect((await browser.get('/account/orders/guest')).text).not.toContain('/account/email/proof');
});

describe('the link to prove an address', () => {
  async function asked() {
    const post = postbox();
    const browser = atHome(post, (await signedIn()).cookies);
    const page = (await browser.get('/account/orders/guest')).text;
    const reply = await browser.post('/account/email/proof');
    return { browser, post, page, reply, link: linkIn(post.sent[0], '/prove-email/') };
  }

  it('goes to whoever is signed in, proves nothing by being looked at, and proves it once', async () => {
    const { browser, post, page, reply, link } = await asked();

    expect(page).toContain('action="/account/email/proof"');
    expect(reply).toMatchObject({ status: 303, location: '/account/orders/guest?done=sent' });
    expect(post.sent[0]).toMatchObject({ to: 'grace@example.com' });
    for (let count = 0; count < 3; count += 1) expect((await browser.get(link)).text).toContain('Confirm this address');
    expect(await isProved()).toBe(false);
    const replies = await Promise.all(Array.from({ length: 20 }, () => browser.post(link)));
    expect(replies.filter(({ location }) => location === '/account/orders/guest?done=proved')).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 410)).toHaveLength(19);
    expect(await isProved()).toBe(true);
    expect(await value(`select count(*) from audit where act = 'own_email_proved'`)).toBe(1);
    expect((await browser.get(link)).status).toBe(410);
    expect((await browser.get('/account/orders/guest')).text).not.toContain('/account/email/proof');
  });

  it('proves nothing where somebody else, or nobody, is signed in, or when it is old', async () => {
    const { browser, link } = await asked();
    const before = await everythingStored();

    for (const way of ['get', 'post'] as const) {
      expect((await visitor()[way](link)).location).toContain('/login');
      expect((await browser[way]('/prove-email/unknown')).status).toBe(410);
    }
    expect(await everythingStored()).toBe(before);
    const other = await signedIn({ email: 'other@example.com' });
    expect((await other.post(link)).text).toContain('This link leads nowhere');
    await env.DB.prepare('update link_tokens set expires_at = 1').run();
    expect((await browser.post(link)).status).toBe(410);
    expect(await value('select count(*) from logins where email_proved_at is not null')).toBe(0);
  });

  it('ends when a newer one is sent, and when the address changes', async () => {
    const { browser, post, link } = await asked();
    await browser.post('/account/email/proof');
    expect((await browser.post(link)).status).toBe(410);
    const newer = linkIn(post.sent.at(-1), '/prove-email/');
    await browser.post('/account/email', { email: 'next@example.com', currentPassword: password });
    await browser.post(linkIn(post.sent.at(-1), '/confirm-email/'));

    expect((await browser.post(newer)).status).toBe(410);
  });

  it('is sent three times an hour', async () => {
    const { browser, post } = await asked();
    const replies = [];
    for (let count = 0; count < 4; count += 1) replies.push((await browser.post('/account/email/proof')).status);

    expect(replies).toEqual([303, 303, 429, 429]);
    expect(post.sent).toHaveLength(3);
  });
});
