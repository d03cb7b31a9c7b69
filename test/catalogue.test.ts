// The catalogue as staff keep it: products, the words that find them, and categories.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { addGoods } from '../src/demo/goods.ts';
import { demoStores } from '../src/demo/shops.ts';
import { openDatabase } from '../src/web/database.ts';
import { aCategory } from './support/catalog.ts';
import { atWork, colleagueIn } from './support/colleagues.ts';
import { anOrder, aProduct } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const goods = demoStores.goods.id;

const ladder = {
  name_en: ' Rope ladder ',
  name_cs: 'Provazový žebřík',
  text_en: 'Eight **rungs**,\r\nof ash.',
  sku: 'RL-01',
  price: '49,90',
  taxClass: 'reduced',
  stock: '12',
  visibility: 'everyone',
};

const productRows = () =>
  rows(
    `select slug, sku, names, texts, price_minor, tax_class, stock, visibility, group_ids from products order by sku`,
  );
const stockOf = (id: string) => value('select stock from products where id = ?', id);
const termsOf = async (id: string) =>
  (await rows('select term from product_terms where product_id = ? order by 1', id)).map(({ term }) => term);
const shelvesOf = async (id: string) =>
  (await rows('select category_id, created_at from category_products where product_id = ? order by 1', id)).map((row) =>
    Object.values(row),
  );
const acts = async (kind: 'product' | 'category') =>
  (await rows('select act, before, after from audit where act glob ? order by id', `${kind}_*`)).map((row) => [
    row.act,
    JSON.parse(String(row.before)),
    JSON.parse(String(row.after)),
  ]);
const idIn = (location: string | null) => /prd_\w+/.exec(location ?? '')?.[0] ?? '';
const wordsIn = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

/** The fields of the form that the page shows, as a browser would send them. */
async function formAt(browser: Visitor, path: string): Promise<Record<string, string>> {
  const { text } = await browser.get(path);
  const [, form = ''] = new RegExp(`<form method="post" action="${path}"[^>]*>(.*?)</form>`, 's').exec(text) ?? [];
  const inputs = [...form.matchAll(/<input([^>]*)>/g)].map(([, tag = '']) => ({
    name: /name="([^"]*)"/.exec(tag)?.[1] ?? '',
    value: /value="([^"]*)"/.exec(tag)?.[1] ?? '',
    isSent: !/type="(checkbox|radio)"/.test(tag) || tag.includes('checked'),
  }));
  const texts = [...form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)/g)];
  const choices = [...form.matchAll(/<select[^>]*name="([^"]*)".*?value="([^"]*)" selected/gs)];
  return Object.fromEntries([
    ...inputs.filter(({ isSent }) => isSent).map((one) => [one.name, one.value]),
    ...[...texts, ...choices].map(([, name = '', typed = '']) => [name, typed]),
  ]);
}

describe('a new product', () => {
  it('is on sale with its words, categories and an entry in the audit', async () => {
    const shelf = await aCategory();
    const browser = await atWork({ role: 'manager' });
    const form = { ...ladder, visibility: 'groups', group_grp_gold: 'on', [`category_${shelf}`]: 'on' };
    const { status, location } = await browser.post('/admin/products', form);
    const id = idIn(location);

    expect([status, location]).toEqual([303, `/admin/products/${id}?done=added`]);
    expect(await productRows()).toEqual([
      {
        slug: 'rope-ladder',
        sku: 'RL-01',
        names: '{"en":"Rope ladder","cs":"Provazový žebřík"}',
        texts: '{"en":"Eight **rungs**,\\nof ash."}',
        price_minor: 4990,
        tax_class: 'reduced',
        stock: 12,
        visibility: 'groups',
        group_ids: '["grp_gold"]',
      },
    ]);
    expect(await termsOf(id)).toEqual(['ladder', 'provazovy', 'rl-01', 'rope', 'zebrik']);
    const createdAt = await value('select created_at from products');
    expect(await shelvesOf(id)).toEqual([[shelf, createdAt]]);
    expect(await acts('product')).toMatchObject([
      ['product_added', null, { sku: 'RL-01', price: '49.90 EUR', groups: 'Gold', categories: 'Rope', stock: 12 }],
    ]);
    expect(await value('select staff_id from audit where act = ?', 'product_added')).toBe(colleagueIn(browser));
    expect((await browser.get(location ?? '')).text).toContain('The product is on sale.');
  });

  it('is refused where it is wrong, with what was typed', async () => {
    const browser = await atWork({ role: 'manager' });
    const wrong: [Record<string, string>, string, string][] = [
      [{ name_en: '' }, 'name_en', 'Please fill in this field.'],
      [{ name_de: 'x'.repeat(121) }, 'name_de', 'This text is too long.'],
      [{ text_en: 'x'.repeat(4001) }, 'text_en', 'This text is too long.'],
      [{ sku: '' }, 'sku', 'Please fill in this field.'],
      [{ sku: 'A\u202eB' }, 'sku', 'one line of plain text'],
      ...['Rope', 'rope--bag', '-rope', 'rope bag', '../x', 'ß'].map(
        (slug): [Record<string, string>, string, string] => [{ slug }, 'slug', 'single hyphens only'],
      ),
      [{ name_en: '縄' }, 'slug', 'No address can be made of this name.'],
      ...['much', '-1', '1.250', '1e3', '10000000.01', '1,2,3', '٣'].map(
        (price): [Record<string, string>, string, string] => [{ price }, 'price', 'Please enter a price'],
      ),
      [{ price: '' }, 'price', 'Please fill in this field.'],
      ...['-1', '1.5', '1000001', 'x'].map((stock): [Record<string, string>, string, string] => [
        { stock },
        'stock',
        'Please enter a whole number',
      ]),
      [{ taxClass: 'none' }, 'taxClass', 'This value cannot be used here.'],
      [{ visibility: 'nobody' }, 'visibility', 'This value cannot be used here.'],
      [{ visibility: 'groups' }, 'visibility', 'Please tick at least one group.'],
      [{ visibility: 'groups', group_grp_standard_outlet: 'on' }, 'visibility', 'Please tick at least one group.'],
    ];
    for (const [change, field, words] of wrong) {
      const { status, text } = await browser.post('/admin/products', { ...ladder, ...change });
      expect([change, status]).toEqual([change, 422]);
      expect(text).toContain(`id="${field}-problem"`);
      expect(text).toContain(words);
      if (!('sku' in change)) expect(text).toContain('value="RL-01"');
    }

    expect((await browser.post('/admin/products', { ...ladder, text_en: 'x'.repeat(4001) })).text).toContain(
      'x'.repeat(4001),
    );
    expect(await productRows()).toEqual([]);
    expect(await acts('product')).toEqual([]);
  });

  it.each([
    ['12', 1200],
    ['1 250,5', 125_050],
    ['0', 0],
    ['10000000', 1_000_000_000],
  ])('costs what is typed: %s', async (price, minor) => {
    const browser = await atWork({ role: 'manager' });
    await browser.post('/admin/products', { ...ladder, price });

    expect(await value('select price_minor from products')).toBe(minor);
  });

  it('has a place in addresses and a number of its own at the store', async () => {
    await aProduct({ slug: 'rope-ladder', sku: 'X' });
    await aProduct({ slug: 'x', sku: 'RL-01' });
    await aProduct({ store: 'outlet', slug: 'another', sku: 'RL-02' });
    const browser = await atWork({ role: 'manager' });
    const bySlug = await browser.post('/admin/products', ladder);
    const bySku = await browser.post('/admin/products', { ...ladder, slug: 'another' });

    expect([bySlug.status, bySku.status]).toEqual([409, 409]);
    expect(bySlug.text).toContain('Another one of this shop has this place in addresses.');
    expect(bySlug.text).toContain('value="rope-ladder"');
    expect(bySku.text).toContain('Another product has this article number.');
    expect((await browser.post('/admin/products', { ...ladder, slug: 'another', sku: 'RL-02' })).status).toBe(303);
    expect(await value('select count(*) from product_terms')).toBe(5);
    expect(await acts('product')).toHaveLength(1);
  });

  it('sent twenty times at once is there once', async () => {
    const browser = await atWork({ role: 'manager' });
    const replies = await Promise.all(Array.from({ length: 20 }, () => browser.post('/admin/products', ladder)));

    expect(replies.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await acts('product')).toHaveLength(1);
  });
});

describe('a product', () => {
  it('is changed with its words and categories, and the audit says what differs', async () => {
    const [shelf, other] = [await aCategory(), await aCategory({ slug: 'deck', names: { en: 'Deck' } })];
    const browser = await atWork({ role: 'manager' });
    const { location } = await browser.post('/admin/products', { ...ladder, [`category_${shelf}`]: 'on' });
    const at = `/admin/products/${idIn(location)}`;
    const shown = await formAt(browser, at);
    expect(shown).toMatchObject({ name_en: 'Rope ladder', price: '49.90', stock: '12', slug: 'rope-ladder' });
    const { [`category_${shelf}`]: _, ...rest } = shown;
    const form = { ...rest, name_en: 'Storm ladder', price: '55', name_cs: '', [`category_${other}`]: 'on' };
    expect((await browser.post(at, form)).location).toBe(`${at}?done=changed`);

    expect(await termsOf(idIn(at))).toEqual(['ladder', 'rl-01', 'storm']);
    expect(await shelvesOf(idIn(at))).toEqual([[other, await value('select created_at from products')]]);
    expect((await acts('product'))[1]).toEqual([
      'product_changed',
      { name_en: 'Rope ladder', name_cs: 'Provazový žebřík', price: '49.90 EUR', categories: 'Rope' },
      { product: 'RL-01', name_en: 'Storm ladder', name_cs: '', price: '55.00 EUR', categories: 'Deck' },
    ]);
    expect((await (await atWork({ role: 'owner' })).get('/admin/audit')).text).toContain('Product changed');
  });

  it('shows what the form takes back, in every language', async () => {
    const { cookies } = await atWork({ role: 'manager' });
    const id = await aProduct({ priceMinor: 123_450, stock: null });
    for (const language of ['en', 'de', 'cs']) {
      const browser = visitor({ cookies, language });
      const form = await formAt(browser, `/admin/products/${id}`);
      expect(form.price).toBe(language === 'en' ? '1234.50' : '1234,50');
      expect((await browser.post(`/admin/products/${id}`, form)).status).toBe(303);
      expect((await browser.get(`/admin/products/${id}`)).text).not.toMatch(/(catalogue|problems)\.\w+/);
    }

    expect(await rows('select price_minor, stock from products')).toEqual([{ price_minor: 123_450, stock: null }]);
  });

  it('is not taken from whoever was quicker: the second is told, and keeps what they typed', async () => {
    const id = await aProduct({ sku: 'RB-1' });
    const at = `/admin/products/${id}`;
    const [one, other] = [await atWork({ role: 'manager' }), await atWork({ role: 'owner' })];
    const [mine, theirs] = [await formAt(one, at), await formAt(other, at)];
    await other.post(at, { ...theirs, name_en: 'Theirs' });
    const late = await one.post(at, { ...mine, name_en: 'Mine', price: '7' });

    expect(late.status).toBe(409);
    expect(late.text).toContain('Somebody else has changed this product meanwhile.');
    expect(late.text).toContain('value="Mine"');
    expect(await termsOf(id)).toContain('theirs');
    const [, updatedAt = ''] = /name="updatedAt" value="(\d+)"/.exec(late.text) ?? [];
    expect((await one.post(at, { ...mine, name_en: 'Mine', updatedAt })).status).toBe(303);
    expect(await termsOf(id)).toContain('mine');
  });

  it('of twenty changes at once takes one', async () => {
    const id = await aProduct();
    const browser = await atWork({ role: 'manager' });
    const form = await formAt(browser, `/admin/products/${id}`);
    const names = Array.from({ length: 20 }, (_, place) => `name${place}`);
    const replies = await Promise.all(
      names.map((name_en) => browser.post(`/admin/products/${id}`, { ...form, name_en, name_de: '', name_cs: '' })),
    );

    const winner = names[replies.findIndex(({ status }) => status === 303)];
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await termsOf(id)).toContain(winner);
    expect(await termsOf(id)).toHaveLength(2);
    expect(await acts('product')).toHaveLength(1);
  });

  it('keeps what was sold while its form was open', async () => {
    const id = await aProduct({ stock: 40 });
    const at = `/admin/products/${id}`;
    const browser = await atWork({ role: 'manager' });
    const sell = async (quantity: number, email: string) =>
      anOrder(await aCustomer({ email }), { items: [{ productId: id, quantity }] });
    const untouched = await formAt(browser, at);
    await sell(3, 'one@example.com');
    expect((await browser.post(at, { ...untouched, price: '60' })).status).toBe(303);
    expect(await stockOf(id)).toBe(37);

    const counted = await formAt(browser, at);
    await sell(2, 'two@example.com');
    await browser.post(at, { ...counted, stock: '47' });
    expect(await stockOf(id)).toBe(45);

    const emptied = await formAt(browser, at);
    await sell(5, 'three@example.com');
    await browser.post(at, { ...emptied, stock: '0' });
    expect(await stockOf(id)).toBe(0);
    await browser.post(at, { ...(await formAt(browser, at)), stock: '' });
    expect(await stockOf(id)).toBe(null);
    await browser.post(at, { ...(await formAt(browser, at)), stock: '9' });
    expect(await stockOf(id)).toBe(9);
  });

  it('leaves the shop and comes back, once each', async () => {
    const id = await aProduct({ slug: 'rope-bag' });
    const browser = await atWork({ role: 'manager' });
    const status = async () => (await visitor().get('/products/rope-bag')).status;
    await Promise.all([1, 2, 3].map(() => browser.post(`/admin/products/${id}/retirement`)));
    expect(await status()).toBe(404);
    expect((await browser.get('/admin/products?state=retired')).text).toContain(id);
    await browser.post(`/admin/products/${id}/sale`);
    await browser.post(`/admin/products/${id}/sale`);

    expect(await status()).toBe(200);
    expect((await acts('product')).map(([act]) => act)).toEqual(['product_retired', 'product_sold_again']);
  });

  it('of another store is not there, and neither are its groups and categories', async () => {
    const id = await aProduct({ store: 'outlet' });
    const [own, foreign] = [await aProduct(), await aCategory({ store: 'outlet' })];
    const browser = await atWork({ role: 'manager' });
    const before = await rows('select * from products where id = ?', id);
    expect((await browser.get(`/admin/products/${id}`)).status).toBe(404);
    for (const rest of ['', '/retirement', '/sale', '/picture/removal']) {
      expect((await browser.post(`/admin/products/${id}${rest}`, ladder)).status).toBe(404);
    }
    const form = { ...ladder, visibility: 'groups', group_grp_gold: 'on', group_grp_standard_outlet: 'on' };
    await browser.post(`/admin/products/${own}`, { ...form, [`category_${foreign}`]: 'on' });

    expect(await rows('select * from products where id = ?', id)).toEqual(before);
    expect(await value('select group_ids from products where id = ?', own)).toBe('["grp_gold"]');
    expect(await shelvesOf(own)).toEqual([]);
    expect((await browser.get('/admin/products')).text).not.toContain(id);
  });

  it('may be looked at by support, who can change nothing', async () => {
    const id = await aProduct();
    const browser = await atWork({ role: 'support' });
    for (const path of ['/admin/products', `/admin/products/${id}`, '/admin/categories']) {
      const { status, text } = await browser.get(path);
      expect(status).toBe(200);
      expect(text).not.toMatch(/<main[\s\S]*method="post"[\s\S]*<\/main>/);
      expect(text).not.toContain('href="/admin/products/new"');
    }
  });
});

describe('the list of products', () => {
  it('finds by beginnings of words in every language and of the number, each product once', async () => {
    await addGoods(openDatabase(env), 1);
    const browser = await atWork({ role: 'support' });
    const found = async (q: string, state = '') => {
      const { text } = await browser.get(`/admin/products?${new URLSearchParams({ q, state }).toString()}`);
      return [...text.matchAll(/href="\/admin\/products\/prd_goods_(\w+)"/g)].map(([, id]) => id);
    };

    expect(await found('lan')).toEqual(['mr_10', 'rb_01', 'sl_02']);
    expect(await found('la')).toEqual(['mr_10', 'rb_01', 'sl_02']);
    expect(await found('RB-')).toEqual(['rb_01']);
    expect(await found('Bouřková')).toEqual(['sl_02']);
    expect(await found('brass storm')).toEqual(['sl_02']);
    expect(await found('brass mug')).toEqual([]);
    expect(await found('%')).toHaveLength(8);
    expect(await found('telescope', 'sold_out')).toEqual(['pt_05']);
    expect(await found('', 'sold_out')).toEqual(['pt_05']);
    expect(await found('mug', 'retired')).toEqual([]);
    expect(await found('sextant', 'nonsense')).toEqual(['sg_07']);
  });

  it('goes on page by page, at a price that does not depend on how many there are', async () => {
    const names = (place: number) => ({ en: `Hook ${place}`, de: `Haken ${place}`, cs: `Hák ${place}` });
    for (let place = 0; place < 65; place += 1) {
      const id = await aProduct({ names: names(place), createdAt: place, stock: place });
      await env.DB.batch(
        ['hook', 'haken', 'hak', String(place)].map((term) =>
          env.DB.prepare('insert into product_terms values (?, ?, ?)').bind(goods, term, id),
        ),
      );
    }
    const { cookies } = await atWork({ role: 'support' });
    for (const question of ['', '?q=hook', '?q=ha']) {
      const seen: string[] = [];
      let next: string | null = `/admin/products${question}`;
      for (let pages = 0; next !== null && pages < 9; pages += 1) {
        const { counts, ...counted } = counting();
        const { text } = await visitor({ cookies, ...counted }).get(next);
        const shown = [...text.matchAll(/href="\/admin\/products\/(prd_\w+)"/g)].map(([, id = '']) => id);
        expect(counts.rowsRead).toBeLessThanOrEqual(4 * 20);
        seen.push(...shown);
        next = /href="([^"]*[?&;]after=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? null;
      }
      expect([question, seen.length, new Set(seen).size]).toEqual([question, 65, 65]);
    }
    const { text } = await visitor({ cookies }).get('/admin/products');
    expect(wordsIn(text).indexOf('Hook 64')).toBeLessThan(wordsIn(text).indexOf('Hook 63'));
    for (const after of ['x', 'WyJhIl0', 'bnVsbA']) {
      expect((await visitor({ cookies }).get(`/admin/products?after=${after}`)).status).toBe(200);
    }
  });
});

describe('categories', () => {
  const order = async () => (await rows('select slug from categories order by position, id')).map(({ slug }) => slug);

  it('are added behind the others, moved, changed and deleted; their products stay', async () => {
    const browser = await atWork({ role: 'manager' });
    for (const name_en of ['Rope', 'On deck', 'Crew']) await browser.post('/admin/categories', { name_en });
    const [rope, deck, crew] = (await rows('select id from categories order by position')).map(({ id }) => String(id));
    const known = await browser.post('/admin/categories', { name_en: 'Rope' });
    expect([known.status, await order()]).toEqual([409, ['rope', 'on-deck', 'crew']]);
    expect(known.text).toContain('Another one of this shop has this place in addresses.');

    await browser.post(`/admin/categories/${crew}/move`, { direction: 'up' });
    await browser.post(`/admin/categories/${rope}/move`, { direction: 'up' });
    expect(await order()).toEqual(['rope', 'crew', 'on-deck']);
    expect((await browser.post(`/admin/categories/${deck}`, { name_en: 'Crew', slug: 'crew' })).status).toBe(409);
    await browser.post(`/admin/categories/${deck}`, { name_en: 'Deck', name_de: 'Deck & Reling', slug: 'deck' });
    const id = await aProduct();
    await env.DB.prepare('insert into category_products values (?, ?, 1)').bind(crew, id).run();
    await browser.post(`/admin/categories/${crew}/removal`);

    expect(await order()).toEqual(['rope', 'deck']);
    expect(await shelvesOf(id)).toEqual([]);
    expect(await value('select count(*) from products')).toBe(1);
    expect((await acts('category')).slice(3)).toEqual([
      ['category_changed', { name_en: 'Crew', slug: 'crew', position: 3 }, { position: 2 }],
      [
        'category_changed',
        { name_en: 'On deck', slug: 'on-deck' },
        { name_en: 'Deck', name_de: 'Deck & Reling', slug: 'deck' },
      ],
      ['category_deleted', { name_en: 'Crew', slug: 'crew' }, null],
    ]);
  });

  it('moved by several at once are in one order', async () => {
    const ids = [];
    for (const position of [1, 2, 3]) ids.push(await aCategory({ slug: `c${position}`, position }));
    const browser = await atWork({ role: 'manager' });
    await Promise.all(
      ids.flatMap((id) => [1, 2].map(() => browser.post(`/admin/categories/${id}/move`, { direction: 'down' }))),
    );

    expect(await rows('select distinct position from categories')).toHaveLength(3);
  });

  it.each([
    [{ name_en: '' }, 'name_en'],
    [{ name_en: 'Rope', slug: 'Rope!' }, 'slug'],
    [{ name_en: '…' }, 'slug'],
  ])('are refused where they are wrong: %j', async (form, field) => {
    const { status, text } = await (await atWork({ role: 'manager' })).post('/admin/categories', form);

    expect(status).toBe(422);
    expect(text).toContain(`id="${field}-problem"`);
  });

  it('of another store are not there', async () => {
    const id = await aCategory({ store: 'outlet' });
    const browser = await atWork({ role: 'manager' });
    const before = await rows('select * from categories');
    for (const rest of ['', '/move', '/removal']) {
      const form = { name_en: 'Stolen', direction: 'up' };
      expect((await browser.post(`/admin/categories/${id}${rest}`, form)).status).toBe(404);
    }

    expect(await rows('select * from categories')).toEqual(before);
    expect((await browser.post(`/admin/categories/${await aCategory()}/move`, { direction: 'off' })).status).toBe(400);
  });
});
