// Whatever stores join and leave in whatever order, with whichever customers, stopped anywhere and gone on with: nobody is lost, nobody
// becomes one with somebody who has not proved it, no store sees what is another's, and the figures are what a recomputation says.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import * as links from '../src/access/links.ts';
import { open } from '../src/access/activation/opening.ts';
import { Dice } from '../src/demo/dice.ts';
import { demoStores } from '../src/demo/shops.ts';
import * as becoming from '../src/pools/becoming/becoming.ts';
import { invite } from '../src/pools/invitations.ts';
import { join } from '../src/pools/joining.ts';
import { leave } from '../src/pools/leaving.ts';
import * as moves from '../src/pools/moves.ts';
import { holdings } from '../src/privacy/holdings.ts';
import { customerLifetime } from '../src/sessions/sessions.ts';
import { forget } from '../src/stores/stores.ts';
import { batch } from '../src/web/database.ts';
import { sha256 } from '../src/web/secrets.ts';
import { aColleague } from './support/colleagues.ts';
import { sceneAt } from './support/orders.ts';
import { rows, value } from './support/records.ts';
import { beginSession } from './support/sessions.ts';
import { visitor } from './support/visitor.ts';

const shops = ['goods', 'outlet', 'trade', 'sklad'] as const;
type Shop = (typeof shops)[number];
const addresses = Array.from({ length: 7 }, (_, index) => `customer${index}@example.com`);
const minute = 60_000;
const tableOf = (held: (typeof holdings)[number]) => String(Reflect.get(held.table, Symbol.for('drizzle:Name')));

/** What is known beside the database: who is a customer where, and what the store has noted of them. */
class Books {
  readonly held = new Map<string, { orders: number; turnover: number; points: number }>();
  now = Date.UTC(2026, 10, 1);

  static key(shop: Shop, email: string) {
    return `${shop} ${email}`;
  }

  has(shop: Shop, email: string) {
    return this.held.has(Books.key(shop, email));
  }
}

/** Somebody becomes a customer of a shop, by the desk that finds whoever is known, and the shop gets to know something. */
async function comes(books: Books, dice: Dice, shop: Shop, email: string): Promise<void> {
  const scene = await sceneAt(shop);
  const person = {
    details: { name: '', phone: '', company: '', vatId: '', birthDate: '' },
    billing: null,
    answers: {},
    newsletter: null,
  };
  const result = await open(scene, { email, language: null, person, isInvited: false }, books.now);
  expect([email, shop, result.ok]).toEqual([email, shop, !books.has(shop, email)]);
  if (result.ok) await isServed(books, dice, { shop, email, customerId: result.customerId });
}

/** A request that knew the store's old pool still writes: somebody of that pool is a customer of the store all the same. */
async function comesLate(books: Books, dice: Dice, shop: Shop, moveId: string): Promise<void> {
  const email = dice.pick(addresses);
  if (books.has(shop, email)) return;
  const fromPool = await value('select from_pool_id from pool_moves where id = ?', moveId);
  const known = await value('select id from customers where pool_id = ? and email_key = ?', fromPool, email);
  // Its id is one that the portions have passed already.
  const customerId =
    typeof known === 'string' ? known : `cus_${'0'.repeat(20)}${String(books.held.size).padStart(6, '0')}`;
  if (known === undefined)
    await env.DB.prepare(
      `insert into customers (id, pool_id, email, email_key, created_at, updated_at) values (?, ?, ?, ?, 1, 1)`,
    )
      .bind(customerId, fromPool, email, email)
      .run();
  await env.DB.prepare(`insert into memberships (store_id, customer_id, status, created_at) values (?, ?, 'active', 1)`)
    .bind(demoStores[shop].id, customerId)
    .run();
  await isServed(books, dice, { shop, email, customerId });
}

type Served = { shop: Shop; email: string; customerId: string };

/** The shop gets to know something of its new customer. */
async function isServed(books: Books, dice: Dice, { shop, email, customerId }: Served): Promise<void> {
  const { id: storeId } = demoStores[shop];
  const orders = Math.floor(dice.roll() * 3);
  const points = Math.floor(dice.roll() * 50);
  const turnover = orders * 1000;
  books.held.set(Books.key(shop, email), { orders, turnover, points });
  const marker = `${shop}-${email.replace(/\D/g, '')}`;
  const run = (sql: string, ...values: unknown[]) => env.DB.prepare(sql).bind(...values);
  await env.DB.batch([
    run(
      `update memberships set status = 'active', turnover_minor = ?, order_count = ?, points = ? where store_id = ? and customer_id = ?`,
      turnover,
      orders,
      points,
      storeId,
      customerId,
    ),
    run(`insert into logins values (?, ?, 1, null, 1, 1) on conflict do nothing`, customerId, `hash of ${customerId}`),
    run(`update customers set has_login = 1 where id = ?`, customerId),
    run(`insert into known_devices values (?, ?, 1, 1) on conflict do nothing`, customerId, `browser of ${email}`),
    run(
      `insert into addresses select ?, ?, ?, '', ?, '', '', '', '', 'IE', '', not exists (select 1 from addresses where customer_id = ?2), 0, 1, 1`,
      `adr_${marker.padEnd(26, '0')}`,
      customerId,
      email,
      marker,
    ),
    run(
      `insert into customer_notes values (?, ?, ?, ?, ?, 1)`,
      `not_${marker}`,
      storeId,
      customerId,
      staffOf.get(shop),
      marker,
    ),
    run(
      `insert into points_entries (id, store_id, customer_id, kind, cause, points, points_left, balance, position, counts_at, reason, at)
      values (?, ?, ?, 'hand', 'hand:1', ?, ?, ?, 1, 1, ?, 1)`,
      `pts_${marker}`,
      storeId,
      customerId,
      points,
      points,
      points,
      marker,
    ),
    ...Array.from({ length: orders }, (_, index) => [
      run(
        `insert into orders (id, store_id, customer_id, number, language, currency, status, email, phone, vat_id, group_name,
          discount_basis_points, summary, item_count, items_minor, shipping_name, shipping_minor, shipping_tax_basis_points,
          points_spent, points_minor, total_minor, tax_minor, payment_method, placed_at)
        values (?, ?, ?, ?, 'en', 'EUR', 'delivered', ?, '', '', '', 0, 'Rope bag', 1, 1000, '', 0, 0, 0, 0, 1000, 0, 'elsewhere', ?)`,
        `ord_${marker}_${index}`,
        storeId,
        customerId,
        `${marker}-${index}`,
        email,
        books.now,
      ),
      run(
        `insert into order_terms values (?, ?, ?, ?, ?)`,
        customerId,
        storeId,
        marker,
        books.now,
        `ord_${marker}_${index}`,
      ),
    ]).flat(),
  ]);
}

const staffOf = new Map<Shop, string>();

/** Which stores share a person, by address: `customer1: goods outlet | trade`. */
async function partition(): Promise<string[]> {
  const found = await rows(`
    select email_key, (
      select group_concat(store_id, ' ') from (select store_id from memberships where customer_id = customers.id order by 1)) as at
    from customers order by 1, 2`);
  return found.map(({ email_key, at }) => `${String(email_key)} ${String(at)}`);
}

const poolOf = (shop: Shop) => value('select pool_id from stores where id = ?', demoStores[shop].id);

/** Goes on with a move by random portions, or stops in the middle. */
async function goOn(books: Books, dice: Dice, moveId: string, mayStop: boolean): Promise<boolean> {
  const { db } = await sceneAt();
  for (;;) {
    const [move] = (await moves.latestOf(
      db,
      String(await value('select store_id from pool_moves where id = ?', moveId)),
    )) as moves.Move[];
    if (!move || move.doneAt !== null) return true;
    if (mayStop && dice.shows(0.3)) return false;
    const size = dice.pick([1, 2, 3, 50]);
    // Now and then two go on at once: one of them has an effect.
    await Promise.all((dice.shows(0.2) ? [1, 2] : [1]).map(() => moves.goOn(db, move, books.now, size)));
    books.now += 5000;
  }
}

/** What is always true, whatever was done. */
async function isSound(books: Books): Promise<void> {
  const members = await rows(`
    select memberships.store_id, email_key, turnover_minor, order_count, points,
      (select coalesce(sum(total_minor), 0) from orders where orders.customer_id = memberships.customer_id and orders.store_id = memberships.store_id) as sold,
      (select count(*) from orders where orders.customer_id = memberships.customer_id and orders.store_id = memberships.store_id) as placed,
      (select coalesce(sum(points), 0) from points_entries where points_entries.customer_id = memberships.customer_id and points_entries.store_id = memberships.store_id) as given
    from memberships join customers on customers.id = memberships.customer_id order by 1, 2`);
  const expected = [...books.held].map(([key, { orders, turnover, points }]) => {
    const [shop, email] = key.split(' ') as [Shop, string];
    return {
      store_id: demoStores[shop].id,
      email_key: email,
      turnover_minor: turnover,
      order_count: orders,
      points,
      sold: turnover,
      placed: orders,
      given: points,
    };
  });
  const byPlace = (one: Record<string, unknown>) => `${String(one.store_id)} ${String(one.email_key)}`;
  expect(members).toEqual(expected.toSorted((a, b) => (byPlace(a) < byPlace(b) ? -1 : 1)));

  // Nothing that a store holds of somebody is with anybody but a customer of that store.
  const ofStores = holdings.filter(({ storeId }) => storeId);
  const astray = await env.DB.batch(
    ofStores.map((held) =>
      env.DB.prepare(`
        select * from ${tableOf(held)} as held where ${held.customerId.name} like 'cus_%' and not exists (
          select 1 from memberships where memberships.store_id = held.store_id and memberships.customer_id = held.${held.customerId.name})`),
    ),
  );
  expect(astray.map(({ results }) => results)).toEqual(ofStores.map(() => []));
  // Nor is anything that names whose it is with anybody of another address.
  const strayed = await rows(`
    select customers.email_key, what from customers join (
      select customer_id, text as what from customer_notes union all select customer_id, number from orders
      union all select customer_id, line1 from addresses union all select customer_id, reason from points_entries) as held
      on held.customer_id = customers.id
    where what not like '%-' || replace(replace(customers.email_key, 'customer', ''), '@example.com', '') || '%'`);
  expect(strayed).toEqual([]);
  // Nobody is left over, and everybody has a login, a browser and at most one default address.
  expect(
    await rows(`
      select id from customers where not exists (select 1 from memberships where customer_id = customers.id)
        or not exists (select 1 from logins where customer_id = customers.id) or not exists (select 1 from known_devices where customer_id = customers.id)
        or not exists (select 1 from addresses where customer_id = customers.id and is_default_billing = 1)`),
  ).toEqual([]);
}

/** What is true once the customers of a store have arrived. */
async function isSettled(storeId: string): Promise<void> {
  const across = await rows(`
    select customers.id, email_key, group_concat(stores.id) as at from customers
      join memberships on memberships.customer_id = customers.id join stores on stores.id = memberships.store_id
    group by customers.id having count(distinct stores.pool_id) > 1`);
  expect(across).toEqual([]);
  // Whoever of them is kept apart is so since the pool has somebody of the same address.
  const apart = await rows(
    `select customers.id, email_key from customers join memberships on memberships.customer_id = customers.id
      join stores on stores.id = memberships.store_id
    where stores.id = ? and customers.pool_id <> stores.pool_id and not exists (
      select 1 from customers as other where other.pool_id = stores.pool_id and other.email_key = customers.email_key)`,
    storeId,
  );
  expect(apart).toEqual([]);
}

/** Somebody of those who are kept apart proves their address, signed in at the store. */
async function proves(books: Books, dice: Dice): Promise<boolean> {
  const apart = await rows(`
    select memberships.store_id, customers.id, customers.email from customers join memberships on memberships.customer_id = customers.id
      join stores on stores.id = memberships.store_id where exists (select 1 from customers as other where other.pool_id = stores.pool_id and other.email_key = customers.email_key)
      and customers.pool_id <> stores.pool_id order by 1, 2`);
  if (apart.length === 0) return false;
  const one = dice.pick(apart);
  const shop = dice.pick(shops.filter((name) => demoStores[name].id === one.store_id));
  const scene = { ...(await sceneAt(shop)), kv: env.SESSIONS };
  const { db, store } = scene;
  const customerId = String(one.id);
  const link = await links.issue(db, { storeId: store.id, customerId, purpose: 'joining' }, null, books.now);
  await batch(db, [link.statement]);
  const [[row], [found]] = await batch(db, [
    links.find(db, store, ['joining'], await sha256(link.token)),
    becoming.otherOf(db, store.id, customerId),
  ]);
  const who = {
    id: customerId,
    name: '',
    email: String(one.email),
    language: null,
    hasPoints: false,
    basketCount: 0,
    confinedTo: null,
  };
  const result = await becoming.become(scene, who, { row, found }, books.now);
  expect(result.ok).toBe(true);
  return true;
}

/** What somebody sees at a shop of whose history is the pool's: their orders at stores that share them, and no other. */
async function seesTheirs(books: Books, dice: Dice, at?: Shop): Promise<void> {
  const all = [...books.held.keys()].filter((key) => at === undefined || key.startsWith(`${at} `));
  if (all.length === 0) return;
  const [shop, email] = dice.pick(all).split(' ') as [Shop, string];
  const person = await value(
    `select customers.id from customers join memberships on memberships.customer_id = customers.id where store_id = ? and email_key = ?`,
    demoStores[shop].id,
    email,
  );
  const browser = visitor({ store: shop });
  await env.DB.prepare('update logins set sessions_valid_from = 1').run();
  await beginSession(browser, '__Host-customer', String(person), customerLifetime);
  const { text, status } = await browser.get('/account/orders');
  const theirs = await rows(
    `select number from orders join stores on stores.id = orders.store_id
    where customer_id = ? and stores.pool_id = (select pool_id from stores where id = ?) order by 1`,
    person,
    demoStores[shop].id,
  );
  const shown = [...new Set(text.match(/\b(?:goods|outlet|trade|sklad)-\d-\d\b/g))].toSorted();
  expect([status, shown]).toEqual([200, theirs.map(({ number }) => number)]);
}

/** The same people once a store has left: whoever is there and elsewhere is two. */
function parted(people: readonly string[], storeId: string): string[] {
  return people
    .flatMap((one) => {
      const [email = '', ...at] = one.split(' ');
      if (at.length === 1 || !at.includes(storeId)) return [one];
      return [`${email} ${storeId}`, [email, ...at.filter((other) => other !== storeId)].join(' ')];
    })
    .toSorted();
}

/** A store joins another, or leaves those with which it shares; its customers follow, while others come. */
async function changesPool(books: Books, dice: Dice, shop: Shop): Promise<string> {
  const { id: storeId } = demoStores[shop];
  const scene = await sceneAt(shop);
  const pool = await poolOf(shop);
  const isAlone = (await value('select count(*) from stores where pool_id = ?', pool)) === 1;
  const before = await partition();
  const result = isAlone
    ? await join(scene, staffOf.get(shop) ?? '', await codeOf(books, dice, shop), books.now)
    : await leave(scene, staffOf.get(shop) ?? '', books.now);
  if (!result.ok) throw new Error(result.problem);
  expect(await partition()).toEqual(before);
  const isAfter = (base: string[]) => (isAlone ? base : parted(base, storeId));
  for (const mayStop of [true, false]) {
    for (let count = 0; count < 2; count += 1) await comes(books, dice, dice.pick(shops), dice.pick(addresses));
    await isSound(books);
    if ((await doneAt(result.moveId)) === null) await comesLate(books, dice, shop, result.moveId);
    const base = await partition();
    const isDone = await goOn(books, dice, result.moveId, mayStop);
    await isSound(books);
    if (isDone) expect(await partition()).toEqual(isAfter(base));
    await seesTheirs(books, dice, shop);
    if (dice.shows(0.5)) await proves(books, dice);
    await isSound(books);
  }
  await isSettled(storeId);
  return isAlone ? 'joined' : 'left';
}

const doneAt = (moveId: string) => value('select done_at from pool_moves where id = ?', moveId);

async function codeOf(books: Books, dice: Dice, shop: Shop): Promise<string> {
  const host = dice.pick(shops.filter((other) => other !== shop));
  return (await invite(await sceneAt(host), staffOf.get(host) ?? '', books.now)).code;
}

async function play(seed: number): Promise<Record<string, number>> {
  const dice = new Dice(seed);
  const books = new Books();
  const done: Record<string, number> = { joined: 0, left: 0, proved: 0 };
  await env.DB.prepare(
    `update stores set policies = json_set(policies, '$.orderHistory', 'pool', '$.activation', 'email')`,
  ).run();
  forget();
  for (const shop of shops) staffOf.set(shop, await aColleague({ store: shop, email: `${shop}@example.org` }));
  for (let count = 0; count < 14; count += 1) await comes(books, dice, dice.pick(shops), dice.pick(addresses));
  for (let turn = 0; turn < 7; turn += 1) {
    books.now += minute;
    const act = await changesPool(books, dice, dice.pick(shops));
    done[act] = (done[act] ?? 0) + 1;
    const before = await partition();
    if (dice.shows(0.6) && (await proves(books, dice))) {
      done.proved = (done.proved ?? 0) + 1;
      expect((await partition()).length).toBe(before.length - 1);
    }
    await isSound(books);
    await seesTheirs(books, dice);
  }
  return done;
}

describe('stores that join and leave', () => {
  it.each([1, 2, 3])('keep everybody, apart and in order (%i)', async (seed) => {
    const done = await play(seed);
    expect(Object.values(done).every((count) => count > 0)).toBe(true);
  });
});
