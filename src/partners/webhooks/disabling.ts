// A webhook that is switched off gets nothing: what waited for it is given up, and can be sent again once it is on. One that goes off
// by itself is told to the owner.
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { nowhere } from '../../web/network.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { chooseLanguage } from '../../web/i18n.ts';
import { log } from '../../web/log.ts';
import * as outbox from '../../messages/outbox.ts';
import * as stores from '../../stores/stores.ts';
import * as audit from '../../staff/audit/audit.ts';
import { partners } from '../schema.ts';
import { hostOf } from './addresses.ts';
import { webhookDeliveries, webhooks } from './schema.ts';

type Webhook = typeof webhooks.$inferSelect;

/** Why a webhook went off by itself: nothing arrived for days, or the receiver said that it takes nothing any more. */
export type Why = 'failures' | 'gone';

/**
 * Switches a webhook off and tells the owner, once; returns the ids of the messages. Not one that something has reached since it was
 * read, or that was switched on again, or leads elsewhere by now: what came of a try says nothing about that.
 */
export async function disabling(db: Database, webhook: Webhook, why: Why, now: number): Promise<string[]> {
  const { id, storeId, url, failingSince } = webhook;
  const store = (await stores.byIds(db, [storeId])).get(storeId);
  if (!store) throw new Error('the store of a webhook is gone');
  const told = store.policies.email.ownerAddresses.map((to) => noticeTo(db, store, to, { webhook, why }, now));
  const scene = { db, store, from: nowhere };
  const after = { webhook: id, host: hostOf(url), why: `webhook_${why}` };
  const [disabled] = await batch(db, [
    db
      .update(webhooks)
      .set({ disabledAt: now, disabledFor: why, updatedAt: sql`max(${now}, ${webhooks.updatedAt} + 1)` })
      .where(
        and(
          eq(webhooks.id, id),
          isNull(webhooks.disabledAt),
          eq(webhooks.url, url),
          why === 'gone' ? undefined : sql`${webhooks.failingSince} is ${failingSince}`,
        ),
      )
      .returning({ id: webhooks.id }),
    // Each is written if the one before it was.
    ...told.map(({ statement }) => statement),
    audit.entry(scene, { by: null, act: 'webhook_disabled', after }, now, audit.didSo),
    givingUp(db, id, now),
  ] as const);
  if (disabled.length === 0) return [];
  log('webhook_disabled', { store: storeId, webhook: id, why });
  return told.map((one) => one.id);
}

/** The statement that gives up what waits for a webhook, if it is off at its place in the batch. */
export function givingUp(db: Database, webhookId: string, now: number): Statement {
  const isOff = sql`exists (
    select 1 from ${webhooks} where ${webhooks.id} = ${webhookId} and ${webhooks.disabledAt} is not null)`;
  return db
    .update(webhookDeliveries)
    .set({ nextAt: null, givenUpAt: now })
    .where(and(eq(webhookDeliveries.webhookId, webhookId), isNotNull(webhookDeliveries.nextAt), isOff));
}

type Told = { webhook: Webhook; why: Why };

function noticeTo(db: Database, store: stores.Store, to: string, { webhook, why }: Told, now: number): outbox.Posted {
  const partner = sql`(select ${partners.name} from ${partners} where ${partners.id} = ${webhook.partnerId})`;
  const language = chooseLanguage(store.languages, []);
  const data = { id: webhook.id, partner, host: hostOf(webhook.url), why };
  const notice = { storeId: store.id, customerId: null, to, language, template: 'webhook_disabled', data } as const;
  return outbox.plain(db, notice, now, audit.didSo);
}
