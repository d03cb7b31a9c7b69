// Staff issue an invoice before the order is paid or sent: it tells the customer how to pay.
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { DocumentType } from '../../documents/issuing.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, reading } from '../../web/database.ts';
import { invoiced } from '../messages.ts';
import { isAsRead } from '../revisions.ts';
import { orders } from '../schema.ts';
import { find, type Acting, type Order } from '../taking.ts';
import { hasOpenInvoice, invoice } from './papers.ts';

export type InvoicingProblem = 'is_cancelled' | 'is_refunded' | 'has_invoice';

/** Behind the batch: whether the invoice is the one that it was to issue, and whether there is one at all. */
const stateSchema = z.array(z.object({ isOurs: z.boolean(), isThere: z.boolean() }));

export type InvoicingResult =
  | { ok: true; orderId: string; messageIds: string[] }
  | { ok: false; problem: InvoicingProblem | 'not_found' | 'changed_meanwhile' };

/** Why an order with these papers gets no invoice; null where it may. */
export function problemOf(
  { cancelledAt, refundedAt }: Pick<Order, 'cancelledAt' | 'refundedAt'>,
  papers: readonly { type: DocumentType }[],
): InvoicingProblem | null {
  if (cancelledAt !== null) return 'is_cancelled';
  if (refundedAt !== null) return 'is_refunded';
  const count = (what: DocumentType) => papers.filter(({ type }) => type === what).length;
  return count('invoice') > count('credit_note') ? 'has_invoice' : null;
}

/**
 * Issues the invoice of an order and tells the customer. Problems: the order came to nothing, has an open invoice, or changed meanwhile.
 */
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
  const isUnchanged = sql`exists (select 1 from ${orders} where ${orders.id} = ${orderId} and ${isAsRead(order)})`;
  const issuing = invoice(scene, order, now, isUnchanged);
  const messages = who ? [invoiced(scene, order, who, issuing, now)] : [];
  const told = { by: staffId, act: 'invoice_issued', after: { order: orderId } } as const;
  const results: readonly unknown[] = await batch(db, [
    ...issuing.statements,
    ...messages.map(({ statement }) => statement),
    audit.entry(scene, told, now, issuing.isIssued),
    reading(db, {
      isOurs: issuing.isIssued.mapWith(Boolean).as('is_ours'),
      isThere: hasOpenInvoice(orderId).mapWith(Boolean).as('is_there'),
    }),
  ]);
  const [state] = stateSchema.parse(results.at(-1));
  if (!state?.isOurs) return { ok: false, problem: state?.isThere ? 'has_invoice' : 'changed_meanwhile' };
  return { ok: true, orderId, messageIds: messages.map((message) => message.id) };
}
