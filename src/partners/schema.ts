import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { staff } from '../staff/schema.ts';
import { stores } from '../stores/schema.ts';

/** Another site or system that reads and writes the data of one store. */
export const partners = sqliteTable(
  'partners',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** How staff call it: `Till in Dublin`. */
    name: text('name').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('partners_store').on(table.storeId, table.id)],
);

/** A key of a partner. Shown once; what is stored is its hash and by what it is recognised. It does no more than whoever made it may. */
export const partnerKeys = sqliteTable(
  'partner_keys',
  {
    id: text('id').primaryKey(),
    partnerId: text('partner_id')
      .notNull()
      .references(() => partners.id),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** Who made it: what it does is done in their name. */
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    /** SHA-256 of the whole key. */
    hash: text('hash').notNull(),
    /** Its first characters, by which people recognise it. */
    prefix: text('prefix').notNull(),
    /** `customers:read`, …: src/partners/scopes.ts. */
    scopes: text('scopes', { mode: 'json' }).$type<string[]>().notNull(),
    createdAt: integer('created_at').notNull(),
    /** From when on it is nothing; null without an end. A key that was replaced has an end too. */
    expiresAt: integer('expires_at'),
    revokedAt: integer('revoked_at'),
    /** The key that took its place. */
    replacedBy: text('replaced_by'),
    /** When it was last used, and the calls in the minute that began at `callsFrom`: src/partners/serving/allowance.ts. */
    usedAt: integer('used_at'),
    callsFrom: integer('calls_from').notNull().default(0),
    calls: integer('calls').notNull().default(0),
  },
  (table) => [
    uniqueIndex('partner_keys_hash').on(table.hash),
    index('partner_keys_partner').on(table.partnerId, table.id),
    index('partner_keys_staff').on(table.staffId, table.storeId),
  ],
);

/**
 * A POST that was sent with an Idempotency-Key, for a day. Claimed before the work begins, marked in the batch of the change, with its
 * reply behind it: src/partners/serving/repeating.ts.
 */
export const partnerRequests = sqliteTable(
  'partner_requests',
  {
    partnerId: text('partner_id')
      .notNull()
      .references(() => partners.id),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    key: text('key').notNull(),
    /** SHA-256 of method, address and body: the key means this request and no other. */
    hash: text('hash').notNull(),
    /** Who works at it, and since when. */
    claim: text('claim').notNull(),
    claimedAt: integer('claimed_at').notNull(),
    /** What is made has an id of this: the same, whoever makes it. */
    made: text('made').notNull(),
    /** Whose batch made the change; empty before. */
    changedBy: text('changed_by').notNull().default(''),
    status: integer('status'),
    reply: text('reply'),
    /** The customer whom the reply tells of. */
    customerId: text('customer_id'),
  },
  (table) => [
    primaryKey({ columns: [table.partnerId, table.key] }),
    index('partner_requests_claimed').on(table.claimedAt),
    index('partner_requests_customer')
      .on(table.customerId)
      .where(sql`customer_id is not null`),
  ],
);

/** What a partner calls something of ours: its own id of a customer, an order or a product. */
export const partnerIds = sqliteTable(
  'partner_ids',
  {
    partnerId: text('partner_id')
      .notNull()
      .references(() => partners.id),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    kind: text('kind', { enum: ['customer', 'order', 'product'] }).notNull(),
    externalId: text('external_id').notNull(),
    subjectId: text('subject_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.partnerId, table.kind, table.externalId] }),
    uniqueIndex('partner_ids_subject').on(table.subjectId, table.partnerId),
  ],
);
