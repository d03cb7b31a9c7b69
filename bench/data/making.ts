// A shop of a size in an empty state: the demo, then its people, then what they order.
import type { DatabaseSync } from 'node:sqlite';
import { logins } from '../../src/access/schema.ts';
import { addresses, customers, memberships, searchTerms } from '../../src/customers/schema.ts';
import { documents } from '../../src/documents/schema.ts';
import { pointsEntries } from '../../src/loyalty/schema.ts';
import { orderEvents } from '../../src/orders/events/schema.ts';
import { orderLines, orders, orderTerms, purchases } from '../../src/orders/schema.ts';
import { openDatabase } from '../../src/web/database.ts';
import { prepare } from '../../scripts/serve.ts';
import { storageIn } from '../../scripts/storage.ts';
import { numberOf, openFile, withoutIndexes } from './file.ts';
import { addPeople, type Key, type Shoppers } from './people.ts';
import { openShop, type Shop } from './shop.ts';
import { revise } from './tally.ts';
import { addOrders } from './trade.ts';

/** So many customers, and orders; of which the known shoppers have so many. */
export type Size = { customers: number; orders: number; known?: Record<Key, number> };

const usual: Record<Key, number> = { few: 10, some: 200, many: 10_000 };

/** Of more orders than these the papers, which take up most, are kept for one customer in twenty. */
const mostWithPapers = 1_000_000;

/** What is written, besides what a shop has one of. */
const people = [customers, memberships, logins, addresses];
const trade = [orders, orderLines, orderEvents, orderTerms, searchTerms, purchases, documents, pointsEntries];
export const tables = [...people, ...trade];

/** Fills an empty state, and says how far it is. */
export async function make(state: string, size: Size, tell: (what: string) => void): Promise<Shoppers> {
  const shop = await shopIn(state);
  const file = openFile(state);
  try {
    return await fillIn(file, shop, size, tell);
  } finally {
    file.close();
  }
}

/** The demo in a new state, and its shop. */
async function shopIn(state: string): Promise<Shop> {
  await prepare({ port: 8787, state });
  const stored = await storageIn(state);
  try {
    return await openShop(openDatabase(stored.env), Date.now());
  } finally {
    await stored.dispose();
  }
}

/** Writes everything into a database that has the demo only. */
export async function fillIn(
  file: DatabaseSync,
  shop: Shop,
  size: Size,
  tell: (what: string) => void,
): Promise<Shoppers> {
  const { known = usual, orders: count } = size;
  const sum = known.few + known.some + known.many;
  if (count < sum) throw new Error(`the known shoppers have ${sum} orders, and there are to be ${count}`);
  const shoppers = await withoutIndexes(file, tables, async () => {
    const before = numberOf(file, 'select coalesce(max(rowid), 0) from memberships');
    const found = await addPeople(file, size.customers, known);
    tell(`${size.customers} customers`);
    addOrders(file, shop, found, { count, papersOfOneIn: count > mostWithPapers ? 20 : 1 }, tell);
    revise(file, 'memberships', before);
    return found.shoppers;
  });
  tell('indexes');
  return shoppers;
}
