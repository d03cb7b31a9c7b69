// Who may order at a store, and on which terms.
import { eq, sql, type SQL } from 'drizzle-orm';
import { customers, memberships } from '../../customers/schema.ts';
import { groupIdOf } from '../../groups/groups.ts';
import { groups } from '../../groups/schema.ts';
import type { Scene } from '../taking.ts';

/** Somebody who may order here, with their terms. */
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
      groupName: groups.name,
      discountBasisPoints: groups.discountBasisPoints,
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .leftJoin(groups, sql`${groups.id} = ${groupIdOf(store.id, sql`${memberships.groupId}`)}`)
    .where(isActive(store.id, customerId));
}

export type Orderer = Awaited<ReturnType<typeof orderer>>[number];

/** Whether the customer is active at the store, as a condition on memberships. */
export function isActive(storeId: string, customerId: string): SQL {
  return sql`${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId} and ${memberships.status} = 'active'`;
}
