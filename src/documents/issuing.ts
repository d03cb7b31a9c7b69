// Documents are issued in the batch of what they tell of, so neither is there without the other, and their numbers have no gaps. Once
// issued they are never changed: a mistake is corrected by another document.
import { sql, type SQL } from 'drizzle-orm';
import type { Store } from '../stores/stores.ts';
import { event, idOfOnly } from '../partners/webhooks/events.ts';
import { insertIf, type Database, type Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import type { Language } from '../web/i18n.ts';
import type { Content } from './content.ts';
import { next, numbering } from './numbers.ts';
import { documents } from './schema.ts';

export type DocumentType = (typeof documents.type.enumValues)[number];

/** A document to be issued. What it says of the shop comes from the store. */
export type Paper = {
  type: DocumentType;
  /** Null for a quotation. */
  orderId: string | null;
  /** Null for a guest's. */
  customerId: string | null;
  language: Language;
  /** An order that is placed in the same batch has its number in SQL only; empty where there is no order. */
  orderNumber: string | SQL;
  /** The number of the document that this one corrects, in SQL. */
  corrects?: SQL;
  content: Omit<Content, 'shop' | 'orderNumber' | 'corrects'>;
  /** The id that it gets, where of several of one id one is to be issued. */
  id?: string;
};

/** A document that is issued in a batch. Behind its statements: its number, and whether it was issued. */
export type Issuing = { id: string; statements: Statement[]; number: SQL; isIssued: SQL };

/**
 * The statements that issue a document, and the id that it gets. `when` is asked at each statement, so it must not look at what the
 * statement before it changed.
 */
export function issuing(db: Database, store: Store, paper: Paper, now: number, when: SQL = sql`true`): Issuing {
  const { id = newId('document', now) } = paper;
  const known = {
    id,
    number: sql`(select ${documents.number} from ${documents} where ${documents.id} = ${id})`,
    isIssued: sql`exists (select 1 from ${documents} where ${documents.id} = ${id})`,
  };
  const { type, orderId, customerId, language, orderNumber, corrects = sql`null` } = paper;
  const written = JSON.stringify({ ...paper.content, shop: shopOf(store) });
  const content = sql`json_set(${written}, '$.orderNumber', ${orderNumber}, '$.corrects', ${corrects})`;
  const row = { id, storeId: store.id, orderId, customerId, type, language, content, issuedAt: now };
  const subject = { document_id: id, order_id: orderId, customer_id: customerId };
  const named = { storeId: store.id, type: 'document.issued', subject, id: idOfOnly(id) } as const;
  const insert = (number: SQL | string) => [
    insertIf(db, documents, { ...row, number }, when),
    event(db, named, now, known.isIssued),
  ];
  // There is one confirmation of an order, so it has the order's number, and no gaps either.
  if (type === 'order') return { ...known, statements: insert(orderNumber) };
  const { series, number } = numbering(store, type, now);
  return { ...known, statements: [next(db, store.id, series, when), ...insert(number)] };
}

/** What papers say of the shop. */
export function shopOf({ name, timeZone, policies }: Store): Content['shop'] {
  const { shop, tax } = policies;
  return { name, address: shop.address, brandColour: shop.brandColour, timeZone, vatId: tax.vatId };
}
