import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { customers } from '../customers/schema.ts';
import { stores } from '../stores/schema.ts';
import type { Content } from './content.ts';

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

/** A paper. Once issued, what it says is never changed; only the person goes from it when they are erased. */
export const documents = sqliteTable(
  'documents',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** Null for a quotation. */
    orderId: text('order_id'),
    /** Null for a guest's, and once the customer is erased. */
    customerId: text('customer_id').references(() => customers.id),
    type: text('type', { enum: ['quotation', 'order', 'invoice', 'credit_note', 'delivery_note'] }).notNull(),
    /** Without gaps for each type at a store; an order's confirmation has the number of the order. */
    number: text('number').notNull(),
    language: text('language').notNull(),
    /** Everything that stands on it. */
    content: text('content', { mode: 'json' }).$type<Content>().notNull(),
    issuedAt: integer('issued_at').notNull(),
  },
  (table) => [
    uniqueIndex('documents_number').on(table.storeId, table.type, table.number),
    index('documents_order').on(table.orderId, table.type),
    uniqueIndex('documents_store').on(table.storeId, table.id),
    index('documents_type').on(table.storeId, table.type, table.id),
    index('documents_customer').on(table.customerId, table.storeId, table.issuedAt, table.id),
    index('documents_customer_type').on(table.customerId, table.storeId, table.type, table.issuedAt, table.id),
  ],
);
