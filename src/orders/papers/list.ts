// A customer's documents as lists: newest first, by type, page by page. What is read is in proportion to what is shown.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { isShown, shownAt } from '../../documents/documents.ts';
import { documents } from '../../documents/schema.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { orNot } from '../../web/lines.ts';
import { placeIn } from '../../web/paging.ts';
import { quotations } from '../quotations/schema.ts';
import { orders } from '../schema.ts';

/** Documents on a page. */
export const pageSize = 20;

/** What is asked for, as it stands in the address. What cannot be used is as if it were not there. */
export const wantedSchema = z
  .object({ type: orNot(z.enum(documents.type.enumValues)), after: orNot(z.string().min(1).max(200)) })
  .transform(({ type, after }) => ({ type: type ?? null, place: placeIn(z.tuple([z.int(), z.string()]), after) }));

export type Wanted = z.output<typeof wantedSchema>;

/** One more than a page of the customer's documents at the store that are wanted. */
export function listOf(db: Database, store: Store, customerId: string, { type, place }: Wanted) {
  const index = type === null ? 'documents_customer' : 'documents_customer_type';
  const { policies } = store;
  const isEveryTypeShown = policies.documentsShown.length === documents.type.enumValues.length;
  return db
    .select({
      id: sql<string>`${documents.id}`.as('document_id'),
      type: sql<(typeof documents.type.enumValues)[number]>`${documents.type}`.as('document_type'),
      number: sql<string>`${documents.number}`.as('document_number'),
      issuedAt: sql<number>`${documents.issuedAt}`.as('document_issued_at'),
      orderNumber: sql<string>`${documents.content} ->> 'orderNumber'`.as('document_order'),
      totalMinor: sql<number>`${documents.content} ->> 'totalMinor'`.as('document_total'),
      currency: sql<string>`${documents.content} ->> 'currency'`.as('document_currency'),
      validUntil: quotations.validUntil,
      acceptedAt: quotations.acceptedAt,
      declinedAt: quotations.declinedAt,
    })
    .from(sql`${documents} indexed by ${sql.raw(index)}`)
    .leftJoin(quotations, eq(quotations.documentId, documents.id))
    .where(
      and(
        eq(documents.customerId, customerId),
        eq(documents.storeId, store.id),
        type === null ? undefined : eq(documents.type, type),
        isEveryTypeShown ? undefined : isShown(shownAt(store)),
        place === null ? undefined : sql`(${documents.issuedAt}, ${documents.id}) < (${place[0]}, ${place[1]})`,
      ),
    )
    .orderBy(sql`${documents.issuedAt} desc`, sql`${documents.id} desc`)
    .limit(pageSize + 1);
}

export type Listed = Awaited<ReturnType<typeof listOf>>[number];

const linked = { id: documents.id, type: documents.type, number: documents.number };

type Papers = {
  storeId: string;
  /** The types that customers see, as JSON. */
  shown: string;
};

/** The store's documents of the one order of which `which` is true, as far as customers see them, in the order in which they were issued. */
export function papersOf(db: Database, { storeId, shown }: Papers, which: SQL) {
  return db
    .select(linked)
    .from(orders)
    .innerJoin(documents, and(eq(documents.orderId, orders.id), eq(documents.storeId, storeId), isShown(shown)))
    .where(which)
    .orderBy(documents.issuedAt, documents.id);
}

/** All documents of an order of the store. */
export function papersAt(db: Database, storeId: string, orderId: string | SQL) {
  return db
    .select(linked)
    .from(documents)
    .where(and(eq(documents.orderId, orderId), eq(documents.storeId, storeId)))
    .orderBy(documents.issuedAt, documents.id);
}
