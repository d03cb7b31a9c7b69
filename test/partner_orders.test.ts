// Orders that partners send and read, and what they say happens to them.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { atWork } from './support/colleagues.ts';
import { copy } from './support/copies.ts';
import { composedOf, made } from './support/making.ts';
import { aProduct } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { aKey, aSystem, systemWith, type Answer, type System } from './support/partners.ts';
import { rows, value } from './support/records.ts';
import { quaySent, tillOrder } from './support/requests/orders.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const atOnce = <T>(count: number, act: (nth: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, nth) => act(nth)));
const said = ({ status, json }: Answer) => [status, json.code];
const external = (id: string) => `/orders/external/${id}`;
const parcel = { name: 'Parcel', price_minor: 490 };

/** One of a product, sent to Dublin as a parcel and paid on delivery. */
async function parcelOrder(productId: string, more: Record<string, unknown> = {}) {
  const sent = {
    payment_method: 'cash_on_delivery',
    shipping: parcel,
    lines: [{ product_id: productId, quantity: 1 }],
  };
  return tillOrder({ ...sent, ...more });
}

describe('an order that is sent', () => {
  it.each([
    ['of a customer', {}, {}, {}],
    ['of a group’s customer', { group: 'gold' as const }, {}, {}],
    ['of a customer who waits', { status: 'pending' as const }, {}, {}],
    ['of a business in another country', {}, { vatId: 'DE136695976' }, { vat_id: 'DE136695976' }],
    [
      'at another price, with a note',
      {},
      { price_1: '50', note: 'Thanks' },
      { unit_price_minor: 5000, note: 'Thanks' },
    ],
  ])('is what staff would have placed: %s', async (_, traits, typed: Record<string, string>, sent) => {
    const { unit_price_minor: price, ...others } = sent as { unit_price_minor?: number };
    const isAbroad = 'vatId' in typed;
    const there = { country: 'DE', postalCode: '10115', city: 'Berlin' };
    const customers = [
      await aCustomer({ ...traits, email: 'one@example.com' }),
      await aCustomer({ ...traits, email: 'two@example.com' }),
    ] as const;
    const productId = await aProduct({ stock: 9 });
    const fields = Object.fromEntries(Object.entries(there).map(([name, text]) => [`delivery_${name}`, text]));
    await made(
      await atWork(),
      composedOf(productId, { customer: customers[0], ...(isAbroad ? fields : {}), ...typed }),
    );
    const { postalCode, ...rest } = there;
    const billing = { ...quaySent, ...(isAbroad ? { ...rest, postal_code: postalCode } : {}) };
    const lines = [{ product_id: productId, quantity: 1, ...(price && { unit_price_minor: price }) }];
    const system = await aSystem();
    const reply = await system.post(
      '/orders',
      await parcelOrder(productId, { customer_id: customers[1], billing, lines, ...others }),
    );
    expect(said(reply)).toEqual([201, undefined]);
    const pay = async (id: unknown) => (await system.post(`/orders/${String(id)}/payments`, {})).status;
    for (const { id } of await rows('select id from orders')) expect(await pay(id)).toBe(200);

    const [theirs, ours] = await atOnce(2, async (nth) => told(customers[nth] ?? ''));
    expect(ours).toEqual(theirs);
    expect(await value('select stock from products')).toBe(7);
    expect(await rows(`select act, count(*) as count from audit where act glob 'order*' group by 1`)).toEqual([
      { act: 'order_paid', count: 2 },
      { act: 'order_placed', count: 2 },
    ]);
  });

  /** Everything that came of the one order of a customer, without what tells it apart. */
  async function told(customerId: string) {
    const without = (found: Record<string, unknown>[], ...names: string[]) =>
      found.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))));
    const [order] = await rows('select * from orders where customer_id = ?', customerId);
    const id = String(order?.id);
    const apart = ['id', 'number', 'customer_id', 'email', 'placed_at', 'paid_at', 'due_at', 'revision', 'updated_at'];
    const content = `json_remove(content, '$.orderNumber', '$.buyer.email', '$.orderedAt') as content`;
    const figures = 'status, turnover_minor, order_count, points, group_id';
    return {
      order: without([order ?? {}], ...apart),
      lines: without(await rows('select * from order_lines where order_id = ?', id), 'order_id'),
      events: await rows('select event, amount_minor, text from order_events where order_id = ? order by id', id),
      papers: await rows(`select type, language, ${content} from documents where order_id = ? order by type`, id),
      figures: await rows(`select ${figures} from memberships where customer_id = ?`, customerId),
      points: await rows('select kind, points from points_entries where customer_id = ? order by id', customerId),
      terms: (await rows('select term from order_terms where order_id = ? order by term', id)).length,
      messages: await rows('select template, language from outbox where customer_id = ? order by id', customerId),
    };
  }

  it('shows everything about it, and waits for storage at most three times', async () => {
    await visitor().get('/login');
    const { counts, ...counted } = counting();
    const customerId = await aCustomer();
    const system = await aSystem({}, counted);
    const before = counts.waits;
    const { json } = await system.post('/orders', await tillOrder({ customer_id: customerId, external_id: 'T-1' }));
    expect(counts.waits - before).toBeLessThanOrEqual(3);

    expect(json).toMatchObject({
      external_id: 'T-1',
      customer_id: customerId,
      status: 'placed',
      payment_method: 'elsewhere',
      total_minor: 12_500,
      owed_minor: 12_500,
      tax_minor: 2057 + 178,
      billing: { ...quaySent, company: null, phone: null },
      shipping: { name: 'Picked up', price_minor: 0, tax_basis_points: 2300 },
      lines: [
        { position: 1, quantity: 2, unit_price_minor: 5500, list_price_minor: 5990, tax_basis_points: 2300 },
        { position: 2, product_id: null, sku: 'S-1', name: 'Splicing', total_minor: 1500, tax_basis_points: 1350 },
      ],
      taxes: [
        { tax_basis_points: 2300, net_minor: 8943, tax_minor: 2057 },
        { tax_basis_points: 1350, net_minor: 1322, tax_minor: 178 },
      ],
      events: [{ type: 'placed' }],
      documents: [{ type: 'order', number: json.number }],
    });
    const id = String(json.id);
    const one = await system.get(`/orders/${id}?expand=customer`);
    expect(one.json).toEqual({ ...json, customer: expect.objectContaining({ id: customerId }) as unknown });
    const list = await system.get('/orders?external_id=T-1&expand=lines');
    const [first] = list.json.data as Record<string, unknown>[];
    expect(first).toMatchObject({ id, external_id: 'T-1', lines: json.lines, customer: null });
  });

  it('of a guest makes nobody a customer, and its message leads to it', async () => {
    const system = await aSystem();
    const reply = await system.post('/orders', await tillOrder({ guest_email: 'Grace@Example.com' }));

    expect(reply.json).toMatchObject({ customer_id: null, is_guest: true, email: 'Grace@Example.com' });
    expect(await value('select count(*) from customers')).toBe(0);
    expect(await rows('select template, to_address from outbox')).toEqual([
      { template: 'order_confirmation_guest', to_address: 'Grace@Example.com' },
    ]);
  });

  it('is placed once by twenty requests with one key', async () => {
    const system = await aSystem();
    const productId = await aProduct({ stock: 5 });
    const body = await parcelOrder(productId, { guest_email: 'guest@example.com', external_id: 'T-1' });
    const replies = await atOnce(20, () => system.post('/orders', body, { 'Idempotency-Key': 'one' }));

    const placed = replies.filter(({ status }) => status === 201);
    expect(placed.length).toBeGreaterThan(0);
    expect(new Set(placed.map(({ text }) => text)).size).toBe(1);
    expect(new Set(replies.filter(({ status }) => status !== 201).map(({ json }) => json.code)).size).toBeLessThan(2);
    for (const table of ['orders', 'outbox', 'documents', 'order_lines', 'partner_ids']) {
      expect([table, await value(`select count(*) from ${table}`)]).toEqual([table, 1]);
    }
    expect(await value('select stock from products')).toBe(4);
  });

  it.each([
    ['to nobody of the store', { customer_id: 'cus_nobody' }, [409, 'not_a_customer']],
    ['to a customer whom the partner does not know so', { customer_external_id: 'K-1' }, [409, 'not_a_customer']],
    ['for two at once', { customer_id: 'cus_nobody', guest_email: 'guest@example.com' }, [422, 'invalid']],
    ['for nobody', { guest_email: null }, [422, 'invalid']],
    ['in another currency', { currency: 'CZK' }, [422, 'invalid']],
    ['in a language that is not spoken', { language: 'cs' }, [422, 'invalid']],
    ['paid in a way that is not taken', { payment_method: 'bank_transfer' }, [422, 'invalid']],
    ['to an address without a town', { billing: { ...quaySent, city: ' ' } }, [422, 'invalid']],
    ['with a VAT ID that cannot be', { vat_id: 'DE123' }, [422, 'invalid']],
    ['without lines', { lines: [] }, [422, 'invalid']],
    ['of more points than a guest has', { points: 5 }, [409, 'points_too_few']],
    ['of no product', { lines: [{ product_sku: 'NO-1', quantity: 1 }] }, [409, 'not_sold']],
    ['of another’s product', { lines: [{ product_id: 'prd_else', quantity: 1 }] }, [409, 'not_sold']],
    ['of one that went', { lines: [{ product_sku: 'GONE', quantity: 1 }] }, [409, 'not_sold']],
    ['of more than there are', { lines: [{ product_sku: 'FEW', quantity: 2 }] }, [409, 'not_enough']],
    [
      'of more than there are in two lines',
      { lines: [1, 2].map((price) => ({ product_sku: 'FEW', quantity: 1, unit_price_minor: price })) },
      [409, 'not_enough'],
    ],
    ['of far too many', { lines: [{ product_sku: 'FEW', quantity: 1000 }] }, [422, 'invalid']],
    ['of a line that is both', { lines: [{ product_sku: 'FEW', name: 'A few', quantity: 1 }] }, [422, 'invalid']],
    ['of a line without a price', { lines: [{ name: 'A few', quantity: 1, tax_basis_points: 0 }] }, [422, 'invalid']],
    [
      'of far too dear a line',
      { lines: [{ name: 'Yacht', quantity: 1, unit_price_minor: 10_000_000_001, tax_basis_points: 0 }] },
      [422, 'invalid'],
    ],
    [
      'of too many lines',
      { lines: Array.from({ length: 201 }, () => ({ product_sku: 'MANY', quantity: 1 })) },
      [422, 'invalid'],
    ],
  ])('is refused %s, and nothing is placed', async (_, more, refusal) => {
    await aProduct({ sku: 'FEW', stock: 1 });
    await aProduct({ sku: 'MANY' });
    await aProduct({ sku: 'GONE', retiredAt: 1 });
    await aProduct({ id: 'prd_else', store: 'trade' });
    await env.DB.prepare(
      `update stores set languages = 'en,de', policies = json_set(policies, '$.payment', json('["cash_on_delivery"]'))`,
    ).run();
    const isGuests = !('customer_id' in more || 'customer_external_id' in more);
    const body = await tillOrder({ ...(isGuests ? { guest_email: 'guest@example.com' } : {}), ...more });
    const system = await aSystem();

    expect(said(await system.post('/orders', body))).toEqual(refusal);
    expect(said(await system.send('put', external('T-1'), body))).toEqual(refusal);
    expect(await value('select count(*) from orders')).toBe(0);
    expect(await value('select count(*) from partner_ids')).toBe(0);
  });

  it('is refused to a customer who is denied', async () => {
    const customerId = await aCustomer({ status: 'denied' });
    const reply = await (await aSystem()).post('/orders', await tillOrder({ customer_id: customerId }));

    expect(said(reply)).toEqual([409, 'not_a_customer']);
  });

  it('may be as large as sums stay exact', async () => {
    const free = { name: 'Yacht', quantity: 999, unit_price_minor: 10_000_000_000, tax_basis_points: 2300 };
    const lines = Array.from({ length: 200 }, (_, nth) => ({ ...free, name: `Yacht ${nth}` }));
    const { status, json } = await (await aSystem()).post('/orders', await tillOrder({ guest_email: 'a@b.ie', lines }));

    expect([status, json.total_minor]).toEqual([201, 200 * 999 * 10_000_000_000]);
    expect(json.lines).toHaveLength(200);
  });
});

it('an order of two hundred products reads in proportion to them', async () => {
  const { key } = await aKey();
  await copy(await aProduct({ stock: 9 }), 199);
  await systemWith(key).get('/groups');
  const products = await rows('select id from products');
  const lines = products.map(({ id }) => ({ product_id: id, quantity: 2 }));
  const { counts, ...counted } = counting();
  const reply = await systemWith(key, counted).post('/orders', await tillOrder({ guest_email: 'a@b.ie', lines }));

  expect(said(reply)).toEqual([201, undefined]);
  expect(counts.rowsRead).toBeLessThan(25 * 200);
  expect(await rows('select distinct stock from products where stock is not null')).toEqual([{ stock: 7 }]);
});

describe('an order that is put', () => {
  it('again is the same order, with the same reply', async () => {
    const system = await aSystem();
    const body = await tillOrder({ guest_email: 'guest@example.com' });
    const put = () => system.send('put', external('T-1'), body);
    const replies = [await put(), await put(), await put()];

    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(replies[0]?.status).toBe(200);
    expect(await value('select count(*) from orders')).toBe(1);
    expect(await value('select count(*) from outbox')).toBe(1);
    await system.post(`/orders/${String(replies[0]?.json.id)}/cancellation`, {});
    expect((await put()).json.status).toBe('cancelled');
  });

  it('is the same for a business that owes the tax, at prices of the store and at its own', async () => {
    const system = await aSystem();
    const there = { ...quaySent, postal_code: '10115', city: 'Berlin', country: 'DE' };
    const product = await aProduct();
    const lines = [
      { product_id: product, quantity: 1 },
      { product_id: product, quantity: 2, unit_price_minor: 4000 },
      { product_id: product, quantity: 1 },
      { name: 'Splicing', quantity: 1, unit_price_minor: 1500, tax_basis_points: 2300 },
    ];
    const body = await tillOrder({
      guest_email: 'a@b.de',
      vat_id: 'DE136695976',
      billing: there,
      lines,
      shipping: { name: 'Parcel', price_minor: 490 },
    });
    const [one, two] = [
      await system.send('put', external('T-1'), body),
      await system.send('put', external('T-1'), body),
    ];

    expect(one.json).toMatchObject({ is_reverse_charge: true, tax_minor: 0, item_count: 5 });
    expect(one.json.lines).toHaveLength(3);
    expect(two.text).toBe(one.text);
  });

  it('with other lines, another address and shipping is changed, and its papers follow', async () => {
    const system = await aSystem();
    const [rope, bag] = [await aProduct({ stock: 9, sku: 'ROPE' }), await aProduct({ stock: 9, sku: 'BAG' })];
    const customerId = await aCustomer();
    const body = await tillOrder({ customer_id: customerId, lines: [{ product_id: rope, quantity: 3 }] });
    const first = await system.send('put', external('T-1'), body);
    await system.post(`/orders/${String(first.json.id)}/payments`, {});
    const other = {
      ...body,
      billing: { ...quaySent, line1: '5 Custom House Quay' },
      shipping: { ...parcel, tax_basis_points: 2300 },
      lines: [
        { product_sku: 'BAG', quantity: 1, unit_price_minor: 1000 },
        { product_sku: 'ROPE', quantity: 1 },
        { name: 'Splicing', sku: 'S-1', quantity: 2, unit_price_minor: 100, tax_basis_points: 0 },
      ],
      reason: 'As you asked',
    };
    const second = await system.send('put', external('T-1'), other);
    const third = await system.send('put', external('T-1'), other);

    expect(second.status).toBe(200);
    expect(second.json).toMatchObject({
      id: first.json.id,
      total_minor: 5990 + 1000 + 200 + 490,
      paid_minor: 3 * 5990,
    });
    expect(second.json.owed_minor).toBe(5990 + 1000 + 200 + 490 - 3 * 5990);
    expect(second.json.lines).toMatchObject([
      { position: 1, product_id: rope, quantity: 1, unit_price_minor: 5990 },
      { product_id: bag, quantity: 1, unit_price_minor: 1000 },
      { product_id: null, sku: 'S-1', name: 'Splicing', quantity: 2, tax_basis_points: 0 },
    ]);
    expect((second.json.documents as { type: string }[]).map(({ type }) => type).toSorted()).toEqual([
      'credit_note',
      'invoice',
      'invoice',
      'order',
    ]);
    expect(third.text).toBe(second.text);
    expect(await rows('select sku, stock from products where stock is not null order by sku')).toEqual([
      { sku: 'BAG', stock: 8 },
      { sku: 'ROPE', stock: 8 },
    ]);
    expect(await value('select turnover_minor from memberships')).toBe(second.json.total_minor);
    expect(await value(`select text from order_events where event = 'changed'`)).toBe('As you asked');
    expect(await value(`select count(*) from audit where act = 'order_changed'`)).toBe(1);
  });

  it('is refused where it cannot be changed any more, or is another one', async () => {
    const system = await aSystem();
    const product = await aProduct({ stock: 3 });
    const body = await tillOrder({ guest_email: 'a@b.ie', lines: [{ product_id: product, quantity: 2 }] });
    const put = async (more: Record<string, unknown>) =>
      said(await system.send('put', external('T-1'), { ...body, ...more }));
    const { json } = await system.send('put', external('T-1'), body);
    const more = (quantity: number) => ({ lines: [{ product_id: product, quantity }] });

    expect(await put({ guest_email: 'other@b.ie' })).toEqual([409, 'not_changeable']);
    expect(await put({ guest_email: null, customer_id: await aCustomer() })).toEqual([409, 'not_changeable']);
    expect(await put({ payment_method: 'cash_on_delivery' })).toEqual([409, 'not_changeable']);
    expect(await put({ language: 'de' })).toEqual([409, 'not_changeable']);
    expect(await put(more(4))).toEqual([409, 'not_enough']);
    await system.post(`/orders/${String(json.id)}/shipment`, {});
    expect(await put(more(3))).toEqual([409, 'has_left']);
    expect(await put(more(1))).toEqual([200, undefined]);
    await system.post(`/orders/${String(json.id)}/payments`, {});
    await system.post(`/orders/${String(json.id)}/refund`, {});
    expect(await put(more(2))).toEqual([409, 'is_refunded']);
    expect(await value('select count(*) from orders')).toBe(1);
  });

  it('twenty times at once is one order', async () => {
    const system = await aSystem();
    const body = await tillOrder({ guest_email: 'guest@example.com' });
    const replies = await atOnce(20, () => system.send('put', external('T-1'), body));

    const done = replies.filter(({ status }) => status === 200);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const { status, json } of replies) expect([200, 409]).toContain(status === 409 ? status : json && status);
    expect(await value('select count(*) from orders')).toBe(1);
    expect(await value('select count(*) from outbox')).toBe(1);
  });

  it('by If-Match is changed by one of two', async () => {
    const system = await aSystem();
    const body = await tillOrder({ guest_email: 'guest@example.com' });
    const { headers } = await system.send('put', external('T-1'), body);
    const etag = { 'If-Match': headers.get('ETag') ?? '' };
    const put = (price: number) =>
      system.send(
        'put',
        external('T-1'),
        { ...body, shipping: { ...parcel, price_minor: price, tax_basis_points: 2300 } },
        etag,
      );
    const replies = [await put(500), await put(600)];

    expect(replies.map(said)).toEqual([
      [200, undefined],
      [412, 'stale'],
    ]);
    expect(said(await system.send('put', external('T-2'), body, etag))).toEqual([412, 'stale']);
    expect(await value('select shipping_minor from orders')).toBe(500);
  });
});

describe('whose an id is', () => {
  it('of two partners each has its own, and a key of another store finds nothing', async () => {
    const [one, two] = [await aSystem(), await aSystem()];
    const body = await tillOrder({ guest_email: 'guest@example.com' });
    const ours = await one.send('put', external('T-1'), body);
    const theirs = await two.send('put', external('T-1'), body);
    const elsewhere = await aSystem({ store: 'trade' });
    const id = String(ours.json.id);

    expect(theirs.json.id).not.toBe(id);
    expect((await two.get(`/orders/${id}`)).json.external_id).toBe(null);
    expect(((await two.get('/orders?external_id=T-1')).json.data as { id: string }[]).map((order) => order.id)).toEqual(
      [theirs.json.id],
    );
    expect(said(await one.post('/orders', { ...body, external_id: 'T-1' }))).toEqual([409, 'external_id_known']);
    expect(said(await elsewhere.get(`/orders/${id}`))).toEqual([404, 'not_found']);
    for (const [what, sent] of [
      ['payments', {}],
      ['shipment', {}],
      ['notes', { text: 'x', to: 'staff' }],
    ] as const) {
      expect(said(await elsewhere.post(`/orders/${id}/${what}`, sent))).toEqual([404, 'not_found']);
    }
    expect((await elsewhere.get('/orders')).json.data).toEqual([]);
  });

  it('is the partner’s own of a customer and a product too', async () => {
    const { partnerId, key } = await aKey();
    const [customerId, productId] = [await aCustomer(), await aProduct()];
    const called = `insert into partner_ids (partner_id, store_id, kind, external_id, subject_id, created_at) values (?, 'sto_harbour_goods', ?, ?, ?, 1)`;
    await env.DB.batch([
      env.DB.prepare(called).bind(partnerId, 'customer', 'K-1', customerId),
      env.DB.prepare(called).bind(partnerId, 'product', 'P-1', productId),
    ]);
    const body = await tillOrder({
      customer_external_id: 'K-1',
      lines: [{ product_external_id: 'P-1', quantity: 1 }],
    });
    const { json } = await systemWith(key).send('put', external('T-1'), body);
    const list = await systemWith(key).get('/orders?expand=customer');

    expect(json).toMatchObject({ customer_id: customerId, lines: [{ product_id: productId }] });
    expect(list.json.data).toMatchObject([{ customer: { id: customerId, external_id: 'K-1' } }]);
    expect(said(await (await aSystem()).send('put', external('T-1'), body))).toEqual([409, 'not_a_customer']);
  });
});

describe('what happens to an order', () => {
  async function placed(system: System, more: Record<string, unknown> = {}) {
    const { json } = await system.post('/orders', await tillOrder({ guest_email: 'guest@example.com', ...more }));
    const at = (what: string) => `/orders/${String(json.id)}/${what}`;
    const say = async (what: string, body: Record<string, unknown> = {}) => {
      const reply = await system.post(at(what), body);
      return reply.json.code ?? reply.json.status;
    };
    return { json, say };
  }

  it('follows the rules of staff, and each is told and written down', async () => {
    const system = await aSystem();
    const { json, say } = await placed(system);

    expect(await say('refund')).toBe('not_paid');
    expect(await say('delivery')).toBe('not_shipped');
    expect(await say('repayment')).toBe('not_too_much');
    expect(await say('payments', { amount_minor: 12_501 })).toBe('amount_invalid');
    expect(await say('payments', { amount_minor: 0 })).toBe('invalid');
    expect(await say('payments', { amount_minor: 2500 })).toBe('placed');
    expect(await say('cancellation')).toBe('is_paid');
    expect(await say('payments')).toBe('paid');
    expect(await say('payments')).toBe('is_paid');
    expect(await say('shipment', { carrier: 'nobody' })).toBe('invalid');
    expect(await say('shipment', { carrier: 'dpd', tracking_code: 'ABC' })).toBe('invalid');
    expect(await say('shipment', { carrier: 'dpd', tracking_code: '01234567890123' })).toBe('shipped');
    expect(await say('shipment')).toBe('is_shipped');
    expect(await say('cancellation')).toBe('is_shipped');
    expect(await say('delivery')).toBe('delivered');
    expect(await say('notes', { text: 'Rings at the side door.', to: 'customer' })).toBe('delivered');
    expect(await say('notes', { text: '\u0007', to: 'staff' })).toBe('invalid');
    expect(await say('refund')).toBe('refunded');
    expect(await say('refund')).toBe('is_refunded');

    const { json: order } = await system.get(`/orders/${String(json.id)}`);
    expect(order).toMatchObject({ paid_minor: 12_500, refunded_minor: 12_500, owed_minor: 0, carrier: 'dpd' });
    expect(order.tracking_url).toContain('01234567890123');
    expect(
      (order.events as { type: string; amount_minor: number | null }[]).map(({ type, amount_minor: amount }) => [
        type,
        amount,
      ]),
    ).toEqual([
      ['placed', null],
      ['paid', 2500],
      ['paid', 10_000],
      ['shipped', null],
      ['delivered', null],
      ['told', null],
      ['refunded', 12_500],
    ]);
    expect((await rows('select template from outbox order by id')).map(({ template }) => template)).toEqual([
      'order_confirmation_guest',
      'order_status',
      'order_status',
      'order_status',
      'order_note',
      'order_status',
    ]);
    expect(await value(`select count(*) from audit where act glob 'order_*' and staff_id is not null`)).toBe(7);
  });

  it('gives back what was paid too much, and cancels what nobody has paid', async () => {
    const system = await aSystem();
    const product = await aProduct({ stock: 5 });
    const body = await tillOrder({ guest_email: 'a@b.ie', lines: [{ product_id: product, quantity: 2 }] });
    const { json } = await system.send('put', external('T-1'), body);
    await system.post(`/orders/${String(json.id)}/payments`, {});
    await system.send('put', external('T-1'), { ...body, lines: [{ product_id: product, quantity: 1 }] });
    const repaid = await system.post(`/orders/${String(json.id)}/repayment`, {});
    const { say } = await placed(system, { lines: [{ product_id: product, quantity: 4 }] });

    expect(repaid.json).toMatchObject({ status: 'paid', owed_minor: 0, refunded_minor: 5990 });
    expect(await value('select stock from products where id = ?', product)).toBe(0);
    expect(await say('cancellation')).toBe('cancelled');
    expect(await say('payments')).toBe('is_cancelled');
    expect(await value('select stock from products where id = ?', product)).toBe(4);
  });

  it('by If-Match happens to the order as it was seen', async () => {
    const system = await aSystem();
    const { json } = await placed(system, { guest_email: null, customer_id: await aCustomer() });
    const path = `/orders/${String(json.id)}/payments`;
    const etagOf = async (query = '') => ({
      'If-Match': (await system.get(`/orders/${String(json.id)}${query}`)).headers.get('ETag') ?? '',
    });
    const etag = await etagOf();
    const replies = [await system.post(path, { amount_minor: 100 }, etag), await system.post(path, {}, etag)];
    const expanded = '?expand=customer';
    replies.push(await system.post(path + expanded, { amount_minor: 50 }, await etagOf(expanded)));

    expect(replies.map(({ status }) => status)).toEqual([200, 412, 200]);
    expect(await value('select paid_minor from orders')).toBe(150);
  });
});

describe('the list', () => {
  it('is narrowed, and ends where it ends', async () => {
    const system = await aSystem();
    const customerId = await aCustomer();
    const bodies = [{ customer_id: customerId }, { guest_email: 'a@b.ie' }, { customer_id: customerId }];
    const ids: unknown[] = [];
    for (const more of bodies) ids.unshift((await system.post('/orders', await tillOrder(more))).json.id);
    await system.post(`/orders/${String(ids[0])}/payments`, {});
    const number = String(await value('select number from orders where id = ?', ids[1]));
    await env.DB.prepare('update orders set updated_at = updated_at - 3600000 where id = ?').bind(ids[2]).run();
    const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
    const found = async (query: string) => {
      const { status, json } = await system.get(`/orders?${query}`);
      return status === 200 ? (json.data as { id: string }[]).map(({ id }) => id) : json.code;
    };

    expect(await found('')).toEqual(ids);
    expect(await found(`customer_id=${customerId}`)).toEqual([ids[0], ids[2]]);
    expect(await found(`customer_id=${customerId}&status=placed`)).toEqual([ids[2]]);
    expect(await found('status=paid')).toEqual([ids[0]]);
    expect(await found(`number=${number}`)).toEqual([ids[1]]);
    expect(await found(`placed_from=${soon(-60_000)}&placed_to=${soon(60_000)}`)).toEqual(ids);
    expect(await found(`placed_from=${soon(60_000)}`)).toEqual([]);
    expect(await found(`updated_since=${soon(-60_000)}`)).toEqual([ids[1], ids[0]]);
    expect(await found('updated_since=1970-01-01T00:00:00Z')).toEqual([ids[2], ids[1], ids[0]]);
    expect(await found(`updated_since=${soon(-60_000)}&status=paid`)).toBe('invalid');
    expect(await found('limit=101')).toBe('invalid');
    expect(await found('expand=lines,documents')).toBe('invalid');
    const first = await system.get('/orders?limit=2');
    const cursor = String(first.json.next_cursor);
    expect(await found(`limit=2&cursor=${cursor}`)).toEqual([ids[2]]);
    expect(await found(`cursor=${cursor}&updated_since=${soon(0)}`)).toBe('invalid');
    expect((await system.get(`/orders?limit=2&cursor=${cursor}`)).json.next_cursor).toBe(null);
  });

  it('reads with one wait', async () => {
    await visitor().get('/login');
    const { counts, ...counted } = counting();
    const system = await aSystem({}, counted);
    await system.get('/orders?expand=lines,customer');
    expect(counts.waits).toBe(1);
  });
});
