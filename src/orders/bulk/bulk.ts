// One step, or one status, of many orders: each is decided by itself, as if it was the only one, and all of a portion are in one batch,
// so what it waits for does not grow with their number.
import { and, eq, sql } from 'drizzle-orm';
import * as audit from '../../staff/audit/audit.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { cancelling, delivering, payingAll, shipping } from '../handling.ts';
import { orders } from '../schema.ts';
import type { Step } from '../steps.ts';
import * as byHand from '../statuses/by-hand.ts';
import type { Status } from '../statuses/following.ts';
import { plan, rulesFor, type Found, type Taking, type Telling } from '../taking.ts';
import type { Act, BulkStep, Outcome } from './input.ts';

type ChangeOf = Taking['changeOf'];

const steps: Readonly<
  Record<BulkStep, { step: Step; told: audit.Act; changing: (scene: audit.Scene, now: number) => ChangeOf }>
> = {
  paid: { step: 'pay', told: 'order_paid', changing: payingAll },
  shipped: {
    step: 'ship',
    told: 'order_shipped',
    changing: (scene, now) => shipping(scene, { carrier: '', trackingCode: '' }, now),
  },
  delivered: { step: 'deliver', told: 'order_delivered', changing: delivering },
  cancelled: { step: 'cancel', told: 'order_cancelled', changing: cancelling },
};

export type Doing = {
  act: Act;
  /** The status of the act, if it is one of the store's. */
  status: Status | undefined;
  staffId: string;
};

export type Done = { results: [id: string, outcome: Outcome][]; messageIds: string[] };

/** Does it to these orders, of which `found` are the store's, and tells what came of it for each, and which messages to deliver. */
export async function doTo(
  scene: audit.Scene,
  doing: Doing,
  { orderIds, found }: { orderIds: readonly string[]; found: readonly Found[] },
  now: number,
): Promise<Done> {
  const planned = orderIds.map((id) => {
    const one = found.find(({ order }) => order.id === id);
    return { id, ...(one ? planOf(scene, doing, one, now) : ({ ok: false, problem: 'not_found' } as const)) };
  });
  const taken = planned.flatMap((one) => (one.ok ? [one] : []));
  const statements: Statement[] = [
    ...taken.flatMap((one) => one.statements),
    ...rulesFor(
      scene,
      found.map(({ order }) => order),
      now,
    ),
  ];
  const returned: readonly unknown[] = taken.length === 0 ? [] : await batch(scene.db, statements);
  let place = 0;
  const results = planned.map((one): [string, Outcome] => {
    if (!one.ok) return [one.id, one.problem];
    // The second statement of each returns the order, if it was done.
    const changed = returned[place + 1];
    place += one.statements.length;
    return [one.id, Array.isArray(changed) && changed.length > 0 ? 'done' : 'changed_meanwhile'];
  });
  return { results, messageIds: taken.flatMap((one) => one.messageIds) };
}

function planOf(scene: audit.Scene, { act, status, staffId }: Doing, found: Found, now: number) {
  if (act.step === null) return byHand.plan(scene, found, { status, staffId, note: '' }, now);
  const { step, told, changing } = steps[act.step];
  const telling: Telling = (happened) => [
    audit.entry(scene, { by: staffId, act: told, after: { order: found.order.id } }, now, happened),
  ];
  return plan(scene, found, { staffId }, { step, changeOf: changing(scene, now), telling }, now);
}

/** What these orders of the store are called. */
export function namesOf(db: Database, storeId: string, orderIds: readonly string[]) {
  const areThese = sql`${orders.id} in (select value from json_each(${JSON.stringify(orderIds)}))`;
  return db
    .select({ id: orders.id, number: orders.number, summary: orders.summary })
    .from(orders)
    .where(and(eq(orders.storeId, storeId), areThese));
}
