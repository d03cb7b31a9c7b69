// The papers of an order: a confirmation when it is placed, a delivery note when it is sent, an invoice when it is paid or sent, whichever
// comes first, and a credit note when an order that has an invoice comes to nothing. Each is issued in the batch of what it tells of.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { issuing, type DocumentType, type Paper } from '../../documents/issuing.ts';
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
  dueAt: number | null;
};

/** The statements that issue the confirmation of an order. */
export function confirmation({ db, store }: Shop, order: Papered, now: number, when: SQL): Statement[] {
  return issuing(db, store, { ...paperOf(store, order, 'order'), content: payable(store, order) }, now, when)
    .statements;
}

/** The statements that issue the note which goes with a parcel, if the order has none. */
export function deliveryNote({ db, store }: Shop, order: Papered, now: number, when: SQL): Statement[] {
  const paper = paperOf(store, order, 'delivery_note');
  return issuing(db, store, paper, now, sql`not ${has('delivery_note', order.id)} and (${when})`).statements;
}

/** The statements that issue the invoice of an order, if it has none; one that is not paid yet tells how to pay. */
export function invoice(shop: Shop, order: Papered, now: number, when: SQL) {
  const { db, store } = shop;
  const paper = { ...paperOf(store, order, 'invoice'), content: payable(store, order) };
  return issuing(db, store, paper, now, sql`not ${hasInvoice(order.id)} and (${when})`);
}

/** The statements that issue the credit note about the invoice of an order, if it has one. */
export function creditNote({ db, store }: Shop, order: Papered, now: number, when: SQL): Statement[] {
  const corrects = sql`(
    select ${documents.number} from ${documents} where ${documents.orderId} = ${order.id} and ${documents.type} = 'invoice')`;
  const paper = { ...paperOf(store, order, 'credit_note'), corrects };
  return issuing(db, store, paper, now, sql`${hasInvoice(order.id)} and (${when})`).statements;
}

/** Whether an order has an invoice, as a condition. */
export function hasInvoice(orderId: string): SQL {
  return has('invoice', orderId);
}

function has(type: DocumentType, orderId: string): SQL {
  const theirs = and(eq(documents.orderId, orderId), eq(documents.type, type));
  return sql`exists (select 1 from ${documents} where ${theirs})`;
}

function paperOf(store: Store, order: Papered, type: DocumentType): Paper {
  const { id: orderId, customerId, number: orderNumber } = order;
  const language = chooseLanguage(store.languages, [order.language]);
  return { type, orderId, customerId, language, orderNumber, content: contentOf(order) };
}

function payable(store: Store, order: Papered): Paper['content'] {
  return contentOf(order, { transfer: amountToTransfer(store, order) });
}
