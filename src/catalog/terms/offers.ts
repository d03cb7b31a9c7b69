// What decides of products whether somebody sees them and what they pay, read for whoever asks on their behalf.
import { sql } from 'drizzle-orm';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { products } from '../schema.ts';
import { listPrices } from './prices.ts';
import type { Visitor } from './terms.ts';
import { mayBeSeen } from './visibility.ts';

/**
 * The products of the store with these ids, sold or not, and whether the visitor sees each;
 * none for ids that are no product of it.
 */
export function offersFor(db: Database, store: Store, visitor: Pick<Visitor, 'customerId'>, ids: readonly string[]) {
  return (
    db
      .select({
        id: products.id,
        priceMinor: products.priceMinor,
        listPrices,
        stock: products.stock,
        visibility: products.visibility,
        groupIds: products.groupIds,
        retiredAt: products.retiredAt,
        isSeen: sql<number>`${products.retiredAt} is null and (${mayBeSeen(store, visitor)})`.as('is_seen'),
      })
      .from(products)
      .innerJoin(sql`json_each(${JSON.stringify(ids)}) as asked`, sql`asked.value = ${products.id}`)
      // The plus keeps SQLite at the ids: by the store it would read more.
      .where(sql`+${products.storeId} = ${store.id}`)
      .orderBy(sql`asked.key`)
  );
}

export type Offered = Awaited<ReturnType<typeof offersFor>>[number];
