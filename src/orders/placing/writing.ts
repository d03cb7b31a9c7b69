// What placing an order writes: statements for one batch, each of which depends on the order's having been placed.
import { and, sql, type SQL } from 'drizzle-orm';
import { products } from '../../catalog/schema.ts';
import { isActive } from '../../customers/customers.ts';
import { findableBy } from '../../customers/finding/numbers.ts';
import { memberships } from '../../customers/schema.ts';
import { next, numbering } from '../../documents/numbers.ts';
import { running } from '../../groups/rules/rules.ts';
import { hasPoints, spending } from '../../loyalty/spending.ts';
import type { Posted } from '../../messages/outbox.ts';
import { insertIf, type Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { counting } from '../days/days.ts';
import { happening } from '../events/events.ts';
import { termsOf } from '../history/terms.ts';
import { confirming, noticing, type Confirmed } from '../messages.ts';
import { confirmation } from '../papers/papers.ts';
import { nextRevision } from '../revisions.ts';
import { orderLines, orders, orderTerms } from '../schema.ts';
import { ruled } from '../statuses/rules.ts';
import type { Scene } from '../taking.ts';
import type { Draft } from './drafts.ts';
import type { Orderer } from './orderer.ts';

/** How long a bank transfer may take. */
const dueMs = 14 * 86_400_000;

export type Placed = {
  id: string;
  who: Orderer;
  draft: Draft;
  /** For a guest's: what keeps it apart from everybody else's, and the message to them. */
  guest?: { guestKey: string; secretHash: string; message: Confirming };
};

/** Makes the message to whoever ordered; it is written where the condition holds. */
export type Confirming = (order: Confirmed, when: SQL) => Posted;

/**
 * The statements of the batch, whose second returns the order if it was placed, and the messages to deliver then; placed only where
 * `when` holds at the place of the first two.
 */
export function placing({ db, store }: Scene, placed: Placed, now: number, when: SQL = sql`true`) {
  const { id, who, draft, guest } = placed;
  const { customerId, lines } = draft;
  const { series, number } = numbering(store, 'order', now);
  const mayBe = sql`${isEnough(draft)} and ${mayOrder(store.id, draft)} and (${when})`;
  const isPlaced = sql`exists (select 1 from ${orders} where ${orders.id} = ${id})`;
  const isPrepaid = draft.paymentMethod === 'bank_transfer' && draft.totalMinor > 0;
  const dueAt = isPrepaid ? now + dueMs : null;
  const written = { ...draft, id, number: numberOf(id), placedAt: now, dueAt, paidMinor: 0, erasedAt: null };
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
      summary: lines[0]?.name ?? '',
      itemCount: lines.reduce((count, { quantity }) => count + quantity, 0),
      placedAt: now,
      dueAt,
      ...rule.set,
      revision: nextRevision(store.id),
    },
    mayBe,
  ).returning({ id: orders.id, number: orders.number });
  const messages = [
    guest ? guest.message(written, isPlaced) : confirming({ db, store }, written, who, now, isPlaced),
    ...noticing({ db, store }, written, now, isPlaced),
  ];
  const statements = [
    next(db, store.id, series, mayBe),
    order,
    linesOf({ db, store }, placed, isPlaced),
    happening(db, { id: newId('event', now), orderId: id, event: 'placed', at: now }, isPlaced),
    taken({ db, store }, draft, isPlaced),
    counting(db, store, { groupName: draft.groupName, orders: 1 }, now, isPlaced),
    ...(customerId === null ? [] : reckoned({ db, store }, { id, customerId, draft }, now, isPlaced)),
    ...confirmation({ db, store }, written, now, isPlaced),
    ...rule.statements,
    ...messages.map(({ statement }) => statement),
    ...(customerId === null ? [] : running(db, store, { customerIds: [customerId] }, newId('move', now), now)),
  ] as const;
  return { statements, messageIds: [...messages.map((message) => message.id), ...rule.messageIds] };
}

/** Whether whoever orders may still do so, as a condition: a customer is active and has the points. */
function mayOrder(storeId: string, { customerId, pointsSpent }: Draft): SQL {
  if (customerId === null) return sql`true`;
  return sql`exists (
    select 1 from ${memberships} where ${isActive(storeId, customerId)} and ${hasPoints(pointsSpent)})`;
}

type Reckoned = { id: string; customerId: string; draft: Draft };

/** What an order is to its customer: something to find, figures, points. */
function reckoned({ db, store }: Scene, { id, customerId, draft }: Reckoned, now: number, when: SQL): Statement[] {
  const number = numberOf(id);
  const spent = { customerId, orderId: id, orderNumber: number, points: draft.pointsSpent };
  return [
    wordsOf({ db, store }, { id, customerId, draft }, now, when),
    findableBy(db, { storeId: store.id, customerId }, number, when),
    db
      .update(memberships)
      .set({ orderCount: sql`${memberships.orderCount} + 1`, lastOrderAt: now })
      .where(and(isActive(store.id, customerId), when)),
    ...spending(db, store, spent, now, when),
  ];
}

/** The number of an order, which is known in the batch that places it only. */
function numberOf(orderId: string): SQL {
  return sql`(select ${orders.number} from ${orders} where ${orders.id} = ${orderId})`;
}

/** Whether everything in it is still sold, and there is enough of it. */
function isEnough({ lines }: Draft): SQL {
  return sql`not exists (
    select 1 from json_each(${piecesOf(lines)}) join ${products} on ${products.id} = value ->> 'id'
    where ${products.retiredAt} is not null or ${products.stock} < value ->> 'quantity')`;
}

/** The statement that takes what is ordered from the stock, where it is counted. */
function taken({ db }: Scene, { lines }: Draft, when: SQL): Statement {
  const pieces = piecesOf(lines);
  const count = sql`(select value ->> 'quantity' from json_each(${pieces}) where value ->> 'id' = ${products.id})`;
  const isOrdered = sql`${products.id} in (select value ->> 'id' from json_each(${pieces}))`;
  return db
    .update(products)
    .set({ stock: sql`${products.stock} - ${count}` })
    .where(and(isOrdered, sql`${products.stock} is not null`, when));
}

function piecesOf(lines: Draft['lines']): string {
  return JSON.stringify(lines.map(({ productId, quantity }) => ({ id: productId, quantity })));
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

/** What it is found by. */
function wordsOf({ db, store }: Scene, { id, customerId, draft }: Reckoned, now: number, when: SQL): Statement {
  const words = JSON.stringify(termsOf(draft.lines.map(({ name }) => name)));
  return db
    .insert(orderTerms)
    .select(
      sql`
      select ${customerId}, ${store.id}, value, ${now}, ${id} from json_each(${words}) where ${when}
      union select ${customerId}, ${store.id}, lower(${numberOf(id)}), ${now}, ${id} where ${when}`,
    )
    .onConflictDoNothing();
}
