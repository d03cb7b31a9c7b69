// One order of a customer, by what the address calls it.
import { sql, type SQL } from 'drizzle-orm';
import { shownAt } from '../../documents/documents.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { prepared } from '../../web/prepared.ts';
import { eventsOf, linesOf, orderOf } from '../details/details.ts';
import { papersOf } from '../papers/list.ts';
import { orders } from '../schema.ts';
import { isInPool, type Whose } from './history.ts';

type Named = Whose & { named: string };
type Reach = { isPool: boolean };

/** The statements that read an order of the customer with all that its page shows: the order, its lines, what happened, its documents. */
export function readingOne(db: Database, store: Store, customerId: string, named: string) {
  const one = { storeId: store.id, customerId, named };
  const reach = { isPool: store.policies.orderHistory === 'pool' };
  const shown = shownAt(store);
  return [
    order(db, one, reach),
    lines(db, one, reach),
    events(db, one, reach),
    papers(db, { ...one, shown }, reach),
  ] as const;
}

const order = prepared((db, one: Named, reach: Reach) => orderOf(db, isTheirs(one, reach)));
const lines = prepared((db, one: Named, reach: Reach) => linesOf(db, isTheirs(one, reach)));
const events = prepared((db, one: Named, reach: Reach) => eventsOf(db, isTheirs(one, reach)));
const papers = prepared((db, { shown, ...one }: Named & { shown: string }, reach: Reach) =>
  papersOf(db, { storeId: one.storeId, shown }, isTheirs(one, reach)),
);

/** Whether an order is the customer's of this number at the store, or of this id where the history is the pool's; a condition on orders. */
function isTheirs({ storeId, customerId, named }: Whose & { named: string }, { isPool }: { isPool: boolean }): SQL {
  const here = sql`${orders.storeId} = ${storeId} and ${orders.number} = ${named}`;
  const isNamed = isPool
    ? sql`((${here}) or (${orders.id} = ${named} and ${isInPool(sql`${orders.storeId}`, storeId)}))`
    : here;
  return sql`${orders.customerId} = ${customerId} and ${isNamed}`;
}
