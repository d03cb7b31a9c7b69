import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { stores } from '../../stores/schema.ts';
import { partners } from '../schema.ts';

/** Where a partner is told what happens at the store. */
export const webhooks = sqliteTable(
  'webhooks',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partners.id),
    url: text('url').notNull(),
    /** The types of events that it wants; null for all. */
    events: text('events', { mode: 'json' }).$type<string[]>(),
    /** What deliveries are signed with, sealed; and the one before it, with which they are signed as well until then. */
    secret: text('secret').notNull(),
    secretBefore: text('secret_before'),
    secretBeforeUntil: integer('secret_before_until'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    /** Since when every delivery has failed; null while they arrive. */
    failingSince: integer('failing_since'),
    /** Since when nothing is sent there, and why. */
    disabledAt: integer('disabled_at'),
    disabledFor: text('disabled_for', { enum: ['staff', 'partner', 'failures', 'gone'] }),
  },
  (table) => [
    index('webhooks_store').on(table.storeId, table.id),
    index('webhooks_partner').on(table.partnerId, table.id),
  ],
);

/** One try to deliver: when, what came back (a status, or a problem by name), and how long it took. */
export type Try = { at: number; status: number | null; problem: string | null; ms: number };

/** An event on its way to one place. Written in the batch of what it tells of; it names things by their ids and no person. */
export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhooks.id),
    /** The same for every place: `webhook-id`. */
    eventId: text('event_id').notNull(),
    storeId: text('store_id').notNull(),
    type: text('type').notNull(),
    /** The ids of what it is about, by what they are. */
    subject: text('subject', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** When it happened. */
    at: integer('at').notNull(),
    /** When it is tried next; null once it has arrived or was given up. */
    nextAt: integer('next_at'),
    deliveredAt: integer('delivered_at'),
    givenUpAt: integer('given_up_at'),
    tries: integer('tries').notNull().default(0),
    log: text('log', { mode: 'json' }).$type<Try[]>().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.webhookId, table.eventId] }),
    index('webhook_deliveries_due')
      .on(table.nextAt)
      .where(sql`next_at is not null`),
    index('webhook_deliveries_waiting')
      .on(table.storeId, table.nextAt)
      .where(sql`next_at is not null`),
    index('webhook_deliveries_at').on(table.at),
  ],
);
