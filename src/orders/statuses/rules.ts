// What a store's own status does when something happens to an order: the order is called by it, its history says which rule did it, and
// whoever ordered is told in its words instead of the standard ones. All of it is in the batch of what happened, and the rule is looked
// up there, by SQL, so it is the one of that very moment. Each rule does something to an order once.
import { sql, type SQL } from 'drizzle-orm';
import type { DocumentType } from '../../documents/issuing.ts';
import { insertIf, type Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { orderEvents } from '../events/schema.ts';
import { calling, type News } from '../messages.ts';
import { orders } from '../schema.ts';
import type { Scene } from '../taking.ts';
import { papersWith, type Subject } from './following.ts';
import { orderStatuses } from './schema.ts';
import { saidIn } from './showing.ts';

export const happenings = ['placed', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'] as const;
type Happening = (typeof happenings)[number];

/** What a status can issue at an event, beside what is issued then in any case. */
const issuable: Readonly<Record<Happening, readonly DocumentType[]>> = {
  placed: ['invoice', 'delivery_note'],
  paid: ['delivery_note'],
  shipped: [],
  delivered: ['invoice', 'delivery_note'],
  cancelled: [],
  refunded: [],
};

/** What happened: of what comes after placing, as the customer is told; and whether it moves the order on. */
export type Cause = Omit<News, 'event'> & { event: Happening; movesOn: boolean };

export type Ruled = {
  /** What the order is called from then on. */
  set: { statusId: SQL; statusAt: SQL };
  /** Whether the store has a status of its own for this, as a condition. */
  isOwn: SQL;
  statements: Statement[];
  messageIds: string[];
};

/**
 * What the store's own status of this event does, if it has one, where the event has `happened`. Without one the order is called by
 * its event again; unless that does not move it on, like money that comes after the parcel: then it is called as before.
 */
export function ruled(scene: Scene, cause: Cause, subject: Subject, now: number, happened: SQL): Ruled {
  const { db, store } = scene;
  const { event, movesOn } = cause;
  const { order } = subject;
  const { id, storeId, trigger, days, retiredAt, isTold, document } = orderStatuses;
  // As the index of what there is once says it, literally.
  const own = sql`from ${orderStatuses} where ${storeId} = ${store.id} and ${trigger} = ${event} and ${days} = 0
    and ${retiredAt} is null and ${trigger} not in ('hand', 'follows')`;
  const valueOf = (value: SQL) => sql`(select ${value} ${own})`;
  const isOwn = sql`exists (select 1 ${own})`;
  // Behind the event that caused it, also by its id.
  const eventId = newId('event', now + 1);
  const written = insertIf(
    db,
    orderEvents,
    { id: eventId, orderId: order.id, event: 'status', at: now, statusId: valueOf(sql`${id}`), rule: event },
    sql`${happened} and ${isOwn}`,
  ).onConflictDoNothing();
  const isSet = sql`exists (select 1 from ${orderEvents} where ${orderEvents.id} = ${eventId})`;
  const where = (condition: SQL) => sql`${isSet} and exists (select 1 ${own} and ${condition})`;
  const messages = calling(
    scene,
    subject,
    (languages) => ({
      ...cause,
      status: valueOf(saidIn(orderStatuses.names, languages)),
      text: valueOf(saidIn(orderStatuses.texts, languages)),
      note: '',
    }),
    now,
    where(sql`${isTold} = 1`),
  );
  const papers = issuable[event].flatMap((type) =>
    papersWith(scene, type, order, now, where(sql`${document} = ${type}`)),
  );
  const kept = (value: SQL, before: SQL) => (movesOn ? value : sql`coalesce(${value}, ${before})`);
  return {
    set: {
      statusId: kept(valueOf(sql`${id}`), sql`${orders.statusId}`),
      statusAt: kept(valueOf(sql`${now}`), sql`${orders.statusAt}`),
    },
    isOwn,
    statements: [written, ...papers, ...messages.map(({ statement }) => statement)],
    messageIds: messages.map((message) => message.id),
  };
}
