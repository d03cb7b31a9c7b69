// Webhooks that nothing is sent to, for tests, and of what they are told.
import { env } from 'cloudflare:workers';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { webhooks } from '../../src/partners/webhooks/schema.ts';
import { openDatabase } from '../../src/web/database.ts';
import { newId } from '../../src/web/ids.ts';
import { aPartner } from './partners.ts';
import { rows } from './records.ts';

/**
 * A webhook of a new partner at a store, for every event unless told otherwise; returns its id. What it is told is on record and is never
 * sent, since its secret cannot be opened: `aWebhook` is for tests in which somebody answers.
 */
export async function aPlace(
  events: string[] | null = null,
  store: DemoStore = 'goods',
  disabledAt: number | null = null,
) {
  const id = newId('webhook', Date.now());
  const partnerId = await aPartner(store);
  const row = { id, storeId: demoStores[store].id, partnerId, url: 'https://till.example/events', secret: '' };
  await openDatabase(env)
    .insert(webhooks)
    .values({ ...row, events, createdAt: 1, updatedAt: 1, disabledAt });
  return id;
}

export type Told = [type: string, subject: Record<string, unknown>];

/** What a place is told, type by type. */
export async function toldAt(webhookId: string): Promise<Told[]> {
  const told = await rows('select type, subject from webhook_deliveries where webhook_id = ? order by type', webhookId);
  return told.map(({ type, subject }) => [String(type), JSON.parse(String(subject)) as Record<string, unknown>]);
}
