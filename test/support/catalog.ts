// Categories for tests, and the words by which products are found, written straight into D1.
import { env } from 'cloudflare:workers';
import { wordsIn } from '../../src/catalog/finding/words.ts';
import { categories } from '../../src/catalog/schema.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { openDatabase } from '../../src/web/database.ts';
import { nextId } from './ids.ts';

/** A category of a demo store; the first, with rope, unless told otherwise. Returns the id. */
export async function aCategory(
  traits: Partial<typeof categories.$inferInsert> & { store?: DemoStore } = {},
): Promise<string> {
  const { store = 'goods', ...columns } = traits;
  const id = nextId('category');
  await openDatabase(env)
    .insert(categories)
    .values({
      id,
      storeId: demoStores[store].id,
      slug: 'rope',
      names: { en: 'Rope', de: 'Tauwerk', cs: 'Lana' },
      position: 1,
      createdAt: 1,
      ...columns,
    });
  return id;
}

/** A category of a demo store with these products in it, by their ids. */
export async function categoryOf(
  slug: string,
  productIds: readonly string[],
  { store = 'goods', name = 'Bags' }: { store?: DemoStore; name?: string } = {},
): Promise<void> {
  const id = `cat_${slug}`;
  await openDatabase(env)
    .insert(categories)
    .values({ id, storeId: demoStores[store].id, slug, names: { en: name }, position: 1, createdAt: 1 });
  await env.DB.prepare(
    `insert into category_products (category_id, product_id, created_at)
    select ?, id, created_at from products where id in (select value from json_each(?))`,
  )
    .bind(id, JSON.stringify(productIds))
    .run();
}

/** Lets every product be found by the words of its names in all languages, and by its article number. */
export async function indexProducts(): Promise<void> {
  const { results } = await env.DB.prepare('select id, store_id, names, sku from products').all<Named>();
  const terms = results.flatMap(({ id, store_id, names, sku }) => {
    const texts = [...Object.values(JSON.parse(names) as Record<string, string>), sku];
    return [...new Set(texts.flatMap(wordsIn))].map((term) => ({ id, store_id, term }));
  });
  await env.DB.prepare(
    `insert or ignore into product_terms (store_id, term, product_id)
    select value ->> 'store_id', value ->> 'term', value ->> 'id' from json_each(?)`,
  )
    .bind(JSON.stringify(terms))
    .run();
}

type Named = { id: string; store_id: string; names: string; sku: string };
