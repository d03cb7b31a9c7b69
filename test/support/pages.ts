// Pages of a store's own words, for tests.
import { env } from 'cloudflare:workers';
import { pages } from '../../src/catalog/schema.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import * as stores from '../../src/stores/stores.ts';
import { openDatabase } from '../../src/web/database.ts';
import { nextId } from './ids.ts';

type Traits = Partial<typeof pages.$inferInsert> & { store?: DemoStore };

/** A page of a demo store; an imprint that everybody may read unless told otherwise. Returns the id. */
export async function aPage({ store = 'goods', ...columns }: Traits = {}): Promise<string> {
  const now = Date.now();
  const id = nextId('page');
  await openDatabase(env)
    .insert(pages)
    .values({
      id,
      storeId: demoStores[store].id,
      slug: 'imprint',
      titles: { en: 'Imprint', de: 'Impressum', cs: 'Provozovatel' },
      texts: { en: 'Answers for it: **Ada**', de: 'Verantwortlich: **Ada**', cs: 'Odpovídá: **Ada**' },
      createdAt: now,
      updatedAt: now,
      ...columns,
    });
  if (columns.isLinked) stores.forget();
  return id;
}
