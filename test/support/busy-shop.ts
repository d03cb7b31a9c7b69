// A shop in which every job of Cron finds something to do, and something that it must leave alone.
import { env } from 'cloudflare:workers';
import { beginning } from '../../src/customers/bulk/bulk.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { grant } from '../../src/loyalty/granting.ts';
import * as handling from '../../src/orders/handling.ts';
import { batch, openDatabase } from '../../src/web/database.ts';
import { firstId } from '../../src/web/ids.ts';
import { asGuest, putIn } from './checkout.ts';
import { aColleague, atWork } from './colleagues.ts';
import { lost } from './faults.ts';
import { aMessage } from './messages.ts';
import { anOrder, aProduct, aQuotation, sceneAt } from './orders.ts';
import { aSystem } from './partners.ts';
import { aCustomer, signedIn } from './people.ts';
import { rows } from './records.ts';
import { aStatus } from './statuses.ts';
import { visitor } from './visitor.ts';
import { aDelivery, aWebhook, happening } from './webhooks.ts';

/** A day in ms. */
export const days = 86_400_000;

/** Fills Harbour Goods, and Harbour Outlet with a move that was begun. */
export async function aBusyShop(): Promise<void> {
  await people();
  await trade();
  await staffAtWork();
  await leftByOthers();
  await messages();
}

/** Registrations that nobody activated, links, tries, devices and sessions that are over. */
async function people(): Promise<void> {
  for (const email of ['late@example.com', 'later@example.com']) await aCustomer({ email, status: 'pending' });
  await rows('update memberships set registered_at = ?', Date.now() - 31 * days);
  await aCustomer({ email: 'new@example.com', status: 'pending' });
  const id = await aCustomer();
  await visitor().post('/forgot-password', { email: 'grace@example.com' });
  await rows('update link_tokens set expires_at = 1');
  await rows('update throttles set ends_at = 1');
  await signedIn({ email: 'gone@example.com' });
  await rows('update sessions set last_seen_at = 1');
  for (const seen of [1, Date.now()]) {
    await rows('insert into known_devices values (?, ?, 1, ?)', id, `device-${seen}`, seen);
  }
  await rows(`insert into active_customers values ('sto_harbour_goods', '2026-01-01', ?)`, id);
}

/** Orders that are paid late, points that are due, offers that nobody answered, a rule that somebody fulfils, a checkout that was left. */
async function trade(): Promise<void> {
  const scene = await sceneAt();
  const { db } = scene;
  const buyer = await aCustomer({ email: 'buyer@example.com', name: 'Ada King' });
  const paid = await anOrder(buyer);
  await handling.receiveAll(scene, { orderId: paid, staffId: null }, Date.now());
  await aStatus({ trigger: 'overdue', days: 1 });
  const late = await anOrder(buyer);
  await rows('update orders set due_at = 1 where id = ?', late);
  const by = await aColleague({ email: 'gives@example.com' });
  await grant({ ...scene, db }, by, { customerId: buyer, points: 50, reason: 'Sorry' }, Date.now());
  await rows(`update points_entries set expires_at = 1 where kind = 'hand'`);
  await rows(`update points_entries set counts_at = 1 where kind = 'earned'`);
  await aQuotation(buyer);
  await rows('update quotations set remind_at = 1');
  const guest = visitor();
  await aProduct({ slug: 'left-behind' });
  await putIn(guest, 'left-behind');
  await guest.post('/checkout', asGuest);
  await rows('update checkouts set updated_at = 1');
}

/** Acts on many that were left, a rule, an audit, a code that is over. */
async function staffAtWork(): Promise<void> {
  const owner = await atWork({ email: 'works@example.com' });
  await owner.post('/admin/groups/grp_gold/rule', { match: 'all', ordersFrom: '1', position: '1' });
  await owner.post('/admin/stores/codes');
  await rows('update pool_invitations set expires_at = 1');
  // Whoever has ordered meanwhile.
  await rows(
    'update memberships set order_count = 1 where customer_id = ?',
    await aCustomer({ email: 'ordered@example.com' }),
  );
  const db = openDatabase(env);
  const by = await aColleague({ email: 'left@example.com' });
  for (const at of [Date.now(), Date.now() - 400 * days]) {
    const customerIds = [
      await aCustomer({ email: `one@${at}.example` }),
      await aCustomer({ email: `two@${at}.example` }),
    ];
    await batch(db, beginning(db, { id: demoStores.goods.id }, { act: 'deny', by, customerIds }, at).statements);
  }
  await rows(
    `insert into audit (id, store_id, act, device, place, at) values (?, 'sto_harbour_goods', 'own_signed_in', '', '', 1)`,
    firstId('audit', 1),
  );
}

/** Messages that are due, several of them to one person, and events. */
async function messages(): Promise<void> {
  for (const toAddress of ['grace@example.com', 'grace@example.com', 'ada@example.com']) {
    await aMessage({ toAddress, nextAttemptAt: Date.now() });
  }
  const webhook = await aWebhook();
  await happening('customer.created');
  await happening('order.paid');
  await aDelivery(webhook, { at: 1 });
}

/** What a partner sent long ago, and a store that has begun to leave its pool. */
async function leftByOthers(): Promise<void> {
  const customerId = await aCustomer({ email: 'till@example.com' });
  await (await aSystem()).post(`/customers/${customerId}/points`, { points: 5, reason: 'Till' });
  await rows('update partner_requests set claimed_at = 1');
  await aCustomer({ store: 'outlet', email: 'outlet@example.com' });
  const { cookies } = await atWork({ store: 'outlet', email: 'outlet-owner@example.com' });
  await lost(3, 'before').around((DB) =>
    visitor({ store: 'outlet', cookies, bindings: { DB } }).post('/admin/stores/leaving', { confirmed: 'on' }),
  );
}
