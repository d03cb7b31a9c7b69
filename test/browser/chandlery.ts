// Harbour Chandlery: a store beside the demo's, of the same pool, where nothing is decided yet. The tests of settings have it for themselves.
import { indexing } from '../../src/catalog/finding/indexing.ts';
import { products } from '../../src/catalog/schema.ts';
import { demoStaff } from '../../src/demo/people.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { addingDefault } from '../../src/groups/groups.ts';
import { staff, staffRoles } from '../../src/staff/schema.ts';
import * as stores from '../../src/stores/stores.ts';
import { batch, type Database } from '../../src/web/database.ts';
import { eq, sql } from 'drizzle-orm';

const id = 'sto_harbour_chandlery';
const hostname = 'chandlery.localhost';

/** Its address, without a path. */
export function chandleryAt(port: number): string {
  return `http://${hostname}:${port}`;
}

/** Opens it, with one product, and Olive as its owner. */
export async function openChandlery(db: Database, port: number, now: number): Promise<void> {
  const { poolId, currency, timeZone } = demoStores.goods;
  const store: stores.NewStore = {
    id,
    poolId,
    name: 'Harbour Chandlery',
    hostname,
    origin: chandleryAt(port),
    currency,
    languages: ['en', 'de'],
    timeZone,
    policies: {},
  };
  await stores.open(db, store, now);
  const fender = { id: 'prd_chandlery_fender', sku: 'FE-1', names: { en: 'Fender', de: 'Fender' } };
  const isOlive = eq(staff.email, demoStaff[0].email);
  await batch(db, [
    addingDefault(db, { id: 'grp_chandlery', storeId: id, name: 'Standard' }, now),
    db.insert(products).values({
      ...fender,
      storeId: id,
      slug: 'fender',
      texts: {},
      stock: 100,
      priceMinor: 2400,
      createdAt: now,
      updatedAt: now,
    }),
    ...indexing(db, fender),
    db.insert(staffRoles).select(sql`select ${staff.id}, ${id}, 'owner', null from ${staff} where ${isOlive}`),
  ]);
}
