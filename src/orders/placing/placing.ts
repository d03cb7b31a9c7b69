// Placing an order: everything it depends on is copied into it, its number is the next of the store's year, and the customer's
// figures and groups, the papers and the messages follow, in one batch. Whether the customer may order and there is enough of
// everything is decided in that batch, not before.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { batch, isDuplicate, type Statement } from '../../web/database.ts';
import { emailKey } from '../../web/emails.ts';
import { newId } from '../../web/ids.ts';
import { sha256 } from '../../web/secrets.ts';
import { confirmingGuest } from '../messages.ts';
import { orders } from '../schema.ts';
import type { Scene } from '../taking.ts';
import { agree, type Agreed, type AgreeingProblem, type Wanted } from './agreeing.ts';
import { shownAs } from './drafts.ts';
import type { Orderer } from './orderer.ts';
import { placing, type Placed } from './writing.ts';

export type PlacingResult =
  | { ok: true; orderId: string; number: string; messageIds: string[] }
  | { ok: false; problem: AgreeingProblem | 'terms_changed' | 'changed_meanwhile' };

/** How an order is placed, besides what it is. */
export type Manner = {
  /** The word of what was shown (`shownAs`); nothing is placed that would be another order. */
  shown?: string;
  /** For a guest's order: the secret that opens its page, and the key that seals it in the message. */
  guest?: { secret: string; sealingKey: string };
  /** The id that it gets: of any number of orders of one id, one is placed. */
  id?: string;
  /** Who of the staff orders for a customer, and what they write to it. */
  byStaff?: Placed['byStaff'];
  /** A condition at the place of the order in the batch. */
  when?: SQL;
  /** What must be in the batch before it, on the condition that it can be placed. */
  before?: Placed['before'];
  /** What else is in the batch, on the condition that the order is placed. */
  also?: (orderId: string, isPlaced: SQL) => readonly Statement[];
};

/**
 * Places an order of a customer who is active at the store, or of a guest. Problems: those of `agree`, `terms_changed` where it is not
 * the order that was shown, and `changed_meanwhile` where something came in between.
 */
export async function place(scene: Scene, wanted: Wanted, now: number, manner: Manner = {}): Promise<PlacingResult> {
  return placeAgreed(scene, await agree(scene, wanted, now), now, manner);
}

/** The same of what was agreed just now. */
export async function placeAgreed(scene: Scene, agreed: Agreed, now: number, manner: Manner): Promise<PlacingResult> {
  if (!agreed.ok) return agreed;
  const { who, draft } = agreed;
  const isAsShown = manner.shown === undefined || manner.shown === (await shownAs(draft));
  if (!isAsShown) return { ok: false, problem: 'terms_changed' };
  const { id = newId('order', now), byStaff, before } = manner;
  const guest = who.customerId === null ? await asGuest(scene, who, manner, now) : {};
  const placed = { id, who, draft, ...guest, ...(byStaff && { byStaff }), ...(before && { before }) };
  const { before: first, statements, messageIds } = placing(scene, placed, now, manner.when);
  const isPlaced = sql`exists (select 1 from ${orders} where ${orders.id} = ${id})`;
  const number = await numberIn(scene, [...first, ...statements, ...(manner.also?.(id, isPlaced) ?? [])], id);
  if (number === null) return { ok: false, problem: 'changed_meanwhile' };
  return { ok: true, orderId: id, number, messageIds };
}

/** Runs the batch; the number of the order if it placed it. What may be there once and is there already places nothing. */
async function numberIn({ db, store }: Scene, statements: readonly Statement[], id: string): Promise<string | null> {
  const placed = db
    .select({ number: orders.number })
    .from(orders)
    .where(and(eq(orders.id, id), eq(orders.storeId, store.id)));
  try {
    const results: readonly unknown[] = await batch(db, [...statements, placed]);
    return placedSchema.parse(results.at(-1))[0]?.number ?? null;
  } catch (error) {
    if (isDuplicate(error)) return null;
    throw error;
  }
}

const placedSchema = z.array(z.object({ number: z.string() }));

async function asGuest(
  scene: Scene,
  who: Orderer,
  { guest }: Manner,
  now: number,
): Promise<Pick<Required<Placed>, 'guest'>> {
  if (guest === undefined) throw new Error('the order of a guest needs a secret');
  const message = await confirmingGuest({ ...scene, sealingKey: guest.sealingKey }, who, guest.secret, now);
  return { guest: { guestKey: emailKey(who.email), secretHash: await sha256(guest.secret), message } };
}
