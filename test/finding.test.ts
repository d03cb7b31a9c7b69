// The list of customers as staff see it: what is on it, in which order, page by page, and what it reads.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { asking, everyone, pageSize } from '../src/customers/finding/finding.ts';
import { wantedSchema, type Wanted } from '../src/customers/finding/input.ts';
import { gather } from '../src/demo/crowd.ts';
import type { DemoStore } from '../src/demo/shops.ts';
import type { Store } from '../src/stores/stores.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { cursorOf } from '../src/web/paging.ts';
import { aCustomer, anAddress } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { demoStore } from './support/stores.ts';

type Parameters = Record<string, string>;

/** A page of a store's list, or why there is none. */
async function find(store: Store, wanted: Wanted) {
  const asked = asking(store, wanted);
  return asked.ok ? { ok: true as const, ...asked.pageOf(await asked.statement(openDatabase(env))) } : asked;
}

/** A page of a store's list by the parameters of an address. */
async function page(parameters: Parameters = {}, name: DemoStore = 'goods') {
  const store = await demoStore(name);
  const found = await find(store, wantedSchema(store).parse(parameters));
  if (!found.ok) throw new Error(found.problem);
  return found;
}

const namesOn = async (parameters: Parameters = {}, store: DemoStore = 'goods') =>
  (await page(parameters, store)).customers.map(({ name }) => name);

/** All pages, one after the other, by their cursors. */
async function allPages(parameters: Parameters) {
  const pages = [];
  for (let after: string | null = ''; after !== null;) {
    const found = await page(after === '' ? parameters : { ...parameters, after });
    pages.push(found.customers);
    after = found.next;
  }
  return pages;
}

/** Three customers of Harbour Goods, a contact there, and somebody of another pool. */
async function people() {
  const grace = await aCustomer({ group: 'gold' });
  const bozena = await aCustomer({ email: 'bozena@pristav.example', name: 'Božena Němcová', status: 'pending' });
  const jan = await aCustomer({ email: 'novak@example.com', name: 'Jan Novák', status: 'denied' });
  const contact = await aCustomer({ email: 'form@example.com', name: 'Nora Novotná', hasLogin: false });
  await aCustomer({ store: 'trade', name: 'Konrad Hopper' });
  const made = (id: string, day: string, more: string) =>
    env.DB.prepare(`update memberships set created_at = unixepoch(?) * 1000, ${more} where customer_id = ?`).bind(
      day,
      id,
    );
  await env.DB.batch([
    made(grace, '2026-03-01', 'turnover_minor = 250000, order_count = 3, newsletter_at = 1'),
    made(bozena, '2026-03-02', 'turnover_minor = 100'),
    made(jan, '2026-03-03', 'turnover_minor = 9900'),
    made(contact, '2026-03-04', 'registered_at = null, is_account = 0'),
  ]);
  await anAddress(grace, { country: 'IE', isDefaultBilling: true });
  await anAddress(bozena, { country: 'CZ', isDefaultBilling: true });
  await anAddress(bozena, { country: 'DE', isDefaultDelivery: true });
  return { grace, bozena, jan };
}

describe('the list of customers', () => {
  it('says of each what staff look at first', async () => {
    const { grace } = await people();
    const { customers, next } = await page({ q: 'grace' });

    expect(customers).toEqual([
      {
        id: grace,
        name: 'Grace Hopper',
        email: 'grace@example.com',
        company: '',
        hasLogin: true,
        status: 'active',
        groupId: 'grp_gold',
        turnoverMinor: 250000,
        orderCount: 3,
        createdAt: Date.UTC(2026, 2, 1),
        registeredAt: expect.any(Number) as unknown,
        country: 'IE',
        key: 'grace@example.com',
      },
    ]);
    expect(next).toBeNull();
  });

  it('is the same as part of a batch', async () => {
    await people();
    const db = openDatabase(env);
    const store = await demoStore('goods');
    for (const parameters of [{ sort: 'name' }, { q: 'n' }]) {
      const asked = asking(store, wantedSchema(store).parse(parameters));
      if (!asked.ok) throw new Error(asked.problem);
      const [found] = await batch(db, [asked.statement(db)]);

      expect({ ok: true, ...asked.pageOf(found) }).toEqual(await page(parameters));
    }
  });

  it.each<[Parameters, string[]]>([
    [{}, ['Jan Novák', 'Božena Němcová', 'Grace Hopper']],
    [{ sort: 'name' }, ['Božena Němcová', 'Grace Hopper', 'Jan Novák']],
    [{ sort: 'turnover' }, ['Grace Hopper', 'Jan Novák', 'Božena Němcová']],
    [{ registered: 'no' }, ['Nora Novotná']],
    [{ status: 'denied' }, ['Jan Novák']],
    [{ group: 'grp_gold' }, ['Grace Hopper']],
    [{ group: 'grp_standard_goods' }, ['Jan Novák', 'Božena Němcová']],
    [{ group: 'grp_standard_trade' }, []],
    [{ country: 'CZ' }, ['Božena Němcová']],
    [{ country: 'DE' }, []],
    [{ turnoverFrom: '99' }, ['Jan Novák', 'Grace Hopper']],
    [{ turnoverFrom: '1,01', turnoverTo: '99.00' }, ['Jan Novák']],
    [{ since: '2026-03-02' }, ['Jan Novák', 'Božena Němcová']],
    [{ until: '2026-03-02' }, ['Božena Němcová', 'Grace Hopper']],
    [{ since: '2026-03-02', until: '2026-03-02' }, ['Božena Němcová']],
    [{ newsletter: 'yes' }, ['Grace Hopper']],
    [{ newsletter: 'no', status: 'pending', country: 'CZ' }, ['Božena Němcová']],
    [{ q: 'nov' }, ['Jan Novák']],
    [{ q: 'nov', registered: 'no' }, ['Nora Novotná']],
    [{ q: 'NĚMC bož' }, ['Božena Němcová']],
    [{ q: 'grace nov' }, []],
    [{ q: 'example.com', status: 'active' }, ['Grace Hopper']],
    [{ q: 'novak@' }, ['Jan Novák']],
    [{ q: 'hopper' }, ['Grace Hopper']],
    [{ q: 'ovak' }, []],
    [{ q: '%' }, ['Jan Novák', 'Božena Němcová', 'Grace Hopper']],
    [{ q: `gr ho ${Array.from({ length: 60 }, (_, count) => `x${count}`).join(' ')}` }, []],
    [{ q: "'; drop table customers; --" }, []],
    [
      { status: 'x', sort: 'y', turnoverFrom: '-1', since: 'today', registered: '' },
      ['Jan Novák', 'Božena Němcová', 'Grace Hopper'],
    ],
  ])('asked for %j shows %j', async (parameters, names) => {
    await people();

    expect(await namesOn(parameters)).toEqual(names);
  });

  it('counts days in the zone of the store', async () => {
    await aCustomer({ store: 'sklad' });
    await env.DB.prepare('update memberships set created_at = ?')
      .bind(Date.UTC(2026, 6, 14, 22, 30))
      .run();

    expect(await namesOn({ since: '2026-07-15' }, 'sklad')).toHaveLength(1);
    expect(await namesOn({ until: '2026-07-14' }, 'sklad')).toEqual([]);
  });

  it('shows a customer once, whichever of their words begin like this', async () => {
    await aCustomer({ name: 'Hanna Hartmann Hase', email: 'h.hartwig@hafen.example' });

    expect(await namesOn({ q: 'h' })).toEqual(['Hanna Hartmann Hase']);
    expect(await namesOn({ q: 'ha har' })).toEqual(['Hanna Hartmann Hase']);
  });

  it('is of one store, also within a pool', async () => {
    await people();

    expect(await namesOn({}, 'outlet')).toEqual([]);
    expect(await namesOn({ q: 'hopper' }, 'trade')).toEqual(['Konrad Hopper']);
  });
});

describe('its pages', () => {
  const crowd = { count: 700, passwordHash: '' };

  it.each<Parameters>([
    {},
    { sort: 'name' },
    { sort: 'turnover' },
    { q: 's' },
    { q: 'example' },
    { country: 'CZ', sort: 'turnover' },
  ])('%j hold everybody once, in order', async (parameters) => {
    const db = openDatabase(env);
    await gather(db, crowd);
    const pages = await allPages(parameters);
    const ids = pages.flat().map(({ id }) => id);
    const store = await demoStore('goods');
    const all = [];
    for await (const some of everyone(db, store, wantedSchema(store).parse(parameters))) all.push(...some);

    expect(pages.length).toBeGreaterThan(2);
    expect(pages.slice(0, -1).every((one) => one.length === pageSize)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(all.map(({ id }) => id)).toEqual(ids);
    if (Object.keys(parameters).length === 0) {
      expect(ids).toHaveLength(Number(await value('select count(*) from memberships where is_account = 1')));
    }
    if (parameters.q === 's') {
      const found =
        await rows(`select distinct customer_id from search_terms join memberships using (store_id, customer_id)
        where term glob 's*' and is_account = 1`);
      expect(ids.toSorted()).toEqual(found.map(({ customer_id: id }) => String(id)).toSorted());
    }
  });

  it.each([
    'nonsense',
    '',
    '%%%',
    cursorOf([]),
    cursorOf(['newest']),
    cursorOf(['newest', '2026', 'cus_1']),
    cursorOf(['newest', 1.5, 'cus_1']),
    cursorOf(['name', 'a', 'cus_1']),
    cursorOf(['word', 'a', 'cus_1']),
    Buffer.from('{"toString":1}').toString('base64url'),
  ])('are refused for the cursor %j', async (after) => {
    await people();
    const store = await demoStore('goods');
    const wanted = { ...wantedSchema(store).parse({}), after };

    expect(await find(store, wanted)).toEqual({ ok: false, problem: 'cursor_invalid' });
  });

  it('are refused for a word that is not looked for', async () => {
    await people();
    const store = await demoStore('goods');
    const wanted = wantedSchema(store).parse({ q: 'hopper', after: cursorOf(['word', 'grace', '']) });

    expect(await find(store, wanted)).toEqual({ ok: false, problem: 'cursor_invalid' });
  });

  it('are of this store whatever the cursor says', async () => {
    const { jan } = await people();

    for (const after of [['newest', 9e15, 'cus_z'] as const, ['newest', Date.UTC(2026, 2, 3), jan] as const]) {
      expect(await namesOn({ after: cursorOf(after) }, 'trade')).not.toContain('Grace Hopper');
    }
    expect(await namesOn({ q: 'hop', after: cursorOf(['word', 'hop', '']) }, 'trade')).toEqual(['Konrad Hopper']);
  });
});

it('reads at most six rows per row shown among 20,000, whatever the page', async () => {
  const db = openDatabase(env);
  await gather(db, { count: 20_000, passwordHash: '' });
  const store = await demoStore('goods');
  const read = async (parameters: Parameters, skipped: number) => {
    let after: string | null = null;
    for (let turned = 0; turned < skipped; turned += 1)
      after = (await page(after ? { ...parameters, after } : parameters)).next;
    const asked = asking(store, { ...wantedSchema(store).parse(parameters), after });
    if (!asked.ok) throw new Error(asked.problem);
    const { sql, params } = asked.statement(db).toSQL();
    const { meta } = await env.DB.prepare(sql)
      .bind(...params)
      .run();
    const shown = asked.pageOf(await asked.statement(db)).customers.length;
    expect(shown).toBeGreaterThan(30);
    return meta.rows_read / shown;
  };

  for (const parameters of [{}, { sort: 'name' }, { sort: 'turnover' }, { q: '+420 60' }, { q: 'example.com' }]) {
    expect([parameters, await read(parameters, 0)]).toSatisfy(isCheap);
    expect([parameters, await read(parameters, 49)]).toSatisfy(isCheap);
  }
  for (const parameters of [{ registered: 'no' }, { q: 'Novák' }, { q: 'grace.h' }]) {
    expect([parameters, await read(parameters, 0)]).toSatisfy(isCheap);
  }
}, 120_000);

function isCheap([, rowsRead]: [unknown, number]): boolean {
  return rowsRead > 0 && rowsRead <= 6;
}
