// The documents of orders: which are issued when, what customers see of them, and that nobody else does.
import { env } from 'cloudflare:workers';
import { gzipSync } from 'node:zlib';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { Dice } from '../src/demo/dice.ts';
import { transferOf, type Content } from '../src/documents/content.ts';
import { codeOf } from '../src/documents/payment/codes.ts';
import * as handling from '../src/orders/handling.ts';
import { atWork } from './support/colleagues.ts';
import { anOrder, aProduct, numberOf, paperOf, quay, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, password, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const parcel = { carrier: 'dpd', trackingCode: '01234567890123' };
const pdfAt = (id: string) => `/account/documents/${id}/pdf`;

async function textIn(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(bytes.slice()), { mergePages: true });
  return text.replaceAll(/\s+/g, ' ');
}

/** The types of the documents of an order, in the order in which they were issued. */
async function papersOf(orderId: string) {
  return (await rows('select type from documents where order_id = ? order by rowid', orderId)).map(({ type }) => type);
}

async function contentOf(orderId: string, type: string): Promise<Content> {
  const found = await value('select content from documents where order_id = ? and type = ?', orderId, type);
  return JSON.parse(String(found)) as Content;
}

/** An order and what acts on it. */
async function scened(traits: Parameters<typeof anOrder>[1] = {}) {
  const scene = await sceneAt();
  const orderId = await anOrder(await aCustomer(), traits);
  return { scene, orderId, acting: { orderId, staffId: null } };
}

describe('an order', () => {
  it('has a confirmation with its number, then an invoice when it is paid, a delivery note when it is sent', async () => {
    const { scene, orderId, acting } = await scened();
    expect(await papersOf(orderId)).toEqual(['order']);
    await handling.receivePayment(scene, acting, 1000, Date.now());
    expect(await papersOf(orderId)).toEqual(['order']);
    await handling.receiveAll(scene, acting, Date.now());
    await handling.ship(scene, acting, parcel, Date.now());
    await handling.deliver(scene, acting, Date.now());

    expect(await papersOf(orderId)).toEqual(['order', 'invoice', 'delivery_note']);
    expect(await value(`select number from documents where type = 'order'`)).toBe(await numberOf(orderId));
    expect(await contentOf(orderId, 'order')).toMatchObject({ orderNumber: await numberOf(orderId) });
    expect((await contentOf(orderId, 'order')).transfer).toMatchObject({ amountMinor: 6480 });
    expect((await contentOf(orderId, 'invoice')).transfer).toBeNull();
  });

  it('that is paid on delivery has its invoice when it is sent, and no second one when it is paid', async () => {
    const { scene, orderId, acting } = await scened({ paymentMethod: 'cash_on_delivery' });
    await handling.ship(scene, acting, parcel, Date.now());
    await handling.receiveAll(scene, acting, Date.now());

    expect(await papersOf(orderId)).toEqual(['order', 'delivery_note', 'invoice']);
  });

  it('that has an invoice and comes to nothing has a credit note about it', async () => {
    const { scene, orderId, acting } = await scened();
    await handling.receiveAll(scene, acting, Date.now());
    await handling.refund(scene, acting, Date.now());
    const number = await value(`select number from documents where type = 'invoice'`);

    expect(await papersOf(orderId)).toEqual(['order', 'invoice', 'credit_note']);
    expect(await contentOf(orderId, 'credit_note')).toMatchObject({ corrects: number, totalMinor: 6480 });
    const staff = await atWork({ role: 'support' });
    const { bytes } = await staff.get(`/admin/documents/${await paperOf(orderId, 'credit_note')}/pdf`);
    expect(await textIn(bytes)).toContain(`Corrects ${String(number)}`);
  });

  it('that has no invoice and comes to nothing has none', async () => {
    const { scene, orderId, acting } = await scened();
    await handling.receivePayment(scene, acting, 1000, Date.now());
    await handling.refund(scene, acting, Date.now());
    const other = await anOrder(String(await value('select id from customers')));
    await handling.cancel(scene, { orderId: other, staffId: null }, Date.now());

    expect([await papersOf(orderId), await papersOf(other)]).toEqual([['order'], ['order']]);
  });

  it('has each paper once, and numbers no gap, when steps are taken by twenty at once', async () => {
    const scene = await sceneAt();
    const customerId = await aCustomer();
    const orders = await Promise.all(Array.from({ length: 6 }, () => anOrder(customerId)));
    const now = Date.now();
    for (const step of ['receiveAll', 'ship', 'refund'] as const) {
      await Promise.all(
        Array.from({ length: 20 }, (_, place) => {
          const acting = { orderId: orders[place % orders.length] ?? '', staffId: null };
          return step === 'ship' ? handling.ship(scene, acting, parcel, now) : handling[step](scene, acting, now);
        }),
      );
    }

    for (const type of ['order', 'invoice', 'delivery_note', 'credit_note']) {
      const numbers = await rows('select number from documents where type = ? order by number', type);
      expect(numbers.map(({ number }) => String(number).slice(5))).toEqual(
        orders.map((_, place) => String(place + 1).padStart(5, '0')),
      );
    }
  });

  it('says the tax at each rate so that together they are the total, whatever is ordered', async () => {
    await withPolicies({ loyalty: { pointWorthMinor: 1 } });
    const customerId = await aCustomer({ group: 'gold' });
    await env.DB.prepare('update memberships set points = 1000000').run();
    for (let run = 0; run < 40; run += 1) {
      const dice = new Dice(run);
      const upTo = (most: number) => Math.floor(dice.roll() * most);
      const products = await Promise.all(
        Array.from({ length: 1 + upTo(4) }, () =>
          aProduct({ priceMinor: upTo(20_000), taxClass: dice.pick(['zero', 'reduced', 'super_reduced', 'standard']) }),
        ),
      );
      const orderId = await anOrder(customerId, {
        items: products.map((productId) => ({ productId, quantity: 1 + upTo(5) })),
        shipping: { name: 'Parcel', priceMinor: dice.pick([0, 490]), taxBasisPoints: dice.pick([1900, 2300]) },
        points: dice.shows(0.5) ? upTo(9000) : 0,
      });
      const [order] = await rows('select total_minor, tax_minor from orders where id = ?', orderId);
      const { taxes, totalMinor } = await contentOf(orderId, 'order');
      const sum = (of: 'netMinor' | 'taxMinor') => taxes.reduce((all, part) => all + part[of], 0);

      expect(totalMinor).toBe(order?.total_minor);
      expect(sum('taxMinor')).toBe(order?.tax_minor);
      expect(sum('netMinor') + sum('taxMinor')).toBe(totalMinor);
      expect(new Set(taxes.map(({ taxBasisPoints }) => taxBasisPoints)).size).toBe(taxes.length);
    }
  });
});

describe('a PDF', () => {
  it('has the letters of the customer, and is the same to the byte whatever has changed since', async () => {
    const browser = await signedIn({ name: 'Příliš žluťoučký kůň' });
    const address = { ...quay, name: 'Příliš žluťoučký kůň', company: 'Größe & Söhne' };
    const orderId = await anOrder(customerIn(browser), { billing: address, delivery: address });
    const path = pdfAt(await paperOf(orderId, 'order'));
    const first = await browser.get(path);
    await withPolicies({ shop: { address: 'Elsewhere' } });
    await env.DB.batch([
      env.DB.prepare(`update products set names = '{"en":"Other"}', price_minor = 1`),
      env.DB.prepare(`update customers set name = 'Somebody else'`),
      env.DB.prepare(`update orders set total_minor = 1, billing = null`),
    ]);
    const second = await browser.get(path);

    expect(first.bytes).toEqual(second.bytes);
    const text = await textIn(first.bytes);
    expect(text).toContain('Příliš žluťoučký kůň');
    expect(text).toContain('Größe & Söhne');
    expect(first.headers.get('Content-Type')).toBe('application/pdf');
    expect(first.headers.get('Cache-Control')).toBe('no-store');
    expect(first.headers.get('Content-Disposition')).toBe(
      `attachment; filename="Order confirmation ${await numberOf(orderId)}.pdf"`,
    );
  });

  it('is called by its name in its language, also where that has letters beyond ASCII', async () => {
    const browser = await signedIn();
    const orderId = await anOrder(customerIn(browser), { language: 'cs' });
    const { headers } = await browser.get(pdfAt(await paperOf(orderId, 'order')));

    expect(headers.get('Content-Disposition')).toContain(`filename*=UTF-8''Potvrzen%C3%AD%20objedn%C3%A1vky`);
  });

  it('of an invoice that is not paid says how to pay, as the standard says it', async () => {
    const browser = await signedIn();
    const orderId = await anOrder(customerIn(browser));
    const staff = await atWork({ role: 'manager' });
    await staff.post(`/admin/orders/${orderId}/invoice`);
    const content = await contentOf(orderId, 'invoice');
    const transfer = transferOf(content);

    expect(transfer && codeOf(transfer, 'Europe/Dublin')).toMatch(
      /^BCD\n002\n1\nSCT\nAIBKIE2D\nHarbour Goods\nIE29AIBK93115212345678\nEUR64.80\n\nRF\d\d/,
    );
    const { bytes } = await browser.get(pdfAt(await paperOf(orderId, 'invoice')));
    expect(await textIn(bytes)).toContain('IE29 AIBK 9311 5212 3456 78');
  });

  it('says nothing of the person once the account is deleted, nor do those that are issued later', async () => {
    const browser = await signedIn();
    const orderId = await anOrder(customerIn(browser));
    await browser.post('/account/privacy/deletion', { currentPassword: password });
    const acting = { orderId, staffId: null };
    await handling.receiveAll(await sceneAt(), acting, Date.now());
    await handling.ship(await sceneAt(), acting, parcel, Date.now());

    expect(await rows('select distinct customer_id, content ->> ? as buyer from documents', '$.buyer')).toEqual([
      { customer_id: null, buyer: null },
    ]);
    const staff = await atWork({ role: 'support' });
    const { bytes } = await staff.get(`/admin/documents/${await paperOf(orderId, 'invoice')}/pdf`);
    const text = await textIn(bytes);
    expect(text).toContain('€64.80');
    expect(text).not.toContain('Grace');
  });
});

describe('what customers see', () => {
  it('is a list with the newest first, by type, with links to the orders and PDFs', async () => {
    const browser = await signedIn();
    expect((await browser.get('/account/documents')).text).toContain('No documents yet');
    const orderId = await anOrder(customerIn(browser));
    await handling.receiveAll(await sceneAt(), { orderId, staffId: null }, Date.now() + 1000);
    const [confirmation, invoice] = [await paperOf(orderId, 'order'), await paperOf(orderId, 'invoice')];
    const idsOn = async (path: string) =>
      [...(await browser.get(path)).text.matchAll(/\/account\/documents\/(doc_\w+)\/pdf/g)].map(([, id]) => id);

    expect(await idsOn('/account/documents')).toEqual([invoice, confirmation]);
    expect(await idsOn('/account/documents?type=invoice')).toEqual([invoice]);
    expect(await idsOn('/account/documents?type=credit_note')).toEqual([]);
    expect(await idsOn('/account/documents?type=nonsense&after=%00')).toEqual([invoice, confirmation]);
    expect(await idsOn(`/account/orders/${await numberOf(orderId)}`)).toEqual([confirmation, invoice]);
  });

  it('are the types that the shop shows, also by direct address and on the order', async () => {
    const browser = await signedIn();
    const orderId = await anOrder(customerIn(browser));
    await handling.receiveAll(await sceneAt(), { orderId, staffId: null }, Date.now());
    await withPolicies({ documentsShown: ['order'] });
    const [confirmation, invoice] = [await paperOf(orderId, 'order'), await paperOf(orderId, 'invoice')];

    expect((await browser.get(pdfAt(confirmation))).status).toBe(200);
    expect((await browser.get(pdfAt(invoice))).status).toBe(404);
    for (const path of ['/account/documents', `/account/orders/${await numberOf(orderId)}`]) {
      const { text } = await browser.get(path);
      expect(text).toContain(confirmation);
      expect(text).not.toContain(invoice);
    }
    expect((await (await atWork({ role: 'support' })).get(`/admin/documents/${invoice}/pdf`)).status).toBe(200);
  });

  it('is nothing of other people or shops: it is as if it never was', async () => {
    const mine = await signedIn();
    const theirs = await paperOf(await anOrder(await aCustomer({ email: 'other@example.com' })), 'order');
    const elsewhere = await paperOf(
      await anOrder(await aCustomer({ store: 'trade' }), {}, { store: 'trade' }),
      'order',
    );
    const bodies = new Set<string>();
    for (const id of [theirs, elsewhere, 'doc_never', theirs.toUpperCase()]) {
      for (const reply of [await mine.get(pdfAt(id)), await mine.get(`/account/documents/${id}`)]) {
        expect(reply.status).toBe(404);
      }
      bodies.add((await mine.get(pdfAt(id))).text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|nonce="[^"]*"|doc_\w+/gi, ''));
    }

    expect(bodies.size).toBe(1);
    const staff = await atWork({ role: 'owner' });
    expect((await staff.get(`/admin/documents/${elsewhere}/pdf`)).status).toBe(404);
  });
});

describe('staff', () => {
  it('issue an invoice early, once, and the customer is told', async () => {
    const orderId = await anOrder(await aCustomer());
    const browser = await atWork({ role: 'manager' });
    expect((await browser.get(`/admin/orders/${orderId}`)).text).toContain('Issue the invoice');
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        visitor({ cookies: new Map(browser.cookies) }).post(`/admin/orders/${orderId}/invoice`),
      ),
    );

    expect(replies.filter(({ location }) => location?.includes('done=invoiced'))).toHaveLength(1);
    expect(replies.filter(({ location }) => location?.includes('problem=has_invoice'))).toHaveLength(19);
    expect(await papersOf(orderId)).toEqual(['order', 'invoice']);
    expect(await value(`select count(*) from outbox where template = 'document_issued'`)).toBe(1);
    expect(await value(`select count(*) from audit where act = 'invoice_issued'`)).toBe(1);
    expect((await browser.get(`/admin/orders/${orderId}`)).text).not.toContain('Issue the invoice');
  });

  it('issue none about an order that came to nothing', async () => {
    const { scene, orderId, acting } = await scened();
    await handling.cancel(scene, acting, Date.now());
    const browser = await atWork({ role: 'manager' });

    expect((await browser.post(`/admin/orders/${orderId}/invoice`)).location).toContain('problem=is_cancelled');
    expect(await papersOf(orderId)).toEqual(['order']);
  });
});

/** Very many documents of a customer, of each order a confirmation and an invoice. */
async function manyDocuments(browser: Visitor, count: number): Promise<void> {
  const orderId = await anOrder(customerIn(browser));
  await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
    insert into documents select printf('doc_%06d', i), store_id, order_id, customer_id,
      case when i % 2 = 0 then 'order' else 'invoice' end, printf('N-%06d', i), language, content, i
    from n, documents where order_id = ?2`,
  )
    .bind(count, orderId)
    .run();
}

describe('with ten thousand documents', () => {
  it.each([
    ['all', null, ''],
    ['of one type', null, 'type=invoice&'],
    ['where half of them are shown', 'invoice', ''],
  ] as const)(
    'the first and the hundredth page, %s, read a few rows per row shown and wait once',
    async (_, only, query) => {
      if (only) await withPolicies({ documentsShown: [only] });
      const browser = await signedIn();
      await manyDocuments(browser, 10_000);
      let path = `/account/documents?${query}`;
      for (let page = 1; page <= 100; page += 1) {
        const isMeasured = page === 1 || page === 100;
        const { counts, ...counted } = counting();
        const { text } = await visitor({ cookies: browser.cookies, ...(isMeasured ? counted : {}) }).get(path);
        if (isMeasured) {
          expect(text.match(/\/pdf"/g)).toHaveLength(20);
          expect(counts.waits).toBe(1);
          expect(counts.rowsRead).toBeLessThanOrEqual(20 * 4);
          expect(gzipSync(text).length).toBeLessThanOrEqual(10_000);
        }
        path = (/href="(\/account\/documents\?[^"]*after=[^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
      }
    },
  );
});
