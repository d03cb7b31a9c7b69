// What staff have composed is placed, or offered; a new person is put on record with it, in the same batch, so there is neither without
// the other. Both get ids of the form's key, so of any number of times that a form is sent, one has an effect.
import { sql, type SQL } from 'drizzle-orm';
import { opening } from '../../access/activation/opening.ts';
import type { Scene } from '../../access/scene.ts';
import { adding } from '../../customers/addresses/addresses.ts';
import { isMember } from '../../customers/customers.ts';
import { quoteAgreed, type QuoteResult } from '../../orders/quotations/offering.ts';
import type { Agreed } from '../../orders/placing/agreeing.ts';
import { placeAgreed, type PlacingResult } from '../../orders/placing/placing.ts';
import * as audit from '../../staff/audit/audit.ts';
import { quotations } from '../../orders/quotations/schema.ts';
import { orders } from '../../orders/schema.ts';
import * as stores from '../../stores/stores.ts';
import type { Store } from '../../stores/stores.ts';
import { reading, type Database, type Statement } from '../../web/database.ts';
import { idOf } from '../../web/ids.ts';
import { newToken } from '../../web/secrets.ts';
import type { Seen } from './composing.ts';
import type { Filled } from './input.ts';

/** What is made, by whom, and the word of what they were shown (`shownAs`). */
export type Made = {
  seen: Seen;
  filled: Filled;
  agreed: Extract<Agreed, { ok: true }>;
  staffId: string;
  shown: string;
};

export type MakingResult =
  { ok: true; path: string; messageIds: string[] } | Extract<PlacingResult | QuoteResult, { ok: false }>;

/** Where what came of a form is looked at. */
const pathOf = { order: '/admin/orders/', quotation: '/admin/quotations/' } as const;

/**
 * Places the order, or offers it. Problems: `terms_changed` where it is not what was shown, `changed_meanwhile` where something came in
 * between: it was sent before, there is not enough any more, the customer was denied, somebody else has the address.
 */
export async function make(scene: Scene, made: Made, now: number): Promise<MakingResult> {
  const person = await personOf(scene, made, now);
  const result = await (made.filled.offer ? offered(scene, made, person, now) : placed(scene, made, person, now));
  if (!result.ok) return result;
  const path = 'orderId' in result ? pathOf.order + result.orderId : pathOf.quotation + result.documentId;
  return { ok: true, path, messageIds: [...person.messageIds, ...result.messageIds] };
}

type Person = { statementsIf: (when: SQL) => Statement[]; messageIds: string[] };

function placed(scene: Scene, made: Made, person: Person, now: number): Promise<PlacingResult> {
  const { seen, filled, agreed, staffId, shown } = made;
  return placeAgreed(scene, agreed, now, {
    shown,
    id: idOf('order', seen.key),
    byStaff: { staffId, note: filled.note },
    guest: { secret: newToken(), sealingKey: scene.sealingKey },
    when: stores.isUnchanged(scene.store),
    before: person.statementsIf,
    also: (order, isPlaced) => told(scene, made, { act: 'order_placed', after: { order } }, now, isPlaced),
  });
}

function offered(scene: Scene, made: Made, person: Person, now: number): Promise<QuoteResult> {
  const { seen, filled, agreed, staffId, shown } = made;
  const { validUntil = now, remindAt = null } = filled.offer ?? {};
  return quoteAgreed(scene, agreed, { validUntil, remindAt, note: filled.note, staffId }, now, {
    shown,
    id: idOf('document', seen.key),
    before: person.statementsIf(sql`true`),
    also: (quotation, isMade) => told(scene, made, { act: 'quotation_offered', after: { quotation } }, now, isMade),
  });
}

/** The entries in the audit: of what was made, and of the person who was put on record for it. */
function told(
  scene: Scene,
  { seen, agreed: { who }, staffId }: Made,
  what: Pick<audit.Entry, 'act' | 'after'>,
  now: number,
  when: SQL,
): Statement[] {
  const customerId = who.customerId ?? undefined;
  const entry = { by: staffId, ...(customerId !== undefined && { customerId }) };
  const isOpened = seen.customer === undefined && customerId !== undefined;
  return [
    ...(isOpened
      ? [audit.entry(scene, { ...entry, act: 'customer_opened', after: { isInvited: true } }, now, when)]
      : []),
    audit.entry(scene, { ...entry, ...what }, now, when),
  ];
}

/** A new person with the addresses that were typed, and their invitation; nothing for a customer and for a guest. */
async function personOf(scene: Scene, { seen, filled, agreed: { who } }: Made, now: number): Promise<Person> {
  const { customerId } = who;
  if (seen.customer || customerId === null) return { statementsIf: () => [], messageIds: [] };
  const { db, store } = scene;
  const { delivery, billing, email, language, vatId } = filled;
  const isOne = JSON.stringify(delivery) === JSON.stringify(billing);
  const details = { name: who.name, phone: who.phone, company: billing.company, vatId, birthDate: '' };
  const person = {
    details,
    answers: {},
    newsletter: null,
    billing: { ...billing, isDefaultBilling: true, isDefaultDelivery: isOne },
  };
  const row = seen.known;
  const opened = { email, language, person, isInvited: true, row, customerId };
  const { statementsIf, messageIds } = await opening(scene, opened, now);
  const owner = { storeId: store.id, customerId };
  const second = { ...delivery, isDefaultBilling: false, isDefaultDelivery: true };
  const isThere = isMember(store.id, sql`${customerId}`);
  // Somebody whom another store knows keeps the book that they have.
  const addresses = isOne || row ? [] : adding(db, owner, second, now, isThere);
  return { statementsIf: (when) => [...statementsIf(when), ...addresses], messageIds };
}

/** Where what came of a form is, if it was sent before: one row, null in it where nothing did. */
export function cameOf(db: Database, store: Store, key: string) {
  const [order, quotation] = [idOf('order', key), idOf('document', key)];
  const isPlaced = sql`exists (select 1 from ${orders} where ${orders.id} = ${order} and ${orders.storeId} = ${store.id})`;
  const isOffered = sql`exists (
    select 1 from ${quotations} where ${quotations.documentId} = ${quotation} and ${quotations.storeId} = ${store.id})`;
  const path = sql<string | null>`case when ${isPlaced} then ${pathOf.order + order}
    when ${isOffered} then ${pathOf.quotation + quotation} end`;
  return reading(db, { path: path.as('came_of') });
}
