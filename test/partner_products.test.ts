// Products and prices for partners: the same prices as on every page, a catalogue that is pushed in, and what a till may change.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { addGoods } from '../src/demo/goods.ts';
import { addPriceLists } from '../src/demo/prices.ts';
import { demoStores, type DemoStore } from '../src/demo/shops.ts';
import { customerLifetime } from '../src/sessions/sessions.ts';
import { money } from '../src/ui/money.ts';
import { openDatabase } from '../src/web/database.ts';
import { categoryOf } from './support/catalog.ts';
import { aProduct, anOrder } from './support/orders.ts';
import { aKey, aSystem, systemWith, type Answer } from './support/partners.ts';
import { aCustomer, anAddress } from './support/people.ts';
import { aList } from './support/price-lists.ts';
import { rows, value } from './support/records.ts';
import { beginSession } from './support/sessions.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

type Item = Record<string, unknown>;
const dataOf = ({ json }: Answer) => json.data as Item[];
const fieldsOf = ({ json }: Answer) => (json.errors as { field: string }[] | undefined)?.map(({ field }) => field);
const brush = { names: { en: 'Deck brush' }, sku: 'DB-11', price_minor: 1490 };

describe('a price', () => {
  /** What the page of a product says that it costs; 404 where it is not there. */
  async function onPage(browser: ReturnType<typeof visitor>, slug: string, country: string | undefined) {
    const { status, text } = await browser.send(`/products/${slug}`, { cf: { country } });
    const price = /<p class="price">(?:<s[^]*<\/s>)?([^<]*)/.exec(text)?.[1]?.trim();
    return status === 200 ? (price ?? 'none') : status;
  }

  const people = {
    goods: [null, {}, { group: 'gold' }, { group: 'gold', status: 'pending' }, { group: 'gold', status: 'denied' }],
    trade: [null, {}, { status: 'pending' }],
    sklad: [null, {}],
  } as const;
  const everywhere = [
    ['goods', undefined],
    ['goods', 'CZ'],
    ['trade', undefined],
    ['sklad', 'DE'],
  ] as const;

  it.each(everywhere)('is that of the page of each product for everybody: %s, address %s', async (store, address) => {
    const db = openDatabase(env);
    await addGoods(db, Date.now());
    await addPriceLists(db, Date.now());
    const system = await aSystem({ store });
    const products = dataOf(await system.get('/products?limit=100'));
    const ids = products.map(({ id }) => id).join(',');
    let compared = 0;
    for (const [place, traits] of people[store].entries()) {
      const browser = visitor({ store });
      const id = traits && (await aCustomer({ store, email: `${place}@example.com`, ...traits }));
      if (id) await beginSession(browser, '__Host-customer', id, customerLifetime);
      if (id && address) await anAddress(id, { country: address, isDefaultDelivery: true });
      for (const country of [undefined, 'IE', 'DE', 'CZ']) {
        const from = `${id ? `&customer_id=${id}` : ''}${country ? `&country=${country}` : ''}`;
        const prices = dataOf(await system.get(`/prices?product_ids=${ids}${from}`));
        const told = await Promise.all(
          products.map(async ({ id: productId, slug }) => {
            const price = prices.find((one) => one.product_id === productId) ?? {};
            const page = await onPage(browser, String(slug), country);
            const amount = price.price_minor as number | null;
            const said = amount === null ? 'none' : money(amount, String(price.currency), 'en');
            return { slug, page, said: price.may_see ? said : page === 404 ? 404 : 303 };
          }),
        );
        expect([traits, country, told]).toEqual([
          traits,
          country,
          told.map(({ slug, page }) => ({ slug, page, said: page })),
        ]);
        compared += told.length;
      }
    }
    expect(compared).toBeGreaterThan(40);
  });

  it('says what decided, what became of every list, and what keeps somebody from seeing it', async () => {
    const id = await aProduct({ stock: 0 });
    const [secret, loyal, gone] = await Promise.all([
      aProduct({ visibility: 'groups', groupIds: ['grp_gold'] }),
      aProduct({ visibility: 'customers' }),
      aProduct({ retiredAt: 1 }),
    ]);
    const prices = { [id]: 4990 };
    const now = Date.now();
    await aList({ name: 'Gone', position: 1, endsAt: now - 1, prices });
    await aList({ name: 'Coming', position: 2, startsAt: now + 86_400_000, prices });
    await aList({ name: 'Czech', position: 3, countries: ['CZ'], prices });
    await aList({ name: 'Others', position: 4, groupIds: ['grp_standard_goods'], prices });
    await aList({ name: 'Bare', position: 5 });
    const list = await aList({
      name: 'Gold in Germany',
      position: 6,
      groupIds: ['grp_gold'],
      countries: ['DE'],
      prices,
    });
    await aList({ name: 'Half', position: 7, groupIds: ['grp_gold'], countries: ['DE'], percentBasisPoints: 5000 });
    const customer = await aCustomer({ group: 'gold' });
    await anAddress(customer, { country: 'DE', isDefaultDelivery: true });
    const system = await aSystem();
    const { json } = await system.get(`/products/${id}/price?customer_id=${customer}&country=IE`);
    const elsewhere = await system.get(`/products/${id}/price?customer_id=${customer}&delivery_country=IE`);
    const hidden = dataOf(await system.get(`/prices?product_ids=${secret},${loyal},${gone}`));
    const theirs = dataOf(await system.get(`/prices?product_ids=${secret},${loyal},${gone}&customer_id=${customer}`));

    expect(json).toMatchObject({
      country: 'DE',
      group_id: 'grp_gold',
      may_see: true,
      may_order: false,
      price_minor: 4990,
      standard_price_minor: 5990,
      decision: { by: 'price_list', price_list_id: list, name: 'Gold in Germany', discount_basis_points: null },
    });
    expect((json.price_lists as Item[]).map(({ outcome }) => outcome)).toEqual([
      'ended',
      'not_started',
      'other_country',
      'other_group',
      'no_price',
      'won',
      'behind',
    ]);
    expect(elsewhere.json).toMatchObject({
      price_minor: 5391,
      decision: { by: 'group', group_id: 'grp_gold', discount_basis_points: 1000 },
    });
    expect(hidden.map((one) => [one.hidden_because, one.price_minor, one.may_order])).toEqual([
      ['for_groups', null, false],
      ['for_customers', null, false],
      ['retired', null, false],
    ]);
    expect(theirs.map((one) => [one.hidden_because, one.may_order])).toEqual([
      [null, true],
      [null, true],
      ['retired', false],
    ]);
  });

  it('is told to nobody whom the shop tells none, though it says what decides it', async () => {
    await withPolicies({ shopAccess: 'prices_for_customers' });
    const id = await aProduct();
    const waiting = await aCustomer({ group: 'gold', status: 'pending' });
    const { json } = await (await aSystem()).get(`/products/${id}/price?customer_id=${waiting}`);

    expect(json).toMatchObject({ may_see: true, price_minor: null, may_order: false, is_customer: false });
    expect(json).toMatchObject({ standard_price_minor: 5990, decision: { by: 'standard' }, group_id: null });
  });

  it('of a hundred products costs one wait, as many statements as of one, and five rows a row', async () => {
    const ids = await Promise.all(Array.from({ length: 100 }, () => aProduct()));
    await aList({ prices: Object.fromEntries(ids.map((id) => [id, 990])) });
    const customer = await aCustomer({ group: 'gold' });
    await visitor().get('/login');
    const { key } = await aKey();
    const ask = async (some: readonly string[]) => {
      const { counts, ...counted } = counting();
      const reply = await systemWith(key, counted).get(`/prices?product_ids=${some.join(',')}&customer_id=${customer}`);
      expect(dataOf(reply).map((one) => one.price_minor)).toEqual(some.map(() => 990));
      return counts;
    };
    const [one, all] = [await ask(ids.slice(0, 1)), await ask(ids)];

    expect([all.waits, all.statements]).toEqual([1, one.statements]);
    // What a price list says of each is read with it.
    expect((all.rowsRead - one.rowsRead) / 99).toBeLessThanOrEqual(5);
    expect((await systemWith(key).get(`/prices?product_ids=${[...ids, ids[0]].join(',')}`)).status).toBe(422);
  });
});

describe('a catalogue that is pushed in', () => {
  it('has one product of one own id, though it is sent twenty times at once', async () => {
    const { key, partnerId } = await aKey();
    const system = systemWith(key);
    const send = (price: number) => system.send('put', '/products/external/K%2F1', { ...brush, price_minor: price });
    const replies = await Promise.all(Array.from({ length: 20 }, () => send(1490)));
    const again = await send(1490);
    const changed = await send(1590);

    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(again.text).toBe(replies[0]?.text);
    expect(changed.json).toMatchObject({
      id: again.json.id,
      price_minor: 1590,
      external_id: 'K/1',
      slug: 'deck-brush',
    });
    expect(await rows('select partner_id, external_id from partner_ids')).toEqual([
      { partner_id: partnerId, external_id: 'K/1' },
    ]);
    // What is so already is not changed again, and nobody is told that it was.
    expect(await rows(`select act from audit where act like 'product_%'`)).toEqual([
      { act: 'product_added' },
      { act: 'product_changed' },
    ]);
    expect((await system.get('/products/external/K%2F1')).text).toBe(changed.text);
    expect((await system.get('/products?external_id=K/1&sku=DB-11')).json.data).toEqual([changed.json]);
  });

  it('is found by its words, and stands in its categories; the audit says who, and by which key', async () => {
    await categoryOf('brushes', []);
    const { key, staffId } = await aKey();
    const system = systemWith(key);
    const sent = { ...brush, category_ids: ['cat_brushes'], visibility: 'groups', group_ids: ['grp_gold'], stock: 3 };
    const { json, status } = await system.post('/products', { ...sent, external_id: 'K-1' });
    const staff = await rows(`select staff_id, device from audit where act = 'product_added'`);

    expect([status, json]).toMatchObject([201, { ...sent, external_id: 'K-1', currency: 'EUR', retired_at: null }]);
    expect(staff).toEqual([{ staff_id: staffId, device: expect.stringMatching(/^Till\nrgl_/) as string }]);
    expect(await value('select count(*) from product_terms where product_id = ?', json.id)).toBe(3);
    expect(dataOf(await system.get('/categories'))).toMatchObject([{ id: 'cat_brushes', slug: 'brushes' }]);
  });

  it('is each partner’s own: what one calls so another may call otherwise', async () => {
    const [one, other] = [await aSystem(), await aSystem()];
    const made = await one.post('/products', { ...brush, external_id: 'K-1' });
    const named = await other.send('patch', `/products/${String(made.json.id)}`, { external_id: 'X-9' });
    const taken = await one.post('/products', { ...brush, sku: 'DB-12', slug: 'other', external_id: 'K-1' });
    const second = await one.post('/products', { ...brush, sku: 'DB-12', slug: 'other' });
    const stolen = await one.send('patch', `/products/${String(second.json.id)}`, { external_id: 'K-1' });
    const freed = await one.send('patch', `/products/${String(made.json.id)}`, { external_id: null });

    expect([named.json.external_id, freed.json.external_id]).toEqual(['X-9', null]);
    expect([taken.json.code, stolen.json.code]).toEqual(['external_id_known', 'external_id_known']);
    expect((await other.get('/products/external/X-9')).json.id).toBe(made.json.id);
    expect((await one.get('/products/external/X-9')).status).toBe(404);
  });

  it.each([
    ['sku_known', { slug: 'another' }],
    ['slug_known', { sku: 'DB-12' }],
  ])('is refused what another product has: %s', async (code, change) => {
    const system = await aSystem();
    await system.post('/products', brush);
    const id = await aProduct();
    const replies = [
      await system.post('/products', { ...brush, ...change }),
      await system.send('put', '/products/external/K-1', { ...brush, ...change }),
      await system.send('patch', `/products/${id}`, code === 'sku_known' ? { sku: 'DB-11' } : { slug: 'deck-brush' }),
    ];

    expect(replies.map(({ status, json }) => [status, json.code])).toEqual(replies.map(() => [409, code]));
    expect((await rows(`select id from products where sku like 'DB%'`)).length).toBe(1);
  });
});

describe('odd values', () => {
  const odd: [string, unknown, string][] = [
    ['/sku', { sku: 'a\u0000b' }, 'body'],
    ['/sku', { sku: ' ' }, 'body'],
    ['/sku', { sku: 'x'.repeat(41) }, 'body'],
    ['/names/en', { names: { en: 'a\u202eb' } }, 'body'],
    ['/names/en', { names: { en: 'x'.repeat(121) } }, 'body'],
    ['/names/en', { names: { en: ' ' } }, 'store'],
    ['/names/en', { names: { de: 'Bürste', en: '' } }, 'store'],
    ['/names/fr', { names: { en: 'Brush', fr: 'Brosse' } }, 'body'],
    ['/texts/en', { texts: { en: 'x'.repeat(4001) } }, 'body'],
    ['/slug', { slug: 'Deck brush' }, 'body'],
    ['/slug', { slug: '', names: { en: '—' } }, 'store'],
    ['/price_minor', { price_minor: -1 }, 'body'],
    ['/price_minor', { price_minor: 14.9 }, 'body'],
    ['/price_minor', { price_minor: 1e12 }, 'body'],
    ['/price_minor', { price_minor: '1490' }, 'body'],
    ['/stock', { stock: -1 }, 'body'],
    ['/stock', { stock: 1_000_001 }, 'body'],
    ['/tax_class', { tax_class: 'luxury' }, 'body'],
    ['/visibility', { visibility: 'nobody' }, 'body'],
    ['/group_ids', { visibility: 'groups', group_ids: [] }, 'store'],
    ['/group_ids', { group_ids: ['grp_gold'], visibility: 'everyone' }, 'store'],
    ['/group_ids/1', { visibility: 'groups', group_ids: ['grp_gold', 'grp_standard_trade'] }, 'store'],
    ['/category_ids/0', { category_ids: ['cat_nowhere'] }, 'store'],
    ['/external_id', { external_id: 'a b' }, 'body'],
  ];

  it('are refused with their place, and change nothing', async () => {
    const system = await aSystem();
    const id = await aProduct();
    const before = await rows('select * from products');
    for (const [field, change] of odd) {
      const made = await system.post('/products', { ...brush, ...(change as object) });
      const changed = await system.send('patch', `/products/${id}`, change);
      expect([change, made.status, fieldsOf(made)]).toEqual([change, 422, [field]]);
      expect([change, changed.status, fieldsOf(changed)]).toEqual([change, 422, [field]]);
    }
    expect(await rows('select * from products')).toEqual(before);
  });

  it('of a language that the store does not speak are refused there', async () => {
    const { languages } = (await rows('select languages from stores where id = ?', demoStores.sklad.id))[0] ?? {};
    const system = await aSystem({ store: 'sklad' });
    const reply = await system.post('/products', { ...brush, names: { cs: 'Kartáč', de: 'Bürste' } });

    expect(String(languages)).not.toContain('de');
    expect([reply.status, fieldsOf(reply)]).toEqual([422, ['/names/de']]);
  });

  it('that are half a character do no harm', async () => {
    const system = await aSystem();
    const reply = await system.send(
      'post',
      '/products',
      String.raw`{"names":{"en":"a \ud800 b"},"sku":"\udfff","price_minor":1}`,
    );

    expect([201, 400, 422]).toContain(reply.status);
    expect((await system.get('/products')).status).toBe(200);
  });

  it('as parameters are refused', async () => {
    const system = await aSystem();
    const id = await aProduct();
    for (const path of [
      '/products?is_on_sale=maybe',
      '/products?cursor=x',
      '/prices',
      '/prices?product_ids=',
      '/products?limit=101',
      `/products/${id}/price?country=de`,
    ]) {
      expect([path, (await system.get(path)).status]).toEqual([path, 422]);
    }
  });
});

describe('a change', () => {
  it('is of what is sent only, also of many at once', async () => {
    const system = await aSystem();
    const id = await aProduct({ stock: 5, texts: { en: 'Strong.', de: 'Fest.' } });
    const changes = [{ stock: 9 }, { price_minor: 4990 }, { names: { de: 'Tasche' } }, { texts: { de: '' } }];
    const replies = await Promise.all(changes.map((change) => system.send('patch', `/products/${id}`, change)));
    const { json } = await system.get(`/products/${id}`);

    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(json).toMatchObject({ stock: 9, price_minor: 4990, texts: { en: 'Strong.' } });
    expect(json.names).toEqual({ en: 'Rope bag', de: 'Tasche', cs: 'Lanový vak' });
  });

  it('holds If-Match until it is written, whatever changed the product meanwhile', async () => {
    const system = await aSystem();
    const id = await aProduct({ stock: 5 });
    const path = `/products/${id}`;
    const tag = async () => (await system.get(path)).headers.get('ETag') ?? '';
    const meanwhile: [string, () => Promise<unknown>][] = [
      ['a sale', async () => anOrder(await aCustomer(), { items: [{ productId: id, quantity: 1 }] })],
      ['a review', () => env.DB.prepare('update products set review_count = 1, stars_total = 5').run()],
      ['a price', () => system.send('patch', path, { price_minor: 1 })],
      ['an own id', () => system.send('patch', path, { external_id: 'K-1' })],
      ['the end of sale', () => system.post(`${path}/retirement`, {})],
    ];
    for (const [what, happens] of meanwhile) {
      const seen = await tag();
      await happens();
      const late = await system.send('patch', path, { stock: 50 }, { 'If-Match': seen });
      expect([what, late.status, late.json.code]).toEqual([what, 412, 'stale']);
    }
    const [retired, taken] = [
      await system.get(path),
      await system.send('patch', path, { stock: 7 }, { 'If-Match': await tag() }),
    ];

    expect(retired.json).toMatchObject({ stock: 4, review_count: 1, average_stars: 5, price_minor: 1 });
    expect([taken.status, taken.json.stock, taken.headers.get('ETag')]).toEqual([200, 7, await tag()]);
    expect((await system.get(path, { 'If-None-Match': await tag() })).status).toBe(304);
  });

  it('takes a product off sale and sells it again, once each', async () => {
    const system = await aSystem();
    const id = await aProduct({ slug: 'rope-bag' });
    const away = [
      await system.post(`/products/${id}/retirement`, {}),
      await system.post(`/products/${id}/retirement`, {}),
    ];
    const page = await visitor().get('/products/rope-bag');
    const back = [
      await system.send('delete', `/products/${id}/retirement`),
      await system.send('delete', `/products/${id}/retirement`),
    ];

    expect(away.map(({ status }) => status)).toEqual([200, 200]);
    expect(away[0]?.json.retired_at).toBe(away[1]?.json.retired_at);
    expect([page.status, ...back.map(({ status }) => status)]).toEqual([404, 204, 204]);
    expect((await visitor().get('/products/rope-bag')).status).toBe(200);
    expect((await rows(`select act from audit where act like 'product_%'`)).length).toBe(2);
  });

  it('waits for storage at most three times', async () => {
    const id = await aProduct();
    const calls: [string, string, object][] = [
      ['post', '/products', brush],
      ['put', '/products/external/K-1', { ...brush, sku: 'DB-12', slug: 'other' }],
      ['patch', `/products/${id}`, { stock: 3 }],
      ['post', `/products/${id}/retirement`, {}],
      ['put', `/price-lists/${await aList()}/prices/${id}`, { price_minor: 1 }],
    ];
    const { key } = await aKey();
    await visitor().get('/login');
    for (const [method, path, body] of calls) {
      const { counts, ...counted } = counting();
      const { status } = await systemWith(key, counted).send(method, path, body);
      expect([path, status < 300, counts.waits]).toEqual([path, true, expect.toSatisfy((waits) => waits <= 3)]);
    }
  });
});

it('says of a price list what it costs, once, and no more once it is taken away', async () => {
  const id = await aProduct();
  const list = await aList({ name: 'Spring' });
  const system = await aSystem();
  const path = `/price-lists/${list}/prices/${id}`;
  const cost = async () => (await system.get(`/products/${id}/price`)).json.price_minor;
  const fixed = await system.send('put', path, { price_minor: 4990 });
  await system.send('put', path, { price_minor: 4990 });
  const paid = await cost();
  const percent = await system.send('put', path, { discount_basis_points: 1000 });
  const stale = await system.send('put', path, { price_minor: 1 }, { 'If-Match': fixed.headers.get('ETag') ?? '' });
  const off = await cost();
  const listed = dataOf(await system.get(`/price-lists/${list}/prices`));
  const gone = [await system.send('delete', path), await system.send('delete', path)];

  expect(fixed.json).toMatchObject({ price_minor: 4990, discount_basis_points: null, standard_price_minor: 5990 });
  expect(listed).toEqual([percent.json]);
  expect([stale.status, paid, off, await cost()]).toEqual([412, 4990, 5391, 5990]);
  expect(gone.map(({ status }) => status)).toEqual([204, 204]);
  expect((await rows(`select act from audit where act = 'price_changed'`)).length).toBe(3);
  for (const body of [
    {},
    { price_minor: 1, discount_basis_points: 1 },
    { price_minor: null },
    { discount_basis_points: 10_001 },
    { price_minor: 1e12 },
  ]) {
    expect([body, (await system.send('put', path, body)).status]).toEqual([body, 422]);
  }
});

it('knows nothing of what another store has', async () => {
  const system = await aSystem();
  const [theirs, own] = [await aProduct({ store: 'trade' }), await aProduct()];
  const [list, ownList] = [await aList({ store: 'trade' }), await aList()];
  const customer = await aCustomer({ store: 'trade' });
  const calls: [string, string, unknown?][] = [
    ['get', `/products/${theirs}`],
    ['patch', `/products/${theirs}`, { stock: 1 }],
    ['post', `/products/${theirs}/retirement`, {}],
    ['delete', `/products/${theirs}/retirement`],
    ['get', `/products/${theirs}/price`],
    ['get', `/products/${own}/price?customer_id=${customer}`],
    ['get', `/prices?product_ids=${own}&customer_id=${customer}`],
    ['get', `/price-lists/${list}`],
    ['get', `/price-lists/${list}/prices`],
    ['put', `/price-lists/${list}/prices/${own}`, { price_minor: 1 }],
    ['put', `/price-lists/${ownList}/prices/${theirs}`, { price_minor: 1 }],
    ['delete', `/price-lists/${ownList}/prices/${theirs}`],
  ];
  for (const [method, path, body] of calls) {
    const { status, json } = await system.send(method, path, body);
    expect([method, path, status, json.code]).toEqual([method, path, 404, 'not_found']);
  }
  expect(dataOf(await system.get(`/prices?product_ids=${theirs},${own}`)).map((one) => one.product_id)).toEqual([own]);
  expect(dataOf(await system.get('/products')).map(({ id }) => id)).toEqual([own]);
  expect((await rows('select 1 from audit')).length).toBe(0);
});

it('lists 2,000 products by cursor, each once, at four rows a row', async () => {
  await manyProducts(2000);
  const { key } = await aKey();
  const walk = async (query: string): Promise<{ ids: string[]; rowsRead: number }> => {
    const ids: string[] = [];
    let rowsRead = 0;
    for (let cursor = ''; ;) {
      const { counts, ...counted } = counting();
      const reply = await systemWith(key, counted).get(`/products?limit=100${query}${cursor}`);
      ids.push(...dataOf(reply).map(({ id }) => String(id)));
      rowsRead = Math.max(rowsRead, counts.rowsRead);
      if (ids.length === 500) await aProduct({ id: 'prd_00_before', createdAt: 0 });
      if (reply.json.next_cursor === null) return { ids, rowsRead };
      cursor = `&cursor=${reply.json.next_cursor as string}`;
    }
  };
  const [all, sold] = [await walk(''), await walk('&is_on_sale=true')];

  expect([new Set(all.ids).size, all.ids.length]).toEqual([2000, 2000]);
  expect(new Set(sold.ids).size).toBe(201);
  // A call reads a few rows for the key, three for the store every ten seconds, and one row more than the page.
  expect(all.rowsRead).toBeLessThanOrEqual(4 * 101 + 13);
  expect(sold.rowsRead).toBeLessThanOrEqual(4 * 101 + 13);
});

/** So many products of Harbour Goods, each in a category; every tenth is sold. */
async function manyProducts(count: number, store: DemoStore = 'goods'): Promise<void> {
  const list = Array.from({ length: count }, (_, place) => ({
    id: `prd_many_${String(place).padStart(5, '0')}`,
    place,
  }));
  await env.DB.batch([
    env.DB.prepare(
      `insert into products (id, store_id, slug, sku, names, texts, price_minor, group_ids, created_at, updated_at, retired_at)
      select value ->> 'id', ?, value ->> 'id', value ->> 'id', '{"en":"Rope"}', '{}', 100, '[]', value ->> 'place', 1,
        iif(value ->> 'place' % 10 = 0, null, 1) from json_each(?)`,
    ).bind(demoStores[store].id, JSON.stringify(list)),
  ]);
  await categoryOf(
    'many',
    list.map(({ id }) => id),
    { store },
  );
}
