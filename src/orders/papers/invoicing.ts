// Staff issue an invoice before the order is paid or sent: it tells the customer how to pay.
import { eq, sql, type SQL } from 'drizzle-orm';
import type { DocumentType } from '../../documents/issuing.ts';
import { documents } from '../../documents/schema.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch } from '../../web/database.ts';
import { issued } from '../messages.ts';
import { orders } from '../schema.ts';
import { find, type Acting, type Order } from '../taking.ts';
import { invoice } from './papers.ts';

export type InvoicingProblem = 'is_cancelled' | 'is_refunded' | 'has_invoice';

export type InvoicingResult =
  { ok: true; orderId: string; messageIds: string[] } | { ok: false; problem: InvoicingProblem | 'not_found' };

/** Why an order with these papers gets no invoice; null where it may. */
export function problemOf(
  { cancelledAt, refundedAt }: Pick<Order, 'cancelledAt' | 'refundedAt'>,
  papers: readonly { type: DocumentType }[],
): InvoicingProblem | null {
  if (cancelledAt !== null) return 'is_cancelled';
  if (refundedAt !== null) return 'is_refunded';
  return papers.some(({ type }) => type === 'invoice') ? 'has_invoice' : null;
}

/** Issues the invoice of an order and tells the customer. Problems: the order came to nothing, or has an invoice. */
export async function issueInvoice(
  scene: audit.Scene,
  { orderId, staffId }: Acting,
  now: number,
): Promise<InvoicingResult> {
  const { db } = scene;
  const found = await find(scene, orderId);
  if (!found) return { ok: false, problem: 'not_found' };
  const { order, who } = found;
  const problem = problemOf(order, []);
  if (problem) return { ok: false, problem };
  const { id, statements } = invoice(scene, order, now, isAsRead(order));
  const isIssued = sql`exists (select 1 from ${documents} where ${documents.id} = ${id})`;
  const messages =
    who && order.customerId !== null
      ? [issued(scene, order, { documentId: id, who: { ...who, customerId: order.customerId } }, now)]
      : [];
  const told = { by: staffId, act: 'invoice_issued', after: { order: orderId } } as const;
  const results: readonly unknown[] = await batch(db, [
    ...statements,
    ...messages.map(({ statement }) => statement),
    audit.entry(scene, told, now, isIssued),
    db.select({ id: documents.id }).from(documents).where(eq(documents.id, id)),
  ]);
  const rows = results.at(-1);
  if (!Array.isArray(rows) || rows.length === 0) return { ok: false, problem: 'has_invoice' };
  return { ok: true, orderId, messageIds: messages.map((message) => message.id) };
}

/** The order is still open, and what the invoice says of it is true. */
function isAsRead({ id, paidMinor, erasedAt }: Order): SQL {
  return sql`exists (
    select 1 from ${orders} where ${orders.id} = ${id} and ${orders.cancelledAt} is null and ${orders.refundedAt} is null
      and ${orders.paidMinor} = ${paidMinor} and ${orders.erasedAt} is ${erasedAt})`;
}
