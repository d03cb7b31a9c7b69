// What placing an order writes: statements for one batch, each of which depends on the order's having been placed.
import { and, sql, type SQL } from 'drizzle-orm';
import { isActive } from '../../customers/customers.ts';
import { findableBy } from '../../customers/finding/numbers.ts';
import { revised as revisedCustomer } from '../../customers/revisions.ts';
import { memberships } from '../../customers/schema.ts';
import { next, numbering } from '../../documents/numbers.ts';
import { running } from '../../groups/rules/rules.ts';
import { hasPoints, spending } from '../../loyalty/spending.ts';
import type { Posted } from '../../messages/outbox.ts';
import { insertIf, type Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { counting } from '../days/days.ts';
import { happening, telling } from '../events/events.ts';
import { termsOf } from '../history/terms.ts';
import { confirming, noticing, type Confirmed } from '../messages.ts';
import { confirmation } from '../papers/papers.ts';
import { revised } from '../revisions.ts';
import { orderLines, orders, orderTerms } from '../schema.ts';
import { ruled } from '../statuses/rules.ts';
import { isEnough, stocking } from '../stock.ts';
import type { Scene } from '../taking.ts';
import type { Draft } from './drafts.ts';
import { isOrderedFor, type Orderer } from './orderer.ts';

/** How long a bank transfer may take. */
const dueMs = 14 * 86_400_000;

export type Placed = {
  id: string;
  who: Orderer;
  draft: Draft;
  /** For a guest's: what keeps it apart from everybody else's, and the message to them. */
  guest?: { guestKey: string; secretHash: string; message: Confirming };
  /** Who of the staff orders for them, and what they write to it; then a customer need not be active, only not denied. */
  byStaff?: { staffId: string; note: string };
  /** What must be there first, on the condition that it can be placed. */
  before?: (mayBe: SQL) => readonly Statement[];
};

/** Makes the message to whoever ordered; it is written where the condition holds. */
type Confirming = (order: Confirmed, when: SQL) => Posted;

/**
 * The statements of the batch, whose second returns the order if it was placed, what comes before them, and the messages to deliver
 * then; placed only where `when` holds at the place of the first two.
 */
export function placing({ db, store }: Scene, placed: Placed, now: number, when: SQL = sql`true`) {
  const { id, who, draft, guest, byStaff } = placed;
  const { customerId, lines } = draft;
  const { series, number } = numbering(store, 'order', now);
  const mayBe = sql`${isEnough([], lines)} and ${mayOrder(store.id, placed)} and (${when})`;
  const isPlaced = sql`exists (select 1 from ${orders} where ${orders.id} = ${id})`;
  const isPrepaid = draft.paymentMethod === 'bank_transfer' && draft.totalMinor > 0;
  const dueAt = isPrepaid ? now + dueMs : null;
  const { staffId = null, note = '' } = byStaff ?? {};
  const written = {
    ...draft,
    id,
    number: numberOf(id),
    placedAt: now,
    dueAt,
    paidMinor: 0,
    refundedMinor: 0,
    erasedAt: null,
    note,
  };
  const rule = ruled({ db, store }, { event: 'placed', movesOn: true }, { order: written, who }, now, isPlaced);
  const order = insertIf(
    db,
    orders,
    {
      ...draft,
      id,
      storeId: store.id,
      number,
      guestKey: guest?.guestKey ?? null,
      secretHash: guest?.secretHash ?? null,
      status: 'placed',
      ...listedAs(lines),
      placedAt: now,
      dueAt,
      ...rule.set,
      ...revised(store.id, now),
    },
    mayBe,
  ).returning({ id: orders.id, number: orders.number });
  const messages = [
    guest ? guest.message(written, isPlaced) : confirming({ db, store }, written, who, now, isPlaced),
    ...noticing({ db, store }, written, now, isPlaced),
  ];
  // A history is in the order of its ids: this comes behind the event that it is written to.
  const eventId = newId('event', now);
  const said = { id: newId('event', now + 1), event: 'told' } as const;
  const statements = [
    next(db, store.id, series, mayBe),
    order,
    linesOf({ db, store }, placed, isPlaced),
    happening(db, { id: eventId, orderId: id, event: 'placed', staffId, at: now }, isPlaced),
    ...(note === '' ? [] : [happening(db, { ...said, orderId: id, staffId, at: now, text: note }, isPlaced)]),
    stocking(db, [], lines, isPlaced),
    counting(db, store, { groupName: draft.groupName, orders: 1 }, now, isPlaced),
    ...(customerId === null ? [] : reckoned({ db, store }, { id, customerId, draft }, now, isPlaced)),
    ...confirmation({ db, store }, written, now, isPlaced),
    ...rule.statements,
    ...messages.map(({ statement }) => statement),
    ...(customerId === null ? [] : running(db, store, { customerIds: [customerId] }, newId('move', now), now)),
    telling(db, { storeId: store.id, orderId: id, customerId, type: 'order.placed', id: eventId }, now, isPlaced),
  ] as const;
  const before = placed.before?.(sql`${isEnough([], lines)} and (${when})`) ?? [];
  return { before, statements, messageIds: [...messages.map((message) => message.id), ...rule.messageIds] };
}

/** What lists say of an order of these lines. */
export function listedAs(lines: readonly { name: string; quantity: number }[]) {
  return { summary: lines[0]?.name ?? '', itemCount: lines.reduce((count, { quantity }) => count + quantity, 0) };
}

/** Whether whoever orders may still do so, as a condition: a customer is active, or staff order for them, and has the points. */
function mayOrder(storeId: string, { draft: { customerId, pointsSpent }, byStaff }: Placed): SQL {
  if (customerId === null) return sql`true`;
  const isTheirs = (byStaff ? isOrderedFor : isActive)(storeId, customerId);
  return sql`exists (select 1 from ${memberships} where ${isTheirs} and ${hasPoints(pointsSpent)})`;
}

type Reckoned = { id: string; customerId: string; draft: Draft };

/** What an order is to its customer: something to find, figures, points. */
function reckoned({ db, store }: Scene, { id, customerId, draft }: Reckoned, now: number, when: SQL): Statement[] {
  const number = numberOf(id);
  const spent = { customerId, orderId: id, orderNumber: number, points: draft.pointsSpent };
  return [
    wordsOf({ db, store }, { id, customerId, lines: draft.lines }, now, when),
    findableBy(db, { storeId: store.id, customerId }, number, when),
    db
      .update(memberships)
      .set({ orderCount: sql`${memberships.orderCount} + 1`, lastOrderAt: now, ...revisedCustomer(store.id, now) })
      .where(and(isOrderedFor(store.id, customerId), when)),
    ...spending(db, store, spent, now, when),
  ];
}

/** The number of an order, which is known in the batch that places it only. */
function numberOf(orderId: string): SQL {
  return sql`(select ${orders.number} from ${orders} where ${orders.id} = ${orderId})`;
}

function linesOf({ db }: Scene, { id, draft: { lines } }: Placed, when: SQL): Statement {
  const values = [
    'productId',
    'sku',
    'name',
    'quantity',
    'listPriceMinor',
    'unitPriceMinor',
    'taxBasisPoints',
    'totalMinor',
    'taxMinor',
  ];
  const columns = values.map((name) => sql`value ->> ${`$.${name}`}`);
  return db.insert(orderLines).select(sql`
    select ${id}, key + 1, ${sql.join(columns, sql`, `)} from json_each(${JSON.stringify(lines)}) where ${when}`);
}

type Found = { id: string; customerId: string; lines: readonly { name: string }[] };

/** What an order that was placed at `now` is found by. */
export function wordsOf({ db, store }: Scene, { id, customerId, lines }: Found, now: number, when: SQL): Statement {
  const words = JSON.stringify(termsOf(lines.map(({ name }) => name)));
  return db
    .insert(orderTerms)
    .select(
      sql`
      select ${customerId}, ${store.id}, value, ${now}, ${id} from json_each(${words}) where ${when}
      union select ${customerId}, ${store.id}, lower(${numberOf(id)}), ${now}, ${id} where ${when}`,
    )
    .onConflictDoNothing();
}
