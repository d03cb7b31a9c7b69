import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
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
    /** Since when others do not see it. */
    hiddenAt: integer('hidden_at'),
    askedAt: integer('asked_at').notNull(),
    /** The shop's latest answer; when the customer last saw the answers. */
    answeredAt: integer('answered_at'),
    readAt: integer('read_at'),
  },
  (table) => [
    index('questions_customer').on(table.customerId, table.storeId, table.id),
    index('questions_product').on(table.productId, table.id),
    index('questions_open')
      .on(table.storeId, table.id)
      .where(sql`answered_at is null and hidden_at is null`),
    index('questions_store').on(table.storeId, table.id),
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
