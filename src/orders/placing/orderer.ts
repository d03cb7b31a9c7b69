// Who orders at a store: a customer who may, or a guest, who is on record nowhere but in the order.
import { eq, sql } from 'drizzle-orm';
import { isActive } from '../../customers/customers.ts';
import { customers, memberships } from '../../customers/schema.ts';
import type { Scene } from '../taking.ts';

/** A customer who may order here. */
export function orderer({ db, store }: Scene, customerId: string) {
  return db
    .select({
      customerId: customers.id,
      email: customers.email,
      // In a batch columns are told apart by their names.
      name: sql<string>`${customers.name}`.as('customer_name'),
      language: customers.language,
      phone: customers.phone,
      vatId: customers.vatId,
      points: memberships.points,
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(isActive(store.id, customerId));
}

/** Whom an order can be reached by. */
export type Contact = { email: string; name: string; phone: string };

export type Orderer = Omit<Awaited<ReturnType<typeof orderer>>[number], 'customerId'> & {
  /** Null for a guest. */
  customerId: string | null;
};

/** A guest as somebody who orders. */
export function asOrderer(contact: Contact): Orderer {
  return { ...contact, customerId: null, language: null, vatId: '', points: 0 };
}
