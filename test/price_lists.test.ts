// Price lists as staff keep them, up to what a shopper pays by them.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { mostLists } from '../src/catalog/price-lists/price-lists.ts';
import { startOfDay } from '../src/ui/dates.ts';
import { atWork } from './support/colleagues.ts';
import { aProduct } from './support/orders.ts';
import { signedIn } from './support/people.ts';
import { aList } from './support/price-lists.ts';
import { rows, value } from './support/records.ts';
import { visitor } from './support/visitor.ts';

const at = (id: string, rest = '') => `/admin/price-lists/${id}${rest}`;
const terms = { name: 'Spring', audience: 'everybody', area: 'everywhere' };

const shownIn = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const names = async () => (await rows('select name from price_lists order by position, id')).map((row) => row.name);
const acts = async () =>
  (await rows('select act, before, after from audit order by id')).map(({ act, before, after }) => ({
    act,
    before: JSON.parse(String(before)),
    after: JSON.parse(String(after)),
  }));

const upTo = (count: number) => Array.from({ length: count }, (_, place) => place + 1);

/** When the list was last changed. */
const asOf = async (id: string) => String(await value('select updated_at from price_lists where id = ?', id));

it('a list that staff make is what its customers pay, and nobody else', async () => {
  await aProduct({ slug: 'rope-bag', sku: 'RB-1' });
  const manager = await atWork({ role: 'manager' });
  const { location } = await manager.post('/admin/price-lists', { name: 'Trade' });
  const [path = ''] = location?.split('?') ?? [];
  await manager.post(path, { ...terms, name: 'Trade', audience: 'groups', group_grp_gold: 'on', percent: '5' });
  const gold = await signedIn({ group: 'gold' });
  const shown = async (browser: typeof gold) => shownIn((await browser.get('/products/rope-bag')).text);

  expect(await shown(gold)).toContain('Instead of €59.90 €56.91');
  expect((await manager.post(`${path}/items`, { product: 'rope-bag', price: '49,90' })).location).toContain(
    'item_saved',
  );
  expect(await shown(gold)).toContain('Instead of €59.90 €49.90');
  await manager.post(`${path}/items`, { product: 'RB-1', off: '50' });
  expect(await shown(gold)).toContain('Instead of €59.90 €29.95');
  expect(await shown(visitor())).not.toContain('Instead of');
  await manager.post(`${path}/items/removal`, { product: 'RB-1' });
  expect(await shown(gold)).toContain('€56.91');
  await manager.post(`${path}/removal`);
  expect(await shown(gold)).toContain('€53.91');
  expect(await rows('select * from price_list_items')).toEqual([]);
});

it('the audit tells of every change what was there before and after', async () => {
  await aProduct({ sku: 'RB-1' });
  const id = await aList({ name: 'Spring', groupIds: ['grp_gold'], countries: ['IE', 'DE'] });
  const manager = await atWork({ role: 'manager' });
  await manager.post(at(id), { ...terms, from: '2026-03-01', until: '2026-05-31', percent: '12.5' });
  await manager.post(at(id, '/items'), { product: 'RB-1', price: '49.90' });
  await manager.post(at(id, '/items'), { product: 'RB-1', off: '10' });
  await manager.post(at(id, '/items/removal'), { product: 'RB-1' });
  await manager.post(at(id, '/removal'));
  const spring = { list: 'Spring', from: '2026-03-01', until: '2026-05-31', percent: '12.5 %' };
  const ofBag = { list: 'Spring', product: 'RB-1' };

  expect(await acts()).toEqual([
    { act: 'price_list_changed', before: { list: 'Spring', groups: 'Gold', countries: 'IE, DE' }, after: spring },
    { act: 'price_changed', before: ofBag, after: { price: '49.90 EUR' } },
    { act: 'price_changed', before: { ...ofBag, price: '49.90 EUR' }, after: { percent: '10 %' } },
    { act: 'price_changed', before: { ...ofBag, percent: '10 %' }, after: null },
    { act: 'price_list_deleted', before: { ...spring, items: 0 }, after: null },
  ]);
});

it('days begin and end in the zone of the store, and the last one counts', async () => {
  const id = await aList({ store: 'trade' });
  const manager = await atWork({ store: 'trade' });
  await manager.post(at(id), { ...terms, from: '2026-03-01', until: '2026-03-29' });
  const [list] = await rows('select starts_at, ends_at from price_lists');

  expect(list).toEqual({
    starts_at: Date.UTC(2026, 1, 28, 23),
    // The clocks went forward that day.
    ends_at: Date.UTC(2026, 2, 29, 22),
  });
  expect(list?.ends_at).toBe(startOfDay('2026-03-30', 'Europe/Berlin'));
  const { text } = await manager.get(at(id));
  expect(text).toContain('value="2026-03-01"');
  expect(text).toContain('value="2026-03-29"');
});

describe('what cannot be is refused at its field', () => {
  it.each([
    [{ audience: 'groups' }, 'audience'],
    [{ area: 'countries' }, 'area'],
    [{ audience: 'groups', group_grp_gone: 'on' }, 'audience'],
    [{ area: 'countries', country_US: 'on' }, 'area'],
    [{ from: '2026-03-02', until: '2026-03-01' }, 'until'],
    [{ percent: '101' }, 'percent'],
    [{ percent: '-5' }, 'percent'],
  ])('%j', async (form, field) => {
    const id = await aList();
    const reply = await (await atWork()).post(at(id), { ...terms, ...form });

    expect(reply.status).toBe(422);
    expect(reply.text).toContain(`id="${field}-problem"`);
    expect(await acts()).toEqual([]);
  });

  it.each([
    [{ product: 'RB-1' }, 'price'],
    [{ product: 'RB-1', price: '5', off: '5' }, 'price'],
    [{ product: 'RB-9', price: '5' }, 'product'],
    [{ product: 'elsewhere', price: '5' }, 'product'],
    [{ product: 'RB-1', price: '-5' }, 'price'],
  ])('of a product: %j', async (form, field) => {
    await aProduct({ sku: 'RB-1' });
    await aProduct({ slug: 'elsewhere', store: 'trade' });
    const reply = await (await atWork()).post(at(await aList(), '/items'), form);

    expect(reply.status).toBe(422);
    expect(reply.text).toContain(`id="${field}-problem"`);
    expect(await rows('select * from price_list_items')).toEqual([]);
  });
});

describe('the order', () => {
  const three = async () => {
    const [first, second, third] = [
      await aList({ name: 'A', position: 3 }),
      await aList({ name: 'B', position: 7 }),
      await aList({ name: 'C', position: 9 }),
    ];
    return { first, second, third, manager: await atWork({ role: 'manager' }) };
  };

  it('is changed by moving lists up and down', async () => {
    const { first, third, manager } = await three();
    await manager.post(at(third, '/position'), { direction: 'up', place: '2' });
    expect(await names()).toEqual(['A', 'C', 'B']);
    await manager.post(at(first, '/position'), { direction: 'down', place: '0' });
    expect(await names()).toEqual(['C', 'A', 'B']);
    expect(await acts()).toEqual([
      { act: 'price_list_moved', before: { list: 'C', place: 3 }, after: { place: 2 } },
      { act: 'price_list_moved', before: { list: 'A', place: 1 }, after: { place: 2 } },
    ]);
  });

  it('stays where there is nowhere to go, or the list is not where it was shown', async () => {
    const { first, third, manager } = await three();
    const tries = [
      [first, 'up', '0'],
      [third, 'down', '2'],
      [third, 'up', '1'],
      [third, 'sideways', '2'],
      [third, 'up', '1.5'],
    ] as const;
    for (const [id, direction, place] of tries) {
      const reply = await manager.post(at(id, '/position'), { direction, place });
      expect(reply.location).toBe('/admin/price-lists?problem=changed_meanwhile');
    }
    expect(await names()).toEqual(['A', 'B', 'C']);
    expect(await acts()).toEqual([]);
  });

  it('of twenty moves of the same list at once one has an effect', async () => {
    const { third, manager } = await three();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => manager.post(at(third, '/position'), { direction: 'up', place: '2' })),
    );

    expect(replies.filter(({ location }) => location?.includes('done=moved'))).toHaveLength(1);
    expect(await names()).toEqual(['A', 'C', 'B']);
    expect(await acts()).toHaveLength(1);
  });
});

describe('of two of the staff at once the later', () => {
  it.each([
    ['changing', '', { ...terms, name: 'Later' }],
    ['naming a price', '/items', { product: 'RB-1', price: '1' }],
    ['taking one out', '/items/removal', { product: 'RB-1' }],
    ['deleting', '/removal', {}],
  ])('is told and changes nothing: %s', async (_, rest, form) => {
    const productId = await aProduct({ sku: 'RB-1' });
    const id = await aList({ prices: { [productId]: 4990 } });
    const manager = await atWork({ role: 'manager' });
    const seen = await asOf(id);
    await manager.post(at(id), { ...terms, name: 'Earlier', asOf: seen });
    const reply = await manager.post(at(id, rest), { ...form, asOf: seen });

    expect(reply.status === 409 || reply.location?.includes('changed_meanwhile')).toBe(true);
    expect(await rows('select name from price_lists')).toEqual([{ name: 'Earlier' }]);
    expect(await rows('select price_minor from price_list_items')).toEqual([{ price_minor: 4990 }]);
    expect(await acts()).toHaveLength(1);
    // Whoever looks at it as it is now may go on.
    expect((await manager.post(at(id, rest), { ...form, asOf: await asOf(id) })).location).toContain('done=');
  });
});

it('a store has at most so many lists, and no list of another store is there', async () => {
  await env.DB.prepare(
    `insert into price_lists (id, store_id, name, position, created_at, updated_at)
    select 'prl_' || value, 'sto_harbour_goods', 'List', value, 1, 1 from json_each(?)`,
  )
    .bind(JSON.stringify(upTo(mostLists)))
    .run();
  const foreign = await aList({ store: 'trade' });
  const manager = await atWork({ role: 'manager' });
  const forms = {
    '': terms,
    '/removal': {},
    '/position': {},
    '/items': { product: 'x', price: '1' },
    '/items/removal': {},
  };

  expect((await manager.post('/admin/price-lists', { name: 'One more' })).location).toContain('problem=too_many');
  expect((await manager.get(at(foreign))).status).toBe(404);
  for (const [rest, form] of Object.entries(forms)) {
    expect((await manager.post(at(foreign, rest), form)).status).toBe(404);
  }
  expect(await value('select count(*) from price_lists')).toBe(mostLists + 1);
});

it('shows what a list says of forty-five products on three pages', async () => {
  const id = await aList();
  await env.DB.batch([
    env.DB.prepare(
      `insert into products (id, store_id, slug, sku, names, price_minor, created_at)
      select printf('prd_%02d', value), 'sto_harbour_goods', 'p' || value, 'P-' || value, '{"en":"Bag"}', 100, 1
      from json_each(?)`,
    ).bind(JSON.stringify(upTo(45))),
    env.DB.prepare(`insert into price_list_items select ?, id, 50, null from products`).bind(id),
  ]);
  const support = await atWork({ role: 'support' });
  const seen: string[] = [];
  for (let path: string | undefined = at(id); path !== undefined;) {
    const { text } = await support.get(path.replaceAll('&amp;', '&'));
    seen.push(...[...text.matchAll(/P-\d+/g)].map(([sku]) => sku));
    path = /href="([^"#]*after=[^"#]*)/.exec(text)?.[1];
  }

  expect(seen).toEqual(upTo(45).map((place) => `P-${place}`));
});
