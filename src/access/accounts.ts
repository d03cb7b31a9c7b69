// A customer with a login is an account, also to lists and searches, which know nothing of logins.
import { and, eq, sql } from 'drizzle-orm';
import { customers } from '../customers/schema.ts';
import type { Database, Statement } from '../web/database.ts';
import { logins } from './schema.ts';

/**
 * Marks the customer if they have a login at this place in the batch. It stands behind every statement that makes one, and
 * before what brings the lists in step (`indexing`).
 */
export function markAccount(db: Database, customerId: string): Statement {
  const hasLogin = sql`exists (select 1 from ${logins} where ${logins.customerId} = ${customerId})`;
  return db
    .update(customers)
    .set({ hasLogin: true })
    .where(and(eq(customers.id, customerId), hasLogin));
}
