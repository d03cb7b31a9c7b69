// Staff change an order by hand, and everything that depends on it follows in the same batch: totals and tax, stock, what it is found
// by, the customer's figures and points, and its papers, of which none is ever changed (decision 030). Whether nobody was quicker and
// there is enough of everything is decided there, by its event.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { memberships } from '../../customers/schema.ts';
import { adjusting } from '../../loyalty/reversing.ts';
import { returning } from '../../loyalty/spending.ts';
import type { Issuing } from '../../documents/issuing.ts';
import type { Database, Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { happening, telling as tellingPartners } from '../events/events.ts';
import { orderEvents } from '../events/schema.ts';
import { earned, turnedOver } from '../counting.ts';
import { changedByHand, invoiced } from '../messages.ts';
import { contentOf } from '../papers/content.ts';
import * as papers from '../papers/papers.ts';
import { wordsOf } from '../placing/writing.ts';
import { orderLines, orders, orderTerms } from '../schema.ts';
import { heldOf, owed } from '../steps.ts';
import { isEnough, stocking } from '../stock.ts';
import { take, type Acting, type Change, type Order, type Scene, type StepResult, type Taken } from '../taking.ts';
import type { Telling } from '../taking.ts';
import { differencesOf } from './differences.ts';
import { outcome, type Changed } from './outcome.ts';
import { problemOf, type ChangingProblem } from './rules.ts';

export type Wanted = Changed & {
  /** The revision of the order that staff saw when they decided. */
  revision: number;
  why: string;
  /** Whether the customer is told why. */
  isWhyTold: boolean;
};

export type ChangingResult = StepResult | { ok: false; problem: ChangingProblem | 'not_enough' };

/**
 * Changes an order. Problems: `is_cancelled` and `is_refunded`; those of the rules of changes; `not_enough` of a product;
 * `changed_meanwhile`, where the order is not the one that staff saw.
 */
export async function change(
  scene: Scene,
  acting: Acting,
  wanted: Wanted,
  now: number,
  telling?: Telling,
): Promise<ChangingResult> {
  let isAsSeen = false;
  const result = await take<ChangingProblem>(scene, acting, 'change', now, telling, (order, taken) => {
    isAsSeen = order.revision === wanted.revision;
    if (!isAsSeen) return { problem: 'changed_meanwhile' };
    const after = outcome(scene.store, order, wanted);
    const problem = problemOf(order, after);
    return problem ? { problem } : changeOf(scene, { order, after, wanted, by: acting.staffId, now }, taken);
  });
  if (result.ok || result.problem !== 'changed_meanwhile' || !isAsSeen) return result;
  // Where it is still the order that staff saw, what was missing is goods.
  const isSame = await isAt(scene.db, acting.orderId, wanted.revision);
  return isSame ? { ok: false, problem: 'not_enough' } : result;
}

type Case = { order: Order; after: Order; wanted: Wanted; by: string | null; now: number };

function changeOf(scene: Scene, one: Case, { eventId, happened }: Taken): Change {
  const { db, store } = scene;
  const { order, after, wanted, now } = one;
  const isPaidNow = order.paidAt === null && heldOf(order) > 0 && owed(after) <= 0;
  const turnoverMinor = isPaidNow ? after.totalMinor : order.paidAt === null ? 0 : after.totalMinor - order.totalMinor;
  const issued = reissuing(scene, one, isPaidNow, happened);
  return {
    event: 'changed',
    amountMinor: after.totalMinor,
    text: wanted.why,
    changes: differencesOf(order, after),
    onlyIf: isEnough(order.lines, after.lines),
    after,
    set: {
      ...columnsOf(after),
      ...(isPaidNow ? { paidAt: now, ...(order.status === 'placed' ? { status: 'paid' as const } : {}) } : {}),
    },
    figures: turnoverMinor === 0 ? {} : { turnoverMinor: sql`${memberships.turnoverMinor} + ${turnoverMinor}` },
    ...(isPaidNow ? { news: { event: 'paid', amountMinor: heldOf(order) } } : {}),
    messages: (who) => [
      changedByHand({ db, store }, after, who, wanted.isWhyTold ? wanted.why : '', now, happened),
      ...(issued ? [invoiced({ db, store }, after, who, issued.invoice, now)] : []),
    ],
    more: () => [
      ...relining(db, after, happened),
      stocking(db, order.lines, after.lines, happened),
      ...finding(scene, order, after, happened),
      ...pointsOf(scene, one, isPaidNow, happened),
      ...(turnoverMinor === 0 ? [] : [turnedOver(scene, order, turnoverMinor, now, happened)]),
      ...(issued ? [...issued.statements, numbering(db, eventId, issued)] : []),
      ...(isPaidNow ? paid(scene, one, happened) : []),
    ],
  };
}

/** What of an order a change by hand writes, besides its lines. */
const written = [
  ...(['billing', 'delivery', 'vatId', 'summary', 'itemCount', 'itemsMinor', 'shippingName', 'shippingMinor'] as const),
  ...(['rebateMinor', 'pointsSpent', 'pointsMinor', 'totalMinor', 'taxMinor', 'carrier', 'trackingCode'] as const),
] as const;

function columnsOf(after: Order): Change['set'] {
  return Object.fromEntries(written.map((column) => [column, after[column]]));
}

/** The lines anew: of each the tax may be another, since what comes off the whole is shared by all. */
function relining(db: Database, { id, lines }: Order, when: SQL): Statement[] {
  const columns = (
    ['position', 'productId', 'sku', 'name', 'quantity', 'listPriceMinor', 'unitPriceMinor', 'taxBasisPoints'] as const
  ).map((name) => sql`value ->> ${`$.${name}`}`);
  return [
    db.delete(orderLines).where(and(eq(orderLines.orderId, id), when)),
    db.insert(orderLines).select(sql`
      select ${id}, ${sql.join(columns, sql`, `)}, value ->> 'totalMinor', value ->> 'taxMinor'
      from json_each(${JSON.stringify(lines)}) where ${when}`),
  ];
}

function finding(scene: Scene, { customerId, lines, id, placedAt }: Order, after: Order, when: SQL): Statement[] {
  const namesOf = (all: Order['lines']) => JSON.stringify(all.map(({ name }) => name));
  if (customerId === null || namesOf(lines) === namesOf(after.lines)) return [];
  return [
    scene.db.delete(orderTerms).where(and(eq(orderTerms.orderId, id), when)),
    wordsOf(scene, { id, customerId, lines: after.lines }, placedAt, when),
  ];
}

/** Points that are not spent any more come back; what the order earned follows what it costs. */
function pointsOf({ db, store }: Scene, { order, after, now }: Case, isPaidNow: boolean, when: SQL): Statement[] {
  const { id: orderId, number: orderNumber, customerId } = order;
  if (customerId === null) return [];
  const of = `${order.revision}`;
  const back = order.pointsSpent - after.pointsSpent;
  const whose = { customerId, orderId };
  return [
    ...(back > 0 ? returning(db, store, { ...whose, part: { points: back, of } }, now, when) : []),
    ...(isPaidNow ? earned({ db, store }, after, now, when) : []),
    ...(order.paidAt === null
      ? []
      : adjusting(
          db,
          store,
          { ...whose, orderNumber, before: order.totalMinor, after: after.totalMinor, of },
          now,
          when,
        )),
  ];
}

type Reissued = { statements: Statement[]; creditNote: Issuing; invoice: Issuing };

/** The open invoice is taken back, and there is a new one, if it would say something else; the first one of an order that is paid now. */
function reissuing(scene: Scene, { order, after, now }: Case, isPaidNow: boolean, happened: SQL): Reissued | null {
  const isSame = JSON.stringify(contentOf(order)) === JSON.stringify(contentOf(after));
  if (isSame) return null;
  const creditNote = papers.creditNote(scene, order, now, happened);
  const invoice = papers.invoice(scene, after, now, isPaidNow ? happened : creditNote.isIssued);
  return { statements: [...creditNote.statements, ...invoice.statements], creditNote, invoice };
}

/** The numbers of the papers, which are known in the batch only, into the history. */
function numbering(db: Database, eventId: string, { creditNote, invoice }: Reissued): Statement {
  const numbers = sql`json_object('what', 'papers', 'before', ${creditNote.number}, 'after', ${invoice.number})`;
  return db
    .update(orderEvents)
    .set({ changes: sql`json_insert(${orderEvents.changes}, '$[#]', ${numbers})` })
    .where(and(eq(orderEvents.id, eventId), creditNote.isIssued));
}

/** It costs no more than what was paid in part, so now it is paid: the history says so right behind the change. */
function paid({ db, store }: Scene, { order, by, now }: Case, when: SQL): Statement[] {
  const event = { id: newId('event', now + 1), orderId: order.id, event: 'paid', staffId: by, at: now } as const;
  const told = {
    storeId: store.id,
    orderId: order.id,
    customerId: order.customerId,
    type: 'order.paid',
    id: event.id,
  } as const;
  return [happening(db, event, when), tellingPartners(db, told, now, when)];
}

async function isAt(db: Database, orderId: string, revision: number): Promise<boolean> {
  const same = and(eq(orders.id, orderId), eq(orders.revision, revision));
  return (await db.select({ id: orders.id }).from(orders).where(same)).length > 0;
}
