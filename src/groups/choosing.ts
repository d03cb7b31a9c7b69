// Groups by hand: staff put customers into a group, where the rules leave them alone, or give them back to the rules.
import { and, eq, or, sql, type SQL } from 'drizzle-orm';
import { isMember } from '../customers/customers.ts';
import { revised, telling } from '../customers/revisions.ts';
import { memberships } from '../customers/schema.ts';
import type { Store } from '../stores/stores.ts';
import type { Database, Statement } from '../web/database.ts';
import { groupIdOf, storedAs } from './groups.ts';
import { eventsOf, running } from './rules/rules.ts';
import { groupMoves, groups } from './schema.ts';

type Choice = {
  customerIds: readonly string[];
  /** Any group of the store, also the default one. */
  groupId: string;
  /** Who of the staff chooses. */
  by: string;
};

/**
 * The statements that put customers of the store into one of its groups by hand, for the caller's batch; with `when` only
 * where that condition holds, at the place of each statement. Nothing happens for a group of another store. `runId` is new for each batch (`newId('move', now)`).
 */
export function choosing(
  db: Database,
  store: Pick<Store, 'id'>,
  { customerIds, groupId, by, when = sql`true` }: Choice & { when?: SQL },
  runId: string,
  now: number,
): Statement[] {
  const target = storedAs(store.id, groupId);
  const name = (id: SQL) => sql`(select ${groups.name} from ${groups} where ${groups.id} = ${groupIdOf(store.id, id)})`;
  const isOther = or(sql`${memberships.groupId} is not ${target}`, eq(memberships.isGroupByHand, false));
  const isConcerned = and(isAmong(store, customerIds), isGroupOf(store.id, groupId), isOther, sql`(${when})`);
  return [
    db.insert(groupMoves).select(sql`
      select ${runId}, ${store.id}, ${memberships.customerId}, ${memberships.groupId}, ${name(sql`${memberships.groupId}`)},
        ${target}, ${name(target)}, 'hand', ${by}, ${now}
      from ${memberships} where ${isConcerned} and ${memberships.groupId} is not ${target}`),
    telling(db, { type: 'customer.updated', storeId: store.id }, isConcerned, now),
    db
      .update(memberships)
      .set({ groupId: target, isGroupByHand: true, ...revised(store.id, now) })
      .where(isConcerned),
  ];
}

/** Whether the group is one of the store's, as a condition. */
export function isGroupOf(storeId: string, groupId: string): SQL {
  return sql`exists (select 1 from ${groups} where ${groups.id} = ${groupId} and ${groups.storeId} = ${storeId})`;
}

/** What choosing would come to for a customer, as a value in SQL: `done`, `not_found` or `group_gone`. */
export function choiceOutcome(storeId: string, customerId: SQL, groupId: string): SQL {
  return sql`case when not ${isGroupOf(storeId, groupId)} then 'group_gone' when ${isMember(storeId, customerId)} then 'done' else 'not_found' end`;
}

/**
 * The statements that give customers of the store back to the rules, which run over them at once; with `when` only where that
 * condition holds. `runId` is new for each batch.
 */
export function releasing(
  db: Database,
  store: Pick<Store, 'id'>,
  { customerIds, when = sql`true` }: { customerIds: readonly string[]; when?: SQL },
  runId: string,
  now: number,
): Statement[] {
  const areByHand = and(isAmong(store, customerIds), eq(memberships.isGroupByHand, true), sql`(${when})`);
  return [
    telling(db, { type: 'customer.updated', storeId: store.id, id: eventsOf(runId) }, areByHand, now),
    db
      .update(memberships)
      .set({ isGroupByHand: false, ...revised(store.id, now) })
      .where(areByHand),
    ...running(db, store, { customerIds }, runId, now),
  ];
}

function isAmong(store: Pick<Store, 'id'>, customerIds: readonly string[]) {
  const ids = sql`select value from json_each(${JSON.stringify(customerIds)})`;
  return and(eq(memberships.storeId, store.id), sql`${memberships.customerId} in (${ids})`);
}
