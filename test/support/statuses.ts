// Statuses of a store's own for tests.
import { env } from 'cloudflare:workers';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { orderStatuses } from '../../src/orders/statuses/schema.ts';
import { openDatabase } from '../../src/web/database.ts';
import { nextId } from './ids.ts';

type Traits = Partial<typeof orderStatuses.$inferInsert> & { store?: DemoStore };

/** A status of a demo store; one that is set by hand, and tells whoever ordered, unless told otherwise. Returns the id. */
export async function aStatus({ store = 'goods', ...traits }: Traits = {}): Promise<string> {
  const id = nextId('status');
  await openDatabase(env)
    .insert(orderStatuses)
    .values({
      id,
      storeId: demoStores[store].id,
      names: { en: 'Packed', de: 'Gepackt', cs: 'Zabaleno' },
      texts: { en: 'It waits for the postman.', de: 'Sie wartet auf die Post.' },
      colour: 'violet',
      position: 1,
      trigger: 'hand',
      isTold: true,
      ...traits,
    });
  return id;
}

/** What the form of a status sends. */
export const packed = {
  name_en: 'Packed',
  name_de: 'Gepackt',
  text_en: 'It waits for the postman.',
  colour: 'violet',
  trigger: 'hand',
  days: '',
  after: '',
  isTold: 'on',
  document: '',
};
