// The messages about a customer, as staff see them: what went to whom and when. What a message said that was secret is not there.
import { and, desc, eq } from 'drizzle-orm';
import type { Database } from '../web/database.ts';
import { outbox } from './schema.ts';

/** The most that are shown. */
export const mostMessages = 50;

/** The newest messages of a store about a customer, at most `mostMessages`. */
export function messagesAbout(db: Database, { storeId, customerId }: { storeId: string; customerId: string }) {
  return db
    .select({
      id: outbox.id,
      template: outbox.template,
      to: outbox.toAddress,
      createdAt: outbox.createdAt,
      attempts: outbox.attempts,
      problem: outbox.problem,
      nextAttemptAt: outbox.nextAttemptAt,
      sentAt: outbox.sentAt,
      givenUpAt: outbox.givenUpAt,
    })
    .from(outbox)
    .where(and(eq(outbox.customerId, customerId), eq(outbox.storeId, storeId)))
    .orderBy(desc(outbox.id))
    .limit(mostMessages);
}

export type MessageAbout = Awaited<ReturnType<typeof messagesAbout>>[number];
