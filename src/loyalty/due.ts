// What comes with time: points that begin to count, and points whose time is over. Cron does it for all stores, in portions; each
// portion is one transaction that says again what is due, so it is safe to repeat and to run twice at once. Until it has run,
// points that are over may still be spent, as their owner sees them.
import { sql, type SQL } from 'drizzle-orm';
import { revised } from '../customers/revisions.ts';
import { memberships } from '../customers/schema.ts';
import { clockFrom } from '../web/clock.ts';
import { batch, type Database, type Statement } from '../web/database.ts';
import { firstId } from '../web/ids.ts';
import { countingTold, nextPosition } from './entries.ts';
import { pointsEntries } from './schema.ts';

/** Entries of each kind in one batch. */
export const portion = 1000;

/** Lets points count and expire as far as they are due, those of every store. */
export async function countAndExpire(db: Database, now: number): Promise<void> {
  const clock = clockFrom(now);
  for (let isMore = true; isMore;) isMore = await runPortion(db, clock());
}

/** Counts before it expires: what was late for both does both. Returns whether there may be more to do. */
async function runPortion(db: Database, now: number): Promise<boolean> {
  const [counted, expired] = await batch(db, [
    howMany(db, toCount(now)),
    howMany(db, toExpire(now)),
    ...counting(db, toCount(now), now),
    ...expiring(db, toExpire(now), now),
  ] as const);
  return [...counted, ...expired].some(({ count }) => count >= portion);
}

/** The next entries that begin to count, with the points of their owners. */
function toCount(now: number): SQL {
  return dueBy(sql`entry.points`, sql`entry.counts_at`, sql`entry.position is null and entry.counts_at <= ${now}`);
}

/** The next entries whose time is over, with the points of their owners. */
function toExpire(now: number): SQL {
  return dueBy(
    sql`entry.points_left`,
    sql`entry.expires_at`,
    sql`entry.points_left > 0 and entry.expires_at <= ${now}`,
  );
}

function dueBy(amount: SQL, at: SQL, condition: SQL): SQL {
  return sql`(
    select entry.id, entry.store_id, entry.customer_id, ${amount} as amount, ${at} as turn, entry.order_id, entry.reason, owner.points
    from ${pointsEntries} as entry cross join ${memberships} as owner
    where owner.store_id = entry.store_id and owner.customer_id = entry.customer_id and ${condition}
    order by ${at}, entry.id limit ${portion}) as due`;
}

function howMany(db: Database, due: SQL) {
  return db.select({ count: sql<number>`count(*)`.as('due_count') }).from(due);
}

/** First the memberships, then the entries: the balance of each is counted back from what its owner has then. */
function counting(db: Database, due: SQL, now: number): Statement[] {
  return [
    countingTold(db, { table: 'due', rows: due }, now, sql`true`),
    changing(db, due, sql`+`, now),
    db
      .update(pointsEntries)
      .set({
        left: sql`${pointsEntries.points}`,
        balance: sql`counted.points - counted.all_of_them + counted.so_far`,
        position: sql`counted.position`,
      })
      .from(sql`(select id, points, ${running} from ${due} ${each}) as counted`)
      .where(sql`${pointsEntries.id} = counted.id`),
  ];
}

function expiring(db: Database, due: SQL, now: number): Statement[] {
  // The time of the id is that of the run; the rest is by chance, as in every other id.
  const id = sql`${firstId('points', now)} || lower(hex(randomblob(8)))`;
  const expired = sql`(
    select gone.id, gone.store_id, gone.customer_id from ${due} join ${pointsEntries} as gone
      on gone.store_id = due.store_id and gone.customer_id = due.customer_id and gone.cause = 'expired:' || due.id) as entry`;
  return [
    changing(db, due, sql`-`, now),
    db.insert(pointsEntries).select(sql`
      select ${id}, store_id, customer_id, 'expired', 'expired:' || id, order_id, -amount, 0, points + all_of_them - so_far,
        position, ${now}, null, reason, null, ${now}
      from (select due.*, ${running} from ${due} ${each})`),
    countingTold(db, { table: 'entry', rows: expired }, now, sql`true`),
    db
      .update(pointsEntries)
      .set({ left: 0 })
      .where(sql`${pointsEntries.id} in (select id from ${due})`),
  ];
}

/** The statement that brings the points of all owners to what they are behind all that is due. */
function changing(db: Database, due: SQL, sign: SQL, now: number): Statement {
  return db
    .update(memberships)
    .set({ points: sql`${memberships.points} ${sign} total.amount`, ...revised(memberships.storeId, now) })
    .from(
      sql`(select store_id, customer_id, sum(amount) as amount from ${due} group by store_id, customer_id) as total`,
    )
    .where(sql`${memberships.storeId} = total.store_id and ${memberships.customerId} = total.customer_id`);
}

/** Of each that is due: its position, and how many points its owner's come to with it and altogether. */
const running = sql`
  ${nextPosition(sql`due.store_id`, sql`due.customer_id`)} - 1 + row_number() over in_turn as position,
  sum(due.amount) over in_turn as so_far, sum(due.amount) over (partition by due.store_id, due.customer_id) as all_of_them`;
const each = sql`window in_turn as (partition by due.store_id, due.customer_id order by due.turn, due.id)`;
