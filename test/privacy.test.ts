// Taking away everything on record, and deleting the account.
import { env } from 'cloudflare:workers';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { beginning } from '../src/customers/bulk/bulk.ts';
import { deliverDue } from '../src/messages/delivery.ts';
import { postOf } from '../src/messages/posting.ts';
import * as handling from '../src/orders/handling.ts';
import { exported, holdings } from '../src/privacy/holdings.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import * as basket from '../src/checkout/basket/basket.ts';
import { keeping } from '../src/checkout/checkouts.ts';
import * as wishlist from '../src/wishlist/wishlist.ts';
import { aColleague } from './support/colleagues.ts';
import { postbox, refusing } from './support/mail.ts';
import { answered, aQuestion } from './support/discussions.ts';
import { hasAnswered } from './support/forms.ts';
import { aReview } from './support/reviews.ts';
import { anOrder, aProduct, aQuotation, quay, sceneAt } from './support/orders.ts';
import { aCustomer, anAddress, customerIn, password, signedIn, signIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { brokenDatabase } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const grace = { email: 'grace@example.com', name: 'Grace Hopper' };
const owner = 'owner@harbour-goods.example';

/** Words by which Grace would be found, wherever they stand. */
const traces = [
  'grace@',
  'Grace',
  'Hopper',
  '555 0199',
  'Compiler Row',
  'Bugs & Sons',
  'IE6433435F',
  '1985-12-09',
  'Rings at noon',
  'Dear G.',
  'Five from a compiler writer',
  'Sells compilers',
];

/** Grace has told the shop everything, has a session at two stores of the pool, links, messages and an address. */
async function settled(): Promise<Visitor> {
  await withPolicies({
    registrationFields: { company: 'optional', vatId: 'optional', birthDate: 'optional', newsletter: 'optional' },
    ownFields: [{ key: 'extra', type: 'text', demand: 'optional', label: { en: 'Extra' } }],
    email: { senderAddress: 'hello@harbour-goods.example', ownerAddresses: [owner] },
  });
  const browser = await signedIn({ ...grace, group: 'gold' });
  await signIn(visitor({ store: 'outlet' }));
  await signIn(visitor());
  await browser.post('/account/profile', {
    name: grace.name,
    phone: '01 555 0199',
    company: 'Bugs & Sons',
    vatId: 'IE6433435F',
    birthDate: '1985-12-09',
    own_extra: 'Grace likes blue',
    newsletter: 'on',
    language: '',
  });
  await anAddress(customerIn(browser), { line1: '7 Compiler Row' });
  await visitor().post('/forgot-password', { email: grace.email });
  await wasActivated(customerIn(browser), grace.name);
  await wasNoted(customerIn(browser), 'Rings at noon');
  await wasMoved(customerIn(browser));
  await wasKnownToPartner(customerIn(browser));
  await hadPoints(customerIn(browser), 'Grace was kind');
  await wasAmongMany(customerIn(browser));
  await received(customerIn(browser));
  await aQuotation(customerIn(browser));
  await wished(customerIn(browser));
  await hadInBasket(customerIn(browser));
  await beganCheckout(customerIn(browser), 'Grace Hopper');
  await aReview(customerIn(browser), { text: 'Five from a compiler writer' });
  await wasAnswered(customerIn(browser), 'Does it suit Hopper?', 'Dear G., it does.');
  await hasAnswered(grace.email, { trade: 'Sells compilers' });
  await browser.post('/account/email', { email: 'grace@new.example.com', currentPassword: password });
  return browser;
}

/** Somebody else with the same kinds of rows, who must not be touched. */
async function bystander(): Promise<string> {
  const id = await aCustomer({ email: 'other@example.com', name: 'Mary Ward' });
  const browser = visitor();
  await signIn(browser, 'other@example.com');
  await anAddress(id, { line1: '1 Other Street' });
  await visitor().post('/forgot-password', { email: 'other@example.com' });
  await wasActivated(id, 'Mary Ward');
  await wasNoted(id, 'Likes red');
  await wasMoved(id);
  await wasKnownToPartner(id);
  await hadPoints(id, 'Mary Ward was kind');
  await wasAmongMany(id);
  await received(id);
  await aQuotation(id);
  await wished(id);
  await hadInBasket(id);
  await beganCheckout(id, 'Mary Ward');
  await aReview(id, { text: 'Red as can be' });
  await wasAnswered(id, 'Is it red?', 'It is.');
  await hasAnswered('other@example.com', { trade: 'Sells red' });
  return id;
}

/** An entry of the audit about a customer, with their name in it. */
function wasActivated(customerId: string, name: string) {
  return env.DB.prepare(
    `insert into audit (id, store_id, act, customer_id, after, device, place, at)
    values (?, 'sto_harbour_goods', 'customer_activated', ?, json_object('name', ?), '', '', 1)`,
  )
    .bind(`aud_${crypto.randomUUID()}`, customerId, name)
    .run();
}

/** What a partner calls the customer, and what it was told of them lately. */
function wasKnownToPartner(customerId: string) {
  return env.DB.batch([
    env.DB.prepare(
      `insert or ignore into partners (id, store_id, name, created_at) values ('ptn_till', 'sto_harbour_goods', 'Till', 1)`,
    ),
    env.DB.prepare(
      `insert into partner_ids (partner_id, store_id, kind, external_id, subject_id, created_at)
      values ('ptn_till', 'sto_harbour_goods', 'customer', ?1, ?1, 1)`,
    ).bind(customerId),
    env.DB.prepare(
      `insert into partner_requests (partner_id, store_id, key, hash, claim, claimed_at, made, customer_id)
      values ('ptn_till', 'sto_harbour_goods', ?1, '', '', 1, '', ?1)`,
    ).bind(customerId),
  ]);
}

/** A move from the default group to another. */
function wasMoved(customerId: string) {
  return env.DB.prepare(
    `insert into group_moves (run_id, store_id, customer_id, from_name, to_group_id, to_name, reason, at)
    values ('mov_once', 'sto_harbour_goods', ?, 'Standard', 'grp_gold', 'Gold', 'rule', 1764000000000)`,
  )
    .bind(customerId)
    .run();
}

/** Points that staff gave. */
function hadPoints(customerId: string, reason: string) {
  return env.DB.prepare(
    `insert into points_entries (id, store_id, customer_id, kind, cause, points, points_left, balance, position, counts_at, reason, at)
    values (?, 'sto_harbour_goods', ?, 'hand', 'hand:1', 5, 5, 5, 1, 1, ?, 1)`,
  )
    .bind(`pts_${customerId}`, customerId, reason)
    .run();
}

/** A note of staff about a customer. */
async function wasNoted(customerId: string, text: string): Promise<void> {
  const staffId = await aColleague({ email: `${crypto.randomUUID()}@example.org` });
  await env.DB.prepare(`insert into customer_notes values (?, 'sto_harbour_goods', ?, ?, ?, 1)`)
    .bind(`not_${customerId}`, customerId, staffId, text)
    .run();
}

/** An order that has arrived. */
async function received(customerId: string): Promise<void> {
  const acting = { orderId: await anOrder(customerId, { paymentMethod: 'elsewhere' }), staffId: null };
  await handling.ship(await sceneAt(), acting, { carrier: '', trackingCode: '' }, Date.now());
  await handling.deliver(await sceneAt(), acting, Date.now());
}

/** A product to remember. */
async function wished(customerId: string): Promise<void> {
  const { db, store } = await sceneAt();
  await wishlist.add(db, { store, customerId }, await aProduct(), Date.now());
}

/** A product in the basket. */
async function hadInBasket(customerId: string): Promise<void> {
  const { db, store } = await sceneAt();
  await basket.add(db, { store, customerId }, { productId: await aProduct(), quantity: 2 }, Date.now());
}

/** What was filled in at the checkout. */
async function beganCheckout(customerId: string, name: string): Promise<void> {
  const { db, store } = await sceneAt();
  const address = { ...quay, name };
  const ways = { method: 'parcel', payment: 'bank_transfer', points: 0, isKept: false } as const;
  const details = { email: '', vatId: '', delivery: address, billing: address, ...ways };
  await batch(db, [keeping(db, store, { tokenHash: `hash of ${customerId}`, customerId, details }, Date.now())]);
}

/** A question to which the shop has given an answer. */
async function wasAnswered(customerId: string, question: string, answer: string): Promise<void> {
  const questionId = await aQuestion(customerId, { text: question });
  await answered(questionId, answer);
}

/** A result of an act of staff on many customers. */
async function wasAmongMany(customerId: string) {
  const by = await aColleague({ email: `${crypto.randomUUID()}@example.org` });
  const begun = { act: 'deny', by, customerIds: [customerId] } as const;
  const { statements } = beginning(openDatabase(env), { id: 'sto_harbour_goods' }, begun, 1);
  await batch(openDatabase(env), statements);
}

const files = (archive: Uint8Array) =>
  Object.fromEntries(Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, strFromU8(bytes)]));

const tables = async () =>
  (await rows(`select name from sqlite_master where type = 'table' and name not glob '_cf_*'`)).map(({ name }) =>
    String(name),
  );

/** Every table with a column that names a customer, as it is in D1. */
async function tablesOfPeople(): Promise<{ table: string; column: string }[]> {
  const found = [];
  for (const table of await tables()) {
    for (const { name } of await rows(`select name from pragma_table_info('${table}')`)) {
      if (['customer_id', 'holder_id'].includes(String(name)) || (table === 'partner_ids' && name === 'subject_id'))
        found.push({ table, column: String(name) });
    }
  }
  return found;
}

const tableNameOf = (table: (typeof holdings)[number]['table']) =>
  String(Reflect.get(table, Symbol.for('drizzle:Name')));

describe('the table of what is held', () => {
  it('names every table of D1 that says whose a row is', async () => {
    const held = holdings.map(({ table, customerId }) => ({ table: tableNameOf(table), column: customerId.name }));

    expect(held.filter(({ table }) => table !== 'customers')).toEqual(
      expect.arrayContaining(await tablesOfPeople()) as unknown,
    );
    expect(held).toContainEqual({ table: 'customers', column: 'id' });
  });

  it('says at which store a row is wherever the table does', async () => {
    const ofStores = [];
    for (const { table } of await tablesOfPeople()) {
      const columns = await rows(`select name from pragma_table_info('${table}') where name = 'store_id'`);
      if (columns.length > 0) ofStores.push(table);
    }

    expect(
      holdings
        .filter(({ storeId }) => storeId)
        .map(({ table }) => tableNameOf(table))
        .toSorted(),
    ).toEqual([...new Set(ofStores)].toSorted());
  });

  it('tells nothing only of what is derived from the rest, or told by the acts', () => {
    expect(holdings.filter(({ told }) => told === null).map(({ name }) => name)).toEqual([
      'search_terms',
      'partner_requests',
      'bulk_results',
      'order_terms',
    ]);
  });

  it('tells what somebody decided to tell, and no column more', () => {
    const told = exported.map((held) => [held.name, Object.keys(held.told).join(' ')] as const);

    expect(Object.fromEntries(told)).toEqual({
      customer: 'id email name phone company vatId birthDate language createdAt updatedAt',
      memberships:
        'store currency group status isGroupByHand turnoverMinor orderCount lastOrderAt points unratedCount newsletterAt newsletterWords answers createdAt registeredAt activatedAt deniedAt',
      group_moves: 'store from to reason at',
      partner_ids: 'store partner externalId createdAt',
      addresses:
        'id name company line1 line2 postalCode city region country phone isDefaultBilling isDefaultDelivery createdAt updatedAt',
      notes: 'store text at',
      login: 'passwordSetAt passwordExpiresAt sessionsValidFrom emailProvedAt',
      sessions: 'publicId startedAt provedAt lastSeenAt endedAt device place',
      devices: 'firstSeenAt lastSeenAt',
      links: 'store email purpose createdAt expiresAt usedAt',
      activity: 'store day',
      acts: 'store act before after at device place',
      points: 'store kind points balance countsAt expiresAt reason at',
      orders:
        'store id number language currency status email phone vatId billing delivery groupName discountBasisPoints summary itemCount itemsMinor shippingName shippingMinor shippingTaxBasisPoints pointsSpent pointsMinor totalMinor taxMinor isReverseCharge paymentMethod paidMinor refundedMinor carrier trackingCode placedAt dueAt paidAt shippedAt deliveredAt cancelledAt refundedAt rebateMinor items',
      quotations: 'store draft validUntil acceptedAt declinedAt note',
      documents: 'store type number language content issuedAt',
      purchases: 'store sku at ratedAt',
      reviews: 'store sku stars text status createdAt decidedAt',
      questions: 'store sku text askedAt answers',
      wishes: 'store sku at',
      basket: 'store sku quantity addedAt',
      checkouts: 'store details updatedAt',
      form_answers: 'store form answers at',
      messages: 'store to id template language data createdAt sentAt givenUpAt',
    });
  });
});

describe('the export', () => {
  it('is a ZIP archive with every table of the person as JSON and CSV, saying the same', async () => {
    await bystander();
    const browser = await settled();
    const reply = await browser.post('/account/privacy/export');
    const found = files(reply.bytes);

    expect(reply.status).toBe(200);
    expect(reply.headers.get('Content-Type')).toBe('application/zip');
    expect(reply.headers.get('Content-Disposition')).toMatch(/^attachment; filename=account-\d{4}-\d\d-\d\d\.zip$/);
    expect(reply.headers.get('Cache-Control')).toBe('no-store');
    expect(Object.keys(found)).toEqual([
      'about.txt',
      ...exported.flatMap(({ name }) => [`${name}.json`, `${name}.csv`]),
    ]);
    for (const { name, table, customerId, told } of exported) {
      const parsed = JSON.parse(found[`${name}.json`] ?? '') as Record<string, unknown>[];
      const csv = Papa.parse<Record<string, string>>(found[`${name}.csv`] ?? '', {
        header: true,
        skipEmptyLines: true,
      });
      const stored = await rows(
        `select * from ${tableNameOf(table)} where ${customerId.name} = ?`,
        customerIn(browser),
      );
      expect([name, parsed.length]).toEqual([name, stored.length]);
      expect(parsed.length).toBeGreaterThan(0);
      expect(csv.errors).toEqual([]);
      expect(csv.meta.fields).toEqual(Object.keys(told));
      expect(csv.data.map((row) => row.createdAt ?? '')).toEqual(parsed.map((row) => row.createdAt ?? ''));
    }
  });

  it('tells the person everything, in words that programs and people read', async () => {
    const browser = await settled();
    const found = files((await browser.post('/account/privacy/export')).bytes);
    const all = Object.values(found).join('\n');

    for (const trace of traces) expect(all).toContain(trace);
    expect(found['about.txt']).toContain('Everything on record about grace@example.com at Harbour Goods');
    const memberships = JSON.parse(found['memberships.json'] ?? '') as Record<string, unknown>[];
    expect(memberships).toHaveLength(2);
    expect(memberships[0]).toMatchObject({
      store: 'Harbour Goods',
      currency: 'EUR',
      group: 'Gold',
      status: 'active',
      answers: { extra: 'Grace likes blue' },
      newsletterWords: 'Yes, send me the newsletter. I can end this at any time.',
    });
    expect(found['login.json']).toMatch(/"sessionsValidFrom":"\d{4}-/);
    expect(memberships[0]?.newsletterAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(memberships[1]).toMatchObject({ store: 'Harbour Outlet', group: 'Standard' });
    expect(JSON.parse(found['group_moves.json'] ?? '')).toEqual([
      { store: 'Harbour Goods', from: 'Standard', to: 'Gold', reason: 'rule', at: '2025-11-24T16:00:00.000Z' },
    ]);
  });

  it('holds nobody else’s data, no hash and no token', async () => {
    await bystander();
    const browser = await settled();
    const all = Object.values(files((await browser.post('/account/privacy/export')).bytes)).join('\n');

    for (const word of ['other@', 'Mary Ward', 'Other Street', owner, '$scrypt$', 'v1.'])
      expect(all).not.toContain(word);
    const hashes = await rows('select token_hash from sessions union select token_hash from link_tokens');
    for (const { token_hash: hash } of hashes) expect(all).not.toContain(String(hash));
  });

  it('comes in the language of the page', async () => {
    const browser = await settled();
    const { bytes } = await browser.post('/account/privacy/export', {}, { 'Accept-Language': 'cs' });

    expect(files(bytes)['about.txt']).toContain('Vše, co je o grace@example.com evidováno');
  });

  it('runs no formula in a spreadsheet', async () => {
    const browser = await signedIn({ name: '=HYPERLINK("https://evil.example")' });
    await anAddress(customerIn(browser), { line1: '@SUM(A1)', city: '-1+2', company: '+44' });
    const found = files((await browser.post('/account/privacy/export')).bytes);

    expect(found['customer.csv']).toContain(`'=HYPERLINK`);
    for (const cell of [`'@SUM(A1)`, `'-1+2`, `'+44`]) expect(found['addresses.csv']).toContain(cell);
    expect(found['customer.json']).toContain('"=HYPERLINK');
  });

  it('is whole however much there is, read in portions', async () => {
    const browser = await signedIn();
    const id = customerIn(browser);
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 450)
      insert into sessions (token_hash, public_id, holder_id, started_at, last_seen_at, device, place)
      select 'hash' || i, 'ses_' || i, ?, i, i, 'device ' || i, '' from n`,
    )
      .bind(id)
      .run();
    const found = files((await browser.post('/account/privacy/export')).bytes);

    expect(JSON.parse(found['sessions.json'] ?? '')).toHaveLength(451);
    expect(found['sessions.csv']?.trimEnd().split('\r\n')).toHaveLength(452);
  });

  it('may be had ten times an hour', async () => {
    const browser = await signedIn();
    const statuses = [];
    for (let count = 0; count < 11; count += 1) statuses.push((await browser.post('/account/privacy/export')).status);

    expect(statuses.slice(0, 10).every((status) => status === 200)).toBe(true);
    expect(statuses[10]).toBe(429);
  });

  it('changes nothing on record, but that it was had', async () => {
    const browser = await settled();
    const onRecord = async () =>
      Promise.all(
        (await tablesOfPeople()).map(async ({ table }) =>
          (await rows(`select * from ${table}`)).filter(({ act }) => act !== 'own_exported'),
        ),
      );
    const before = await onRecord();
    await browser.post('/account/privacy/export');

    expect(await onRecord()).toEqual(before);
    expect(await value(`select customer_id from audit where act = 'own_exported'`)).toBe(customerIn(browser));
  });
});

/** Messages about the deletion; those about orders name nobody. */
const aboutIt = `template not in ('order_notice', 'form_answered')`;

describe('deleting the account', () => {
  const form = { currentPassword: password };

  it('leaves nothing of the person in D1 or KV, and says that it is done', async () => {
    const browser = await settled();
    const before = await everythingStored();
    for (const trace of traces) expect(before).toContain(trace);
    const id = customerIn(browser);
    const reply = await browser.post('/account/privacy/deletion', form);

    expect(reply).toMatchObject({ status: 303, location: '/account-deleted' });
    expect(browser.cookies.has('__Host-customer')).toBe(false);
    expect((await browser.get('/account-deleted')).text).toContain('Your account is deleted');
    const after = await everythingStored();
    for (const trace of [...traces, id]) expect(after).not.toContain(trace);
  });

  it('touches nobody else', async () => {
    const other = await bystander();
    const browser = await settled();
    const theirs = async () =>
      Promise.all(
        holdings.map(({ table, customerId }) =>
          rows(`select * from ${tableNameOf(table)} where ${customerId.name} = ?`, other),
        ),
      );
    const before = await theirs();
    await browser.post('/account/privacy/deletion', form);

    expect(await theirs()).toEqual(before);
    expect(before.every((found) => found.length > 0)).toBe(true);
  });

  it('tells the owners of every store where they were, and the person, in messages that nobody keeps', async () => {
    await settled();
    await withPolicies(
      { email: { senderAddress: 'hello@outlet.example', ownerAddresses: ['two@outlet.example'] } },
      'outlet',
    );
    const post = postbox();
    const browser = visitor({ bindings: { EMAIL: post.binding } });
    await signIn(browser);
    post.sent.length = 0;
    await browser.post('/account/privacy/deletion', form);

    expect(post.sent.map(({ to, subject }) => `${to}: ${subject}`).toSorted()).toEqual([
      `${grace.email}: Your account at Harbour Goods is deleted`,
      `${owner}: A customer of Harbour Goods has deleted their account`,
      'two@outlet.example: A customer of Harbour Outlet has deleted their account',
    ]);
    expect(post.sent.find(({ to }) => to === owner)?.text).toContain('Grace Hopper (grace@example.com)');
    expect(await rows(`select distinct to_address, data, sealed_secret from outbox where ${aboutIt}`)).toEqual([
      { to_address: '', data: '{}', sealed_secret: null },
    ]);
  });

  it('keeps those messages only as long as the mail service does not take them', async () => {
    await settled();
    const browser = visitor({ bindings: { EMAIL: refusing() } });
    await signIn(browser);
    await browser.post('/account/privacy/deletion', form);
    expect(await value(`select count(*) from outbox where ${aboutIt}`)).toBe(2);
    const post = postbox();
    await deliverDue(postOf({ ...env, EMAIL: post.binding }), Date.now() + 3_600_000);

    const told = post.sent.filter(({ subject }) => /deleted/.test(subject));
    expect(told.map(({ to }) => to).toSorted()).toEqual([grace.email, owner]);
    for (const trace of traces) expect(await everythingStored()).not.toContain(trace);
  });

  it('ends every sign-in, at every store of the pool', async () => {
    const browser = await settled();
    const outlet = visitor({ store: 'outlet' });
    await signIn(outlet);
    const copy = visitor({ cookies: new Map(browser.cookies) });
    await browser.post('/account/privacy/deletion', form);

    for (const one of [outlet, copy]) expect((await one.get('/account')).location).toContain('/login');
    expect((await signIn(visitor())).status).toBe(422);
    expect((await env.SESSIONS.list()).keys).toEqual([]);
  });

  it('frees the address for somebody who inherits nothing', async () => {
    const browser = await settled();
    const id = customerIn(browser);
    await browser.post('/account/privacy/deletion', form);
    await visitor().post('/register', { ...grace, password: 'seven gulls above the harbour' });

    expect(await rows('select status, points, answers, newsletter_at from memberships')).toEqual([
      { status: 'pending', points: 0, answers: '{}', newsletter_at: null },
    ]);
    expect(await value('select id from customers')).not.toBe(id);
    expect(await rows('select * from addresses')).toEqual([]);
  });

  it.each([
    [{ currentPassword: 'not my password' }, 'This is not your current password.'],
    [{ currentPassword: '' }, 'Please fill in this field.'],
    [{}, 'Please fill in this field.'],
    [{ password }, 'Please fill in this field.'],
  ])('asks for the password: %j is refused at the field, and nothing is gone', async (typed, words) => {
    const browser = await settled();
    const reply = await browser.post('/account/privacy/deletion', typed);

    expect(reply.status).toBe(422);
    expect(reply.text).toMatch(new RegExp(`id="currentPassword-problem"[^>]*>${words}`));
    expect((await browser.get('/account')).status).toBe(200);
    expect(await value('select count(*) from addresses')).toBe(1);
  });

  it('stops after ten tries to guess the password', async () => {
    const browser = await signedIn();
    const statuses = [];
    for (let count = 0; count < 11; count += 1) {
      const typed = { currentPassword: `guess number ${count}` };
      statuses.push((await browser.post('/account/privacy/deletion', typed)).status);
    }

    expect(statuses.at(9)).toBe(422);
    expect(statuses.at(10)).toBe(429);
  });

  it('deletes who is signed in, whoever the form names', async () => {
    const other = await bystander();
    const browser = await signedIn();
    await browser.post('/account/privacy/deletion', {
      ...form,
      id: other,
      customerId: other,
      email: 'other@example.com',
    });

    expect(await rows('select email from customers')).toEqual([{ email: 'other@example.com' }]);
  });

  it('happens once when it is sent five times at once', async () => {
    await settled();
    const post = postbox();
    const browser = visitor({ bindings: { EMAIL: post.binding } });
    await signIn(browser);
    post.sent.length = 0;
    const { cookies } = browser;
    const replies = await Promise.all(
      Array.from({ length: 5 }, () =>
        visitor({ cookies: new Map(cookies), bindings: { EMAIL: post.binding } }).post(
          '/account/privacy/deletion',
          form,
        ),
      ),
    );

    expect(replies.every(({ status }) => status === 303)).toBe(true);
    const told = post.sent.filter(({ subject }) => /deleted/.test(subject));
    expect(told.map(({ to }) => to).toSorted()).toEqual([grace.email, owner]);
  });

  it.each([0, 1, 2, 3, 4])('is whole or not at all when D1 fails after %i round trips', async (working) => {
    const { cookies } = await settled();
    const id = customerIn({ cookies });
    const browser = visitor({ cookies: new Map(cookies), bindings: { DB: brokenDatabase(working) } });
    const reply = await browser.post('/account/privacy/deletion', form);
    const counts = await Promise.all(
      holdings
        .filter(({ name }) => name !== 'messages')
        .map(({ table, customerId }) =>
          value(`select count(*) from ${tableNameOf(table)} where ${customerId.name} = ?`, id),
        ),
    );

    if (reply.status === 303) expect(counts.every((count) => count === 0)).toBe(true);
    else {
      expect(reply.status).toBe(503);
      expect(counts.every((count) => Number(count) > 0)).toBe(true);
    }
  });
});

describe('the privacy page', () => {
  it('names the stores that share the account', async () => {
    const browser = await settled();

    expect((await browser.get('/account/privacy')).text).toContain('Harbour Goods and Harbour Outlet');
  });

  it('names no other store to somebody who is at this one only', async () => {
    const browser = await signedIn();

    expect((await browser.get('/account/privacy')).text).not.toContain('Harbour Outlet');
  });
});
