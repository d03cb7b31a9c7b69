// A quotation is an order that a shop offers: what it would be and cost, until a day. The customer accepts it, which places the order as
// it was offered, or declines it; either once. Its paper is numbered and never changes.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { batch, type Database } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { orderer } from '../placing/orderer.ts';
import type { PlacingResult } from '../placing/placing.ts';
import { placing } from '../placing/writing.ts';
import { orders } from '../schema.ts';
import type { Scene } from '../taking.ts';
import { quotations } from './schema.ts';

/** What somebody does about a quotation of theirs. */
export type Answering = { customerId: string; documentId: string };

export type AnswerProblem = 'not_found' | 'is_accepted' | 'is_declined' | 'is_over';

export type Quotation = typeof quotations.$inferSelect;

/** Why a quotation cannot be answered any more; null where it can. */
export function problemOf(
  { acceptedAt, declinedAt, validUntil }: Pick<Quotation, 'acceptedAt' | 'declinedAt' | 'validUntil'>,
  now: number,
): Exclude<AnswerProblem, 'not_found'> | null {
  if (acceptedAt !== null) return 'is_accepted';
  if (declinedAt !== null) return 'is_declined';
  return validUntil <= now ? 'is_over' : null;
}

export type AcceptProblem = AnswerProblem | 'not_a_customer' | 'changed_meanwhile';

export type AcceptResult = Extract<PlacingResult, { ok: true }> | { ok: false; problem: AcceptProblem };

/**
 * Places the order that a quotation offers, once. Problems: why it cannot be answered, `not_a_customer` where they may not order now,
 * and `changed_meanwhile` where something of it is not sold any more or there is not enough of it.
 */
export async function accept(scene: Scene, answering: Answering, now: number): Promise<AcceptResult> {
  const { db, store } = scene;
  const [[quotation], [who]] = await batch(db, [
    quotationOf(db, store.id, answering),
    orderer(scene, answering.customerId),
  ] as const);
  if (!quotation) return { ok: false, problem: 'not_found' };
  const problem = problemOf(quotation, now);
  if (problem) return { ok: false, problem };
  if (!who) return { ok: false, problem: 'not_a_customer' };

  const id = newId('order', now);
  const { email, phone } = who;
  const { statements, messageIds } = placing(
    scene,
    { id, who, draft: { ...quotation.draft, email, phone } },
    now,
    isOpen(answering.documentId, now),
  );
  const [, rows] = await batch(db, [
    ...statements,
    // The order is there only if the quotation was open in front of it, in the same batch.
    db
      .update(quotations)
      .set({ acceptedAt: now, orderId: id })
      .where(
        and(
          eq(quotations.documentId, answering.documentId),
          sql`exists (select 1 from ${orders} where ${orders.id} = ${id})`,
        ),
      ),
  ] as const);
  const [placed] = rows;
  if (!placed) return { ok: false, problem: 'changed_meanwhile' };
  return { ok: true, orderId: id, number: placed.number, messageIds };
}

/** Declines a quotation, once. Problems: why it cannot be answered. */
export async function decline(
  { db, store }: Scene,
  answering: Answering,
  now: number,
): Promise<{ ok: true } | { ok: false; problem: AnswerProblem }> {
  const [quotation] = await quotationOf(db, store.id, answering);
  if (!quotation) return { ok: false, problem: 'not_found' };
  const problem = problemOf(quotation, now);
  if (problem) return { ok: false, problem };
  const declined = await db
    .update(quotations)
    .set({ declinedAt: now })
    .where(and(eq(quotations.documentId, answering.documentId), isOpen(answering.documentId, now)))
    .returning({ documentId: quotations.documentId });
  return declined.length === 1 ? { ok: true } : { ok: false, problem: 'is_accepted' };
}

/** A quotation of the customer at the store. */
export function quotationOf(db: Database, storeId: string, { customerId, documentId }: Answering) {
  const { documentId: id, storeId: at, customerId: whose } = quotations;
  return db
    .select()
    .from(quotations)
    .where(and(eq(id, documentId), eq(at, storeId), eq(whose, customerId)));
}

/** The order that came of it, by its number; none before it is accepted. */
export function orderOf(db: Database, storeId: string, { customerId, documentId }: Answering) {
  const theirs = and(eq(quotations.storeId, storeId), eq(quotations.customerId, customerId));
  return db
    .select({ number: orders.number })
    .from(quotations)
    .innerJoin(orders, eq(orders.id, quotations.orderId))
    .where(and(eq(quotations.documentId, documentId), theirs));
}

/** Whether a quotation can be answered, as a condition that stands for itself. */
export function isOpen(documentId: string, now: number): SQL {
  return sql`exists (
    select 1 from quotations as open where open.document_id = ${documentId} and open.accepted_at is null
      and open.declined_at is null and open.valid_until > ${now})`;
}
