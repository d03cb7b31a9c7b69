import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { staff } from '../staff/schema.ts';
import { pools, stores } from '../stores/schema.ts';

/** The word of an owner that one other store may join the pool: shown once, used once. */
export const poolInvitations = sqliteTable('pool_invitations', {
  /** SHA-256 of the code. */
  codeHash: text('code_hash').primaryKey(),
  poolId: text('pool_id')
    .notNull()
    .references(() => pools.id),
  /** Where it was given, and by whom. */
  storeId: text('store_id')
    .notNull()
    .references(() => stores.id),
  staffId: text('staff_id')
    .notNull()
    .references(() => staff.id),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
});

/**
 * A store's way from one pool to another. The store is there at once; its customers follow portion by portion, in the order of
 * their ids, so that the work can stop after each and go on later.
 */
export const poolMoves = sqliteTable(
  'pool_moves',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    kind: text('kind', { enum: ['joining', 'leaving'] }).notNull(),
    fromPoolId: text('from_pool_id')
      .notNull()
      .references(() => pools.id),
    toPoolId: text('to_pool_id')
      .notNull()
      .references(() => pools.id),
    /** Names the portion that was done last, so that of two who go on at once one does. */
    step: text('step').notNull(),
    /** The customer up to whom it is done; everybody at first has to be looked at. */
    doneUpTo: text('done_up_to').notNull().default(''),
    total: integer('total').notNull(),
    doneCount: integer('done_count').notNull().default(0),
    /** Of them: who came along, whose person stays in the old pool as well, and who keeps an account of their own. */
    movedCount: integer('moved_count').notNull().default(0),
    copiedCount: integer('copied_count').notNull().default(0),
    apartCount: integer('apart_count').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    doneAt: integer('done_at'),
  },
  (table) => [
    uniqueIndex('pool_moves_undone')
      .on(table.storeId)
      .where(sql`done_at is null`),
    index('pool_moves_store').on(table.storeId, table.createdAt),
  ],
);
