// What a shop offers: an order as it would be, until a day. It is written with its paper and the message to the customer in one batch, and
// can be taken back as long as nobody has answered.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { issuing } from '../../documents/issuing.ts';
import { memberships } from '../../customers/schema.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, insertIf, isDuplicate, type Statement } from '../../web/database.ts';
import { chooseLanguage } from '../../web/i18n.ts';
import { quoting } from '../messages.ts';
import { contentOf } from '../papers/content.ts';
import { agree, type Agreed, type AgreeingProblem, type Wanted } from '../placing/agreeing.ts';
import { shownAs } from '../placing/drafts.ts';
import { isOrderedFor } from '../placing/orderer.ts';
import type { Scene } from '../taking.ts';
import { isOpen, problemOf, type AnswerProblem } from './quotations.ts';
import { quotations } from './schema.ts';

/** What an offer says besides the order. */
export type Conditions = {
  /** Until when it can be accepted (ms since 1970). */
  validUntil: number;
  /** When the customer is reminded of it; null for never. */
  remindAt?: number | null;
  note?: string;
  /** Who of the staff offers it. */
  staffId?: string | null;
};

/** What is offered, and on which conditions. */
export type Offer = Omit<Wanted, 'points'> & Conditions & { customerId: string };

export type QuoteResult =
  | { ok: true; documentId: string; messageIds: string[] }
  | { ok: false; problem: AgreeingProblem | 'terms_changed' | 'changed_meanwhile' };

/** How an offer is made, besides what it is. */
export type Manner = {
  /** The word of what was shown (`shownAs`); nothing is offered that would be another order. */
  shown?: string;
  /** The id of its document: of any number of offers of one id, one is made. */
  id?: string;
  /** What must be in the batch before it. */
  before?: readonly Statement[];
  /** What else is in the batch, on the condition that it is made. */
  also?: (documentId: string, isMade: SQL) => readonly Statement[];
};

/**
 * Offers an order to a customer of the store, at their prices of now, and tells them. Problems: those of `agree`, and
 * `changed_meanwhile` where they were denied in between.
 */
export async function quote(scene: Scene, offer: Offer, now: number, manner: Manner = {}): Promise<QuoteResult> {
  const { validUntil, remindAt, note, staffId, ...wanted } = offer;
  const conditions = { validUntil, ...(remindAt && { remindAt }), ...(note && { note }), ...(staffId && { staffId }) };
  return quoteAgreed(scene, await agree(scene, wanted, now), conditions, now, manner);
}

/** The same of what was agreed just now. Problems besides: `terms_changed` where it is not the order that was shown. */
export async function quoteAgreed(
  scene: Scene,
  agreed: Agreed,
  { validUntil, remindAt = null, note = '', staffId = null }: Conditions,
  now: number,
  manner: Manner,
): Promise<QuoteResult> {
  if (!agreed.ok) return agreed;
  const { db, store } = scene;
  const { who, draft } = agreed;
  const { customerId } = who;
  if (customerId === null) return { ok: false, problem: 'not_a_customer' };
  const isAsShown = manner.shown === undefined || manner.shown === (await shownAs(draft));
  if (!isAsShown) return { ok: false, problem: 'terms_changed' };

  const content = contentOf({ ...draft, placedAt: null, erasedAt: null }, { validUntil });
  const language = chooseLanguage(store.languages, [draft.language]);
  const named = manner.id === undefined ? {} : { id: manner.id };
  const paper = { type: 'quotation', orderId: null, customerId, language, orderNumber: '', content, ...named } as const;
  const mayBe = sql`exists (select 1 from ${memberships} where ${isOrderedFor(store.id, customerId)})`;
  const { id: documentId, number, statements, isIssued } = issuing(db, store, paper, now, mayBe);
  const message = quoting(scene, { documentId, number, validUntil, draft, note }, who, now, isIssued);
  const row = { documentId, storeId: store.id, customerId, draft, validUntil, remindAt, note, staffId };
  const isMade = await makes(scene, documentId, [
    ...(manner.before ?? []),
    ...statements,
    insertIf(db, quotations, row, isIssued),
    message.statement,
    ...(manner.also?.(documentId, isIssued) ?? []),
  ]);
  if (!isMade) return { ok: false, problem: 'changed_meanwhile' };
  return { ok: true, documentId, messageIds: [message.id] };
}

/** Runs the batch; whether the offer is there behind it. What may be there once and is there already makes none. */
async function makes({ db, store }: Scene, documentId: string, statements: readonly Statement[]): Promise<boolean> {
  const { documentId: id, storeId } = quotations;
  const made = db
    .select({ id })
    .from(quotations)
    .where(and(eq(id, documentId), eq(storeId, store.id)));
  try {
    const results: readonly unknown[] = await batch(db, [...statements, made]);
    return z.array(z.unknown()).parse(results.at(-1)).length === 1;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/**
 * Takes an offer back: its time is over at once, and the customer reads so. `by` is who of the staff does. Problems: why it cannot be
 * answered any more, `not_found` at this store.
 */
export async function withdraw(
  scene: audit.Scene,
  { documentId, by }: { documentId: string; by: string },
  now: number,
): Promise<{ ok: true } | { ok: false; problem: AnswerProblem }> {
  const { db, store } = scene;
  const isTheirs = and(eq(quotations.documentId, documentId), eq(quotations.storeId, store.id));
  const isHere = sql`exists (select 1 from ${quotations} where ${isTheirs})`;
  const told = { by, act: 'quotation_withdrawn', after: { quotation: documentId } } as const;
  const [[before], , withdrawn] = await batch(db, [
    db.select().from(quotations).where(isTheirs),
    audit.entry(scene, told, now, sql`${isOpen(documentId, now)} and ${isHere}`),
    db
      .update(quotations)
      .set({ validUntil: now, remindAt: null })
      .where(and(isTheirs, isOpen(documentId, now)))
      .returning({ id: quotations.documentId }),
  ] as const);
  if (withdrawn.length === 1) return { ok: true };
  return { ok: false, problem: before ? (problemOf(before, now) ?? 'is_over') : 'not_found' };
}
