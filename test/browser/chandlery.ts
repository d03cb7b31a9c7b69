// Harbour Chandlery: a store beside the demo's, of the same pool, where nothing is decided yet. The tests of settings have it for themselves.
import { linkTokens } from '../../src/access/schema.ts';
import { indexing } from '../../src/catalog/finding/indexing.ts';
import { products } from '../../src/catalog/schema.ts';
import { demoStaff } from '../../src/demo/people.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { customers, memberships } from '../../src/customers/schema.ts';
import { addingDefault } from '../../src/groups/groups.ts';
import { staff, staffRoles } from '../../src/staff/schema.ts';
import * as stores from '../../src/stores/stores.ts';
import { batch, type Database, type Statement } from '../../src/web/database.ts';
import { sha256 } from '../../src/web/secrets.ts';
import { eq, sql } from 'drizzle-orm';

const id = 'sto_harbour_chandlery';
const hostname = 'chandlery.localhost';

/** What the link has in it of somebody who registered three days ago, and has not activated the account since. */
export const forgottenToken = 'k7Qm2vXz9LrTn4WcYb8HsDfGj3PaEuIo5Mi6NtRyUhB';

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
    ...(await forgetful(db, poolId, now)),
    db.insert(staffRoles).select(sql`select ${staff.id}, ${id}, 'owner', null from ${staff} where ${isOlive}`),
  ]);
}

/** Somebody who registered and left it at that. */
async function forgetful(db: Database, poolId: string, now: number): Promise<Statement[]> {
  const [customerId, email, then] = ['cus_chandlery_forgetful', 'forgetful@example.com', now - 3 * 86_400_000];
  return [
    db.insert(customers).values({ id: customerId, poolId, email, emailKey: email, createdAt: then, updatedAt: then }),
    db.insert(memberships).values({ storeId: id, customerId, status: 'pending', createdAt: then, registeredAt: then }),
    db.insert(linkTokens).values({
      tokenHash: await sha256(forgottenToken),
      purpose: 'activation',
      storeId: id,
      customerId,
      createdAt: then,
      expiresAt: now + 3_600_000,
    }),
  ];
}
