// One thing that staff do to many customers: whom it is for is written down first, with a place for each one's result, and then
// done portion by portion. A portion is claimed by the first statement of its batch, on which all others depend, so of two who go
// on at once one has an effect; and whoever begins one need not be there at its end.
import { and, asc, eq, gt, isNull, lt, lte, sql, type SQL } from 'drizzle-orm';
import type { Store } from '../../stores/stores.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { newToken } from '../../web/secrets.ts';
import { idsOf } from '../finding/finding.ts';
import type { Wanted } from '../finding/input.ts';
import { customers, memberships } from '../schema.ts';
import { bulkActs, bulkResults } from './schema.ts';

/** Customers in a portion at most, and results on a page. */
export const portionSize = 50;

/** Customers that one act may be for. */
export const most = 10_000;

/** How long results are kept. */
const keptMs = 30 * 86_400_000;

export type Bulk = typeof bulkActs.$inferSelect;
export type Act = Bulk['act'];

export type Beginning = { act: Act; by: string; groupId?: string | null };

/** The act for these customers, and the statements that write it down. */
export function beginning(
  db: Database,
  store: { id: string },
  { customerIds, ...begun }: Beginning & { customerIds: readonly string[] },
  now: number,
): { bulk: Bulk; statements: Statement[] } {
  const bulk = bulkOf(store, begun, customerIds.length, now);
  const ids = JSON.stringify(customerIds);
  const results = db
    .insert(bulkResults)
    .select(sql`select ${bulk.id}, key + 1, value, null from json_each(${ids}) where true`);
  return { bulk, statements: [db.insert(bulkActs).values(bulk), results] };
}

/** The same for those whom a search finds, in the order of the list, the first `most` of them. */
export function beginningWithFound(
  db: Database,
  store: Store,
  { wanted, ...begun }: Beginning & { wanted: Wanted },
  now: number,
): { bulk: Bulk; statements: Statement[] } {
  const bulk = bulkOf(store, begun, 0, now);
  const found = idsOf(db, store, wanted, most);
  const total = sql`(select count(*) from ${bulkResults} where ${bulkResults.bulkId} = ${bulk.id})`;
  return {
    bulk,
    statements: [
      db.insert(bulkActs).values(bulk),
      db.insert(bulkResults).select(sql`select ${bulk.id}, position, id, null from (${found}) where true`),
      db
        .update(bulkActs)
        .set({ total, doneAt: sql`case when ${total} = 0 then ${now} end` })
        .where(eq(bulkActs.id, bulk.id)),
    ],
  };
}

function bulkOf(store: { id: string }, { act, by, groupId = null }: Beginning, total: number, now: number): Bulk {
  const id = newId('bulk', now);
  return {
    id,
    storeId: store.id,
    staffId: by,
    act,
    groupId,
    step: newToken(),
    total,
    doneCount: 0,
    createdAt: now,
    doneAt: null,
  };
}

/** An act of this store by its id. */
export function find(db: Database, storeId: string, id: string) {
  return db
    .select()
    .from(bulkActs)
    .where(and(eq(bulkActs.id, id), eq(bulkActs.storeId, storeId)));
}

/** The customers of the next portion, whole, in their order. */
export function nextOf(db: Database, storeId: string, id: string) {
  return db
    .select({ customerId: bulkResults.customerId })
    .from(bulkActs)
    .innerJoin(bulkResults, isNextIn(storeId, id))
    .orderBy(asc(bulkResults.position));
}

/** The ids of the same, as a query within another statement. */
export function nextIds(storeId: string, id: string): SQL {
  return sql`select ${bulkResults.customerId} from ${bulkActs} join ${bulkResults} on ${isNextIn(storeId, id)}`;
}

function isNextIn(storeId: string, id: string) {
  return and(
    eq(bulkActs.id, id),
    eq(bulkActs.storeId, storeId),
    isNull(bulkActs.doneAt),
    eq(bulkResults.bulkId, bulkActs.id),
    gt(bulkResults.position, bulkActs.doneCount),
    lte(bulkResults.position, sql`${bulkActs.doneCount} + ${portionSize}`),
  );
}

/** One portion on its way: its first statement, and what the others depend on. */
export type Step = {
  claim: Statement;
  /** Whether this step is the one that counts, as a condition. */
  isMine: SQL;
  /** The statement that writes the result of each; `outcome` is its value for the customer in a column. */
  resulting: (outcome: (customerId: SQL) => SQL) => Statement;
  /** Whether it was done to the customer in a column in this very step, as a condition. */
  isDoneTo: (customerId: SQL) => SQL;
};

/** The step that does the next `size` customers of the act. */
export function stepping(db: Database, bulk: Bulk, size: number, now: number): Step {
  const token = newToken();
  const upTo = Math.min(bulk.doneCount + size, bulk.total);
  const isMine = sql`exists (select 1 from ${bulkActs} where ${bulkActs.id} = ${bulk.id} and ${bulkActs.step} = ${token})`;
  const isInPortion = and(
    eq(bulkResults.bulkId, bulk.id),
    gt(bulkResults.position, bulk.doneCount),
    lte(bulkResults.position, upTo),
  );
  const claim = db
    .update(bulkActs)
    .set({ step: token, doneCount: upTo, doneAt: upTo >= bulk.total ? now : null })
    .where(and(eq(bulkActs.id, bulk.id), eq(bulkActs.step, bulk.step), isNull(bulkActs.doneAt)));
  return {
    claim,
    isMine,
    resulting: (outcome) =>
      db
        .update(bulkResults)
        .set({ result: outcome(sql`${bulkResults.customerId}`) })
        .where(and(isInPortion, isMine)),
    isDoneTo: (customerId) =>
      sql`${isMine} and exists (select 1 from ${bulkResults}
        where ${isInPortion} and ${bulkResults.customerId} = ${customerId} and ${bulkResults.result} = 'done')`,
  };
}

/** Results of an act behind the place `after`, one more than a page; who is no customer of the store has no name. */
export function resultsOf(db: Database, storeId: string, id: string, after: number) {
  return db
    .select({
      position: bulkResults.position,
      result: bulkResults.result,
      customerId: customers.id,
      name: customers.name,
      company: customers.company,
      email: customers.email,
    })
    .from(bulkActs)
    .innerJoin(bulkResults, eq(bulkResults.bulkId, bulkActs.id))
    .leftJoin(
      memberships,
      and(eq(memberships.storeId, bulkActs.storeId), eq(memberships.customerId, bulkResults.customerId)),
    )
    .leftJoin(customers, eq(customers.id, memberships.customerId))
    .where(and(eq(bulkActs.id, id), eq(bulkActs.storeId, storeId), gt(bulkResults.position, after)))
    .orderBy(asc(bulkResults.position))
    .limit(portionSize + 1);
}

export type Result = Awaited<ReturnType<typeof resultsOf>>[number];

/** How often each result came of an act that is done; nothing while it is on its way, since counting reads all of them. */
export function sumsOf(db: Database, storeId: string, id: string) {
  return db
    .select({ result: bulkResults.result, count: sql<number>`count(*)` })
    .from(bulkActs)
    .innerJoin(bulkResults, eq(bulkResults.bulkId, bulkActs.id))
    .where(and(eq(bulkActs.id, id), eq(bulkActs.storeId, storeId), sql`${bulkActs.doneAt} is not null`))
    .groupBy(bulkResults.result);
}

export type Sum = Awaited<ReturnType<typeof sumsOf>>[number];

/** Removes acts and their results after thirty days. Safe to repeat and to run twice at once. */
export async function removeOld(db: Database, now: number): Promise<void> {
  const isOld = lt(bulkActs.createdAt, now - keptMs);
  await batch(db, [
    db.delete(bulkResults).where(sql`${bulkResults.bulkId} in (select ${bulkActs.id} from ${bulkActs} where ${isOld})`),
    db.delete(bulkActs).where(isOld),
  ]);
}
