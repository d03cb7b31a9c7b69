// Placing an order: everything it depends on is copied into it, its number is the next of the store's year, and the customer's
// figures and groups, the papers and the messages follow, in one batch. Whether the customer may order and there is enough of
// everything is decided in that batch, not before.
import { sql, type SQL } from 'drizzle-orm';
import { batch, type Statement } from '../../web/database.ts';
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
  /** A condition at the place of the order in the batch. */
  when?: SQL;
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
  const id = newId('order', now);
  const guest = who.customerId === null ? await asGuest(scene, who, manner, now) : {};
  const { statements, messageIds } = placing(scene, { id, who, draft, ...guest }, now, manner.when);
  const isPlaced = sql`exists (select 1 from ${orders} where ${orders.id} = ${id})`;
  const [, [placed]] = await batch(scene.db, [...statements, ...(manner.also?.(id, isPlaced) ?? [])] as const);
  if (!placed) return { ok: false, problem: 'changed_meanwhile' };
  return { ok: true, orderId: id, number: placed.number, messageIds };
}

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
