// Who makes a try: it is claimed by one UPDATE that moves the next one away, so two deliveries at once never make the same. The try
// stands in the log from then on, unfinished, so that one whose Worker dies is seen as well.
import { and, asc, eq, gte, lte, sql, type SQL } from 'drizzle-orm';
import { stores } from '../../stores/schema.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { webhookDeliveries, webhooks, type Try } from './schema.ts';

/** How long a claim holds. */
const claimMs = 2 * 60_000;

/** Deliveries claimed at a time. */
export const portion = 20;

/** So many tries are kept; older ones go. */
const mostKept = 20;

export type Delivery = typeof webhookDeliveries.$inferSelect;
export type Webhook = typeof webhooks.$inferSelect;

/** A delivery that is ours to try, and where it goes; `origin` is that of its store. */
export type Claimed = { delivery: Delivery; webhook: Webhook; origin: string };

/** What is wanted: what has been due since then, and goes to none of these webhooks. */
export type Wanted = { since: number; without: ReadonlySet<string> };

/** Claims the next portion of what is due, oldest first. */
export async function claim(db: Database, { since, without }: Wanted, now: number): Promise<Claimed[]> {
  const { nextAt, webhookId, eventId, tries } = webhookDeliveries;
  const due = db
    .select({ webhookId, eventId })
    .from(webhookDeliveries)
    .where(
      and(
        gte(nextAt, since),
        lte(nextAt, now),
        sql`${webhookId} not in (select value from json_each(${JSON.stringify([...without])}))`,
      ),
    )
    .orderBy(asc(nextAt))
    .limit(portion);
  const until = now + claimMs;
  const begun: Try = { at: now, status: null, problem: 'unfinished', ms: 0 };
  const [deliveries, places] = await batch(db, [
    db
      .update(webhookDeliveries)
      .set({ nextAt: until, tries: sql`${tries} + 1`, log: withTry(begun) })
      .where(sql`(${webhookId}, ${eventId}) in ${due}`)
      .returning(),
    db
      .select({ webhook: webhooks, origin: stores.origin })
      .from(webhooks)
      .innerJoin(stores, eq(stores.id, webhooks.storeId))
      .where(sql`${webhooks.id} in (select ${webhookId} from ${webhookDeliveries} where ${nextAt} = ${until})`),
  ]);
  const byId = new Map(places.map((place) => [place.webhook.id, place]));
  return deliveries
    .toSorted((one, other) => (one.eventId < other.eventId ? -1 : 1))
    .flatMap((delivery) => {
      const place = byId.get(delivery.webhookId);
      return place ? [{ delivery, ...place }] : [];
    });
}

/** The statement that gives back what was claimed and not tried: it is due as it was. */
export function releasing(db: Database, deliveries: readonly Delivery[], now: number): Statement {
  return db
    .update(webhookDeliveries)
    .set({
      nextAt: now,
      tries: sql`${webhookDeliveries.tries} - 1`,
      log: sql`json_remove(${webhookDeliveries.log}, '$[#-1]')`,
    })
    .where(sql.join(deliveries.map(isClaimed), sql` or `));
}

/** Whether a delivery is still as it was claimed: who was held up past the claim says nothing about it any more. */
export function isClaimed({ webhookId, eventId, nextAt }: Delivery): SQL {
  const row = webhookDeliveries;
  return sql`(${row.webhookId} = ${webhookId} and ${row.eventId} = ${eventId} and ${row.nextAt} = ${nextAt})`;
}

/** Whether somebody is at it at this moment, as a condition. */
export function isBeingTried(now: number): SQL {
  const { nextAt, log } = webhookDeliveries;
  return sql`(coalesce(${nextAt}, 0) > ${now} and coalesce(${log} ->> '$[#-1].problem', '') = 'unfinished')`;
}

function withTry(begun: Try): SQL {
  const { log } = webhookDeliveries;
  const kept = sql`case when json_array_length(${log}) < ${mostKept} then ${log} else json_remove(${log}, '$[0]') end`;
  return sql`json_insert(${kept}, '$[#]', json(${JSON.stringify(begun)}))`;
}
