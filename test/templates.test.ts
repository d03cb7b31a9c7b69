// /admin/templates: texts of a store's own, their versions, their preview, and what is sent of them.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { run } from '../src/jobs.ts';
import type { MessageName } from '../src/messages/outbox.ts';
import { defaultParts } from '../src/messages/templates/templates.ts';
import { aColleague, atWork } from './support/colleagues.ts';
import { linkIn, postbox } from './support/mail.ts';
import { anOrder, numberOf } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { rows } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { anOwnText, messageText } from './support/templates.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const at = '/admin/templates/password_changed.en';
const ada = { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' };

const saved = () => rows('select version, subject, staff_id is null as nobody from message_templates order by version');

/** Registers somebody; returns what was sent to them. */
async function registered(name = ada.name) {
  const post = postbox();
  await visitor({ bindings: { EMAIL: post.binding } }).post('/register', { ...ada, name });
  return post.sent;
}

const problemSent = () => rows('select problem, sent_at is not null as sent from outbox');

describe('the pages', () => {
  it('list every message with when it is sent, and which texts are the store’s own', async () => {
    await anOwnText();
    await anOwnText({ name: 'activation', parts: { html: '<p>none</p>' } });
    await anOwnText({ store: 'trade', name: 'new_device', language: 'cs' });
    const { text } = await (await atWork({ role: 'support' })).get('/admin/templates');

    expect(text.match(/own text/g)).toHaveLength(2);
    expect(text.match(/not sent/g)).toHaveLength(1);
    expect(text).toContain('/admin/templates/staff_invitation.de');
    const trade = await (await atWork({ store: 'trade' })).get('/admin/templates');
    expect(trade.text).toContain('The shop does not write in this language now');
  });

  it('show a text to support, who cannot change it', async () => {
    const { text } = await (await atWork({ role: 'support' })).get(at);
    expect(text).toContain('This is the default text');
    expect(text).toContain('{{ store.origin }}');
    expect(text).not.toContain(`action="${at}"`);
  });

  it('leave what lets staff in to owners', async () => {
    const [manager, owner] = [await atWork({ role: 'manager' }), await atWork()];
    const staffs = '/admin/templates/staff_set_password.en';
    const form = { ...defaultParts('staff_set_password', 'en'), subject: 'Ahoy', seen: '0' };
    expect((await manager.get(staffs)).text).not.toContain(`action="${staffs}"`);
    for (const act of ['', '/preview', '/test', '/default', '/restoring'])
      expect((await manager.post(staffs + act, { ...form, version: '1' })).status).toBe(403);
    expect((await owner.post(staffs, form)).status).toBe(303);
  });

  it.each(['nothing.en', 'activation.fr', 'activation', 'constructor.en'])('know no %s', async (id) => {
    expect((await (await atWork()).get(`/admin/templates/${id}`)).status).toBe(404);
  });
});

describe('saving', () => {
  it('makes versions, which can be looked at and brought back, and tells the audit', async () => {
    const browser = await atWork();
    expect((await browser.post(at, { ...messageText, seen: '0' })).location).toBe(`${at}?done=saved`);
    await browser.post(at, { ...messageText, subject: 'Changed', seen: '1' });
    await browser.post(`${at}/default`, { seen: '2' });
    const looked = await browser.get(`${at}?version=1`);
    expect(looked.text).toContain('From version 1 to the text that is sent');
    expect(looked.text).toContain('<code>Your password is new</code>');
    await browser.post(`${at}/restoring`, { seen: '3', version: '1' });

    expect((await saved()).map(({ subject }) => subject)).toEqual([
      messageText.subject,
      'Changed',
      null,
      messageText.subject,
    ]);
    expect((await saved())[0]?.nobody).toBe(0);
    const told = await rows(
      `select act, after ->> 'version' as version from audit where act like 'template%' order by id`,
    );
    expect(told.map(({ act }) => act)).toEqual([
      'template_changed',
      'template_changed',
      'template_reset',
      'template_changed',
    ]);
  });

  it('of the same as before makes no version', async () => {
    const browser = await atWork();
    await browser.post(at, { ...messageText, seen: '0' });
    await browser.post(at, { ...messageText, seen: '1' });
    expect(await saved()).toHaveLength(1);
  });

  it('by two at once: the second sees what the first has saved, keeps theirs, and decides', async () => {
    const [one, other] = [await atWork(), await atWork({ role: 'manager' })];
    const replies = await Promise.all([
      one.post(at, { ...messageText, subject: 'The first', seen: '0' }),
      other.post(at, { ...messageText, subject: 'The second', seen: '0' }),
    ]);
    expect(replies.map(({ status }) => String(status)).toSorted()).toEqual(['303', '409']);
    expect(await saved()).toHaveLength(1);
    const late =
      replies[0]?.status === 409
        ? { browser: one, theirs: 'The first', text: replies[0].text }
        : { browser: other, theirs: 'The second', text: replies[1]?.text ?? '' };
    expect(late.text).toContain('Somebody else has saved this text meanwhile');
    expect(late.text).toContain(`value="${late.theirs}"`);
    expect(late.text).toContain('name="seen" value="1"');
    expect((await late.browser.post(at, { ...messageText, subject: late.theirs, seen: '1' })).status).toBe(303);
  });

  it('follows the newest version only: one that nobody has seen yet is none to save behind', async () => {
    const browser = await atWork();
    expect((await browser.post(at, { ...messageText, seen: String(Number.MAX_SAFE_INTEGER - 1) })).status).toBe(409);
    expect(await saved()).toEqual([]);
  });

  it('a preview in between does not take the other’s version as seen', async () => {
    await anOwnText();
    const { text } = await (await atWork()).post(`${at}/preview`, { ...messageText, seen: '0' });
    expect(text).toContain('name="seen" value="0"');
  });

  it('is refused with the place and the reason, and keeps what was typed', async () => {
    const reply = await (await atWork()).post(at, { ...messageText, text: 'Hello\n{{ nmae }}', seen: '0' });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('Text, line 2');
    expect(reply.text).toContain('This message has no value “nmae”.');
    expect(reply.text).toContain('Your password is new');
    expect(await saved()).toEqual([]);
  });

  it('a version that does not fit the policy any more is not brought back', async () => {
    await anOwnText({ name: 'activation' });
    await anOwnText({ name: 'activation', version: 2, parts: { subject: 'Another' } });
    await withPolicies({ activation: 'admin' });
    const browser = await atWork();
    const reply = await browser.post('/admin/templates/activation.en/restoring', { seen: '2', version: '1' });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('Staff activate accounts at this store');
    expect((await browser.get('/admin/templates/activation.en')).text).toContain('the default text is sent');
  });
});

describe('a preview', () => {
  const preview = (browser: Visitor, name: MessageName, form: Record<string, string>, html = '<p>{{ name }}</p>') =>
    browser.post(`/admin/templates/${name}.en/preview`, {
      subject: 'Hello {{ name }}',
      html,
      text: 'Hello {{ name }}',
      seen: '0',
      ...form,
    });

  it('is of the newest customer of the store, or of the one that is named, in a frame that runs nothing', async () => {
    await aCustomer({ email: 'grace@example.com', name: '<script>Grace</script> {{ 7 | times: 7 }}' });
    await aCustomer({ email: 'ada@example.com', name: 'Ada King' });
    const browser = await atWork();
    expect((await preview(browser, 'password_changed', {})).text).toContain('Hello Ada King');
    const { text, headers } = await preview(browser, 'password_changed', { of: 'grace@example.com' });
    expect(text).toContain('Hello &lt;script&gt;Grace&lt;/script&gt; {{ 7 | times: 7 }}');
    expect(text).toContain('&amp;lt;script&amp;gt;Grace&amp;lt;/script&amp;gt; {{ 7 | times: 7 }}');
    expect(text.match(/<iframe[^>]* sandbox=""/g)).toHaveLength(2);
    expect(headers.get('Content-Security-Policy')).toContain(`script-src 'self' 'inline-speculation-rules'`);
    expect(headers.get('Content-Security-Policy')).toContain(`style-src 'self' 'unsafe-inline'`);
  });

  it('is of a real order, and knows none of another store', async () => {
    const browser = await atWork();
    const order = await anOrder(await aCustomer({ name: 'Grace Hopper' }));
    await aCustomer({ store: 'trade', email: 'x@example.com' });
    const lines = '{% for line in lines %}<p>{{ line.quantity }} {{ line.name }} {{ total }}</p>{% endfor %}';
    const { text } = await preview(browser, 'order_confirmation', { of: await numberOf(order) }, lines);
    expect(text).toContain('&lt;p&gt;1 Rope bag €64.80&lt;/p&gt;');
    for (const [name, of] of [
      ['order_confirmation', '2026-99999'],
      ['password_changed', 'x@example.com'],
    ] as const) {
      const reply = await preview(browser, name, { of });
      expect([reply.status, reply.text.includes('The shop knows no such customer or order.')]).toEqual([422, true]);
    }
  });

  it('shows no secret, and stores nothing', async () => {
    const body = '{{ store.origin }}/set-password/{{ secret.token }}';
    const { text } = await preview(await atWork(), 'set_password', { text: body }, `<a href="${body}">x</a>`);
    expect(text).toContain('/set-password/••••••••');
    expect(await saved()).toEqual([]);
  });
});

describe('a test', () => {
  it('goes to whoever asks for it and to nobody else, says so, and not too often', async () => {
    const post = postbox();
    await aColleague({ email: 'other@example.com', role: 'owner', name: 'Other' });
    await aCustomer();
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    const form = { ...messageText, to: 'other@example.com', email: 'other@example.com', seen: '0' };
    for (let times = 0; times < 20; times += 1) expect((await browser.post(`${at}/test`, form)).status).toBe(200);
    expect((await browser.post(`${at}/test`, form)).status).toBe(429);

    expect(post.sent).toHaveLength(20);
    expect(new Set(post.sent.map(({ to }) => to))).toEqual(new Set(['manager@example.com']));
    expect(post.sent[0]).toMatchObject({ subject: 'Test: Your password is new' });
    expect(post.sent[0]?.text).toContain('Ahoy Ada Lovelace!');
    expect(await saved()).toEqual([]);
  });
});

describe('what is sent', () => {
  const ways = `<p><a href="{{ store.origin }}/activate/{{ secret.token }}">Ahoy {{ name }}</a></p>`;
  const own = {
    subject: 'Ahoy {{ name }}',
    html: ways,
    text: 'Ahoy {{ name }} {{ store.origin }}/activate/{{ secret.token }}',
  };

  it('is the newest text of the store’s own in the language, else the default', async () => {
    await anOwnText({ name: 'activation', parts: { ...own, subject: 'Older' } });
    await anOwnText({ name: 'activation', version: 2, parts: own });
    await anOwnText({ name: 'activation', language: 'de', parts: { ...own, subject: 'Moin' } });
    await anOwnText({ name: 'activation', store: 'trade', parts: { ...own, subject: 'Foreign' } });
    const [mail] = await registered();
    expect(mail?.subject).toBe('Ahoy Ada King');
    expect(linkIn(mail, '/activate/')).toMatch(/^\/activate\/[\w-]{43}$/);
    expect(mail?.text).toContain('4 Custom House Quay');
    expect(await problemSent()).toEqual([{ problem: null, sent: 1 }]);
  });

  it.each([
    '{{ 7 | times: 7 }}',
    `{% include 'x' %}`,
    '<script>alert(1)</script>',
    'Ada\r\nBcc: x@example.com',
    '{{ secret.token }}',
  ])('has a name as it is: %j', async (name) => {
    await anOwnText({ name: 'activation', parts: own });
    await registered('Ada');
    await env.DB.prepare(
      `update outbox set data = json_set(data, '$.name', ?), sent_at = null, next_attempt_at = 0,
        template = 'password_changed', sealed_secret = null`,
    )
      .bind(name)
      .run();
    await anOwnText({ parts: messageText });
    await anOwnText({
      version: 2,
      parts: { ...messageText, subject: '{{ name | upcase | downcase }}{% assign a = name %} {{ a }}' },
    });
    const post = postbox();
    await run('*/5 * * * *', { ...env, EMAIL: post.binding }, Date.now());
    const shown = name.replace(/[\r\n]+/, ' ');
    const [mail] = post.sent;
    expect(mail?.subject).toBe(`${shown.toLowerCase()} ${shown}`);
    expect(mail?.text).toContain(`Ahoy ${shown}!`);
    expect(mail?.html).toContain(
      `Ahoy ${shown.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;')}!`,
    );
  });

  /** Short enough with a name of a few letters. */
  const doubled = `{% assign a = name %}${'{% assign a = a | append: a %}'.repeat(9)}`;

  it.each<[string, Partial<typeof own>]>([
    ['that takes too much with real values', { html: `${ways}${doubled}{{ a }}` }],
    ['with a value that is no more', { text: '{{ once }}' }],
    ['that cannot be read', { html: '{% if %}' }],
    ['that says no subject', { subject: '{% if name == "x" %}x{% endif %}' }],
    ['that the policy does not allow any more', { text: 'Ahoy' }],
  ])('is the default in place of a text %s, and the row says so', async (_, parts) => {
    await anOwnText({ name: 'activation', parts: { ...own, ...parts } });
    const [mail] = await registered('Ada King, Countess of Lovelace, of the Engines');
    expect(mail?.subject).toBe('Confirm your e-mail address for Harbour Goods');
    expect(linkIn(mail, '/activate/')).toMatch(/^\/activate\//);
    expect(await problemSent()).toEqual([{ problem: 'template_failed', sent: 1 }]);
  });
});
