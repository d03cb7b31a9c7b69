import { sql } from 'drizzle-orm';
import { type AnySQLiteColumn, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { stores } from '../../stores/schema.ts';

/** What sets a status: a person, something that happens to the order, or time. */
export const triggers = [
  ...(['hand', 'placed', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'] as const),
  // So many days after it should have been paid; so many days after another status was set.
  ...(['overdue', 'follows'] as const),
] as const;

export const colours = ['grey', 'blue', 'green', 'amber', 'red', 'violet'] as const;

/**
 * A status of a store's own. While one is there for what happens to an order, it takes the place of the one that the event itself says.
 * One that was used is retired, not removed: orders and their history go on naming it.
 */
export const orderStatuses = sqliteTable(
  'order_statuses',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** By language; and what whoever ordered reads about it, which may be empty. */
    names: text('names', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    texts: text('texts', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    colour: text('colour', { enum: colours }).notNull(),
    position: integer('position').notNull(),
    trigger: text('set_by', { enum: triggers }).notNull(),
    /** Of `overdue` and `follows`. */
    days: integer('days').notNull().default(0),
    /** Of `follows`: the status before it. */
    afterId: text('after_id').references((): AnySQLiteColumn => orderStatuses.id),
    /** Whether whoever ordered gets a message. */
    isTold: integer('is_told', { mode: 'boolean' }).notNull(),
    /** What is issued with it. */
    document: text('document', { enum: ['invoice', 'delivery_note'] }),
    retiredAt: integer('retired_at'),
  },
  (table) => [
    index('order_statuses_store').on(table.storeId, table.position),
    uniqueIndex('order_statuses_trigger')
      .on(table.storeId, table.trigger, table.days)
      .where(sql`retired_at is null and set_by not in ('hand', 'follows')`),
    uniqueIndex('order_statuses_after')
      .on(table.afterId)
      .where(sql`retired_at is null and set_by = 'follows'`),
  ],
);
