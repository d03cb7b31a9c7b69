import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { customers } from '../../customers/schema.ts';
import { documents } from '../../documents/schema.ts';
import { staff } from '../../staff/schema.ts';
import { stores } from '../../stores/schema.ts';
import type { Draft } from '../placing/drafts.ts';
import { orders } from '../schema.ts';

/** What a shop has offered to a customer, until they accept or decline it or its time is over. Its paper is a document. */
export const quotations = sqliteTable(
  'quotations',
  {
    documentId: text('document_id')
      .primaryKey()
      .references(() => documents.id),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    /** The order as it would be placed. */
    draft: text('draft', { mode: 'json' }).$type<Draft>().notNull(),
    validUntil: integer('valid_until').notNull(),
    acceptedAt: integer('accepted_at'),
    declinedAt: integer('declined_at'),
    /** The order that came of it. */
    orderId: text('order_id').references(() => orders.id),
    /** Who of the staff offered it, and what they wrote to it. */
    staffId: text('staff_id').references(() => staff.id),
    note: text('note').notNull().default(''),
    /** When the customer is reminded of it; null once they are, or where they are not. */
    remindAt: integer('remind_at'),
  },
  (table) => [
    index('quotations_customer').on(table.customerId),
    index('quotations_store').on(table.storeId, table.documentId),
    index('quotations_reminder')
      .on(table.remindAt)
      .where(sql`remind_at is not null`),
  ],
);
