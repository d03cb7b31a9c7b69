// What customers are found by is in step with the people, whatever happened to them.
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import * as admission from '../src/access/activation/admission.ts';
import { logins } from '../src/access/schema.ts';
import { indexing, rereading } from '../src/customers/finding/indexing.ts';
import { folded, readingsOf, termsIn } from '../src/customers/finding/terms.ts';
import { customers, memberships, searchTerms } from '../src/customers/schema.ts';
import { gather } from '../src/demo/crowd.ts';
import { fill } from '../src/demo/demo.ts';
import { run } from '../src/jobs.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aCustomer, customerIn, password, signedIn, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { byStaff, withPolicies } from './support/staff.ts';
import { port, visitor } from './support/visitor.ts';

const ada = { email: 'ada.king@example.com', name: 'Ada King', password: 'seven gulls above the harbour' };

/** What is stored, and what must be, told from the people alone. */
async function inStep() {
  const db = openDatabase(env);
  const people = await db.select().from(customers);
  const members = await db.select().from(memberships);
  const withLogin = new Set((await db.select().from(logins)).map(({ customerId }) => customerId));
  const expected = members.map(({ storeId, customerId, registeredAt }) => {
    const person = people.find(({ id }) => id === customerId);
    if (!person) throw new Error('a membership of nobody');
    return {
      storeId,
      customerId,
      terms: termsIn(readingsOf(person)),
      sortName: folded(person.name || person.company || person.email),
      isAccount: registeredAt !== null || withLogin.has(customerId),
      hasLogin: withLogin.has(customerId),
    };
  });
  const everything = await db.select().from(searchTerms).orderBy(searchTerms.term);
  // Numbers of orders are none of the person's details (test/finding_numbers).
  const terms = everything.filter(({ term }) => !term.startsWith('#'));
  const stored = members.map(({ storeId, customerId, sortName, isAccount }) => ({
    storeId,
    customerId,
    terms: terms.filter((row) => row.storeId === storeId && row.customerId === customerId).map(({ term }) => term),
    sortName,
    isAccount,
    hasLogin: people.find(({ id }) => id === customerId)?.hasLogin,
  }));
  expect(terms).toHaveLength(expected.reduce((sum, row) => sum + row.terms.length, 0));
  expect(stored).toEqual(expected);
  return stored;
}

/** Ada has registered, and her link is in the message. */
async function registered(form: Record<string, string> = {}, store: 'goods' | 'sklad' = 'goods') {
  const post = postbox();
  const browser = visitor({ store, bindings: { EMAIL: post.binding } });
  await browser.post('/register', { ...ada, ...form });
  return { browser, post };
}

describe('what customers are found by', () => {
  it('is there for the people of the demo', async () => {
    const db = openDatabase(env);
    await env.DB.batch(
      ['store_hosts', 'groups', 'stores', 'pools'].map((table) => env.DB.prepare(`delete from ${table}`)),
    );
    await fill(db, port, Date.now());

    expect((await inStep()).map(({ sortName }) => sortName)).toContain('bozena nemcova');
  });

  it('is there for a crowd, which comes out the same when it is made twice', async () => {
    await gather(openDatabase(env), { count: 300, passwordHash: '' });
    const once = await inStep();
    await gather(openDatabase(env), { count: 300, passwordHash: '' });

    expect(once).toHaveLength(300);
    expect(await inStep()).toEqual(once);
  });

  it('is the address alone until a registration is proved, then everything', async () => {
    const { browser, post } = await registered({ phone: '+420 601 123 456' });
    expect((await inStep()).map(({ terms }) => terms)).toEqual([['ada.king@example.com', 'example.com', 'king']]);
    await browser.post(linkIn(post.sent[0], '/activate/'), {});

    expect(await inStep()).toMatchObject([{ sortName: 'ada king', isAccount: true, hasLogin: true }]);
    expect((await inStep())[0]?.terms).toContain('601123456');
  });

  it('is what somebody fills in who activates in another browser', async () => {
    const { post } = await registered();
    const elsewhere = visitor();
    await elsewhere.post(linkIn(post.sent[0], '/activate/'), { name: 'Augusta Byron', password: ada.password });

    expect(await inStep()).toMatchObject([{ sortName: 'augusta byron', hasLogin: true }]);
  });

  it('is there at once where staff activate, with and without a password of the store’s making', async () => {
    for (const passwordAtRegistration of ['chosen', 'generated'] as const) {
      const email = `${passwordAtRegistration}@example.com`;
      await withPolicies({ activation: 'admin', passwordAtRegistration });
      await registered({ email });
      expect(await inStep()).toContainEqual(expect.objectContaining({ sortName: 'ada king', isAccount: true }));
      await byStaff(admission.activate, String(await value('select id from customers where email = ?', email)));
      await inStep();
    }

    expect((await inStep()).map(({ hasLogin }) => hasLogin)).toEqual([true, true]);
  });

  it('tells an account from a contact who accepts an invitation', async () => {
    const id = await aCustomer({ hasLogin: false, status: 'pending' });
    await env.DB.prepare('update memberships set registered_at = null').run();
    await batch(openDatabase(env), indexing(openDatabase(env), id));
    expect(await inStep()).toMatchObject([{ isAccount: false, hasLogin: false }]);
    const { sent } = await byStaff(admission.invite, id);
    await visitor().post(linkIn(sent[0], '/set-password/'), { password: ada.password });

    expect(await inStep()).toMatchObject([{ isAccount: true, hasLogin: true }]);
  });

  it('keeps the same for a contact who registers, until they activate', async () => {
    const id = await aCustomer({ hasLogin: false, status: 'pending', email: ada.email });
    await withPolicies({ activation: 'admin' });
    await registered();
    await inStep();
    await withPolicies({ activation: 'email' });
    const { browser, post } = await registered();
    await browser.post(linkIn(post.sent[0], '/activate/'), {});

    expect(await inStep()).toMatchObject([{ customerId: id, sortName: 'ada king', hasLogin: true }]);
  });

  it('follows the profile', async () => {
    await withPolicies({ registrationFields: { name: 'optional', company: 'optional', vatId: 'optional' } });
    const browser = await signedIn();
    const profile = {
      name: 'Božena Němcová',
      phone: '01 555 0199',
      company: 'Šnek & syn',
      vatId: 'IE6433435F',
      language: '',
    };
    await browser.post('/account/profile', profile);
    expect((await inStep())[0]?.terms).toEqual(expect.arrayContaining(['bozena', 'snek', '35315550199', 'ie6433435f']));
    await browser.post('/account/profile', { ...profile, name: '', phone: '', vatId: '' });

    expect(await inStep()).toMatchObject([
      { sortName: 'snek & syn', terms: ['example.com', 'grace@example.com', 'snek', 'syn'] },
    ]);
  });

  it('is there at the other stores of the pool: where somebody joins, and where they wait for staff', async () => {
    const browser = await signedIn({ name: 'Łukasz Groß' });
    await signIn(visitor({ store: 'outlet' }));
    expect((await inStep()).map(({ storeId }) => storeId)).toEqual(['sto_harbour_goods', 'sto_harbour_outlet']);
    await browser.post('/account/profile', { name: 'Grace', phone: '', language: '' });
    await inStep();
    await aCustomer({ email: 'mary@example.com' });
    await withPolicies({ activation: 'admin' }, 'outlet');
    await signIn(visitor({ store: 'outlet' }), 'mary@example.com');

    expect(await inStep()).toHaveLength(4);
  });

  it('follows a change of address, and its undoing', async () => {
    const post = postbox();
    const browser = await signedIn();
    const home = visitor({ cookies: browser.cookies, bindings: { EMAIL: post.binding } });
    await home.post('/account/email', { email: 'Hopper@Navy.example', currentPassword: password });
    await home.post(linkIn(post.sent[0], '/confirm-email/'));
    expect((await inStep())[0]?.terms).toEqual(['grace', 'hopper@navy.example', 'navy.example']);
    await home.post(linkIn(post.sent.at(-1), '/restore-email/'));

    expect((await inStep())[0]?.terms).toEqual(['example.com', 'grace@example.com', 'hopper']);
  });

  it('is right when profile and address change at the same time', async () => {
    const post = postbox();
    const browser = await signedIn();
    const home = visitor({ cookies: browser.cookies, bindings: { EMAIL: post.binding } });
    await home.post('/account/email', { email: 'hopper@navy.example', currentPassword: password });
    const link = linkIn(post.sent[0], '/confirm-email/');
    const names = ['Rear Admiral', 'Amazing Grace', 'Brewster Murray'];
    await Promise.all([
      ...names.map((name) => browser.post('/account/profile', { name, phone: '', language: '' })),
      home.post(link),
      home.post(link),
    ]);

    expect((await inStep())[0]?.terms).toContain('hopper@navy.example');
  });

  it('goes with a registration that nobody activated, at that store only', async () => {
    await registered();
    const id = await aCustomer();
    await env.DB.prepare(
      `insert into memberships (store_id, customer_id, status, created_at, registered_at) values ('sto_harbour_outlet', ?, 'pending', 0, 0)`,
    )
      .bind(id)
      .run();
    await batch(openDatabase(env), indexing(openDatabase(env), id));
    await env.DB.prepare(`update memberships set registered_at = 0 where status = 'pending'`).run();
    await run('0 * * * *', env, Date.now());

    expect(await inStep()).toMatchObject([{ storeId: 'sto_harbour_goods', sortName: 'grace hopper' }]);
  });

  it('goes with a deleted account', async () => {
    const browser = await signedIn();
    await signIn(visitor({ store: 'outlet' }));
    expect(await value('select count(*) from search_terms where customer_id = ?', customerIn(browser))).toBe(6);
    await browser.post('/account/privacy/deletion', { currentPassword: password });

    expect(await rows('select * from search_terms')).toEqual([]);
  });

  it('is the same when it is brought in step again', async () => {
    const id = await aCustomer({ name: 'Ada-Ada King King' });
    const db = openDatabase(env);
    const before = await inStep();
    await batch(db, [
      db
        .update(customers)
        .set(rereading({ name: 'Ada-Ada King King' }))
        .where(eq(customers.id, id)),
      ...indexing(db, id),
      ...indexing(db, id),
    ]);

    expect(await inStep()).toEqual(before);
  });
});
