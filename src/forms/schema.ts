import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { customers } from '../customers/schema.ts';
import type { Question } from '../customers/details/asked.ts';
import { stores } from '../stores/schema.ts';

/** A form of the store's own that anybody may fill in. */
export const forms = sqliteTable(
  'forms',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** Its place in addresses: `ask-for-an-offer`. */
    slug: text('slug').notNull(),
    /** By language of the store. */
    titles: text('titles', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** What stands above the fields, in Markdown. */
    texts: text('texts', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** What it asks beside e-mail address, name and phone. */
    fields: text('fields', { mode: 'json' }).$type<Question[]>().notNull(),
    /** Since when nobody can fill it in any more. */
    closedAt: integer('closed_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [uniqueIndex('forms_slug').on(table.storeId, table.slug)],
);

/** An answer with its question, in words. */
export type Answered = { key: string; question: string; answer: string };

/** What somebody has answered, with the questions as they were then. */
export const formAnswers = sqliteTable(
  'form_answers',
  {
    id: text('id').primaryKey(),
    formId: text('form_id')
      .notNull()
      .references(() => forms.id),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** The contact or customer that has the address that was given. */
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    /** Question and answer, in the order of the form. */
    answers: text('answers', { mode: 'json' }).$type<Answered[]>().notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    index('form_answers_form').on(table.formId, table.at, table.id),
    index('form_answers_customer').on(table.customerId),
  ],
);
