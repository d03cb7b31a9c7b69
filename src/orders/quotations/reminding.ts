// Whoever has not answered an offer is reminded of it once, some days before its time is over. Cron does it for all stores, in portions;
// each is one batch in which a message is written only while the offer still is to be reminded of, so it is safe to repeat and to run
// twice at once.
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import { customers, memberships } from '../../customers/schema.ts';
import { documents } from '../../documents/schema.ts';
import * as stores from '../../stores/stores.ts';
import { batch, type Database } from '../../web/database.ts';
import { reminding } from '../messages.ts';
import { isOrderedFor } from '../placing/orderer.ts';
import { isOpen } from './quotations.ts';
import { quotations } from './schema.ts';

/** Quotations in one batch. */
const portion = 50;

const dayMs = 86_400_000;

/**
 * When the customer is reminded of an offer that holds until then (ms since 1970), so many days before; null for no days, and where
 * that is over already.
 */
export function reminderOf(validUntil: number, days: number | null, now: number): number | null {
  const remindAt = validUntil - (days ?? 0) * dayMs;
  return days === null || remindAt <= now ? null : remindAt;
}

/** Reminds of every offer that is due. What was answered meanwhile, or is over, is passed over; so is whoever was denied. */
export async function remindOfQuotations(db: Database, now: number): Promise<void> {
  for (let isMore = true; isMore;) isMore = await remindPortion(db, now);
}

/** Returns whether there may be more to do. */
async function remindPortion(db: Database, now: number): Promise<boolean> {
  const found = await due(db, now);
  if (found.length === 0) return false;
  const storesById = await stores.byIds(
    db,
    found.map(({ storeId }) => storeId),
  );
  const messages = found.flatMap(({ storeId, ...quoted }) => {
    const store = storesById.get(storeId);
    if (!store) return [];
    const { documentId, customerId, name, email, language } = quoted;
    const isDue = sql`exists (
      select 1 from ${quotations} where ${quotations.documentId} = ${documentId} and ${quotations.remindAt} is not null)
      and ${isOpen(documentId, now)} and exists (select 1 from ${memberships} where ${isOrderedFor(storeId, customerId)})`;
    return reminding({ db, store }, quoted, { customerId, name, email, language }, now, isDue);
  });
  const ids = found.map(({ documentId }) => documentId);
  await batch(db, [
    ...messages.map(({ statement }) => statement),
    db.update(quotations).set({ remindAt: null }).where(inArray(quotations.documentId, ids)),
  ]);
  return found.length === portion;
}

function due(db: Database, now: number) {
  return db
    .select({
      documentId: quotations.documentId,
      storeId: quotations.storeId,
      customerId: quotations.customerId,
      validUntil: quotations.validUntil,
      draft: quotations.draft,
      number: documents.number,
      name: customers.name,
      email: customers.email,
      language: customers.language,
    })
    .from(quotations)
    .innerJoin(documents, eq(documents.id, quotations.documentId))
    .innerJoin(customers, eq(customers.id, quotations.customerId))
    .where(and(sql`${quotations.remindAt} is not null`, lte(quotations.remindAt, now)))
    .orderBy(asc(quotations.remindAt))
    .limit(portion);
}
