import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { stores } from '../stores/schema.ts';

/** The outbox: one row is one e-mail to one person, written in the batch of the change that causes it. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    customerId: text('customer_id'),
    toAddress: text('to_address').notNull(),
    template: text('template').notNull(),
    language: text('language').notNull(),
    /** What the template is filled with, as JSON; holds no secret. */
    data: text('data', { mode: 'json' }).$type<object>().notNull(),
    /** The secret of the message (a link token, a password), encrypted; null without one and once it is sent. */
    sealedSecret: text('sealed_secret'),
    attempts: integer('attempts').notNull().default(0),
    lastProblem: text('last_problem'),
    /** Once it is sent or given up, neither address nor data stay: it is about somebody who is no longer on record. */
    isErasedWhenDone: integer('is_erased_when_done', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    /** When it may be tried next; null once it is sent or given up. */
    nextAttemptAt: integer('next_attempt_at'),
    sentAt: integer('sent_at'),
    givenUpAt: integer('given_up_at'),
  },
  (table) => [
    index('outbox_due')
      .on(table.nextAttemptAt)
      .where(sql`${table.nextAttemptAt} is not null`),
    index('outbox_customer').on(table.customerId),
    index('outbox_given_up')
      .on(table.storeId, table.givenUpAt)
      .where(sql`given_up_at is not null`),
  ],
);
