// Categories for tests.
import { env } from 'cloudflare:workers';
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
