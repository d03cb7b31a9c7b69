import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { customers } from '../customers/schema.ts';
import { stores } from '../stores/schema.ts';

/** A customer's credentials, one per person in the pool. A customer without a row is not registered. */
export const logins = sqliteTable('logins', {
  customerId: text('customer_id')
    .primaryKey()
    .references(() => customers.id),
  /** scrypt in PHC form, parameters included. */
  passwordHash: text('password_hash').notNull(),
  passwordSetAt: integer('password_set_at').notNull(),
  /** Set for a password that the system or staff made: until then it signs in. Null for one's own. */
  passwordExpiresAt: integer('password_expires_at'),
  /** Sessions that began earlier are nothing. */
  sessionsValidFrom: integer('sessions_valid_from').notNull(),
  /** When the customer last showed that they read what goes to their address; null where nobody ever has. */
  emailProvedAt: integer('email_proved_at'),
});

/**
 * What a link in a message stands for: one purpose, single use, and the newest of its kind replaces the older.
 */
export const linkTokens = sqliteTable(
  'link_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    purpose: text('purpose', {
      enum: ['activation', 'invitation', 'set_password', 'email_change', 'email_undo', 'email_proof', 'joining'],
    }).notNull(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    /** What the link carries until it is used, as JSON: what an unproven person typed, or a new address. */
    carried: text('carried'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    usedAt: integer('used_at'),
    /** Names the one request that used it, so that the other statements of its batch can depend on having won. */
    usedBy: text('used_by'),
  },
  (table) => [
    uniqueIndex('link_tokens_newest').on(table.customerId, table.storeId, table.purpose),
    index('link_tokens_expiry').on(table.expiresAt),
  ],
);

/** A customer who was active at a store on a day of its time zone, so that each is counted once. Gone after two days. */
export const activeCustomers = sqliteTable(
  'active_customers',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** `2026-11-17` */
    day: text('day').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.day, table.customerId] }),
    index('active_customers_customer').on(table.customerId),
  ],
);

/** How many customers were active at a store on a day of its time zone. */
export const activeDays = sqliteTable(
  'active_days',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    day: text('day').notNull(),
    customers: integer('customers').notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.day] })],
);

/** A browser that a customer has signed in from. A sign-in from another one is told by mail. */
export const knownDevices = sqliteTable(
  'known_devices',
  {
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    /** SHA-256 of the browser's device cookie. */
    deviceHash: text('device_hash').notNull(),
    firstSeenAt: integer('first_seen_at').notNull(),
    /** The latest sign-in. */
    lastSeenAt: integer('last_seen_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.deviceHash] }),
    index('known_devices_last_seen').on(table.lastSeenAt),
  ],
);
