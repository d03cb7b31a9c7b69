// Documents, points and discussions as partners read and write them.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { answers, questions } from '../src/discussions/schema.ts';
import { countAndExpire } from '../src/loyalty/due.ts';
import * as handling from '../src/orders/handling.ts';
import { withdraw } from '../src/orders/quotations/offering.ts';
import { accept, decline } from '../src/orders/quotations/quotations.ts';
import { openDatabase } from '../src/web/database.ts';
import { nowhere } from '../src/web/network.ts';
import { aColleague } from './support/colleagues.ts';
import { aQuestion, answered } from './support/discussions.ts';
import { aContent, aDocument, toTransfer } from './support/documents.ts';
import { nextId } from './support/ids.ts';
import { postbox } from './support/mail.ts';
import { anOrder, aProduct, aQuotation, numberOf, paperOf, sceneAt } from './support/orders.ts';
import { aKey, aSystem, systemWith, type System } from './support/partners.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { manyPoints } from './support/points.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

type Listed = { data: { id: string }[]; next_cursor: string | null };

/** The ids on all pages of a list; `between` happens after each page. */
async function allOf(system: System, path: string, between: () => Promise<unknown> = () => Promise.resolve()) {
  const found: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { status, json } = await system.get(`${path}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    const page = json as Listed;
    found.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
    await between();
  }
  return found;
}

/** How many rows are read for each that a page of a list returns. */
async function costOf(path: string): Promise<number> {
  await visitor().get('/login');
  const { counts, ...counted } = counting();
  const reply = await (await aSystem({}, counted)).get(path);
  const { data } = reply.json as Listed;
  expect(data.length).toBeGreaterThan(0);
  return counts.rowsRead / data.length;
}

describe('documents', () => {
  it('say what stands on them, to partners of their store only', async () => {
    const customerId = await aCustomer();
    const id = await aDocument({ customerId, content: { transfer: toTransfer } });
    const system = await aSystem();
    const found = await system.get(`/documents/${id}`);
    const outlet = await aSystem({ store: 'outlet' });

    expect(found.json).toMatchObject({
      id,
      type: 'invoice',
      customer_id: customerId,
      order_id: 'ord_some',
      order_number: '2026-00412',
      currency: 'EUR',
      total_minor: 12_300,
      points_minor: 180,
      corrects: null,
      quotation: null,
      lines: [{ name: 'Rope bag', sku: 'BAG-1', quantity: 2, unit_price_minor: 5990, tax_basis_points: 2300 }],
      taxes: [{ tax_basis_points: 2300, net_minor: 10_000, tax_minor: 2300 }],
      buyer: { vat_id: 'IE6433435F', billing: { city: 'Dublin', postal_code: 'D01 X285' }, delivery: null },
      transfer: { iban: toTransfer.iban, amount_minor: 12_300, due_at: '2026-11-26T10:00:00.000Z' },
    });
    expect((await system.get('/documents')).json).toEqual({ data: [found.json], next_cursor: null });
    expect((await outlet.get('/documents')).json).toEqual({ data: [], next_cursor: null });
    for (const path of [`/documents/${id}`, `/documents/${id}/pdf`]) expect((await outlet.get(path)).status).toBe(404);
  });

  it('are the same file for partners as for customers, and there where customers do not see their type', async () => {
    const browser = await signedIn();
    const orderId = await anOrder(customerIn(browser));
    const id = await paperOf(orderId, 'order');
    const system = await aSystem();
    const shopper = await browser.get(`/account/documents/${id}/pdf`);
    await withPolicies({ documentsShown: [] });
    const partner = await system.get(`/documents/${id}/pdf`);

    expect(partner.bytes).toEqual(shopper.bytes);
    expect(partner.headers.get('Content-Type')).toBe('application/pdf');
    expect(partner.headers.get('Content-Disposition')).toContain(await numberOf(orderId));
    expect(partner.headers.get('Cache-Control')).toBe('no-store');
  });

  it('say how it stands with quotations', async () => {
    const customerId = await aCustomer();
    const scene = { ...(await sceneAt()), from: nowhere };
    const by = await aColleague();
    const now = Date.now();
    const states: Record<string, string> = {
      open: await aQuotation(customerId),
      accepted: await aQuotation(customerId),
      declined: await aQuotation(customerId),
      withdrawn: await aQuotation(customerId),
      over: await aQuotation(customerId, {}, { now: now - 86_400_000 * 3, days: 1 }),
    };
    const accepted = await accept(scene, { customerId, documentId: states.accepted ?? '' }, now);
    await decline(scene, { customerId, documentId: states.declined ?? '' }, now);
    await withdraw(scene, { documentId: states.withdrawn ?? '', by }, now);
    const system = await aSystem();
    const told = async (id: string) => (await system.get(`/documents/${id}`)).json.quotation;

    for (const [status, id] of Object.entries(states)) expect(await told(id)).toMatchObject({ status });
    expect(await told(states.accepted ?? '')).toMatchObject({ order_id: accepted.ok && accepted.orderId });
    expect(await told(states.withdrawn ?? '')).toMatchObject({ valid_until: new Date(now).toISOString() });
  });

  it('are listed by what is asked for, the newest first, each once while others are issued', async () => {
    const [customerId, other] = [await aCustomer(), await aCustomer({ email: 'other@example.com' })];
    const types = ['invoice', 'invoice', 'credit_note', 'delivery_note'] as const;
    const made: { id: string; type: string; orderId: string; customerId: string }[] = [];
    for (let place = 0; place < 24; place += 1) {
      const about = {
        type: types[place % 4] ?? 'invoice',
        orderId: `ord_${place % 3}`,
        customerId: place % 2 ? other : customerId,
      };
      made.unshift({ ...about, id: await aDocument({ ...about, at: Date.now() - 1000 + place }) });
    }
    const number = String(await value(`select number from documents where id = ?`, made[5]?.id));
    const one = String(await value(`select type from documents where id = ?`, made[5]?.id));
    const system = await aSystem();
    const wanted: [string, (paper: (typeof made)[number]) => boolean][] = [
      ['', () => true],
      ['&type=invoice', ({ type }) => type === 'invoice'],
      [`&customer_id=${customerId}`, (paper) => paper.customerId === customerId],
      [
        `&customer_id=${customerId}&type=invoice`,
        (paper) => paper.customerId === customerId && paper.type === 'invoice',
      ],
      ['&order_id=ord_1', ({ orderId }) => orderId === 'ord_1'],
      [`&order_id=ord_1&customer_id=${other}`, (paper) => paper.orderId === 'ord_1' && paper.customerId === other],
      [`&type=${one}&number=${number}`, ({ id }) => id === made[5]?.id],
    ];
    for (const [query, isWanted] of wanted) {
      const isOld = new Set(made.map(({ id }) => id));
      const issue = () => aDocument({ customerId, orderId: 'ord_1', at: Date.now() });
      const found = (await allOf(system, `/documents?limit=3${query}`, issue)).filter((id) => isOld.has(id));
      expect([query, found]).toEqual([query, made.filter(isWanted).map(({ id }) => id)]);
    }
    const byNumber = await allOf(system, `/documents?number=${number}`);
    expect(byNumber).toContain(made[5]?.id);
  });

  it('are read in proportion to what is returned, among ten thousand', async () => {
    const customerId = await aCustomer();
    await manyDocuments(customerId);
    for (const query of [
      '',
      '&type=credit_note',
      `&customer_id=${customerId}`,
      `&customer_id=${customerId}&type=credit_note`,
    ]) {
      expect([query, await costOf(`/documents?limit=50${query}`)]).toSatisfy(([, cost]) => Number(cost) <= 4);
    }
    const exact = ['&number=2026-09000', '&order_id=ord_9000', '&order_id=ord_9001&type=invoice'];
    for (const query of exact)
      expect([query, await costOf(`/documents?limit=50${query}`)]).toSatisfy(([, cost]) => Number(cost) <= 15);
  });
});

/** Ten thousand invoices of a customer, every hundredth a credit note. */
async function manyDocuments(customerId: string): Promise<void> {
  const content = JSON.stringify({ ...aContent(), shop: {}, orderNumber: '', corrects: null });
  await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
    insert into documents (id, store_id, order_id, customer_id, type, number, language, content, issued_at)
    select printf('doc_%05d', i), 'sto_harbour_goods', 'ord_' || i, ?, iif(i % 100 = 0, 'credit_note', 'invoice'),
      printf('2026-%05d', i), 'en', ?, i from n`,
  )
    .bind(customerId, content)
    .run();
}

describe('points', () => {
  it('are told with what comes and what goes, to partners of their store only', async () => {
    const { customerId } = await earning();
    const soon = Date.now() + 1_000_000;
    await manyPoints(customerId, [
      { points: 30, expiresAt: soon + 1000 },
      { points: 20, expiresAt: soon },
    ]);
    const system = await aSystem();
    const { json } = await system.get(`/customers/${customerId}/points`);

    expect(json).toMatchObject({
      customer_id: customerId,
      balance: 50,
      to_expire: [
        { points: 20, expires_at: new Date(soon).toISOString() },
        { points: 30, expires_at: new Date(soon + 1000).toISOString() },
      ],
    });
    expect(json.to_count).toHaveLength(2);
    const trade = await aSystem({ store: 'trade' });
    for (const path of ['points', 'points/entries?limit=1']) {
      expect((await trade.get(`/customers/${customerId}/${path}`)).status).toBe(404);
    }
  });

  it('have entries of which whoever turns the pages misses none while others come and begin to count', async () => {
    const { customerId, waiting } = await earning();
    await manyPoints(
      customerId,
      Array.from({ length: 12 }, () => ({ points: 1, expiresAt: Date.now() + 1_000_000 })),
    );
    const old = (await rows('select id from points_entries')).map(({ id }) => String(id));
    const system = await aSystem();
    const path = `/customers/${customerId}/points/entries?limit=2`;
    const quiet = await allOf(system, path);
    let turned = 0;
    const found = await allOf(system, path, async () => {
      turned += 1;
      await system.post(`/customers/${customerId}/points`, { points: 1, reason: 'Meanwhile' });
      if (turned === 1) await countAndExpire(openDatabase(env), Date.now() + 20 * 86_400_000);
    });
    const entry = (await system.get(`/customers/${customerId}/points/entries?limit=100`)).json.data;

    expect(quiet.slice(0, 2)).toEqual(waiting.toReversed());
    expect(quiet.slice(2)).toEqual(old.filter((id) => !waiting.includes(id)).toReversed());
    expect(old.filter((id) => !found.includes(id))).toEqual([]);
    // Those that began to count meanwhile come once more, and nothing else does.
    const twice = found.filter((id, place) => found.indexOf(id) !== place);
    expect(twice.filter((id) => !waiting.includes(id))).toEqual([]);
    expect(entry).toContainEqual(expect.objectContaining({ reason: 'Meanwhile', balance: 13, points_left: 1 }));
  });

  it('are read in proportion to what is returned, among a thousand entries', async () => {
    const customerId = await aCustomer();
    await manyPoints(
      customerId,
      Array.from({ length: 1000 }, () => ({ points: 1, expiresAt: Date.now() + 1_000_000 })),
    );

    expect(await costOf(`/customers/${customerId}/points/entries?limit=50`)).toBeLessThanOrEqual(4);
  });
});

/** A customer with points of two orders that are to count, in the order in which they do. */
async function earning() {
  await withPolicies({ loyalty: { pointsPerUnit: 1, countsAfterDays: 14 } });
  const customerId = await aCustomer();
  const scene = await sceneAt();
  for (const daysAgo of [2, 1]) {
    const orderId = await anOrder(customerId);
    await handling.receiveAll(scene, { orderId, staffId: null }, Date.now() - daysAgo * 86_400_000);
  }
  const found = await rows('select id from points_entries where position is null order by counts_at');
  return { customerId, waiting: found.map(({ id }) => String(id)) };
}

describe('discussions', () => {
  it('are read with their answers, by partners of their store only', async () => {
    const customerId = await aCustomer();
    const productId = await aProduct();
    const id = await aQuestion(customerId, { productId });
    await answered(id, 'It does.');
    const system = await aSystem();
    const { json } = await system.get(`/discussions/${id}`);
    const outlet = await aSystem({ store: 'outlet' });

    expect(json).toMatchObject({ id, customer_id: customerId, product_id: productId, question: 'Does it float?' });
    expect(json).toMatchObject({ is_open: false, hidden_at: null, answers: [{ text: 'It does.' }] });
    expect((await system.get('/discussions')).json).toEqual({ data: [json], next_cursor: null });
    expect((await outlet.get('/discussions')).json).toEqual({ data: [], next_cursor: null });
    expect((await outlet.get(`/discussions/${id}`)).status).toBe(404);
    expect((await outlet.post(`/discussions/${id}/answers`, { text: 'No.' })).status).toBe(404);
    expect((await outlet.post(`/discussions/${id}/hiding`, {})).status).toBe(404);
  });

  it('are answered once, with one message, by twenty of one request at once', async () => {
    const id = await aQuestion(await aCustomer());
    const post = postbox();
    const system = await aSystem({ role: 'support' }, { bindings: { EMAIL: post.binding } });
    const send = () => system.post(`/discussions/${id}/answers`, { text: 'It does.' }, { 'Idempotency-Key': 'one' });
    const replies = await Promise.all(Array.from({ length: 20 }, send));
    const again = await system.post(`/discussions/${id}/answers`, { text: 'It does.' });

    expect(replies.filter(({ status }) => ![200, 409].includes(status))).toEqual([]);
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ is_open: false, answers: [{ text: 'It does.' }] });
    expect(await value('select count(*) from answers')).toBe(1);
    expect(post.sent.map(({ to }) => to)).toEqual(['grace@example.com']);
    expect((await rows(`select act, device from audit where act = 'question_answered'`)).length).toBe(1);
  });

  it('are hidden by keys of managers only, and not changed by whoever does not know how they look', async () => {
    const id = await aQuestion(await aCustomer());
    const { partnerId, key } = await aKey();
    const system = systemWith(key);
    const support = systemWith((await aKey({ partnerId, role: 'support' })).key);
    const tag = async () => (await system.get(`/discussions/${id}`)).headers.get('ETag') ?? '';
    const before = await tag();
    const refused = await support.post(`/discussions/${id}/hiding`, {});
    await support.post(`/discussions/${id}/answers`, { text: 'It does.' });
    const stale = await system.post(`/discussions/${id}/hiding`, {}, { 'If-Match': before });
    const hidden = await system.post(`/discussions/${id}/hiding`, {}, { 'If-Match': await tag() });

    expect([refused.status, refused.json.code]).toEqual([403, 'role_too_low']);
    expect([stale.status, stale.json.code]).toEqual([412, 'stale']);
    expect(hidden.json).toMatchObject({ is_open: false, hidden_at: expect.any(String) as unknown });
  });

  it('are listed by what is asked for, the newest first, each once while others are asked, and read in proportion', async () => {
    const customerId = await aCustomer();
    const productId = await aProduct();
    const all = await manyQuestions(customerId, productId);
    const system = await aSystem();
    const wanted: [string, (place: number) => boolean][] = [
      ['', () => true],
      ['&is_open=true', (place) => place % 10 === 0],
      ['&is_open=false', (place) => place % 10 !== 0],
      [`&customer_id=${customerId}`, () => true],
      [`&customer_id=${customerId}&is_open=true`, (place) => place % 10 === 0],
      [`&product_id=${productId}`, () => true],
    ];
    for (const [query, isWanted] of wanted) {
      const old = new Set(all);
      const found = await allOf(system, `/discussions?limit=90${query}`, () => aQuestion(customerId, { productId }));
      expect([query, found.filter((id) => old.has(id))]).toEqual([
        query,
        all.filter((_, place) => isWanted(place)).toReversed(),
      ]);
      // Which of a customer's own are open is looked for among them: they are few.
      if (query.split('&').length > 2) continue;
      expect([query, await costOf(`/discussions?limit=50${query}`)]).toSatisfy(([, cost]) => Number(cost) <= 4);
    }
  });
});

/** Five hundred questions, every tenth open and every third unread; returns their ids, the oldest first. */
async function manyQuestions(customerId: string, productId: string): Promise<string[]> {
  const db = openDatabase(env);
  const staffId = await aColleague();
  const ids = Array.from({ length: 500 }, () => nextId('question'));
  const made = ids.map((id, place) => ({ id, at: place + 1, isOpen: place % 10 === 0 }));
  const asked = JSON.stringify(made);
  await env.DB.batch([
    env.DB.prepare(
      `insert into questions (id, store_id, customer_id, product_id, text, asked_at, answered_at, is_open, is_unread)
      select value ->> 'id', 'sto_harbour_goods', ?1, ?2, 'Does it float?', value ->> 'at',
        iif(value ->> 'isOpen', null, value ->> 'at'), value ->> 'isOpen', key % 3 = 0 from json_each(?3)`,
    ).bind(customerId, productId, asked),
    env.DB.prepare(
      `insert into answers select 'ans_' || substr(id, 5), id, ?, 'It does.', answered_at from questions where is_open = 0`,
    ).bind(staffId),
  ]);
  expect(await db.$count(questions)).toBe(500);
  expect(await db.$count(answers)).toBe(450);
  return ids;
}
