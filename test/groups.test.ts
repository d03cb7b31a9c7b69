// Groups as staff run them: terms, members by hand, deletion, and the pages. What rules do is tested in test/group_rules.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { demoStores, type DemoStore } from '../src/demo/shops.ts';
import { choosing, releasing } from '../src/groups/choosing.ts';
import { movesOf } from '../src/groups/moves/moves.ts';
import { runAll } from '../src/groups/rules/rules.ts';
import { staff } from '../src/staff/schema.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { newId } from '../src/web/ids.ts';
import { aColleague, atWork, colleagueIn } from './support/colleagues.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { visitor } from './support/visitor.ts';

const goods = demoStores.goods.id;
const standard = 'grp_standard_goods';

/** Somebody of the staff puts customers into a group. */
async function choose(customerIds: string[], groupId: string, store: DemoStore = 'goods') {
  const db = openDatabase(env);
  const now = Date.now();
  const [known] = await db.select({ id: staff.id }).from(staff);
  const by = known?.id ?? (await aColleague());
  await batch(db, choosing(db, demoStores[store], { customerIds, groupId, by }, newId('move', now), now));
}

async function release(...customerIds: string[]) {
  const db = openDatabase(env);
  await batch(db, releasing(db, demoStores.goods, { customerIds }, newId('move', Date.now()), Date.now()));
}

/** A rule of a group, straight into D1: whoever ordered that often. */
function ordersFrom(groupId: string, orders: number) {
  return env.DB.prepare(
    `insert into group_rules (group_id, match, orders_from, updated_at) values (?, 'all', ?, 1)
    on conflict do update set orders_from = excluded.orders_from`,
  )
    .bind(groupId, orders)
    .run();
}

const ordered = (customerId: string, orders: number) =>
  env.DB.prepare('update memberships set order_count = ? where customer_id = ?').bind(orders, customerId).run();

const placeOf = async (customerId: string, store: DemoStore = 'goods') =>
  (
    await rows(
      'select group_id, is_group_by_hand from memberships where customer_id = ? and store_id = ?',
      customerId,
      demoStores[store].id,
    )
  )[0];

const moves = () => rows('select from_name, to_name, reason from group_moves order by at, run_id, customer_id');

const acts = () => rows('select act, before, after from audit where act like ? order by id', 'group_%');

const shownIn = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe('a customer', () => {
  it('has the discount of their group, which is the default one where staff chose none', async () => {
    const browser = await signedIn();
    expect((await browser.get('/account')).text).toContain('0%');
    await env.DB.prepare('update groups set discount_basis_points = 250 where id = ?').bind(standard).run();
    expect((await browser.get('/account')).text).toContain('2.5%');
    await choose([customerIn(browser)], 'grp_gold');
    expect((await browser.get('/account')).text).toContain('10%');
  });

  it('is put into a group by hand, with a move that says who did it', async () => {
    const by = await aColleague({ name: 'Olive Owner' });
    const id = await aCustomer();
    await choose([id], 'grp_gold');
    await choose([id], 'grp_gold');
    await choose([id], standard);
    const told = await movesOf(openDatabase(env), goods, id);

    expect(await placeOf(id)).toEqual({ group_id: null, is_group_by_hand: 1 });
    expect(told.map(({ from, to, reason, by: who }) => [from, to, reason, who])).toEqual([
      ['Gold', 'Standard', 'hand', 'Olive Owner'],
      ['Standard', 'Gold', 'hand', 'Olive Owner'],
    ]);
    expect(await value('select distinct staff_id from group_moves')).toBe(by);
    expect(await movesOf(openDatabase(env), demoStores.outlet.id, id)).toEqual([]);
  });

  it('stays where staff put them, whatever the rules say, until they are given back to the rules', async () => {
    await ordersFrom('grp_gold', 3);
    const [kept, free] = [await aCustomer(), await aCustomer({ email: 'free@example.com' })];
    for (const id of [kept, free]) await ordered(id, 3);
    await choose([kept], standard);
    await runAll(openDatabase(env), demoStores.goods, Date.now());
    expect([await placeOf(kept), await placeOf(free)]).toEqual([
      { group_id: null, is_group_by_hand: 1 },
      { group_id: 'grp_gold', is_group_by_hand: 0 },
    ]);
    await release(kept);

    expect(await placeOf(kept)).toEqual({ group_id: 'grp_gold', is_group_by_hand: 0 });
    expect((await moves()).map(({ reason }) => reason)).toEqual(['rule', 'rule']);
  });

  it('cannot be put into a group of another store, nor by another store', async () => {
    const [here, there] = [await aCustomer(), await aCustomer({ store: 'outlet', email: 'there@example.com' })];
    await choose([here, there], 'grp_standard_outlet');
    await choose([there], 'grp_gold');
    await choose([here], 'grp_nowhere');
    await choose([here], 'grp_gold', 'outlet');

    expect(await placeOf(here)).toEqual({ group_id: null, is_group_by_hand: 0 });
    expect(await placeOf(there, 'outlet')).toEqual({ group_id: null, is_group_by_hand: 0 });
    expect(await moves()).toEqual([]);
  });

  it('takes the moves along when they delete their account', async () => {
    const browser = await signedIn();
    await choose([customerIn(browser)], 'grp_gold');
    expect(await moves()).toHaveLength(1);
    await browser.post('/account/privacy/deletion', { currentPassword: 'lantern-on-the-old-pier' });

    expect(await moves()).toEqual([]);
  });
});

describe('the list of groups', () => {
  it('says of each its discount, how many are in it, and how they come there', async () => {
    await aCustomer({ group: 'gold' });
    await aCustomer({ email: 'one@example.com' });
    await aCustomer({ email: 'two@example.com' });
    await aCustomer({ store: 'outlet', email: 'three@example.com' });
    const { text } = await (await atWork({ role: 'support' })).get('/admin/groups');

    expect(shownIn(text)).toMatch(/Gold 10% 1 by hand Standard Default 0% 2 everybody else/);
    expect(text).toContain('href="/admin/customers?group=grp_gold"');
    expect(text).not.toContain('<details><summary class="cursor-pointer">Delete');
    expect(text).not.toContain('Add group');
  });

  it('leads to the members, of the default group too', async () => {
    await aCustomer({ group: 'gold', name: 'Grace Gold' });
    await aCustomer({ email: 'one@example.com', name: 'Sam Standard' });
    const browser = await atWork({ role: 'support' });
    const named = async (group: string) => {
      const { text } = await browser.get(`/admin/customers?group=${group}`);
      return ['Grace Gold', 'Sam Standard'].filter((name) => text.includes(name));
    };

    expect(await named('grp_gold')).toEqual(['Grace Gold']);
    expect(await named(standard)).toEqual(['Sam Standard']);
    expect(await named('grp_standard_trade')).toEqual([]);
    expect((await browser.get('/admin/customers')).text).toContain('<td>Standard</td>');
    const { text: csv } = await (await atWork({ role: 'manager' })).post('/admin/customers/export', { sort: 'name' });
    expect(csv).toMatch(/Grace Gold,.*,Gold,[\s\S]*Sam Standard,.*,Standard,/);
  });

  it('takes a new group, once per name, and tells the audit', async () => {
    const browser = await atWork({ role: 'manager' });
    const form = { name: ' Wholesale ', discount: '12,5 %' };
    expect(await browser.post('/admin/groups', form)).toMatchObject({
      status: 303,
      location: '/admin/groups?done=added',
    });
    const again = await browser.post('/admin/groups', form);

    expect(again.status).toBe(409);
    expect(again.text).toContain('Another group has this name.');
    expect(
      await rows(`select store_id, name, discount_basis_points, is_default, position from groups where name like 'W%'`),
    ).toEqual([{ store_id: goods, name: 'Wholesale', discount_basis_points: 1250, is_default: 0, position: 2 }]);
    expect(await acts()).toEqual([
      { act: 'group_added', before: null, after: '{"name":"Wholesale","discount":"12.5 %"}' },
    ]);
  });

  it.each(['101', '100.01', '-1', '10.125', 'ten', '1e2', '%'])('refuses a discount of %s', async (discount) => {
    const browser = await atWork({ role: 'manager' });
    const { status, text } = await browser.post('/admin/groups', { name: 'Odd', discount });

    expect(status).toBe(422);
    expect(text).toContain('Please enter a percentage from 0 to 100');
  });

  it('says before a group is deleted how many fall back to which, and does it', async () => {
    const [hand, rule] = [await aCustomer({ group: 'gold' }), await aCustomer({ email: 'rule@example.com' })];
    await ordersFrom('grp_gold', 1);
    await ordered(rule, 1);
    await runAll(openDatabase(env), demoStores.goods, Date.now());
    const browser = await atWork({ role: 'manager' });
    const { text } = await browser.get('/admin/groups');
    expect(text).toContain('2 customers are in this group. They fall back to Standard');
    const { location } = await browser.post('/admin/groups/grp_gold/removal');

    expect(location).toBe('/admin/groups?done=deleted');
    for (const id of [hand, rule]) expect(await placeOf(id)).toEqual({ group_id: null, is_group_by_hand: 0 });
    expect(await rows(`select * from groups where id = 'grp_gold'`)).toEqual([]);
    expect(await rows('select * from group_rules')).toEqual([]);
    const fell = await rows(
      `select customer_id, from_name, to_name, staff_id from group_moves where reason = 'group_deleted' order by 1`,
    );
    const by = colleagueIn(browser);
    expect(fell).toEqual(
      [hand, rule].toSorted().map((id) => ({ customer_id: id, from_name: 'Gold', to_name: 'Standard', staff_id: by })),
    );
    expect(await acts()).toEqual([
      { act: 'group_deleted', before: '{"name":"Gold","discount":"10 %","members":2}', after: null },
    ]);
    expect((await browser.post('/admin/groups/grp_gold/removal')).status).toBe(404);
  });

  it('never lets go of the default group', async () => {
    const browser = await atWork();
    const { location } = await browser.post(`/admin/groups/${standard}/removal`);

    expect((await browser.get(location ?? '')).text).toContain('Every store keeps its default group');
    expect(await value('select count(*) from groups where id = ?', standard)).toBe(1);
    expect(await acts()).toEqual([]);
  });
});

describe('the page of a group', () => {
  it('changes name and discount, of the default group too', async () => {
    const browser = await atWork({ role: 'manager' });
    const path = `/admin/groups/${standard}`;
    const { location } = await browser.post(path, { name: 'Everybody', discount: '2' });
    const { text } = await browser.get(location ?? '');

    expect(text).toContain('The group is changed.');
    expect(text).toContain('value="Everybody"');
    expect(text).not.toContain('Save and run');
    expect((await browser.post(path, { name: 'Gold', discount: '2' })).status).toBe(409);
    expect((await acts()).map(({ before, after }) => [before, after])).toEqual([
      ['{"name":"Standard","discount":"0 %"}', '{"name":"Everybody","discount":"2 %"}'],
    ]);
  });

  it('shows who would come and go by a rule, and stores nothing', async () => {
    const [stays, leaves, enters] = [
      await aCustomer({ group: 'gold', name: 'Stays By-Hand' }),
      await aCustomer({ email: 'leaves@example.com', name: 'Leaves By-Rule' }),
      await aCustomer({ email: 'enters@example.com', name: '<b>Enters</b>' }),
    ];
    await ordersFrom('grp_gold', 1);
    await ordered(leaves, 2);
    await runAll(openDatabase(env), demoStores.goods, Date.now());
    await ordered(enters, 9);
    const browser = await atWork({ role: 'manager' });
    const before = await rows('select * from memberships, group_rules');
    const form = { match: 'all', ordersFrom: '5', country_IE: 'on', position: '1' };
    const { status, text } = await browser.post('/admin/groups/grp_gold/preview', { ...form, country_IE: '' });
    expect(status).toBe(422);
    expect(text).toContain('id="country_IE-problem"');
    const { country_IE: _, ...plain } = form;
    const preview = await browser.post('/admin/groups/grp_gold/preview', plain);

    expect(preview.status).toBe(200);
    expect(shownIn(preview.text)).toMatch(
      /1 customer would come in: &lt;b&gt;Enters&lt;\/b&gt; from Standard 1 customer would leave: Leaves By-Rule to Standard/,
    );
    expect(preview.text).toContain('value="5"');
    expect(await rows('select * from memberships, group_rules')).toEqual(before);
    expect(await placeOf(stays)).toMatchObject({ group_id: 'grp_gold' });
  });

  it('saves a rule and runs it at once, tells the audit, and shows the moves', async () => {
    const id = await aCustomer({ name: 'Grace Hopper' });
    await ordered(id, 5);
    const browser = await atWork({ role: 'manager' });
    const form = { match: 'any', ordersFrom: '5', turnoverFrom: '1250,5', country_DE: 'on', position: '7' };
    const { location } = await browser.post('/admin/groups/grp_gold/rule', form);
    const { text } = await browser.get(location ?? '');

    expect(await placeOf(id)).toEqual({ group_id: 'grp_gold', is_group_by_hand: 0 });
    expect(text).toContain('The rule is saved and has run.');
    expect(shownIn(text)).toMatch(/Grace Hopper Standard Gold By rule/);
    expect(text).toContain('value="1250.5"');
    expect(
      await rows('select match, turnover_from_minor, orders_from, countries, has_vat_id from group_rules'),
    ).toEqual([{ match: 'any', turnover_from_minor: 125_050, orders_from: 5, countries: '["DE"]', has_vat_id: null }]);
    expect(await acts()).toEqual([
      {
        act: 'group_rule_changed',
        before: '{"position":1}',
        after:
          '{"group":"Gold","match":"any","ordersFrom":5,"countries":["DE"],"turnoverFromMinor":125050,"position":7}',
      },
    ]);
    await browser.post('/admin/groups/grp_gold/rule/removal');

    expect(await placeOf(id)).toEqual({ group_id: null, is_group_by_hand: 0 });
    expect(await rows('select * from group_rules')).toEqual([]);
  });

  it.each([
    [{ match: 'all', position: '1' }, 'Please set at least one condition.'],
    [{ match: 'all', ordersFrom: '1.5', position: '1' }, 'Please enter a whole number'],
    [{ match: 'all', turnoverFrom: 'much', position: '1' }, 'Please enter a number like'],
    [{ match: 'all', ordersFrom: '1', position: '' }, 'Please fill in this field.'],
  ])('refuses the rule %j', async (form, words) => {
    const browser = await atWork({ role: 'manager' });
    for (const address of ['preview', 'rule']) {
      const { status, text } = await browser.post(`/admin/groups/grp_gold/${address}`, form);
      expect(status).toBe(422);
      expect(text).toContain(words);
    }

    expect(await rows('select * from group_rules')).toEqual([]);
  });

  it('has no rule for the default group', async () => {
    const browser = await atWork();
    const form = { match: 'all', ordersFrom: '1', position: '1' };
    for (const address of ['preview', 'rule', 'rule/removal']) {
      expect((await browser.post(`/admin/groups/${standard}/${address}`, form)).status).toBe(404);
    }
  });

  it('may be looked at by support, who can change nothing on it', async () => {
    const { text } = await (await atWork({ role: 'support' })).get('/admin/groups/grp_gold');

    expect(text).not.toMatch(/<main[\s\S]*<button[\s\S]*<\/main>/);
    expect(text).toContain('disabled');
  });

  it('is there at its own store only, whatever is done', async () => {
    await aCustomer({ group: 'gold' });
    const before = await rows('select * from groups, memberships');
    const browser = await atWork({ store: 'outlet' });
    const form = { name: 'Stolen', discount: '99', match: 'all', ordersFrom: '0', position: '1' };
    for (const address of ['', '/removal', '/preview', '/rule', '/rule/removal']) {
      expect((await browser.post(`/admin/groups/grp_gold${address}`, form)).status).toBe(404);
    }

    expect((await browser.get('/admin/groups/grp_gold')).status).toBe(404);
    expect((await browser.get('/admin/groups/grp_nowhere')).status).toBe(404);
    expect(await rows('select * from groups, memberships')).toEqual(before);
    expect((await browser.get('/admin/groups')).text).not.toContain('Gold');
  });

  it.each(['de', 'cs'])('speaks %s', async (language) => {
    const { cookies } = await atWork();
    const { text } = await visitor({ cookies, language }).get('/admin/groups/grp_gold');

    expect(text).toContain(`lang="${language}"`);
    expect(text).not.toMatch(/groups\.\w+/);
  });
});
