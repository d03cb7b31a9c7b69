import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { groups } from '../groups/schema.ts';
import { staff } from '../staff/schema.ts';
import { pools, stores } from '../stores/schema.ts';
import type { Readings } from './finding/terms.ts';

/** A person known to a pool. */
export const customers = sqliteTable(
  'customers',
  {
    id: text('id').primaryKey(),
    poolId: text('pool_id')
      .notNull()
      .references(() => pools.id),
    /** As typed; what pages show and messages go to. */
    email: text('email').notNull(),
    /** As compared: trimmed, NFC, lower case. */
    emailKey: text('email_key').notNull(),
    name: text('name').notNull().default(''),
    phone: text('phone').notNull().default(''),
    company: text('company').notNull().default(''),
    /** Checked, behind the letters of its country; empty without one. */
    vatId: text('vat_id').notNull().default(''),
    /** `1985-12-10`; empty where it is not known. */
    birthDate: text('birth_date').notNull().default(''),
    /** The customer's own choice; null follows the browser. */
    language: text('language'),
    /** How name, e-mail, phone, company and VAT ID read to whoever looks for the person; written with them. */
    readings: text('readings', { mode: 'json' }).$type<Readings>().notNull().default({}),
    /** Whether there is a login; kept in the batch that makes it. */
    hasLogin: integer('has_login', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('customers_email').on(table.poolId, table.emailKey),
    index('customers_email_anywhere').on(table.emailKey),
  ],
);

/**
 * A customer at one store. The figures are kept in the batch that changes them, so a page never sums history.
 * `pending` waits for activation, `active` may act, `denied` has a visitor's terms.
 */
export const memberships = sqliteTable(
  'memberships',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    status: text('status', { enum: ['pending', 'active', 'denied'] }).notNull(),
    /** Null for the store's default group. */
    groupId: text('group_id').references(() => groups.id),
    /** Whether staff chose the group; the rules leave it alone then. */
    isGroupByHand: integer('is_group_by_hand', { mode: 'boolean' }).notNull().default(false),
    turnoverMinor: integer('turnover_minor').notNull().default(0),
    orderCount: integer('order_count').notNull().default(0),
    lastOrderAt: integer('last_order_at'),
    points: integer('points').notNull().default(0),
    unratedCount: integer('unrated_count').notNull().default(0),
    basketCount: integer('basket_count').notNull().default(0),
    /** When the person asked for the newsletter; null without consent. */
    newsletterAt: integer('newsletter_at'),
    /** The words that they agreed to then. */
    newsletterWords: text('newsletter_words'),
    /** Answers to the store's own fields, by the keys of the fields. What is no longer asked stays. */
    answers: text('answers', { mode: 'json' }).$type<Record<string, string>>().notNull().default({}),
    createdAt: integer('created_at').notNull(),
    /** When the person filled in the registration form; null for somebody whom staff or a form recorded. */
    registeredAt: integer('registered_at'),
    activatedAt: integer('activated_at'),
    deniedAt: integer('denied_at'),
    /** Whether they have a login or have registered, and are no mere contact. Derived (finding/indexing.ts). */
    isAccount: integer('is_account', { mode: 'boolean' }).notNull().default(false),
    /** The name, else the company, else the e-mail, as it is sorted by. Derived. */
    sortName: text('sort_name').notNull().default(''),
    /** The how-manieth change of a customer of the store this one's last was, and when: src/customers/revisions.ts. */
    revision: integer('revision').notNull().default(0),
    updatedAt: integer('updated_at').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.customerId] }),
    index('memberships_customer').on(table.customerId),
    index('memberships_status').on(table.status, table.registeredAt),
    index('memberships_waiting')
      .on(table.storeId, table.registeredAt)
      .where(sql`status = 'pending'`),
    index('memberships_group').on(table.storeId, table.groupId, table.customerId),
    index('memberships_registered')
      .on(table.storeId, table.registeredAt)
      .where(sql`registered_at is not null`),
    index('memberships_newest').on(table.storeId, table.isAccount, table.createdAt, table.customerId),
    index('memberships_name').on(table.storeId, table.isAccount, table.sortName, table.customerId),
    index('memberships_revision').on(table.storeId, table.revision, table.customerId),
    index('memberships_updated').on(table.storeId, table.updatedAt),
    index('memberships_turnover').on(table.storeId, table.isAccount, table.turnoverMinor, table.customerId),
  ],
);

/** A word by which a customer is found at a store: lower case, no accents. Derived from the customer (finding/indexing.ts). */
export const searchTerms = sqliteTable(
  'search_terms',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    term: text('term').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.term, table.customerId] }),
    index('search_terms_customer').on(table.customerId, table.storeId, table.term),
  ],
);

/** An address in a customer's book, which the stores of the pool share. Orders keep copies, so a row may change and go. */
export const addresses = sqliteTable(
  'addresses',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    /** Who receives what is sent there. */
    name: text('name').notNull(),
    company: text('company').notNull(),
    line1: text('line1').notNull(),
    line2: text('line2').notNull(),
    postalCode: text('postal_code').notNull(),
    city: text('city').notNull(),
    /** A code of ISO 3166-2 without the country (`CA`) where the country's regions are listed, else as typed. */
    region: text('region').notNull(),
    /** ISO 3166-1, two letters. */
    country: text('country').notNull(),
    phone: text('phone').notNull(),
    isDefaultBilling: integer('is_default_billing', { mode: 'boolean' }).notNull(),
    isDefaultDelivery: integer('is_default_delivery', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    index('addresses_customer').on(table.customerId),
    uniqueIndex('addresses_default_billing')
      .on(table.customerId)
      .where(sql`is_default_billing = 1`),
    uniqueIndex('addresses_default_delivery')
      .on(table.customerId)
      .where(sql`is_default_delivery = 1`),
  ],
);

/** What staff write down about a customer of their store, for each other. */
export const customerNotes = sqliteTable(
  'customer_notes',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    text: text('text').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('customer_notes_customer').on(table.customerId, table.storeId, table.id)],
);
