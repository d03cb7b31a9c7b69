import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { staff } from '../staff/schema.ts';
import { stores } from '../stores/schema.ts';

/** Customers of a store on the same terms. Whoever is in none is in the store's default group. */
export const groups = sqliteTable(
  'groups',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    name: text('name').notNull(),
    /** Hundredths of a percent: 1000 is 10 %. */
    discountBasisPoints: integer('discount_basis_points').notNull().default(0),
    /** Whether it is the group of everybody who is in no other. No membership names it. */
    isDefault: integer('is_default', { mode: 'boolean' }).notNull().default(false),
    /** Of several groups whose rules somebody fulfils, the one with the lowest counts. */
    position: integer('position').notNull().default(0),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    index('groups_store').on(table.storeId),
    uniqueIndex('groups_default')
      .on(table.storeId)
      .where(sql`is_default = 1`),
  ],
);

/** Who comes into a group without anybody's doing. A condition that is null does not matter; at least one is set. */
export const groupRules = sqliteTable('group_rules', {
  groupId: text('group_id')
    .primaryKey()
    .references(() => groups.id),
  /** Whether every condition must hold, or one. */
  match: text('match', { enum: ['all', 'any'] }).notNull(),
  turnoverFromMinor: integer('turnover_from_minor'),
  ordersFrom: integer('orders_from'),
  /** The last order is at most so many days ago. */
  orderedWithinDays: integer('ordered_within_days'),
  /** The last order is longer ago than so many days. */
  notOrderedForDays: integer('not_ordered_for_days'),
  /** Of the default billing address, as ISO 3166-1 codes. */
  countries: text('countries', { mode: 'json' }).$type<string[]>(),
  hasVatId: integer('has_vat_id', { mode: 'boolean' }),
  hasNewsletter: integer('has_newsletter', { mode: 'boolean' }),
  /** A customer of the store for at least so many days. */
  registeredForDays: integer('registered_for_days'),
  updatedAt: integer('updated_at').notNull(),
});

/** How customers came from group to group, and why. An id that is null is the default group; the names are those of then. */
export const groupMoves = sqliteTable(
  'group_moves',
  {
    /** What made the move: one run of the rules, or one act of staff, moves each customer once. */
    runId: text('run_id').notNull(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    customerId: text('customer_id').notNull(),
    fromGroupId: text('from_group_id'),
    fromName: text('from_name'),
    toGroupId: text('to_group_id'),
    toName: text('to_name'),
    reason: text('reason', { enum: ['rule', 'hand', 'group_deleted'] }).notNull(),
    /** Who of the staff, where it was somebody. */
    staffId: text('staff_id').references(() => staff.id),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.customerId] }),
    index('group_moves_customer').on(table.customerId, table.storeId, table.at),
    index('group_moves_from').on(table.storeId, table.fromGroupId, table.at),
    index('group_moves_to').on(table.storeId, table.toGroupId, table.at),
  ],
);
