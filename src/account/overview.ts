// What a customer sees first: figures that are kept in the membership, the latest order, and what the store's blocks show. It reads a
// few rows whatever the history, and nothing for blocks that the store does not show.
import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import * as addresses from '../customers/addresses/addresses.ts';
import { customers, memberships } from '../customers/schema.ts';
import { groupIdOf } from '../groups/groups.ts';
import { groups } from '../groups/schema.ts';
import { expiringBefore, type Ahead } from '../loyalty/ledger.ts';
import { latestOf } from '../orders/history/history.ts';
import { waitingCount } from '../orders/takeover/takeover.ts';
import { mayBecomeOne } from '../pools/becoming/becoming.ts';
import { latestUnratedOf } from '../reviews/reviews.ts';
import type { overviewBlocks } from '../stores/policies.ts';
import type { Store } from '../stores/stores.ts';
import type { Database } from '../web/database.ts';
import { prepared } from '../web/prepared.ts';

/** Products to rate that are named. */
export const mostUnrated = 3;

/** Points that expire within these are worth a word. */
const soon = 45 * 86_400_000;

/** What the overview of a customer at a store reads: figures, latest order, products to rate (one more than are named), addresses. */
export function overviewOf(db: Database, store: Store, customerId: string, now: number) {
  const whose = { storeId: store.id, customerId };
  return [
    figuresOf(db, { ...whose, soonUntil: now + soon }),
    latestOf(db, whose),
    unratedOf(db, { ...whose, limit: shows(store, 'unrated_products') ? mostUnrated + 1 : 0 }),
    addressesOf(db, { ...whose, limit: shows(store, 'addresses') ? 2 : 0 }),
  ] as const;
}

/** Whether this is one of the store's blocks. */
function shows({ policies }: Store, name: (typeof overviewBlocks)[number]): boolean {
  return policies.accountPage.some((one) => 'block' in one && one.block === name);
}

type Whose = { storeId: string; customerId: string };

const unratedOf = prepared((db, { limit, ...whose }: Whose & { limit: number }) => latestUnratedOf(db, whose, limit));

const addressesOf = prepared((db, { limit, ...whose }: Whose & { limit: number }) =>
  addresses.defaultsOf(db, whose, limit),
);

/**
 * The figures of a customer, and who it is; the group, which may be the default one, and its discount in hundredths of a percent; and the
 * points that expire soon.
 */
const figuresOf = prepared((db, { storeId, customerId, soonUntil }: Whose & { soonUntil: number }) =>
  db
    .select({
      turnoverMinor: memberships.turnoverMinor,
      orderCount: memberships.orderCount,
      points: memberships.points,
      expiring: expiringBefore({ storeId, customerId }, soonUntil).mapWith(aheadIn).as('expiring'),
      unratedCount: memberships.unratedCount,
      waitingOrders: waitingCount({ id: storeId }, customerId),
      mayBecomeOne: mayBecomeOne(storeId, customerId),
      groupId: groups.id,
      groupName: groups.name,
      discountBasisPoints: groups.discountBasisPoints,
      customerName: sql<string>`${customers.name}`.as('customer_name'),
      email: customers.email,
      language: customers.language,
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .leftJoin(groups, eq(groups.id, groupIdOf(storeId, sql`${memberships.groupId}`)))
    .where(and(eq(memberships.storeId, storeId), eq(memberships.customerId, customerId))),
);

export type Figures = Awaited<ReturnType<typeof figuresOf>>[number];

const aheadSchema = z.array(z.object({ points: z.int(), at: z.int() }));

function aheadIn(json: string): Ahead[] {
  return aheadSchema.parse(JSON.parse(json));
}
