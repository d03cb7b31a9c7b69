// An order of a guest: its page behind the secret of the message, what the guest is told, and what staff see of it.
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deliver } from '../src/messages/delivery.ts';
import { postOf } from '../src/messages/posting.ts';
import * as handling from '../src/orders/handling.ts';
import { issueInvoice } from '../src/orders/papers/invoicing.ts';
import { takeOver } from '../src/orders/takeover/takeover.ts';
import { newToken } from '../src/web/secrets.ts';
import { atWork } from './support/colleagues.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aGuestOrder, anOrder, guestPath, numberOf, paperOf, quay, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { brokenDatabase } from './support/storage-faults.ts';
import { visitor, type Reply } from './support/visitor.ts';

afterEach(() => vi.restoreAllMocks());

/** The whole reply without what differs in every one. */
function bytesOf({ status, headers, text }: Reply) {
  const named = [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'content-security-policy');
  return { status, named, text: text.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '') };
}

describe('the page of a guest’s order', () => {
  it('shows what was ordered, where it goes and how to pay it, to whoever has its address, and is kept by nobody', async () => {
    const order = await aGuestOrder();
    const path = await guestPath(order);
    const before = await everythingStored();
    const reply = await visitor().get(`${path}?done=placed`);

    expect(reply.status).toBe(200);
    for (const part of [
      `Order ${await numberOf(order.id)}`,
      'Awaiting payment',
      'Thank you: your order is',
      'Rope bag',
      '4 Custom House Quay',
      'IE29 AIBK',
      `${path}/documents/${await paperOf(order.id, 'order')}/pdf`,
      `${path}/account`,
    ])
      expect(reply.text).toContain(part);
    expect(reply.headers.get('Cache-Control')).toBe('no-store');
    expect(reply.headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(reply.headers.get('X-Robots-Tag')).toBe('noindex');
    expect((await visitor().get(path)).text).not.toContain('Thank you: your order is');
    expect(await everythingStored()).toBe(before);
  });

  it('is behind the link of the message, follows what happens, and has its papers as PDF', async () => {
    const order = await aGuestOrder();
    const path = await guestPath(order);
    const scene = await sceneAt();
    const acting = { orderId: order.id, staffId: null };
    await handling.receiveAll(scene, acting, Date.now());
    await handling.ship(scene, acting, { carrier: 'dpd', trackingCode: '01234567890123' }, Date.now());
    const { text } = await visitor().get(path);

    expect(text).toContain('Shipped');
    expect(text).toContain('parcelNumber=01234567890123');
    expect(text).not.toContain('IE29 AIBK');
    const pdf = await visitor().get(`${path}/documents/${await paperOf(order.id, 'invoice')}/pdf`);
    expect(pdf.headers.get('Content-Type')).toBe('application/pdf');
    expect(pdf.headers.get('Cache-Control')).toBe('no-store');
  });

  it('is there for somebody who is signed in, who is led to take it over where it is under their address', async () => {
    const path = await guestPath(await aGuestOrder());

    expect((await (await signedIn({ email: 'GRACE@example.com' })).get(path)).text).toContain('/account/orders/guest');
    const other = await (await signedIn({ email: 'other@example.com', name: 'Ada King' })).get(path);
    expect(other.text).toContain('Rope bag');
    expect(other.text).not.toContain('/account/orders/guest');
  });

  it('is the same nothing for a wrong secret as for a wrong number, another store and an order of a customer', async () => {
    const order = await aGuestOrder();
    const other = await aGuestOrder({ email: 'other@example.com' });
    const owned = await numberOf(await anOrder(await aCustomer()));
    const number = await numberOf(order.id);
    const documentId = await paperOf(order.id, 'order');
    const wrong = [
      `/orders/${number}/${newToken()}`,
      `/orders/${number}/${other.secret}`,
      `/orders/2026-99999/${order.secret}`,
      `/orders/${owned}/${newToken()}`,
      `/orders/${owned}/${order.secret}`,
      `/orders/${number}/x`,
      `/orders/${number}/null`,
      `/orders/${encodeURIComponent("' or 1=1 --")}/${order.secret}`,
      `/orders/${order.id}/${order.secret}`,
      `/orders/${number}/${String(await value('select secret_hash from orders where id = ?', order.id))}`,
    ];
    const [first, ...others] = await Promise.all(
      wrong.flatMap((path) => [path, `${path}/account`]).map(async (path) => bytesOf(await visitor().get(path))),
    );

    expect(first?.status).toBe(404);
    for (const reply of others) expect(reply).toEqual(first);
    expect(bytesOf(await visitor({ store: 'outlet' }).get(`/orders/${number}/${order.secret}`)).status).toBe(404);
    for (const path of [`/orders/${number}/${other.secret}`, await guestPath(other)]) {
      expect((await visitor().get(`${path}/documents/${documentId}/pdf`)).status).toBe(404);
    }
    await withPolicies({ documentsShown: ['invoice'] });
    expect((await visitor().get(`${await guestPath(order)}/documents/${documentId}/pdf`)).status).toBe(404);
  });

  it('is nothing any more once the order is taken over, and leads whoever took it over to their account', async () => {
    const order = await aGuestOrder();
    const path = await guestPath(order);
    const browser = await signedIn({ isProved: true });
    await takeOver(await sceneAt(), customerIn(browser), [order.id], Date.now());
    const wrong = bytesOf(await visitor().get(`/orders/2026-99999/${order.secret}`));

    for (const end of ['', '/account']) expect(bytesOf(await visitor().get(path + end))).toEqual(wrong);
    expect((await visitor().get(`${path}/documents/${await paperOf(order.id, 'order')}/pdf`)).status).toBe(404);
    expect(wrong.text).toContain('href="/account/orders"');
    const own = `/account/orders/${await numberOf(order.id)}`;
    expect(await browser.get(path)).toMatchObject({ status: 303, location: own });
    expect((await browser.get(own)).text).toContain('Rope bag');
    const other = await signedIn({ email: 'other@example.com', isProved: true });
    expect((await other.get(path)).status).toBe(404);
  });

  it('leaves nothing of its secret in the logs, also when storage fails', async () => {
    const lines: string[] = [];
    const note = (line: unknown) => void lines.push(String(line));
    vi.spyOn(console, 'log').mockImplementation(note);
    vi.spyOn(console, 'error').mockImplementation(note);
    const order = await aGuestOrder();
    const path = await guestPath(order);
    for (const end of ['', '/account', '/documents/x/pdf']) {
      await visitor().get(path + end);
      await visitor({ bindings: { DB: brokenDatabase(0) } }).get(path + end);
    }

    expect(lines.length).toBeGreaterThan(5);
    expect(lines.join('\n')).not.toContain(order.secret);
  });
});

describe('an account from a guest’s order', () => {
  it('begins with the form of the store, filled in with what the order says', async () => {
    await withPolicies({
      registrationFields: { name: 'required', phone: 'optional', company: 'optional', billingAddress: 'required' },
    });
    const billing = { ...quay, company: 'Engines & Sons', region: 'D' };
    const { text } = await visitor().get(`${await guestPath(await aGuestOrder({ billing }))}/account`);

    expect(text).toContain('action="/register"');
    for (const typed of [
      'grace@example.com',
      'Grace Hopper',
      '+353 1 555 0100',
      'Engines &amp; Sons',
      '4 Custom House Quay',
      'D01 X285',
    ])
      expect(text).toContain(`value="${typed}"`);
    expect(text).toMatch(/value="IE" selected/);
  });

  it('is offered only where anybody may register, and whoever is signed in is led to their own', async () => {
    const path = await guestPath(await aGuestOrder());
    expect((await (await signedIn()).get(`${path}/account`)).location).toBe('/account/orders/guest');
    await withPolicies({ registration: 'invitation' });

    expect((await visitor().get(path)).text).not.toContain(`${path}/account`);
    expect((await visitor().get(`${path}/account`)).text).not.toContain('action="/register"');
  });
});

describe('what a guest is told', () => {
  it('is what happens to the order, in their language, by messages that lead to no account', async () => {
    const order = await aGuestOrder({ language: 'de' });
    const scene = await sceneAt();
    const acting = { orderId: order.id, staffId: null };
    await issueInvoice(scene, acting, Date.now());
    await handling.receiveAll(scene, acting, Date.now());
    await handling.ship(scene, acting, { carrier: 'dpd', trackingCode: '01234567890123' }, Date.now());
    await handling.deliver(scene, acting, Date.now());
    const post = postbox();
    for (const { id } of await rows('select id from outbox order by created_at, id')) {
      await deliver(postOf({ ...env, EMAIL: post.binding }), [String(id)], Date.now());
    }
    const [confirmation, ...news] = post.sent;

    expect(linkIn(confirmation, '/orders/')).toBe(await guestPath(order));
    expect(news.map(({ to }) => to)).toEqual(Array.from({ length: 4 }, () => 'grace@example.com'));
    expect(news.map(({ subject }) => subject).join()).toMatch(/Rechnung.*Zahlung.*unterwegs.*angekommen/);
    for (const { html, text } of news) {
      for (const part of [html, text]) {
        expect(part).toContain('in der Nachricht, mit der wir sie bestätigt haben');
        expect(part).not.toContain('/account');
        expect(part).not.toContain(order.secret);
      }
    }
  });
});

describe('staff', () => {
  it('see who the guest is, in the list and on the page, and find the order by its number', async () => {
    const { id } = await aGuestOrder();
    const number = await numberOf(id);
    const olive = await atWork();

    const list = (await olive.get(`/admin/orders?q=${number}`)).text;
    expect(list).toContain('Grace Hopper');
    expect(list).toContain('(Guest)');
    const { text } = await olive.get(`/admin/orders/${id}`);
    for (const part of ['Guest', 'Grace Hopper', 'grace@example.com', '+353 1 555 0100']) expect(text).toContain(part);
    expect(text).not.toContain('no longer on record');
    await olive.post(`/admin/orders/${id}/payments`, { amount: '64.80' });
    expect(await value('select status from orders')).toBe('paid');
  });
});

it('a guest’s order changes nothing of a customer with the same address', async () => {
  const browser = await signedIn();
  const before = await rows('select * from customers, memberships, logins');
  const shown = (await browser.get('/account')).text.replaceAll(/nonce="[^"]*"/g, '');
  await aGuestOrder();

  expect(await rows('select * from customers, memberships, logins')).toEqual(before);
  expect((await browser.get('/account')).text.replaceAll(/nonce="[^"]*"/g, '')).toBe(shown);
});
