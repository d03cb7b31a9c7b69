// Who orders at a store: a customer who may, or a guest, who is on record nowhere but in the order.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { isActive } from '../../customers/customers.ts';
import { customers, memberships } from '../../customers/schema.ts';
import type { Scene } from '../taking.ts';

const ordering = {
  customerId: customers.id,
  email: customers.email,
  // In a batch columns are told apart by their names.
  name: sql<string>`${customers.name}`.as('customer_name'),
  language: customers.language,
  phone: customers.phone,
  vatId: customers.vatId,
  points: memberships.points,
};

/** A customer who may order here. */
export function orderer({ db, store }: Scene, customerId: string) {
  return db
    .select(ordering)
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(isActive(store.id, customerId));
}

/** A customer of the store for whom staff order, with what they are here: active, waiting or denied. */
export function onRecord({ db, store }: Scene, customerId: string | SQL) {
  return db
    .select({ ...ordering, company: customers.company, status: memberships.status })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId)));
}

/** Whether staff may order for a customer at their place in the batch: they are on record here, and not denied. */
export function isOrderedFor(storeId: string, customerId: string): SQL {
  return sql`${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId} and ${memberships.status} <> 'denied'`;
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
