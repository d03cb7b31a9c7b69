// A tour over everything that makes a secret, and a search for each of them in every form that it could be written in: what is stored, what is
// logged, what staff and partners are shown, what leaves by webhook and as a file. Each may stand where it is handed over, and nowhere else.
import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { tell } from '../support/figures.ts';
import { asGuest, order, putIn } from '../support/checkout.ts';
import { aColleague, atWork } from '../support/colleagues.ts';
import { linkIn, postbox, refusing } from '../support/mail.ts';
import { aProduct } from '../support/orders.ts';
import { aPartner, aSystem } from '../support/partners.ts';
import { aCustomer, customerIn, signedIn, signIn } from '../support/people.ts';
import { everythingStored } from '../support/records.ts';
import { withPolicies } from '../support/staff.ts';
import { nowhere, receiver } from '../support/webhooks.ts';
import { visitor, type Reply, type Visitor } from '../support/visitor.ts';
import { codeAt } from '../../src/staff/second-step/codes.ts';
import { logged } from './logs.ts';

afterEach(() => vi.restoreAllMocks());

/** Every secret that was made, by what it is. */
const secrets = new Map<string, string>();

function keep(what: string, secret: string | undefined): string {
  if (!secret) throw new Error(`no ${what}`);
  secrets.set(what, secret);
  return secret;
}

/** How a secret could be written: as it is, as in an address, hex, and base64 at each of the three places in a longer text. */
function writings(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  const binary = String.fromCharCode(...bytes);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const base64 = [0, 1, 2].map((before) => {
    const whole = btoa('\0'.repeat(before) + binary);
    // What depends on what stands beside it is left out.
    return whole.slice(before === 0 ? 0 : 4, -4);
  });
  const url = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([secret, encodeURIComponent(secret), hex, hex.toUpperCase(), ...base64, ...url])];
}

/** Which secrets stand in the text, each with how. */
function found(text: string, except: readonly string[] = []): string[] {
  return [...secrets].flatMap(([what, secret]) =>
    !except.includes(what) && writings(secret).some((writing) => writing.length > 8 && text.includes(writing))
      ? [what]
      : [],
  );
}

const sessionIn = (browser: Visitor, cookie = '__Host-customer') => browser.cookies.get(cookie)?.split('.')[1];
const generatedIn = (text: string | undefined) => /(?:[0-9a-z]{4}-){6}[0-9a-z]{4}/.exec(text ?? '')?.[0];
const typed = {
  registering: 'seven gulls above the harbour',
  setting: 'five brass bells by the quay',
  changing: 'nine copper kettles in the rain',
  staff: 'tall masts behind the customs house',
};

/** Customers come in, and get in again, in every way that sends something secret. */
async function customers(post: ReturnType<typeof postbox>): Promise<void> {
  const email = 'ada.king@example.com';
  const bindings = { EMAIL: post.binding };
  const browser = visitor({ bindings });
  keep('password typed at registration', typed.registering);
  await browser.post('/register', { email, name: 'Ada King', password: typed.registering });
  keep('token of the browser that registered', browser.cookies.get('__Host-registration'));
  const activation = linkIn(post.sent.at(-1), '/activate/');
  keep('activation token', activation.split('/').at(-1));
  await browser.get(activation);
  await browser.post(activation);
  await signIn(browser, email, typed.registering);
  keep('session of a customer', sessionIn(browser));
  keep('token of a device', browser.cookies.get('__Host-device'));
  await signIn(browser, email, `${typed.registering}!`);
  await browser.post('/account/email', { email: 'ada@example.org', currentPassword: typed.registering });
  const change = linkIn(post.sent.at(-1), '/confirm-email/');
  keep('token of a change of address', change.split('/').at(-1));
  await browser.post(change);
  keep('token of the way back', linkIn(post.sent.at(-1), '/restore-email/').split('/').at(-1));
  await browser.post('/account/email/proof');
  await visitor({ bindings }).post('/forgot-password', { email: 'ada@example.org' });
  const reset = linkIn(post.sent.at(-1), '/set-password/');
  keep('token of a forgotten password', reset.split('/').at(-1));
  await visitor({ bindings }).post(reset, { password: 'short' });
  keep('password set by a link', typed.setting);
  await visitor({ bindings }).post(reset, { password: typed.setting });
  const again = visitor({ bindings });
  await signIn(again, 'ada@example.org', typed.setting);
  keep('password changed', typed.changing);
  await again.post('/account/password', { currentPassword: typed.setting, password: typed.changing });
  keep('session after the change', sessionIn(again));
  const prover = await signedIn({ email: 'unproved@example.com' });
  await visitor({ cookies: prover.cookies, bindings }).post('/account/email/proof');
  keep('token of a proof', linkIn(post.sent.at(-1), '/prove-email/').split('/').at(-1));
  await withPolicies({ forgottenPassword: 'generated' });
  await visitor({ bindings }).post('/forgot-password', { email: 'ada@example.org' });
  keep('password made for who forgot', generatedIn(post.sent.at(-1)?.text));
  await withPolicies({ forgottenPassword: 'link' });
}

async function guests(post: ReturnType<typeof postbox>): Promise<void> {
  const browser = visitor({ bindings: { EMAIL: post.binding } });
  await aProduct({ slug: 'lantern' });
  await putIn(browser, 'lantern');
  const placed = await order(browser, asGuest);
  keep('token of a checkout', browser.cookies.get('__Host-checkout')?.split('.')[0]);
  keep('secret of a guest’s order', placed.location?.split('/')[3]?.split('?')[0]);
}

/** Staff make logins, keys, webhooks and codes; returns all that they are shown afterwards. */
async function colleagues(post: ReturnType<typeof postbox>): Promise<Reply[]> {
  const bindings = { EMAIL: post.binding };
  const browser = await atWork({ bindings });
  keep('session of staff', sessionIn(browser, '__Host-staff'));
  const id = await aCustomer({ email: 'mary@example.com', name: 'Mary Ward' });
  await browser.post(`/admin/customers/${id}/login/generated`);
  keep('password made by staff', generatedIn(post.sent.at(-1)?.text));
  keep('password typed by staff', typed.staff);
  await browser.post(`/admin/customers/${id}/login/password`, { password: typed.staff, passwordAgain: typed.staff });
  await browser.post('/admin/customers', { email: 'new@example.com', name: 'New', language: '', isInvited: 'on' });
  keep('token of an invitation', linkIn(post.sent.at(-1), '/set-password/').split('/').at(-1));
  await browser.post('/admin/staff', { name: 'Colleague', email: 'colleague@example.com', role: 'support' });
  keep('token of an invitation to staff', linkIn(post.sent.at(-1), '/admin/set-password/').split('/').at(-1));
  await visitor({ bindings }).post('/admin/forgot-password', { email: 'owner@example.com' });
  const reset = linkIn(post.sent.at(-1), '/admin/set-password/');
  keep('token of a forgotten password of staff', reset.split('/').at(-1));

  const seed = /id="key">\s*([A-Z2-7 ]+?)\s*</.exec((await browser.get('/admin/second-step')).text)?.[1];
  const secret = keep('seed of a second step', seed?.replaceAll(' ', ''));
  const set = await browser.post('/admin/second-step', { code: codeAt(secret, Date.now()) });
  const codes = [...set.text.matchAll(/<li>((?:[a-z2-7]{4}-){5}[a-z2-7]{4})<\/li>/g)].map(([, one]) => one);
  for (const [nth, one] of codes.entries()) {
    keep(`recovery code ${nth}`, one);
    keep(`recovery code ${nth} without hyphens`, one?.replaceAll('-', ''));
  }
  expect(codes).toHaveLength(10);

  const partnerId = await aPartner();
  const at = `/admin/partners/${partnerId}/keys/new`;
  const form = /name="key" value="([^"]+)"/.exec((await browser.get(at)).text)?.[1] ?? '';
  const made = await browser.post(at, { life: '90', 'scope_groups:read': 'on', key: form });
  keep('key of a partner', /<code id="key"[^>]*>(rgl_[\w-]{43})</.exec(made.text)?.[1]);
  const hook = await browser.post('/admin/webhooks/new', { partner: partnerId, url: nowhere });
  keep('secret of a webhook', /whsec_[\w+/=-]+/.exec(hook.text)?.[0].slice(6));
  const joining = await browser.post('/admin/stores/codes');
  keep('code to join a pool', /<code[^>]*>([^<]+)</.exec(joining.text)?.[1]);
  const nouns = 'customers outbox audit partners webhooks staff stores second-step orders'.split(' ');
  const tabs = ['', '/login', '/messages', '/activity', '/print'].map((tab) => `/admin/customers/${id}${tab}`);
  const pages = ['/admin', ...nouns.map((noun) => `/admin/${noun}`), `/admin/partners/${partnerId}`, ...tabs];
  return Promise.all(pages.map((path) => browser.get(path)));
}

/** What a partner is told, and may fetch. */
async function partners(post: ReturnType<typeof postbox>): Promise<{ shown: Reply[]; sent: string }> {
  const exit = receiver();
  const system = await aSystem({}, { bindings: { EMAIL: post.binding, ...exit.bindings } });
  const hook = await system.post('/webhooks', { url: 'https://till.example.com/hooks', event_types: null });
  keep('secret of a webhook that a partner made', String(hook.json.secret).slice(6));
  const created = await system.post('/customers', { email: 'till@example.com', name: 'Till Person', invite: true });
  keep('token of an invitation by a partner', linkIn(post.sent.at(-1), '/set-password/').split('/').at(-1));
  const id = String(created.json.id);
  const shown = await Promise.all(
    [`/customers/${id}/export`, `/customers/${id}`, '/webhooks', '/customers', '/orders?expand=customer'].map((path) =>
      system.get(path),
    ),
  );
  return {
    shown,
    sent: exit.received.map(({ url, headers, body }) => JSON.stringify([url, headers, body])).join('\n'),
  };
}

/** What may be fetched as a file. */
async function files(): Promise<Reply[]> {
  const owner = await atWork({ email: 'files@example.com' });
  const customer = await signedIn({ email: 'zip@example.com' });
  expect(customerIn(customer)).not.toBe('');
  return [
    await owner.post('/admin/customers/export'),
    await owner.post('/admin/orders/export'),
    await owner.post('/admin/audit/export', {}),
    await customer.post('/account/privacy/export'),
  ];
}

it('no secret stands anywhere but where it is handed over', async (context) => {
  secrets.clear();
  const logs = logged();
  const post = postbox();
  await customers(post);
  await guests(post);
  const shown = await colleagues(post);
  const partner = await partners(post);
  const exported = await files();
  // What could not be sent waits with its secret, sealed.
  const late = visitor({ bindings: { EMAIL: refusing() } });
  await late.post('/register', { email: 'late@example.com', name: 'Late', password: typed.registering });

  expect(found(await everythingStored())).toEqual([]);
  expect(found(logs.text())).toEqual([]);
  expect(found(partner.sent)).toEqual([]);
  expect(partner.sent).toContain('customer.created');
  for (const { text } of [...shown, ...partner.shown, ...exported]) expect(found(text)).toEqual([]);
  for (const { status } of [...shown, ...exported]) expect(status).toBe(200);
  // No mail but that which hands a secret over holds one, and none holds two.
  for (const mail of post.sent) expect(found(`${mail.subject}${mail.text ?? ''}`).length).toBeLessThanOrEqual(1);
  for (const mail of post.sent) expect(found(mail.subject)).toEqual([]);
  expect(secrets.size).toBeGreaterThan(30);
  tell(context, {
    'secrets made': secrets.size,
    'forms in which each was searched for': writings('whatever it is, long enough').length,
    'places that were searched': 3 + shown.length + partner.shown.length + exported.length + post.sent.length,
  });
});

it('a search finds what is there', async () => {
  secrets.clear();
  keep('something', 'a word that nobody says');
  await env.DB.prepare(`insert into throttles values (?, 1, 1)`).bind(btoa('is it a word that nobody says?')).run();

  expect(found(await everythingStored())).toEqual(['something']);
  expect(found(JSON.stringify({ at: encodeURIComponent('a word that nobody says') }))).toEqual(['something']);
  await aColleague();
});
