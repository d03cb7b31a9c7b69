// What staff make for somebody: an order, or an offer of one; with it, a new person comes on record.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { run } from '../src/jobs.ts';
import * as checkout from './support/checkout.ts';
import { atWork, colleagueIn } from './support/colleagues.ts';
import { linkIn, postbox } from './support/mail.ts';
import { composedOf, keyFrom, lookedAt, made, making, newPerson } from './support/making.ts';
import { anOrder, aProduct, aQuotation } from './support/orders.ts';
import { aCustomer, anAddress, customerIn, signedIn } from './support/people.ts';
import { aList } from './support/price-lists.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const atOnce = <T>(count: number, act: (click: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, click) => act(click)));
const again = ({ cookies }: Visitor) => visitor({ cookies: new Map(cookies) });
const messages = () => rows('select template, to_address, language from outbox order by id');
/** What went out, by the alphabet. */
const templates = async () => (await rows('select template from outbox order by 1')).map(({ template }) => template);

describe('an order that staff make', () => {
  const german = { delivery_country: 'DE', delivery_postalCode: '10115', delivery_city: 'Berlin' };
  it.each([
    ['a plain one', {}, {}],
    ['of a group’s customer', { group: 'gold' as const }, {}],
    ['so dear that delivery is free', {}, { quantity: '2' }],
    ['of a business in another country', {}, { ...german, vatId: 'DE136695976' }],
    ['at a list’s price', {}, { list: 'yes' }],
  ])(
    'costs what the customer would pay: %s',
    async (_, traits, { quantity = '1', list = '', ...typed }: Record<string, string>) => {
      const customer = await signedIn(traits);
      const productId = await aProduct({ slug: 'rope-bag' });
      if (list) await priced(productId);
      await checkout.putIn(customer, 'rope-bag', quantity);
      expect((await checkout.order(customer, { ...checkout.filledIn, ...typed })).status).toBe(303);
      const whose = { customer: customerIn(customer), quantity_1: quantity };
      expect((await made(await atWork(), composedOf(productId, { ...typed, ...whose }))).status).toBe(303);
      const [theirs, ours] = (
        await rows('select * from orders join order_lines on order_id = orders.id order by placed_at, number')
      ).map(({ id: _id, number: _n, order_id: _o, placed_at: _p, revision: _r, updated_at: _u, ...rest }) => rest);

      expect(ours).toEqual(theirs);
    },
  );

  async function priced(productId: string) {
    const list = await aList();
    await env.DB.prepare('insert into price_list_items values (?, ?, 4200, null)').bind(list, productId).run();
  }

  it('is placed as it was shown, by whom the history and the audit name, and the customer is told', async () => {
    const post = postbox();
    const customerId = await aCustomer({ language: 'de' });
    const browser = await atWork({ role: 'manager', name: 'Max Manager', bindings: { EMAIL: post.binding } });
    const productId = await aProduct({ stock: 3 });
    const typed = composedOf(productId, { customer: customerId, price_1: '50', note: 'Danke,\nMax', quantity_1: '2' });
    const { reply, form } = await lookedAt(browser, typed);
    for (const words of ['€59.90 → €50.00 (−€9.90)', '€100.00', 'Grace Hopper', 'Place the order for €100.00'])
      expect(reply.text).toContain(words);
    const { counts, bindings, answered } = counting();
    const counted = { cookies: browser.cookies, bindings: { ...bindings, EMAIL: post.binding }, answered };
    const placed = await visitor(counted).post(making, form);
    expect(counts.waits).toBeLessThanOrEqual(3);
    const [order] = await rows('select * from orders');

    expect(placed).toMatchObject({ status: 303, location: `/admin/orders/${String(order?.id)}?done=made` });
    expect((await browser.get(placed.location ?? '')).text).toContain('The order is placed');
    expect(order).toMatchObject({ customer_id: customerId, language: 'de', total_minor: 10_000, tax_minor: 1870 });
    expect(await rows('select list_price_minor, unit_price_minor from order_lines')).toEqual([
      { list_price_minor: 5990, unit_price_minor: 5000 },
    ]);
    expect(await rows('select event, staff_id, text from order_events order by id')).toEqual([
      { event: 'placed', staff_id: colleagueIn(browser), text: '' },
      { event: 'told', staff_id: colleagueIn(browser), text: 'Danke,\nMax' },
    ]);
    expect(await rows('select act, staff_id, customer_id from audit')).toEqual([
      { act: 'order_placed', staff_id: colleagueIn(browser), customer_id: customerId },
    ]);
    expect(await value('select stock from products')).toBe(1);
    expect(await rows('select order_count from memberships')).toEqual([{ order_count: 1 }]);
    expect(await rows('select type from documents')).toEqual([{ type: 'order' }]);
    const [sent] = post.sent;
    expect(sent?.subject).toContain('Ihre Bestellung');
    expect(sent?.html).toContain('Danke,<br>');
  });

  it('for a new person puts them on record with it; the link of the invitation lets them in, and there it is', async () => {
    const post = postbox();
    const browser = await atWork({ bindings: { EMAIL: post.binding } });
    const elsewhere = { isBilledElsewhere: 'on', billing_country: 'IE', billing_line1: '1 Quay', billing_city: 'Cork' };
    const billing = {
      ...elsewhere,
      billing_postalCode: 'T12 X8N6',
      billing_name: 'Mary Ward',
      billing_company: 'Ward & Co',
    };
    const reply = await made(browser, composedOf(await aProduct(), { ...newPerson, ...billing, language: 'de' }));
    const shopper = visitor();

    expect(reply.location).toContain('?done=made');
    expect(await templates()).toEqual(['invitation', 'order_confirmation']);
    expect(new Set((await messages()).map(({ language }) => language))).toEqual(new Set(['de']));
    expect(
      await rows('select name, company, email, status from customers join memberships on customer_id = id'),
    ).toEqual([{ name: 'Mary Ward', company: 'Ward & Co', email: 'mary@example.com', status: 'pending' }]);
    expect(await rows('select city, is_default_billing, is_default_delivery from addresses order by city')).toEqual([
      { city: 'Cork', is_default_billing: 1, is_default_delivery: 0 },
      { city: 'Dublin', is_default_billing: 0, is_default_delivery: 1 },
    ]);
    expect(await rows('select act from audit order by act')).toEqual([
      { act: 'customer_opened' },
      { act: 'order_placed' },
    ]);
    const invitation = post.sent.find(({ text }) => text.includes('/set-password/'));
    const password = 'five brass bells by the quay';
    await shopper.post(linkIn(invitation, '/set-password/'), { password });
    await shopper.post('/login', { email: newPerson.email, password });
    expect((await shopper.get('/account/orders')).text).toContain(String(await value('select number from orders')));
    expect((await browser.get('/admin/customers?q=mary')).text).toContain('mary@example.com');
  });

  it('without an account is a guest’s, whose message leads to it', async () => {
    const post = postbox();
    const browser = await atWork({ bindings: { EMAIL: post.binding } });
    const { isInvited: _, ...guest } = newPerson;
    await made(browser, composedOf(await aProduct(), guest));

    expect(await value('select count(*) from customers')).toBe(0);
    const page = await visitor().get(linkIn(post.sent[0], '/orders/'));
    expect(page.text).toContain(String(await value('select number from orders')));
  });

  it('is placed once by twenty clicks at once, and so is the person; each leads to it', async () => {
    const browser = await atWork();
    const typed = composedOf(await aProduct({ stock: 5 }), newPerson);
    const { form } = await lookedAt(browser, typed);
    const replies = await atOnce(20, () => again(browser).post(making, form));
    const id = String(await value('select id from orders'));

    expect(new Set(replies.map(({ location }) => location?.split('?')[0]))).toEqual(new Set([`/admin/orders/${id}`]));
    const counts = ['orders', 'customers', 'memberships', 'order_lines', 'documents', 'link_tokens'];
    for (const table of counts) expect(await value(`select count(*) from ${table}`)).toBe(1);
    expect(await value('select count(*) from outbox')).toBe(2);
    expect(await value('select stock from products')).toBe(4);
    expect((await again(browser).post(making, { ...form, step: 'review' })).location).toBe(`/admin/orders/${id}`);
  });

  it('leads to the customer who has the address, with everything that was typed', async () => {
    const customerId = await aCustomer({ email: newPerson.email, name: 'Mary Ward' });
    const browser = await atWork();
    const typed = composedOf(await aProduct(), { ...newPerson, email: ' MARY@example.com', note: 'Thanks' });
    const { reply, form } = await lookedAt(browser, typed);

    expect(reply.status).toBe(409);
    expect(reply.text).toContain('It is for Mary Ward');
    const taken = await browser.post(making, { ...form, step: `customer:${customerId}` });
    expect(taken.text).toContain(`name="customer" value="${customerId}"`);
    for (const kept of ['value="Dublin"', 'Thanks', 'Rope bag']) expect(taken.text).toContain(kept);
    const { email: _e, isInvited: _i, ...rest } = typed;
    expect((await made(browser, { ...rest, customer: customerId })).status).toBe(303);
  });

  it('makes a person whom another store of the pool knows a customer here, and leaves them as they are', async () => {
    const customerId = await aCustomer({ store: 'outlet', email: newPerson.email, name: 'Mary Ward' });
    const browser = await atWork();
    const { reply, form } = await lookedAt(browser, composedOf(await aProduct(), newPerson));
    expect(reply.text).toContain('Another shop of the account knows this address');
    await browser.post(making, form);

    expect(await rows('select customer_id, name from orders join customers on customers.id = customer_id')).toEqual([
      { customer_id: customerId, name: 'Mary Ward' },
    ]);
    expect(await rows(`select status from memberships where store_id = 'sto_harbour_goods'`)).toEqual([
      { status: 'active' },
    ]);
  });

  it('can be for whoever waits, in a shop that is closed to visitors, and not for whoever is denied', async () => {
    const browser = await atWork();
    const productId = await aProduct({ visibility: 'groups', groupIds: ['grp_gold'] });
    const waiting = await aCustomer({ status: 'pending', group: 'gold' });
    await env.DB.prepare(`update stores set policies = json_set(policies, '$.shopAccess', 'customers_only')`).run();
    expect((await made(browser, composedOf(productId, { customer: waiting }))).status).toBe(303);
    expect(await value('select total_minor from orders')).toBe(6480);
    expect(await rows('select status, order_count from memberships')).toEqual([{ status: 'pending', order_count: 1 }]);

    const denied = await aCustomer({ email: 'denied@example.com', status: 'denied' });
    const { reply, form } = await lookedAt(browser, composedOf(productId, { customer: denied }));
    expect(reply).toMatchObject({ status: 409 });
    expect(reply.text).toContain('This customer is denied here');
    expect((await browser.post(making, form)).status).toBe(409);
    expect((await browser.get(`${making}?customer=${denied}`)).text).toContain('This customer is denied here');
    expect(await value('select count(*) from orders')).toBe(1);
  });

  it.each([
    ['there is not enough', 'update products set stock = 0', 'There are not so many'],
    ['it is not sold any more', 'update products set retired_at = 1', 'This is not sold any more'],
    ['it costs something else', 'update products set price_minor = 6000', 'Something has changed since you saw this'],
  ])('is not placed where %s by then, and nobody comes on record', async (_, meanwhile, words) => {
    const browser = await atWork();
    const { form } = await lookedAt(browser, composedOf(await aProduct({ stock: 3 }), newPerson));
    await env.DB.prepare(meanwhile).run();
    const before = await everythingStored();
    const reply = await browser.post(making, form);

    expect(reply.status).toBe(409);
    expect(reply.text).toContain(words);
    expect(await everythingStored()).toBe(before);
  });

  it('of the last piece, for eight new people at once, is placed for one, who alone comes on record', async () => {
    const browser = await atWork();
    const productId = await aProduct({ stock: 1 });
    const forms = [];
    for (let person = 0; person < 8; person += 1) {
      const typed = composedOf(productId, { ...newPerson, email: `mary${person}@example.com` });
      forms.push((await lookedAt(browser, typed)).form);
    }
    await Promise.all(forms.map((form) => again(browser).post(making, form)));

    for (const table of ['orders', 'customers', 'memberships', 'link_tokens', 'number_series'])
      expect(await value(`select count(*) from ${table}`)).toBe(1);
    expect(await value('select count(*) from outbox')).toBe(2);
    expect(await value('select last from number_series')).toBe(1);
  });

  it('is nothing of other stores, and nothing for support', async () => {
    const browser = await atWork({ role: 'manager' });
    const [mine, theirs] = [await aProduct(), await aProduct({ store: 'trade' })];
    const customer = await aCustomer();
    const stranger = await aCustomer({ store: 'trade', email: 'other@example.com' });
    const key = (await anOrder(stranger, {}, { store: 'trade' })).replace('ord_', '');
    const before = await everythingStored();

    expect((await lookedAt(browser, composedOf(theirs, { customer }))).reply.status).toBe(409);
    expect((await browser.post(making, { step: `take:${theirs}` })).status).toBe(422);
    expect((await browser.get(`${making}?customer=${stranger}`)).status).toBe(404);
    expect((await browser.post(making, composedOf(mine, { customer: stranger }))).status).toBe(404);
    const { form } = await lookedAt(browser, composedOf(mine, { customer, key }));
    expect((await browser.post(making, form)).status).toBe(409);
    const support = await atWork({ role: 'support' });
    expect((await support.get(making)).status).toBe(403);
    expect((await support.post(making, { ...form, key: await keyFrom(browser) })).status).toBe(403);
    expect((await rows('select id from orders')).length).toBe(1);
    expect(before).toContain('ord_');
  });
});

describe('the form', () => {
  it('finds customers of the store, accounts and contacts, by the beginnings of words', async () => {
    const browser = await atWork();
    await aCustomer({ email: 'ada@example.com', name: 'Ada Byron' });
    await aCustomer({ email: 'other@example.com', name: 'Ada Other', store: 'trade' });
    await env.DB.prepare(`update memberships set registered_at = null`).run();
    await aCustomer({ email: 'adam@example.com', name: 'Adam Smith', hasLogin: false });
    const { text } = await browser.get(`${making}?q=ada`);

    for (const name of ['Ada Byron', 'Adam Smith']) expect(text).toContain(name);
    expect(text).not.toContain('Ada Other');
    expect((await browser.get(`${making}?q=nobody`)).text).toContain('Nobody matches');
  });

  it('begins with what is known of the customer: their addresses, their VAT ID', async () => {
    const browser = await atWork();
    const customer = await aCustomer();
    await anAddress(customer, { city: 'Cork', isDefaultDelivery: true });
    await anAddress(customer, { city: 'Galway', isDefaultBilling: true });
    const { text } = await browser.get(`${making}?customer=${customer}`);

    expect(text).toMatch(/name="delivery_city"[^>]*value="Cork"/);
    expect(text).toMatch(/name="billing_city"[^>]*value="Galway"/);
    expect(text).toMatch(/name="isBilledElsewhere"[^>]*checked/);
  });

  it('takes products in and out by its buttons, and keeps what was typed', async () => {
    const browser = await atWork();
    const bag = await aProduct({ sku: 'RB-1' });
    const lamp = await aProduct({ sku: 'SL-1', names: { en: 'Storm lantern' } });
    await aProduct({ sku: 'SL-2', names: { en: 'Storm hook' } });
    await env.DB.prepare(
      `insert into product_terms (store_id, term, product_id)
      select store_id, lower(value), products.id from products, json_each(json_array('storm', sku, case sku when 'SL-1' then 'lantern' end))
      where sku like 'SL-%' and value is not null`,
    ).run();
    const typed = { ...composedOf(bag, { ...newPerson, quantity_1: 'x', price_1: '5,5', note: 'Kept' }) };
    const lines = (text: string) =>
      [...text.matchAll(/name="(line|quantity)_(\d)"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="quantity_(\d)"/g)]
        .length;
    const press = async (more: Record<string, string>) => (await browser.post(making, { ...typed, ...more })).text;

    const byNumber = await press({ product: 'SL-1', step: 'add' });
    expect(byNumber).toContain(`name="line_2" value="${lamp}"`);
    for (const kept of ['value="5,5"', 'value="x"', 'Kept', 'value="mary@example.com"'])
      expect(byNumber).toContain(kept);
    // The Enter key says nothing of a button.
    expect(await press({ product: 'lant' })).toContain(`name="line_2" value="${lamp}"`);
    const several = await press({ product: 'storm', step: 'add' });
    expect(several).toContain('Which one?');
    expect(several).toContain(`value="take:${lamp}"`);
    expect(several).toContain('name="product" ');
    expect(await press({ product: 'storm', step: `take:${lamp}` })).toContain(`name="line_2" value="${lamp}"`);
    expect(await press({ product: 'RB-1', quantity_1: '2' })).toContain('value="3"');
    expect(await press({ product: 'nothing', step: 'add' })).toContain('id="product-problem"');
    expect(lines(await press({ step: 'remove:1' }))).toBe(0);
    const back = await browser.post(making, { ...typed, quantity_1: '2', shown: 'x', step: 'edit' });
    expect(back.status).toBe(200);
    expect(back.text).toContain('value="5,5"');
  });

  it('says what is wrong with a line, whatever is sent in it, and keeps it', async () => {
    const browser = await atWork();
    const typed = composedOf(await aProduct(), newPerson);
    for (const [name, bad] of [
      ['quantity_1', '0'],
      ['quantity_1', '1000'],
      ['quantity_1', '1.5'],
      ['price_1', '-1'],
      ['price_1', '1.234'],
      ['price_1', '999999999999'],
      ['shippingPrice', 'free'],
    ] as const) {
      const reply = await browser.post(making, {
        ...typed,
        method: 'by_hand',
        shippingName: 'Pallet',
        shippingPrice: '5',
        [name]: bad,
      });
      expect(reply.status).toBe(422);
      expect(reply.text).toContain(`id="${name}-problem"`);
      expect(reply.text).toMatch(new RegExp(`value="${bad}"`));
    }
    const without = { ...typed, line_1: '' };
    expect((await browser.post(making, without)).status).toBe(409);
    const { line_1: _, quantity_1: __, ...none } = typed;
    expect((await browser.post(making, none)).text).toContain('id="product-problem"');
  });

  it('takes another delivery and its price by hand, taxed like every delivery', async () => {
    const browser = await atWork();
    const own = { method: 'by_hand', shippingName: 'Pallet', shippingPrice: '12,30' };
    await made(browser, composedOf(await aProduct(), { ...newPerson, ...own }));

    expect(await rows('select shipping_name, shipping_minor, shipping_tax_basis_points from orders')).toEqual([
      { shipping_name: 'Pallet', shipping_minor: 1230, shipping_tax_basis_points: 2300 },
    ]);
  });
});

describe('a quotation that staff offer', () => {
  const offer = { kind: 'quotation', validUntil: '2999-12-10', remindDays: '3', note: 'As we said' };
  const offered = async (browser: Visitor, more: Record<string, string>) => {
    const reply = await made(browser, composedOf(await aProduct(), { ...offer, ...more }));
    return reply.location?.replace('/admin/quotations/', '').split('?')[0] ?? '';
  };

  it('tells the customer, holds until the end of its day, and places exactly what it offers', async () => {
    const customer = await signedIn();
    const browser = await atWork({ role: 'manager', name: 'Max Manager' });
    const id = await offered(browser, { customer: customerIn(customer), price_1: '50' });
    await env.DB.prepare('update products set price_minor = 99900').run();

    expect(await rows('select valid_until, remind_at, note, staff_id from quotations')).toEqual([
      {
        valid_until: Date.UTC(2999, 11, 11) - 1,
        remind_at: Date.UTC(2999, 11, 8) - 1,
        note: 'As we said',
        staff_id: colleagueIn(browser),
      },
    ]);
    expect(await messages()).toEqual([{ template: 'quotation', to_address: 'grace@example.com', language: 'en' }]);
    expect((await customer.get(`/account/documents/${id}`)).text).toContain('As we said');
    const seen = (await browser.get(`/admin/quotations/${id}`)).text;
    for (const words of ['Waits for an answer', 'Max Manager', 'As we said', '€54.90']) expect(seen).toContain(words);
    await customer.post(`/account/documents/${id}/acceptance`);
    expect(await rows('select total_minor from orders')).toEqual([{ total_minor: 5490 }]);
    expect((await browser.get(`/admin/quotations/${id}`)).text).toContain(
      `/admin/orders/${String(await value('select id from orders'))}`,
    );
    expect((await browser.get('/admin/quotations?state=accepted')).text).toContain(id);
    expect((await browser.get('/admin/quotations?state=open')).text).not.toContain(id);
  });

  it('is made once by twenty clicks at once, for a new person who comes on record with it', async () => {
    const browser = await atWork();
    const { form } = await lookedAt(browser, composedOf(await aProduct(), { ...newPerson, ...offer }));
    await atOnce(20, () => again(browser).post(making, form));

    for (const table of ['quotations', 'customers', 'memberships', 'documents', 'link_tokens'])
      expect(await value(`select count(*) from ${table}`)).toBe(1);
    expect(await templates()).toEqual(['invitation', 'quotation']);
    expect(await value('select last from number_series')).toBe(1);
  });

  it('must hold for a while, and be for somebody with an account', async () => {
    const browser = await atWork();
    const { isInvited: _, ...guest } = newPerson;
    const typed = composedOf(await aProduct(), { ...newPerson, ...offer });
    for (const [name, more] of [
      ['validUntil', { validUntil: '2020-01-01' }],
      ['validUntil', { validUntil: '' }],
      ['validUntil', { validUntil: '2999-02-30' }],
      ['remindDays', { remindDays: 'x' }],
      ['isInvited', { ...guest, isInvited: '' }],
    ] as const) {
      const reply = await browser.post(making, { ...typed, ...more });
      expect(reply.status).toBe(422);
      expect(reply.text).toContain(`id="${name}-problem"`);
    }
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await made(browser, { ...typed, validUntil: tomorrow });
    expect(await value('select remind_at from quotations')).toBe(null);
  });

  it('is withdrawn or accepted, also by both at once; withdrawn it is over', async () => {
    const customer = await signedIn();
    const browser = await atWork();
    const id = await aQuotation(customerIn(customer));
    await atOnce(10, (click) =>
      click % 2 === 0
        ? again(browser).post(`/admin/quotations/${id}/withdrawal`)
        : again(customer).post(`/account/documents/${id}/acceptance`),
    );
    const isAccepted = (await value('select accepted_at from quotations')) !== null;
    expect(await value('select count(*) from orders')).toBe(isAccepted ? 1 : 0);
    expect(await value(`select count(*) from audit where act = 'quotation_withdrawn'`)).toBe(isAccepted ? 0 : 1);

    const other = await aQuotation(customerIn(customer));
    expect((await browser.post(`/admin/quotations/${other}/withdrawal`)).location).toContain('done=withdrawn');
    expect((await browser.post(`/admin/quotations/${other}/withdrawal`)).location).toContain('problem=is_over');
    expect((await customer.post(`/account/documents/${other}/acceptance`)).location).toContain('problem=is_over');
    expect((await customer.get(`/account/documents/${other}`)).text).toContain('no longer valid');
  });

  it('is reminded of once, by two runs at once, and not once it is answered, over, withdrawn, or its customer denied', async () => {
    const now = Date.now();
    const due = `update quotations set remind_at = ${now - 1} where document_id = ?`;
    const of = async (email: string, meanwhile = '') => {
      const id = await aQuotation(await aCustomer({ email, language: 'cs' }));
      await env.DB.prepare(due).bind(id).run();
      if (meanwhile) await env.DB.prepare(meanwhile).bind(id).run();
    };
    const byId = 'where document_id = ?';
    await of('open@example.com');
    await of('accepted@example.com', `update quotations set accepted_at = 1 ${byId}`);
    await of('declined@example.com', `update quotations set declined_at = 1 ${byId}`);
    await of('over@example.com', `update quotations set valid_until = 1 ${byId}`);
    await of('later@example.com', `update quotations set remind_at = ${now + 60_000} ${byId}`);
    await of(
      'denied@example.com',
      `update memberships set status = 'denied' where customer_id = (select customer_id from quotations ${byId})`,
    );
    await env.DB.prepare('delete from outbox').run();
    await Promise.all([run('0 * * * *', env, now), run('0 * * * *', env, now)]);
    await run('0 * * * *', env, now);

    expect(await messages()).toEqual([
      { template: 'quotation_reminder', to_address: 'open@example.com', language: 'cs' },
    ]);
    expect(await value('select count(*) from quotations where remind_at is not null')).toBe(1);
  });
});
