// Price lists for tests.
import { env } from 'cloudflare:workers';
import { priceListItems, priceLists } from '../../src/catalog/schema.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { openDatabase } from '../../src/web/database.ts';
import { nextId } from './ids.ts';

type Traits = Partial<typeof priceLists.$inferInsert> & {
  store?: DemoStore;
  /** What it says of products, by their ids: a price. */
  prices?: Readonly<Record<string, number>>;
};

/** A price list of a demo store, for everybody everywhere and without prices unless told otherwise. Returns the id. */
export async function aList({ store = 'goods', prices = {}, ...columns }: Traits = {}): Promise<string> {
  const db = openDatabase(env);
  const now = Date.now();
  const id = nextId('price_list');
  await db.insert(priceLists).values({
    id,
    storeId: demoStores[store].id,
    name: 'Spring',
    position: 1,
    createdAt: now,
    updatedAt: now,
    ...columns,
  });
  for (const [productId, priceMinor] of Object.entries(prices)) {
    await db.insert(priceListItems).values({ listId: id, productId, priceMinor });
  }
  return id;
}
