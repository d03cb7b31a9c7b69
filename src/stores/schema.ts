import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The stores that share customer accounts. */
export const pools = sqliteTable('pools', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: integer('created_at').notNull(),
});

/** One website. `policies` holds what differs from the defaults in policies.ts, as JSON. */
export const stores = sqliteTable(
  'stores',
  {
    id: text('id').primaryKey(),
    poolId: text('pool_id')
      .notNull()
      .references(() => pools.id),
    name: text('name').notNull(),
    /** Where links in messages lead: scheme, host and port, configured and never taken from a request. */
    origin: text('origin').notNull(),
    currency: text('currency').notNull(),
    /** Comma-separated; the first is the store's own. */
    languages: text('languages').notNull(),
    timeZone: text('time_zone').notNull(),
    policies: text('policies').notNull(),
    createdAt: integer('created_at').notNull(),
    /** Rises with every saved change: a form that was filled in under older policies is recognised by it. */
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('stores_pool').on(table.poolId)],
);

/** The map from hostname (lower case, no port) to store. */
export const storeHosts = sqliteTable('store_hosts', {
  hostname: text('hostname').primaryKey(),
  storeId: text('store_id')
    .notNull()
    .references(() => stores.id),
});
