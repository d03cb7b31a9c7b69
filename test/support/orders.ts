// Products and orders for tests.
import { env } from 'cloudflare:workers';
import { products } from '../../src/catalog/schema.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import type { Wanted } from '../../src/orders/placing/agreeing.ts';
import * as placing from '../../src/orders/placing/placing.ts';
import { quote } from '../../src/orders/quotations/offering.ts';
import { openDatabase } from '../../src/web/database.ts';
import { nowhere } from '../../src/web/network.ts';
import { newToken } from '../../src/web/secrets.ts';
import { value } from './records.ts';
import { nextId } from './ids.ts';
import { demoStore } from './stores.ts';

let made = 0;

/** A product of a demo store; a rope bag for 59.90 unless told otherwise. Returns the id. */
export async function aProduct(
  traits: Partial<typeof products.$inferInsert> & { store?: DemoStore } = {},
): Promise<string> {
  const { store = 'goods', ...columns } = traits;
  made += 1;
  const id = nextId('product');
  await openDatabase(env)
    .insert(products)
    .values({
      id,
      storeId: demoStores[store].id,
      slug: `rope-bag-${made}`,
      sku: `RB-${made}`,
      names: { en: 'Rope bag', de: 'Seilsack', cs: 'Lanový vak' },
      priceMinor: 5990,
      createdAt: 1,
      ...columns,
    });
  return id;
}

export const quay = {
  name: 'Grace Hopper',
  company: '',
  line1: '4 Custom House Quay',
  line2: '',
  postalCode: 'D01 X285',
  city: 'Dublin',
  region: '',
  country: 'IE',
  phone: '',
};

/** What a customer orders: one of the product, sent for 4.90, paid by bank transfer, unless told otherwise. */
export function wanted(
  customerId: string,
  productId: string,
  traits: Partial<Omit<Wanted, 'customerId'>> = {},
): Wanted & { customerId: string } {
  return {
    customerId,
    items: [{ productId, quantity: 1 }],
    billing: quay,
    delivery: quay,
    shipping: { name: 'Parcel', priceMinor: 490, taxBasisPoints: 2300 },
    paymentMethod: 'bank_transfer',
    language: 'en',
    ...traits,
  };
}

/** A demo store, the database and the rest that verbs take. */
export async function sceneAt(store: DemoStore = 'goods') {
  return { db: openDatabase(env), store: await demoStore(store), sealingKey: env.SEALING_KEY, from: nowhere };
}

/** An order that was placed; returns its id. */
export async function anOrder(
  customerId: string,
  traits: Partial<Wanted> = {},
  { store = 'goods', now = Date.now() }: { store?: DemoStore; now?: number } = {},
): Promise<string> {
  const scene = await sceneAt(store);
  const items = traits.items ?? [{ productId: await aProduct({ store }), quantity: 1 }];
  const result = await placing.place(scene, wanted(customerId, '', { items, ...traits }), now);
  if (!result.ok) throw new Error(`not placed: ${result.problem}`);
  return result.orderId;
}

/** An order that a guest placed with this address; returns its id and the secret of its page. */
export async function aGuestOrder(
  traits: Partial<Omit<Wanted, 'contact'>> & { email?: string } = {},
  { store = 'goods', now = Date.now() }: { store?: DemoStore; now?: number } = {},
): Promise<{ id: string; secret: string }> {
  const { email = 'grace@example.com', ...others } = traits;
  const scene = await sceneAt(store);
  const items = others.items ?? [{ productId: await aProduct({ store }), quantity: 1 }];
  const contact = { email, name: 'Grace Hopper', phone: '+353 1 555 0100' };
  const secret = newToken();
  const guest = { secret, sealingKey: scene.sealingKey };
  const order = { ...wanted('', '', { items, ...others }), customerId: null, contact };
  const result = await placing.place(scene, order, now, { guest });
  if (!result.ok) throw new Error(`not placed: ${result.problem}`);
  return { id: result.orderId, secret };
}

/** The address of a guest's order. */
export async function guestPath({ id, secret }: { id: string; secret: string }): Promise<string> {
  return `/orders/${await numberOf(id)}/${secret}`;
}

/** What people call the order. */
export async function numberOf(orderId: string): Promise<string> {
  return String(await value('select number from orders where id = ?', orderId));
}

/** Very many orders of a customer, a day apart, made at once: the newest is number `count`, each of one rope bag. */
export async function manyOrders(customerId: string, count: number, storeId = 'sto_harbour_goods'): Promise<void> {
  const day = 86_400_000;
  const columns = `id, store_id, customer_id, number, language, currency, status, email, phone, vat_id, group_name,
    discount_basis_points, summary, item_count, items_minor, shipping_name, shipping_minor, shipping_tax_basis_points,
    points_spent, points_minor, total_minor, tax_minor, payment_method, placed_at`;
  await env.DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
    insert into orders (${columns})
    select printf('ord_%06d', i), ?2, ?3, printf('N-%05d', i), 'en', 'EUR',
      case when i % 10 = 0 then 'shipped' else 'delivered' end, '', '', '', '', 0,
      'Rope bag', 1, 5990, 'Parcel', 490, 2300, 0, 0, 6480, 1212, 'elsewhere', ?4 + i * ${day} from n`,
  )
    .bind(count, storeId, customerId, Date.UTC(2000, 0, 1))
    .run();
  await env.DB.batch([
    env.DB.prepare(
      `insert into order_terms select customer_id, store_id, 'rope', placed_at, id from orders where customer_id = ?`,
    ).bind(customerId),
    env.DB.prepare(
      `insert into order_terms select customer_id, store_id, lower(number), placed_at, id from orders where customer_id = ?`,
    ).bind(customerId),
    env.DB.prepare('update memberships set order_count = ? where customer_id = ?').bind(count, customerId),
  ]);
}

/** A quotation that waits for its customer, valid for a week unless told otherwise; returns the id of its document. */
export async function aQuotation(
  customerId: string,
  traits: Partial<Wanted> = {},
  { store = 'goods', now = Date.now(), days = 7 }: { store?: DemoStore; now?: number; days?: number } = {},
): Promise<string> {
  const scene = await sceneAt(store);
  const items = traits.items ?? [{ productId: await aProduct({ store }), quantity: 1 }];
  const offer = { ...wanted(customerId, '', { items, ...traits }), validUntil: now + days * 86_400_000 };
  const result = await quote(scene, offer, now);
  if (!result.ok) throw new Error(`not quoted: ${result.problem}`);
  return result.documentId;
}

/** The document of this type that was issued about an order; returns its id. */
export async function paperOf(orderId: string, type: string): Promise<string> {
  return String(await value('select id from documents where order_id = ? and type = ?', orderId, type));
}
