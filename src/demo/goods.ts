// What the demo stores sell: the same each time, for development and tests only.
import { products } from '../catalog/schema.ts';
import type { Database } from '../web/database.ts';
import { demoStores, type DemoStore } from './shops.ts';

type Good = { sku: string; slug: string; names: Record<string, string>; priceMinor: number; stock: number | null };

const sailing: readonly Good[] = [
  {
    sku: 'RB-01',
    slug: 'rope-bag',
    names: { en: 'Rope bag', de: 'Seilsack', cs: 'Lanový vak' },
    priceMinor: 5990,
    stock: 40,
  },
  {
    sku: 'SL-02',
    slug: 'storm-lantern',
    names: { en: 'Storm lantern, brass', de: 'Sturmlaterne, Messing', cs: 'Bouřková lucerna, mosaz' },
    priceMinor: 8450,
    stock: 12,
  },
  {
    sku: 'MR-10',
    slug: 'mooring-rope',
    names: { en: 'Mooring rope, 10 m', de: 'Festmacherleine, 10 m', cs: 'Úvazové lano, 10 m' },
    priceMinor: 2490,
    stock: null,
  },
  {
    sku: 'CM-03',
    slug: 'enamel-mug',
    names: { en: 'Enamel mug', de: 'Emaillebecher', cs: 'Smaltovaný hrnek' },
    priceMinor: 1290,
    stock: 200,
  },
  {
    sku: 'WS-04',
    slug: 'wool-sweater',
    names: { en: 'Wool sweater, navy', de: 'Wollpullover, marine', cs: 'Vlněný svetr, námořnický' },
    priceMinor: 11_900,
    stock: 8,
  },
  {
    sku: 'PT-05',
    slug: 'pocket-telescope',
    names: { en: 'Pocket telescope', de: 'Taschenfernrohr', cs: 'Kapesní dalekohled' },
    priceMinor: 3450,
    stock: 0,
  },
];

/** What a price is in the store's own money, as shops write it. */
function priceAt(store: DemoStore, priceMinor: number): number {
  if (store === 'sklad') return Math.round((priceMinor * 25) / 1000) * 1000;
  return store === 'outlet' ? Math.round((priceMinor * 0.6) / 10) * 10 : priceMinor;
}

/** The id of a demo product: the same each time. */
export function productId(store: DemoStore, sku: string): string {
  return `prd_${store}_${sku.toLowerCase().replace('-', '_')}`;
}

/** Puts the goods on the shelves of every demo store. */
export async function addGoods(db: Database, now: number): Promise<void> {
  for (const store of ['goods', 'outlet', 'trade', 'sklad'] as const) {
    const { languages, id: storeId } = demoStores[store];
    await db.insert(products).values(
      sailing.map(({ sku, slug, names, priceMinor, stock }) => ({
        id: productId(store, sku),
        storeId,
        slug,
        sku,
        names: Object.fromEntries(languages.map((language) => [language, names[language] ?? ''])),
        priceMinor: priceAt(store, priceMinor),
        stock,
        createdAt: now,
      })),
    );
  }
}
