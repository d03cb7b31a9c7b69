// A POST that is sent again does nothing again. Its Idempotency-Key is claimed in the batch that proves the key; the change marks the
// claim in its own batch, which fails as a whole if another's claim has done so; behind it the reply is kept for a day. So whatever
// dies in between: either nothing was changed and the next one does it, or it was and the next one shows it.
// Source: draft-ietf-httpapi-idempotency-key-header-07.
import { and, eq, inArray, lt, sql, type SQL } from 'drizzle-orm';
import { insertIf, reasonOf, type Database, type Statement } from '../../web/database.ts';
import { partnerRequests } from '../schema.ts';

/** How long a reply is kept. */
export const keptMs = 24 * 3_600_000;

/** After how long without a change a claim may be taken over. */
const workMs = 60_000;

/** A request with its key: whose, what it is by its hash, and what those who work at it call themselves. */
export type Repeatable = {
  storeId: string;
  partner: SQL;
  key: string;
  hash: string;
  claim: string;
  made: string;
  now: number;
};

/** What may be an Idempotency-Key. */
export function isRequestKey(typed: string): boolean {
  return /^[!-~]{1,255}$/.test(typed);
}

/**
 * The statement that claims a request, if `when` holds and nobody has it, and returns it as it stands then. What was kept long enough
 * is as if it had never been; and whoever died before a change leaves it to the next.
 */
export function claiming(db: Database, { storeId, partner, key, hash, claim, made, now }: Repeatable, when: SQL) {
  const row = partnerRequests;
  const isOver = sql`${row.claimedAt} < ${now - keptMs}`;
  const isLeft = sql`(${row.changedBy} = '' and ${row.hash} = ${hash} and ${row.claimedAt} < ${now - workMs})`;
  const overOr = (is: SQL, then: SQL, column: SQL) => sql`case when ${is} then ${then} else ${column} end`;
  const isOurs = sql`${isOver} or ${isLeft}`;
  return insertIf(db, row, { partnerId: partner, storeId, key, hash, claim, made, claimedAt: now, changedBy: '' }, when)
    .onConflictDoUpdate({
      target: [row.partnerId, row.key],
      set: {
        hash: overOr(isOver, sql`${hash}`, sql`${row.hash}`),
        claim: overOr(isOurs, sql`${claim}`, sql`${row.claim}`),
        claimedAt: overOr(isOurs, sql`${now}`, sql`${row.claimedAt}`),
        made: overOr(isOver, sql`${made}`, sql`${row.made}`),
        changedBy: overOr(isOver, sql`''`, sql`${row.changedBy}`),
        status: overOr(isOver, sql`null`, sql`${row.status}`),
        reply: overOr(isOver, sql`null`, sql`${row.reply}`),
        customerId: overOr(isOver, sql`null`, sql`${row.customerId}`),
      },
    })
    .returning();
}

/** In the place of it, where nothing is claimed. */
export function claimingNothing(db: Database) {
  return db
    .select()
    .from(partnerRequests)
    .where(sql`false`);
}

export type Kept = typeof partnerRequests.$inferSelect;

/** How it stands with a request: it is ours to do, another works at it, it was done with or without its reply kept, it is another one. */
export function standing(kept: Kept, { hash, claim }: Pick<Repeatable, 'hash' | 'claim'>) {
  if (kept.hash !== hash) return 'reused';
  if (kept.status !== null && kept.reply !== null) return 'replied';
  if (kept.changedBy !== '') return 'done';
  return kept.claim === claim ? 'ours' : 'in_flight';
}

/**
 * The statement that marks the change, before it in its batch; that fails as a whole where another's has made it, or has given the claim up.
 * Behind the mark stands how much had been changed by then, for `settling`.
 */
export function marking(db: Database, kept: Kept, claim: string): Statement {
  const { partnerId, key, changedBy } = partnerRequests;
  const mark = sql`(
    select case ${changedBy} when '' then ${claim} || ' ' || total_changes() when ${claim} then ${claim} end
    from ${partnerRequests} where ${isKept(kept.partnerId, kept.key)})`;
  return insertIf(db, partnerRequests, { ...kept, changedBy: mark }, sql`true`).onConflictDoUpdate({
    target: [partnerId, key],
    set: { changedBy: sql`excluded.changed_by` },
  });
}

/** The statement behind the change, which takes the mark back where nothing was changed but that: the batch refused by its conditions. */
export function settling(db: Database, { partnerId, key }: Kept, claim: string): Statement {
  const { changedBy } = partnerRequests;
  const mark = `${claim} `;
  const before = sql`cast(substr(${changedBy}, ${mark.length + 1}) as integer)`;
  return db
    .update(partnerRequests)
    .set({ changedBy: sql`case when total_changes() > ${before} + 1 then ${claim} else '' end` })
    .where(and(isKept(partnerId, key), sql`substr(${changedBy}, 1, ${mark.length}) = ${mark}`));
}

/** Whether a batch failed because another's had made the change. */
export function isOvertaken(error: unknown): boolean {
  return /NOT NULL constraint failed: partner_requests\.changed_by/.test(reasonOf(error));
}

/** The statement that keeps the reply; the first one stays. Nothing is kept of a customer who is gone from the store by then. */
export function keeping(
  db: Database,
  { partnerId, storeId, key }: Kept,
  { status, body, customerId }: { status: number; body: string; customerId: string | null },
): Statement {
  // Customers are above partners, hence their table by its name.
  const isThere = sql`(${customerId} is null or exists (
    select 1 from memberships where store_id = ${storeId} and customer_id = ${customerId}))`;
  return db
    .update(partnerRequests)
    .set({ status, reply: body, customerId })
    .where(and(isKept(partnerId, key), sql`${partnerRequests.status} is null`, isThere));
}

/**
 * The statement that gives a claim up by which nothing was changed: a refusal is not kept. Where it is one (`isRefused`), what was changed
 * beside what was asked for is no reason to keep it.
 */
export function releasing(db: Database, { partnerId, key }: Kept, claim: string, isRefused: boolean): Statement {
  const marks = isRefused ? ['', claim] : [''];
  return db
    .delete(partnerRequests)
    .where(and(isKept(partnerId, key), eq(partnerRequests.claim, claim), inArray(partnerRequests.changedBy, marks)));
}

/** Removes what was kept long enough. Safe to repeat. */
export async function removeOld(db: Database, now: number): Promise<void> {
  await db.delete(partnerRequests).where(lt(partnerRequests.claimedAt, now - keptMs));
}

function isKept(partnerId: string, key: string) {
  return and(eq(partnerRequests.partnerId, partnerId), eq(partnerRequests.key, key));
}
