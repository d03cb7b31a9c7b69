// A partner of the demo with a key that everybody knows. Development and tests only.
import { partnerIds, partnerKeys, partners } from '../partners/schema.ts';
import { scopes } from '../partners/scopes.ts';
import { batch, type Database } from '../web/database.ts';
import { sha256 } from '../web/secrets.ts';
import { demoStores } from './shops.ts';

/** The key with which the API can be tried: development only, printed by `npm run dev`. It may do everything that its maker may. */
export const demoPartner = {
  store: 'goods',
  name: 'Till in Dublin',
  key: 'rgl_till-in-dublin-beside-the-coffee-and-the-buns',
  madeBy: 'stf_olive'.padEnd(30, '0'),
  /** What it calls what the shop has. */
  ids: [
    { kind: 'customer', subjectId: 'cus_ada'.padEnd(30, '0'), externalId: 'K-20417' },
    { kind: 'product', subjectId: 'prd_goods_sl_02', externalId: 'A-0815' },
    { kind: 'order', subjectId: 'ord_tillwaits', externalId: 'T-1041' },
  ],
} as const;

/** Adds the partner with its key. */
export async function addPartner(db: Database, now: number): Promise<void> {
  const { name, key, madeBy, ids } = demoPartner;
  const partnerId = 'ptn_till'.padEnd(30, '0');
  const there = { partnerId, storeId: demoStores[demoPartner.store].id, createdAt: now };
  const hash = await sha256(key);
  await batch(db, [
    db.insert(partners).values({ ...there, id: partnerId, name }),
    db.insert(partnerKeys).values({
      ...there,
      id: 'key_till'.padEnd(30, '0'),
      staffId: madeBy,
      hash,
      prefix: key.slice(0, 12),
      scopes: Object.keys(scopes),
    }),
    ...ids.map((one) => db.insert(partnerIds).values({ ...there, ...one })),
  ]);
}
