// What the demo stores sell: the same each time, for development and tests only.
import { indexing } from '../catalog/finding/indexing.ts';
import { categories, categoryProducts, products } from '../catalog/schema.ts';
import { batch, type Database, type Statement } from '../web/database.ts';
import { demoStores, type DemoStore } from './shops.ts';
import { shelves, wares, type Ware } from './wares.ts';

/** What a price is in the store's own money, as shops write it. */
function priceAt(store: DemoStore, priceMinor: number): number {
  if (store === 'sklad') return Math.round((priceMinor * 25) / 1000) * 1000;
  return store === 'outlet' ? Math.round((priceMinor * 0.6) / 10) * 10 : priceMinor;
}

/** The id of a demo product: the same each time. */
export function productId(store: DemoStore, sku: string): string {
  return `prd_${store}_${sku.toLowerCase().replace('-', '_')}`;
}

function categoryId(store: DemoStore, key: string): string {
  return `cat_${store}_${key}`;
}

/** Puts the goods on the shelves of every demo store. */
export async function addGoods(db: Database, now: number): Promise<void> {
  for (const store of ['goods', 'outlet', 'trade', 'sklad'] as const) {
    const here = wares.filter(({ only }) => !only || only.store === store);
    await batch(db, [shelvesOf(db, store, now), ...here.flatMap((ware) => stocking(db, store, ware, now))]);
  }
}

function shelvesOf(db: Database, store: DemoStore, now: number): Statement {
  return db.insert(categories).values(
    shelves.map(({ key, slug, names }, place) => ({
      id: categoryId(store, key),
      storeId: demoStores[store].id,
      slug,
      names: inLanguagesOf(store, names),
      position: place + 1,
      createdAt: now,
    })),
  );
}

/** The statements for one product: itself, the words that it is found by, and its places on the shelves. */
function stocking(db: Database, store: DemoStore, ware: Ware, now: number): Statement[] {
  const { sku, slug, priceMinor, stock, only } = ware;
  const id = productId(store, sku);
  const names = inLanguagesOf(store, ware.names);
  return [
    db.insert(products).values({
      id,
      storeId: demoStores[store].id,
      slug,
      sku,
      names,
      texts: inLanguagesOf(store, ware.texts),
      stock,
      priceMinor: priceAt(store, priceMinor),
      visibility: only?.visibility ?? 'everyone',
      groupIds: only?.groupIds ?? [],
      createdAt: now,
      updatedAt: now,
    }),
    ...indexing(db, { id, sku, names }),
    db
      .insert(categoryProducts)
      .values(ware.categories.map((key) => ({ categoryId: categoryId(store, key), productId: id, createdAt: now }))),
  ];
}

function inLanguagesOf(store: DemoStore, words: Ware['names']): Record<string, string> {
  return Object.fromEntries(demoStores[store].languages.map((language) => [language, words[language]]));
}
