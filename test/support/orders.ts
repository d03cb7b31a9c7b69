// Products and orders for tests.
import { env } from 'cloudflare:workers';
import { products } from '../../src/catalog/schema.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import * as placing from '../../src/orders/placing/placing.ts';
import * as stores from '../../src/stores/stores.ts';
import { openDatabase } from '../../src/web/database.ts';
import { newId } from '../../src/web/ids.ts';

let made = 0;

/** A product of a demo store; a rope bag for 59.90 unless told otherwise. Returns the id. */
export async function aProduct(
  traits: Partial<typeof products.$inferInsert> & { store?: DemoStore } = {},
): Promise<string> {
  const { store = 'goods', ...columns } = traits;
  made += 1;
  const id = newId('product', Date.now());
  await openDatabase(env)
    .insert(products)
    .values({
      id,
      storeId: demoStores[store].id,
      slug: `rope-bag-${made}`,
      sku: `RB-${made}`,
      names: { en: 'Rope bag', de: 'Seilsack', cs: 'Lanový vak' },
      priceMinor: 5990,
      taxBasisPoints: 2300,
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
export function wanted(customerId: string, productId: string, traits: Partial<placing.Wanted> = {}): placing.Wanted {
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

/** A demo store and the database, as verbs take them. */
export async function sceneAt(store: DemoStore = 'goods') {
  const db = openDatabase(env);
  const found = await stores.atHost(db, demoStores[store].hostname, Date.now());
  if (!found) throw new Error('no demo store');
  return { db, store: found };
}

/** An order that was placed; returns its id. */
export async function anOrder(
  customerId: string,
  traits: Partial<placing.Wanted> = {},
  { store = 'goods', now = Date.now() }: { store?: DemoStore; now?: number } = {},
): Promise<string> {
  const scene = await sceneAt(store);
  const items = traits.items ?? [{ productId: await aProduct({ store }), quantity: 1 }];
  const result = await placing.place(scene, wanted(customerId, '', { items, ...traits }), now);
  if (!result.ok) throw new Error(`not placed: ${result.problem}`);
  return result.orderId;
}
