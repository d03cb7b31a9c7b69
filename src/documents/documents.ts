// Documents as they are read: one of a customer, if the store shows documents of its type, or one of the store's for staff.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Store } from '../stores/stores.ts';
import type { Database } from '../web/database.ts';
import { documents } from './schema.ts';

/** A document of the customer at the store that they may see; none where the store does not show its type. */
export function documentOf(db: Database, store: Store, customerId: string, id: string) {
  const { customerId: whose, storeId } = documents;
  return db
    .select()
    .from(documents)
    .where(and(eq(documents.id, id), eq(whose, customerId), eq(storeId, store.id), isShown(shownAt(store))));
}

export type Document = Awaited<ReturnType<typeof documentOf>>[number];

/** Any document of the store. */
export function documentAt(db: Database, storeId: string, id: string) {
  return db
    .select()
    .from(documents)
    .where(and(eq(documents.id, id), eq(documents.storeId, storeId)));
}

/** The types of documents that customers of the store see, as JSON. */
export function shownAt({ policies }: Store): string {
  return JSON.stringify(policies.documentsShown);
}

/** Whether a document is of these types, given as JSON, as a condition. */
export function isShown(types: string): SQL {
  return sql`${documents.type} in (select value from json_each(${types}))`;
}
