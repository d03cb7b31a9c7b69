// What somebody may see and pay at a store: one decision, which every page, JSON reply and order asks. Whoever is no active customer
// there, waiting and denied ones included, has a visitor's terms. What may be seen is decided where it is read (visibility.ts), what it
// costs once it is read (prices.ts); both by the same facts.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { isActive } from '../../customers/customers.ts';
import { addresses, memberships } from '../../customers/schema.ts';
import { groupIdOf } from '../../groups/groups.ts';
import { groups } from '../../groups/schema.ts';
import { stores } from '../../stores/schema.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { priceLists } from '../schema.ts';
import { standingOf, type PriceList, type Standing } from './lists.ts';

/** Who asks. */
export type Visitor = {
  /** By the claim of their session; what comes of a false claim is never shown. Null for a visitor. */
  customerId: string | null;
  /** Where they are, as far as it is known (ISO 3166-1). A customer's default address for delivery comes before it. */
  country: string;
  /** Where it shall go, once they have said so. */
  deliveryTo?: string | undefined;
};

export type Terms = {
  isCustomer: boolean;
  /** Whether the shop is open to them at all. */
  mayEnter: boolean;
  /** Whether they are told prices; who is not cannot order either. */
  seesPrices: boolean;
  /** Null for a visitor. */
  group: { id: string; name: string; discountBasisPoints: number } | null;
  /** To where prices are for. */
  country: string;
  /** Every price list of the store, in order, with what keeps it from counting; null for those that count. */
  lists: readonly (PriceList & { standing: Standing | null })[];
};

/** The statement whose one row `termsOf` reads. */
export function termsFor(db: Database, store: Store, { customerId }: { customerId: string | SQL | null }) {
  const whose = customerId ?? '';
  const { id, name, position, groupIds, countries, startsAt, endsAt, percentBasisPoints } = priceLists;
  const list = sql`json_object('id', ${id}, 'name', ${name}, 'groupIds', json(${groupIds}), 'countries', json(${countries}),
    'startsAt', ${startsAt}, 'endsAt', ${endsAt}, 'percentBasisPoints', ${percentBasisPoints})`;
  return db
    .select({
      isCustomer: sql<number>`${memberships.customerId} is not null`.as('is_customer'),
      groupId: sql<string | null>`${groups.id}`.as('terms_group_id'),
      groupName: sql<string | null>`${groups.name}`.as('terms_group_name'),
      discountBasisPoints: sql<number | null>`${groups.discountBasisPoints}`.as('terms_discount'),
      country: sql<string | null>`(select ${addresses.country} from ${addresses}
        where ${addresses.customerId} = ${whose} and ${addresses.isDefaultDelivery} = 1)`.as('terms_country'),
      lists: sql<PriceList[]>`(select json_group_array(${list} order by ${position}, ${id}) from ${priceLists}
        where ${priceLists.storeId} = ${store.id})`
        .mapWith(listsIn)
        .as('terms_lists'),
    })
    .from(stores)
    .leftJoin(memberships, isActive(store.id, whose))
    .leftJoin(
      groups,
      and(
        sql`${memberships.customerId} is not null`,
        sql`${groups.id} = ${groupIdOf(store.id, sql`${memberships.groupId}`)}`,
      ),
    )
    .where(eq(stores.id, store.id));
}

type Row = Awaited<ReturnType<typeof termsFor>>[number];

/** The lists as the statement above writes them. */
function listsIn(json: string): PriceList[] {
  return JSON.parse(json);
}

/** The terms of the one who asks, of the row that `termsFor` has read. */
export function termsOf(store: Store, visitor: Visitor, row: Row | undefined, now: number): Terms {
  const { shopAccess } = store.policies;
  const isCustomer = row?.isCustomer === 1;
  const group =
    row && isCustomer && row.groupId !== null
      ? { id: row.groupId, name: row.groupName ?? '', discountBasisPoints: row.discountBasisPoints ?? 0 }
      : null;
  const own = isCustomer ? (row.country ?? undefined) : undefined;
  const country = visitor.deliveryTo ?? own ?? visitor.country;
  return {
    isCustomer,
    mayEnter: isCustomer || shopAccess !== 'customers_only',
    seesPrices: isCustomer || shopAccess === 'everyone',
    group,
    country,
    lists: (row?.lists ?? []).map((list) => ({
      ...list,
      standing: standingOf(list, { groupId: group?.id ?? null, country }, now),
    })),
  };
}
