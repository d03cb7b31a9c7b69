// How a step of an order is taken: one batch, in which the event decides, by being written only while the order is as it was read, and
// everything else depends on the event. So of two members of staff at once one has an effect, and figures, history, messages and
// rules of groups never disagree.
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import { customers, memberships } from '../customers/schema.ts';
import { running } from '../groups/rules/rules.ts';
import type { Posted } from '../messages/outbox.ts';
import type { Store } from '../stores/stores.ts';
import { batch, type Database, type Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { anonymous, ended, forgettingWords } from './erasure.ts';
import { happening, type Difference, type Event } from './events/events.ts';
import { orderEvents } from './events/schema.ts';
import { announcing, type News, type Who } from './messages.ts';
import { isAsRead, nextRevision } from './revisions.ts';
import { orderLines, orders } from './schema.ts';
import { problemOf, type Act, type StepProblem } from './steps.ts';

export type Scene = { db: Database; store: Store };

/** An order of the store, and who of the staff acts; null for the system. */
export type Acting = { orderId: string; staffId: string | null };

/** Statements that tell of the act, for its batch, on the condition that it happened. */
export type Telling = (happened: SQL) => readonly Statement[];

export type StepResult =
  | { ok: true; orderId: string; messageIds: string[] }
  | { ok: false; problem: StepProblem | 'not_found' | 'changed_meanwhile' | 'amount_invalid' };

type Line = typeof orderLines.$inferSelect;

/** An order with its lines. */
export type Order = typeof orders.$inferSelect & { lines: readonly Line[] };
/** What a step does to an order. */
export type Change = {
  event: Event;
  amountMinor?: number;
  /** Why it was changed, or the note; and what was changed. */
  text?: string;
  changes?: Difference[];
  /** What must hold besides for it to happen, at the place of the event. */
  onlyIf?: SQL;
  set: Partial<typeof orders.$inferInsert>;
  /** What it does to the customer's figures. */
  figures?: Record<string, SQL>;
  /** What the customer is told; and other messages, to whoever ordered. */
  news?: News;
  messages?: (who: Who, happened: SQL) => Posted[];
  more?: (happened: SQL) => Statement[];
};

/** A step as it is being taken: its event, and whether that was written, as a condition. */
export type Taken = { eventId: string; happened: SQL };

/** Why what was asked for cannot be done to the order as it is. */
export type Refused<Problem> = { problem: Problem };

/**
 * Takes a step of an order: the event decides, by being written only while the order is as it was read, and everything else, what
 * `changeOf` says included, depends on the event. Problems: of the step, `not_found`, `amount_invalid` where there is no change, what
 * `changeOf` refuses, and `changed_meanwhile`.
 */
export async function take<Problem extends string = never>(
  { db, store }: Scene,
  { orderId, staffId }: Acting,
  step: Act,
  now: number,
  telling: Telling | undefined,
  changeOf: (order: Order, taken: Taken) => Change | Refused<Problem | 'changed_meanwhile'> | null,
): Promise<StepResult | { ok: false; problem: Problem | 'changed_meanwhile' }> {
  const found = await find({ db, store }, orderId);
  if (!found) return { ok: false, problem: 'not_found' };
  const { order, who } = found;
  const problem = problemOf(step, order);
  if (problem) return { ok: false, problem };
  const eventId = newId('event', now);
  const happened = sql`exists (select 1 from ${orderEvents} where ${orderEvents.id} = ${eventId})`;
  const change = changeOf(order, { eventId, happened });
  if (!change) return { ok: false, problem: 'amount_invalid' };
  if ('problem' in change) return { ok: false, problem: change.problem };

  const isTheirs = and(eq(orders.id, orderId), eq(orders.storeId, store.id));
  const { event: what, amountMinor = null, text, changes, onlyIf = sql`true` } = change;
  const event = happening(
    db,
    { id: eventId, orderId, event: what, staffId, amountMinor, text, changes, at: now },
    sql`exists (select 1 from ${orders} where ${isTheirs} and ${isAsRead(order)}) and (${onlyIf})`,
  );
  const changed = db
    .update(orders)
    .set({ ...change.set, ...withoutPerson(order, change), revision: nextRevision(store.id) })
    .where(and(isTheirs, happened))
    .returning({ id: orders.id });
  const messages = messagesFor({ db, store }, { order, who, change }, now, happened);
  const [, rows] = await batch(db, [
    event,
    changed,
    ...figuresOf({ db, store }, order, change.figures ?? {}, happened),
    ...(change.more?.(happened) ?? []),
    ...(isWithoutPerson(order, change) ? [forgettingWords(db, sql`${isTheirs} and ${happened}`)] : []),
    ...messages.map(({ statement }) => statement),
    ...(telling?.(happened) ?? []),
    ...rulesFor({ db, store }, order, now),
  ] as const);
  if (rows.length === 0) return { ok: false, problem: 'changed_meanwhile' };
  return { ok: true, orderId, messageIds: messages.map(({ id }) => id) };
}

/** An order of the store with its lines, and who ordered it: its customer or guest; null once they are erased. */
export async function find({ db, store }: Pick<Scene, 'db' | 'store'>, orderId: string) {
  const { name, email, language } = customers;
  const isTheirs = and(eq(orders.id, orderId), eq(orders.storeId, store.id));
  const customer = sql`(select ${orders.customerId} from ${orders} where ${isTheirs})`;
  const [[order], lines, [who]] = await batch(db, [
    db.select().from(orders).where(isTheirs),
    db.select().from(orderLines).where(eq(orderLines.orderId, orderId)).orderBy(asc(orderLines.position)),
    db
      .select({ name, email, language })
      .from(customers)
      .where(sql`${customers.id} = ${customer}`),
  ] as const);
  return order && { order: { ...order, lines }, who: whoOrdered(order, who) };
}

type Row = typeof orders.$inferSelect;

function whoOrdered(order: Row, customer: Omit<Who, 'customerId'> | undefined): Who | null {
  const { customerId, guestKey, email, billing, language } = order;
  if (customerId !== null) return customer ? { ...customer, customerId } : null;
  return guestKey === null ? null : { customerId, email, name: billing?.name ?? '', language };
}

/** An order of somebody who was erased while it was open: once it ends, nothing of them stays in it. */
function withoutPerson(order: Order, change: Change): Partial<Order> {
  return isWithoutPerson(order, change) ? anonymous : {};
}

function isWithoutPerson({ erasedAt }: Order, { set: { status } }: Change): boolean {
  return erasedAt !== null && ended.some((one) => one === status);
}

function figuresOf({ db, store }: Scene, { customerId }: Order, figures: Record<string, SQL>, when: SQL): Statement[] {
  if (customerId === null || Object.keys(figures).length === 0) return [];
  const theirs = and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId), when);
  return [db.update(memberships).set(figures).where(theirs)];
}

type Subject = { order: Order; who: Who | null; change: Change };

/** Word to whoever ordered, if they are known; in the language in which they ordered, where they have chosen none. */
function messagesFor(scene: Scene, { order, who, change }: Subject, now: number, when: SQL): Posted[] {
  const { number, currency } = order;
  if (!who) return [];
  const to = { ...who, language: who.language ?? order.language };
  const { news, messages } = change;
  return [
    ...(news ? [announcing(scene, { who: to, number, currency }, news, now, when)] : []),
    ...(messages?.(to, when) ?? []),
  ];
}

function rulesFor({ db, store }: Scene, { customerId }: Order, now: number): Statement[] {
  return customerId === null ? [] : running(db, store, { customerIds: [customerId] }, newId('move', now), now);
}
