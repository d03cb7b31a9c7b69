// What the pages of the outbox show: the newest messages, and one of them.
import { and, eq, sql } from 'drizzle-orm';
import { customers, memberships } from '../../customers/schema.ts';
import { outbox, suppressions } from '../../messages/schema.ts';
import type { Database } from '../../web/database.ts';
import { cursorOf } from '../../web/paging.ts';
import type { Wanted } from './input.ts';
import { searchOf, window } from './searching.ts';

/** Messages on a page. */
export const pageSize = 30;

const state = {
  id: outbox.id,
  template: outbox.template,
  // Of a message about somebody who is erased, nothing of the person is shown.
  to: sql<string>`case when ${outbox.isErasedWhenDone} then '' else ${outbox.toAddress} end`.as('shown_to'),
  createdAt: outbox.createdAt,
  sentAt: outbox.sentAt,
  givenUpAt: outbox.givenUpAt,
  nextAttemptAt: outbox.nextAttemptAt,
  attempts: outbox.attempts,
  problem: outbox.problem,
};

/** One more than a page of the messages that are wanted. */
export function listOf(db: Database, storeId: string, wanted: Wanted) {
  const { where, order } = searchOf(db, storeId, wanted);
  return db
    .select(state)
    .from(outbox)
    .where(where)
    .orderBy(...order)
    .limit(pageSize + 1);
}

export type Row = Awaited<ReturnType<typeof listOf>>[number];

/** The last of those that were looked through for a page; no row where there are no more. */
export function reachOf(db: Database, storeId: string, wanted: Wanted) {
  const { within, order } = searchOf(db, storeId, wanted);
  return db
    .select({ id: outbox.id, givenUpAt: outbox.givenUpAt })
    .from(outbox)
    .where(within ?? undefined)
    .orderBy(...order)
    .limit(within === null ? 0 : 1)
    .offset(window - 1);
}

type Place = Pick<Row, 'id' | 'givenUpAt'>;

/** The messages of a page, and the cursor of the next; null on the last. */
export function pageOf(rows: readonly Row[], reach: Place | undefined): { shown: readonly Row[]; next: string | null } {
  const shown = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? shown.at(-1) : reach;
  return { shown, next: last ? cursorOf([last.givenUpAt ?? 0, last.id]) : null };
}

/** A message of the store, whom it is about, and since when its address is suppressed. */
export function messageAt(db: Database, storeId: string, id: string) {
  return db
    .select({
      ...state,
      data: outbox.data,
      language: outbox.language,
      toAddress: outbox.toAddress,
      lastProblem: outbox.lastProblem,
      sealedSecret: outbox.sealedSecret,
      isErasedWhenDone: outbox.isErasedWhenDone,
      draft: outbox.draft,
      customerId: outbox.customerId,
      customer: sql<string | null>`coalesce(nullif(${customers.name}, ''), ${customers.email})`.as('customer'),
      suppressedAt: sql<number | null>`${suppressions.at}`.as('suppressed_at'),
    })
    .from(outbox)
    .leftJoin(memberships, and(eq(memberships.storeId, outbox.storeId), eq(memberships.customerId, outbox.customerId)))
    .leftJoin(customers, eq(customers.id, memberships.customerId))
    .leftJoin(
      suppressions,
      // Upper case that is not ASCII stays: such an address is found among those that are suppressed, and not from here.
      and(eq(suppressions.storeId, outbox.storeId), sql`${suppressions.addressKey} = lower(${outbox.toAddress})`),
    )
    .where(and(eq(outbox.id, id), eq(outbox.storeId, storeId)));
}

export type Message = Awaited<ReturnType<typeof messageAt>>[number];
