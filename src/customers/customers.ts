// A customer is a person known to a pool, once per e-mail address. What they are at one store is their membership.
import { and, eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '../web/database.ts';
import { optionalLine, phone } from '../web/lines.ts';
import { languages } from '../web/i18n.ts';
import { customers, memberships } from './schema.ts';

/** A signed-in customer, as every page of the account knows them. */
export type SignedIn = {
  id: string;
  name: string;
  email: string;
  /** Their own choice of language; null follows the browser. */
  language: string | null;
  /** The one page they may use until they have chosen a password of their own; null when they may use all. */
  confinedTo: string | null;
};

/** What customers change about themselves on their profile. */
export const profileSchema = z.object({
  name: optionalLine(100),
  phone: phone,
  language: z.enum(['', ...languages], 'invalid').transform((language) => language || null),
});

export type Profile = z.output<typeof profileSchema>;

/** The profile of a customer of the pool. */
export function profileOf(db: Database, poolId: string, customerId: string) {
  return db
    .select({ name: customers.name, email: customers.email, phone: customers.phone, language: customers.language })
    .from(customers)
    .where(and(eq(customers.id, customerId), eq(customers.poolId, poolId)));
}

/** Writes the profile of a customer of the pool; returns the rows changed (one, or none for a customer of another pool). */
export function changeProfile(db: Database, who: { poolId: string; customerId: string }, input: Profile, now: number) {
  return db
    .update(customers)
    .set({ ...input, updatedAt: now })
    .where(and(eq(customers.id, who.customerId), eq(customers.poolId, who.poolId)));
}

/** The figures of a customer at a store, kept in the membership by whatever changes them. */
export function membershipOf(db: Database, storeId: string, customerId: string) {
  return db
    .select()
    .from(memberships)
    .where(and(eq(memberships.storeId, storeId), eq(memberships.customerId, customerId)));
}
