// What comes of a status that is known: it is set by people or by time, and what belongs to it is in the same batch.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { DocumentType } from '../../documents/issuing.ts';
import { nameIn } from '../../catalog/names.ts';
import { insertIf, type Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { telling } from '../events/events.ts';
import { orderEvents } from '../events/schema.ts';
import { calling, type Who } from '../messages.ts';
import * as papers from '../papers/papers.ts';
import { revised } from '../revisions.ts';
import { orders } from '../schema.ts';
import type { Order, Scene } from '../taking.ts';
import type { orderStatuses } from './schema.ts';

export type Status = typeof orderStatuses.$inferSelect;

/** An order that a status is about, and who ordered it, if they are known. */
export type Subject = { order: papers.Papered & { language: string }; who: Who | null };

/** What sets a status: who of the staff, with what they say to whoever ordered; or a rule, like `overdue:7`. */
export type Setting = { staffId: string | null; rule: string | null; note: string };

/**
 * The statements that set a status where `when` holds at the first of them, which writes the event; the second returns the order if it
 * did. `isSet` says the same as a condition.
 */
export function setting(
  scene: Scene,
  { order, who }: { order: Order; who: Who | null },
  { status, staffId, rule, note }: Setting & { status: Status },
  now: number,
  when: SQL,
) {
  const { db, store } = scene;
  const eventId = newId('event', now);
  const { customerId } = order;
  const event = { id: eventId, orderId: order.id, event: 'status' as const, staffId, at: now, statusId: status.id };
  const isSet = sql`exists (select 1 from ${orderEvents} where ${orderEvents.id} = ${eventId})`;
  const isOver = order.cancelledAt !== null || order.refundedAt !== null;
  const document = isOver ? null : status.document;
  const messages = !status.isTold
    ? []
    : calling(
        scene,
        { order, who },
        (languages) => ({
          status: nameIn(status.names, ...languages),
          text: nameIn(status.texts, ...languages),
          note,
        }),
        now,
        isSet,
      );
  return {
    isSet,
    messageIds: messages.map((message) => message.id),
    statements: [
      insertIf(db, orderEvents, { ...event, rule, text: note }, when).onConflictDoNothing(),
      db
        .update(orders)
        .set({ statusId: status.id, statusAt: now, ...revised(store.id, now) })
        .where(and(eq(orders.id, order.id), eq(orders.storeId, store.id), isSet))
        .returning({ id: orders.id }),
      ...(document === null ? [] : papersWith(scene, document, order, now, isSet)),
      ...messages.map(({ statement }) => statement),
      telling(db, { storeId: store.id, orderId: order.id, customerId, type: 'order.updated', id: eventId }, now, isSet),
    ] as const,
  };
}

/** The statements that issue what goes with a status, unless the order has it. */
export function papersWith(
  scene: Scene,
  type: DocumentType,
  order: papers.Papered,
  now: number,
  when: SQL,
): Statement[] {
  return type === 'invoice'
    ? papers.invoice(scene, order, now, when).statements
    : papers.deliveryNote(scene, order, now, when);
}
