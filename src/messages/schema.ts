import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { stores } from '../stores/schema.ts';

/** Why a message could not be sent: so it is told to staff. */
export const problems = [
  ...(['unreachable', 'too_slow', 'busy', 'refused', 'no_such_address', 'suppressed'] as const),
  // The store's own template failed, and the default was sent; or nothing could be made of it at all.
  ...(['template_failed', 'broken'] as const),
] as const;
export type Problem = (typeof problems)[number];

/** A message's three parts in Liquid. */
type Draft = { subject: string; html: string; text: string };

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
    /** Why the last attempt failed, in a word that is told in words; `lastProblem` is what the service said. */
    problem: text('problem', { enum: problems }),
    /** A text that is tried out: what is sent is this, not what the store's template says. */
    draft: text('draft', { mode: 'json' }).$type<Draft>(),
  },
  (table) => [
    index('outbox_due')
      .on(table.nextAttemptAt)
      .where(sql`${table.nextAttemptAt} is not null`),
    index('outbox_customer').on(table.customerId),
    index('outbox_given_up')
      .on(table.storeId, table.givenUpAt)
      .where(sql`given_up_at is not null`),
    index('outbox_store').on(table.storeId, table.id),
    index('outbox_waiting')
      .on(table.storeId, table.id)
      .where(sql`next_attempt_at is not null`),
  ],
);

/**
 * How a store says a message in a language: one row for each version, the newest counts. Without texts it is the default again.
 */
export const messageTemplates = sqliteTable(
  'message_templates',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    name: text('name').notNull(),
    language: text('language').notNull(),
    /** From 1 on. */
    version: integer('version').notNull(),
    subject: text('subject'),
    html: text('html'),
    text: text('text'),
    /** Who of the staff saved it. */
    staffId: text('staff_id'),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.name, table.language, table.version] })],
);

/** An address that messages of a store are not sent to any more, since it refused them for good. */
export const suppressions = sqliteTable(
  'suppressions',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** As addresses are compared. */
    addressKey: text('address_key').notNull(),
    /** What the service said, and of which message. */
    reason: text('reason').notNull(),
    messageId: text('message_id'),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.addressKey] }),
    index('suppressions_newest').on(table.storeId, table.at),
  ],
);
