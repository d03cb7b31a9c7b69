// Rules of groups: what a preview promises is what the run after saving does, and both are what the rule says in plain TypeScript.
// Worlds of random customers, groups and rules; the same each time.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { addresses, customers, memberships } from '../src/customers/schema.ts';
import { Dice } from '../src/demo/dice.ts';
import { demoStores } from '../src/demo/shops.ts';
import * as groups from '../src/groups/groups.ts';
import type { Change, Rule } from '../src/groups/rules/fulfilment.ts';
import * as rules from '../src/groups/rules/rules.ts';
import { groupRules, groups as groupsTable } from '../src/groups/schema.ts';
import { run } from '../src/jobs.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { nowhere } from '../src/web/network.ts';
import { newId } from '../src/web/ids.ts';
import { aColleague } from './support/colleagues.ts';
import { rows, value } from './support/records.ts';
import { demoStore } from './support/stores.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 20, 12);
const countries = ['IE', 'DE', 'CZ'];

type Person = ReturnType<typeof aPerson>;
type Ruled = { id: string; position: number; rule: Rule | null };

/** Somebody whose figures lie about the bounds of the rules, often exactly on them. */
function aPerson(dice: Dice, number: number, groupIds: readonly string[]) {
  const orderCount = dice.pick([0, 1, 2, 3]);
  const groupId = dice.pick([null, ...groupIds]);
  return {
    id: `cus_${String(number).padStart(4, '0')}`,
    turnoverMinor: orderCount * dice.pick([0, 99, 100, 101]),
    orderCount,
    lastOrderAt: orderCount > 0 && dice.shows(0.9) ? momentNear(dice) : null,
    country: dice.pick([null, ...countries]),
    otherCountry: dice.pick([null, ...countries]),
    vatId: dice.pick(['', 'IE6433435F']),
    newsletterAt: dice.pick([null, 1]),
    createdAt: momentNear(dice),
    groupId,
    isGroupByHand: dice.shows(0.2),
  };
}

/** A number of days ago, now and then a blink off. */
function momentNear(dice: Dice): number {
  return now - dice.pick([0, 1, 7, 30]) * day + dice.pick([-1, 0, 1]);
}

function aRule(dice: Dice): Rule {
  const often = dice.pick([0.15, 0.3, 0.6]);
  const maybe = <T>(values: readonly T[]) => (dice.shows(often) ? dice.pick(values) : null);
  const rule = {
    match: dice.pick(['all', 'any'] as const),
    turnoverFromMinor: maybe([0, 100, 200, 300]),
    ordersFrom: maybe([0, 1, 2, 3]),
    orderedWithinDays: maybe([0, 1, 7, 30]),
    notOrderedForDays: maybe([0, 1, 7, 30]),
    countries: maybe([['IE'], ['DE', 'CZ'], ['AT']]),
    hasVatId: maybe([true, false]),
    hasNewsletter: maybe([true, false]),
    registeredForDays: maybe([0, 1, 7, 30]),
  };
  const { match: _, ...conditions } = rule;
  return Object.values(conditions).every((one) => one === null) ? { ...rule, ordersFrom: 1 } : rule;
}

function aWorld(dice: Dice) {
  const groupIds = ['grp_a', 'grp_b', 'grp_c', 'grp_d'].slice(0, 1 + Math.floor(dice.roll() * 4));
  const ruled: Ruled[] = groupIds.map((id) => ({
    id,
    position: dice.pick([1, 2, 3]),
    rule: dice.shows(0.7) ? aRule(dice) : null,
  }));
  const people = Array.from({ length: 30 }, (_, number) => aPerson(dice, number, groupIds));
  const change: Change = {
    groupId: dice.pick(groupIds),
    rule: dice.shows(0.85) ? aRule(dice) : null,
    position: dice.pick([1, 2, 3]),
  };
  return { ruled, people, change };
}

/** The rule in plain TypeScript. */
function fulfils(person: Person, rule: Rule): boolean {
  const ago = (at: number) => (now - at) / day;
  const { lastOrderAt, country } = person;
  const answers: boolean[] = [];
  if (rule.turnoverFromMinor !== null) answers.push(person.turnoverMinor >= rule.turnoverFromMinor);
  if (rule.ordersFrom !== null) answers.push(person.orderCount >= rule.ordersFrom);
  if (rule.orderedWithinDays !== null) answers.push(lastOrderAt !== null && ago(lastOrderAt) <= rule.orderedWithinDays);
  if (rule.notOrderedForDays !== null) answers.push(lastOrderAt !== null && ago(lastOrderAt) > rule.notOrderedForDays);
  if (rule.countries !== null) answers.push(country !== null && rule.countries.includes(country));
  if (rule.hasVatId !== null) answers.push((person.vatId !== '') === rule.hasVatId);
  if (rule.hasNewsletter !== null) answers.push((person.newsletterAt !== null) === rule.hasNewsletter);
  if (rule.registeredForDays !== null) answers.push(ago(person.createdAt) >= rule.registeredForDays);
  return rule.match === 'all' ? answers.every(Boolean) : answers.some(Boolean);
}

/** Where everybody belongs by these rules, staff's choice aside. */
function belonging(people: readonly Person[], ruled: readonly Ruled[]): Map<string, string | null> {
  const order = ruled.toSorted((one, other) => one.position - other.position || (one.id < other.id ? -1 : 1));
  const groupOf = (person: Person) => order.find(({ rule }) => rule !== null && fulfils(person, rule))?.id ?? null;
  return new Map(people.map((person) => [person.id, person.isGroupByHand ? person.groupId : groupOf(person)]));
}

function anAddress(id: string, customerId: string, country: string, isDefaultBilling: boolean) {
  const blank = { name: '', company: '', line1: '', line2: '', postalCode: '', city: '', region: '', phone: '' };
  const uses = { isDefaultBilling, isDefaultDelivery: !isDefaultBilling };
  return { ...blank, ...uses, id, customerId, country, createdAt: 1, updatedAt: 1 };
}

async function settle({ ruled, people }: ReturnType<typeof aWorld>) {
  const db = openDatabase(env);
  const { id: storeId, poolId } = demoStores.goods;
  const emptied = ['group_moves', 'group_rules', 'addresses', 'memberships', 'customers'];
  await env.DB.batch([
    ...emptied.map((table) => env.DB.prepare(`delete from ${table}`)),
    env.DB.prepare(`delete from groups where id in ('grp_a', 'grp_b', 'grp_c', 'grp_d')`),
  ]);
  await batch(db, [
    ...ruled.map(({ id, position }) =>
      db.insert(groupsTable).values({ id, storeId, name: `Group ${id}`, position, createdAt: 1 }),
    ),
    ...ruled.flatMap(({ id, rule }) =>
      rule ? [db.insert(groupRules).values({ groupId: id, ...rule, updatedAt: 1 })] : [],
    ),
    ...people.flatMap(({ country, otherCountry, vatId, id, ...figures }) => [
      db.insert(customers).values({
        id,
        poolId,
        email: `${id}@example.com`,
        emailKey: `${id}@example.com`,
        name: `Somebody ${id}`,
        vatId,
        createdAt: 1,
        updatedAt: 1,
      }),
      db.insert(memberships).values({ storeId, customerId: id, status: 'active', ...figures }),
      ...(country ? [db.insert(addresses).values(anAddress(`adr_b${id}`, id, country, true))] : []),
      ...(otherCountry ? [db.insert(addresses).values(anAddress(`adr_d${id}`, id, otherCountry, false))] : []),
    ]),
  ]);
  return db;
}

async function placesOf(): Promise<Map<string, string | null>> {
  const { customerId: id, groupId } = memberships;
  const found = await openDatabase(env).select({ id, groupId }).from(memberships).orderBy(id);
  return new Map(found.map((row) => [row.id, row.groupId]));
}

describe('a rule', () => {
  it('moves whom its preview names, and whom it names in plain words, in many worlds', async () => {
    const store = await demoStore();
    const by = await aColleague();
    let [moved, stayed] = [0, 0];
    for (let seed = 0; seed < 80; seed += 1) {
      const world = aWorld(new Dice(seed));
      const db = await settle(world);
      const { change, people } = world;
      const previewed = await rules.preview(db, store, change, now);
      const [before] = await groups.find(db, store.id, change.groupId);
      if (!before) throw new Error('no group');
      const saved = await rules.save({ db, store, from: nowhere }, by, { before, ...change }, now);
      expect(saved).toEqual({ ok: true, next: null });

      const ruled = world.ruled.map((one) => (one.id === change.groupId ? { ...one, ...change } : one));
      const expected = belonging(people, ruled);
      expect([seed, await placesOf()]).toEqual([seed, expected]);

      const was = new Map(people.map(({ id, groupId }) => [id, groupId]));
      const movers = [...expected].filter(([id, groupId]) => groupId !== was.get(id));
      const moves = await rows('select customer_id, from_group_id, to_group_id, reason from group_moves order by 1');
      expect(moves).toEqual(
        movers.map(([id, groupId]) => ({
          customer_id: id,
          from_group_id: was.get(id),
          to_group_id: groupId,
          reason: 'rule',
        })),
      );

      const entering = movers.filter(([, groupId]) => groupId === change.groupId).map(([id]) => id);
      const leaving = movers.filter(([id]) => was.get(id) === change.groupId).map(([id]) => id);
      const seen = (way: 0 | 1) => previewed.filter(({ enters }) => enters === way);
      expect(seen(1).map(({ id, toId }) => [id, toId])).toEqual(entering.map((id) => [id, change.groupId]));
      expect(seen(0).map(({ id, toId }) => [id, toId])).toEqual(leaving.map((id) => [id, expected.get(id)]));
      for (const one of seen(1)) expect(one.count).toBe(entering.length);
      for (const one of seen(0)) expect(one.count).toBe(leaving.length);
      moved += entering.length + leaving.length;
      stayed += people.length - movers.length;

      await rules.runAll(db, store, now);
      expect(await value('select count(*) from group_moves')).toBe(moves.length);
    }
    // The worlds are worth looking at: many move and many stay.
    expect(Math.min(moved, stayed)).toBeGreaterThan(300);
  });

  it('is previewed in counts of all and names of the first fifty', async () => {
    const store = await demoStore();
    const dice = new Dice(1);
    const crowd = Array.from({ length: 70 }, (_, number) => ({
      ...aPerson(dice, number, []),
      orderCount: 3,
      groupId: number < 60 ? null : 'grp_a',
      isGroupByHand: false,
    }));
    const rule = { ...aRule(dice), ...nothing, match: 'all' as const, ordersFrom: 3 };
    const world = { ruled: [{ id: 'grp_a', position: 1, rule: null }], people: crowd };
    const db = await settle({ ...world, change: { groupId: 'grp_a', rule, position: 1 } });
    const found = await rules.preview(db, store, { groupId: 'grp_a', rule, position: 1 }, now);

    expect(found).toHaveLength(50);
    expect(found[0]).toMatchObject({ count: 60, name: 'Somebody cus_0000', fromId: null, toId: 'grp_a' });
  });

  it('runs for one customer without touching another', async () => {
    const store = await demoStore();
    const people = [0, 1].map((number) => ({
      ...aPerson(new Dice(number), number, []),
      orderCount: 5,
      groupId: null,
      isGroupByHand: false,
    }));
    const rule: Rule = { ...nothing, match: 'all', ordersFrom: 5 };
    const change = { groupId: 'grp_a', rule, position: 1 };
    const db = await settle({ ruled: [{ id: 'grp_a', position: 1, rule }], people, change });
    const customerIds = ['cus_0001'];
    await batch(db, rules.running(db, store, { customerIds }, newId('move', now), now));
    await batch(db, rules.running(db, store, { customerIds }, newId('move', now), now));

    expect([...(await placesOf())]).toEqual([
      ['cus_0000', null],
      ['cus_0001', 'grp_a'],
    ]);
    expect(await value('select count(*) from group_moves')).toBe(1);
  });

  it('reaches everybody, portion by portion, and moves each once when it runs five times at once', async () => {
    const store = await demoStore();
    const db = openDatabase(env);
    const many = rules.portion + 40;
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${many})
      insert into customers (id, pool_id, email, email_key, created_at, updated_at)
      select printf('cus_%05d', i), 'pol_harbour', 'c' || i || '@example.com', 'c' || i || '@example.com', i, i from n`,
    ).run();
    await env.DB.prepare(
      `insert into memberships (store_id, customer_id, status, order_count, created_at)
      select 'sto_harbour_goods', id, 'active', 1, created_at from customers`,
    ).run();
    await batch(db, [
      db.insert(groupRules).values({ groupId: 'grp_gold', ...nothing, match: 'all', ordersFrom: 1, updatedAt: 1 }),
    ]);
    await Promise.all(Array.from({ length: 5 }, () => rules.runAll(db, store, now)));

    expect(await value(`select count(*) from memberships where group_id = 'grp_gold'`)).toBe(many);
    expect(await value('select count(*) from group_moves')).toBe(many);
  });
});

const nothing = {
  turnoverFromMinor: null,
  ordersFrom: null,
  orderedWithinDays: null,
  notOrderedForDays: null,
  countries: null,
  hasVatId: null,
  hasNewsletter: null,
  registeredForDays: null,
};

describe('every hour', () => {
  it('rules run in every store that has one, as time goes by, and in one whose rule is gone', async () => {
    const people = [0, 1].map((number) => ({
      ...aPerson(new Dice(number), number, []),
      lastOrderAt: now - 30 * day,
      groupId: number === 0 ? null : 'grp_b',
      isGroupByHand: false,
    }));
    const rule: Rule = { ...nothing, match: 'all', notOrderedForDays: 30 };
    const change = { groupId: 'grp_a', rule, position: 1 };
    const ruled = [
      { id: 'grp_a', position: 1, rule },
      { id: 'grp_b', position: 2, rule: null },
    ];
    await settle({ ruled, people, change });
    await run('0 * * * *', env, now);
    expect([...(await placesOf()).values()]).toEqual([null, null]);
    await run('0 * * * *', env, now + 1);
    await run('0 * * * *', env, now + 2);

    expect([...(await placesOf()).values()]).toEqual(['grp_a', 'grp_a']);
    expect(await rows('select customer_id, from_name, to_name, at from group_moves order by at, 1')).toEqual([
      { customer_id: 'cus_0001', from_name: 'Group grp_b', to_name: 'Standard', at: now },
      { customer_id: 'cus_0000', from_name: 'Standard', to_name: 'Group grp_a', at: now + 1 },
      { customer_id: 'cus_0001', from_name: 'Standard', to_name: 'Group grp_a', at: now + 1 },
    ]);
  });
});
