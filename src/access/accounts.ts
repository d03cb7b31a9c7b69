// A customer with a login is an account, also to lists and searches, which know nothing of logins.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { revising } from '../customers/revisions.ts';
import { customers } from '../customers/schema.ts';
import type { Database, Statement } from '../web/database.ts';
import { logins } from './schema.ts';

/** Whether the customer's password is still the one with this hash, as a condition for what was decided by it (`batchIf`). */
export function isPassword(customerId: string, passwordHash: string): SQL {
  return sql`exists (select 1 from ${logins}
    where ${logins.customerId} = ${customerId} and ${logins.passwordHash} = ${passwordHash})`;
}

/**
 * The statements that mark the customer if they have a login at this place in the batch. They stand behind every statement that makes
 * one, and before what brings the lists in step (`indexing`).
 */
export function markAccount(db: Database, customerId: string, now: number): Statement[] {
  const hasLogin = sql`exists (select 1 from ${logins} where ${logins.customerId} = ${customerId})`;
  const isNew = and(eq(customers.id, customerId), eq(customers.hasLogin, false), hasLogin);
  return [
    revising(db, customerId, now, sql`exists (select 1 from ${customers} where ${isNew})`),
    db.update(customers).set({ hasLogin: true }).where(isNew),
  ];
}
