// What is read before an order of a partner's is placed or changed, in one batch.
import { sql, type SQL } from 'drizzle-orm';
import { termsFor } from '../../../catalog/terms/terms.ts';
import type { Acting } from '../../../partners/contract.ts';
import { subjectOf } from '../../../partners/external-ids.ts';
import { batch } from '../../../web/database.ts';
import { onRecord } from '../../placing/orderer.ts';
import { finding, foundIn } from '../../taking.ts';
import { goodsNamed } from './goods.ts';
import type { Sent } from './input.ts';

/** Reads it; `externalId` is what the partner calls the order, null where it calls it nothing. */
export async function look({ db, store, caller: { partnerId } }: Acting, sent: Sent, externalId: string | null) {
  const scene = { db, store };
  const customerId = customerIn(partnerId, sent);
  const orderId = externalId === null ? sql`null` : subjectOf(sql`${partnerId}`, 'order', externalId);
  const [[customer], [facts], goods, ...found] = await batch(db, [
    onRecord(scene, customerId),
    termsFor(db, store, { customerId }),
    goodsNamed(db, store, partnerId, sent.lines),
    ...finding(scene, orderId),
  ] as const);
  return { customer, facts, goods, order: foundIn(found)[0]?.order };
}

export type Seen = Awaited<ReturnType<typeof look>>;

/** The customer whom it is for, by the id of theirs or of ours; nobody for a guest. */
function customerIn(partnerId: string, { customer_id: id, customer_external_id: externalId }: Sent): string | SQL {
  return id ?? (externalId ? subjectOf(sql`${partnerId}`, 'customer', externalId) : '');
}
