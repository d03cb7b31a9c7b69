// Webhooks as staff see them: those of every partner of the store.
import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import type { Database } from '../../web/database.ts';
import { partners } from '../schema.ts';
import { webhooks } from './schema.ts';

/** The webhooks of a store by partner; with an id that one. Their secrets are not read. */
export function webhooksOf(db: Database, storeId: string, id?: string) {
  const { secret: _, secretBefore: _before, ...shown } = getTableColumns(webhooks);
  return db
    .select({ ...shown, partner: partners.name })
    .from(webhooks)
    .innerJoin(partners, eq(partners.id, webhooks.partnerId))
    .where(and(eq(webhooks.storeId, storeId), id === undefined ? undefined : eq(webhooks.id, id)))
    .orderBy(asc(partners.name), asc(webhooks.id));
}

export type ShownWebhook = Awaited<ReturnType<typeof webhooksOf>>[number];

/** The partners that a webhook may be of. */
export function partnersOf(db: Database, storeId: string) {
  return db
    .select({ id: partners.id, partnerName: partners.name })
    .from(partners)
    .where(eq(partners.storeId, storeId))
    .orderBy(asc(partners.name), asc(partners.id));
}

export type PossiblePartner = Awaited<ReturnType<typeof partnersOf>>[number];
