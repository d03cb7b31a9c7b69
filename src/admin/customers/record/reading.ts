// A customer's record as its pages need it: who they are, what they are at this store, and how they get in.
import { and, eq, sql } from 'drizzle-orm';
import { linkTokens, logins } from '../../../access/schema.ts';
import { toldColumns } from '../../../customers/details/records.ts';
import { customers, memberships } from '../../../customers/schema.ts';
import { groups } from '../../../groups/schema.ts';
import { suppressions } from '../../../messages/schema.ts';
import type { Database } from '../../../web/database.ts';

/** One row, or none where the customer is not on record at the store. */
export function recordOf(db: Database, storeId: string, customerId: string) {
  const waitsFor = sql<'activation' | 'invitation' | null>`(
    select ${linkTokens.purpose} from ${linkTokens}
    where ${linkTokens.customerId} = ${memberships.customerId} and ${linkTokens.storeId} = ${memberships.storeId}
      and ${linkTokens.purpose} in ('activation', 'invitation') and ${linkTokens.usedAt} is null
    order by ${linkTokens.createdAt} desc limit 1)`;
  // Whoever is in no group is in the store's default group.
  const groupName = sql<string | null>`(
    select ${groups.name} from ${groups} where ${groups.storeId} = ${memberships.storeId}
      and case when ${memberships.groupId} is null then ${groups.isDefault} = 1 else ${groups.id} = ${memberships.groupId} end)`;
  return db
    .select({
      id: customers.id,
      email: customers.email,
      language: customers.language,
      ...toldColumns,
      status: memberships.status,
      groupId: memberships.groupId,
      groupName,
      isGroupByHand: memberships.isGroupByHand,
      turnoverMinor: memberships.turnoverMinor,
      orderCount: memberships.orderCount,
      points: memberships.points,
      createdAt: memberships.createdAt,
      registeredAt: memberships.registeredAt,
      activatedAt: memberships.activatedAt,
      deniedAt: memberships.deniedAt,
      hasLogin: customers.hasLogin,
      passwordSetAt: logins.passwordSetAt,
      passwordExpiresAt: logins.passwordExpiresAt,
      waitsFor,
      // Since when the store sends nothing to the address any more, and what it was refused with.
      suppressedAt: sql<number | null>`${suppressions.at}`.as('suppressed_at'),
      suppressedFor: sql<string | null>`${suppressions.reason}`.as('suppressed_for'),
      suppressedBy: sql<string | null>`${suppressions.messageId}`.as('suppressed_by'),
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .leftJoin(logins, eq(logins.customerId, memberships.customerId))
    .leftJoin(
      suppressions,
      and(eq(suppressions.storeId, memberships.storeId), eq(suppressions.addressKey, customers.emailKey)),
    )
    .where(and(eq(memberships.storeId, storeId), eq(memberships.customerId, customerId)));
}

export type CustomerRecord = Awaited<ReturnType<typeof recordOf>>[number];

/** What a page calls the customer. */
export function titleOf({ details, email }: CustomerRecord): string {
  return details.name || details.company || email;
}
