// What the bench is run on: the demo, with customers and orders by the thousand at Harbour Goods, and three shoppers who can sign in.
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { hashPassword } from '../src/credentials/hashing.ts';
import { gather } from '../src/demo/crowd.ts';
import { demoPartner } from '../src/demo/partners.ts';
import { addPerson } from '../src/demo/people.ts';
import { trade } from '../src/demo/trade.ts';
import { partnerKeys } from '../src/partners/schema.ts';
import { openDatabase, type Database } from '../src/web/database.ts';
import { sha256 } from '../src/web/secrets.ts';
import { prepare } from '../scripts/serve.ts';
import { storageIn } from '../scripts/storage.ts';

export type Shopper = { email: string; password: string };

/** Customers of Harbour Goods by how much they have ordered. */
export type Shoppers = Record<'few' | 'some' | 'many', Shopper>;

const ordersOf = { few: 10, some: 200, many: 10_000 } as const;

/** Keys of the partner of the demo: one may call 600 times a minute, and the bench calls more often. */
export const keys = Array.from({ length: 40 }, (_, number) => `rgl_key-of-the-bench-number-${number}`);

async function addKeys(db: Database): Promise<void> {
  const [known] = await db
    .select()
    .from(partnerKeys)
    .where(eq(partnerKeys.hash, await sha256(demoPartner.key)));
  if (!known) throw new Error('no partner of the demo');
  const row = async (key: string, number: number) => ({ ...known, id: `key_bench${number}`, hash: await sha256(key) });
  const rows = await Promise.all(keys.map(row));
  for (const one of rows) await db.insert(partnerKeys).values(one).onConflictDoNothing();
}

/** Fills a state with so many customers and orders, once, and tells who can sign in. */
export async function fillWith(state: string, size: { customers: number; orders: number }): Promise<Shoppers> {
  await prepare({ port: 8787, state });
  const stored = await storageIn(state);
  try {
    const db = openDatabase(stored.env);
    const passwordHash = await hashPassword(randomBytes(32).toString('base64'));
    await gather(db, { count: size.customers, passwordHash });
    await trade(db, { count: size.orders });
    await addKeys(db);
    const shoppers = {
      few: { email: 'few@example.com', password: 'ten-ropes-on-a-hook' },
      some: { email: 'some@example.com', password: 'two-hundred-ropes-on-a-hook' },
      many: { email: 'many@example.com', password: 'ten-thousand-ropes-on-a-hook' },
    };
    for (const [name, shopper] of Object.entries(shoppers) as [keyof Shoppers, Shopper][]) {
      const person = { store: 'goods', name: `Grace ${name}`, group: null, ...shopper } as const;
      await addPerson(db, person, Date.now()).catch(() => undefined);
      if (name !== 'many') await trade(db, { count: ordersOf[name], of: shopper.email });
    }
    return shoppers;
  } finally {
    await stored.dispose();
  }
}
