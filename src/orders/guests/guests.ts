// The order of a guest, who is on record nowhere else. Its page is opened by its number and a secret that only the message to the guest
// says; storage knows its hash, and compares it itself. Once a customer has taken the order over, the secret opens nothing.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { isShown, shownAt } from '../../documents/documents.ts';
import { documents } from '../../documents/schema.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { sha256 } from '../../web/secrets.ts';
import { orders, type CopiedAddress } from '../schema.ts';

/** What the address of a guest's order says, the secret as its hash. */
export type Key = { number: string; secretHash: string };

/** The key in an address. */
export async function keyOf({ number, secret }: { number: string; secret: string }): Promise<Key> {
  return { number, secretHash: await sha256(secret) };
}

/** Whether an order is the guest's which the key opens at this store, as a condition on orders. */
export function isOpenedBy(store: Store, key: Key): SQL {
  return sql`${isNumbered(store, key)} and ${orders.customerId} is null and ${orders.secretHash} = ${key.secretHash}`;
}

/** The same, or the customer's own order of that number: there somebody finds it who has taken it over. */
export function isOpenedByOrOf(store: Store, key: Key, customerId: string | null): SQL {
  const opened = isOpenedBy(store, key);
  return customerId === null
    ? opened
    : sql`((${opened}) or (${isNumbered(store, key)} and ${orders.customerId} = ${customerId}))`;
}

function isNumbered(store: Store, { number }: Key): SQL {
  return sql`${orders.storeId} = ${store.id} and ${orders.number} = ${number}`;
}

/** A document of the order of which `which` is true, if the store shows its type. */
export function documentOf(db: Database, store: Store, which: SQL, id: string) {
  return db
    .select({ document: documents })
    .from(orders)
    .innerJoin(documents, and(eq(documents.orderId, orders.id), eq(documents.id, id), isShown(shownAt(store))))
    .where(which);
}

type Ordered = { email: string; phone: string; vatId: string; billing: CopiedAddress | null };

/** What an order says of a guest, by the names of the fields of the registration form. */
export function asRegistrant({ email, phone, vatId, billing }: Ordered): Record<string, string> {
  return { ...billing, email, vatId, phone: phone || (billing?.phone ?? '') };
}
