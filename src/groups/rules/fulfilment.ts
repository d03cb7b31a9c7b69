// Whose rule a customer fulfils, said once, as SQL: runs, previews and the history all read it. It takes the rules from their
// table, so it holds at its place in any batch, whatever the batch wrote before (decision 013).
import { eq, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { addresses, customers, memberships } from '../../customers/schema.ts';
import type { Store } from '../../stores/stores.ts';
import { groupRules, groups } from '../schema.ts';

/** What a rule asks for. A condition that is null does not matter; at least one is set. */
export type Rule = Omit<typeof groupRules.$inferSelect, 'groupId' | 'updatedAt'>;

/** The rule that a group is to have (null for none), and its place among the others. */
export type Change = { groupId: string; rule: Rule | null; position: number };

const rule = alias(groupRules, 'rule');

const day = 86_400_000;

/** When each condition holds. Nothing about a customer that is not known fulfils any: who never ordered did so neither lately nor long ago. */
function conditions(now: number) {
  return [
    { set: rule.turnoverFromMinor, holds: sql`${memberships.turnoverMinor} >= ${rule.turnoverFromMinor}` },
    { set: rule.ordersFrom, holds: sql`${memberships.orderCount} >= ${rule.ordersFrom}` },
    {
      set: rule.orderedWithinDays,
      holds: sql`${memberships.lastOrderAt} >= ${now} - ${rule.orderedWithinDays} * ${day}`,
    },
    {
      set: rule.notOrderedForDays,
      holds: sql`${memberships.lastOrderAt} < ${now} - ${rule.notOrderedForDays} * ${day}`,
    },
    { set: rule.countries, holds: sql`${addresses.country} in (select value from json_each(${rule.countries}))` },
    { set: rule.hasVatId, holds: sql`(${customers.vatId} <> '') = ${rule.hasVatId}` },
    { set: rule.hasNewsletter, holds: sql`(${memberships.newsletterAt} is not null) = ${rule.hasNewsletter}` },
    {
      set: rule.registeredForDays,
      holds: sql`${memberships.createdAt} <= ${now} - ${rule.registeredForDays} * ${day}`,
    },
  ];
}

function isFulfilled(now: number): SQL {
  const all = conditions(now).map(({ set, holds }) => sql`(${set} is null or ${holds})`);
  const any = conditions(now).map(({ set, holds }) => sql`(${set} is not null and ${holds})`);
  return sql`case ${rule.match} when 'all' then ${sql.join(all, sql` and `)} else ${sql.join(any, sql` or `)} end`;
}

/** The columns of a rule, by the names of its fields. */
const columns = [
  ['match', groupRules.match],
  ['turnoverFromMinor', groupRules.turnoverFromMinor],
  ['ordersFrom', groupRules.ordersFrom],
  ['orderedWithinDays', groupRules.orderedWithinDays],
  ['notOrderedForDays', groupRules.notOrderedForDays],
  ['countries', groupRules.countries],
  ['hasVatId', groupRules.hasVatId],
  ['hasNewsletter', groupRules.hasNewsletter],
  ['registeredForDays', groupRules.registeredForDays],
] as const satisfies [keyof Rule, unknown][];

/** The values of a rule, for an insert or a union, in the order of its columns. */
export function valuesOf(one: Rule): SQL {
  return sql.join(
    columns.map(([name, column]) => sql`${sql.param(one[name], column)}`),
    sql`, `,
  );
}

/** The rules of a store, as they would be after the change. */
function rulesOf(store: Pick<Store, 'id'>, change: Change | null): SQL {
  const stored = sql`
    select ${groupRules.groupId}, ${groups.position}, ${sql.join(
      columns.map(([, column]) => sql`${column}`),
      sql`, `,
    )}
    from ${groups} join ${groupRules} on ${eq(groupRules.groupId, groups.id)} where ${eq(groups.storeId, store.id)}`;
  if (!change) return stored;
  const others = sql`${stored} and ${groups.id} <> ${change.groupId}`;
  if (!change.rule) return others;
  return sql`${others} union all select ${change.groupId}, ${change.position}, ${valuesOf(change.rule)}`;
}

type Whose = {
  /** Which of the store's memberships, as a condition on them. */
  whose: SQL;
  /** A rule that is not saved yet. */
  change?: Change;
};

/**
 * The store's memberships that rules may move, as a subquery of `customer_id`, `from_id` and `to_id`: their group and that of the
 * rule they fulfil, the one with the lowest position; null is the default group.
 */
export function judging(store: Pick<Store, 'id'>, { whose, change }: Whose, now: number): SQL {
  const names = columns.map(([, column]) => sql.identifier(column.name));
  // Both are made once: SQLite would work out a group again at each place that names it.
  return sql`(
    with rule (group_id, position, ${sql.join(names, sql`, `)}) as materialized (${rulesOf(store, change ?? null)}),
    member as materialized (
      select ${memberships.customerId} as customer_id, ${memberships.groupId} as from_id, (
        select rule.group_id from rule where ${isFulfilled(now)} order by rule.position, rule.group_id limit 1) as to_id
      from ${memberships}
      cross join ${customers}
      left join ${addresses} on ${addresses.customerId} = ${memberships.customerId} and ${addresses.isDefaultBilling} = 1
      where ${memberships.storeId} = ${store.id} and ${memberships.isGroupByHand} = 0
        and ${customers.id} = ${memberships.customerId} and (${whose}))
    select * from member)`;
}
