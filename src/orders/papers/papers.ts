// The papers of an order: a confirmation when it is placed, a delivery note when it is sent, an invoice when it is paid or sent, whichever
// comes first, and a credit note when an order that has an invoice comes to nothing; where it is changed by hand, a credit note and a
// new invoice. So of an order's invoices all but at most one, the open one, are taken back. Each is issued in the batch of what it
// tells of.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { issuing, type DocumentType, type Issuing, type Paper } from '../../documents/issuing.ts';
import { documents } from '../../documents/schema.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database, Statement } from '../../web/database.ts';
import { chooseLanguage } from '../../web/i18n.ts';
import { amountToTransfer } from '../details/paying.ts';
import { contentOf, type Agreed } from './content.ts';

type Shop = { db: Database; store: Store };

/** An order to issue papers of; its number is known in SQL only in the batch that places it. */
export type Papered = Agreed & {
  id: string;
  customerId: string | null;
  number: string | SQL;
  language: string;
  paymentMethod: 'bank_transfer' | 'cash_on_delivery' | 'elsewhere';
  paidMinor: number;
  refundedMinor: number;
  dueAt: number | null;
  /** Null, or not there, for one that has not left. */
  shippedAt?: number | null;
};

/** The statements that issue the confirmation of an order. */
export function confirmation({ db, store }: Shop, order: Papered, now: number, when: SQL): Statement[] {
  return issuing(db, store, { ...paperOf(store, order, 'order'), content: payable(store, order) }, now, when)
    .statements;
}

/**
 * The statements that issue the note which goes with a parcel, if the order has none. Until the parcel leaves, one that was issued before
 * the order was changed does not count: another one goes with it.
 */
export function deliveryNote({ db, store }: Shop, order: Papered, now: number, when: SQL): Statement[] {
  const paper = paperOf(store, order, 'delivery_note');
  const latest = sql`(
    select ${parcelIn(sql`${documents.content}`)} from ${documents} where ${isOf('delivery_note', order.id)}
    order by ${documents.issuedAt} desc, ${documents.id} desc limit 1)`;
  const isThere = order.shippedAt
    ? sql`${latest} is not null`
    : sql`${latest} is ${parcelIn(sql`${JSON.stringify(paper.content)}`)}`;
  return issuing(db, store, paper, now, sql`not (${isThere}) and (${when})`).statements;
}

/** What is in the parcel and where it goes, by the content of a paper; as a value in SQL. */
function parcelIn(content: SQL): SQL {
  return sql`json_array(
    (select json_group_array(json_array(value ->> 'name', value ->> 'sku', value ->> 'quantity')) from json_each(${content}, '$.lines')),
    coalesce(nullif(${content} -> '$.buyer.delivery', 'null'), ${content} -> '$.buyer.billing'))`;
}

/** The statements that issue the invoice of an order, if none is open; one that is not paid yet tells how to pay. */
export function invoice(shop: Shop, order: Papered, now: number, when: SQL) {
  const { db, store } = shop;
  const paper = { ...paperOf(store, order, 'invoice'), content: payable(store, order) };
  return issuing(db, store, paper, now, sql`not ${hasOpenInvoice(order.id)} and (${when})`);
}

/** The statements that issue the credit note which takes back the open invoice of an order, if it has one. */
export function creditNote({ db, store }: Shop, order: Papered, now: number, when: SQL): Issuing {
  const paper = { ...paperOf(store, order, 'credit_note'), corrects: openInvoice(order.id) };
  return issuing(db, store, paper, now, sql`${hasOpenInvoice(order.id)} and (${when})`);
}

/** Whether an order has an invoice that no credit note takes back, as a condition: each takes back the latest before it. */
export function hasOpenInvoice(orderId: string): SQL {
  const count = (type: DocumentType) => sql`(select count(*) from ${documents} where ${isOf(type, orderId)})`;
  return sql`${count('invoice')} > ${count('credit_note')}`;
}

/** The number of the latest invoice of an order, in SQL. */
function openInvoice(orderId: string): SQL {
  return sql`(
    select ${documents.number} from ${documents} where ${isOf('invoice', orderId)}
    order by ${documents.issuedAt} desc, ${documents.id} desc limit 1)`;
}

function isOf(type: DocumentType, orderId: string): SQL | undefined {
  return and(eq(documents.orderId, orderId), eq(documents.type, type));
}

function paperOf(store: Store, order: Papered, type: DocumentType): Paper {
  const { id: orderId, customerId, number: orderNumber } = order;
  const language = chooseLanguage(store.languages, [order.language]);
  return { type, orderId, customerId, language, orderNumber, content: contentOf(order) };
}

function payable(store: Store, order: Papered): Paper['content'] {
  return contentOf(order, { transfer: amountToTransfer(store, order) });
}
