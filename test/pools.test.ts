// Stores that share customers: how one joins and leaves, who of its staff may say so, and how two accounts of one address become one.
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { clashOf } from '../src/customers/customers.ts';
import { demoStores, type DemoStore } from '../src/demo/shops.ts';
import { invite } from '../src/pools/invitations.ts';
import { join } from '../src/pools/joining.ts';
import { goOn, goOnWithMoves, latestOf } from '../src/pools/moves.ts';
import { openDatabase } from '../src/web/database.ts';
import { aColleague, atWork, colleagueIn, staffPassword, staffSignIn } from './support/colleagues.ts';
import { linkIn, postbox } from './support/mail.ts';
import { anOrder, sceneAt } from './support/orders.ts';
import { aCustomer, anAddress, customerIn, password, signedIn, signIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { beginSession } from './support/sessions.ts';
import { withPolicies } from './support/staff.ts';
import { aPlace, toldAt } from './support/told.ts';
import { visitor, type Visitor } from './support/visitor.ts';
import { customerLifetime } from '../src/sessions/sessions.ts';

const later = 60_000;

const poolOf = (store: DemoStore) => value('select pool_id from stores where id = ?', demoStores[store].id);

/** Whether a store knows the person by a membership, and which other stores share them. */
const at = (id: string) => rows('select store_id from memberships where customer_id = ? order by 1', id);

/** A code that an owner of the store makes, from its page. */
async function codeFrom(owner: Visitor): Promise<string> {
  const { text, status } = await owner.post('/admin/stores/codes');
  expect(status).toBe(200);
  return /<code[^>]*>([^<]+)</.exec(text)?.[1] ?? '';
}

/** Lets trade join the pool of goods and outlet; returns its owner. */
async function joined(): Promise<Visitor> {
  const code = await codeFrom(await atWork());
  const owner = await atWork({ store: 'trade', email: 'handel@example.com' });
  expect(await owner.post('/admin/stores/joining', { code, confirmed: 'on' })).toMatchObject({
    status: 303,
    location: '/admin/stores?done=joined',
  });
  await arrive();
  return owner;
}

/** Lets Cron run when nobody can be overlooked any more. */
async function arrive(): Promise<void> {
  await goOnWithMoves(openDatabase(env), Date.now() + later);
  expect(await value('select count(*) from pool_moves where done_at is null')).toBe(0);
}

describe('joining', () => {
  it('shows who would be joined, and does nothing before it is confirmed', async () => {
    await aCustomer({ email: 'only@there.example' });
    await aCustomer({ email: 'both@example.com' });
    await aCustomer({ email: 'Both@Example.com', store: 'trade' });
    await aCustomer({ email: 'one@here.example', store: 'trade' });
    await aCustomer({ email: 'two@here.example', store: 'trade', hasLogin: false, status: 'pending' });
    const code = await codeFrom(await atWork());
    const owner = await atWork({ store: 'trade' });
    const before = await rows('select id, pool_id from stores');
    const { text } = await owner.post('/admin/stores/joining', { code });
    const counts = [...text.matchAll(/<strong>([^<]+)<\/strong><br.*?data-label="How many">(\d+)</gs)].map(
      ([, words, count]) => [words, count],
    );

    expect(counts).toEqual([
      ['Only here', '2'],
      ['Only there', '1'],
      ['In both, by their e-mail address', '1'],
    ]);
    expect(await rows('select id, pool_id from stores')).toEqual(before);
    expect(await value('select count(*) from pool_moves')).toBe(0);
  });

  it('lets who is in one of them sign in at all, and keeps two accounts of one address apart', async () => {
    const [mine, theirs] = [
      await aCustomer({ email: 'both@example.com' }),
      await aCustomer({ email: 'both@example.com', store: 'trade' }),
    ];
    const alone = await aCustomer({ email: 'one@here.example', store: 'trade' });
    await joined();

    expect(await rows('select id, pool_id from customers order by id')).toEqual(
      [
        { id: mine, pool_id: 'pol_harbour' },
        { id: theirs, pool_id: 'pol_hafen' },
        { id: alone, pool_id: 'pol_harbour' },
      ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    for (const [store, id] of [
      ['goods', mine],
      ['trade', theirs],
    ] as const) {
      const browser = visitor({ store });
      expect((await signIn(browser, 'both@example.com')).location).toBe('/account');
      expect(customerIn(browser)).toBe(id);
    }
    const browser = visitor({ store: 'outlet' });
    await signIn(browser, 'one@here.example');
    expect(customerIn(browser)).toBe(alone);
    expect(await at(alone)).toHaveLength(2);
    expect(await rows(`select store_id, act from audit where act glob 'pool_*' order by act`)).toEqual([
      { store_id: 'sto_harbour_goods', act: 'pool_code_made' },
      { store_id: 'sto_hafen_handel', act: 'pool_joined' },
      { store_id: 'sto_harbour_goods', act: 'pool_joined_by' },
    ]);
  });

  it('keeps everybody signed in, and refuses a form of before', async () => {
    const browser = await signedIn({ store: 'trade', email: 'one@here.example' });
    await withPolicies({ registration: 'open' }, 'trade');
    const form = await visitor({ store: 'trade' }).get('/register');
    await joined();

    expect(form.status).toBe(200);
    expect((await browser.get('/account')).status).toBe(200);
    expect(await value('select updated_at > created_at from stores where id = ?', demoStores.trade.id)).toBe(1);
  });

  it('is done by a code once, of twenty who use it at once', async () => {
    const code = await codeFrom(await atWork());
    const owner = await atWork({ store: 'trade' });
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => owner.post('/admin/stores/joining', { code, confirmed: 'on' })),
    );

    expect(replies.filter(({ location }) => location === '/admin/stores?done=joined')).toHaveLength(1);
    expect(await value('select count(*) from pool_moves')).toBe(1);
    const other = await atWork({ store: 'sklad' });
    expect((await other.post('/admin/stores/joining', { code, confirmed: 'on' })).location).toBe(
      '/admin/stores?problem=code_dead',
    );
    expect(await poolOf('sklad')).toBe('pol_pristav');
  });

  it.each<[string, string, DemoStore, () => Promise<unknown>]>([
    ['is too old', 'code_dead', 'trade', () => env.DB.prepare('update pool_invitations set expires_at = 1').run()],
    ['is nobody’s', 'code_dead', 'trade', () => env.DB.prepare('delete from pool_invitations').run()],
    [
      'is of somebody who is no owner any more',
      'code_dead',
      'trade',
      () => env.DB.prepare(`update staff_roles set role = 'manager' where store_id = 'sto_harbour_goods'`).run(),
    ],
    [
      'is of a store that has left its pool',
      'code_dead',
      'trade',
      () => env.DB.prepare(`update stores set pool_id = 'pol_pristav' where id = 'sto_harbour_goods'`).run(),
    ],
    ['is of the own pool', 'code_own', 'outlet', () => Promise.resolve()],
    [
      'is for a store that shares customers already',
      'not_alone',
      'trade',
      () => env.DB.prepare(`update stores set pool_id = 'pol_hafen' where id = 'sto_pristav_sklad'`).run(),
    ],
  ])('is refused where the code %s', async (_, problem, store, spoil) => {
    const code = await codeFrom(await atWork());
    const owner = await atWork({ store, email: 'other@example.org' });
    await spoil();
    const before = await rows('select id, pool_id from stores');
    for (const form of [{ code }, { code, confirmed: 'on' }]) {
      expect((await owner.post('/admin/stores/joining', form)).location).toBe(`/admin/stores?problem=${problem}`);
    }

    expect(await rows('select id, pool_id from stores')).toEqual(before);
  });

  it('is for owners who have said their password lately, and the code is stored nowhere', async () => {
    const code = await codeFrom(await atWork());
    expect(code).toMatch(/^[\w-]{43}$/);
    expect(await everythingStored()).not.toContain(code);
    for (const role of ['manager', 'support'] as const) {
      const colleague = await atWork({ store: 'trade', role });
      for (const path of ['/admin/stores/joining', '/admin/stores/leaving', '/admin/stores/codes', '/admin/stores'])
        expect((await colleague.post(path, { code, confirmed: 'on' })).status).toBe(403);
    }
    const owner = await atWork({ store: 'trade' });
    await env.DB.prepare('update sessions set proved_at = 1').run();
    expect((await owner.post('/admin/stores/joining', { code, confirmed: 'on' })).location).toBe(
      '/admin/proof?next=%2Fadmin%2Fstores',
    );
    expect(await poolOf('trade')).toBe('pol_hafen');
  });

  it('keeps the staff of both sides at work, also two of one address', async () => {
    const [here, there] = [
      await aColleague({ store: 'trade', email: 'same@example.org' }),
      await aColleague({ store: 'goods', email: 'same@example.org' }),
    ];
    await joined();

    expect(await value('select pool_id from staff where id = ?', here)).toBe('pol_hafen');
    expect(await value(`select pool_id from staff where email = 'handel@example.com'`)).toBe('pol_harbour');
    for (const [store, id] of [
      ['trade', here],
      ['goods', there],
    ] as const) {
      const browser = visitor({ store });
      expect((await staffSignIn(browser, 'same@example.org', staffPassword)).location).toBe('/admin');
      expect(colleagueIn(browser)).toBe(id);
    }
    const owner = visitor({ store: 'trade' });
    await staffSignIn(owner, 'same@example.org', staffPassword);
    const form = { name: 'Same', email: 'same@example.org', role: 'support' };
    expect((await owner.post('/admin/staff', form)).status).toBe(409);
  });
});

describe('customers on their way', () => {
  it('are gone on with after a stop, and nobody is overlooked who came behind', async () => {
    for (const name of ['a', 'b', 'c'])
      await aCustomer({ store: 'trade', email: `${name}@example.com`, hasLogin: false });
    const [goods, trade] = [await sceneAt('goods'), await sceneAt('trade')];
    const { db } = trade;
    const { code } = await invite(goods, await aColleague(), Date.now());
    const result = await join(trade, await aColleague({ store: 'trade' }), code, Date.now());
    if (!result.ok) throw new Error(result.problem);
    const [move] = await latestOf(db, trade.store.id);
    if (!move) throw new Error('no move');
    // Twenty at once do one portion.
    await Promise.all(Array.from({ length: 20 }, () => goOn(db, move, Date.now(), 1)));
    expect(await value(`select count(*) from customers where pool_id = 'pol_harbour'`)).toBe(1);
    expect(await value('select done_count from pool_moves')).toBe(1);
    // A request that knew the store's pool of before writes now, behind what is done.
    await env.DB.batch([
      env.DB.prepare(
        `insert into customers (id, pool_id, email, email_key, created_at, updated_at) values ('cus_${'0'.repeat(26)}', 'pol_hafen', 'd@example.com', 'd@example.com', 1, 1)`,
      ),
      env.DB.prepare(
        `insert into memberships (store_id, customer_id, status, created_at) values (?, 'cus_${'0'.repeat(26)}', 'pending', 1)`,
      ).bind(trade.store.id),
    ]);
    for (let run = 0; run < 2; run += 1) await goOnWithMoves(db, Date.now() + later);

    expect(await value(`select count(*) from customers where pool_id = 'pol_harbour'`)).toBe(4);
    expect(await rows('select moved_count, apart_count, done_at is not null as is_done from pool_moves')).toEqual([
      { moved_count: 4, apart_count: 0, is_done: 1 },
    ]);
  });
});

describe('leaving', () => {
  it('gives the store its own customers: who is elsewhere too is two, and each keeps what is theirs', async () => {
    await withPolicies({ orderHistory: 'pool' });
    await withPolicies({ orderHistory: 'pool' }, 'outlet');
    const browser = await signedIn();
    const both = customerIn(browser);
    await anAddress(both, { isDefaultBilling: true });
    await signIn(visitor({ store: 'outlet' }));
    const alone = await aCustomer({ store: 'outlet', email: 'one@here.example' });
    const [here, there] = [await anOrder(both), await anOrder(both, {}, { store: 'outlet' })];
    const numbers = await rows('select id, number from orders');
    const numberOf = (id: string) => String(numbers.find((one) => one.id === id)?.number);
    const shown = async (one: Visitor) =>
      new Set((await one.get('/account/orders')).text.match(/(?<=href="\/account\/orders\/)(?!guest)[^"?]+/g)).size;
    expect(await shown(browser)).toBe(2);

    const owner = await atWork({ store: 'outlet' });
    const page = await owner.get('/admin/stores/leaving');
    expect([...page.text.matchAll(/data-label="How many">(\d+)</g)].map(([, count]) => count)).toEqual(['1', '1']);
    expect((await owner.post('/admin/stores/leaving')).location).toBe('/admin/stores?done=left');
    expect(await shown(browser)).toBe(1);
    await arrive();

    const copy = String(await value('select customer_id from orders where id = ?', there));
    expect(copy).not.toBe(both);
    expect(await value('select customer_id from orders where id = ?', here)).toBe(both);
    expect([await at(both), await at(copy), await at(alone)].map((stores) => stores.length)).toEqual([1, 1, 1]);
    expect(
      await rows(
        'select distinct pool_id from customers join memberships on customer_id = customers.id where store_id = ?',
        demoStores.outlet.id,
      ),
    ).toEqual([{ pool_id: await poolOf('outlet') }]);
    expect(await rows('select line1, is_default_billing from addresses order by id')).toEqual([
      { line1: '4 Custom House Quay', is_default_billing: 1 },
      { line1: '4 Custom House Quay', is_default_billing: 1 },
    ]);
    const left = visitor({ store: 'outlet' });
    await signIn(left);
    expect(customerIn(left)).toBe(copy);
    expect([await shown(left), await shown(browser)]).toEqual([1, 1]);
    expect((await left.get(`/account/orders/${numberOf(there)}`)).status).toBe(200);
    expect((await left.get(`/account/orders/${here}`)).status).toBe(404);
    // Each may go alone.
    await browser.post('/account/privacy/deletion', { currentPassword: password });
    expect((await left.get('/account')).status).toBe(200);
  });

  it('is done once, of twenty at once, and never alone', async () => {
    const owner = await atWork({ store: 'outlet' });
    const replies = await Promise.all(Array.from({ length: 20 }, () => owner.post('/admin/stores/leaving')));

    expect(replies.filter(({ location }) => location === '/admin/stores?done=left')).toHaveLength(1);
    expect(await value('select count(*) from pools')).toBe(4);
    await arrive();
    expect((await owner.post('/admin/stores/leaving')).location).toBe('/admin/stores?problem=alone');
  });

  it('leaves whoever works at both stores the same person at both', async () => {
    const id = await aColleague({ email: 'both@example.org' });
    await env.DB.prepare(`insert into staff_roles values (?, ?, 'manager', null)`).bind(id, demoStores.outlet.id).run();
    const owner = await atWork({ store: 'outlet' });
    await owner.post('/admin/stores/leaving');

    expect(await value('select pool_id from staff where id = ?', id)).toBe('pol_harbour');
    expect(await value('select pool_id from staff where id = ?', colleagueIn(owner))).toBe(await poolOf('outlet'));
    for (const store of ['goods', 'outlet'] as const) {
      const browser = visitor({ store });
      expect((await staffSignIn(browser, 'both@example.org')).location).toBe('/admin');
    }
  });
});

describe('two accounts of one address', () => {
  /** Somebody signed in at trade, whom it keeps apart from the person of the pool; and that person. */
  async function apart({ isProved = true } = {}) {
    const other = await aCustomer({ email: 'both@example.com', name: '' });
    const browser = await signedIn({ email: 'Both@example.com', store: 'trade', isProved });
    await joined();
    const post = postbox();
    const here = visitor({ store: 'trade', cookies: browser.cookies, bindings: { EMAIL: post.binding } });
    return { other, own: customerIn(browser), here, post };
  }

  it('become one once the person proves it, with what each store holds', async () => {
    const { other, own, here, post } = await apart();
    await anAddress(own, { line1: '1 Trade Street', isDefaultBilling: true });
    await anAddress(other, { line1: '2 Quay', isDefaultBilling: true, isDefaultDelivery: true });
    const order = await anOrder(own, {}, { store: 'trade' });
    const revision = Number(await value('select revision from orders where id = ?', order));
    const at2 = visitor();
    await beginSession(at2, '__Host-customer', other, customerLifetime);
    await env.DB.prepare(`update logins set password_hash = 'of trade' where customer_id = ?`).bind(own).run();

    expect((await here.get('/account')).text).toContain('/account/joining');
    expect((await here.post('/account/joining')).location).toBe('/account/joining?done=sent');
    const link = linkIn(post.sent[0], '/join-accounts/');
    expect(post.sent[0]?.to).toBe('Both@example.com');
    expect((await here.get(link)).text).toContain('Harbour Goods');
    expect(await value('select count(*) from customers')).toBe(2);
    // Nobody else can use it, be they the other account itself.
    expect((await at2.get(link)).status).toBe(410);
    const [trade, goods] = [await aPlace(null, 'trade'), await aPlace()];
    const replies = await Promise.all(Array.from({ length: 20 }, () => here.post(link)));

    expect(replies.filter(({ location }) => location === '/account/joining?done=done')).toHaveLength(1);
    expect(await toldAt(trade)).toEqual([
      ['customer.created', { customer_id: other }],
      ['customer.deleted', { customer_id: own }],
    ]);
    expect(await toldAt(goods)).toEqual([['customer.updated', { customer_id: other }]]);
    expect(await rows('select revision > 0 as is_revised from memberships')).toEqual([
      { is_revised: 1 },
      { is_revised: 1 },
    ]);
    expect(await rows('select id, name, has_login from customers')).toEqual([
      { id: other, name: 'Grace Hopper', has_login: 1 },
    ]);
    expect(await rows('select customer_id, revision from orders')).toEqual([
      { customer_id: other, revision: revision + 1 },
    ]);
    expect(await rows('select customer_id, password_hash from logins')).toEqual([
      { customer_id: other, password_hash: 'of trade' },
    ]);
    expect(await rows('select line1, is_default_billing, is_default_delivery from addresses order by line1')).toEqual([
      { line1: '1 Trade Street', is_default_billing: 1, is_default_delivery: 0 },
      { line1: '2 Quay', is_default_billing: 0, is_default_delivery: 1 },
    ]);
    expect(await at(other)).toHaveLength(2);
    expect((await at2.get('/account')).status).toBe(303);
    expect(await value(`select count(*) from audit where customer_id = ?`, own)).toBe(0);
    expect(post.sent.at(-1)?.subject).toBe('Ihre Konten sind jetzt eines');
    expect(await rows(`select store_id, term from search_terms where term glob 'hopper*' order by 1`)).toHaveLength(2);
  });

  it('signs in whoever made them one, and nobody else', async () => {
    const { here, post, other } = await apart();
    await here.post('/account/joining');
    await here.post(linkIn(post.sent[0], '/join-accounts/'));

    expect(customerIn(here)).toBe(other);
    expect((await here.get('/account/joining?done=done')).text).toContain('Your accounts are one now');
    expect((await here.get('/account')).text).not.toContain('/account/joining');
    expect((await signIn(visitor(), 'both@example.com')).location).toBe('/account');
  });

  it('are named to nobody who has not proved the address, and a link of somebody who is alone goes nowhere', async () => {
    const { here, post } = await apart({ isProved: false });
    expect((await here.get('/account')).text).not.toContain('/account/joining');
    const { text } = await here.get('/account/joining');
    expect(text).not.toContain('Harbour Goods');
    // The way there is shown to everybody alike.
    expect((await here.get('/account/security')).text).toContain('/account/joining');
    const nobodys = await signedIn({ store: 'trade', email: 'nobody@example.com', name: 'Grace Hopper' });
    const same = (await nobodys.get('/account/joining')).text.replaceAll('nobody@example.com', 'Both@example.com');
    expect(same.replaceAll(/nonce="[^"]*"/g, '')).toBe(text.replaceAll(/nonce="[^"]*"/g, ''));

    const alone = await signedIn({ email: 'alone@example.com' });
    const reply = await alone.post('/account/joining');
    expect([reply.location, post.sent.length]).toEqual(['/account/joining?done=sent', 0]);
    expect(await value(`select count(*) from link_tokens where purpose = 'joining'`)).toBe(0);
  });

  it('stay two where the other is gone, or the link is old', async () => {
    const { here, post, own, other } = await apart();
    await here.post('/account/joining');
    const link = linkIn(post.sent[0], '/join-accounts/');
    await env.DB.prepare(`update customers set email_key = 'other@example.com' where id = ?`).bind(other).run();
    expect((await here.post(link)).status).toBe(410);
    await env.DB.batch([
      env.DB.prepare(`update customers set email_key = 'both@example.com' where id = ?`).bind(other),
      env.DB.prepare('update link_tokens set expires_at = 1'),
    ]);
    expect((await here.post(link)).status).toBe(410);

    expect(await at(own)).toHaveLength(1);
    expect((await here.get('/account')).status).toBe(200);
  });

  it('never come to be at one store: an address is taken where it would be', async () => {
    const { own, other } = await apart();
    const third = await aCustomer({ email: 'third@example.com' });
    const db = openDatabase(env);
    const clash = async (id: string, key: string) =>
      (await db.all<{ id: string | null }>(sql`select ${clashOf(id, key)} as id`))[0]?.id ?? null;

    expect(await clash(own, 'third@example.com')).toBe(third);
    expect(await clash(other, 'third@example.com')).toBe(third);
    expect(await clash(third, 'both@example.com')).toBe(other);
    expect(await clash(own, 'nobody@example.com')).toBeNull();
    // Registering again finds the account of the store, at each of them.
    await withPolicies({ registration: 'open', activation: 'email' }, 'trade');
    for (const store of ['goods', 'trade'] as const) {
      await visitor({ store }).post('/register', {
        email: 'both@example.com',
        name: 'Ada',
        password: 'seven gulls above the harbour',
      });
    }
    expect(await rows(`select customer_id, store_id from audit where act = 'own_registered_again' order by 2`)).toEqual(
      [
        { customer_id: own, store_id: demoStores.trade.id },
        { customer_id: other, store_id: demoStores.goods.id },
      ],
    );
  });
});

describe('a new store', () => {
  const form = {
    name: 'Harbour Books',
    hostname: 'Bücher.Example.com',
    language: 'de',
    also_en: 'on',
    currency: 'CHF',
    timeZone: 'Europe/Zurich',
  };

  it.each([
    [{ isSharing: 'on' }, 'pol_harbour'],
    [{}, null],
  ])('opens at its host, with its owner: %j', async (sharing, pool) => {
    const owner = await atWork();
    expect((await owner.post('/admin/stores', { ...form, ...sharing })).location).toBe('/admin/stores?done=added');

    const [store] = await rows(`select * from stores where name = 'Harbour Books'`);
    expect(store).toMatchObject({
      origin: 'http://xn--bcher-kva.example.com:8787',
      currency: 'CHF',
      languages: 'de,en',
      time_zone: 'Europe/Zurich',
    });
    if (pool) expect(store?.pool_id).toBe(pool);
    else expect(await value('select count(*) from stores where pool_id = ?', store?.pool_id)).toBe(1);
    expect(await rows('select name from groups where store_id = ? and is_default = 1', store?.id)).toHaveLength(1);
    expect(await rows('select role from staff_roles where store_id = ?', store?.id)).toEqual([{ role: 'owner' }]);
    const { text } = await owner.get('/admin/stores');
    expect(text).toContain('http://xn--bcher-kva.example.com:8787/admin');
  });

  it.each([
    ['localhost', 422],
    ['OUTLET.localhost', 409],
    ['https://shop.example.com', 422],
    ['shop.example.com/x', 422],
    ['shop.example.com:80', 422],
    ['shop_example.com', 422],
    ['127.0.0.1', 422],
    ['shop', 422],
    ['-a.example.com', 422],
    ['', 422],
  ])('is refused at %s', async (hostname, status) => {
    const owner = await atWork();
    expect((await owner.post('/admin/stores', { ...form, hostname })).status).toBe(status);
    expect(await value('select count(*) from stores')).toBe(4);
  });
});
