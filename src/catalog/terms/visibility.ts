// Who may see a product or a page, as a condition where it is read: so that pages, searches and counts agree, and nothing is read only to
// be dropped.
import { sql, type SQL } from 'drizzle-orm';
import { isActive } from '../../customers/customers.ts';
import { memberships } from '../../customers/schema.ts';
import { groupIdOf } from '../../groups/groups.ts';
import type { Store } from '../../stores/stores.ts';
import { pages, products } from '../schema.ts';
import type { Visitor } from './terms.ts';

type Asking = Pick<Visitor, 'customerId'>;

/** Whether somebody may see a product, as a condition on products. */
export function mayBeSeen(store: Store, visitor: Asking): SQL {
  const isOpen = store.policies.shopAccess !== 'customers_only';
  return seenBy(store, visitor, products, isOpen ? sql`true` : sql`false`);
}

/** Whether somebody may see a page of the store's own words, as a condition on pages. */
export function mayBeRead(store: Store, visitor: Asking): SQL {
  const isOpen = store.policies.shopAccess !== 'customers_only';
  return seenBy(store, visitor, pages, isOpen ? sql`true` : sql`${pages.isAlwaysOpen} = 1`);
}

function seenBy(store: Store, { customerId }: Asking, table: typeof products | typeof pages, isOpen: SQL): SQL {
  const { visibility, groupIds } = table;
  const asVisitor = sql`(${visibility} = 'everyone' and ${isOpen})`;
  if (customerId === null) return asVisitor;
  const isTheirs = isActive(store.id, customerId);
  const groupId = sql`(select ${groupIdOf(store.id, sql`${memberships.groupId}`)} from ${memberships} where ${isTheirs})`;
  return sql`case when exists (select 1 from ${memberships} where ${isTheirs})
    then ${visibility} <> 'groups' or exists (select 1 from json_each(${groupIds}) where value = ${groupId})
    else ${asVisitor} end`;
}
