// What went to a webhook and what became of it; and putting it on its way again, with the same id, by which a receiver knows it.
import { and, desc, eq, getTableColumns, gt, isNotNull, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import * as audit from '../../../staff/audit/audit.ts';
import { batch, insertIf, type Database } from '../../../web/database.ts';
import { newId } from '../../../web/ids.ts';
import { isBeingTried } from '../claiming.ts';
import { testType } from '../events.ts';
import { webhookDeliveries, webhooks } from '../schema.ts';
import { find, type Which } from '../webhooks.ts';

/** Events put on their way again by one act at most. */
export const mostReplayed = 500;

export type Delivery = typeof webhookDeliveries.$inferSelect;

type Scene = audit.Scene;
type Refused<Problem extends string> = { ok: false; problem: Problem };

const rows = webhookDeliveries;

/** The newest that went to a webhook of the store, before the event of this id. */
export function deliveriesTo(db: Database, storeId: string, webhookId: string, before: string | null, limit: number) {
  return db
    .select()
    .from(rows)
    .where(
      and(
        eq(rows.webhookId, webhookId),
        eq(rows.storeId, storeId),
        before === null ? undefined : lt(rows.eventId, before),
      ),
    )
    .orderBy(desc(rows.eventId))
    .limit(limit);
}

/** What became of one event. */
export function oneOf(db: Database, storeId: string, webhookId: string, eventId: string) {
  return db
    .select()
    .from(rows)
    .where(and(isThis(webhookId, eventId), eq(rows.storeId, storeId)));
}

/** How far it has come: it waits for its first try, was tried and waits for the next, has arrived, or is tried no more. */
export function stateOf({ deliveredAt, givenUpAt, tries }: Pick<Delivery, 'deliveredAt' | 'givenUpAt' | 'tries'>) {
  if (deliveredAt !== null) return 'delivered';
  if (givenUpAt !== null) return 'given_up';
  return tries === 0 ? 'waiting' : 'failing';
}

/** Sends an event that says nothing but that it was sent. Problems: `not_found`, `webhook_disabled`. */
export async function tryOut(
  scene: Scene,
  by: string,
  { eventId: given, ...which }: Which & { eventId?: string },
  now: number,
): Promise<{ ok: true } | Refused<'not_found' | 'webhook_disabled'>> {
  const { db, store } = scene;
  const found = find(db, store.id, which);
  const event = {
    webhookId: which.id,
    eventId: given ?? newId('event', now),
    storeId: store.id,
    type: testType,
    at: now,
  };
  const subject = sql`json_object('webhook_id', ${which.id})`;
  const [[webhook]] = await batch(db, [
    found,
    insertIf(db, rows, { ...event, subject, nextAt: now }, isOn(store.id, which)),
    audit.entry(scene, { by, act: 'webhook_tried_out', after: { webhook: which.id } }, now, audit.didSo),
  ]);
  return resultOf(webhook);
}

/**
 * Sends an event again, whatever became of it, and as often as if it were new. One that is being tried at this moment is left alone.
 * Problems: `not_found`, `webhook_disabled`.
 */
export async function replay(
  scene: Scene,
  by: string,
  { eventId, ...which }: Which & { eventId: string },
  now: number,
): Promise<{ ok: true } | Refused<'not_found' | 'webhook_disabled'>> {
  const { db, store } = scene;
  const after = { webhook: which.id, event: eventId };
  const [[webhook], [delivery]] = await batch(db, [
    find(db, store.id, which),
    oneOf(db, store.id, which.id, eventId),
    replaying(db, store.id, which, sql`${isThis(which.id, eventId)}`, now),
    audit.entry(scene, { by, act: 'webhook_replayed', after }, now, audit.didSo),
  ]);
  return delivery ? resultOf(webhook) : { ok: false, problem: 'not_found' };
}

/** Sends again what failed or was given up, newest first, at most `mostReplayed`; returns how many. Problems as above. */
export async function replayFailed(
  scene: Scene,
  by: string,
  which: Which,
  now: number,
): Promise<{ ok: true; count: number } | Refused<'not_found' | 'webhook_disabled'>> {
  const { db, store } = scene;
  const hasFailed = or(isNotNull(rows.givenUpAt), and(gt(rows.nextAt, now), gt(rows.tries, 0)));
  const failed = db
    .select({ eventId: rows.eventId })
    .from(rows)
    .where(and(eq(rows.webhookId, which.id), hasFailed))
    .orderBy(desc(rows.eventId))
    .limit(mostReplayed);
  const [[webhook], replayed] = await batch(db, [
    find(db, store.id, which),
    replaying(db, store.id, which, sql`${rows.eventId} in ${failed}`, now).returning({ id: rows.eventId }),
    audit.entry(scene, { by, act: 'webhook_replayed', after: { webhook: which.id } }, now, sql`changes() > 0`),
  ]);
  const result = resultOf(webhook);
  return result.ok ? { ok: true, count: replayed.length } : result;
}

/** The statement that puts events on their way again. It inserts them over themselves: by that it is seen (../sending.ts). */
function replaying(db: Database, storeId: string, which: Which, isWanted: SQL, now: number) {
  const columns = Object.values(getTableColumns(rows)).map((column) => sql`${column}`);
  const isFree = sql`not ${isBeingTried(now)}`;
  return db
    .insert(rows)
    .select(
      sql`select ${sql.join(columns, sql`, `)} from ${rows}
        where ${eq(rows.webhookId, which.id)} and ${isWanted} and ${isFree} and ${isOn(storeId, which)}`,
    )
    .onConflictDoUpdate({
      target: [rows.webhookId, rows.eventId],
      set: { nextAt: now, deliveredAt: null, givenUpAt: null, tries: 0 },
    });
}

function isThis(webhookId: string, eventId: string) {
  return and(eq(rows.webhookId, webhookId), eq(rows.eventId, eventId));
}

/** Whether the webhook is there, and on. */
function isOn(storeId: string, { id, partnerId }: Which): SQL {
  return sql`exists (select 1 from ${webhooks} where ${and(
    eq(webhooks.id, id),
    eq(webhooks.storeId, storeId),
    partnerId === undefined ? undefined : eq(webhooks.partnerId, partnerId),
    isNull(webhooks.disabledAt),
  )})`;
}

function resultOf(
  webhook: { disabledAt: number | null } | undefined,
): { ok: true } | Refused<'not_found' | 'webhook_disabled'> {
  if (!webhook) return { ok: false, problem: 'not_found' };
  return webhook.disabledAt === null ? { ok: true } : { ok: false, problem: 'webhook_disabled' };
}
