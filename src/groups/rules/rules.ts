// Rules: who comes into a group without anybody's doing. They run over the store when one is saved and every hour, and over a
// customer after each order. Whoever staff put into a group stays there. A run writes down its moves first and then moves whom
// they name, so history and effect agree; run twice, it moves nobody the second time.
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { revised, telling } from '../../customers/revisions.ts';
import { customers, memberships } from '../../customers/schema.ts';
import * as audit from '../../staff/audit/audit.ts';
import type { Store } from '../../stores/stores.ts';
import { clockFrom } from '../../web/clock.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { idOf, newId } from '../../web/ids.ts';
import { judging, valuesOf, type Change, type Rule } from './fulfilment.ts';
import { groupIdOf, type FoundGroup, type Result } from '../groups.ts';
import { groupMoves, groupRules, groups } from '../schema.ts';

/** Customers judged in one batch. */
export const portion = 5000;

/** The customers of these ids, or the next portion of the store's, by id, behind this one (`''` for the first). */
export type Whom = { customerIds: readonly string[] } | { behind: string };

/**
 * The statements that bring customers into the group whose rule they fulfil, for the caller's batch, behind what changes them.
 * `runId` is new for each batch (`newId('move', now)`).
 */
export function running(db: Database, store: Pick<Store, 'id'>, whom: Whom, runId: string, now: number): Statement[] {
  const whose = isOf(store, whom);
  const name = (id: SQL) => sql`(select ${groups.name} from ${groups} where ${groups.id} = ${groupIdOf(store.id, id)})`;
  const { fromId, toId } = judged;
  const isMoved = sql`(select ${groupMoves.customerId} from ${groupMoves} where ${groupMoves.runId} = ${runId})`;
  return [
    db.insert(groupMoves).select(sql`
      select ${runId}, ${store.id}, judged.customer_id, ${fromId}, ${name(fromId)}, ${toId}, ${name(toId)}, 'rule', null, ${now}
      from ${judging(store, { whose }, now)} as judged where ${fromId} is not ${toId}`),
    db
      .update(memberships)
      .set({
        groupId: sql`(
          select ${groupMoves.toGroupId} from ${groupMoves}
          where ${groupMoves.runId} = ${runId} and ${groupMoves.customerId} = ${memberships.customerId})`,
        ...revised(store.id, now),
      })
      .where(and(eq(memberships.storeId, store.id), inArray(memberships.customerId, isMoved))),
    telling(
      db,
      { type: 'customer.updated', storeId: store.id, id: eventsOf(runId) },
      inArray(memberships.customerId, isMoved),
      now,
    ),
  ];
}

/** How the ids of the events of a run begin: what else changes a customer in its batch and begins so is one event with it. */
export function eventsOf(runId: string): string {
  return idOf('event', runId.slice(4));
}

const judged = { fromId: sql`judged.from_id`, toId: sql`judged.to_id` };

/** As a condition on memberships. */
function isOf(store: Pick<Store, 'id'>, whom: Whom): SQL {
  if ('behind' in whom) {
    const last = sql`select max(customer_id) from (${nextOf(store, whom.behind)})`;
    return sql`${memberships.customerId} > ${whom.behind} and ${memberships.customerId} <= (${last})`;
  }
  return sql`${memberships.customerId} in (select value from json_each(${JSON.stringify(whom.customerIds)}))`;
}

function nextOf(store: Pick<Store, 'id'>, behind: string): SQL {
  return sql`
    select next.customer_id from ${memberships} as next
    where next.store_id = ${store.id} and next.customer_id > ${behind} order by next.customer_id limit ${portion}`;
}

/** The last customer of a portion; null where it was the last portion. */
function endOf(db: Database, store: Pick<Store, 'id'>, behind: string) {
  return db
    .select({ last: sql<string | null>`case when count(*) = ${portion} then max(customer_id) end`.as('last_id') })
    .from(sql`(${nextOf(store, behind)})`);
}

/** Runs the rules of a store over all its customers, or those behind this one, portion by portion. */
export async function runAll(db: Database, store: Pick<Store, 'id'>, now: number, behind = ''): Promise<void> {
  const clock = clockFrom(now);
  for (let next: string | null = behind; next !== null;) next = await runPortion(db, store, next, clock());
}

/** Returns behind whom the next portion begins; null after the last. */
async function runPortion(db: Database, store: Pick<Store, 'id'>, behind: string, now: number): Promise<string | null> {
  const run = running(db, store, { behind }, newId('move', now), now);
  const [end] = await batch(db, [endOf(db, store, behind), ...run] as const);
  return end[0]?.last ?? null;
}

/** Runs the rules of every store that has any, or whose customers are in a group by one that it had. */
export async function runEverywhere(db: Database, now: number): Promise<void> {
  const isByRule = sql`exists (
    select 1 from ${memberships}
    where ${memberships.storeId} = ${groups.storeId} and ${memberships.groupId} = ${groups.id} and ${memberships.isGroupByHand} = 0)`;
  const found = await db
    .selectDistinct({ id: groups.storeId })
    .from(groups)
    .leftJoin(groupRules, eq(groupRules.groupId, groups.id))
    .where(sql`${groupRules.groupId} is not null or ${isByRule}`);
  const clock = clockFrom(now);
  for (const store of found) await runAll(db, store, clock());
}

/**
 * Saves the rule of a group, as it was `before`, and its place among the others, or removes the rule, and runs all rules over the
 * first portion of customers. `next` is where `runAll` goes on; null when it was everybody. Problem: `not_found`, also
 * for the default group, which everybody is in who fulfils no rule.
 */
export async function save(
  scene: audit.Scene,
  by: string,
  { before, rule, position }: { before: FoundGroup; rule: Rule | null; position: number },
  now: number,
): Promise<(Result<never> & { next: string | null }) | { ok: false; problem: 'not_found' }> {
  const { db, store } = scene;
  const isThis = and(eq(groups.id, before.id), eq(groups.storeId, store.id), eq(groups.isDefault, false));
  const isThere = sql`exists (select 1 from ${groups} where ${isThis})`;
  const change = {
    before: { ...told(before.rule), position: before.position },
    after: { group: before.name, ...told(rule), position },
  };
  const [end, found] = await batch(db, [
    endOf(db, store, ''),
    db.select({ id: groups.id }).from(groups).where(isThis),
    // An upsert of a row is a deletion and an insertion here: both are one transaction.
    db.delete(groupRules).where(and(eq(groupRules.groupId, before.id), isThere)),
    ...(rule
      ? [db.insert(groupRules).select(sql`select ${before.id}, ${valuesOf(rule)}, ${now} where ${isThere}`)]
      : []),
    db.update(groups).set({ position }).where(isThis),
    audit.entry(scene, { by, act: 'group_rule_changed', ...change }, now, isThere),
    ...running(db, store, { behind: '' }, newId('move', now), now),
  ] as const);
  return found.length === 1 ? { ok: true, next: end[0]?.last ?? null } : { ok: false, problem: 'not_found' };
}

/** The conditions that are set. */
function told(rule: Rule | null): Record<string, unknown> {
  if (!rule) return {};
  const { groupId: _, updatedAt: __, ...conditions }: Rule & Partial<typeof groupRules.$inferSelect> = rule;
  return Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== null));
}

/** Customers named in a preview, of those who would enter and of those who would leave. */
const mostNamed = 50;

/**
 * Who would enter and who would leave the group of the change if it was saved and run now, the first of each by id; every row
 * also counts all who go the same way.
 */
export function preview(db: Database, store: Pick<Store, 'id'>, change: Change, now: number) {
  const enters = sql`${judged.toId} is ${change.groupId}`;
  const moving = sql`
    select judged.*, ${enters} as enters, count(*) over (partition by ${enters}) as going,
      row_number() over (partition by ${enters} order by judged.customer_id) as place
    from ${judging(store, { whose: sql`true`, change }, now)} as judged
    where ${judged.fromId} is not ${judged.toId} and (${enters} or ${judged.fromId} is ${change.groupId})`;
  return db
    .select({
      id: customers.id,
      name: sql<string>`coalesce(nullif(${customers.name}, ''), nullif(${customers.company}, ''), ${customers.email})`.as(
        'customer_name',
      ),
      enters: sql<number>`moving.enters`.as('enters'),
      count: sql<number>`moving.going`.as('going'),
      fromId: sql<string | null>`moving.from_id`.as('from_id'),
      toId: sql<string | null>`moving.to_id`.as('to_id'),
    })
    .from(sql`(${moving}) as moving`)
    .innerJoin(customers, sql`${customers.id} = moving.customer_id`)
    .where(sql`moving.place <= ${mostNamed}`)
    .orderBy(sql`moving.enters desc`, sql`moving.place`);
}

export type Preview = Awaited<ReturnType<typeof preview>>;
