import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { stores } from '../stores/schema.ts';

/** Customers of a store on the same terms. */
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
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('groups_store').on(table.storeId)],
);
