// Webhooks: where a partner is told what happens at the store, and of what. The secret is shown once, by whoever made it, and kept
// sealed for the row it is in. What partners do and what staff do is the same; only a partner's own are there for it.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { seal } from '../../credentials/sealing.ts';
import { storeHosts } from '../../stores/schema.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, insertIf, type Database } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { partners } from '../schema.ts';
import { addressOf, hostOf } from './addresses.ts';
import { givingUp } from './disabling.ts';
import { webhookDeliveries, webhooks } from './schema.ts';
import { newSecret } from './signing.ts';

/** The most webhooks of a partner: each is a row for every event. */
export const mostWebhooks = 10;

/** For how many hours the secret before may go on signing at most. */
export const mostHours = 24;

const hour = 3_600_000;

export type Scene = audit.Scene & { sealingKey: string };

/** A webhook by its id; with `partnerId` only if it is that partner's. */
export type Which = { id: string; partnerId?: string | SQL | undefined };

/** Where to, and of which types of events; null for all. */
type Wanted = { url: string; events: readonly string[] | null };

type Refused<Problem extends string> = { ok: false; problem: Problem };
type Result<Problem extends string> = { ok: true } | Refused<Problem>;

/** A developer's store is on a developer's machine; what is sent there is looked at once more before it is. */
function kept({ store }: Scene, url: string): string | null {
  return addressOf(url, store.origin.startsWith('http:'));
}

/** Whether an address is one of our own stores, as a condition. */
function isOurs(url: string): SQL {
  return sql`exists (select 1 from ${storeHosts} where ${storeHosts.hostname} = ${URL.parse(url)?.hostname ?? ''})`;
}

function isThis(storeId: string, { id, partnerId }: Which): SQL | undefined {
  return and(
    eq(webhooks.id, id),
    eq(webhooks.storeId, storeId),
    partnerId === undefined ? undefined : eq(webhooks.partnerId, partnerId),
  );
}

const rising = (now: number) => sql`max(${now}, ${webhooks.updatedAt} + 1)`;

/** A webhook with a new secret; the secret is null where this id was made before. Problems: `not_found` (no such partner), `url_refused`, `webhooks_too_many`. */
export async function add(
  scene: Scene,
  by: string,
  { id: given, partnerId, url: typed, events }: Wanted & { id?: string; partnerId: string },
  now: number,
): Promise<
  { ok: true; id: string; secret: string | null } | Refused<'not_found' | 'url_refused' | 'webhooks_too_many'>
> {
  const { db, store, sealingKey } = scene;
  const url = kept(scene, typed);
  if (url === null) return { ok: false, problem: 'url_refused' };
  const id = given ?? newId('webhook', now);
  const secret = newSecret();
  const sealed = await seal(sealingKey, id, secret);
  const isTheirs = and(eq(partners.id, partnerId), eq(partners.storeId, store.id));
  const count = sql<number>`(select count(*) from ${webhooks} where ${webhooks.partnerId} = ${partnerId})`;
  const [[found], added] = await batch(db, [
    db
      .select({
        isMade: sql<number>`exists (select 1 from ${webhooks} where ${eq(webhooks.id, id)})`.as('is_made'),
        isOurs: sql<number>`${isOurs(url)}`.as('is_ours'),
      })
      .from(partners)
      .where(isTheirs),
    insertIf(
      db,
      webhooks,
      { id, storeId: store.id, partnerId, url, events: json(events), secret: sealed, createdAt: now, updatedAt: now },
      sql`exists (select 1 from ${partners} where ${isTheirs}) and ${count} < ${mostWebhooks} and not ${isOurs(url)}`,
    )
      .onConflictDoNothing()
      .returning({ id: webhooks.id }),
    audit.entry(scene, { by, act: 'webhook_added', after: { webhook: id, host: hostOf(url) } }, now, audit.didSo),
  ]);
  if (added.length === 1) return { ok: true, id, secret };
  if (!found) return { ok: false, problem: 'not_found' };
  if (found.isMade) return { ok: true, id, secret: null };
  return { ok: false, problem: found.isOurs ? 'url_refused' : 'webhooks_too_many' };
}

/** What is to be different: on or off by staff or by the partner. */
type Change = Partial<Wanted> & { isOn?: boolean; by?: 'staff' | 'partner' };

/**
 * Sends other events, or elsewhere, or switches it on or off; what waits for one that is off is given up. Problems: `not_found`,
 * `url_refused`.
 */
export async function change(
  scene: Scene,
  by: string,
  { id, partnerId, url: typed, ...wanted }: Which & Change,
  now: number,
): Promise<Result<'not_found' | 'url_refused'>> {
  const { db, store } = scene;
  const url = typed === undefined ? undefined : kept(scene, typed);
  if (url === null) return { ok: false, problem: 'url_refused' };
  const isThisOne = isThis(store.id, { id, partnerId });
  const isTaken = url === undefined ? sql`true` : sql`not ${isOurs(url)}`;
  const [[found], changed] = await batch(db, [
    db.select({ id: webhooks.id }).from(webhooks).where(isThisOne),
    db
      .update(webhooks)
      .set(valuesOf(url, wanted, now))
      .where(and(isThisOne, isTaken))
      .returning({ id: webhooks.id }),
    // Each is written if the one before it was.
    ...told(id, url, wanted).map((one) => audit.entry(scene, { by, ...one }, now, audit.didSo)),
    ...(wanted.isOn === false ? [givingUp(db, id, now)] : []),
  ] as const);
  if (changed.length === 1) return { ok: true };
  return { ok: false, problem: found ? 'url_refused' : 'not_found' };
}

function valuesOf(url: string | undefined, { events, isOn, by = 'staff' }: Change, now: number) {
  const on = { disabledAt: null, disabledFor: null, failingSince: null };
  const off = {
    disabledAt: sql`coalesce(${webhooks.disabledAt}, ${now})`,
    disabledFor: sql`coalesce(${webhooks.disabledFor}, ${by})`,
  };
  return {
    ...(url === undefined ? {} : { url }),
    ...(events === undefined ? {} : { events: events && [...events] }),
    ...(isOn === undefined ? {} : isOn ? on : off),
    updatedAt: rising(now),
  };
}

function told(id: string, url: string | undefined, { events, isOn }: Change) {
  const after = {
    webhook: id,
    ...(url === undefined ? {} : { host: hostOf(url) }),
    ...(events === undefined ? {} : { events: events ?? 'every_event' }),
  };
  return [
    ...(url === undefined && events === undefined ? [] : [{ act: 'webhook_changed', after } as const]),
    ...(isOn === undefined
      ? []
      : [{ act: isOn ? 'webhook_enabled' : 'webhook_disabled', after: { webhook: id } } as const]),
  ];
}

/**
 * A new secret; the one before signs as well for so many hours. With `seen` only if it has not changed since. Problem: `not_found`.
 */
export async function rotate(
  scene: Scene,
  by: string,
  { hours, seen, ...which }: Which & { hours: number; seen?: number },
  now: number,
): Promise<{ ok: true; secret: string } | Refused<'not_found'>> {
  const { db, sealingKey } = scene;
  const secret = newSecret();
  const sealed = await seal(sealingKey, which.id, secret);
  const before =
    hours > 0
      ? { secretBefore: sql`${webhooks.secret}`, secretBeforeUntil: now + hours * hour }
      : { secretBefore: null, secretBeforeUntil: null };
  const isAsSeen = seen === undefined ? undefined : eq(webhooks.updatedAt, seen);
  const [rotated] = await batch(db, [
    db
      .update(webhooks)
      .set({ ...before, secret: sealed, updatedAt: rising(now) })
      .where(and(isThis(scene.store.id, which), isAsSeen))
      .returning({ id: webhooks.id }),
    audit.entry(scene, { by, act: 'webhook_rotated', after: { webhook: which.id } }, now, audit.didSo),
  ]);
  return rotated.length === 1 ? { ok: true, secret } : { ok: false, problem: 'not_found' };
}

/** Removes a webhook with everything that went to it. Problem: `not_found`. */
export async function remove(scene: Scene, by: string, which: Which, now: number): Promise<Result<'not_found'>> {
  const { db } = scene;
  const [, removed] = await batch(db, [
    db
      .delete(webhookDeliveries)
      .where(
        sql`${webhookDeliveries.webhookId} in (select id from ${webhooks} where ${isThis(scene.store.id, which)})`,
      ),
    db.delete(webhooks).where(isThis(scene.store.id, which)).returning({ url: webhooks.url }),
    audit.entry(scene, { by, act: 'webhook_removed', before: { webhook: which.id } }, now, audit.didSo),
  ] as const);
  return removed.length === 1 ? { ok: true } : { ok: false, problem: 'not_found' };
}

/** A webhook as its row is; no row where it is another's. */
export function find(db: Database, storeId: string, which: Which) {
  return db.select().from(webhooks).where(isThis(storeId, which));
}

function json(events: Wanted['events']): SQL {
  return events === null ? sql`null` : sql`${JSON.stringify(events)}`;
}
