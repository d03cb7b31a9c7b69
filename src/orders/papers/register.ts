// All documents of a store, as partners read them: the newest first, page by page, with what came of those that are quotations. What a
// store shows to customers says nothing here: partners see what staff see. What is read is in proportion to what is returned.
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Content } from '../../documents/content.ts';
import { documents } from '../../documents/schema.ts';
import type { Database } from '../../web/database.ts';
import { problemOf } from '../quotations/quotations.ts';
import { quotations } from '../quotations/schema.ts';

type Type = (typeof documents.type.enumValues)[number];

/** Which documents: all that fulfil each of these. */
export type Which = {
  customerId: string | undefined;
  orderId: string | undefined;
  type: Type | undefined;
  number: string | undefined;
};

/** A page of them: behind the document of this id, or from the first on. */
export type Page = { limit: number; behind: string | null };

const { id, storeId, customerId, orderId, type, number, issuedAt } = documents;

const shown = {
  id: sql<string>`${id}`.as('document_id'),
  type: sql<Type>`${type}`.as('document_type'),
  number: sql<string>`${number}`.as('document_number'),
  language: sql<string>`${documents.language}`.as('document_language'),
  orderId: sql<string | null>`${orderId}`.as('document_order'),
  customerId: sql<string | null>`${customerId}`.as('document_customer'),
  issuedAt: sql<number>`${issuedAt}`.as('document_issued_at'),
  content: sql<Content>`${documents.content}`.mapWith(documents.content).as('document_content'),
  validUntil: sql<number | null>`${quotations.validUntil}`.as('valid_until'),
  acceptedAt: quotations.acceptedAt,
  declinedAt: quotations.declinedAt,
  cameToBe: sql<string | null>`${quotations.orderId}`.as('came_to_be'),
  note: quotations.note,
};

/** One more than a page of the store's documents. */
export function listOf(db: Database, store: string, which: Which, { limit, behind }: Page) {
  const { index, by } = wayTo(which);
  const place = sql`(${sql.join([...by], sql`, `)})`;
  return reading(db, sql`${documents} indexed by ${sql.raw(index)}`)
    .where(
      and(
        eq(storeId, store),
        which.customerId === undefined ? undefined : eq(customerId, which.customerId),
        which.orderId === undefined ? undefined : eq(orderId, which.orderId),
        // The index of numbers is by types: where none is named, a number is looked for among those of each.
        which.type === undefined ? undefined : eq(type, which.type),
        which.number === undefined ? undefined : and(inArray(type, type.enumValues), eq(number, which.number)),
        behind === null
          ? undefined
          : sql`${place} < (select ${sql.join([...by].map(ofLast), sql`, `)} from ${documents} as last where last.id = ${behind})`,
      ),
    )
    .orderBy(...by.map((column) => sql`${column} desc`))
    .limit(limit + 1);
}

export type Found = Awaited<ReturnType<typeof listOf>>[number];

/** One document of the store. */
export function at(db: Database, store: string, document: string) {
  return reading(db, sql`${documents}`).where(and(eq(id, document), eq(storeId, store)));
}

function reading(db: Database, from: SQL) {
  return db.select(shown).from(from).leftJoin(quotations, eq(quotations.documentId, id));
}

function ofLast(column: SQLiteColumn): SQL {
  return sql.raw(`last.${column.name}`);
}

/** By which index documents are found, and in which order: as they came to be, whichever says so there. */
function wayTo(which: Which): { index: string; by: readonly [SQLiteColumn, ...SQLiteColumn[]] } {
  if (which.number !== undefined) return { index: 'documents_number', by: [id] };
  if (which.orderId !== undefined) return { index: 'documents_order', by: [id] };
  if (which.customerId !== undefined) {
    return { index: which.type ? 'documents_customer_type' : 'documents_customer', by: [issuedAt, id] };
  }
  return { index: which.type ? 'documents_type' : 'documents_store', by: [id] };
}

export const quotationStates = ['open', 'accepted', 'declined', 'withdrawn', 'over'] as const;

/** How it stands with a quotation; null of what is none. One that was taken back ended before the day that stands on its paper. */
export function stateOf(
  { validUntil, acceptedAt, declinedAt, content }: Found,
  now: number,
): (typeof quotationStates)[number] | null {
  if (validUntil === null) return null;
  switch (problemOf({ validUntil, acceptedAt, declinedAt }, now)) {
    case null:
      return 'open';
    case 'is_accepted':
      return 'accepted';
    case 'is_declined':
      return 'declined';
    case 'is_over':
      return validUntil < (content.validUntil ?? 0) ? 'withdrawn' : 'over';
  }
}
