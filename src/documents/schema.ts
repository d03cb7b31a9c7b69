import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { stores } from '../stores/schema.ts';

/** The last number that was given in a series of a store: `invoice:2026`. It rises in the batch that uses the number. */
export const numberSeries = sqliteTable(
  'number_series',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    series: text('series').notNull(),
    last: integer('last').notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.series] })],
);

/** A paper of an order. Once issued, what it says is never changed; only the person goes from it when they are erased. */
export const documents = sqliteTable(
  'documents',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    orderId: text('order_id').notNull(),
    customerId: text('customer_id'),
    type: text('type', { enum: ['quotation', 'order', 'invoice', 'credit_note', 'delivery_note'] }).notNull(),
    number: text('number').notNull(),
    language: text('language').notNull(),
    /** Everything that stands on it, as JSON. */
    content: text('content').notNull(),
    issuedAt: integer('issued_at').notNull(),
    /** When a quotation was accepted or declined. */
    acceptedAt: integer('accepted_at'),
    declinedAt: integer('declined_at'),
  },
  (table) => [
    uniqueIndex('documents_number').on(table.storeId, table.type, table.number),
    index('documents_order').on(table.orderId, table.issuedAt),
    index('documents_customer').on(table.customerId, table.issuedAt, table.id),
    index('documents_customer_type').on(table.customerId, table.type, table.issuedAt, table.id),
  ],
);
