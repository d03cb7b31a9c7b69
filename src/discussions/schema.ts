import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { products } from '../catalog/schema.ts';
import { customers } from '../customers/schema.ts';
import { staff } from '../staff/schema.ts';
import { stores } from '../stores/schema.ts';

/** A customer's question about a product. */
export const questions = sqliteTable(
  'questions',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    text: text('text').notNull(),
    askedAt: integer('asked_at').notNull(),
    /** When the shop answered last; null before it. */
    answeredAt: integer('answered_at'),
    /** Since when others do not see it. */
    hiddenAt: integer('hidden_at'),
    /** Whether it waits for the shop: neither answered nor hidden. Kept, so that lists go by it. */
    isOpen: integer('is_open', { mode: 'boolean' }).notNull(),
    /** Whether there is an answer that the customer has not marked as read. Kept for the same reason. */
    isUnread: integer('is_unread', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    index('questions_customer').on(table.customerId, table.storeId, table.isUnread, table.id),
    index('questions_shown')
      .on(table.productId, table.id)
      .where(sql`hidden_at is null and answered_at is not null`),
    index('questions_store').on(table.storeId, table.isOpen, table.id),
    uniqueIndex('questions_newest').on(table.storeId, table.id),
    index('questions_product').on(table.productId, table.id),
  ],
);

/** What the shop answered. */
export const answers = sqliteTable(
  'answers',
  {
    id: text('id').primaryKey(),
    questionId: text('question_id')
      .notNull()
      .references(() => questions.id),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    text: text('text').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('answers_question').on(table.questionId, table.id)],
);
