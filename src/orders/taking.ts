// How a step of an order is taken: one batch, in which the event decides, by being written only while the order is as it was read, and
// everything else depends on the event. So of two members of staff at once one has an effect, and figures, history, messages and
// rules of groups never disagree.
import { and, asc, eq, is, SQL, sql } from 'drizzle-orm';
import { customers } from '../customers/schema.ts';
import { running } from '../groups/rules/rules.ts';
import type { Posted } from '../messages/outbox.ts';
import type { Store } from '../stores/stores.ts';
import { batch, type Database, type Results, type Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { figuring } from './counting.ts';
import { anonymous, forgettingWords, isForgotten } from './erasure.ts';
import { happening, telling as tellingPartners, typeOf, type Difference, type Event } from './events/events.ts';
import { orderEvents } from './events/schema.ts';
import { announcing, type News, type Who } from './messages.ts';
import { isAsRead, revised } from './revisions.ts';
import { orderLines, orders } from './schema.ts';
import { ruled } from './statuses/rules.ts';
import { owed, problemOf, type Act, type StepProblem } from './steps.ts';

export type Scene = { db: Database; store: Store };

/** An order of the store, and who of the staff acts, null for the system; and the revision that they saw, where what they do depends on it. */
export type Acting = { orderId: string; staffId: string | null; revision?: number | undefined };

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
  /** The order as it is then, where a paper would say something else of it. */
  after?: Order;
  /** What it does to the customer's figures. */
  figures?: Record<string, SQL>;
  /** What the customer is told of what happens once, in place of which the store's own status may speak. */
  news?: News & { event: Exclude<News['event'], 'repaid'> };
  /** What whoever ordered is told besides, in any case. */
  messages?: (who: Who, happened: SQL) => Posted[];
  more?: (happened: SQL) => Statement[];
};

/** Why what was asked for cannot be done to the order as it is. */
type Refused<Problem> = { problem: Problem };

/** A step as it is being taken: its event, and whether that was written, as a condition. */
export type Taken = { eventId: string; happened: SQL };

/** A step of an order: what it is called by the rules, what it does, and what tells of it. */
export type Taking<Problem extends string = never> = {
  step: Act;
  /** What it does to the order as it was read; null where the amount is none. */
  changeOf: (order: Order, taken: Taken) => Change | Refused<Problem | 'changed_meanwhile'> | null;
  telling?: Telling | undefined;
};

/**
 * Takes a step of an order: the event decides, by being written only while the order is as it was read, and everything else, what
 * `changeOf` says included, depends on the event. Problems: of the step, `not_found`, `amount_invalid` where there is no change, what
 * `changeOf` refuses, and `changed_meanwhile`.
 */
export async function take<Problem extends string = never>(
  scene: Scene,
  acting: Acting,
  step: Act,
  now: number,
  telling: Telling | undefined,
  changeOf: Taking<Problem>['changeOf'],
): Promise<StepResult | { ok: false; problem: Problem | 'changed_meanwhile' }> {
  const found = await find(scene, acting.orderId);
  if (!found) return { ok: false, problem: 'not_found' };
  const { revision = found.order.revision } = acting;
  if (revision !== found.order.revision) return { ok: false, problem: 'changed_meanwhile' };
  const planned = plan(scene, found, acting, { step, changeOf, telling }, now);
  if (!planned.ok) return planned;
  const [, rows] = await batch(scene.db, [...planned.statements, ...rulesFor(scene, [found.order], now)] as const);
  if (rows.length === 0) return { ok: false, problem: 'changed_meanwhile' };
  return { ok: true, orderId: acting.orderId, messageIds: planned.messageIds };
}

/**
 * The statements of a step of an order that was found, for one batch, in which rules of groups belong behind them. The second returns
 * the order if the step was taken. Problems: of the step, `amount_invalid`, and what `changeOf` refuses.
 */
export function plan<Problem extends string = never>(
  { db, store }: Scene,
  { order, who }: Found,
  { staffId }: Pick<Acting, 'staffId'>,
  { step, changeOf, telling }: Taking<Problem>,
  now: number,
) {
  const problem = problemOf(step, order);
  if (problem) return { ok: false, problem } as const;
  const eventId = newId('event', now);
  const happened = sql`exists (select 1 from ${orderEvents} where ${orderEvents.id} = ${eventId})`;
  const change = changeOf(order, { eventId, happened });
  if (!change) return { ok: false, problem: 'amount_invalid' } as const;
  if ('problem' in change) return { ok: false, problem: change.problem } as const;

  const { id: orderId, customerId } = order;
  const type = typeOf(change.event, owed(order) <= (change.amountMinor ?? 0));
  const isTheirs = and(eq(orders.id, orderId), eq(orders.storeId, store.id));
  const { event: what, amountMinor = null, text, changes, onlyIf = sql`true` } = change;
  const event = happening(
    db,
    { id: eventId, orderId, event: what, staffId, amountMinor, text, changes, at: now },
    sql`exists (select 1 from ${orders} where ${isTheirs} and ${isAsRead(order)}) and (${onlyIf})`,
  );
  const isOver = isForgotten(order, change.set.status);
  const rule = ruleOf({ db, store }, { order, who }, change, now, happened);
  const changed = db
    .update(orders)
    .set({ ...change.set, ...(isOver ? anonymous : {}), ...rule?.set, ...revised(store.id, now) })
    .where(and(isTheirs, happened))
    .returning({ id: orders.id });
  const isTold = rule ? sql`${happened} and not ${rule.isOwn}` : happened;
  const messages = [
    ...newsFor({ db, store }, { order, who, news: change.news }, now, isTold),
    ...(who ? (change.messages?.(inLanguageOf(order, who), happened) ?? []) : []),
  ];
  const statements = [
    event,
    changed,
    ...figuring({ db, store }, order, change.figures ?? {}, now, happened),
    ...(change.more?.(happened) ?? []),
    ...(isOver ? [forgettingWords(db, sql`${isTheirs} and ${happened}`)] : []),
    ...(rule?.statements ?? []),
    ...messages.map(({ statement }) => statement),
    ...(telling?.(happened) ?? []),
    tellingPartners(db, { storeId: store.id, orderId, customerId, type, id: eventId }, now, happened),
  ] as const;
  const messageIds = [...messages.map(({ id }) => id), ...(rule?.messageIds ?? [])];
  return { ok: true as const, statements, messageIds };
}

/** What the store's own status for it does, where the customer is told that it happened: of a payment in part they are not. */
function ruleOf(scene: Scene, { order, who }: Found, { news, set, after = order }: Change, now: number, happened: SQL) {
  return news && ruled(scene, { ...news, movesOn: set.status !== undefined }, { order: after, who }, now, happened);
}

/** An order with its lines, and who ordered it: its customer or guest; null once they are erased. */
export type Found = { order: Order; who: Who | null };

/** An order of the store. */
export async function find(scene: Pick<Scene, 'db' | 'store'>, orderId: string): Promise<Found | undefined> {
  return foundIn(await batch(scene.db, finding(scene, [orderId])))[0];
}

/** The statements that read these orders of the store, by ids or one id in SQL, for one batch; `foundIn` puts together what they return. */
export function finding({ db, store }: Pick<Scene, 'db' | 'store'>, orderIds: readonly string[] | SQL) {
  const ids = is(orderIds, SQL) ? orderIds : sql`select value from json_each(${JSON.stringify(orderIds)})`;
  const areThese = sql`${orders.storeId} = ${store.id} and ${orders.id} in (${ids})`;
  const { id: customerId, name, email, language } = customers;
  return [
    db.select().from(orders).where(areThese),
    db
      .select({ line: orderLines })
      .from(orders)
      .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
      .where(areThese)
      .orderBy(asc(orderLines.position)),
    db
      .select({ customerId, name, email, language })
      .from(customers)
      .where(sql`${customers.id} in (select ${orders.customerId} from ${orders} where ${areThese})`),
  ] as const;
}

/** The orders that were read. */
export function foundIn([rows, lines, people]: Results<ReturnType<typeof finding>>): Found[] {
  return rows.map((row) => ({
    order: { ...row, lines: lines.map(({ line }) => line).filter(({ orderId }) => orderId === row.id) },
    who: whoOrdered(
      row,
      people.find(({ customerId }) => customerId === row.customerId),
    ),
  }));
}

function whoOrdered(order: typeof orders.$inferSelect, customer: Who | undefined): Who | null {
  const { customerId, guestKey, email, billing, language } = order;
  if (customerId !== null) return customer ?? null;
  return guestKey === null ? null : { customerId, email, name: billing?.name ?? '', language };
}

type Subject = Found & { news: News | undefined };

/** Word to whoever ordered, if they are known; in the language in which they ordered, where they have chosen none. */
function newsFor(scene: Scene, { order, who, news }: Subject, now: number, when: SQL): Posted[] {
  const { number, currency } = order;
  if (!who || !news) return [];
  return [announcing(scene, { who: inLanguageOf(order, who), number, currency }, news, now, when)];
}

function inLanguageOf(order: Order, who: Who): Who {
  return { ...who, language: who.language ?? order.language };
}

/** The statements that run the rules of groups for whoever ordered these. */
export function rulesFor({ db, store }: Scene, ordered: readonly Order[], now: number): Statement[] {
  const customerIds = [...new Set(ordered.flatMap(({ customerId }) => customerId ?? []))];
  return customerIds.length === 0 ? [] : running(db, store, { customerIds }, newId('move', now), now);
}
