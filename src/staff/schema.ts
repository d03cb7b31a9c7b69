import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { pools, stores } from '../stores/schema.ts';

/** A person who works for the stores of a pool and signs in to /admin. */
export const staff = sqliteTable(
  'staff',
  {
    id: text('id').primaryKey(),
    poolId: text('pool_id')
      .notNull()
      .references(() => pools.id),
    /** As typed; as compared. */
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    name: text('name').notNull(),
    /** scrypt in PHC form; null until the invitation is accepted. */
    passwordHash: text('password_hash'),
    passwordSetAt: integer('password_set_at'),
    /** Sessions that began earlier are nothing. */
    sessionsValidFrom: integer('sessions_valid_from').notNull(),
    createdAt: integer('created_at').notNull(),
    /** What the second step of signing in is computed from, sealed; null without one. */
    secondStepSecret: text('second_step_secret'),
    /** When they first showed that their device computes it; until then it asks for nothing. */
    secondStepAt: integer('second_step_at'),
    /** The interval whose code was used last: a code works once. */
    secondStepUsed: integer('second_step_used'),
  },
  (table) => [
    uniqueIndex('staff_email').on(table.poolId, table.emailKey),
    index('staff_email_anywhere').on(table.emailKey),
  ],
);

/** A code that stands in once for the second step, for whoever has lost their device. */
export const staffRecoveryCodes = sqliteTable(
  'staff_recovery_codes',
  {
    /** SHA-256 of the code. */
    codeHash: text('code_hash').primaryKey(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    createdAt: integer('created_at').notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [index('staff_recovery_codes_staff').on(table.staffId)],
);

/** What somebody may do at one store. Without a row, or disabled, they are nobody there. */
export const staffRoles = sqliteTable(
  'staff_roles',
  {
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    role: text('role', { enum: ['owner', 'manager', 'support'] }).notNull(),
    /** Since when they are shut out of this store. */
    disabledAt: integer('disabled_at'),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.staffId] }), index('staff_roles_staff').on(table.staffId)],
);

/** A link to set a password: single use, the newest of its kind replaces the older. */
export const staffLinks = sqliteTable(
  'staff_links',
  {
    tokenHash: text('token_hash').primaryKey(),
    purpose: text('purpose', { enum: ['invitation', 'set_password'] }).notNull(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    /** The store whose /admin it leads to. */
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    usedAt: integer('used_at'),
    usedBy: text('used_by'),
  },
  (table) => [uniqueIndex('staff_links_newest').on(table.staffId, table.purpose)],
);

/** Who did what, when and from where. Rows are written in the batch of what they tell of, and never changed. */
export const audit = sqliteTable(
  'audit',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** Who of the staff acted; null for a customer, for somebody who is not signed in, and for the terminal. */
    staffId: text('staff_id').references(() => staff.id),
    act: text('act').notNull(),
    /** Whom of the staff it was done to. */
    subjectId: text('subject_id'),
    /** Which customer it was done to, or who did it (acts named `own_…`); nobody once they are erased. */
    customerId: text('customer_id'),
    /** What was there before and after, as JSON; never a secret. */
    before: text('before', { mode: 'json' }).$type<Record<string, unknown>>(),
    after: text('after', { mode: 'json' }).$type<Record<string, unknown>>(),
    device: text('device').notNull(),
    place: text('place').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    index('audit_store').on(table.storeId, table.id),
    index('audit_staff').on(table.storeId, table.staffId, table.id),
    index('audit_act').on(table.storeId, table.act, table.id),
    index('audit_about').on(table.customerId, table.storeId, table.id),
    // What customers did themselves; what somebody did who was not signed in to /admin.
    index('audit_own')
      .on(table.storeId, table.id)
      .where(sql`act glob 'own_*'`),
    index('audit_nobody')
      .on(table.storeId, table.id)
      .where(sql`staff_id is null and act not glob 'own_*'`),
  ],
);
