// The record of a customer at /admin/customers/:id, as staff read and change it.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { atWork } from './support/colleagues.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aCustomer, anAddress, customerIn, signedIn, signIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { visitor } from './support/visitor.ts';

const at = (id: string, rest = '') => `/admin/customers/${id}${rest}`;
const acts = async () => (await rows('select act from audit order by id')).map(({ act }) => act);
const statusOf = (id: string) => value('select status from memberships where customer_id = ?', id);

/** Grace is a customer of both stores of the pool. */
async function graceOfBoth() {
  const browser = await signedIn();
  await signIn(visitor({ store: 'outlet' }));
  return { browser, id: customerIn(browser) };
}

describe('a new customer', () => {
  it('is on record at once, and is asked by mail to confirm the account and to set a password', async () => {
    const post = postbox();
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    const reply = await browser.post('/admin/customers', {
      email: ' Mary@Example.com ',
      name: 'Mary Ward',
      company: 'Ward & Daughters',
      country: 'IE',
      line1: '1 Quay Street',
      city: 'Galway',
      language: 'de',
      isInvited: 'on',
    });
    const id = String(await value(`select id from customers where email = 'Mary@Example.com'`));

    expect(reply).toMatchObject({ status: 303, location: at(id, '?done=invitation') });
    expect(post.sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['Mary@Example.com', 'Ihr Konto bei Harbour Goods wartet auf Sie'],
    ]);
    expect(await value('select line1 from addresses where customer_id = ?', id)).toBe('1 Quay Street');
    expect((await browser.get('/admin/customers?registered=no&q=ward')).text).toContain('Mary Ward');

    const mary = visitor();
    await mary.post(linkIn(post.sent[0], '/set-password/'), { password: 'five brass bells by the quay' });
    await signIn(mary, 'mary@example.com', 'five brass bells by the quay');
    expect((await mary.get('/account')).status).toBe(200);
    expect(await acts()).toContain('customer_opened');
  });

  it('may be put on record without a message', async () => {
    const post = postbox();
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    await browser.post('/admin/customers', { email: 'mary@example.com', name: 'Mary Ward', language: '' });

    expect(post.sent).toEqual([]);
    expect(await rows('select status, registered_at, is_account from memberships')).toEqual([
      { status: 'pending', registered_at: null, is_account: 0 },
    ]);
  });

  it('is refused in words where the address is on record, and what was typed stays', async () => {
    await aCustomer();
    const browser = await atWork({ role: 'manager' });
    const reply = await browser.post('/admin/customers', {
      email: 'GRACE@example.com',
      name: 'Another Grace',
      language: '',
    });

    expect(reply.status).toBe(409);
    expect(reply.text).toContain('Somebody with this address is on record already.');
    expect(reply.text).toContain('value="Another Grace"');
    expect(await value('select count(*) from customers')).toBe(1);
  });

  it('is one of ten sent at once', async () => {
    const browser = await atWork({ role: 'manager' });
    const form = { email: 'mary@example.com', name: 'Mary Ward', isInvited: 'on', language: '' };
    const replies = await Promise.all(Array.from({ length: 10 }, () => browser.post('/admin/customers', form)));

    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(9);
    expect(await rows('select count(*) as count from outbox')).toEqual([{ count: 1 }]);
  });

  it('whom another store of the pool knows becomes a customer here too, and keeps their data', async () => {
    await aCustomer({ store: 'outlet', email: 'olga@example.com', name: 'Olga Outlet' });
    const post = postbox();
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    await browser.post('/admin/customers', {
      email: 'olga@example.com',
      name: 'Somebody Else',
      isInvited: 'on',
      language: '',
    });

    expect(await rows('select name from customers')).toEqual([{ name: 'Olga Outlet' }]);
    expect(await rows('select status from memberships')).toEqual([{ status: 'active' }, { status: 'active' }]);
    expect(post.sent[0]?.subject).toBe('Your account at Harbour Goods is active');
  });
});

describe('the record', () => {
  it('is not there for staff of another store', async () => {
    const id = await aCustomer({ store: 'outlet' });
    const browser = await atWork();
    const before = await everythingStored();

    for (const rest of ['', '/login', '/orders', '/addresses', '/messages', '/print'])
      expect((await browser.get(at(id, rest))).status).toBe(404);
    for (const [rest, form] of Object.entries({
      '': { name: 'Changed', language: '' },
      '/email': { email: 'changed@example.com' },
      '/denial': { denied: 'on' },
      '/notes': { note: 'Hello' },
      '/deletion': {},
      '/login/link': {},
      '/login/generated': {},
      '/login/sessions/end': {},
    }))
      expect((await browser.post(at(id, rest), form as Record<string, string>)).status).toBe(404);
    expect(await everythingStored()).toBe(before);
  });

  it('lets managers end every session of the customer, and support none', async () => {
    const browser = await signedIn();
    const end = at(customerIn(browser), '/login/sessions/end');

    expect((await (await atWork({ role: 'support' })).post(end)).status).toBe(403);
    expect((await browser.get('/account')).status).toBe(200);
    expect((await (await atWork({ role: 'manager' })).post(end)).status).toBe(303);
    expect((await browser.get('/account')).location).toContain('/login');
  });

  it('shows support everything, and nothing to change but notes and links', async () => {
    const id = await aCustomer();
    const browser = await atWork({ role: 'support' });
    const { text } = await browser.get(at(id));

    expect(text).toContain('grace@example.com');
    expect([...text.matchAll(/action="(\/admin[^"]*)"/g)].map(([, action]) => action)).toEqual([
      '/admin/logout',
      at(id, '/notes'),
    ]);
  });

  it('takes corrected data, is found by it, and leaves a consent as the customer gave it', async () => {
    const id = await aCustomer();
    await env.DB.prepare(`update memberships set newsletter_at = 7, newsletter_words = 'Yes'`).run();
    const browser = await atWork({ role: 'manager' });
    const form = { name: 'Grace Brewster', phone: '01 555 0199', company: '', vatId: 'IE6433435F', language: 'cs' };
    const reply = await browser.post(at(id), { ...form, newsletter: '' });

    expect(reply.location).toBe(at(id, '?done=saved'));
    expect(await rows('select name, phone, vat_id, language from customers')).toEqual([
      { name: 'Grace Brewster', phone: '+353 1 555 0199', vat_id: 'IE6433435F', language: 'cs' },
    ]);
    expect(await rows('select newsletter_at, newsletter_words from memberships')).toEqual([
      { newsletter_at: 7, newsletter_words: 'Yes' },
    ]);
    expect((await browser.get('/admin/customers?q=brewster')).text).toContain('Grace Brewster');
    expect((await browser.get('/admin/customers?q=hopper')).text).toContain('Nobody matches.');
  });

  it('says what is wrong with data, and keeps what was typed', async () => {
    const id = await aCustomer();
    const browser = await atWork({ role: 'manager' });
    const { status, text } = await browser.post(at(id), { name: 'Grace', phone: 'twelve', vatId: 'IE1', language: '' });

    expect(status).toBe(422);
    expect(text).toContain('Please enter a phone number like');
    expect(text).toContain('value="twelve"');
    expect(await value('select name from customers')).toBe('Grace Hopper');
  });

  it('prints everything on one page', async () => {
    const id = await aCustomer();
    await anAddress(id, { line1: '7 Compiler Row' });
    await env.DB.prepare('update memberships set turnover_minor = 128450, order_count = 17').run();
    const browser = await atWork({ role: 'support' });
    await browser.post(at(id, '/notes'), { note: 'Rings before noon' });
    const { text } = await browser.get(at(id, '/print'));

    for (const words of ['Grace Hopper', 'grace@example.com', '17 orders', 'Total €1,284.50', '7 Compiler Row'])
      expect(text).toContain(words);
    expect(text).toContain('Rings before noon');
    expect((await browser.get(at(id, '/addresses'))).text).toContain('7 Compiler Row');
    expect((await browser.get(at(id, '/orders'))).text).toContain('Total €1,284.50');
  });
});

describe('the address', () => {
  it('of a contact changes at once, and what was sent to the old one lets nobody in', async () => {
    const post = postbox();
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    await browser.post('/admin/customers', {
      email: 'mary@example.com',
      name: 'Mary Ward',
      isInvited: 'on',
      language: '',
    });
    const id = String(await value('select id from customers'));
    const reply = await browser.post(at(id, '/email'), { email: 'mary@new.example.com' });

    expect(reply.location).toBe(at(id, '?done=email_changed'));
    expect(await rows('select email, email_key from customers')).toEqual([
      { email: 'mary@new.example.com', email_key: 'mary@new.example.com' },
    ]);
    expect((await visitor().get(linkIn(post.sent[0], '/set-password/'))).status).toBe(410);
    expect((await browser.get('/admin/customers?registered=no&q=mary@new')).text).toContain('Mary Ward');
  });

  it('of a customer who signs in with it changes when the new one is proved', async () => {
    const id = await aCustomer();
    const post = postbox();
    const browser = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    await browser.post(at(id, '/email'), { email: 'grace@new.example.com' });

    expect(await value('select email from customers')).toBe('grace@example.com');
    expect(post.sent[0]?.to).toBe('grace@new.example.com');
    await visitor().post(linkIn(post.sent[0], '/confirm-email/'));
    expect(await value('select email from customers')).toBe('grace@new.example.com');
  });

  it('of somebody else is refused', async () => {
    const id = await aCustomer();
    await aCustomer({ email: 'other@example.com' });
    const browser = await atWork({ role: 'manager' });

    expect((await browser.post(at(id, '/email'), { email: 'Other@example.com' })).status).toBe(409);
    expect((await browser.post(at(id, '/email'), { email: 'grace@example.com' })).status).toBe(409);
    expect((await browser.post(at(id, '/email'), { email: 'grace@' })).status).toBe(422);
  });
});

describe('notes', () => {
  it('stand with who wrote them and when, the newest first, at this store only', async () => {
    const { id } = await graceOfBoth();
    const browser = await atWork({ role: 'support', name: 'Sue Support' });
    await browser.post(at(id, '/notes'), { note: 'Rings before noon' });
    await browser.post(at(id, '/notes'), { note: 'Two lines\r\nof text' });
    const { text } = await browser.get(at(id));

    expect(text.indexOf('Two lines\nof text')).toBeLessThan(text.indexOf('Rings before noon'));
    expect(text).toContain('Sue Support');
    const outlet = await atWork({ store: 'outlet', email: 'other@example.com' });
    expect((await outlet.get(at(id))).text).not.toContain('Rings before noon');
  });

  it('are taken away by who wrote them, or by a manager', async () => {
    const id = await aCustomer();
    const sue = await atWork({ role: 'support' });
    const max = await atWork({ role: 'manager' });
    await max.post(at(id, '/notes'), { note: 'Of the manager' });
    await sue.post(at(id, '/notes'), { note: 'Of support' });
    const [ofManager, ofSupport] = (await rows('select id from customer_notes order by id')).map((row) =>
      String(row.id),
    );

    await sue.post(at(id, `/notes/${ofManager}/removal`));
    expect(await value('select count(*) from customer_notes')).toBe(2);
    await sue.post(at(id, `/notes/${ofSupport}/removal`));
    await max.post(at(id, `/notes/${ofManager}/removal`));
    expect(await value('select count(*) from customer_notes')).toBe(0);
    expect((await acts()).filter((act) => act === 'note_removed')).toHaveLength(2);
  });

  it.each([
    ['nothing', '   ', 'Please fill in this field.'],
    ['too much', 'x'.repeat(2001), 'This text is too long.'],
    ['control characters', 'a\u0000b', 'This value cannot be used here.'],
  ])('refuse %s', async (_, note, words) => {
    const id = await aCustomer();
    const browser = await atWork({ role: 'support' });
    const reply = await browser.post(at(id, '/notes'), { note });

    expect(reply.status).toBe(422);
    expect(reply.text).toContain(words);
    expect(await value('select count(*) from customer_notes')).toBe(0);
  });
});

describe('the group', () => {
  it('is chosen by hand and stays, or is left to the rules, which run at once', async () => {
    const id = await aCustomer();
    const browser = await atWork({ role: 'manager' });
    await browser.post(at(id, '/group'), { groupId: 'grp_gold' });
    expect(await rows('select group_id, is_group_by_hand from memberships')).toEqual([
      { group_id: 'grp_gold', is_group_by_hand: 1 },
    ]);
    await env.DB.batch([
      env.DB.prepare(
        `insert into groups (id, store_id, name, position, created_at) values ('grp_silver', 'sto_harbour_goods', 'Silver', 2, 1)`,
      ),
      env.DB.prepare(
        `insert into group_rules (group_id, match, orders_from, updated_at) values ('grp_silver', 'all', 10, 1)`,
      ),
      env.DB.prepare('update memberships set order_count = 10'),
    ]);
    await browser.post(at(id, '/group'), { groupId: '' });

    expect(await rows('select group_id, is_group_by_hand from memberships')).toEqual([
      { group_id: 'grp_silver', is_group_by_hand: 0 },
    ]);
    expect(await rows('select from_name, to_name, reason from group_moves order by at, run_id')).toEqual([
      { from_name: 'Standard', to_name: 'Gold', reason: 'hand' },
      { from_name: 'Gold', to_name: 'Silver', reason: 'rule' },
    ]);
    expect((await browser.get(at(id, '/activity'))).text).toContain('Silver');
  });

  it.each(['grp_nowhere', 'grp_of_another_store'])('%s is refused in words, and nothing is told', async (groupId) => {
    await env.DB.prepare(
      `insert into groups (id, store_id, name, created_at) values ('grp_of_another_store', 'sto_hafen_handel', 'Trade', 1)`,
    ).run();
    const id = await aCustomer();
    const browser = await atWork({ role: 'manager' });
    const reply = await browser.post(at(id, '/group'), { groupId });

    expect(reply.status).toBe(409);
    expect(reply.text).toContain('This group is not there any more.');
    expect(await value('select group_id from memberships')).toBe(null);
    expect(await acts()).toEqual([]);
  });
});

describe('denying', () => {
  it('here makes the customer a visitor at the next request, here only, until they are allowed again', async () => {
    const { browser, id } = await graceOfBoth();
    const outlet = visitor({ store: 'outlet' });
    await signIn(outlet);
    const manager = await atWork({ role: 'manager' });
    await manager.post(at(id, '/denial'), { denied: 'on', where: 'here' });

    expect((await browser.get('/account')).location).toBe('/login?next=%2Faccount');
    expect((await signIn(visitor())).status).toBe(422);
    expect((await outlet.get('/account')).status).toBe(200);
    await manager.post(at(id, '/denial'), { where: 'here' });
    expect((await browser.get('/account')).status).toBe(200);
    expect((await acts()).filter((act) => String(act).startsWith('customer_'))).toEqual([
      'customer_denied',
      'customer_allowed',
    ]);
  });

  it('in the whole pool ends every session; it is for whoever manages all of the stores', async () => {
    const { browser, id } = await graceOfBoth();
    const outlet = visitor({ store: 'outlet' });
    await signIn(outlet);
    const manager = await atWork({ role: 'manager' });
    const refused = await manager.post(at(id, '/denial'), { denied: 'on', where: 'pool' });
    expect(refused.location).toBe(at(id, '?problem=beyond_reach'));
    expect((await outlet.get('/account')).status).toBe(200);

    await env.DB.prepare(
      `insert into staff_roles (staff_id, store_id, role) select id, 'sto_harbour_outlet', 'manager' from staff`,
    ).run();
    await manager.post(at(id, '/denial'), { denied: 'on', where: 'pool' });
    for (const one of [browser, outlet]) expect((await one.get('/account')).location).toContain('/login');
    await manager.post(at(id, '/denial'), { where: 'pool' });
    expect(await rows('select status from memberships')).toEqual([{ status: 'active' }, { status: 'active' }]);
    for (const one of [browser, outlet]) expect((await one.get('/account')).location).toContain('/login');
    expect((await signIn(visitor())).status).toBe(303);
  });
});

describe('deleting', () => {
  it('leaves nothing of the customer but the entry that somebody did it', async () => {
    const browser = await signedIn();
    const id = customerIn(browser);
    await anAddress(id, { line1: '7 Compiler Row' });
    const manager = await atWork({ role: 'manager' });
    await manager.post(at(id, '/notes'), { note: 'Likes blue' });
    const reply = await manager.post(at(id, '/deletion'));

    expect(reply.location).toBe('/admin/customers?done=deleted');
    expect((await browser.get('/account')).location).toContain('/login');
    const after = await everythingStored();
    for (const trace of ['grace@', 'Hopper', 'Compiler Row', 'Likes blue']) expect(after).not.toContain(trace);
    expect(await rows(`select customer_id, "before" from audit where act = 'customer_deleted'`)).toEqual([
      { customer_id: null, before: JSON.stringify({ customer: id }) },
    ]);
    expect((await manager.post(at(id, '/deletion'))).status).toBe(404);
  });

  it('of somebody whom other stores of the pool know takes them from this store only', async () => {
    const { browser, id } = await graceOfBoth();
    const outlet = visitor({ store: 'outlet' });
    await signIn(outlet);
    const manager = await atWork({ role: 'manager' });
    await manager.post(at(id, '/notes'), { note: 'Likes blue' });
    await manager.post(at(id, '/deletion'));

    expect((await browser.get('/account')).location).toContain('/login');
    expect((await outlet.get('/account')).status).toBe(200);
    expect(await rows('select store_id from memberships')).toEqual([{ store_id: 'sto_harbour_outlet' }]);
    expect(await value('select count(*) from search_terms where store_id = ?', 'sto_harbour_goods')).toBe(0);
    expect(await value('select count(*) from customer_notes')).toBe(0);
  });

  it('asks for the password where it was not said lately', async () => {
    const id = await aCustomer();
    const browser = await atWork();
    await env.DB.prepare('update staff set sessions_valid_from = 0').run();
    await env.DB.prepare('update sessions set started_at = started_at - 700000').run();
    const reply = await browser.post(at(id, '/deletion'));

    expect(reply.location).toBe(`/admin/proof?next=${encodeURIComponent(at(id))}`);
    expect(await statusOf(id)).toBe('active');
  });
});

it('shows what a customer typed as text, wherever staff see it', async () => {
  const name = `<script>alert(1)</script>{{7*7}}`;
  const id = await aCustomer({ name });
  await env.DB.prepare(`update customers set company = '<img src=x onerror=alert(2)>' where id = ?`).bind(id).run();
  await anAddress(id, { line1: '<b>bold</b>' });
  const customer = visitor();
  await signIn(customer);
  await env.DB.prepare(`update sessions set device = '<i>agent</i>'`).run();
  const browser = await atWork({ role: 'manager' });
  await browser.post(at(id, '/notes'), { note: '</textarea><script>alert(3)</script>=1+1' });

  for (const rest of ['', '/login', '/orders', '/addresses', '/messages', '/print']) {
    const { text } = await browser.get(at(id, rest));
    expect(text).toContain('{{7*7}}');
    for (const markup of ['<script>alert', '<img', '<b>bold', '<i>agent']) expect(text).not.toContain(markup);
  }
});
